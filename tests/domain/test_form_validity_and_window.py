# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Permits on every day asked, penalties in their window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.forms.definition import FormCheck
from evaluator_app.domain.forms.parts import CheckState, Days, DaySpan, days_of
from evaluator_app.domain.forms.window import window_begin
from evaluator_app.domain.status import AssessmentKind
from tests.domain.filled_forms import PENALTY, PERMIT, VISIT, assessed, codes, filled, result

MET, NOT_MET, OPEN, ASIDE = CheckState.MET, CheckState.NOT_MET, CheckState.OPEN, CheckState.ASIDE
GOOD: dict[str, str | bool] = {"name": "采矿许可证", "valid_from": "2016-05-01", "valid_until": "2026-06-30"}
MENDED: dict[str, str | bool] = {
    "number": "环罚〔2024〕1号",
    "decided_on": "2024-03-01",
    "due_on": "2024-06-01",
    "mended_on": "2024-05-20",
    "state": "mended",
}


def permit(days: Days = VISIT, /, **values: str | bool) -> tuple[CheckState, list[str]]:
    found = result(PERMIT, filled(PERMIT, **{**GOOD, **values}), days)
    return found.state, codes(found.reasons)


def penalty(days: Days = VISIT, /, **values: str | bool) -> tuple[CheckState, list[str]]:
    found = result(PENALTY, filled(PENALTY, **{**MENDED, **values}), days)
    return found.state, codes(found.reasons)


@pytest.mark.parametrize(
    ("values", "state", "reasons"),
    [
        ({}, MET, ["form.valid"]),
        ({"valid_until": "2026-06-29"}, NOT_MET, ["form.ended"]),
        ({"valid_until": "2026-05-12"}, NOT_MET, ["form.ended"]),
        ({"valid_until": "2020-01-01"}, NOT_MET, ["form.ended"]),
        ({"valid_from": "2026-05-14"}, NOT_MET, ["form.not_begun"]),
        ({"valid_from": "2026-05-13", "valid_until": "2026-05-13"}, NOT_MET, ["form.not_begun", "form.ended"]),
        ({"valid_from": "2027-01-01", "valid_until": "2028-01-01"}, NOT_MET, ["form.not_begun"]),
        ({"valid_until": "", "long_term": True}, MET, ["form.valid"]),
        ({"valid_until": "2020-01-01", "long_term": True}, MET, ["form.valid"]),
        ({"valid_until": ""}, OPEN, ["form.no_end"]),
        ({"valid_from": "", "valid_until": "长期"}, OPEN, ["form.no_begin", "form.no_end"]),
        ({"valid_from": "", "valid_until": "2026-05-13"}, NOT_MET, ["form.ended"]),
        ({"void": True}, NOT_MET, ["form.void"]),
    ],
)
def test_a_permit_holds_on_every_day_asked_or_the_days_are_named(
    values: dict[str, str | bool], state: CheckState, reasons: list[str]
) -> None:
    assert permit(**values) == (state, reasons)


def test_the_days_on_which_a_permit_fails_are_named() -> None:
    found = result(PERMIT, filled(PERMIT, **{**GOOD, "valid_until": "2026-05-13"}))
    assert found.reasons[0].text() == "采矿许可证: ended on 2026-05-13, not valid on 2026-05-14、2026-06-30"
    assert found.spans == (
        DaySpan(date(2026, 5, 12), date(2026, 5, 13), MET),
        DaySpan(date(2026, 5, 14), date(2026, 5, 14), NOT_MET),
        DaySpan(date(2026, 6, 30), date(2026, 6, 30), NOT_MET),
    )
    assert found.provenance.clause == "先决条件 1"


def test_a_permit_without_a_name_is_called_by_its_form() -> None:
    assert result(PERMIT, filled(PERMIT, **{**GOOD, "name": " "})).reasons[0].text().startswith("证照核查表: ")


def test_a_permit_is_open_while_days_are_not_known() -> None:
    assert permit(Days()) == (OPEN, ["form.no_visit", "form.no_filing"])
    assert permit(replace(VISIT, filing_on=None)) == (OPEN, ["form.no_filing"])
    assert permit(replace(VISIT, filing_on=None, is_filing_asked=False)) == (MET, ["form.valid"])
    assert permit(Days(filing_on=date(2026, 7, 1))) == (NOT_MET, ["form.ended"])


def test_a_filing_date_within_the_visit_is_not_counted_twice() -> None:
    days = Days(date(2026, 5, 12), date(2026, 5, 14), date(2026, 5, 13))
    assert len(result(PERMIT, filled(PERMIT, **GOOD), days).spans) == 1


def test_a_visit_that_ends_before_it_begins_is_its_first_day() -> None:
    days = Days(date(2026, 5, 12), date(2026, 5, 1), date(2026, 5, 12))
    assert result(PERMIT, filled(PERMIT, **GOOD), days).spans == (DaySpan(date(2026, 5, 12), date(2026, 5, 12), MET),)


def test_the_first_and_the_last_day_of_the_calendar_do_no_harm() -> None:
    ever = Days(date.min, date.max, date(2026, 5, 12))
    for begin, end in (
        ("0001-01-01", "9999-12-31"),
        ("9999-12-31", "9999-12-31"),
        ("0001-01-01", "0001-01-01"),
        ("9999-12-31", "0001-01-01"),
    ):
        found = result(PERMIT, filled(PERMIT, valid_from=begin, valid_until=end), ever)
        assert (found.spans[0].first, found.spans[-1].last) == (date.min, date.max)


def test_the_days_come_from_the_profile() -> None:
    assert days_of(assessed()) == VISIT
    one_day = assessed(days=Days(date(2026, 5, 12)))
    assert days_of(one_day) == Days(date(2026, 5, 12), date(2026, 5, 12))
    listed = replace(one_day, profile=replace(one_day.profile, kind=AssessmentKind.VERIFICATION))
    assert not days_of(listed).is_filing_asked
    filed = replace(listed, profile=replace(listed.profile, filing_on=date(2026, 6, 1)))
    assert days_of(filed).is_filing_asked


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 60),
)
def test_the_spans_are_the_visit_and_each_day_stands_as_it_does(begin: date, end: date, first: date, length: int) -> None:
    days = Days(first, date.fromordinal(first.toordinal() + length), first)
    found = result(PERMIT, filled(PERMIT, valid_from=begin.isoformat(), valid_until=end.isoformat()), days)
    told = {date.fromordinal(day): span.state for span in found.spans for day in range(span.first.toordinal(), span.last.toordinal() + 1)}
    visited = [date.fromordinal(first.toordinal() + step) for step in range(length + 1)]
    assert told == {day: MET if begin <= day <= end else NOT_MET for day in visited}
    assert (found.state is MET) == all(begin <= day <= end for day in visited)
    assert found.reasons


@pytest.mark.parametrize(
    ("values", "state", "reason"),
    [
        ({}, MET, "form.mended"),
        ({"mended_on": "2024-06-01"}, MET, "form.mended"),
        ({"mended_on": "2024-06-02"}, NOT_MET, "form.mended_late"),
        ({"state": "not_mended"}, NOT_MET, "form.not_mended"),
        ({"state": "partly_mended"}, NOT_MET, "form.not_mended"),
        ({"state": ""}, OPEN, "form.no_state"),
        ({"mended_on": ""}, OPEN, "form.no_mending_days"),
        ({"due_on": "即日"}, OPEN, "form.no_mending_days"),
        ({"decided_on": ""}, OPEN, "form.no_decision"),
        ({"decided_on": "2023-06-29", "state": "not_mended"}, ASIDE, "form.before_window"),
        ({"decided_on": "2023-06-30", "state": "not_mended"}, NOT_MET, "form.not_mended"),
        ({"decided_on": "2026-06-30", "state": "not_mended"}, NOT_MET, "form.not_mended"),
        ({"decided_on": "2026-07-01", "state": "not_mended"}, OPEN, "form.after_window"),
        ({"decided_on": "2026-07-01", "due_on": "2026-07-09", "mended_on": "2026-07-02"}, MET, "form.mended"),
    ],
)
def test_a_penalty_counts_within_three_years_of_the_filing_date(values: dict[str, str | bool], state: CheckState, reason: str) -> None:
    assert penalty(**values) == (state, [reason])


def test_without_a_filing_date_the_window_is_counted_from_the_first_day_of_the_visit() -> None:
    days = Days(date(2026, 5, 12), date(2026, 5, 14))
    assert penalty(days, decided_on="2023-05-11", state="not_mended") == (ASIDE, ["form.before_window"])
    assert penalty(days, decided_on="2023-05-12", state="not_mended") == (NOT_MET, ["form.not_mended"])
    assert penalty(Days()) == (OPEN, ["form.no_reference"])


def test_a_window_that_no_calendar_has_or_that_is_not_set_leaves_nothing_aside() -> None:
    assert window_begin(date(2, 1, 1), 3) is None
    assert window_begin(date(2026, 1, 1), 999_999_999_999) is None
    assert window_begin(date(2026, 1, 1), -999_999_999_999) is None
    assert window_begin(date(2024, 2, 29), 3) == date(2021, 2, 28)
    check = PENALTY.checks[0]
    bare = replace(PENALTY, checks=(FormCheck(check.kind, check.fields, {"mended": "mended"}),))
    found = result(bare, filled(bare, **{**MENDED, "decided_on": "1999-01-01", "state": "not_mended"}))
    assert (found.state, codes(found.reasons)) == (NOT_MET, ["form.not_mended"])
