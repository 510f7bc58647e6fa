# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Minima and maxima by mineral, method and condition; never more certain than the documents are.

A look-up gives bounds. A value beyond both bounds is decided; between them, or where nothing is on
file, the answer is undetermined, and the assessor is asked for the governing value and its document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from evaluator_app.domain.applicability import Condition, Facts
from evaluator_app.domain.provenance import Provenance


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

    def quantity_for(self, facts: Facts) -> str:
        """Return the name of the quantity for a mine with these facts."""
        return next((name.quantity for name in self.quantities if name.when.holds(facts)), self.quantity)


@dataclass(frozen=True, slots=True)
class QuantityName:
    """A special name of a table's quantity."""

    when: Condition
    quantity: str


class Comparison(Enum):
    """How a value stands against a limit."""

    KEPT = "kept"
    BROKEN = "broken"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is known of the limit that governs a mine."""

    low: Decimal | None
    """The lowest limit that can govern; None when one of the candidates is not on file."""
    high: Decimal | None
    """The highest limit that can govern; None likewise."""
    rows: tuple[ThresholdRow, ...]
    """The candidate rows."""
    missing_facts: tuple[str, ...]
    """Facts that would narrow the candidates down, by id."""
    is_maximum: bool = False

    @property
    def is_exact(self) -> bool:
        """Tell whether one limit is known."""
        return self.low is not None and self.low == self.high and not self.missing_facts

    def compare(self, value: Decimal) -> Comparison:
        """Decide a value as far as the bounds allow; while a fact is missing, a limit not on file may still govern."""
        if self.low is None or self.high is None or self.missing_facts:
            return Comparison.UNDETERMINED
        if self.is_maximum:
            is_kept, is_broken = value <= self.low, value > self.high
        else:
            is_kept, is_broken = value >= self.high, value < self.low
        return Comparison.KEPT if is_kept else Comparison.BROKEN if is_broken else Comparison.UNDETERMINED


def look_up(table: ThresholdTable, facts: Facts) -> Bounds:
    """Return the limits that can govern a mine with these facts.

    A row counts unless its condition is known to fail; so a missing fact widens the bounds instead of
    picking a step silently.
    """
    candidates = [row for row in table.rows if row.when is None or row.when.holds(facts) is not False]
    missing = {fact for row in candidates if row.when is not None for fact in row.when.facts_missing(facts)}
    lows = [row.low for row in candidates]
    highs = [row.high if row.high is not None else row.low for row in candidates]
    known = bool(candidates) and None not in lows
    return Bounds(
        low=min(low for low in lows if low is not None) if known else None,
        high=max(high for high in highs if high is not None) if known else None,
        rows=tuple(candidates),
        missing_facts=tuple(sorted(missing)),
        is_maximum=table.is_maximum,
    )


Tables = Mapping[str, ThresholdTable]
