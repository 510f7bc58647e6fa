# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Asks for the name under which this computer records every act."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class PersonDialog(QDialog):
    """*Signals:* person_given(str): the name, not empty."""

    person_given = Signal(str)

    def __init__(self, person: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Who works here"))
        self.name = QLineEdit(person)
        self.name.setMaxLength(40)
        hint = _("The same name as in the team, so that observations carry it.")
        self.row = FormRow(_("Your name"), self.name, hint=hint, required=True)
        self.keep_button = ActionButton(_("Use this name"), kind=ButtonKind.PRIMARY)
        self.keep_button.setDefault(True)
        self.keep_button.clicked.connect(self._on_keep_clicked)
        cancel = ActionButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(TextLabel(_("Every act is recorded with the name of who did it."), TextRole.MUTED, wraps=True))
        column.addWidget(self.row)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.keep_button)
        column.addLayout(foot)
        self.setMinimumWidth(scaled(420))

    def _on_keep_clicked(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.row.set_error(_("Give a name."))
            self.name.setFocus()
            return
        self.person_given.emit(name)
        self.accept()
