# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The second grouping of a province, and the days by which something is due."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.applicability import FactIs
from evaluator_app.domain.areas import AreaScore, area_scores
from evaluator_app.domain.assessment import Assessment, Outcome
from evaluator_app.domain.criteria import DeductPerOccurrence
from evaluator_app.domain.deadlines import due_dates, months_after
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.scoring import score
from evaluator_app.domain.template import Area, Deadline, FactDefinition, FactKind, NamedThing, Template
from tests.builders import a_template, an_assessment
from tests.domain.any_template import cases

D = Decimal
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
MONTHS = st.integers(0, 600)
STAGE = FactDefinition("stage", "阶段", FactKind.CHOICE, (NamedThing("new", "新建"), NamedThing("old", "生产")))
STARTED = FactDefinition("started_on", "投产日期", FactKind.DATE, asked_when=FactIs("stage", ("new",)))
RULE = Provenance("某规划", "第三章", Confidence.READ)


def deadlines(months: int, **facts: str | bool) -> list[tuple[date | None, date | None]]:
    template = replace(
        a_template().with_item("1.1", 5).with_facts(STAGE, STARTED).build(), deadlines=(Deadline("d", "期限", "started_on", months, RULE),)
    )
    return [(due.counted_from, due.due_on) for due in due_dates(template, facts)]


# ------------------------------------------------------------------ months


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-11-25", 0, "2026-11-25"),
        ("2024-02-29", 0, "2024-02-29"),
        ("2025-12-15", 12, "2026-12-15"),
    ],
)
def test_months_end_on_the_same_day_or_where_there_is_none_on_the_last(start: str, months: int, end: str) -> None:
    assert months_after(date.fromisoformat(start), months) == date.fromisoformat(end)


@given(DAYS, MONTHS)
def test_the_day_lies_exactly_so_many_months_later(start: date, months: int) -> None:
    end = months_after(start, months)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == start.day or (end.day < start.day and end.day == calendar.monthrange(end.year, end.month)[1])


@given(DAYS, DAYS, MONTHS)
def test_a_later_start_is_never_due_earlier(one: date, other: date, months: int) -> None:
    first, last = sorted((one, other))
    assert months_after(first, months) <= months_after(last, months)


@given(DAYS, st.integers(0, 599))
def test_more_months_are_later(start: date, months: int) -> None:
    assert months_after(start, months) < months_after(start, months + 1)


# ------------------------------------------------------------------ due dates


def test_a_deadline_is_counted_from_the_date_of_the_mine() -> None:
    assert deadlines(12, stage="new", started_on="2024-02-29") == [(date(2024, 2, 29), date(2025, 2, 28))]
    assert deadlines(0, stage="new", started_on=" 2024-02-29 ") == [(date(2024, 2, 29), date(2024, 2, 29))]


@pytest.mark.parametrize("facts", [{}, {"stage": "new"}, {"stage": "new", "started_on": "soon"}, {"stage": "new", "started_on": True}])
def test_without_a_date_no_day_is_due(facts: dict[str, str | bool]) -> None:
    assert deadlines(12, **facts) == [(None, None)]


def test_a_date_that_is_not_asked_of_the_mine_makes_no_deadline() -> None:
    assert deadlines(12, stage="old", started_on="2024-02-29") == []


def test_a_deadline_is_over_on_the_day_after_its_last_one() -> None:
    built = replace(a_template().with_item("1.1", 5).with_facts(STARTED).build(), deadlines=(Deadline("d", "期限", "started_on", 6, RULE),))
    due, unknown = due_dates(built, {"started_on": "2026-01-31"})[0], due_dates(built, {})[0]
    assert due.due_on == date(2026, 7, 31)
    assert [due.is_over(date(2026, 7, 31)), due.is_over(date(2026, 8, 1)), unknown.is_over(date(2999, 1, 1))] == [False, True, False]
    assert (due.id, due.title, due.provenance) == ("d", "期限", RULE)


# ------------------------------------------------------------------ areas


def test_an_area_adds_up_its_items_wherever_they_stand() -> None:
    built = a_template().with_item("1.1", 10).with_item("1.2", 6, DeductPerOccurrence(D(2))).with_item("2.1", 4).build()
    template = replace(built, areas=(Area("green", "绿化", ("2.1", "1.2")), Area("rest", "其余", ("1.1", "gone")), Area("none", "无", ())))
    card = an_assessment(template).verdict("2.1", Outcome.MET).saw("1.2").score()
    assert area_scores(template, card) == (
        AreaScore("green", "绿化", 2, D(10), D(10), D(8), D(0)),
        AreaScore("rest", "其余", 1, D(10), D(10), D(0), D(10)),
        AreaScore("none", "无", 0, D(0), D(0), D(0), D(0)),
    )
    assert [area.lost for area in area_scores(template, card)] == [2, 0, 0]
    assert area_scores(built, card) == ()


@given(cases(), st.randoms(use_true_random=False))
def test_areas_that_hold_every_item_once_add_up_to_the_card(case: tuple[Template, Assessment], random: object) -> None:
    template, assessment = case
    ids = [item.id for item in template.indicators()]
    random.shuffle(ids)  # type: ignore[attr-defined]
    cut = len(ids) // 2
    grouped = replace(template, areas=(Area("a", "甲", tuple(ids[:cut])), Area("b", "乙", tuple(ids[cut:]))))
    card = score(grouped, assessment)
    areas = area_scores(grouped, card)
    for name in ("max_score", "attainable", "awarded", "open", "lost"):
        assert sum(getattr(area, name) for area in areas) == getattr(card, name)
    assert sum(area.items for area in areas) == len(ids)


@given(DAYS)
def test_is_over_begins_one_day_after_whatever_the_day(day: date) -> None:
    template = replace(a_template().with_item("1.1", 5).with_facts(STARTED).build(), deadlines=(Deadline("d", "期限", "started_on", 0),))
    due = due_dates(template, {"started_on": day.isoformat()})[0]
    assert (due.is_over(day), due.is_over(day + timedelta(days=1))) == (False, True)
