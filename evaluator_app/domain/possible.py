# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which mines a template's facts leave possible: whether a condition can hold at all, and for whom no condition of several does.

Tries every combination of answers that conditions can tell apart; where these are too many, everything counts as possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import product
from math import prod

from evaluator_app.domain.applicability import AllOf, AnyOf, Condition, FactAtLeast, FactIs, Facts, FactSince, Not
from evaluator_app.domain.exact import decimal_text, parse_decimal
from evaluator_app.domain.template import FactDefinition, FactKind, Template

MOST_TRIED = 20_000
"""Combinations of answers that are tried for one question."""
_OTHER = "\N{WHITE SQUARE}"
"""A text that no condition names."""

Answer = str | bool | None


class PossibleMines:
    """The mines that a template's facts can describe; settled answers hold unless they are to be set aside."""

    def __init__(self, template: Template, conditions: Iterable[Condition]) -> None:
        """Take the template and all conditions in it, whose bounds tell numbers, days and texts apart."""
        self._facts: Mapping[str, FactDefinition] = {fact.id: fact for fact in template.facts}
        self._named: dict[str, set[str]] = {}
        for condition in (*conditions, *(fact.asked_when for fact in template.facts if fact.asked_when is not None)):
            for fact, value in _values(condition):
                self._named.setdefault(fact, set()).add(value)
        self._known: dict[tuple[Condition, bool], bool] = {}

    def can_hold(self, condition: Condition, *, settled: bool = True) -> bool:
        """Tell whether the condition holds for any mine; settled=False: whatever the template has settled."""
        key = (condition, settled)
        if key not in self._known:
            needed = condition.facts_needed()
            mines = self.mines(needed, settled=settled) if needed <= self._facts.keys() else None
            self._known[key] = mines is None or any(condition.holds(mine) for mine in mines)
        return self._known[key]

    def uncovered(self, conditions: Iterable[Condition], where: Condition | None = None) -> Facts | None:
        """Return the facts of a mine for which none of the conditions holds though all is known of it; None if there is none."""
        claims = tuple(conditions)
        needed = frozenset[str]().union(*(claim.facts_needed() for claim in (*claims, *((where,) if where else ()))))
        for mine in self.mines(needed) or ():
            is_asked = where is None or where.holds(mine)
            if is_asked and all(claim.holds(mine) is False for claim in claims):
                return {fact: value for fact, value in mine.items() if self._facts[fact].settled is None}
        return None

    def mines(self, facts: Iterable[str], *, settled: bool = True) -> Iterator[Facts] | None:
        """Yield every combination of answers to facts and to those they hang on; None where these are too many."""
        names = sorted(self._closed(facts))
        answers = [self._answers(self._facts[name], settled=settled) for name in names]
        if prod(len(each) for each in answers) > MOST_TRIED:
            return None
        return self._mines(names, answers)

    def _mines(self, names: list[str], answers: list[list[Answer]]) -> Iterator[Facts]:
        for combination in product(*answers):
            mine = {name: value for name, value in zip(names, combination, strict=True) if value is not None}
            if all(self._is_asked(name, mine) == (name in mine) for name in names):
                yield mine

    def _is_asked(self, name: str, mine: Facts) -> bool:
        fact = self._facts[name]
        return fact.asked_when is None or fact.settled is not None or fact.asked_when.holds(mine) is True

    def _closed(self, facts: Iterable[str]) -> frozenset[str]:
        known, waiting = set[str](), [name for name in facts if name in self._facts]
        while waiting:
            name = waiting.pop()
            if name not in known:
                known.add(name)
                asked_when = self._facts[name].asked_when
                waiting += [other for other in (asked_when.facts_needed() if asked_when else ()) if other in self._facts]
        return frozenset(known)

    def _answers(self, fact: FactDefinition, *, settled: bool) -> list[Answer]:
        if settled and fact.settled is not None:
            return [fact.settled]
        unasked: list[Answer] = [] if fact.asked_when is None else [None]
        if fact.kind is FactKind.CHOICE:
            return [*(option.id for option in fact.options), *unasked]
        if fact.kind is FactKind.FLAG:
            return [True, False, *unasked]
        named = sorted(self._named.get(fact.id, ()))
        return [*named, *([_OTHER] if fact.kind is FactKind.TEXT or not named else []), *unasked]


def parts_of(condition: Condition) -> Iterator[Condition]:
    """Yield the claims about single facts that a condition is made of."""
    if isinstance(condition, (AllOf, AnyOf)):
        for member in condition.conditions:
            yield from parts_of(member)
    elif isinstance(condition, Not):
        yield from parts_of(condition.condition)
    else:
        yield condition


def _values(condition: Condition) -> Iterator[tuple[str, str]]:
    """Yield answers on both sides of every bound that a condition names, by fact."""
    for claim in parts_of(condition):
        if isinstance(claim, FactAtLeast):
            bound = parse_decimal(claim.bound)
            yield from ((claim.fact, decimal_text(number)) for number in (bound, bound - Decimal(1)))
        elif isinstance(claim, FactSince):
            yield from ((claim.fact, day.isoformat()) for day in (claim.day, date.fromordinal(max(1, claim.day.toordinal() - 1))))
        elif isinstance(claim, FactIs):
            yield from ((claim.fact, value) for value in claim.values if isinstance(value, str))
