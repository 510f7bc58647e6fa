# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The sheet of facts: what stands on it, what its digest covers, what the mine said, what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from evaluator_app.domain.assessment import Assessment, Evidence, Finding
from evaluator_app.domain.facts_sheet import Sheet, fact_rows, facts_sha256, numbered_evidence, sheets
from evaluator_app.domain.forms.definition import FormDefinition
from evaluator_app.domain.forms.record import FormRecord, FormRow, FormSignature
from evaluator_app.domain.forms.signing import content_sha256
from evaluator_app.domain.template import NamedThing
from tests.builders import AssessmentBuilder, a_template, an_assessment
from tests.domain.filled_forms import form

AT = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
SHEET: FormDefinition = form("facts_sheet")
TEMPLATE = replace(
    a_template().with_item("1.1", 5).with_item("1.2", 5).with_prerequisite("p1").build(),
    places=(NamedThing("pit", "采场"), NamedThing("plant", "选厂")),
)


def on_site() -> AssessmentBuilder:
    built = an_assessment(TEMPLATE).saw("1.2", "除尘器未开", place="选厂", count=2).saw("1.1", "道路积尘", place="采场")
    return built.saw("1.1", "看过，未见问题", place="采场", bad=False).with_photo("o1").with_photo("1.1", "o1").with_photo("o2")


def answered(
    assessment: Assessment, rows: Sequence[FormRow], name: str = "s1", *, at: datetime | None = AT, signer: str = "赵国强", **values: str
) -> Assessment:
    said: dict[str, str | bool] = {"answer": "confirms", "representative": "赵国强", "facts_sha256": facts_sha256(assessment, rows)}
    record = FormRecord(name, SHEET.key, "", {**said, **values}, {"facts": tuple(rows)} if rows else {}, filled_at=at)
    kept = replace(assessment, forms={SHEET.key: SHEET})
    if signer:
        field = "witness_signature" if values.get("answer") == "refuses" else "representative_signature"
        record = replace(record, signatures={field: FormSignature(signer, "e9", at, content_sha256(kept, record))})
    return replace(kept, form_records={**assessment.form_records, name: record})


def latest(assessment: Assessment) -> Sheet:
    return sheets(TEMPLATE, assessment)[0]


def test_faults_stand_on_it_place_by_place_with_their_photos() -> None:
    rows = fact_rows(TEMPLATE, on_site().value)
    assert [(row.values["place"], row.values["item"], row.values["fact"], row.values["count"]) for row in rows] == [
        ("采场", "1.1 指标1.1", "道路积尘", "1"),
        ("选厂", "1.2 指标1.2", "除尘器未开", "2"),
    ]
    assert rows[0].values["photos"] == "3 (000000000000)"
    assert rows[1].values["photos"] == "1 (000000000000)、2 (000000000000)"


def test_places_of_the_team_come_after_those_of_the_template_and_former_items_keep_their_title() -> None:
    built = on_site().saw("gone", "旧条款下的问题", place="办公区").saw("1.1", "没有写地点", place="").saw("lost", "无题", place="")
    value = replace(built.value, findings={"gone": Finding("gone", former_title="9.9 旧指标")})
    assert [(row.values["place"], row.values["item"]) for row in fact_rows(TEMPLATE, value)] == [
        ("采场", "1.1 指标1.1"),
        ("选厂", "1.2 指标1.2"),
        ("", "1.1 指标1.1"),
        ("", "lost"),
        ("办公区", "9.9 旧指标"),
    ]


def test_only_pictures_count_as_photos_and_numbers_are_those_of_the_annex() -> None:
    built = on_site()
    report = Evidence("e0", "a.pdf", "f" * 64, 5, "application/pdf", ("o2",), taken_at="2026-11-21T08:00:00")
    value = replace(built.value, evidence={**built.value.evidence, "e0": report})
    assert numbered_evidence(value) == {"e0": 1, "e1": 2, "e2": 3, "e3": 4}
    assert fact_rows(TEMPLATE, value)[0].values["photos"] == "4 (000000000000)"


def test_the_digest_goes_over_the_facts_the_mine_and_the_assessment_but_not_over_the_answer() -> None:
    value = on_site().value
    rows = fact_rows(TEMPLATE, value)
    known = facts_sha256(value, rows)
    objected = (replace(rows[0], values={**rows[0].values, "objection": "不对"}), rows[1])
    assert facts_sha256(value, objected) == known
    others = [
        facts_sha256(value, rows[:1]),
        facts_sha256(value, rows[::-1]),
        facts_sha256(replace(value, id="a2"), rows),
        facts_sha256(replace(value, mine=replace(value.mine, name="别的矿")), rows),
        *(facts_sha256(value, (replace(rows[0], values={**rows[0].values, name: "x"}), rows[1])) for name in rows[0].values),
    ]
    assert known not in others
    assert len(set(others)) == len(others)


def test_a_confirmed_sheet_is_whole_until_facts_or_record_change() -> None:
    value = answered(on_site().value, fact_rows(TEMPLATE, on_site().value))
    sheet = latest(value)
    assert (sheet.answer, sheet.representative, sheet.signer, sheet.signed_at) == ("confirms", "赵国强", "赵国强", AT)
    assert sheet.is_whole
    assert not sheet.has_changed
    record = value.form_records["s1"]
    for altered in (
        replace(record, values={**record.values, "representative": "别人"}),
        replace(record, rows={"facts": record.rows["facts"][:1]}),
    ):
        assert not latest(replace(value, form_records={"s1": altered})).is_whole


def test_objections_are_kept_word_for_word_to_a_fact_and_to_the_whole() -> None:
    value = on_site().value
    rows = list(fact_rows(TEMPLATE, value))
    rows[1] = replace(rows[1], values={**rows[1].values, "objection": "  当天检修，“不是”常态。 "})
    sheet = latest(answered(value, rows, answer="objects", objection="总体认可\n第二条有出入"))
    assert sheet.objections == (
        ("", "总体认可\n第二条有出入"),
        ("1.2 指标1.2　选厂　除尘器未开", "  当天检修，“不是”常态。 "),
    )


def test_a_refusal_has_its_reason_and_its_witness_and_needs_no_signature() -> None:
    value = on_site().value
    rows = fact_rows(TEMPLATE, value)

    def refused(signer: str) -> Assessment:
        return answered(value, rows, signer=signer, answer="refuses", representative="", refusal="领导不在", witness="李证")

    signed = latest(refused("李证"))
    assert (signed.refusal, signed.witness, signed.signer, signed.is_whole) == ("领导不在", "李证", "李证", True)
    unsigned = latest(refused(""))
    assert (unsigned.signer, unsigned.signed_at, unsigned.is_whole) == ("", AT, True)


def test_what_changed_went_or_came_after_signing_is_named() -> None:
    value = answered(on_site().value, fact_rows(TEMPLATE, on_site().value))
    seen = dict(value.observations)
    seen["o1"] = replace(seen["o1"], count=3)
    del seen["o2"]
    seen["o9"] = replace(seen["o1"], id="o9", text="新见渗漏", target="1.1")
    sheet = latest(replace(value, observations=seen))
    assert sheet.has_changed
    assert sheet.changed == ("1.2 指标1.2　选厂　除尘器未开",)
    assert sheet.gone == ("1.1 指标1.1　采场　道路积尘",)
    assert sheet.new == ("1.1 指标1.1　选厂　新见渗漏",)
    assert sheet.is_whole


def test_numbers_of_photos_may_move_but_another_photo_is_a_change() -> None:
    value = answered(on_site().value, fact_rows(TEMPLATE, on_site().value))
    earlier = Evidence("e0", "0.jpg", "a" * 64, 5, "image/jpeg", (), taken_at="2026-11-21T08:00:00")
    moved = replace(value, evidence={**value.evidence, "e0": earlier})
    assert not latest(moved).has_changed
    added = replace(value, evidence={**value.evidence, "e0": replace(earlier, targets=("o2",))})
    assert latest(added).changed == ("1.1 指标1.1　采场　道路积尘",)


def test_the_latest_answer_comes_first_and_what_is_only_begun_is_none() -> None:
    value = on_site().value
    rows = fact_rows(TEMPLATE, value)
    both = answered(answered(value, rows, "s1"), (), "s2", at=None)
    begun = FormRecord("s3", SHEET.key, "", {"representative": "甲"})
    other = FormRecord("s4", "sign_in@1", "", {"answer": "confirms", "facts_sha256": "x"})
    no_digest = FormRecord("s5", SHEET.key, "", {"answer": "confirms"})
    found = sheets(TEMPLATE, replace(both, form_records={**both.form_records, "s3": begun, "s4": other, "s5": no_digest}))
    assert [sheet.record.id for sheet in found] == ["s1", "s2"]
    assert sheets(TEMPLATE, value) == ()


def test_the_printed_sheet_is_named_only_while_it_is_among_the_evidence() -> None:
    value = on_site().value
    assert latest(answered(value, (), sheet="e1")).pdf == "e1"
    assert latest(answered(value, (), sheet="e99")).pdf == ""
    assert latest(answered(value, ())).pdf == ""
