# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who judged an item: whoever saw its faults, else whoever recorded the verdict that holds, else whoever submitted it. May be unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from evaluator_app.domain.assessment import Assessment, Finding
from evaluator_app.domain.changes import Act
from evaluator_app.domain.criteria import ScoreState
from evaluator_app.domain.history import JournalLine, UndoState
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.scoring import ItemScore, ScoreCard
from evaluator_app.domain.spread import spreads
from evaluator_app.domain.template import Template

_OF_LEDGER = frozenset((Act.RECORD_OBSERVATION, Act.EDIT_OBSERVATION, Act.REMOVE_OBSERVATION))
_OF_FINDING = frozenset((Act.RECORD_FINDING, Act.RECORD_MANY))


@dataclass(frozen=True, slots=True)
class Judging:
    """One item of one mine as one person judged it."""

    item: str
    """Id of the indicator."""
    evaluator: str
    """Name of the person; empty where nothing says who it was."""
    share: Fraction
    """Points given of the points attainable, 0 to 1."""

    @property
    def is_full(self) -> bool:
        """Tell whether full marks were given."""
        return self.share == 1


def judgings(template: Template, assessment: Assessment, card: ScoreCard, lines: Iterable[JournalLine]) -> tuple[Judging, ...]:
    """Return how each item that is settled was judged, by whom; each expert's own points where experts judge it."""
    by_experts = _by_experts(template, assessment, card)
    known = judges(assessment, lines)
    found: list[Judging] = []
    for item in card.items():
        if item.id in by_experts:
            found.extend(Judging(item.id, name, share) for name, share in by_experts[item.id].items())
        elif _is_settled(item):
            share = Fraction(item.award.awarded) / Fraction(item.award.attainable)
            found.append(Judging(item.id, known.get(item.id, ""), share))
    return tuple(found)


def judges(assessment: Assessment, lines: Iterable[JournalLine]) -> Mapping[str, str]:
    """Return the name of who judged each item, as far as anything says so."""
    names = {member.id: member.name for member in assessment.team.values()}
    known = {review.target: review.author.strip() for review in assessment.reviews.values()}
    known |= _by_journal(lines)
    seen_by: dict[str, set[str]] = defaultdict(set)
    for observation in assessment.observations.values():
        if observation.is_fault and (name := names.get(observation.assessor, "").strip()):
            seen_by[observation.target].add(name)
    known |= {target: next(iter(who)) for target, who in seen_by.items() if len(who) == 1}
    return {target: name for target, name in known.items() if name}


def _by_journal(lines: Iterable[JournalLine]) -> dict[str, str]:
    """Return who did the last act in force that judges, by item; what came in by a merge says nothing of who judged."""
    every = tuple(lines)
    in_force = UndoState(every).in_force()
    return {target: line.who.strip() for line in every if line.number in in_force for target in _judged(line)}


def _judged(line: JournalLine) -> Iterator[str]:
    if line.act is Act.CONFIRM_AGAIN or line.act in _OF_LEDGER:
        yield line.subject
    elif line.act in _OF_FINDING:
        for edit in line.change.edits:
            if edit.kind is RecordKind.FINDING and _answers(edit.old) != _answers(edit.new):
                yield edit.key


def _answers(record: object) -> object:
    return record.answers if isinstance(record, Finding) else {}


def _is_settled(item: ItemScore) -> bool:
    award = item.award
    return award.state is ScoreState.SCORED and not award.open and award.attainable > 0


def _by_experts(template: Template, assessment: Assessment, card: ScoreCard) -> Mapping[str, Mapping[str, Fraction]]:
    """Return each expert's share of the points, by item and name, over the parts that the expert judged."""
    given: dict[str, dict[str, list[tuple[Decimal, Decimal]]]] = defaultdict(lambda: defaultdict(list))
    for spread in spreads(template, assessment, card):
        for voice in spread.voices:
            if spread.max_score and (name := voice.name.strip()):
                given[spread.target][name].append((voice.points, spread.max_score))
    return {target: {name: _share(of_one) for name, of_one in by.items()} for target, by in given.items()}


def _share(given: list[tuple[Decimal, Decimal]]) -> Fraction:
    got, most = (sum((Fraction(pair[side]) for pair in given), Fraction(0)) for side in (0, 1))
    return got / most
