# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A dialog with a form, a message, a button to go on and one to leave it; what the form holds is its subclasses' business."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.section_title import SectionTitle
from evaluator_app.i18n import _


class FormDialog(QDialog):
    """Subclasses call `build` and override `perform`, which returns whether the dialog is done."""

    def __init__(self, title: str, go_on: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.banner = Banner(dismissible=True)
        self.banner.hide()
        self.cancel_button = ActionButton(_("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.go_button = ActionButton(go_on, kind=ButtonKind.PRIMARY)
        self.go_button.clicked.connect(self._on_go_clicked)

    def build(self, *widgets: QWidget, width: int = 640, height: int = 560) -> None:
        """Put the parts of the form in."""
        head = QHBoxLayout()
        head.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        head.addWidget(SectionTitle(self.windowTitle(), role=TextRole.TITLE))
        messages = QVBoxLayout()
        messages.setContentsMargins(3 * GRID, 0, 3 * GRID, GRID)
        messages.addWidget(self.banner)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.setSpacing(GRID)
        foot.addWidget(self.cancel_button)
        foot.addStretch(1)
        foot.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(ScrollPage(*widgets, spacing=2 * GRID), 1)
        column.addLayout(messages)
        column.addWidget(Hairline())
        column.addLayout(foot)
        open_at(self, width, height)

    def perform(self) -> bool:
        """Do what the form is for; tell whether it is done."""
        raise NotImplementedError

    def say(self, words: str, tone: Tone = Tone.VETO) -> None:
        """Say something under the form."""
        self.banner.set_message(words, tone=tone)
        self.banner.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent: Enter goes on, except in a text of several lines."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not isinstance(QApplication.focusWidget(), QPlainTextEdit):
            self._on_go_clicked()
        else:
            super().keyPressEvent(event)

    def _on_go_clicked(self) -> None:
        self.banner.hide()
        if not self.go_button.isEnabled():
            return
        try:
            is_done = self.perform()
        except UserFacingError as error:
            self.say(words_of(error))
            return
        if is_done:
            self.accept()
