# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One fault of the round before: then on the left, now on the right, and what became of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.comparing_rounds import verify_earlier
from evaluator_app.domain.rounds import EarlierFault, EarlierState
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.item.settled_edit import SettledEdit
from evaluator_app.gui.views.page import PageContext
from evaluator_app.gui.views.score.link_line import LinkLine
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.photo_strip import PhotoStrip
from evaluator_app.gui.widgets.photo_tile import Photo
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

_SIDE = 320
TONES = {
    EarlierState.MENDED: Tone.DONE,
    EarlierState.PARTLY_MENDED: Tone.FOUND,
    EarlierState.NOT_MENDED: Tone.VETO,
    EarlierState.NO_LONGER_THERE: Tone.NOT_APPLICABLE,
}


class EarlierCard(Card):
    """*Signals:* target_chosen(str): go to its item."""

    target_chosen = Signal(str)

    def __init__(self, context: PageContext, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context, self._session, self._name = context, context.session, name
        fault = self.fault
        words = {
            EarlierState.MENDED: _("Mended"),
            EarlierState.PARTLY_MENDED: _("Partly mended"),
            EarlierState.NOT_MENDED: _("Not mended"),
            EarlierState.NO_LONGER_THERE: _("No longer there"),
        }
        self.states = {state: Chip(word, tone=TONES[state]) for state, word in words.items()}
        self.words = SettledEdit(_("What is seen there now"), name=_("As it is now"))
        self.then = PhotoStrip(editable=False)
        self.now = PhotoStrip()
        self._build(fault)
        self.refresh()

    @property
    def fault(self) -> EarlierFault:
        """The fault as it is on the list now."""
        return self._session.assessment.earlier[self._name]

    def refresh(self) -> None:
        """Show what is recorded now."""
        fault = self._session.assessment.earlier.get(self._name)
        if fault is None:
            return
        for state, chip in self.states.items():
            chip.setChecked(fault.state is state)
        self.words.show_text(fault.words)
        self.now.set_photos([self._photo(each) for each in self._evidence(fault)])

    def settle(self) -> None:
        """Hand over what is being typed."""
        self.words.settle()

    def choose(self, state: EarlierState) -> None:
        """Record what became of it; the same once more takes it back."""
        fault = self.fault
        chosen = EarlierState.NOT_LOOKED_AT if fault.state is state else state
        who = "" if chosen is EarlierState.NOT_LOOKED_AT else self._session.opened.assessor_id
        self._session.do(verify_earlier(self._session.assessment, replace(fault, state=chosen, looked_at_by=who)))
        self.refresh()

    def add_files(self, paths: list[Path]) -> None:
        """Add photos of now; they serve the item as well, and stand beside those of then."""
        before = set(self._session.assessment.evidence)
        result = self._session.add_files(paths, [self.fault.target], place=self.fault.place)
        new = [name for name in self._session.assessment.evidence if name not in before]
        if new:
            fault = replace(self.fault, evidence=(*self.fault.evidence, *new))
            self._session.do(verify_earlier(self._session.assessment, fault))
        if result.refused:
            self._context.say("\n".join(refusal.message for refusal in result.refused), Tone.VETO)
        self.refresh()

    def _build(self, fault: EarlierFault) -> None:
        head = QHBoxLayout()
        place = fault.place or _("No place noted")
        head.addWidget(TextLabel(f"{place}  ×{fault.count}" if fault.count > 1 else place, TextRole.STRONG, wraps=True), 1)
        link = LinkLine(self._session.opened.title_of(fault.target), is_link=True)
        link.clicked.connect(partial(self._on_link_clicked, fault.target))
        head.addWidget(link, 1)
        self.add(head)
        self.add(TextLabel(fault.text, wraps=True, selectable=True))
        for line in ordered_lines(fault):
            self.add(TextLabel(line, TextRole.MUTED, wraps=True, selectable=True))
        sides = QHBoxLayout()
        sides.setSpacing(2 * GRID)
        for title, strip in ((_("Then"), self.then), (_("As it is now"), self.now)):
            side = QVBoxLayout()
            side.addWidget(TextLabel(title, TextRole.MUTED))
            side.addWidget(strip)
            side.addStretch(1)
            sides.addLayout(side, 1)
        self.add(sides)
        pictures = [Photo(sha256, _("Then"), partial(self._picture_of_then, sha256)) for sha256 in fault.photos]
        self.then.set_photos(pictures)
        if lost := self._lost(fault):
            self.add(TextLabel(lost, TextRole.SMALL, tone=Tone.FOUND, wraps=True))
        frame = QWidget()
        flow = FlowLayout(frame, spacing=GRID)
        for state, chip in self.states.items():
            chip.clicked.connect(partial(self._on_state_clicked, state))
            flow.addWidget(chip)
        self.add(frame)
        self.add(self.words)
        self.words.text_settled.connect(self._on_words_settled)
        self.now.addition_requested.connect(self._on_addition_requested)
        self.now.files_dropped.connect(self.add_files)
        self.now.removal_requested.connect(self._on_removal_requested)
        self.setAccessibleName(f"{fault.place} {fault.text}")

    def _lost(self, fault: EarlierFault) -> str:
        from evaluator_app.services.rounds import is_photo_here

        count = sum(1 for sha256 in fault.photos if not is_photo_here(self._session.opened, sha256))
        return _("Originals of then that are not on this computer: {count}.").format(count=count) if count else ""

    def _evidence(self, fault: EarlierFault) -> list[Evidence]:
        known = self._session.assessment.evidence
        return [known[name] for name in fault.evidence if name in known]

    def _photo(self, evidence: Evidence) -> Photo:
        return Photo(evidence.id, evidence.taken_at[11:16] or evidence.name, partial(self._picture, evidence))

    def _picture(self, evidence: Evidence) -> QImage | bytes | None:
        return self._session.opened.picture_of(evidence, _SIDE) or None

    def _picture_of_then(self, sha256: str) -> QImage | bytes | None:
        from evaluator_app.services.rounds import photo_of_then

        return photo_of_then(self._session.opened, sha256, _SIDE) or None

    def _on_link_clicked(self, target: str, _checked: bool = False) -> None:
        self.target_chosen.emit(target)

    def _on_state_clicked(self, state: EarlierState, _checked: bool = False) -> None:
        self.choose(state)

    def _on_words_settled(self, words: str, continues: bool) -> None:
        change = verify_earlier(self._session.assessment, replace(self.fault, words=words))
        self._session.do(change, continues=continues)

    def _on_addition_requested(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, _("Photos of now"), "", _("Photos (*.jpg *.jpeg *.png *.webp *.heic)"))
        if names:
            self.add_files([Path(name) for name in names])

    def _on_removal_requested(self, name: str) -> None:
        fault = replace(self.fault, evidence=tuple(each for each in self.fault.evidence if each != name))
        self._session.do(verify_earlier(self._session.assessment, fault))
        self.refresh()


def ordered_lines(fault: EarlierFault) -> tuple[str, ...]:
    """Return what was ordered about a fault, until when, and what the mine says that it did."""
    if not fault.rectification:
        return ()
    due = _("  (due {day})").format(day=fault.due_on.isoformat()) if fault.due_on else ""
    lines = [_("To be put right: {what}{due}").format(what=fault.ordered, due=due)]
    if fault.reported:
        lines.append(_("The mine reports: {words}").format(words=fault.reported))
    return tuple(lines)
