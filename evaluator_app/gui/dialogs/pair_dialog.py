# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A photo of then and one of now in large, side by side."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.domain.pairing_photos import PhotoPair
from evaluator_app.gui.dialogs.footed_dialog import FootedDialog
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.picture_canvas import PictureCanvas
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.rounds import photo_of_then

_SIDE = 1600


class PairDialog(FootedDialog):
    """Wheel and + - zoom each of them; where there are several of now, a button turns to the next."""

    def __init__(self, session: Session, pair: PhotoPair, parent: QWidget | None = None) -> None:
        super().__init__(pair.then.place or pair.then.caption or pair.then.name or _("Then"), parent)
        self._session, self._pair, self._number = session, pair, 0
        self.then, self.now = PictureCanvas(pans_by_left=True), PictureCanvas(pans_by_left=True)
        self._then_words, self._now_words = TextLabel(role=TextRole.MUTED, wraps=True), TextLabel(role=TextRole.MUTED, wraps=True)
        self.next_button = ActionButton(_("Next photo of now"), icon_name="next")
        self.next_button.clicked.connect(self._on_next_clicked)
        self.next_button.setVisible(len(pair.now) > 1)
        page = QWidget()
        sides = QHBoxLayout(page)
        sides.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        sides.setSpacing(2 * GRID)
        for canvas, words in ((self.then, self._then_words), (self.now, self._now_words)):
            side = QVBoxLayout()
            side.addWidget(words)
            side.addWidget(canvas, 1)
            if canvas is self.now:
                side.addWidget(self.next_button)
            sides.addLayout(side, 1)
        then = pair.then
        self.then.setAccessibleName(_("Then"))
        self.now.setAccessibleName(_("As it is now"))
        told = _("Then: {when}").format(when=then.taken_at.replace("T", " ")[:16] or then.name)
        self._then_words.setText(told)
        lost = _("The original of then is not on this computer.")
        self.then.show_image(QImage.fromData(photo_of_then(session.opened, then.sha256, _SIDE)), lost)
        self._show_now()
        self.fill(page, 1100, 640)

    def _show_now(self) -> None:
        if not self._pair.now:
            self.now.show_image(QImage(), _("No photo of now yet"))
            return
        evidence = self._pair.now[self._number % len(self._pair.now)]
        when = evidence.taken_at.replace("T", " ")[:16] or evidence.name
        self._now_words.setText(_("Now: {when}").format(when=when))
        self.now.show_image(QImage.fromData(self._session.opened.picture_of(evidence, _SIDE)), _("The photo cannot be read"))

    def _on_next_clicked(self) -> None:
        self._number += 1
        self._show_now()
