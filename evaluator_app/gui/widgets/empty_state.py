# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What an empty page shows: what would be here, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.text_label import TextLabel


class EmptyState(QWidget):
    """Icon, title, a sentence, and at most one button. *Signals:* action_chosen()."""

    action_chosen = Signal()

    def __init__(self, icon_name: str, title: str, text: str = "", action_text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconView(icon_name, side=40)
        self._title = TextLabel(role=TextRole.HEADING, wraps=True)
        self._text = TextLabel(role=TextRole.MUTED, wraps=True)
        self._action = ActionButton("", kind=ButtonKind.PRIMARY)
        self._action.clicked.connect(self.action_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(GRID)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(GRID // 2)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(GRID)
        column.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.set_words(title, text, action_text)

    def set_words(self, title: str, text: str = "", action_text: str = "") -> None:
        """Show other words; without a sentence or an action that part is hidden."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._action.setText(action_text)
        self._action.setVisible(bool(action_text))
        self._title.setMinimumWidth(scaled(160))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
