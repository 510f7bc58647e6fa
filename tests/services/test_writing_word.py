# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The report of an assessment as a Word document: the tables of the report cell by cell, and what the file says of itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import CHINESE, ENGLISH
from evaluator_app.reporting.content import report as report_content
from evaluator_app.reporting.document import Cell, Document, GroupRow, Table, plain
from evaluator_app.reporting.numbering import numbered
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.report_data import read_report_data, report_data
from evaluator_app.services.report_source import report_source
from evaluator_app.services.sample import SAMPLE_ID, Played
from evaluator_app.services.workspace import Workspace
from evaluator_app.services.writing_word import write_word
from tests.reporting.word_files import assert_well_made, parts_of, tables_of, text_of
from tests.reporting.word_templates import good_template

DAY = date(2026, 11, 21)
NOTES = {
    CHINESE: "本文件为工作底稿，不含签章；以签章的 PDF 报告为准。",
    ENGLISH: "A working copy without signatures. What counts is the signed PDF.",
}


def _content(opened: OpenAssessment, language: str) -> Document:
    data = report_data(opened.assessment, opened.template, issued_on=DAY, language=language, approval=opened.approval)
    return report_content(report_source(read_report_data(data), opened.picture_of))


def _figures(document: Document) -> list[list[list[str]]]:
    """Return each table of the report as the PDF has it: rows of cells, the head among them."""
    tables = []
    for each in numbered(document.blocks, document.words):
        if isinstance(each.block, Table):
            rows = [[column.title for column in each.block.columns]]
            for row in each.block.rows:
                if isinstance(row, GroupRow):
                    note = plain(row.note)
                    rows.append([plain(row.text) + (f"\t{note}" if note else "")])
                else:
                    rows.append([plain(cell.text if isinstance(cell, Cell) else cell) for cell in row.cells])
            tables.append(rows)
    return tables


@pytest.fixture
def sample(story: Played) -> Path:
    """Return the workspace of the sample story."""
    return next(iter(story.files.values())).parent / "workspace"


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_every_cell_of_the_sample_s_report_is_that_of_the_pdf(sample: Path, tmp_path: Path, language: str) -> None:
    path = tmp_path / "report.docx"
    with Workspace(sample) as workspace:
        opened = workspace.open_assessment(SAMPLE_ID)
        write_word(opened, path, issued_on=DAY, language=language)
        figures = _figures(_content(opened, language))
    assert_well_made(path)
    written = tables_of(path)
    assert len(written) == len(figures) > 5
    for one, two in zip(written, figures, strict=True):
        assert one == two


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_first_page_says_that_the_signed_pdf_counts(coal_mine: OpenAssessment, tmp_path: Path, language: str) -> None:
    path = tmp_path / "report.docx"
    write_word(coal_mine, path, issued_on=DAY, language=language)
    assert text_of(path).startswith(NOTES[language])


def test_a_draft_is_marked_on_every_page(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    write_word(coal_mine, path, issued_on=DAY)
    assert all("草稿" in parts_of(path)[f"word/header{number}.xml"].decode() for number in (1, 2))


def test_a_firm_s_template_gets_the_names_of_the_assessment(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    path, template = tmp_path / "report.docx", tmp_path / "firm.docx"
    template.write_bytes(good_template())
    assert write_word(coal_mine, path, issued_on=DAY, template=template).dropped == ()
    said = text_of(path)
    assert "被评估矿山：试验煤矿（以下简称矿山）" in said
    assert "评估机构\n试验机构" in said
    assert NOTES[CHINESE] in said


def test_a_template_that_is_not_there_is_named(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as error:
        write_word(coal_mine, tmp_path / "report.docx", issued_on=DAY, template=tmp_path / "nowhere.docx")
    assert error.value.code == "REP-030"
    assert not (tmp_path / "report.docx").exists()


def test_the_same_assessment_gives_the_same_bytes_whenever_it_is_written(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    for name in ("one.docx", "two.docx"):
        write_word(coal_mine, tmp_path / name, issued_on=DAY)
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()
