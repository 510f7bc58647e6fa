# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The few statistics that consistency rests on, exact where they can be: each says in its docstring when it may be used.

Sources: Fisher 1922 (exact test), Wilson 1927 (interval of a share), Benjamini and Hochberg 1995 (many tests at once), Tukey 1977 (fences).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from math import comb

FEW = 5
"""Fewer cases than this on either side of a comparison are shown and said to be few; nothing follows from them."""
LEVEL = Decimal("0.05")
"""Share of false alarms that is accepted among all that is said to stand out."""
_Z = Decimal("1.959963984540054")
"""The 97.5 % point of the normal distribution."""
_STEP = Decimal("0.0001")
_FENCE = Fraction(3, 2)
LEAST_FOR_FENCES = 8
"""With fewer values than this no fences are drawn."""


def fisher(own_hits: int, own: int, other_hits: int, other: int) -> Decimal:
    """Return the two-sided p-value of Fisher's exact test that two shares are the same, to six places.

    For cases that do not depend on each other; where they do so to the same side, as two experts do at one mine, it is too careful.
    ValueError where hits are no part of the cases.
    """
    if not (0 <= own_hits <= own and 0 <= other_hits <= other):
        raise ValueError(f"no table: {own_hits} of {own}, {other_hits} of {other}")
    hits, cases = own_hits + other_hits, own + other
    ways = [comb(own, x) * comb(other, hits - x) for x in range(max(0, hits - other), min(own, hits) + 1)]
    seen = comb(own, own_hits) * comb(other, other_hits)
    return _decimal(Fraction(sum(way for way in ways if way <= seen), comb(cases, hits)), Decimal("0.000001"))


def wilson(hits: int, cases: int) -> tuple[Decimal, Decimal]:
    """Return the interval of 95 % in which the share behind so many hits lies, to four places; 0 to 1 where there are no cases."""
    if cases == 0:
        return Decimal(0), Decimal(1)
    with localcontext(prec=30):
        n, share, square = Decimal(cases), Decimal(hits) / Decimal(cases), _Z * _Z
        middle = share + square / (2 * n)
        half = _Z * (share * (1 - share) / n + square / (4 * n * n)).sqrt()
        low, high = (middle - half) / (1 + square / n), (middle + half) / (1 + square / n)
    return max(Decimal(0), low).quantize(_STEP), min(Decimal(1), high).quantize(_STEP)


def adjusted(p_values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return p-values adjusted for their number, in the same order: among those up to a level, about that share is false alarm."""
    order = sorted(range(len(p_values)), key=lambda index: p_values[index], reverse=True)
    found, least = [Decimal(1)] * len(p_values), Decimal(1)
    for place, index in enumerate(order):
        rank = len(p_values) - place
        least = min(least, p_values[index] * len(p_values) / rank)
        found[index] = least.quantize(Decimal("0.000001"))
    return tuple(found)


def quartiles(values: Iterable[Fraction]) -> tuple[Fraction, Fraction, Fraction] | None:
    """Return the quartiles by linear interpolation between values; None where there are none."""
    ordered = sorted(values)
    if not ordered:
        return None
    first, second, third = (_quantile(ordered, Fraction(part, 4)) for part in (1, 2, 3))
    return first, second, third


def fences(values: Iterable[Fraction]) -> tuple[Fraction, Fraction] | None:
    """Return Tukey's fences, one and a half times the middle half beyond it; None for too few values."""
    ordered = list(values)
    found = quartiles(ordered)
    if found is None or len(ordered) < LEAST_FOR_FENCES:
        return None
    reach = _FENCE * (found[2] - found[0])
    return found[0] - reach, found[2] + reach


def rate(hits: int, cases: int) -> Decimal:
    """Return a share to four places; 0 where there are no cases."""
    return _decimal(Fraction(hits, cases), _STEP) if cases else Decimal(0)


def rounded(number: Fraction, step: str = "0.0001") -> Decimal:
    """Return a fraction as a decimal number, rounded to a step."""
    return _decimal(number, Decimal(step))


def _decimal(number: Fraction, step: Decimal) -> Decimal:
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(step)


def _quantile(ordered: Sequence[Fraction], part: Fraction) -> Fraction:
    place = part * (len(ordered) - 1)
    below = place.numerator // place.denominator
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
