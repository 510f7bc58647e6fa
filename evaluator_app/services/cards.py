# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Divider cards: what can be printed, and photos filed by the cards photographed before them, also long after both came in.

What a person filed by hand, or a phone sent to an open item, is never moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.domain.assessment import Assessment, Evidence, Filing
from evaluator_app.domain.cards import Card, CardKind, card_code, mark_of, read_code
from evaluator_app.domain.changes import Act, Change, change_records, joined
from evaluator_app.domain.clocks import is_shot
from evaluator_app.domain.filing import CardBook, Filed, Role, Shot, file_by_cards
from evaluator_app.domain.moments import moment_of
from evaluator_app.domain.records import RecordKind, with_records
from evaluator_app.domain.sentence import Sentence
from evaluator_app.domain.template import Indicator, Prerequisite, Template
from evaluator_app.i18n import _
from evaluator_app.services.calibrating import compare, local_zone

if TYPE_CHECKING:
    from evaluator_app.reporting.cards import CardFace
    from evaluator_app.services.assessing import Done, OpenAssessment
    from evaluator_app.services.taking_in import FileByCards


@dataclass(frozen=True, slots=True)
class Refiled:
    """What filing by cards brought about."""

    done: Done
    filed: int
    """Photos that now lie elsewhere than before."""
    words: tuple[Sentence, ...]
    """What is to be told of cameras and cards."""


def card_book(template: Template, assessment: Assessment) -> CardBook:
    """Return what the cards of an assessment can name."""
    places = {place.id: place.title for place in template.places}
    places |= {place.id: place.title for place in assessment.places.values()}
    items = {item.id: f"{item.code} {item.title}" for item in _items(template)}
    return CardBook(mark_of(assessment.id), places, items)


def _items(template: Template) -> tuple[Indicator | Prerequisite, ...]:
    return (*template.prerequisites, *template.indicators())


def card_faces(
    template: Template, assessment: Assessment, places: Iterable[str], items: Iterable[str], *, has_end: bool = True
) -> list[CardFace]:
    """Return the cards to print for places and items by id, and the one that ends filing. KeyError for an unknown id."""
    from evaluator_app.reporting.cards import CardFace

    book, mine = card_book(template, assessment), assessment.mine.name
    known = {item.id: item for item in _items(template)}

    def face(kind: CardKind, key: str, title: str, number: str = "") -> CardFace:
        return CardFace(kind, card_code(Card(book.mark, kind, key)), title, number, mine)

    faces = [face(CardKind.PLACE, place, book.places[place]) for place in places]
    faces += [face(CardKind.ITEM, name, known[name].title, known[name].code) for name in items]
    return [*faces, face(CardKind.END, "", _("End of filing"))] if has_end else faces


def print_cards(
    opened: OpenAssessment,
    path: Path,
    *,
    places: Iterable[str] = (),
    items: Iterable[str] = (),
    has_end: bool = True,
    is_large: bool = False,
) -> int:
    """Write cards for places and items as a PDF and return its pages; large ones have a page each.

    UserFacingError if there are none or the file cannot be written.
    """
    from evaluator_app.reporting.cards import CardsFor, write_cards

    faces = card_faces(opened.template, opened.assessment, places, items, has_end=has_end)
    told = CardsFor(opened.template.title, opened.assessment.profile.organization)
    return write_cards(faces, path, told=told, is_large=is_large)


def explained(template: Template, assessment: Assessment, zone: tzinfo) -> Mapping[str, Filed]:
    """Return for every photo and video where it belongs by the cards, and why, by id."""
    shots = [
        Shot(evidence.id, evidence.device, moment_of(evidence, assessment.clocks, zone), evidence.name, evidence.codes)
        for evidence in assessment.evidence.values()
        if is_shot(evidence)
    ]
    return file_by_cards(shots, card_book(template, assessment))


def filing_change(
    assessment: Assessment, template: Template, zone: tzinfo, among: Iterable[str] | None = None
) -> tuple[Change, tuple[Sentence, ...]]:
    """Return the act that sets the clocks of cameras from photos of the laptop's time, and then files everything by cards.

    Clocks are set from the evidence with the ids given, or from all of it; photos are filed whenever they came in. What came in with
    those ids goes where its card says rather than to the item that was open.
    """
    comparison = compare(assessment, zone, among)
    clocks = {edit.key: edit.new for edit in comparison.change.edits}
    put_right = with_records(assessment, RecordKind.CLOCK, clocks)
    filed = explained(template, put_right, zone)
    fresh = frozenset(among or ())
    changed = {name: _moved(assessment, assessment.evidence[name], result, name in fresh) for name, result in filed.items()}
    evidence = change_records(assessment, Act.FILE_BY_CARDS, RecordKind.EVIDENCE, changed)
    act = Act.FILE_BY_CARDS if evidence.edits else Act.SET_CLOCK
    return joined(act, (comparison.change, evidence)), comparison.words


def refile(opened: OpenAssessment) -> Refiled:
    """File all photos by the cards that are there now, as one act."""
    change, words = filing_change(opened.assessment, opened.template, local_zone())
    moved = sum(edit.kind is RecordKind.EVIDENCE for edit in change.edits)
    return Refiled(opened.do(change), moved, words)


def filer(template: Template, zone: tzinfo | None = None) -> FileByCards:
    """Return what an import calls at its end: it files what came in, and what came before, by the cards among it."""

    def by_cards(assessment: Assessment, added: Sequence[str]) -> Change | None:
        change, _words = filing_change(assessment, template, zone or local_zone(), added)
        return change if change.edits else None

    return by_cards


def _moved(assessment: Assessment, evidence: Evidence, filed: Filed, is_fresh: bool) -> Evidence:
    """Return evidence as the cards file it; as it is where a hand or a phone filed it, or no card speaks of it."""
    is_free = evidence.filed_by is Filing.CARD or (evidence.filed_by is Filing.HAND and not evidence.targets and not evidence.place)
    says_more = filed.role is not Role.PHOTO or bool(filed.place or filed.targets)
    if not filed.is_decided or not (is_free or (is_fresh and evidence.filed_by is Filing.HAND and says_more)):
        return evidence
    kept = [target for target in evidence.targets if target in assessment.observations]
    targets = tuple(sorted({*filed.targets, *kept}))
    filed_by = Filing.CARD if targets or filed.place else Filing.HAND
    caption = evidence.caption or (_caption(evidence, filed, assessment) if filed.role is not Role.PHOTO else "")
    return replace(evidence, place=filed.place, targets=targets, filed_by=filed_by, caption=caption)


def _caption(evidence: Evidence, filed: Filed, assessment: Assessment) -> str:
    if filed.role is Role.CLOCK:
        return _("The laptop's time, for the clock of the camera")
    kinds = {code.kind for code in map(read_code, evidence.codes) if isinstance(code, Card) and code.mark == mark_of(assessment.id)}
    if CardKind.END in kinds:
        return _("Divider card: end of filing")
    return _("Divider card") if kinds else ""
