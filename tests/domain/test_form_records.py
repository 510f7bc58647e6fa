# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is missing on a form, how it stands in short, what a signature covers, what a form begins with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.assessment import Assessment, Assessor, TitleGrade
from evaluator_app.domain.forms.checks import gaps
from evaluator_app.domain.forms.definition import FieldKind, FormDefinition, FormField
from evaluator_app.domain.forms.prefilling import first_rows, first_values
from evaluator_app.domain.forms.record import FormRecord, FormRow, FormSignature
from evaluator_app.domain.forms.signing import content_sha256, is_covered, statement_of
from evaluator_app.domain.forms.summary import FormState, FormSummary, summary_of
from tests.domain.filled_forms import MEASUREMENT, PENALTY, PERMIT, VISIT, assessed, codes, filled, form, measured

INDEPENDENCE, INTERVIEW, TEAM_SHEET, COMMITMENT = (form(name) for name in ("independence", "interview", "team_sheet", "commitment"))
AT = datetime(2026, 5, 12, 9, tzinfo=UTC)


def with_form(assessment: Assessment, definition: FormDefinition, record: FormRecord) -> Assessment:
    return replace(assessment, forms={definition.key: definition}, form_records={record.id: record})


def summary(definition: FormDefinition, record: FormRecord) -> FormSummary:
    found = summary_of(with_form(assessed(), definition, record), record)
    assert found is not None
    return found


def test_what_is_missing_is_named_in_the_order_of_the_form() -> None:
    record = filled(PERMIT, name="采矿许可证", number=" ", valid_from="去年", valid_until="2030-01-01", long_term=True)
    found = gaps(PERMIT, record)
    assert [(gap.field, gap.sentence.code, gap.is_wrong) for gap in found] == [
        ("number", "form.empty", False),
        ("issuer", "form.empty", False),
        ("valid_from", "form.not_a_date", True),
    ]


def test_numbers_readings_rows_and_signatures_are_looked_at() -> None:
    wrong = measured("60", "六十", limit="about 60", places="")
    assert [(gap.field, gap.is_wrong) for gap in gaps(MEASUREMENT, wrong) if gap.field in ("limit", "readings")] == [
        ("readings", True),
        ("limit", True),
    ]
    assert "readings" in [gap.field for gap in gaps(MEASUREMENT, measured())]
    talk = filled(INTERVIEW, interviewee="张三", role="班长", held_on="2026-05-12", interviewer="王工")
    assert [gap.field for gap in gaps(INTERVIEW, talk)] == ["answers"]
    asked = replace(talk, rows={"answers": (FormRow({"question": "洒水吗", "answer": "每天"}), FormRow({"question": "几次"}))})
    [gap] = gaps(INTERVIEW, asked)
    assert gap.sentence.text() == "问答 2, 答: not filled in yet"
    assert "signature" in [gap.field for gap in gaps(INDEPENDENCE, filled(INDEPENDENCE))]
    signed = replace(filled(INDEPENDENCE), signatures={"signature": FormSignature("王工", "e1")})
    assert "signature" not in [gap.field for gap in gaps(INDEPENDENCE, signed)]


def test_a_form_stands_as_its_gravest_matter() -> None:
    good = {"name": "采矿许可证", "number": "1", "issuer": "厅", "valid_from": "2016-01-01"}
    fine = filled(PERMIT, **good, valid_until="2030-01-01")
    assert (summary(PERMIT, fine).state, summary(PERMIT, fine).subject) == (FormState.FINE, "采矿许可证")
    assert summary(PERMIT, filled(PERMIT, **good)).state is FormState.UNFINISHED
    assert summary(PERMIT, filled(PERMIT, **{**good, "issuer": ""}, valid_until="2030-01-01")).state is FormState.UNFINISHED
    assert summary(PERMIT, filled(PERMIT, valid_from="2016-01-01", valid_until="2020-01-01")).state is FormState.NOT_MET
    noise = summary(MEASUREMENT, measured("59", limit="60", direction="at_most", measured_on="2026-05-13", calibrated_until="2026-01-01"))
    assert noise.state is FormState.WARNING
    assert codes(noise.reasons)[:2] == ["form.limit_kept", "form.out_of_calibration"]
    assert summary(PERMIT, filled(PERMIT, void=True)).subject == ""
    assert summary_of(assessed(), fine) is None


def test_a_signature_covers_what_the_form_said_and_notes_what_changed_since() -> None:
    member = Assessor("a1", "李敏")
    record = replace(filled(INDEPENDENCE, "r1", "a1", name="李敏", has_conflict="none"), filled_at=AT)
    begun = with_form(replace(assessed(), team={"a1": member}), INDEPENDENCE, record)
    signature = FormSignature("李敏", "e1", AT, content_sha256(begun, record))
    signed = replace(record, signatures={"signature": signature})
    after = with_form(begun, INDEPENDENCE, signed)
    assert is_covered(after, signed, "signature")
    assert not is_covered(after, signed, "other")
    second = replace(signed, signatures={**signed.signatures, "leader": FormSignature("王工", "e2")})
    assert is_covered(with_form(begun, INDEPENDENCE, second), second, "signature")
    changed = replace(signed, values={**signed.values, "has_conflict": "some"})
    assert not is_covered(with_form(begun, INDEPENDENCE, changed), changed, "signature")
    renamed = replace(after, mine=replace(after.mine, name="别的矿"))
    assert not is_covered(renamed, signed, "signature")
    assert not is_covered(replace(after, forms={}), signed, "signature")
    found = summary_of(renamed, signed)
    assert found is not None
    assert codes(found.warnings) == ["form.changed_since"]


def test_a_statement_names_mine_firm_days_and_person() -> None:
    assessment = replace(assessed(), team={"a1": Assessor("a1", "李敏")})
    record = filled(COMMITMENT, "r1", "")
    said = statement_of(COMMITMENT, record, assessment)
    assert said.strip().startswith("受＿＿＿＿委托，评估中心对青山煤矿开展绿色矿山第三方评估（2026-05-12 – 2026-05-14）。")
    odd = replace(INDEPENDENCE, statement="{person} {unknown} {client}")
    assert statement_of(odd, filled(odd, "r1", "a1"), assessment) == "李敏 {unknown} ＿＿＿＿"
    one_day = replace(assessment, profile=replace(assessment.profile, visit_to=date(2026, 5, 12)))
    assert statement_of(replace(odd, statement="{visit}"), record, one_day) == "2026-05-12"
    assert statement_of(replace(odd, statement="{person}"), filled(odd, "r1", "a9"), assessment) == "＿＿＿＿"


def test_a_form_begins_with_what_is_known() -> None:
    assessment = assessed()
    mine = replace(assessment.mine, operator="青山矿业", licence_number="C1", region="某县")
    known = replace(assessment, mine=mine, profile=replace(assessment.profile, client="某厅"))
    sources = ("mine.name", "mine.operator", "mine.licence_number", "mine.region", "profile.organization", "profile.client")
    dates = ("profile.visit_from", "profile.visit_to", "profile.filing_on", "team.leader", "today", "", "person.name")
    fields = tuple(FormField(f"f{number}", source, FieldKind.TEXT, fills_from=source) for number, source in enumerate((*sources, *dates)))
    asked = replace(PERMIT, fields=fields)
    assert list(first_values(asked, known, today=date(2026, 5, 13)).values()) == [
        *("青山煤矿", "青山矿业", "C1", "某县", "评估中心", "某厅"),
        *("2026-05-12", "2026-05-14", "2026-06-30", "王工", "2026-05-13"),
    ]
    bare = replace(assessment, profile=replace(assessment.profile, filing_on=None), team={})
    assert list(first_values(asked, bare)) == ["f0", "f4", "f6", "f7"]
    assert VISIT.reference == date(2026, 6, 30)


def test_a_form_about_a_member_and_a_table_of_the_team_begin_with_them() -> None:
    team = {
        "b": Assessor("b", "李敏", "工程师", "环境", grade=TitleGrade.INTERMEDIATE),
        "a": Assessor("a", "王立新", "高级工程师", "采矿", is_leader=True, is_full_time=True),
    }
    assessment = replace(assessed(), team=team)
    assert first_values(INDEPENDENCE, assessment, "b")["name"] == "李敏"
    [leader, other] = first_rows(TEAM_SHEET, assessment)["members"]
    assert leader.values == {"name": "王立新", "title": "高级工程师", "specialty": "采矿", "is_leader": True, "is_full_time": True}
    assert other.values == {"name": "李敏", "title": "工程师", "specialty": "环境"}
    graded = replace(INDEPENDENCE, fields=(FormField("grade", "等级", FieldKind.TEXT, fills_from="person.grade"),))
    assert first_values(graded, assessment, "a") == {"grade": "none"}
    assert first_rows(TEAM_SHEET, replace(assessment, team={})) == {}
    assert first_rows(PERMIT, assessment) == {}


ODD = st.sampled_from(
    ["", " ", "9999-12-31", "0001-01-01", "2026-02-30", "1e9", "-0", "0.000000001", "999999999999", "NaN", "mended", "at_most", "rounded"]
)
ANY = ODD | st.text(max_size=8) | st.booleans()


@given(
    st.sampled_from([PERMIT, PENALTY, MEASUREMENT]),
    st.dictionaries(st.integers(0, 16), ANY),
    st.lists(ANY, max_size=4),
    st.dictionaries(ODD, ODD),
)
def test_whatever_a_document_says_is_looked_at_without_harm(
    asked: FormDefinition, values: dict[int, str | bool], written: list[str | bool], settings: dict[str, str]
) -> None:
    check = asked.checks[0]
    odd = replace(asked, checks=(replace(check, settings={**check.settings, "years": "", **settings}), check))
    names = [field.id for field in asked.fields]
    record = replace(
        filled(odd, **{names[place]: value for place, value in values.items() if place < len(names)}),
        rows={"readings": tuple(FormRow({"value": value}) for value in written)},
    )
    found = summary(odd, record)
    assert found.state in FormState
    assert all(reason.text() for reason in found.reasons)
