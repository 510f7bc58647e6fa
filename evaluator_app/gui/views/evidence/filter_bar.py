# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What of the evidence is shown: chips with counts, choices by kind, place, item and person, and words to search for."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.evidence_filter import NO_PLACE, Among, EvidenceFilter, is_to_file, people_of, places_of, targets_of
from evaluator_app.domain.evidence_kinds import EvidenceKind, kind_of
from evaluator_app.domain.evidence_uses import held_by_forms
from evaluator_app.domain.template import Indicator, Prerequisite
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, scaled
from evaluator_app.gui.views.evidence.kind_words import kind_word
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.i18n import _

_TYPING_MS = 120


class FilterBar(QWidget):
    """*Signals:* filter_changed(EvidenceFilter): something else is looked for; descended(): to the first hit."""

    filter_changed = Signal(object)
    descended = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filter = EvidenceFilter()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.chips = {
            Among.ALL: Chip(_("All")),
            Among.NOT_FILED: Chip(_("Not filed"), tone=Tone.OPEN),
            Among.FLAGGED: Chip(_("In doubt"), tone=Tone.FOUND),
        }
        self.chips[Among.ALL].setChecked(True)
        self.kinds, self.places, self.targets, self.people = (ChoiceBox() for _number in range(4))
        self.search = SearchField(_("Search name, caption, place, device, item"))
        self.search.setMinimumWidth(scaled(180))
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._on_words_settled)
        upper = QHBoxLayout()
        upper.setSpacing(GRID)
        for chip in self.chips.values():
            upper.addWidget(chip)
        upper.addStretch(1)
        upper.addWidget(self.search, 3)
        lower = QWidget()
        flow = FlowLayout(lower)
        boxes = ((self.kinds, _("Kind")), (self.places, _("Place")), (self.targets, _("Item")), (self.people, _("Added by")))
        for box, name in boxes:
            box.setAccessibleName(name)
            box.setMinimumWidth(scaled(148 if box is not self.targets else 216))
            box.setMaximumWidth(scaled(260))
            flow.addWidget(box)
            box.activated.connect(self._on_choice_activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(upper)
        column.addWidget(lower)
        for among, chip in self.chips.items():
            chip.clicked.connect(partial(self._on_chip_clicked, among))
        self.search.search_changed.connect(self._typing.start)
        self.search.descended.connect(self._on_search_descended)

    def current(self) -> EvidenceFilter:
        """Return what is looked for."""
        return self._filter

    def refresh(self, flagged: Container[str]) -> None:
        """Offer what there is now, and count."""
        assessment = self._session.assessment
        everything, held = assessment.evidence.values(), held_by_forms(assessment)
        self.chips[Among.ALL].set_count(len(everything))
        self.chips[Among.NOT_FILED].set_count(sum(1 for item in everything if is_to_file(item, held)))
        self.chips[Among.FLAGGED].set_count(sum(1 for item in everything if item.id in flagged))
        kinds = {kind_of(item) for item in everything}
        _offer(self.kinds, _("All kinds"), [(kind.value, kind_word(kind)) for kind in EvidenceKind if kind in kinds])
        nowhere = [(NO_PLACE, _("Without a place"))] if any(not item.place for item in everything) else []
        _offer(self.places, _("All places"), [*nowhere, *((place, place) for place in places_of(assessment))])
        used = targets_of(assessment)
        items: tuple[Indicator | Prerequisite, ...] = (*self._session.template.prerequisites, *self._session.template.indicators())
        _offer(self.targets, _("All items"), [(item.id, f"{item.code} {item.title}") for item in items if item.id in used])
        _offer(self.people, _("Everybody"), [(person, person) for person in people_of(assessment)])
        self._filter = self._chosen()

    def look_for(self, wanted: EvidenceFilter) -> None:
        """Look for something else, as if it had been chosen here."""
        for box, value in (
            (self.kinds, wanted.kind.value if wanted.kind else ""),
            (self.places, wanted.place),
            (self.targets, wanted.target),
            (self.people, wanted.person),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        self.search.setText(wanted.words)
        self._on_chip_clicked(wanted.among)

    def _chosen(self) -> EvidenceFilter:
        among = next((among for among, chip in self.chips.items() if chip.isChecked()), Among.ALL)
        kind = self.kinds.currentData()
        return EvidenceFilter(
            among,
            EvidenceKind(kind) if kind else None,
            self.places.currentData() or "",
            self.targets.currentData() or "",
            self.people.currentData() or "",
            self.search.text().strip(),
        )

    def _tell(self) -> None:
        chosen = self._chosen()
        if chosen != self._filter:
            self._filter = chosen
            self.filter_changed.emit(chosen)

    def _on_chip_clicked(self, among: Among, _checked: bool = True) -> None:
        for known, chip in self.chips.items():
            chip.setChecked(known is among)
        self._tell()

    def _on_choice_activated(self, _number: int) -> None:
        self._tell()

    def _on_words_settled(self) -> None:
        self._tell()

    def _on_search_descended(self) -> None:
        self._typing.stop()
        self._tell()
        self.descended.emit()


def _offer(box: ChoiceBox, everything: str, options: Sequence[tuple[str, str]]) -> None:
    """Fill a box; what was chosen stays chosen while it is still there."""
    wanted = [("", everything), *options]
    if [(box.itemData(n), box.itemText(n)) for n in range(box.count())] == wanted:
        return
    chosen = box.currentData() or ""
    box.blockSignals(True)
    box.clear()
    for value, words in wanted:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
