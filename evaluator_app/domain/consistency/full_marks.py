# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which evaluator gives full marks where the others do not: item by item, with both counts. A hint to talk, never a verdict on a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from evaluator_app.domain.consistency.case import Case
from evaluator_app.domain.consistency.judges import Judging
from evaluator_app.domain.consistency.statistics import FEW, LEVEL, adjusted, fisher, rate, rounded, wilson

Item = tuple[str, str]
"""Id of the template and id of the indicator: the same words in another template are another item."""


class Standing(Enum):
    """What can be said of an evaluator at an item."""

    FEW = "few"
    """Too few cases on one side: nothing is said."""
    ALIKE = "alike"
    """Nothing that chance could not do."""
    MORE = "more"
    """Full marks clearly more often than the others."""
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Count:
    """How often full marks were given."""

    full: int
    cases: int
    """Mines in which the item was judged, or judgements of experts."""
    points: Decimal
    """Mean share of the points, 0 to 1, to four places."""

    @property
    def rate(self) -> Decimal:
        """The share of full marks."""
        return rate(self.full, self.cases)

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        """Where the share behind the count lies, by Wilson's interval of 95 %."""
        return wilson(self.full, self.cases)


@dataclass(frozen=True, slots=True)
class FullMarks:
    """One evaluator at one item against all others."""

    item: Item
    evaluator: str
    own: Count
    others: Count
    p_value: Decimal
    """Of Fisher's exact test, two-sided; 1 where there are too few."""
    q_value: Decimal
    """Adjusted for all comparisons that were made."""
    standing: Standing


@dataclass(frozen=True, slots=True)
class Evaluator:
    """One evaluator over all items."""

    name: str
    mines: int
    judged: int
    """Judgings in all."""
    full: int
    expected: Decimal
    """Full marks that the others' shares at the same items would make, over the items that others judged too; two places."""
    compared: int
    """Judgings of items that others judged too."""
    compared_full: int
    points: Decimal
    """Mean share of the points."""
    more: int
    """Items at which full marks are clearly more frequent."""
    less: int


def full_marks(cases: Iterable[Case]) -> tuple[FullMarks, ...]:
    """Return every evaluator at every item that somebody else judged as well; what stands out comes first, by its q-value."""
    pairs = tuple(_pairs(_by_item(cases)))
    tested = [index for index, (_item, _name, own, others) in enumerate(pairs) if min(own.cases, others.cases) >= FEW]
    p_values = [fisher(own.full, own.cases, others.full, others.cases) for _item, _name, own, others in (pairs[index] for index in tested)]
    told = dict(zip(tested, zip(p_values, adjusted(p_values), strict=True), strict=True))
    found = []
    for index, (item, name, own, others) in enumerate(pairs):
        p_value, q_value = told.get(index, (Decimal(1), Decimal(1)))
        standing = _standing(own, others, q_value) if index in told else Standing.FEW
        found.append(FullMarks(item, name, own, others, p_value, q_value, standing))
    return tuple(sorted(found, key=_order))


def evaluators(cases: Iterable[Case], marks: Iterable[FullMarks]) -> tuple[Evaluator, ...]:
    """Return all evaluators by name, each over all items."""
    by_name: dict[str, list[tuple[str, Judging]]] = defaultdict(list)
    for case in cases:
        for judging in case.judgings:
            if judging.evaluator:
                by_name[judging.evaluator].append((case.id, judging))
    of_name: dict[str, list[FullMarks]] = defaultdict(list)
    for mark in marks:
        of_name[mark.evaluator].append(mark)
    return tuple(_evaluator(name, by_name[name], of_name[name]) for name in sorted(by_name))


def unknown(cases: Iterable[Case]) -> int:
    """Return of how many judgings nothing says whose they are."""
    return sum(not judging.evaluator for case in cases for judging in case.judgings)


def _by_item(cases: Iterable[Case]) -> Mapping[Item, Mapping[str, list[Judging]]]:
    found: dict[Item, dict[str, list[Judging]]] = defaultdict(lambda: defaultdict(list))
    for case in cases:
        for judging in case.judgings:
            if judging.evaluator:
                found[case.template, judging.item][judging.evaluator].append(judging)
    return found


def _pairs(by_item: Mapping[Item, Mapping[str, list[Judging]]]) -> Iterator[tuple[Item, str, Count, Count]]:
    for item, by_name in by_item.items():
        for name, own in by_name.items():
            others = [judging for other, of_other in by_name.items() if other != name for judging in of_other]
            if others:
                yield item, name, _count(own), _count(others)


def _count(given: list[Judging]) -> Count:
    points = sum((judging.share for judging in given), Fraction(0)) / len(given)
    return Count(sum(judging.is_full for judging in given), len(given), rounded(points))


def _standing(own: Count, others: Count, q_value: Decimal) -> Standing:
    if q_value > LEVEL:
        return Standing.ALIKE
    return Standing.MORE if own.full * others.cases > others.full * own.cases else Standing.LESS


def _order(mark: FullMarks) -> tuple[bool, Decimal, Decimal, Item, str]:
    return (mark.standing not in (Standing.MORE, Standing.LESS), mark.q_value, mark.p_value, mark.item, mark.evaluator)


def _evaluator(name: str, given: list[tuple[str, Judging]], marks: list[FullMarks]) -> Evaluator:
    judged = [judging for _case, judging in given]
    expected = sum((mark.own.cases * Fraction(mark.others.full, mark.others.cases) for mark in marks), Fraction(0))
    return Evaluator(
        name=name,
        mines=len({case for case, _judging in given}),
        judged=len(judged),
        full=sum(judging.is_full for judging in judged),
        expected=rounded(expected, "0.01"),
        compared=sum(mark.own.cases for mark in marks),
        compared_full=sum(mark.own.full for mark in marks),
        points=_count(judged).points,
        more=sum(mark.standing is Standing.MORE for mark in marks),
        less=sum(mark.standing is Standing.LESS for mark in marks),
    )
