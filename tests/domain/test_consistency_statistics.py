# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The statistics against figures from the literature and worked by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.consistency.statistics import adjusted, fences, fisher, quartiles, rate, rounded, wilson

D = Decimal


def test_fishers_tea_lady_has_his_p_value() -> None:
    assert fisher(3, 4, 1, 4) == D("0.485714")  # 34/70, both sides
    assert fisher(4, 4, 0, 4) == D("0.028571")  # 2/70


def test_shares_that_are_the_same_differ_by_chance_alone() -> None:
    assert fisher(5, 10, 5, 10) == 1
    assert fisher(0, 7, 0, 9) == 1
    assert fisher(7, 7, 9, 9) == 1


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_the_exact_test_is_the_sum_of_all_tables_as_rare(hits: int, misses: int, other_hits: int, other_misses: int) -> None:
    own, other = hits + misses, other_hits + other_misses
    tables = [(x, comb(own, x) * comb(other, hits + other_hits - x)) for x in range(own + 1) if 0 <= hits + other_hits - x <= other]
    seen = dict(tables)[hits]
    expected = Fraction(sum(ways for _x, ways in tables if ways <= seen), sum(ways for _x, ways in tables))
    assert fisher(hits, own, other_hits, other) == rounded(expected, "0.000001")
    assert fisher(other_hits, other, hits, own) == fisher(hits, own, other_hits, other)


@pytest.mark.parametrize("table", [(2, 1, 0, 1), (-1, 1, 0, 1), (0, 1, 3, 2)])
def test_hits_beyond_the_cases_are_no_table(table: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="no table"):
        fisher(*table)


def test_wilsons_interval_is_the_published_one() -> None:
    assert wilson(81, 263) == (D("0.2553"), D("0.3662"))  # Newcombe 1998, table I
    assert wilson(15, 148) == (D("0.0624"), D("0.1605"))
    assert wilson(0, 20) == (D(0), D("0.1611"))
    assert wilson(1, 29) == (D("0.0061"), D("0.1718"))


def test_without_cases_the_share_may_be_anything() -> None:
    assert wilson(0, 0) == (D(0), D(1))
    assert rate(0, 0) == 0


@given(st.integers(1, 60).flatmap(lambda cases: st.tuples(st.integers(0, cases), st.just(cases))))
def test_the_interval_holds_the_share_and_stays_between_none_and_all(counted: tuple[int, int]) -> None:
    low, high = wilson(*counted)
    assert 0 <= low <= rate(*counted) <= high <= 1


def test_many_tests_are_adjusted_as_benjamini_and_hochberg_have_it() -> None:
    given_values = [D("0.01"), D("0.04"), D("0.03"), D("0.20")]
    assert adjusted(given_values) == (D("0.04"), D("0.053333"), D("0.053333"), D("0.2"))
    assert adjusted([]) == ()
    assert adjusted([D("0.7")]) == (D("0.7"),)


@given(st.lists(st.decimals(0, 1, places=6), max_size=20))
def test_adjusting_never_lowers_and_keeps_the_order(values: list[Decimal]) -> None:
    found = adjusted(values)
    assert all(q >= p - D("0.000001") for p, q in zip(values, found, strict=True))
    pairs = sorted(zip(values, found, strict=True))
    assert [q for _p, q in pairs] == sorted(q for _p, q in pairs)


def test_quartiles_lie_between_values_in_proportion() -> None:
    assert quartiles([]) is None
    assert quartiles([Fraction(7)]) == (Fraction(7), Fraction(7), Fraction(7))
    assert quartiles([Fraction(n) for n in (4, 1, 3, 2)]) == (Fraction(7, 4), Fraction(5, 2), Fraction(13, 4))


def test_fences_need_eight_values() -> None:
    assert fences([Fraction(n) for n in range(7)]) is None
    assert fences([Fraction(n) for n in range(9)]) == (Fraction(-4), Fraction(12))
