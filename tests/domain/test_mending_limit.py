# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How long putting something right may take, and what is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.mending import Rectification, RectificationState
from evaluator_app.domain.mending_limit import SOURCE, days_left, is_late, late_count, limit_of, objection_to
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.template import Deadline, Template
from evaluator_app.services.templates import find_template
from tests.builders import a_template

TEMPLATE = a_template().with_item("1.1", 5).build()
TODAY = date(2026, 11, 25)
ORDERED = Rectification("o1", "1.1", "清扫积尘", "o1", ordered_on=date(2026, 5, 31), due_on=date(2026, 11, 24))


def own(months: int) -> Template:
    rule = Provenance("甲省办法", "第九条", Confidence.READ, number="甲〔2026〕1号")
    return replace(TEMPLATE, deadlines=(Deadline("build", "建成", "f", 12), Deadline("rectification", "整改期满", "f", months, rule)))


def test_six_months_are_the_limit_and_their_source_is_named() -> None:
    assert objection_to(TEMPLATE, date(2026, 5, 25), date(2026, 11, 25)) is None
    refused = objection_to(TEMPLATE, date(2026, 5, 25), date(2026, 11, 26))
    assert refused is not None
    assert refused.text() == "Due on 2026-11-26 is too late: at most 6 months, until 2026-11-25 (国家级绿色矿山名录移出管理工作要求)"
    assert SOURCE.confidence is Confidence.READ


def test_the_end_of_a_month_is_the_last_day_where_the_month_is_shorter() -> None:
    assert limit_of(TEMPLATE).last_day(date(2026, 8, 31)) == date(2027, 2, 28)


def test_a_template_may_say_otherwise_and_its_clause_is_named() -> None:
    refused = objection_to(own(3), date(2026, 5, 25), date(2026, 8, 26))
    assert refused is not None
    assert refused.text() == "Due on 2026-08-26 is too late: at most 3 months, until 2026-08-25 (甲省办法 甲〔2026〕1号 第九条)"
    assert objection_to(own(12), date(2026, 5, 25), date(2027, 5, 25)) is None


def test_a_rule_without_a_name_is_named_by_its_deadline() -> None:
    bare = replace(TEMPLATE, deadlines=(Deadline("rectification", "整改期满", "f", 1),))
    refused = objection_to(bare, TODAY, date(2027, 1, 1))
    assert refused is not None
    assert refused.text().endswith("(rectification)")


def test_the_released_template_of_gansu_names_its_own_clause(tmp_path: Path) -> None:
    limit = limit_of(find_template("cn-gansu/green-mine-2024", tmp_path))
    assert (limit.months, limit.clause.endswith("二（三）")) == (6, True)


def test_nothing_is_due_before_it_is_ordered() -> None:
    refused = objection_to(TEMPLATE, TODAY, date(2026, 11, 24))
    assert refused is not None
    assert refused.code == "mending.due_before"
    assert objection_to(TEMPLATE, TODAY, TODAY) is None


@pytest.mark.parametrize(
    ("state", "due", "left", "late"),
    [
        (RectificationState.ORDERED, date(2026, 11, 24), -1, True),
        (RectificationState.REPORTED, date(2026, 11, 25), 0, False),
        (RectificationState.ESCALATED, date(2026, 11, 1), -24, True),
        (RectificationState.CLOSED, date(2026, 11, 1), None, False),
        (RectificationState.ORDERED, None, None, False),
    ],
)
def test_late_is_what_was_due_before_today_and_is_not_closed(
    state: RectificationState, due: date | None, left: int | None, late: bool
) -> None:
    thing = replace(ORDERED, state=state, due_on=due)
    assert (days_left(thing, TODAY), is_late(thing, TODAY)) == (left, late)


def test_days_that_are_past_are_counted() -> None:
    assert late_count((TODAY - timedelta(1), TODAY, TODAY + timedelta(1), date(2020, 1, 1)), TODAY) == 2


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 24))
def test_the_last_day_is_allowed_and_the_next_is_not(ordered: date, months: int) -> None:
    template = own(months)
    last = limit_of(template).last_day(ordered)
    assert objection_to(template, ordered, last) is None
    assert objection_to(template, ordered, last + timedelta(1)) is not None
