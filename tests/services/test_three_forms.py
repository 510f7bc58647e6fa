# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One content, three forms: each figure of each table stands in the PDF, the Word document and the workbook as often as in the content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from evaluator_app.reporting.content import report
from evaluator_app.reporting.document import Cell, KeyValues, Row, Table, plain
from evaluator_app.reporting.numbering import numbered
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.delivering import write_report
from evaluator_app.services.report_data import read_report_data, report_data
from evaluator_app.services.report_source import report_source
from evaluator_app.services.sample import make_sample
from evaluator_app.services.workspace import Workspace
from evaluator_app.services.writing_excel import write_excel
from evaluator_app.services.writing_word import write_word

DAY = date(2026, 11, 25)
_FIGURE = re.compile(r"(?<![\w.,])[0-9]+(?:\.[0-9]+)?(?![\w.,])")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenAssessment]:
    """Open the sample mine."""
    with Workspace(tmp_path_factory.mktemp("forms")) as workspace:
        yield make_sample(workspace)


def figures(texts: Iterator[str]) -> Counter[str]:
    """Count the figures that texts hold."""
    return Counter(found for text in texts for found in _FIGURE.findall(text.replace("−", " ")))


def in_content(opened: OpenAssessment) -> Iterator[str]:
    """Yield what the cells that are nothing but a figure, or figures beside words, say in the content."""
    data = report_data(opened.assessment, opened.template, issued_on=DAY, language="zh_CN", approval=opened.approval)
    document = report(report_source(read_report_data(data), opened.picture_of))
    for block in (each.block for each in numbered(document.blocks, document.words)):
        if isinstance(block, KeyValues):
            yield from (plain(value) for _name, value in block.pairs)
        if isinstance(block, Table):
            rows = [row for row in block.rows if isinstance(row, Row)]
            yield from (plain(cell.text if isinstance(cell, Cell) else cell) for row in rows for cell in row.cells)


def in_pdf(path: Path) -> Iterator[str]:
    """Yield the text of each page, as a reader of others takes it out."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            yield page.get_textpage().get_text_bounded()


def in_word(path: Path) -> Iterator[str]:
    """Yield the text of every cell."""
    for table in docx.Document(str(path)).tables:
        for row in table.rows:
            yield from {cell._tc: cell.text for cell in row.cells}.values()


def in_workbook(path: Path) -> Iterator[str]:
    """Yield what every cell shows."""
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python():
            yield from (f"{value:g}" if isinstance(value, float) else str(value) for value in row)


def test_the_three_forms_agree_figure_by_figure(sample: OpenAssessment, tmp_path: Path) -> None:
    pdf, word, excel = (tmp_path / f"report.{ending}" for ending in ("pdf", "docx", "xlsx"))
    write_report(sample, pdf, issued_on=DAY)
    write_word(sample, word, issued_on=DAY)
    write_excel(sample, excel, issued_on=DAY)
    wanted = figures(in_content(sample))
    assert sum(wanted.values()) > 300
    for form in (in_pdf(pdf), in_word(word), in_workbook(excel)):
        missing = wanted - figures(form)
        assert not missing, missing
