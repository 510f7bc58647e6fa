# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is late is known to the list without loading an assessment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.changes import Act, change_records
from evaluator_app.domain.mending import Rectification, RectificationState
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.rounds import Revision
from evaluator_app.domain.template import Template
from evaluator_app.store.database import Store
from evaluator_app.store.summaries import overdue

Now = Callable[[], datetime]
DAY = date(2026, 11, 25)


def things(assessment: Assessment, **due: tuple[date | None, RectificationState]) -> Assessment:
    records = {name: Rectification(name, "dust", "清扫", due_on=day, state=state) for name, (day, state) in due.items()}
    return replace(assessment, rectifications=records)


LATE = {
    "a": (date(2026, 11, 24), RectificationState.ORDERED),
    "b": (date(2026, 11, 25), RectificationState.ORDERED),
    "c": (date(2026, 1, 1), RectificationState.CLOSED),
    "d": (date(2026, 11, 1), RectificationState.ESCALATED),
    "e": (None, RectificationState.REPORTED),
}


def test_the_list_knows_the_days_on_which_what_is_open_is_due(begun: Store, assessment: Assessment, template: Template, now: Now) -> None:
    begun.create(things(replace(assessment, id="a-2"), **LATE), template, who="王工", at=now())
    found = {each.assessment_id: each for each in begun.summaries()}
    assert found["a-1"].mending_due == ()
    assert sorted(found["a-2"].mending_due) == [date(2026, 11, 1), date(2026, 11, 24), date(2026, 11, 25)]
    assert [found["a-2"].late_on(day) for day in (date(2026, 11, 1), DAY, date(2026, 11, 26))] == [0, 2, 3]
    assert overdue(begun.summaries(), DAY) == {"a-2": 2}


def test_the_list_follows_every_act(begun: Store, assessment: Assessment, now: Now) -> None:
    thing = Rectification("a", "dust", "清扫", due_on=date(2026, 11, 24))
    order = change_records(assessment, Act.ORDER_MENDING, RecordKind.RECTIFICATION, {"a": thing})
    begun.save("a-1", order, who="王工", at=now())
    assert overdue(begun.summaries(), DAY) == {"a-1": 1}
    after = order.apply(assessment)
    closed = replace(thing, state=RectificationState.CLOSED)
    close = change_records(after, Act.FOLLOW_MENDING, RecordKind.RECTIFICATION, {"a": closed})
    begun.save("a-1", close, who="王工", at=now())
    assert overdue(begun.summaries(), DAY) == {}


def test_practice_and_what_a_revision_has_taken_along_are_not_counted(
    begun: Store, assessment: Assessment, template: Template, now: Now
) -> None:
    practice = replace(assessment.profile, is_practice=True)
    begun.create(things(replace(assessment, id="a-2", profile=practice), **LATE), template, who="王工", at=now())
    begun.create(things(replace(assessment, id="a-3"), **LATE), template, who="王工", at=now())
    revised = replace(assessment.profile, revision=Revision(2, "a-3", "更正"))
    begun.create(things(replace(assessment, id="a-4", profile=revised), **LATE), template, who="王工", at=now())
    assert overdue(begun.summaries(), DAY) == {"a-4": 2}
