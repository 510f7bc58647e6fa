# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Lets somebody sign: what is declared, the name, the pad. The laptop can be handed over, as the dialog shows nothing else."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TOUCH, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.signature_panel import SignaturePanel
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class SignatureDialog(QDialog):
    """After exec or open: accepted only with a signature; then `name()` and `png()` give it."""

    def __init__(self, title: str, statement: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Sign: {title}").format(title=title))
        self.panel = SignaturePanel(name)
        self.mistake = TextLabel("", TextRole.SMALL, tone=Tone.VETO, wraps=True)
        self.mistake.hide()
        self.sign_button = ActionButton(_("Sign and keep"), kind=ButtonKind.PRIMARY, icon_name="sign")
        self.cancel_button = ActionButton(_("Cancel"))
        foot = QHBoxLayout()
        foot.addWidget(self.mistake, 1)
        foot.addStretch(1)
        for button in (self.cancel_button, self.sign_button):
            button.setMinimumHeight(scaled(TOUCH))
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(TextLabel(title, TextRole.HEADING, wraps=True))
        if statement.strip():
            words = ScrollPage(TextLabel(statement.strip(), wraps=True, selectable=True))
            column.addWidget(words, 2)
        column.addWidget(self.panel, 3)
        column.addLayout(foot)
        self.sign_button.clicked.connect(self._on_sign_clicked)
        self.cancel_button.clicked.connect(self.reject)
        self.panel.changed.connect(self.mistake.hide)
        open_at(self, 760, 640)

    def name(self) -> str:
        """Return whose signature it is."""
        return self.panel.name()

    def png(self) -> bytes:
        """Return the picture of the signature."""
        return self.panel.png()

    def _on_sign_clicked(self) -> None:
        if missing := self.panel.missing():
            self.mistake.setText(missing)
            self.mistake.show()
            (self.panel.pad if self.panel.name() else self.panel.name_field).setFocus()
        else:
            self.accept()
