# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Putting the facts to the mine: what is recorded, what is kept, what is refused; the panel and the answer in the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from evaluator_app.domain.assessment import Assessor, Judgement
from evaluator_app.domain.changes import change_mine, change_team, close_spread, record_judgement, record_observation
from evaluator_app.domain.facts_sheet import Sheet, facts_sha256, sheets
from evaluator_app.domain.forms.definition import FormDefinition, Stage
from evaluator_app.domain.spread import closing, spreads
from evaluator_app.errors import UserFacingError
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.delivering import write_report
from evaluator_app.services.facts_sheet import Answered, answer_facts, facts_so_far, write_sheet
from evaluator_app.services.staging import Staging
from evaluator_app.services.workspace import Workspace

AT = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)


def drawing() -> bytes:
    image = Image.new("RGB", (900, 300), "white")
    ImageDraw.Draw(image).line((100, 200, 300, 80, 500, 220, 800, 90), fill="black", width=6)
    data = BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


DRAWN = drawing()
CONFIRMED = Answered("confirms", "赵国强", "副矿长", drawing=DRAWN)


def text_of(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    words = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return "".join(words.split())


@pytest.fixture
def seen(coal_mine: OpenAssessment) -> OpenAssessment:
    for number, words in enumerate(("操作牌褪色", "储煤场出口洒落煤"), start=1):
        observation = coal_mine.new_observation("site.signs", words, place=f"地点{number}", count=number)
        coal_mine.do(record_observation(coal_mine.assessment, observation))
    return coal_mine


@pytest.fixture
def form(workspace: Workspace) -> FormDefinition:
    return Staging(workspace.root).forms["facts_sheet"]


def latest(opened: OpenAssessment) -> Sheet:
    return sheets(opened.template, opened.assessment)[0]


def test_a_signed_sheet_is_one_act_with_form_drawing_and_print(seen: OpenAssessment, form: FormDefinition) -> None:
    acts, rows = len(seen.journal), facts_so_far(seen)
    seen.do(answer_facts(seen, form, rows, CONFIRMED, at=AT))
    assert len(seen.journal) == acts + 1
    sheet = latest(seen)
    assert (sheet.answer, sheet.representative, sheet.position, sheet.signer, sheet.signed_at) == (
        "confirms",
        "赵国强",
        "副矿长",
        "赵国强",
        AT,
    )
    assert sheet.is_whole
    assert not sheet.has_changed
    assert sheet.facts_sha256 == facts_sha256(seen.assessment, rows)
    signature = sheet.record.signatures["representative_signature"]
    assert seen.file_of(seen.assessment.evidence[signature.evidence]).read_bytes() == DRAWN
    printed = text_of(seen.file_of(seen.assessment.evidence[sheet.pdf]))
    for words in ("操作牌褪色", "储煤场出口洒落煤", "地点1", "赵国强", "副矿长", sheet.facts_sha256):
        assert words in printed
    assert seen.undo() is not None
    assert sheets(seen.template, seen.assessment) == ()
    assert form.key not in seen.assessment.forms
    assert seen.redo() is not None
    assert latest(seen).is_whole


def test_the_sheet_has_no_scores_and_nine_facts_fit_on_one_page(seen: OpenAssessment, form: FormDefinition, tmp_path: Path) -> None:
    for number in range(7):
        more = seen.new_observation("site.signs", f"第 {number} 处标牌字迹不清", place="工业广场")
        seen.do(record_observation(seen.assessment, more))
    assert write_sheet(seen, form, tmp_path / "facts.pdf", at=AT) == 9
    pdf = pypdfium2.PdfDocument(tmp_path / "facts.pdf")
    assert len(pdf) == 1
    pdf.close()
    words = text_of(tmp_path / "facts.pdf")
    assert "得分" not in words
    assert "扣分" not in words


def test_an_assessment_without_faults_has_a_sheet_that_says_so(coal_mine: OpenAssessment, form: FormDefinition, tmp_path: Path) -> None:
    assert write_sheet(coal_mine, form, tmp_path / "facts.pdf", at=AT) == 0
    assert "目前没有记录问题" in text_of(tmp_path / "facts.pdf")


def test_objections_stand_word_for_word_on_the_print(seen: OpenAssessment, form: FormDefinition) -> None:
    rows = list(facts_so_far(seen))
    rows[0] = replace(rows[0], values={**rows[0].values, "objection": "上月已换新"})
    said = replace(CONFIRMED, answer="objects", objection="总体认可，第一条有出入。")
    seen.do(answer_facts(seen, form, rows, said, at=AT))
    sheet = latest(seen)
    assert [words for _fact, words in sheet.objections] == ["总体认可，第一条有出入。", "上月已换新"]
    printed = text_of(seen.file_of(seen.assessment.evidence[sheet.pdf]))
    assert "上月已换新" in printed
    assert "总体认可，第一条有出入。" in printed


def test_a_refusal_is_recorded_with_reason_and_witness_signed_or_not(seen: OpenAssessment, form: FormDefinition) -> None:
    refused = Answered("refuses", "", refusal="法人不在，不签", witness="李证", drawing=DRAWN)
    seen.do(answer_facts(seen, form, facts_so_far(seen), refused, at=AT))
    assert (latest(seen).signer, latest(seen).refusal, latest(seen).witness, latest(seen).is_whole) == (
        "李证",
        "法人不在，不签",
        "李证",
        True,
    )
    later = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    seen.do(answer_facts(seen, form, facts_so_far(seen), replace(refused, drawing=b""), at=later))
    assert (latest(seen).signer, latest(seen).is_whole) == ("", True)
    assert len(sheets(seen.template, seen.assessment)) == 2


@pytest.mark.parametrize(
    ("answered", "code"),
    [
        (Answered("refuses", "", witness="李证"), "FCT-001"),
        (Answered("refuses", "", refusal="不签", witness=" "), "FCT-001"),
        (replace(CONFIRMED, representative=" "), "FCT-002"),
        (replace(CONFIRMED, answer=""), "FCT-002"),
        (replace(CONFIRMED, answer="objects"), "FCT-003"),
        (replace(CONFIRMED, objection="不对"), "FCT-004"),
        (replace(CONFIRMED, drawing=b""), "FCT-005"),
    ],
)
def test_an_answer_that_says_too_little_is_refused(seen: OpenAssessment, form: FormDefinition, answered: Answered, code: str) -> None:
    acts = len(seen.journal)
    with pytest.raises(UserFacingError) as refused:
        answer_facts(seen, form, facts_so_far(seen), answered, at=AT)
    assert refused.value.code == code
    assert len(seen.journal) == acts


def report_text(opened: OpenAssessment, folder: Path) -> str:
    write_report(opened, folder / "report.pdf", issued_on=date(2026, 11, 22))
    return text_of(folder / "report.pdf")


def test_the_report_has_digest_signer_objections_and_what_changed_since(seen: OpenAssessment, form: FormDefinition, tmp_path: Path) -> None:
    assert "矿方对核查事实的意见" not in report_text(seen, tmp_path)
    said = replace(CONFIRMED, answer="objects", objection="第一条有出入。")
    seen.do(answer_facts(seen, form, facts_so_far(seen), said, at=AT))
    words = report_text(seen, tmp_path)
    for expected in ("矿方对核查事实的意见", latest(seen).facts_sha256[:20], "赵国强", "第一条有出入。", "2026-11-2108:30UTC"):
        assert expected in words
    assert "核查记录与确认单所列事实一致" in words
    first = next(iter(seen.assessment.observations.values()))
    seen.do(record_observation(seen.assessment, replace(first, text="操作牌已更换")))
    assert "矿方确认之后，核查记录有变动" in report_text(seen, tmp_path)


def test_the_report_prints_the_panel_by_name_and_how_the_leader_closed_it(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    item = "extraction.working_face"
    mine = coal_mine.assessment.mine
    coal_mine.do(change_mine(coal_mine.assessment, replace(mine, facts={**mine.facts, "mining_method": "open_pit"})))
    coal_mine.do(change_team(coal_mine.assessment, {**coal_mine.assessment.team, "li": Assessor("li", "李敏")}))
    for who, points in (("wang", 5), ("li", 1)):
        coal_mine.do(record_judgement(coal_mine.assessment, item, who, Judgement(Decimal(points), f"{who} 看过平台")))
    words = report_text(coal_mine, tmp_path)
    for expected in ("专家评分", "李敏（差最大）", "li看过平台", "均分3，相差4", "组长尚未说明"):
        assert expected in words
    [spread] = spreads(coal_mine.template, coal_mine.assessment, coal_mine.card)
    coal_mine.do(close_spread(coal_mine.assessment, item, closing(spread, "wang", "复看后以现场为准")))
    assert "组长王示范说明：复看后以现场为准" in report_text(coal_mine, tmp_path)


def test_the_forms_of_a_stage_are_printed_one_for_each_member(coal_mine: OpenAssessment, workspace: Workspace, tmp_path: Path) -> None:
    staging = Staging(workspace.root)
    coal_mine.do(change_team(coal_mine.assessment, {**coal_mine.assessment.team, "li": Assessor("li", "李/敏")}))
    written = staging.write_forms(coal_mine, Stage.PREPARATION, tmp_path, at=AT)
    assert {path.name for path in written} == {"评估组成员表.pdf", "独立性声明 王示范.pdf", "独立性声明 李_敏.pdf"}
    assert "试验煤矿" in text_of(tmp_path / "独立性声明 王示范.pdf")
    assert [form.id for form in staging.printed_forms(Stage.CLOSING_MEETING)] == ["closing_minutes", "rectification_notice"]


def test_the_stages_of_an_assessment_are_looked_at_with_the_forms_of_the_workspace(seen: OpenAssessment, workspace: Workspace) -> None:
    found = Staging(workspace.root).look(seen)
    assert found.current is Stage.SITE
    assert [need.way.id for need in found.state(Stage.OPENING_MEETING).needs] == ["commitment", "opening_minutes", "sign_in"]
