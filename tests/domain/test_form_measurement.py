# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Measurements: rounding by GB/T 8170, comparing with a limit in both ways, calibration."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.forms.gb_t_8170 import holds, interval_of, places_of, rounded
from evaluator_app.domain.forms.measurement import mean_of
from evaluator_app.domain.forms.parts import CheckState, Days
from evaluator_app.domain.forms.record import FormRow
from tests.domain.filled_forms import MEASUREMENT, VISIT, codes, measured, result

D = Decimal
MET, NOT_MET, OPEN = CheckState.MET, CheckState.NOT_MET, CheckState.OPEN
CALIBRATED = {"measured_on": "2026-05-13", "calibrated_until": "2026-05-13"}


@pytest.mark.parametrize(
    ("number", "interval", "expected"),
    [
        # the digit dropped is below 5, above 5, 5 with something behind it
        ("12.1498", "0.1", "12.1"),
        ("12.1498", "1", "12"),
        ("1268", "100", "1300"),
        ("10.5002", "1", "11"),
        # exactly 5 and nothing behind: to the even digit
        ("1.050", "0.1", "1.0"),
        ("0.35", "0.1", "0.4"),
        ("2500", "1000", "2000"),
        ("3500", "1000", "4000"),
        # in one step: 15.4546 is not 15.455, 15.46, 15.5, 16
        ("15.4546", "1", "15"),
        # the sign does not matter
        ("-355", "10", "-360"),
        ("-325", "10", "-320"),
        ("-365", "100", "-400"),
        # units of 0.5 and of 0.2, by doubling and by five
        ("60.25", "0.5", "60.0"),
        ("60.38", "0.5", "60.5"),
        ("60.28", "0.5", "60.5"),
        ("-60.75", "0.5", "-61.0"),
        ("830", "20", "840"),
        ("842", "20", "840"),
        ("832", "20", "840"),
        ("-930", "20", "-920"),
    ],
)
def test_numbers_are_rounded_as_the_rule_says(number: str, interval: str, expected: str) -> None:
    assert rounded(D(number), D(interval)) == D(expected)


def test_there_is_no_rounding_to_nothing() -> None:
    with pytest.raises(ValueError, match="no interval"):
        rounded(D(1), D(0))


@given(st.fractions(-1000, 1000), st.sampled_from([D("0.01"), D("0.1"), D("0.2"), D("0.5"), D(1), D(10)]))
def test_a_rounded_number_is_a_multiple_at_most_half_an_interval_away_and_stays(number: Fraction, interval: Decimal) -> None:
    kept = rounded(number, interval)
    assert (Fraction(kept) / Fraction(interval)).denominator == 1
    assert abs(Fraction(kept) - number) * 2 <= Fraction(interval)
    assert rounded(kept, interval) == kept
    assert rounded(-number, interval) == -kept


@given(st.integers(-500, 500))
def test_an_exact_half_goes_to_the_even_digit(whole: int) -> None:
    assert int(rounded(Fraction(2 * whole + 1, 2), D(1))) % 2 == 0


def test_digits_are_those_written() -> None:
    assert [places_of(text) for text in ("85", "0.50", "1.", " 2.125 ", "15e-3", "1.5E1", "0e-999999999")] == [0, 2, 0, 3, 3, 0, 60]
    assert interval_of(2) == D("0.01")


@pytest.mark.parametrize(
    ("direction", "at_limit", "over"), [("at_most", True, False), ("below", False, False), ("at_least", True, True), ("above", False, True)]
)
def test_limits_have_a_direction(direction: str, at_limit: bool, over: bool) -> None:
    assert holds(D(60), D("60.0"), direction) is at_limit
    assert holds(D("60.1"), D(60), direction) is over


@pytest.mark.parametrize(("comparison", "state"), [("full", NOT_MET), ("rounded", MET), ("", NOT_MET)])
def test_the_two_ways_of_comparing_differ_where_rounding_decides(comparison: str, state: CheckState) -> None:
    found = result(MEASUREMENT, measured("60.1", "60.6", "60.3", limit="60", direction="at_most", comparison=comparison, **CALIBRATED))
    assert (found.state, found.value) == (state, D(60))
    assert not found.warnings


def test_a_limit_with_an_exponent_keeps_its_digits_when_rounded_values_are_compared() -> None:
    found = result(MEASUREMENT, measured("0.02", limit="15e-3", direction="at_most", comparison="rounded", **CALIBRATED))
    assert (found.state, found.value) == (NOT_MET, D("0.020"))


def test_a_measurement_says_mean_limit_unit_and_method() -> None:
    found = result(MEASUREMENT, measured("60.1", "60.6", unit="dB(A)", limit="60", direction="at_most", clause="表 1", **CALIBRATED))
    words = "噪声: mean 60 dB(A), limit ≤ 60 dB(A) broken (full value compared, GB/T 8170-2008)"
    assert found.reasons[0].text() == words
    assert (found.unit, found.clause) == ("dB(A)", "表 1")
    kept = result(MEASUREMENT, measured("1.5", limit="1.4", direction="above", **CALIBRATED))
    assert kept.reasons[0].text() == "噪声: mean 1.5, limit > 1.4 kept (full value compared, GB/T 8170-2008)"


@pytest.mark.parametrize(
    ("places", "limit", "expected"),
    [("2", "60", "60.33"), ("", "60", "60"), ("", "", "60.3"), ("-1", "", "60.3"), ("1.5", "60.00", "60.33")],
)
def test_digits_are_those_asked_for_or_of_the_limit_or_of_the_readings(places: str, limit: str, expected: str) -> None:
    found = result(MEASUREMENT, measured("60.1", "60.6", "60.3", places=places, limit=limit, direction="at_most", **CALIBRATED))
    assert found.value == D(expected)


def test_without_limit_or_direction_there_is_no_verdict() -> None:
    for values in ({}, {"limit": "60"}, {"direction": "at_most"}, {"limit": "60", "direction": "about"}):
        found = result(MEASUREMENT, measured("60.1", **values, **CALIBRATED))
        assert (found.state, codes(found.reasons)) == (OPEN, ["form.no_limit"])


def test_readings_that_are_missing_or_no_numbers_leave_it_open() -> None:
    assert codes(result(MEASUREMENT, measured()).reasons) == ["form.no_readings"]
    assert codes(result(MEASUREMENT, measured("60", "约 60")).reasons) == ["form.bad_reading"]
    assert codes(result(MEASUREMENT, measured("约 60")).reasons) == ["form.bad_reading"]


def test_an_instrument_out_of_calibration_is_warned_of_and_the_value_still_decides() -> None:
    values = {"limit": "60", "direction": "at_most", "calibrated_until": "2026-05-12"}
    found = result(MEASUREMENT, measured("59", measured_on="2026-05-13", **values))
    assert (found.state, codes(found.warnings), found.is_out_of_calibration) == (MET, ["form.out_of_calibration"], True)
    on_the_first_day = result(MEASUREMENT, measured("59", **values))
    assert not on_the_first_day.warnings
    for days, until in ((VISIT, ""), (Days(), "2026-05-12")):
        unknown = result(MEASUREMENT, measured("59", calibrated_until=until), days)
        assert (codes(unknown.warnings), unknown.is_out_of_calibration) == (["form.calibration_unknown"], False)
    assert VISIT.visit_from == date(2026, 5, 12)


def test_a_form_that_does_not_ask_for_a_calibration_is_not_warned_of_and_may_have_a_fixed_unit() -> None:
    fields = tuple(replace(field, unit="dB" if field.id == "readings" else "") for field in MEASUREMENT.fields)
    check = replace(MEASUREMENT.checks[0], fields={"readings": "readings"})
    bare = replace(MEASUREMENT, fields=fields, checks=(check,))
    found = result(bare, measured("59"))
    assert (found.unit, found.warnings) == ("dB", ())
    lost = replace(bare, checks=(replace(check, fields={}),))
    assert (result(lost, measured("59")).unit, result(lost, measured("59")).state) == ("", OPEN)


def test_the_mean_is_shown_while_one_types() -> None:
    assert mean_of(measured("60.1", "60.2", "六"), "readings") == "60.2"
    assert mean_of(measured("1", "2"), "readings", places=1) == "1.5"
    assert mean_of(measured(), "readings") == ""
    flags = replace(measured(), rows={"readings": (FormRow({"value": True}), FormRow())})
    assert mean_of(flags, "readings") == ""
