# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who judged an item: whoever saw its faults, else whoever recorded the verdict that holds, else whoever submitted it. May be unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


Arrived = Mapping[int, Sequence[JournalLine]]
"""What colleagues did on their own laptops, by the line of the journal that merged it; acts that were undone there left out."""


def judgings(
    template: Template, assessment: Assessment, card: ScoreCard, lines: Iterable[JournalLine], arrived: Arrived | None = None
) -> tuple[Judging, ...]:
    """Return how each item that is settled was judged, by whom; each expert's own points where experts judge it."""
    by_experts = _by_experts(template, assessment, card)
    known = judges(assessment, lines, arrived)
    found: list[Judging] = []
    for item in card.items():
        if item.id in by_experts:
            found.extend(Judging(item.id, name, share) for name, share in by_experts[item.id].items())
        elif _is_settled(item):
            share = Fraction(item.award.awarded) / Fraction(item.award.attainable)
            found.append(Judging(item.id, known.get(item.id, ""), share))
    return tuple(found)


def judges(assessment: Assessment, lines: Iterable[JournalLine], arrived: Arrived | None = None) -> Mapping[str, str]:
    """Return the name of who judged each item, as far as anything says so."""
    names = {member.id: member.name for member in assessment.team.values()}
    known = {review.target: review.author.strip() for review in assessment.reviews.values()}
    known |= _by_journal(assessment, lines, arrived or {})
    seen_by: dict[str, set[str]] = defaultdict(set)
    for observation in assessment.observations.values():
        if observation.is_fault and (name := names.get(observation.assessor, "").strip()):
            seen_by[observation.target].add(name)
    known |= {target: next(iter(who)) for target, who in seen_by.items() if len(who) == 1}
    return {target: name for target, name in known.items() if name}


def _by_journal(assessment: Assessment, lines: Iterable[JournalLine], arrived: Arrived) -> Mapping[str, str]:
    """Return who did the last act in force that judges, by item; where several did, who recorded what stands there now.

    A merge itself says nothing of who judged; what it brought does.
    """
    every = tuple(lines)
    in_force = UndoState(every).in_force()
    last: dict[str, str] = {}
    standing: dict[str, str] = {}
    for line in every:
        if line.number in in_force:
            for act in arrived.get(line.number, (line,)):
                for target, stands in _judged(act, assessment):
                    last[target] = act.who.strip()
                    standing |= {target: act.who.strip()} if stands else {}
    return last | standing


def _judged(line: JournalLine, assessment: Assessment) -> Iterator[tuple[str, bool]]:
    """Yield the items that an act judges, and whether what it recorded stands there now."""
    if line.act is Act.CONFIRM_AGAIN or line.act in _OF_LEDGER:
        yield line.subject, True
    elif line.act in _OF_FINDING:
        for edit in line.change.edits:
            if edit.kind is RecordKind.FINDING and _answers(edit.old) != _answers(edit.new):
                yield edit.key, _answers(edit.new) == _answers(assessment.findings.get(edit.key))


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
