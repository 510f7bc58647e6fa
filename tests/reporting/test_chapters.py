# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the chapters of a whole report say: team, documents, presence, rates, what does not count, mending, annexes, a revision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.changes import record_remark
from evaluator_app.domain.signing_off import revoke, sign_off
from evaluator_app.domain.teamwork import SignOff
from evaluator_app.i18n import ENGLISH
from evaluator_app.reporting.chapters import annexes, basis, close, commitment, facts, frame, ledger, process, rates, revision, scores, team
from evaluator_app.reporting.document import (
    Block,
    BulletList,
    Cell,
    GroupRow,
    Heading,
    KeyValues,
    Notice,
    PageBreak,
    Paragraph,
    RadarChart,
    Row,
    SignatureArea,
    Table,
    plain,
    runs_of,
)
from evaluator_app.reporting.layout import ReportLayout
from evaluator_app.reporting.source import ReportSource
from evaluator_app.reporting.timeline import Timeline
from evaluator_app.services.assessing import OpenAssessment
from tests.reporting.full_report import full_assessment, open_sample, revised, source_of


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> OpenAssessment:
    """Return the sample mine."""
    return open_sample(tmp_path_factory.mktemp("sample") / "workspace")


@pytest.fixture(scope="module")
def made(opened: OpenAssessment) -> Assessment:
    """Return the sample with all that a report has chapters for."""
    return full_assessment(opened)


@pytest.fixture(scope="module")
def source(opened: OpenAssessment, made: Assessment) -> ReportSource:
    """Return what its report in English is written from."""
    return source_of(opened, made, language=ENGLISH)


def rows(blocks: tuple[Block, ...], caption: str) -> list[list[str]]:
    """Return the rows of one table as words."""
    (table,) = [block for block in blocks if isinstance(block, Table) and block.caption == caption]
    return [
        [plain(row.text)] if isinstance(row, GroupRow) else [plain(cell.text if isinstance(cell, Cell) else cell) for cell in row.cells]
        for row in table.rows
    ]


def words(blocks: tuple[Block, ...]) -> str:
    """Return headings, paragraphs, lists, notices and pairs as words."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(text=text) | Heading(text=text):
                found.append(plain(text))
            case BulletList(items=items):
                found += [plain(item) for item in items]
            case KeyValues(pairs=pairs):
                found += [f"{name}={plain(value)}" for name, value in pairs]
            case Notice(title=title, text=text):
                found.append(f"{title}: {plain(text)}")
    return "\n".join(found)


def test_the_team_is_told_with_titles_grades_and_who_is_full_time(source: ReportSource) -> None:
    assert rows(team.team(source), "Members of the team")[0] == ["王示范", "Leader", "正高级工程师", "Senior", "采矿", "Yes"]
    found = {row[0]: row[2] for row in rows(team.team(source), "The team against the requirements on file")}
    assert found["At least 5 members"] == "Met"
    assert found["Every member is independent of the mine and declares it"] == "Not met"


def test_every_member_s_declaration_is_told_and_who_made_none(source: ReportSource) -> None:
    found = rows(team.team(source), "Declarations of independence")
    assert found[0] == ["王示范", "没有", "2025-09-10", "not signed on the form"]
    assert ["陈举例", "no declaration on record", "–", "–"] in found
    assert ["李样本", "有，说明如下：2024 年为该矿做过环境监测", "–", "not signed on the form"] in found


def test_without_declarations_the_report_says_so(opened: OpenAssessment) -> None:
    said = words(team.team(source_of(opened, opened.assessment, language=ENGLISH)))
    assert "No member's declaration of independence is on record." in said


def test_the_commitment_is_the_letter_else_the_firm_s_text_else_that_there_is_none(opened: OpenAssessment, made: Assessment) -> None:
    layout = ReportLayout(commitment="{organization}承诺。\n\n二、{mine}")
    letter = commitment.commitment(source_of(opened, made, layout=layout))
    assert "评估组郑重承诺：" in words(letter)
    assert "承诺的文字为本程序自拟" in words(letter)
    standard = commitment.commitment(source_of(opened, opened.assessment, layout=layout))
    assert words(standard).splitlines()[1:] == ["示例评估机构（虚构）承诺。", "二、示例煤矿（练习）"]
    assert isinstance(standard[-1], PageBreak)
    assert "No commitment letter was filled in" in words(commitment.commitment(source_of(opened, opened.assessment, language=ENGLISH)))


def test_each_document_is_named_once_with_its_number_and_how_surely_it_is_known(source: ReportSource) -> None:
    found = rows(basis.basis(source), "Documents that the rules of this assessment rest on")
    assert [row[0] for row in found] == [str(number) for number in range(1, len(found) + 1)]
    assert len({(row[1], row[2]) for row in found}) == len(found)
    assert any(row[2].startswith("自然资规〔2024〕1") for row in found)
    assert {"Read in the document", "Read in a draft for comment", "Not on file"} <= {row[4] for row in found}


def test_the_firm_s_own_method_takes_the_place_of_ours(opened: OpenAssessment) -> None:
    said = words(basis.basis(source_of(opened, opened.assessment, layout=ReportLayout(method="一、看。\n二、量。"))))
    assert said.splitlines()[-2:] == ["一、看。", "二、量。"]


def test_presence_is_told_by_day_and_place_of_the_visit_alone(opened: OpenAssessment, made: Assessment, source: ReportSource) -> None:
    blocks = process.process(source)
    found = rows(blocks, "Presence on site")
    assert found[0] == ["2025-9-16"]
    assert found[1] == ["矿区出入口", "08:42", "08:42", "1", "0", "王示范"]
    assert ["2025-9-17"] in found
    (timeline,) = [block for block in blocks if isinstance(block, Timeline)]
    assert len(timeline.spans) == sum(1 for row in found if len(row) > 1)
    late = replace(made, profile=replace(made.profile, visit_to=date(2025, 9, 16)))
    table = next(
        b for b in process.process(source_of(opened, late, language=ENGLISH)) if isinstance(b, Table) and b.anchor == "presence-table"
    )
    assert plain(table.note) == "Recorded on other days than those of the visit, and left out here: 5."


def test_each_stage_says_what_it_left_on_record(source: ReportSource) -> None:
    found = {row[0]: row[1:] for row in rows(process.process(source), "What each stage left on record")}
    assert found["Preparation"] == ["2025-9-16", "独立性声明 ×2"]
    assert found["Discussion"] == ["–", "1 items judged by the panel\n1 wide spreads closed by the leader"]
    assert found["Closing meeting"][1].splitlines()[-1] == "facts sheet answered by the mine"


def test_sign_offs_are_named_with_what_became_of_them_and_those_taken_back_are_not(opened: OpenAssessment, made: Assessment) -> None:
    assert "Sign-offs" not in words(process.process(source_of(opened, made, language=ENGLISH)))
    at = datetime(2025, 9, 18, 1, tzinfo=UTC)
    signed = made
    for number, target in enumerate(("", "site", "site.signs", "")):
        given = SignOff(f"s{number}", "王示范", at + timedelta(minutes=number), target)
        signed = sign_off(opened.template, signed, given).apply(signed)
    signed = revoke(signed, "s3", by="王示范", at=at).apply(signed)
    signed = record_remark(signed, "site.signs", "改").apply(signed)
    assert rows(process.process(source_of(opened, signed, language=ENGLISH)), "Who stands for what was found") == [
        ["The whole assessment", "王示范", "2025-9-18", "Edited since"],
        ["A 矿区环境", "王示范", "2025-9-18", "Edited since"],
        ["A1.3 标识标牌", "王示范", "2025-9-18", "Edited since"],
    ]


def test_without_places_and_times_nothing_is_said_of_presence(opened: OpenAssessment) -> None:
    bare = replace(opened.assessment, evidence={}, observations={})
    assert "nothing can be said" in words(process.process(source_of(opened, bare, language=ENGLISH)))


def test_a_rate_is_told_with_limit_points_formula_and_quantities(source: ReportSource) -> None:
    found = rows(rates.rates(source), "The three rates")
    at = found.index(["B1.3 开采回采率"])
    assert found[at + 1][1] == "81.6 %"
    assert "limit ≥" in found[at + 1][2]
    assert "2040000 t ÷ 2500000 t × 100 % = 81.6 %" in found[at + 2][0]
    assert any(row == ["Entered as a value; no quantities are on record that it could be computed from."] for row in found)


def test_the_score_is_told_with_and_without_what_does_not_apply(source: ReportSource) -> None:
    """C2 (5.5 points) is left out of the total, D4.4 (1 point) counts as full marks: 100 − 5.5 = 94.5, 94.5 − 1 = 93.5."""
    found = rows(ledger.not_counted(source), "The score with and without the items not applicable")
    assert [row[2] for row in found] == ["94.5", "93.5", "100"]
    counted = [float(row[1]) for row in found]
    assert counted == [counted[0], counted[0] - 1, counted[0] - 1]
    assert [row[3] for row in found] == [f"{round(got * 100 / of, 1)} %" for got, of in zip(counted, (94.5, 93.5, 100), strict=True)]


def test_what_must_be_mended_has_no_day_but_those_agreed(opened: OpenAssessment, source: ReportSource) -> None:
    assert rows(ledger.mending(source), "Agreed with the mine, by the notice to it") == [["选煤厂", "洒煤", "清扫并加挡板", "2025-10-31"]]
    plain_one = words(ledger.mending(source_of(opened, opened.assessment, language=ENGLISH)))
    assert "The time allowed is set by the authority" in plain_one
    assert "By when" not in plain_one


def test_the_mine_s_objections_stand_word_for_word(source: ReportSource) -> None:
    said = words(facts.facts_sheets(source))
    assert "第一条有出入。" in said
    assert "“=SUM(1) 不认可：现场已于当日整改。”" in said


def test_an_instrument_says_whether_its_calibration_held_on_the_day(source: ReportSource) -> None:
    found = rows(annexes.instruments(source), "Instruments and their calibration")
    named = ["AWA5688 声级计", "10328", "JL-2024-0917"]
    assert found == [[*named, "2025-06-30: over when measured", "厂界昼间噪声　工业广场", "2025-09-16"]]


def test_documents_are_told_with_what_was_read_in_them(source: ReportSource) -> None:
    (found,) = rows(annexes.documents(source), "Documents read")
    assert found[1] == "晋矿方案〔2019〕12 号\n示例设计院"
    assert found[2] == "第 3 章\n设计采区回采率 80 %。"


def links(blocks: tuple[Block, ...]) -> set[str]:
    """Return where the cells of tables lead to."""
    found: set[str] = set()
    for block in blocks:
        for row in block.rows if isinstance(block, Table) else ():
            for cell in row.cells if isinstance(row, Row) else ():
                found |= {run.link for run in runs_of(cell.text if isinstance(cell, Cell) else cell) if run.link}
    return found


@pytest.mark.parametrize("chapter", [scores.items, ledger.ledger])
def test_evidence_is_named_by_its_number_and_leads_to_the_annex(
    chapter: Callable[[ReportSource], tuple[Block, ...]], source: ReportSource
) -> None:
    there = {f"evidence-{key}" for key in source.assessment.evidence}
    led = {link for link in links(chapter(source)) if link.startswith("evidence-")}
    assert led
    assert led <= there


def test_the_radar_has_the_bars_of_the_bar_chart(source: ReportSource) -> None:
    (radar,) = [block for block in scores.summary(source) if isinstance(block, RadarChart)]
    assert [bar.attainable for bar in radar.bars] == [group.attainable for group in source.card.groups]


def test_the_conclusion_writes_the_points_in_capitals_in_chinese_alone(opened: OpenAssessment) -> None:
    said = words(close.conclusion(source_of(opened, opened.assessment)))
    assert "89.84 分（满分 100 分）（大写：捌拾玖点捌肆分）" in said
    assert "大写" not in words(close.conclusion(source_of(opened, opened.assessment, language=ENGLISH)))


def test_cover_and_seal_have_the_day_as_official_documents_write_it(opened: OpenAssessment) -> None:
    chinese = source_of(opened, opened.assessment)
    assert frame.cover(chinese).date == "二〇二五年九月二十日"
    (area,) = [block for block in close.signatures(chinese) if isinstance(block, SignatureArea)]
    assert area.slots[-1].date_line == "二〇二五年九月二十日"
    assert frame.cover(source_of(opened, opened.assessment, language=ENGLISH)).date == "2025-9-20"


def test_a_revision_names_the_report_it_replaces_and_what_it_changes(
    opened: OpenAssessment, made: Assessment, source: ReportSource
) -> None:
    assert revision.revision(source) == ()
    assert "Revision" not in dict(frame.cover(source).pairs)
    newer = source_of(opened, revised(opened, made), language=ENGLISH)
    cover = dict(frame.cover(newer).pairs)
    assert cover["Revision"] == "2"
    assert cover["Replaces the report"] == f"No. {made.id[:8].upper()}　SHA-256 abababababab…"
    blocks = revision.revision(newer)
    assert f"SHA-256 of that report={'ab' * 32}" in words(blocks)
    assert "Reason=企业复核后补交了职工满意度调查表" in words(blocks)
    ((item, said),) = rows(blocks, "Items that are not what they were")
    assert item == "F3.1 企业文化"
    assert "Facts seen: 1 before, 0 now." in said
