# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Limits of several levels: the level asked for decides, another one only bounds it, and what is not on file is said."""

# mypy: no-strict-equality
# Points are compared with whole numbers for the sake of the reader.

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.applicability import FactIs
from evaluator_app.domain.criteria import Minimum, ScoreState
from evaluator_app.domain.exact import mean
from evaluator_app.domain.thresholds import Bounds, Comparison, ThresholdLevel, ThresholdRow, ThresholdTable, look_up
from tests.builders import AssessmentBuilder, one_item

D = Decimal
LEADER, GENERAL, MINIMUM = ThresholdLevel.LEADER, ThresholdLevel.GENERAL, ThresholdLevel.MINIMUM
Rows = dict[ThresholdLevel | None, str]


def table(rows: Rows, *, is_maximum: bool = False) -> ThresholdTable:
    listed = tuple(
        ThresholdRow(str(number), None, D(limit) if limit else None, D(limit) if limit else None, level=level)
        for number, (level, limit) in enumerate(rows.items())
    )
    return ThresholdTable("t", "率", "率", is_maximum=is_maximum, rows=listed)


ALL: Rows = {LEADER: "90", GENERAL: "80", MINIMUM: "70"}


@pytest.mark.parametrize(
    ("rows", "level", "low", "high", "stands_in"),
    [
        (ALL, LEADER, "90", "90", False),
        (ALL, GENERAL, "80", "80", False),
        (ALL, MINIMUM, "70", "70", False),
        (ALL, None, "70", "90", False),
        ({LEADER: "90", MINIMUM: "70"}, GENERAL, "70", "90", True),
        ({MINIMUM: "70"}, GENERAL, "70", None, True),
        ({LEADER: "90"}, GENERAL, None, "90", True),
        ({GENERAL: "80"}, MINIMUM, None, "80", True),
        ({GENERAL: "80"}, LEADER, "80", None, True),
        ({None: "85"}, GENERAL, "85", "85", True),
        ({None: "85", MINIMUM: "70"}, GENERAL, "85", "85", True),
        ({GENERAL: "", None: "85"}, GENERAL, "85", "85", True),
        ({GENERAL: "", MINIMUM: "70"}, GENERAL, "70", None, True),
        ({GENERAL: ""}, GENERAL, None, None, False),
        ({None: ""}, GENERAL, None, None, False),
        ({}, GENERAL, None, None, False),
    ],
)
def test_the_level_asked_for_decides_and_another_one_only_bounds_it(
    rows: Rows, level: ThresholdLevel | None, low: str | None, high: str | None, stands_in: bool
) -> None:
    bounds = look_up(table(rows), {}, level)
    found = (bounds.low, bounds.high, bounds.level_not_on_file)
    assert found == (D(low) if low else None, D(high) if high else None, stands_in)


@pytest.mark.parametrize(
    ("rows", "low", "high"),
    [({MINIMUM: "30"}, None, "30"), ({LEADER: "10"}, "10", None), ({LEADER: "10", MINIMUM: "30"}, "10", "30")],
)
def test_for_a_maximum_a_laxer_level_is_the_higher_limit(rows: Rows, low: str | None, high: str | None) -> None:
    bounds = look_up(table(rows, is_maximum=True), {}, GENERAL)
    assert (bounds.low, bounds.high) == (D(low) if low else None, D(high) if high else None)


@pytest.mark.parametrize(
    ("bounds", "value", "answer"),
    [
        (Bounds(D(70), None, (), ()), "69.9", Comparison.BROKEN),
        (Bounds(D(70), None, (), ()), "99", Comparison.UNDETERMINED),
        (Bounds(None, D(90), (), ()), "90", Comparison.KEPT),
        (Bounds(None, D(90), (), ()), "10", Comparison.UNDETERMINED),
        (Bounds(None, D(30), (), (), is_maximum=True), "31", Comparison.BROKEN),
        (Bounds(None, D(30), (), (), is_maximum=True), "1", Comparison.UNDETERMINED),
        (Bounds(D(10), None, (), (), is_maximum=True), "10", Comparison.KEPT),
        (Bounds(None, None, (), ()), "50", Comparison.UNDETERMINED),
        (Bounds(D(50), D(50), (), ("fact",)), "99", Comparison.UNDETERMINED),
    ],
)
def test_a_value_is_decided_only_as_far_as_the_bounds_go(bounds: Bounds, value: str, answer: Comparison) -> None:
    assert bounds.compare(D(value)) is answer


@pytest.mark.parametrize(
    ("low", "high", "inside", "outside"), [("70", "90", "70 80 90", "69.9 90.1"), ("70", None, "70 200", "69"), (None, "90", "0 90", "91")]
)
def test_a_governing_limit_may_not_contradict_what_is_on_file(low: str | None, high: str | None, inside: str, outside: str) -> None:
    bounds = Bounds(D(low) if low else None, D(high) if high else None, (), ())
    assert all(bounds.may_be(D(limit)) for limit in inside.split())
    assert not any(bounds.may_be(D(limit)) for limit in outside.split())
    assert Bounds(None, None, (), ()).may_be(D(1))


LIMITS = st.dictionaries(st.sampled_from([*ThresholdLevel]), st.integers(1, 99).map(str), max_size=3)


@given(LIMITS, st.sampled_from(ThresholdLevel), st.integers(0, 100), st.integers(0, 100), st.booleans())
def test_a_better_value_never_fares_worse(rows: Rows, level: ThresholdLevel, one: int, other: int, is_maximum: bool) -> None:
    bounds = look_up(table(rows, is_maximum=is_maximum), {}, level)
    worse, better = sorted((D(one), D(other)), reverse=is_maximum)
    order = [Comparison.BROKEN, Comparison.UNDETERMINED, Comparison.KEPT]
    if bounds.low is not None and bounds.high is not None and bounds.low > bounds.high:
        return  # figures that contradict each other
    assert order.index(bounds.compare(worse)) <= order.index(bounds.compare(better))


@given(LIMITS, st.sampled_from(ThresholdLevel), st.booleans())
def test_which_row_comes_first_does_not_matter(rows: Rows, level: ThresholdLevel, is_maximum: bool) -> None:
    there = table(rows, is_maximum=is_maximum)
    back = replace(there, rows=there.rows[::-1])
    found = [look_up(which, {}, level) for which in (there, back)]
    assert [(b.low, b.high, b.level_not_on_file) for b in found[:1]] == [(b.low, b.high, b.level_not_on_file) for b in found[1:]]


def measured(rows: Rows, value: str, **governing: str) -> AssessmentBuilder:
    built = one_item(Minimum("t", level=GENERAL), 2, table(rows)).measured("1.1", value=value, **governing)
    return built.chose("1.1", governing_document="某文件") if governing else built


def test_a_limit_that_stands_in_for_the_level_decides_and_says_so() -> None:
    award = measured({None: "85"}, "86").award("1.1")
    assert (award.awarded, [gap.text() for gap in award.gaps]) == (2, ["The general level that this item asks for is not on file"])
    assert measured({GENERAL: "85"}, "86").award("1.1").gaps == ()


def test_between_levels_the_award_waits_for_the_governing_limit_and_its_document() -> None:
    rows: Rows = {MINIMUM: "70"}
    award = measured(rows, "75").award("1.1")
    assert (award.state, award.open) == (ScoreState.UNDETERMINED, 2)
    assert "another level" in award.reasons[0].text()
    assert measured(rows, "69").award("1.1").lost == 2
    assert measured(rows, "75", governing="74").award("1.1").awarded == 2
    assert measured(rows, "75", governing="76").award("1.1").lost == 2
    outside = measured(rows, "75", governing="60").award("1.1")
    assert (outside.state, outside.reasons[-1].text()) == (
        ScoreState.UNDETERMINED, "The governing limit 60 lies outside the limits on file (70)",
    )  # fmt: skip


def test_a_missing_fact_keeps_every_level_open() -> None:
    rows = (ThresholdRow("a", FactIs("seam", ("thin",)), D(85), D(85), level=GENERAL),)
    bounds = look_up(ThresholdTable("t", "率", "率", rows=rows), {}, GENERAL)
    assert (bounds.missing_facts, bounds.compare(D(99))) == (("seam",), Comparison.UNDETERMINED)


def test_the_mean_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="mean of nothing"):
        mean([])
