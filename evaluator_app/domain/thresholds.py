# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Minima and maxima by mineral, method and condition; never more certain than the documents are.

A look-up gives bounds. A value beyond them is decided; between them, or where nothing is on file,
the answer is undetermined, and the assessor is asked for the governing value and its document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from evaluator_app.domain.applicability import Condition, Facts
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.three_rates.method import RateKind


class ThresholdLevel(Enum):
    """The levels that DZ/T 0462 sets for one quantity, the strictest first."""

    LEADER = "leader"
    """领跑者指标."""
    GENERAL = "general"
    """一般指标."""
    MINIMUM = "minimum"
    """最低指标."""


_STRICTEST_FIRST = tuple(ThresholdLevel)


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """One line of a table of limits."""

    id: str
    when: Condition | None = None
    """The mines it governs; None for all."""
    low: Decimal | None = None
    """The limit, or the lowest of the steps known; None when no figure is on file."""
    high: Decimal | None = None
    """The highest of the steps known; equal to low for an exact limit."""
    condition_text: str = ""
    """The condition as the document words it."""
    provenance: Provenance = field(default_factory=Provenance)
    level: ThresholdLevel | None = None
    """Which level the limit is; None where the document sets one only."""


@dataclass(frozen=True, slots=True)
class ThresholdTable:
    """The limits of one quantity."""

    id: str
    title: str
    quantity: str
    """What is measured, such as 采区回采率."""
    unit: str = "%"
    is_maximum: bool = False
    """False: at least the limit is wanted. True: at most the limit."""
    quantities: tuple[QuantityName, ...] = ()
    """What the quantity is called for some mines; the first that fits wins."""
    rows: tuple[ThresholdRow, ...] = ()
    rate: RateKind | None = None
    """Which rate it is, where one can be computed from quantities."""

    def quantity_for(self, facts: Facts) -> str:
        """Return the name of the quantity for a mine with these facts."""
        return next((name.quantity for name in self.quantities if name.when.holds(facts)), self.quantity)

    def rate_for(self, facts: Facts) -> RateKind | None:
        """Return which rate is measured at a mine with these facts."""
        return next((name.rate for name in self.quantities if name.rate and name.when.holds(facts)), self.rate)

    def in_force(self, on: date) -> ThresholdTable:
        """Return the table with the rows whose documents are in force on a day, as far as that is known."""
        rows = tuple(row for row in self.rows if row.provenance.is_in_force(on))
        return self if len(rows) == len(self.rows) else replace(self, rows=rows)


@dataclass(frozen=True, slots=True)
class QuantityName:
    """A special name of a table's quantity."""

    when: Condition
    quantity: str
    rate: RateKind | None = None
    """Which rate it is, where it is another than the table's."""


class Comparison(Enum):
    """How a value stands against a limit."""

    KEPT = "kept"
    BROKEN = "broken"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is known of the limit that governs a mine."""

    low: Decimal | None
    """The lowest limit that can govern; None when that is not on file."""
    high: Decimal | None
    """The highest limit that can govern; None likewise."""
    rows: tuple[ThresholdRow, ...]
    """The candidate rows."""
    missing_facts: tuple[str, ...]
    """Facts that would narrow the candidates down, by id."""
    is_maximum: bool = False
    level_not_on_file: bool = False
    """Whether a level was asked for that no row has, so that another limit stands in for it or bounds it."""

    @property
    def is_exact(self) -> bool:
        """Tell whether one limit is known."""
        return self.low is not None and self.low == self.high and not self.missing_facts

    def compare(self, value: Decimal) -> Comparison:
        """Decide a value as far as the bounds allow; while a fact is missing, a limit not on file may still govern."""
        if self.missing_facts:
            return Comparison.UNDETERMINED
        if self.is_maximum:
            is_kept = self.low is not None and value <= self.low
            is_broken = self.high is not None and value > self.high
        else:
            is_kept = self.high is not None and value >= self.high
            is_broken = self.low is not None and value < self.low
        return Comparison.KEPT if is_kept else Comparison.BROKEN if is_broken else Comparison.UNDETERMINED

    def may_be(self, limit: Decimal) -> bool:
        """Tell whether a limit can be the governing one as far as the rows on file say."""
        return (self.low is None or self.low <= limit) and (self.high is None or limit <= self.high)


def look_up(table: ThresholdTable, facts: Facts, level: ThresholdLevel | None = None) -> Bounds:
    """Return the limits that can govern a mine with these facts, at the level that is asked for.

    A row counts unless its condition is known to fail; so a missing fact widens the bounds instead of
    picking a step silently. Rows of the level asked for decide; where these have no figure, rows without a
    level stand in for it, and where these have none either, a laxer level can only break a value and a
    stricter one can only keep it.
    """
    candidates = tuple(row for row in table.rows if row.when is None or row.when.holds(facts) is not False)
    missing = {fact for row in candidates if row.when is not None for fact in row.when.facts_missing(facts)}
    exact = tuple(row for row in candidates if level is None or row.level is level)
    deciding = exact if level is None or _has_figure(exact) else tuple(row for row in candidates if row.level is None)
    if level is None or _has_figure(deciding):
        low, high = _lowest(deciding), _highest(deciding)
        rows = deciding
    else:
        rank = _STRICTEST_FIRST.index(level)
        stricter = tuple(row for row in candidates if row.level in _STRICTEST_FIRST[:rank])
        laxer = tuple(row for row in candidates if row.level in _STRICTEST_FIRST[rank + 1 :])
        least, most = (stricter, laxer) if table.is_maximum else (laxer, stricter)
        low, high, rows = _lowest(least), _highest(most), (*laxer, *stricter) or candidates
    is_other = level is not None and not _has_figure(exact) and _has_figure(rows)
    return Bounds(low, high, rows, tuple(sorted(missing)), table.is_maximum, is_other)


def _has_figure(rows: tuple[ThresholdRow, ...]) -> bool:
    return any(row.low is not None for row in rows)


def _lowest(rows: tuple[ThresholdRow, ...]) -> Decimal | None:
    """Return the lowest limit; None where there is none, or one is not on file."""
    limits = [row.low for row in rows]
    return min((limit for limit in limits if limit is not None), default=None) if None not in limits else None


def _highest(rows: tuple[ThresholdRow, ...]) -> Decimal | None:
    limits = [row.high if row.high is not None else row.low for row in rows]
    return max((limit for limit in limits if limit is not None), default=None) if None not in limits else None


Tables = Mapping[str, ThresholdTable]
