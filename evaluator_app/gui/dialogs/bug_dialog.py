# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Says that the program made a mistake, that the work is safe, and gives the details to be passed on."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class BugDialog(QDialog):
    """The window goes on after it; nothing that was recorded is lost."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("A mistake in the program"))
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(_("Details"))
        self.copy_button = ActionButton(_("Copy the details"), icon_name="paste")
        self.copy_button.clicked.connect(self.copy)
        self._go_on = ActionButton(_("Go on working"), kind=ButtonKind.PRIMARY)
        self._go_on.clicked.connect(self.accept)
        self._build()
        open_at(self, 640, 440)
        self._go_on.setDefault(True)
        self._go_on.setFocus()

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.copy_button.setText(_("Copied"))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(IconView("veto", Tone.VETO, side=24))
        head.addWidget(TextLabel(_("This should not have happened"), TextRole.HEADING), 1)
        words = _("The program made a mistake in what you did last. Everything recorded before is saved. You can go on working.")
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        column.addLayout(head)
        column.addWidget(TextLabel(words, wraps=True))
        column.addWidget(TextLabel(_("Please pass these details on to those who look after the program:"), TextRole.MUTED, wraps=True))
        column.addWidget(self.details, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.copy_button)
        foot.addStretch(1)
        foot.addWidget(self._go_on)
        column.addLayout(foot)
