# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Exact numbers: how they are read, rounded and written. No binary float enters or leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, DecimalException
from enum import Enum
from fractions import Fraction

ZERO = Decimal(0)
_LARGEST = Decimal(10) ** 12
_FINEST = 9
_STEP = Decimal(1).scaleb(-_FINEST)
_LONGEST = 60
_CANONICAL = re.compile(r"(?!-0$)-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{0,8}[1-9])?")
"""A number as decimal_text() writes it: nearly all that is read was written so."""

EXACT = Context(prec=100)
"""Room for every product and sum of numbers that parse_decimal accepts, so that none is rounded unasked."""


class RoundingMode(Enum):
    """How a digit beyond the last kept one is dropped."""

    HALF_UP = "half_up"
    """A half goes away from zero (四舍五入)."""
    GB_T_8170 = "gb_t_8170"
    """An exact half goes to the even digit (GB/T 8170-2008, clause 3: 四舍六入五成双)."""


@dataclass(frozen=True, slots=True)
class Rounding:
    """A rule for rounding that a template sets."""

    places: int = 2
    """Digits kept after the point."""
    mode: RoundingMode = RoundingMode.HALF_UP
    """What happens to an exact half."""

    def __post_init__(self) -> None:
        """Refuse digits that no rule asks for; ValueError."""
        if not 0 <= self.places <= _FINEST:
            raise ValueError(f"places out of range: {self.places}")

    def apply(self, number: Decimal | Fraction) -> Decimal:
        """Return the number rounded once, from its exact value."""
        exact = Fraction(number) * 10**self.places
        whole, rest = divmod(abs(exact.numerator), exact.denominator)
        twice = 2 * rest
        up = twice > exact.denominator or (twice == exact.denominator and (self.mode is RoundingMode.HALF_UP or whole % 2 == 1))
        digits = whole + (1 if up else 0)
        return Decimal(digits if exact >= 0 else -digits).scaleb(-self.places, EXACT)


def parse_decimal(value: str | int | Decimal) -> Decimal:
    """Read a number; ValueError if it is none, not finite, 10^12 or more, or finer than nine decimals."""
    if isinstance(value, str) and _CANONICAL.fullmatch(value):
        return Decimal(value)
    text = value.strip() if isinstance(value, str) else value
    if isinstance(text, str) and (len(text) > _LONGEST or "_" in text):
        raise ValueError("not a number")
    try:
        number = Decimal(text)
    except DecimalException as error:
        raise ValueError(f"not a number: {text!r}") from error
    if not number.is_finite() or not -_LARGEST < number < _LARGEST or number.quantize(_STEP, context=EXACT) != number:
        raise ValueError("number out of range")
    return Decimal(decimal_text(number)) if number else ZERO  # a zero may be written with more digits than memory holds


def decimal_text(number: Decimal) -> str:
    """Write a number in its one canonical form: no exponent, no trailing zeros, no negative zero."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def mean(numbers: Iterable[Decimal | Fraction]) -> Fraction:
    """Return the unweighted mean, unrounded; ValueError when there is nothing to average."""
    values = [Fraction(number) for number in numbers]
    if not values:
        raise ValueError("the mean of nothing is undefined")
    return sum(values, Fraction(0)) / len(values)
