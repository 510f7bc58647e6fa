# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The whole report in a firm's layout: order, what is left out, numbers that close up, links that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evaluator_app.domain.assessment import Assessment
from evaluator_app.i18n import CHINESE, ENGLISH
from evaluator_app.reporting.content import CHAPTERS, Part, report
from evaluator_app.reporting.document import Document, Heading, Paragraph, plain
from evaluator_app.reporting.layout import OwnSection, ReportLayout
from evaluator_app.reporting.numbering import numbered
from evaluator_app.reporting.pdf import write_pdf
from evaluator_app.services.assessing import OpenAssessment
from tests.reporting.full_report import full_assessment, open_sample, revised, source_of

OPTIONAL = tuple(chapter.id for chapter in CHAPTERS if not chapter.is_mandatory)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> OpenAssessment:
    """Return the sample mine."""
    return open_sample(tmp_path_factory.mktemp("sample") / "workspace")


@pytest.fixture(scope="module")
def made(opened: OpenAssessment) -> Assessment:
    """Return a revision with all that a report has chapters for."""
    return revised(opened, full_assessment(opened))


def titles(document: Document, level: int = 1) -> list[str]:
    """Return the headings of a level with their numbers."""
    found = numbered(document.blocks, document.words)
    return [each.number + each.block.text for each in found if isinstance(each.block, Heading) and each.block.level == level]


def values(value: object, name: str) -> Iterator[str]:
    """Yield the anchors or links of a document."""
    if isinstance(value, tuple):
        for part in value:
            yield from values(part, name)
    elif is_dataclass(value):
        for each in fields(value):
            content = getattr(value, each.name)
            if each.name == name and content is not None:
                yield content
            elif each.name not in ("anchor", "link"):
                yield from values(content, name)


def test_chapters_have_ids_of_their_own_and_stand_part_by_part() -> None:
    assert len({chapter.id for chapter in CHAPTERS}) == len(CHAPTERS)
    assert [chapter.part for chapter in CHAPTERS] == sorted(chapter.part for chapter in CHAPTERS)
    mandatory = {chapter.id for chapter in CHAPTERS if chapter.is_mandatory}
    assert mandatory >= {"warnings", "basis", "mine", "process", "prerequisites", "scores", "items", "conclusion", "signatures", "data"}


def test_a_full_report_in_chinese_has_its_chapters_in_the_order_of_the_trade(opened: OpenAssessment, made: Assessment) -> None:
    assert titles(report(source_of(opened, made))) == [
        "一、本次修订的内容", "二、评估承诺", "三、评估组与资格", "四、评估依据与方法", "五、矿山", "六、评估过程",
        "七、先决条件", "八、评分汇总", "九、逐项评分", "十、扣分台账", "十一、三率指标", "十二、测得与统计的数值",
        "十三、专家评分", "十四、不涉及与待定的指标", "十五、以前的情况", "十六、矿方对核查事实的意见", "十七、记录表",
        "十八、矿区范围与位置", "十九、应整改的事项", "二十、评估结论", "二十一、签章", "附件 A　照片", "附件 B　资料",
        "附件 C　仪器设备", "附件 D　记录表原表", "附件 E　规则出处与缺口", "附件 F　数据与核验",
    ]  # fmt: skip


def test_in_english_numbers_are_not_chinese(opened: OpenAssessment, made: Assessment) -> None:
    document = report(source_of(opened, made, language=ENGLISH))
    assert titles(document)[:2] == ["1　What this revision changes", "2　Commitment"]
    assert titles(document)[-1] == "Annex F　Data and checking"
    assert titles(document, 2)[0] == "3.1　Requirements"
    assert document.language == "en"


def test_own_sections_stand_where_the_layout_puts_them_and_their_names_are_filled_in(opened: OpenAssessment, made: Assessment) -> None:
    section = OwnSection("us", "关于{organization}", ("甲{mine}\n乙", "{leader}"))
    order = ("photos", "signatures", "commitment", "us", "team", "data", "warnings")
    document = report(source_of(opened, made, layout=ReportLayout(order=order, sections=(section,))))
    found = titles(document)
    assert found[:4] == ["一、签章", "二、评估承诺", "三、关于示例评估机构（虚构）", "四、评估组与资格"]
    assert found[-1] == "附件 F　数据与核验"
    at = next(number for number, block in enumerate(document.blocks) if isinstance(block, Heading) and block.anchor == "own-us")
    said = [plain(block.text) for block in document.blocks[at + 1 : at + 4] if isinstance(block, Paragraph)]
    assert said == ["甲示例煤矿（练习）", "乙", "王示范"]


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
@pytest.mark.parametrize("left_out", [(), *((name,) for name in OPTIONAL), OPTIONAL], ids=lambda names: "-".join(names)[:20])
def test_whatever_is_left_out_every_link_leads_somewhere_and_numbers_close_up(
    left_out: tuple[str, ...], language: str, opened: OpenAssessment, made: Assessment
) -> None:
    document = report(source_of(opened, made, language=language, layout=ReportLayout(left_out=left_out)))
    assert set(values(document.blocks, "link")) <= set(values(document.blocks, "anchor"))
    annexes = [title.split("　")[0].removeprefix("附件 ").removeprefix("Annex ") for title in titles(document) if title[0] in "附A"]
    assert annexes == list("ABCDEF")[: len(annexes)]
    anchors = {block.anchor for block in document.blocks if isinstance(block, Heading)}
    assert anchors.isdisjoint(name.replace("_", "-") for name in left_out)


def test_mandatory_chapters_are_there_however_much_is_left_out(opened: OpenAssessment, made: Assessment) -> None:
    document = report(source_of(opened, made, layout=ReportLayout(left_out=OPTIONAL)))
    assert len(titles(document)) == sum(chapter.is_mandatory and chapter.part is not Part.FRONT for chapter in CHAPTERS)


def test_cover_and_running_lines_are_the_layout_s(opened: OpenAssessment, made: Assessment) -> None:
    layout = ReportLayout(title=("{mine}", "报告"), subtitle="{edition}", header="{client}", footer="{number}")
    document = report(source_of(opened, made, layout=layout))
    assert document.cover is not None
    assert document.cover.title == ("示例煤矿（练习）", "报告")
    assert (document.cover.subtitle, document.header, document.footer) == ("2024-draft.2", "示例县自然资源局（虚构）", made.id[:8].upper())


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_a_full_report_can_be_written(language: str, opened: OpenAssessment, made: Assessment, tmp_path: Path) -> None:
    written = write_pdf(
        report(source_of(opened, made, language=language)), tmp_path / "a.pdf", created_at=datetime(2025, 9, 20, tzinfo=UTC)
    )
    assert written.pages > 40
