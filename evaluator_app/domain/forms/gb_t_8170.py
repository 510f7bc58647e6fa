# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Rounding and comparing with a limit by GB/T 8170-2008, exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from evaluator_app.domain.exact import EXACT

STANDARD = "GB/T 8170-2008"
_MOST_PLACES = 60


def rounded(number: Decimal | Fraction, interval: Decimal) -> Decimal:
    """Return the number rounded in one step to a multiple of the interval; an exact half goes to the even multiple.

    The sign does not matter: the magnitude is rounded. ValueError for an interval that is not more than zero.
    """
    if interval <= 0:
        raise ValueError(f"no interval: {interval}")
    count = Fraction(number) / Fraction(interval)
    whole, rest = divmod(abs(count.numerator), count.denominator)
    twice = 2 * rest
    if twice > count.denominator or (twice == count.denominator and whole % 2 == 1):
        whole += 1
    return EXACT.multiply(Decimal(whole if count >= 0 else -whole), interval)


def interval_of(places: int) -> Decimal:
    """Return the interval of so many digits after the point; negative for tens, hundreds."""
    return Decimal(1).scaleb(-places)


def places_of(text: str) -> int:
    """Return how many digits a number has after the point as it is written, by its exponent where it has one."""
    digits, _e, exponent = text.strip().lower().partition("e")
    return min(max(0, len(digits.partition(".")[2]) - int(exponent or 0)), _MOST_PLACES)


def holds(value: Decimal | Fraction, limit: Decimal, direction: str) -> bool:
    """Tell whether a value keeps a limit: at_most, below, at_least or above."""
    exact, bound = Fraction(value), Fraction(limit)
    if direction == "at_most":
        return exact <= bound
    if direction == "below":
        return exact < bound
    return exact >= bound if direction == "at_least" else exact > bound
