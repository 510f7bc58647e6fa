# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The head of a section: its name, a quiet remark, and actions at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.text_label import TextLabel


class SectionTitle(QWidget):
    """`role` is TITLE for a page, HEADING for a section, STRONG inside a pane; `add` puts a widget at the right end."""

    def __init__(self, text: str, detail: str = "", *, role: TextRole = TextRole.HEADING, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._title = TextLabel(text, role)
        self._detail = ElidedLabel(detail, TextRole.MUTED)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(GRID + 4)
        self._line.addWidget(self._title)
        self._line.addWidget(self._detail, 1)
        self.setAccessibleName(text)

    def set_text(self, text: str, detail: str = "") -> None:
        """Show another name and remark."""
        self._title.setText(text)
        self._detail.set_text(detail)
        self.setAccessibleName(text)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._line.addWidget(widget)
