# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""When something applies: conditions over the facts of a mine, answered true, false or unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar, Protocol

from evaluator_app.domain.exact import parse_decimal

Facts = Mapping[str, "str | bool"]
"""Facts by id: a choice or text, yes or no, a number as decimal text, a date as ISO text."""


class Condition(Protocol):
    """A claim about a mine."""

    def holds(self, facts: Facts) -> bool | None:
        """Return whether the claim holds; None while a fact that decides it is missing."""

    def facts_needed(self) -> frozenset[str]:
        """Return the ids of all facts the claim looks at."""

    def facts_missing(self, facts: Facts) -> frozenset[str]:
        """Return the ids of the facts that leave the claim open; none once it is decided."""


@dataclass(frozen=True, slots=True)
class FactIs:
    """The fact is one of the given values."""

    kind: ClassVar[str] = "is"
    fact: str
    values: tuple[str | bool, ...]

    def holds(self, facts: Facts) -> bool | None:
        """Return whether the fact has one of the values; None if it is not known."""
        return facts[self.fact] in self.values if is_given(self.fact, facts) else None

    def facts_needed(self) -> frozenset[str]:
        """Return the one fact."""
        return frozenset((self.fact,))

    def facts_missing(self, facts: Facts) -> frozenset[str]:
        """Return the fact unless it is known."""
        return frozenset() if is_given(self.fact, facts) else frozenset((self.fact,))


@dataclass(frozen=True, slots=True)
class FactAtLeast:
    """The numeric fact reaches a bound."""

    kind: ClassVar[str] = "at_least"
    fact: str
    bound: str

    def __post_init__(self) -> None:
        """Refuse a bound that is no number; ValueError."""
        parse_decimal(self.bound)

    def holds(self, facts: Facts) -> bool | None:
        """Return whether the fact is at or above the bound; None if it is not known or no number."""
        value = facts.get(self.fact)
        if not isinstance(value, str):
            return None
        try:
            return parse_decimal(value) >= parse_decimal(self.bound)
        except ValueError:
            return None

    def facts_needed(self) -> frozenset[str]:
        """Return the one fact."""
        return frozenset((self.fact,))

    def facts_missing(self, facts: Facts) -> frozenset[str]:
        """Return the fact unless it is a known number."""
        return frozenset((self.fact,)) if self.holds(facts) is None else frozenset()


@dataclass(frozen=True, slots=True)
class FactSince:
    """The fact is a date, and not before a day."""

    kind: ClassVar[str] = "since"
    fact: str
    day: date

    def holds(self, facts: Facts) -> bool | None:
        """Return whether the date is the day or later; None if it is not known or no date."""
        known = day_of(facts.get(self.fact))
        return None if known is None else known >= self.day

    def facts_needed(self) -> frozenset[str]:
        """Return the one fact."""
        return frozenset((self.fact,))

    def facts_missing(self, facts: Facts) -> frozenset[str]:
        """Return the fact unless it is a known date."""
        return frozenset((self.fact,)) if self.holds(facts) is None else frozenset()


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of the conditions holds."""

    kind: ClassVar[str] = "all"
    conditions: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool | None:
        """Return False as soon as one fails, None if one is unknown, else True."""
        return _first(False, self.conditions, facts)

    def facts_needed(self) -> frozenset[str]:
        """Return the facts of all conditions."""
        return frozenset().union(*(condition.facts_needed() for condition in self.conditions))

    def facts_missing(self, facts: Facts) -> frozenset[str]:
        """Return the missing facts of all conditions while the whole is open."""
        return _missing_in(self.conditions, facts) if self.holds(facts) is None else frozenset()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the conditions holds."""

    kind: ClassVar[str] = "any"
    conditions: tuple[Condition, ...]

    def holds(self, facts: Facts) -> bool | None:
        """Return True as soon as one holds, None if one is unknown, else False."""
        return _first(True, self.conditions, facts)

    def facts_needed(self) -> frozenset[str]:
        """Return the facts of all conditions."""
        return frozenset().union(*(condition.facts_needed() for condition in self.conditions))

    def facts_missing(self, facts: Facts) -> frozenset[str]:
        """Return the missing facts of all conditions while the whole is open."""
        return _missing_in(self.conditions, facts) if self.holds(facts) is None else frozenset()


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold."""

    kind: ClassVar[str] = "not"
    condition: Condition

    def holds(self, facts: Facts) -> bool | None:
        """Return the opposite; unknown stays unknown."""
        answer = self.condition.holds(facts)
        return None if answer is None else not answer

    def facts_needed(self) -> frozenset[str]:
        """Return the facts of the condition."""
        return self.condition.facts_needed()

    def facts_missing(self, facts: Facts) -> frozenset[str]:
        """Return the missing facts of the condition."""
        return self.condition.facts_missing(facts)


def is_given(fact: str, facts: Facts) -> bool:
    """Tell whether a fact was given; a text of blanks says nothing."""
    value = facts.get(fact)
    return bool(value.strip()) if isinstance(value, str) else value is not None


def day_of(value: str | bool | None) -> date | None:
    """Return the day that a fact names; None where it names none."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None


def _first(decisive: bool, conditions: tuple[Condition, ...], facts: Facts) -> bool | None:
    """Return the decisive answer as soon as one condition gives it, None if one is unknown, else the other answer."""
    is_open = False
    for condition in conditions:
        answer = condition.holds(facts)
        if answer is decisive:
            return decisive
        is_open = is_open or answer is None
    return None if is_open else not decisive


def _missing_in(conditions: tuple[Condition, ...], facts: Facts) -> frozenset[str]:
    return frozenset().union(*(condition.facts_missing(facts) for condition in conditions))


class NotApplicableKind(Enum):
    """The three ways in which an item that does not apply can count; the template allows each one or not."""

    FULL_MARKS = "full_marks"
    """The mine gets the item's points."""
    EXCLUDED = "excluded"
    """The item leaves the denominator."""
    RECHECK_LATER = "recheck_later"
    """Not yet occurring: leaves the denominator now and is to be checked again later."""
