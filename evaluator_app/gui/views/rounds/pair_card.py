# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One photo of then on the left, those of now on the right, why they stand together, and what a person says to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.pairing_photos import PairReason, PhotoPair, pair_photos
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.page import PageContext
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.photo_strip import PhotoStrip
from evaluator_app.gui.widgets.photo_tile import Photo
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

_SIDE = 320


class PairCard(Card):
    """*Signals:* changed(): the pair is another one now; opened(str): show both in large, by the id of the photo of then."""

    changed = Signal()
    opened = Signal(str)

    def __init__(self, context: PageContext, pair: PhotoPair, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context, self._session = context, context.session
        self.pair = pair
        self.then, self.now = PhotoStrip(editable=False), PhotoStrip(editable=False)
        self._state = TextLabel(role=TextRole.STRONG)
        self._why = TextLabel(role=TextRole.MUTED, wraps=True)
        self._lost = TextLabel(_("The original of then is not on this computer."), TextRole.SMALL, tone=Tone.FOUND, wraps=True)
        self.settle_button = ActionButton(_("They belong together"), kind=ButtonKind.PRIMARY)
        self.choose_button = ActionButton(_("Choose photos of now…"), icon_name="photo")
        self.none_button = ActionButton(_("No counterpart"), kind=ButtonKind.QUIET)
        self.back_button = ActionButton(_("Propose again"), kind=ButtonKind.QUIET, icon_name="undo")
        self._build()
        self.show_pair(pair)

    def show_pair(self, pair: PhotoPair) -> None:
        """Show a pair of the same photo of then."""
        self.pair = pair
        settled = pair.then.is_settled
        if not pair.now:
            words, tone = (_("No counterpart"), Tone.NOT_APPLICABLE) if settled else (_("No photo of now yet"), Tone.FOUND)
        else:
            words, tone = (_("Settled"), Tone.DONE) if settled else (_("Proposed"), Tone.FOUND)
        self._state.setText(words)
        self._state.set_tone(tone)
        reasons = reason_words()
        self._why.setText("  ·  ".join(reasons[reason] for reason in pair.reasons if reason is not PairReason.CHOSEN))
        self._why.setVisible(bool(self._why.text()))
        self.settle_button.setVisible(pair.is_proposed)
        self.none_button.setVisible(not settled)
        self.back_button.setVisible(settled)
        self.now.set_photos([self._photo(each) for each in pair.now])

    def choose(self, now: list[str] | None) -> None:
        """Put these photos of now beside it; none: no counterpart; None goes back to what is proposed."""
        if self._session.do(pair_photos(self._session.assessment, self.pair.then.id, now)):
            self.changed.emit()

    def _build(self) -> None:
        then = self.pair.then
        head = QHBoxLayout()
        head.addWidget(TextLabel(then.place or _("No place noted"), TextRole.STRONG, wraps=True), 1)
        head.addWidget(self._state)
        self.add(head)
        named = [then.caption or then.name, then.taken_at.replace("T", " ")[:16]]
        if then.direction is not None:
            named.append(_("looking {degrees}°").format(degrees=round(then.direction)))
        self.add(TextLabel("  ·  ".join(part for part in named if part), TextRole.MUTED, wraps=True))
        sides = QHBoxLayout()
        sides.setSpacing(2 * GRID)
        for title, strip in ((_("Then"), self.then), (_("As it is now"), self.now)):
            side = QVBoxLayout()
            side.addWidget(TextLabel(title, TextRole.SMALL))
            side.addWidget(strip)
            side.addStretch(1)
            sides.addLayout(side, 1)
            strip.photo_opened.connect(self._on_photo_opened)
        self.add(sides)
        self.add(self._lost)
        self.add(self._why)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=GRID)
        acts = (
            (self.settle_button, self._on_settle_clicked),
            (self.choose_button, self._on_choose_clicked),
            (self.none_button, partial(self._on_chosen, [])),
            (self.back_button, partial(self._on_chosen, None)),
        )
        for button, act in acts:
            button.clicked.connect(act)
            flow.addWidget(button)
        self.add(buttons)
        from evaluator_app.services.rounds import is_photo_here

        self._lost.setVisible(not is_photo_here(self._session.opened, then.sha256))
        self.then.set_photos([Photo(then.id, _("Then"), self._picture_of_then)])
        self.setAccessibleName(f"{then.place} {then.caption or then.name}")

    def _photo(self, evidence: Evidence) -> Photo:
        return Photo(evidence.id, evidence.taken_at[11:16] or evidence.name, partial(self._picture, evidence))

    def _picture(self, evidence: Evidence) -> QImage | bytes | None:
        return self._session.opened.picture_of(evidence, _SIDE) or None

    def _picture_of_then(self) -> QImage | bytes | None:
        from evaluator_app.services.rounds import photo_of_then

        return photo_of_then(self._session.opened, self.pair.then.sha256, _SIDE) or None

    def _on_photo_opened(self, _key: str) -> None:
        self.opened.emit(self.pair.then.id)

    def _on_settle_clicked(self) -> None:
        self.choose([each.id for each in self.pair.now])

    def _on_chosen(self, now: list[str] | None, _checked: bool = False) -> None:
        self.choose(now)

    def _on_choose_clicked(self) -> None:
        from evaluator_app.gui.dialogs.photo_choice_dialog import PhotoChoiceDialog

        dialog = PhotoChoiceDialog(self._session, self.pair, self)
        dialog.chosen.connect(self.choose)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def reason_words() -> dict[PairReason, str]:
    """Return why two photos are thought to show the same, in words."""
    return {
        PairReason.CHOSEN: _("chosen by hand"),
        PairReason.FAULT: _("same fault"),
        PairReason.PLACE: _("same place"),
        PairReason.POSITION: _("same spot by their positions"),
        PairReason.DIRECTION: _("same direction of view"),
        PairReason.ITEM: _("same item"),
    }
