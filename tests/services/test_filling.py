# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Filling in forms: begun with what is known, changed act by act, kept with their definition, signed, printed, scored alike everywhere."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.canonical import canonical_bytes, digest
from evaluator_app.domain.changes import Act, change_profile, record_outcome
from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.document import from_document, to_document
from evaluator_app.domain.forms.definition import FormDefinition, Stage
from evaluator_app.domain.forms.record import FormRow
from evaluator_app.domain.forms.signing import is_covered
from evaluator_app.domain.forms.summary import FormState, summary_of
from evaluator_app.domain.history import LineKind
from evaluator_app.domain.status import Verdict
from evaluator_app.errors import UserFacingError
from evaluator_app.reporting.chapters.forms import forms as forms_chapter
from evaluator_app.reporting.content import report
from evaluator_app.reporting.document import Heading, Row, Table, plain
from evaluator_app.reporting.source import ReportSource
from evaluator_app.services import filling
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.filling import Begun
from evaluator_app.services.form_files import fill_form, install_form
from evaluator_app.services.printing_forms import write_blank_form, write_filled_form
from evaluator_app.services.rescoring import Agreement, Rescored, rescore_all
from evaluator_app.services.signing_forms import sign_form
from evaluator_app.services.workspace import Workspace
from tests.docs.formats import mistakes

LICENCES = "prerequisite.licences"
AT = datetime(2026, 5, 12, 1, tzinfo=UTC)
VALID: dict[str, str | bool] = {
    "name": "采矿许可证",
    "number": "C1",
    "issuer": "某厅",
    "valid_from": "2016-01-01",
    "valid_until": "2030-01-01",
}


@pytest.fixture
def opened(coal_mine: OpenAssessment) -> OpenAssessment:
    """Visit the mine on three days and let it file later."""
    profile = coal_mine.assessment.profile
    days = replace(profile, visit_from=date(2026, 5, 12), visit_to=date(2026, 5, 14), filing_on=date(2026, 6, 30))
    coal_mine.do(change_profile(coal_mine.assessment, days))
    return coal_mine


def form(opened: OpenAssessment, name: str) -> FormDefinition:
    return filling.form_catalog(opened.folder).forms()[name]


def begun(opened: OpenAssessment, kind: str, target: str = "", /, **values: str | bool) -> Begun:
    made = filling.begin_form(
        opened.assessment, form(opened, kind), target, record_id=opened.new_id(), at=AT, by=opened.assessor_id, values=values
    )
    opened.do(made.change)
    return made


def drawn(color: str = "black") -> bytes:
    """Return a small PNG."""
    buffer = io.BytesIO()
    Image.new("RGB", (90, 30), color).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_form_begins_with_what_is_known_and_its_definition_is_kept_in_the_same_act(opened: OpenAssessment) -> None:
    before = digest(opened.assessment)
    first = begun(opened, "permit", LICENCES)
    second = begun(opened, "permit", LICENCES)
    assert opened.assessment.forms == {"permit@1": form(opened, "permit")}
    assert [record.id for record in filling.records_of(opened.assessment, LICENCES)] == sorted((first.record.id, second.record.id))
    assert len(first.change.edits) == 2
    assert len(second.change.edits) == 1
    assert first.record.filled_by == "wang"
    minutes = begun(opened, "opening_minutes").record
    assert minutes.values == {"held_on": "2026-05-12", "chair": "王示范"}
    for _act in range(3):
        opened.undo()
    assert digest(opened.assessment) == before


def test_an_edited_form_of_the_same_edition_is_filled_in_as_it_was_begun(opened: OpenAssessment) -> None:
    begun(opened, "permit", LICENCES)
    other = replace(form(opened, "permit"), title="改过的表")
    made = filling.begin_form(opened.assessment, other, LICENCES, record_id="x", at=AT)
    assert len(made.change.edits) == 1
    assert opened.assessment.forms["permit@1"].title == "证照核查表"


@pytest.mark.parametrize(
    ("name", "target"),
    [("permit", "site.zoning"), ("permit", ""), ("opening_minutes", LICENCES), ("independence", ""), ("independence", "nobody")],
)
def test_a_form_that_is_not_for_a_target_is_refused(name: str, target: str, opened: OpenAssessment) -> None:
    with pytest.raises(UserFacingError) as refused:
        begun(opened, name, target)
    assert refused.value.code == "FRM-001"


def test_typing_in_one_field_is_one_act_to_undo(opened: OpenAssessment) -> None:
    record = begun(opened, "permit", LICENCES).record.id
    lines = len(opened.journal)
    for number, text in enumerate(("采", "采矿", "采矿许可证")):
        opened.do(filling.change_value(opened.assessment, record, "name", text), continues=number > 0)
    assert opened.assessment.form_records[record].values["name"] == "采矿许可证"
    assert [line.kind for line in opened.journal[lines:]] == [LineKind.ACT] * 3
    opened.undo()
    assert "name" not in opened.assessment.form_records[record].values


def test_an_empty_answer_a_flag_that_is_not_set_and_no_rows_leave_nothing(opened: OpenAssessment) -> None:
    record = begun(opened, "interview", "site.zoning").record
    before = canonical_bytes(opened.assessment)
    opened.do(filling.change_value(opened.assessment, record.id, "role", "班长"))
    opened.do(filling.change_rows(opened.assessment, record.id, "answers", (FormRow({"question": "几次"}),)))
    opened.do(filling.change_value(opened.assessment, record.id, "role", ""))
    opened.do(filling.change_rows(opened.assessment, record.id, "answers", ()))
    assert canonical_bytes(opened.assessment) == before


def test_too_many_rows_are_refused(opened: OpenAssessment) -> None:
    record = begun(opened, "interview", "site.zoning").record
    with pytest.raises(UserFacingError) as refused:
        filling.change_rows(opened.assessment, record.id, "answers", (FormRow(),) * (filling.MOST_ROWS + 1))
    assert refused.value.code == "FRM-002"


def test_the_definition_goes_with_the_last_form_of_its_kind(opened: OpenAssessment) -> None:
    before = digest(opened.assessment)
    first, second = (begun(opened, "permit", LICENCES).record.id for _number in range(2))
    opened.do(filling.remove_form(opened.assessment, first))
    assert opened.assessment.forms
    done = opened.do(filling.remove_form(opened.assessment, second))
    assert done.change.act is Act.REMOVE_FORM
    assert digest(opened.assessment) == before
    opened.undo()
    assert (tuple(opened.assessment.form_records), tuple(opened.assessment.forms)) == ((second,), ("permit@1",))


def test_forms_are_offered_where_they_are_made_for(opened: OpenAssessment) -> None:
    forms = filling.form_catalog(opened.folder).forms()
    assert next(each.id for each in filling.forms_for(forms, LICENCES)) == "permit"
    assert "permit" not in [each.id for each in filling.forms_for(forms, "site.zoning")]
    assert [each.id for each in filling.forms_of_stage(forms, Stage.CLOSING_MEETING)] == [
        "closing_minutes",
        "facts_sheet",
        "rectification_notice",
    ]


def test_card_list_and_scoring_all_agree_that_an_expired_permit_fails_the_mine(opened: OpenAssessment, workspace: Workspace) -> None:
    opened.do(record_outcome(opened.assessment, LICENCES, Outcome.MET))
    begun(opened, "permit", LICENCES, **VALID)
    opened.settle()
    [fine] = rescore_all(workspace.root)
    begun(opened, "permit", LICENCES, **{**VALID, "valid_until": "2026-05-13"})
    result = next(each for each in opened.card.prerequisites if each.id == LICENCES)
    assert (result.outcome, opened.rating.verdict) == (Outcome.NOT_MET, Verdict.NOT_QUALIFIED)
    opened.settle()
    [failed] = rescore_all(workspace.root)
    assert isinstance(fine, Rescored)
    assert isinstance(failed, Rescored)
    assert (fine.verdict, fine.agreement) == (Verdict.UNDETERMINED, Agreement.AGREES)
    assert (failed.verdict, failed.agreement) == (Verdict.NOT_QUALIFIED, Agreement.AGREES)


def test_a_document_with_forms_is_read_and_written_back_the_same(opened: OpenAssessment) -> None:
    begun(opened, "permit", LICENCES, **VALID)
    written = to_document(opened.assessment)
    assert mistakes("assessment", written) == []
    assert from_document(written) == opened.assessment
    written["form_records"]["other"] = next(iter(written["form_records"].values()))
    with pytest.raises(DocumentError, match=r"form_records\.other"):
        from_document(written)


def test_a_signature_is_kept_with_its_drawing_and_covers_the_form_until_it_is_changed(opened: OpenAssessment) -> None:
    record = begun(opened, "independence", "wang", has_conflict="none").record.id
    opened.do(sign_form(opened, record, "signature", " 王示范 ", drawn()))
    signed = opened.assessment.form_records[record]
    signature = signed.signatures["signature"]
    assert signature.name == "王示范"
    assert opened.file_of(opened.assessment.evidence[signature.evidence]).read_bytes() == drawn()
    assert is_covered(opened.assessment, signed, "signature")
    opened.do(filling.change_value(opened.assessment, record, "has_conflict", "some"))
    changed = opened.assessment.form_records[record]
    found = summary_of(opened.assessment, changed)
    assert found is not None
    assert found.state is FormState.WARNING
    opened.do(filling.change_signature(opened.assessment, record, "signature", None))
    assert not opened.assessment.form_records[record].signatures
    opened.do(filling.change_signature(opened.assessment, record, "signature", signature))
    for name, drawing in (("", drawn()), ("王示范", b"")):
        with pytest.raises(UserFacingError) as refused:
            sign_form(opened, record, "signature", name, drawing)
        assert refused.value.code == "FRM-004"


def test_a_form_is_filled_in_from_a_document_as_one_act(opened: OpenAssessment) -> None:
    lines = len(opened.journal)
    data = {"values": {"quantity": "噪声", "limit": "60", "direction": "at_most"}, "rows": {"readings": [{"value": "60.4"}]}}
    found = fill_form(opened, form(opened, "measurement"), "site.zoning", data)
    assert len(opened.journal) == lines + 1
    assert found.state is FormState.NOT_MET
    team = fill_form(opened, form(opened, "team_sheet"), "", {"rows": {"members": [{"name": "李敏", "is_full_time": True}]}})
    assert team.record.values["mine"] == "试验煤矿"
    assert team.record.rows["members"] == (FormRow({"name": "李敏", "is_full_time": True}),)
    emptied = fill_form(opened, form(opened, "team_sheet"), "", {"values": {"client": ""}, "rows": {"members": []}})
    assert not emptied.record.rows


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("permit", {"values": {"colour": "red"}}, "FRM-009"),
        ("permit", {"rows": {"name": []}}, "FRM-009"),
        ("permit", {"values": {"void": "yes"}}, "FRM-010"),
        ("permit", {"values": {"name": True}}, "FRM-010"),
        ("interview", {"values": {"answers": "x"}}, "FRM-009"),
        ("interview", {"values": {"interviewee_signature": "x"}}, "FRM-009"),
        ("interview", {"rows": {"answers": [{"reply": "x"}]}}, "FRM-009"),
        ("measurement", {"values": {"direction": "about"}}, "FRM-010"),
        ("measurement", {"rows": {"readings": [{"number": "6"}]}}, "FRM-009"),
        ("measurement", {"rows": {"readings": [{"value": True}]}}, "FRM-010"),
        ("measurement", {"rows": {"readings": [{}] * (filling.MOST_ROWS + 1)}}, "FRM-002"),
    ],
)
def test_what_a_form_does_not_ask_is_refused_and_nothing_recorded(name: str, data: object, code: str, opened: OpenAssessment) -> None:
    before = opened.assessment
    with pytest.raises(UserFacingError) as refused:
        fill_form(opened, form(opened, name), LICENCES if name == "permit" else "site.zoning", data)
    assert (refused.value.code, opened.assessment) == (code, before)


@pytest.mark.parametrize(
    "data", [[], {"answers": {}}, {"values": {"name": 7}}, {"rows": {"answers": {"a": "b"}}}, {"values": {"name": "x" * 20_001}}]
)
def test_what_is_no_such_document_is_refused(data: object, opened: OpenAssessment) -> None:
    with pytest.raises(DocumentError):
        fill_form(opened, form(opened, "permit"), LICENCES, data)


def test_a_firms_form_is_installed_whole_and_an_edition_never_changes(workspace: Workspace, tmp_path: Path) -> None:
    source = tmp_path / "new.toml"
    text = Path("docs/examples/firm-form.toml").read_text("utf-8")
    source.write_text(text, "utf-8")
    home = install_form(source, workspace.root)
    assert home == workspace.root / "forms" / "dust_inspection.toml"
    assert filling.form_catalog(workspace.root).forms()["dust_inspection"].firm == "示例评估机构"
    assert install_form(source, workspace.root) == home
    source.write_text(text.replace("抑尘设施检查表", "抑尘检查"), "utf-8")
    with pytest.raises(UserFacingError) as refused:
        install_form(source, workspace.root)
    assert refused.value.code == "FRM-007"
    source.write_text(text.replace('edition = "1"', 'edition = "2"'), "utf-8")
    assert install_form(source, workspace.root) == home
    source.write_text("title = 1", "utf-8")
    with pytest.raises(UserFacingError) as faulty:
        install_form(source, workspace.root)
    assert faulty.value.code == "FRM-006"
    assert filling.form_catalog(workspace.root).forms()["dust_inspection"].edition == "2"


def test_a_folder_that_cannot_be_written_is_said(workspace: Workspace) -> None:
    (workspace.root / "forms").write_text("in the way", "utf-8")
    with pytest.raises(UserFacingError) as refused:
        install_form(Path("docs/examples/firm-form.toml"), workspace.root)
    assert refused.value.code == "FRM-008"


def test_forms_are_printed_filled_and_blank(opened: OpenAssessment, tmp_path: Path) -> None:
    from pikepdf import Pdf

    record = begun(opened, "independence", "wang", has_conflict="none").record.id
    opened.do(sign_form(opened, record, "signature", "王示范", drawn()))
    write_filled_form(opened, record, tmp_path / "filled.pdf", at=AT)
    for name, form_made in filling.form_catalog(opened.folder).forms().items():
        target = form_made.for_items[0] if form_made.for_items else {"item": "site.zoning", "person": "wang"}.get(form_made.scope.value, "")
        write_blank_form(opened, form_made, tmp_path / f"{name}.pdf", at=AT, target=target)
        with Pdf.open(tmp_path / f"{name}.pdf") as pdf:
            assert 1 <= len(pdf.pages) <= 2
    with pytest.raises(UserFacingError) as refused:
        write_filled_form(opened, "gone", tmp_path / "gone.pdf", at=AT)
    assert refused.value.code == "FRM-003"


def test_the_report_tells_of_forms_in_a_chapter_and_an_annex_and_of_none_where_there_are_none(opened: OpenAssessment) -> None:
    def source() -> ReportSource:
        return ReportSource(opened.assessment, opened.template, opened.card, opened.rating, opened.picture_of, AT.date(), str)

    def headings() -> list[str]:
        return [block.text for block in report(source()).blocks if isinstance(block, Heading)]

    assert "Record forms" not in headings()
    begun(opened, "permit", LICENCES, **{**VALID, "valid_until": "2026-05-13"})
    begun(opened, "independence", "wang")
    told = headings()
    annex = told.index("Record forms as filled in")
    assert told[annex + 1 : annex + 3] == ["独立性声明　王示范", "证照核查表　P1 手续齐全、证照合法有效"]
    assert told.index("Record forms") < annex
    [table] = [block for block in forms_chapter(source()) if isinstance(block, Table)]
    rows = [row.cells for row in table.rows if isinstance(row, Row)]
    assert [plain(cells[0]) for cells in rows if isinstance(cells[0], str)] == ["王示范", "P1 手续齐全、证照合法有效"]
    assert "采矿许可证: ended on 2026-05-13" in str(rows[1][3])
