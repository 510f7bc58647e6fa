# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A surface that holds things that belong together, with an optional title line."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.text_label import TextLabel


class Card(QFrame):
    """Put content in with `add` (a widget or a layout); `add_to_title` puts a widget at the right end of the title line."""

    def __init__(self, title: str = "", *, margin: int = 2 * GRID, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(GRID)
        self._title_line: QHBoxLayout | None = None
        self._title: TextLabel | None = None
        if title:
            self.set_title(title)

    def set_title(self, title: str) -> None:
        """Name the card, on the screen and for screen readers."""
        if self._title is None:
            self._title = TextLabel(title, TextRole.STRONG)
            line = self._line()
            line.insertWidget(0, self._title)
        self._title.setText(title)
        self.setAccessibleName(title)

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout under what is there."""
        if isinstance(part, QWidget):
            self.body.addWidget(part, stretch)
        else:
            self.body.addLayout(part, stretch)

    def add_to_title(self, widget: QWidget) -> None:
        """Put a widget at the right end of the title line."""
        self._line().addWidget(widget)

    def _line(self) -> QHBoxLayout:
        if self._title_line is None:
            self._title_line = QHBoxLayout()
            self._title_line.setSpacing(GRID)
            self._title_line.addStretch(1)
            self.body.insertLayout(0, self._title_line)
        return self._title_line
