# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Quantities with their units, converted exactly. Knows no rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction


class Dimension(Enum):
    """What can be added and compared."""

    MASS = "mass"
    VOLUME = "volume"
    SHARE = "share"
    """A grade or a rate: part of a whole by mass."""


class Unit(Enum):
    """The units that amounts, grades and rates are given in."""

    TONNES = "t"
    TEN_THOUSAND_TONNES = "万t"
    CUBIC_METRES = "m³"
    TEN_THOUSAND_CUBIC_METRES = "万m³"
    PERCENT = "%"
    GRAMS_PER_TONNE = "g/t"

    @property
    def dimension(self) -> Dimension:
        """What the unit measures."""
        return _MEANING[self][0]

    @property
    def factor(self) -> Fraction:
        """How many tonnes, cubic metres or wholes one of it is."""
        return _MEANING[self][1]


_MEANING = {
    Unit.TONNES: (Dimension.MASS, Fraction(1)),
    Unit.TEN_THOUSAND_TONNES: (Dimension.MASS, Fraction(10_000)),
    Unit.CUBIC_METRES: (Dimension.VOLUME, Fraction(1)),
    Unit.TEN_THOUSAND_CUBIC_METRES: (Dimension.VOLUME, Fraction(10_000)),
    Unit.PERCENT: (Dimension.SHARE, Fraction(1, 100)),
    Unit.GRAMS_PER_TONNE: (Dimension.SHARE, Fraction(1, 1_000_000)),
}

BASE_UNITS = {Dimension.MASS: Unit.TONNES, Dimension.VOLUME: Unit.CUBIC_METRES, Dimension.SHARE: Unit.PERCENT}
"""In which unit a sum is shown."""

MASSES = (Unit.TEN_THOUSAND_TONNES, Unit.TONNES)
VOLUMES = (Unit.CUBIC_METRES, Unit.TEN_THOUSAND_CUBIC_METRES)
AMOUNTS = (*MASSES, *VOLUMES)
GRADES = (Unit.PERCENT, Unit.GRAMS_PER_TONNE)
RATES = (Unit.PERCENT,)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount with its unit, as it was entered."""

    amount: Decimal
    unit: Unit

    @property
    def exact(self) -> Fraction:
        """The amount in tonnes, cubic metres or parts of a whole."""
        return Fraction(self.amount) * self.unit.factor
