# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One line of a form: the label, the field, a hint, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.text_label import TextLabel


class FormRow(QWidget):
    """Label above the field; the field gets label and hint as its accessible name and description.

    `set_error` with words frames the field and shows them under it with an icon; with "" all is well again.
    """

    def __init__(self, label: str, field: QWidget, *, hint: str = "", required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._required = required
        self._label = TextLabel()
        self._label.setBuddy(field)
        self._hint = TextLabel(hint, TextRole.SMALL, wraps=True)
        self._error_icon = IconView("found", Tone.VETO, side=15)
        self._error = TextLabel(role=TextRole.SMALL, tone=Tone.VETO, wraps=True)
        error_line = QHBoxLayout()
        error_line.setSpacing(GRID - 2)
        error_line.addWidget(self._error_icon)
        error_line.addWidget(self._error, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(field)
        column.addWidget(self._hint)
        column.addLayout(error_line)
        self.set_label(label, hint)
        self.set_error("")

    def set_label(self, label: str, hint: str = "") -> None:
        """Show another label and hint."""
        self._label.setText(f"{label} *" if self._required else label)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.field.setAccessibleName(label)
        self.field.setAccessibleDescription(hint)

    def label(self) -> QLabel:
        """Return the label, for the mnemonic or a tooltip."""
        return self._label

    def error(self) -> str:
        """Return what is wrong, or "" when nothing is."""
        return self._error.text()

    def set_error(self, error: str) -> None:
        """Say what is wrong with the field; "" when nothing is."""
        self._error.setText(error)
        self._error.setVisible(bool(error))
        self._error_icon.setVisible(bool(error))
        self.field.setAccessibleDescription(error or self._hint.text())
        if self.field.property("invalid") != bool(error):
            self.field.setProperty("invalid", bool(error))
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)
