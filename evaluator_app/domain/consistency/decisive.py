# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Items on which verdicts hang: without which a mine that passed would have failed, or a mine that failed would not have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.consistency.statistics import quartiles, rounded
from evaluator_app.domain.exact import ZERO
from evaluator_app.domain.rating import Rating, Standing, rate
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.status import Verdict
from evaluator_app.domain.template import Template
from evaluator_app.domain.worth import rated_with

if TYPE_CHECKING:
    from evaluator_app.domain.consistency.case import Case

_PASSED = frozenset((Verdict.QUALIFIED, Verdict.QUALIFIED_IN_RESERVE))


class Way(Enum):
    """How a verdict hangs on an item."""

    PASSED_BY_POINTS = "passed_by_points"
    """Without its points the total, or a group, would be below its line."""
    PASSED_BY_VETO = "passed_by_veto"
    """It is a constraint: any lost point would fail the mine. True of every constraint in every mine that passed."""
    FAILED_BY_POINTS = "failed_by_points"
    """With all its points the mine would not have failed."""
    FAILED_BY_VETO = "failed_by_veto"
    """It is the one unmet constraint that failed the mine."""
    FAILED_BY_PREREQUISITE = "failed_by_prerequisite"
    """It is the one unmet prerequisite that failed the mine."""


@dataclass(frozen=True, slots=True)
class Decision:
    """That the verdict of one mine hangs on one item or prerequisite."""

    item: str
    way: Way


@dataclass(frozen=True, slots=True)
class Decisive:
    """How often verdicts hang on one item."""

    item: tuple[str, str]
    """Id of the template and of the item."""
    verdicts: int
    """Mines by this template that have a verdict."""
    ways: tuple[tuple[Way, int], ...]
    """How often in each way; what never happened is left out."""
    least_margin: Decimal | None
    """Points between total and pass mark where the verdict hung on it, but for vetoes of mines that passed: the least."""
    median_margin: Decimal | None

    @property
    def times(self) -> int:
        """In how many mines the verdict hung on it, but for constraints of mines that passed, which always do."""
        return sum(count for way, count in self.ways if way is not Way.PASSED_BY_VETO)


def decisions(template: Template, card: ScoreCard, rating: Rating) -> tuple[Decision, ...]:
    """Return on which items the verdict hangs; none while it is undetermined."""
    if rating.verdict in _PASSED:
        return tuple(_of_passed(template, card))
    if rating.verdict is Verdict.NOT_QUALIFIED:
        return tuple(_of_failed(template, card, rating))
    return ()


def decisive(cases: Iterable[Case]) -> tuple[Decisive, ...]:
    """Return the items on which verdicts hung, the most frequent first."""
    ways: dict[tuple[str, str], dict[Way, int]] = defaultdict(lambda: defaultdict(int))
    margins: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
    verdicts: dict[str, int] = defaultdict(int)
    for case in cases:
        if case.verdict is Verdict.UNDETERMINED:
            continue
        verdicts[case.template] += 1
        for decision in case.decisions:
            key = case.template, decision.item
            ways[key][decision.way] += 1
            if case.margin is not None and decision.way is not Way.PASSED_BY_VETO:
                margins[key].append(abs(Fraction(case.margin)))
    found = [
        Decisive(key, verdicts[key[0]], tuple((way, of_item[way]) for way in Way if way in of_item), *_margins(margins[key]))
        for key, of_item in ways.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.times, -sum(count for _way, count in one.ways), one.item)))


def _margins(found: list[Fraction]) -> tuple[Decimal | None, Decimal | None]:
    middle = quartiles(found)
    return (None, None) if middle is None else (rounded(min(found), "0.01"), rounded(middle[1], "0.01"))


def _of_passed(template: Template, card: ScoreCard) -> Iterator[Decision]:
    for item in card.items():
        if item.award.awarded > ZERO:
            lost = rated_with(item.id, ZERO, card, template)
            if any(line.standing is Standing.MISSED for line in (lost.total, *lost.floors)):
                yield Decision(item.id, Way.PASSED_BY_POINTS)
            elif lost.vetoes:
                yield Decision(item.id, Way.PASSED_BY_VETO)


def _of_failed(template: Template, card: ScoreCard, rating: Rating) -> Iterator[Decision]:
    for item in card.items():
        if item.award.lost > ZERO and rated_with(item.id, item.award.attainable, card, template).verdict is not Verdict.NOT_QUALIFIED:
            yield Decision(item.id, Way.FAILED_BY_VETO if item.id in rating.vetoes else Way.FAILED_BY_POINTS)
    for index, result in enumerate(card.prerequisites):
        if result.outcome is Outcome.NOT_MET:
            met = (*card.prerequisites[:index], replace(result, outcome=Outcome.MET), *card.prerequisites[index + 1 :])
            if rate(replace(card, prerequisites=met), template).verdict is not Verdict.NOT_QUALIFIED:
                yield Decision(result.id, Way.FAILED_BY_PREREQUISITE)
