# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What forms, photos and team say against themselves stands on the quality page, as heavy as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta

from evaluator_app.domain.assessment import Assessor, TitleGrade
from evaluator_app.domain.changes import record_remark
from evaluator_app.domain.completeness import Severity
from evaluator_app.domain.forms.definition import FieldKind, FormCheck, FormDefinition, FormField, FormScope, Stage
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.history import JournalLine
from evaluator_app.domain.inspection.looks import clock_notices, form_notices, photo_notices, team_notices
from evaluator_app.domain.inspection.notice import Topic
from evaluator_app.domain.photo_flags import Flagged, PhotoFlag
from evaluator_app.domain.sentence import say
from tests.builders import MORNING, a_template, an_assessment

PERMIT = FormDefinition(
    "permit", "1", "证照", Stage.DESK_REVIEW, FormScope.ITEM,
    (
        FormField("name", "名称", FieldKind.TEXT, is_required=True),
        FormField("valid_from", "有效期起", FieldKind.DATE),
        FormField("valid_until", "有效期止", FieldKind.DATE),
    ),
    (FormCheck("validity", {"from": "valid_from", "until": "valid_until"}),),
)  # fmt: skip
NOTE = FormDefinition("note", "1", "记录", Stage.SITE, FormScope.ITEM, (FormField("words", "内容", FieldKind.TEXT, is_required=True),))
MADE = an_assessment(a_template().with_item("A.1", 5).with_prerequisite("P1")).with_photo("A.1")


def filled(*records: FormRecord, **given: FormDefinition) -> list[tuple[str, Topic, Severity, str]]:
    forms = {form.key: form for form in (PERMIT, NOTE, *given.values())}
    profile = replace(MADE.value.profile, visit_from=date(2026, 11, 21), visit_to=date(2026, 11, 22), filing_on=date(2026, 12, 1))
    made = replace(MADE.value, profile=profile, forms=forms, form_records={record.id: record for record in records})
    return [(notice.code, notice.topic, notice.weight, notice.target) for notice in form_notices(made)]


def test_a_permit_that_runs_out_amid_the_visit_is_told() -> None:
    out = FormRecord("f1", PERMIT.key, "P1", {"name": "采矿许可证", "valid_from": "2020-01-01", "valid_until": "2026-11-21"})
    assert filled(out) == [("QLT-301", Topic.FORMS, Severity.WARNS, "P1")]
    fine = replace(out, values={**out.values, "valid_until": "2030-01-01"})
    assert filled(fine) == []


def test_what_is_not_filled_in_is_told_and_a_form_without_its_definition_is_passed_over() -> None:
    assert filled(FormRecord("f1", NOTE.key, "A.1")) == [("QLT-303", Topic.FORMS, Severity.WARNS, "A.1")]
    assert filled(FormRecord("f1", "gone@1", "A.1")) == []


def test_a_measurement_is_among_the_values() -> None:
    measured = replace(NOTE, id="measurement")
    assert [found[1] for found in filled(FormRecord("f1", measured.key, "A.1"), measurement=measured)] == [Topic.VALUES]


def test_flags_of_photos_weigh_differently_and_lead_to_their_photo() -> None:
    odd = say("photo.x", "x")
    flags = {"e1": (Flagged(PhotoFlag.NO_POSITION, odd), Flagged(PhotoFlag.EARLIER, odd, "z")), "gone": (Flagged(PhotoFlag.TWICE, odd),)}
    found = [(notice.weight, notice.evidence, notice.topic) for notice in photo_notices(MADE.value, flags)]
    assert found == [(Severity.HINTS, "e1", Topic.PHOTOS), (Severity.WARNS, "e1", Topic.PHOTOS)]
    codes = [notice.code for notice in photo_notices(MADE.value, {"e1": tuple(Flagged(flag, odd) for flag in PhotoFlag)})]
    assert len(set(codes)) == len(PhotoFlag)


def test_a_team_that_is_too_small_is_told_and_what_is_only_preferred_is_a_hint() -> None:
    alone = replace(MADE.value, team={"w": Assessor("w", "王工", "工程师", "采矿", is_leader=True, grade=TitleGrade.INTERMEDIATE)})
    small = {notice.weight for notice in team_notices(alone)}
    assert small == {Severity.WARNS, Severity.HINTS}
    names = ("地质", "采矿", "选矿", "生态", "环境")
    team = {
        str(n): Assessor(str(n), f"专家{n}", "高级工程师", specialty, n == 0, TitleGrade.SENIOR, is_full_time=True)
        for n, specialty in enumerate(names)
    }
    told = {notice.sentence.code for notice in team_notices(replace(MADE.value, team=team))}
    assert told <= {notice.sentence.code for notice in team_notices(alone)}
    assert len(told) < len(list(team_notices(alone)))


def test_a_clock_that_goes_back_is_told_and_small_steps_are_not() -> None:
    change = record_remark(MADE.value, "A.1", "一")
    minutes = (0, 5, 4.5, -60, 10)
    lines = [JournalLine(n, change, "王工", MORNING + timedelta(minutes=at)) for n, at in enumerate(minutes, start=1)]
    assert [(notice.code, notice.sentence.text()) for notice in clock_notices(lines, UTC)] == [
        (
            "QLT-233",
            "The laptop's clock went back by 64 min, from 2026-11-21 08:04 to 2026-11-21 07:00; times around it are not to be relied on",
        )
    ]
