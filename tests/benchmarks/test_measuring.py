# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Ratios, percentiles and the form of a result; no time is taken here."""

from __future__ import annotations

import json

import pytest

from benchmarks.measuring import CannotMeasureError, Measure, Result, in_turn, percentile, ratio, table


def a_result(measured: float = 1.25, p99: float = 1.9) -> Result:
    return Result("save", "ms", 0.5, 0.4, Measure(measured, 2.0), {"p99": Measure(p99, 2.0)}, {"acts": 600.0, "wrong": "nothing"})


def test_a_result_is_one_json_object_on_one_line() -> None:
    written = a_result().to_json()
    assert "\n" not in written
    assert json.loads(written) == {
        "name": "save",
        "unit": "ms",
        "ours": 0.5,
        "floor": 0.4,
        "measured": 1.25,
        "reach": 2.0,
        "met": True,
        "p99_measured": 1.9,
        "p99_reach": 2.0,
        "p99_met": True,
        "acts": 600.0,
        "wrong": "nothing",
    }


def test_where_there_is_no_floor_it_is_null() -> None:
    assert json.loads(Result("score", "ms", 1.0, None, Measure(1.0, 2.0)).to_json())["floor"] is None


def test_figures_have_four_digits() -> None:
    assert json.loads(Result("x", "s", 1.23456, 0.000123456, Measure(1 / 3, 2)).to_json()) == {
        "name": "x",
        "unit": "s",
        "ours": 1.235,
        "floor": 0.0001235,
        "measured": 0.3333,
        "reach": 2,
        "met": True,
    }


@pytest.mark.parametrize(("measured", "p99", "met"), [(2.0, 2.0, True), (2.01, 1.0, False), (1.0, 2.01, False)])
def test_a_reach_is_met_only_when_every_part_of_it_is(measured: float, p99: float, met: bool) -> None:
    assert a_result(measured, p99).met is met


@pytest.mark.parametrize(("value", "met"), [(4.99, False), (5.0, True), (6.0, True)])
def test_where_more_is_better_less_misses(value: float, met: bool) -> None:
    assert Measure(value, 5.0, at_least=True).met is met


def test_the_table_says_which_part_missed() -> None:
    lines = table([a_result(p99=3.0)]).splitlines()
    assert [line.split() for line in lines[:3]] == [
        ["name", "ours", "floor", "measured", "reach", "met"],
        ["save", "0.5", "ms", "0.4", "ms", "1.25", "<=", "2", "yes"],
        ["save", "p99", "3", "<=", "2", "NO"],
    ]
    assert lines[3] == "save: acts 600, wrong nothing"


def test_a_ratio_to_nothing_is_refused() -> None:
    assert ratio(3.0, 2.0) == 1.5
    with pytest.raises(CannotMeasureError):
        ratio(1.0, 0.0)


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(number) for number in range(1, 1001)]
    assert percentile(values, 0.5) == 500
    assert percentile(values, 0.99) == 990
    assert percentile([7.0], 0.99) == 7
    assert percentile([2.0, 1.0], 1.0) == 2


def test_floor_and_ours_work_in_turn_and_the_first_round_does_not_count() -> None:
    calls: list[str] = []
    floor_times, our_times = iter([100.0, 1.0, 3.0, 2.0]), iter([100.0, 30.0, 10.0, 20.0])

    def floor() -> float:
        calls.append("floor")
        return next(floor_times)

    def ours() -> float:
        calls.append("ours")
        return next(our_times)

    assert in_turn(floor, ours, 3) == (2.0, 20.0)
    assert calls == ["floor", "ours"] * 4
