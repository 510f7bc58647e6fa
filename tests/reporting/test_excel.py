# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The report as a workbook: the same figures as in the content, live sums, and texts that stay texts."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from evaluator_app.domain.assessment import Observation
from evaluator_app.domain.changes import record_observation
from evaluator_app.errors import UserFacingError
from evaluator_app.reporting.content import report
from evaluator_app.reporting.document import Cell, Document, KeyValues, Row, Table, plain
from evaluator_app.reporting.excel.book import fit, number_in, number_look
from evaluator_app.reporting.excel.writing import write_xlsx
from evaluator_app.reporting.numbering import numbered
from evaluator_app.reporting.source import ReportSource
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.report_data import read_report_data, report_data
from evaluator_app.services.report_source import report_source
from evaluator_app.services.sample import make_sample
from evaluator_app.services.workspace import Workspace
from tests.reporting.sample_documents import CREATED_AT, rich_document

DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenAssessment]:
    """Open the sample mine."""
    with Workspace(tmp_path_factory.mktemp("excel")) as workspace:
        yield make_sample(workspace)


def source_of(opened: OpenAssessment, language: str = "zh_CN") -> ReportSource:
    """Return what the report of an assessment is written from."""
    data = report_data(opened.assessment, opened.template, issued_on=DAY, language=language)
    return report_source(read_report_data(data), opened.picture_of)


def written(source: ReportSource, folder: Path, document: Document | None = None) -> Path:
    """Write a workbook."""
    path = folder / "report.xlsx"
    write_xlsx(document or report(source), source, path, created_at=CREATED_AT)
    return path


def cells(path: Path) -> dict[str, list[list[object]]]:
    """Return the cells of every sheet, read by a library of others."""
    book = CalamineWorkbook.from_path(path)
    return {name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)] for name in book.sheet_names}


def shown(value: object) -> str:
    """Return a cell's number as the report writes it, a text as it is."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def test_every_figure_and_word_of_every_table_is_in_the_workbook(sample: OpenAssessment, tmp_path: Path) -> None:
    source = source_of(sample)
    document = report(source)
    found = {shown(value).replace("−", "-") for rows in cells(written(source, tmp_path)).values() for row in rows for value in row}
    for block in (each.block for each in numbered(document.blocks, document.words)):
        texts: list[str] = []
        if isinstance(block, KeyValues):
            texts = [plain(value) for _name, value in block.pairs]
        if isinstance(block, Table):
            texts = [
                plain(cell.text if isinstance(cell, Cell) else cell) for row in block.rows if isinstance(row, Row) for cell in row.cells
            ]
        for text in texts:
            figure = number_in(text)
            assert text.replace("−", "-") in found or (figure is not None and f"{figure:g}" in found), text


def test_the_points_by_item_are_those_of_the_score_card(sample: OpenAssessment, tmp_path: Path) -> None:
    source = source_of(sample)
    rows = {row[0]: row for row in cells(written(source, tmp_path))["逐项得分"][3:]}
    for item in source.card.items():
        award = item.award
        figures = (item.max_score, award.attainable, award.awarded, award.lost, award.open)
        assert rows[item.code][4:9] == [float(points) for points in figures]
    assert rows["合计"][4:9] == [
        float(p) for p in (source.card.max_score, source.card.attainable, source.card.awarded, source.card.lost, 0)
    ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_sums_are_computed_again_by_the_workbook_and_a_changed_point_shows(sample: OpenAssessment, tmp_path: Path) -> None:
    source = source_of(sample)
    path = written(source, tmp_path)
    assert recomputed(path, "合计核对", tmp_path / "as it is", {})[-1][11] == "✓ 相符"
    items = list(source.card.items())
    first = next(number for number, item in enumerate(items) if item.award.awarded)
    rows = recomputed(path, "合计核对", tmp_path / "changed", {f"G{4 + first}": "0"})
    assert [row[11] for row in rows[3:]].count("✗ 不符") == 2
    assert rows[-1][11] == "✗ 不符"


def recomputed(path: Path, sheet: str, folder: Path, changes: dict[str, str]) -> list[list[str]]:
    """Change cells of the sheet of items, forget all results, let LibreOffice compute; return a sheet down to the total."""
    folder.mkdir()
    copy = folder / "copy.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            body = re.sub(rb"</f><v>[^<]*</v>", b"</f>", old.read(name))
            for cell, value in changes.items() if name == "xl/worksheets/sheet3.xml" else ():
                body = re.sub(rf'(<c r="{cell}"[^>]*><v>)[^<]*'.encode(), rb"\g<1>" + value.encode(), body)
            new.writestr(name, body)
    number = CalamineWorkbook.from_path(path).sheet_names.index(sheet) + 1
    how = f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{number}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", how, "--outdir", str(folder), str(copy)]
    subprocess.run(command, check=True, capture_output=True)
    [text] = folder.glob("*.csv")
    rows = list(csv.reader(io.StringIO(text.read_text(encoding="utf-8"))))
    return rows[: next(index for index, row in enumerate(rows) if row[0] == "合计") + 1]


def test_a_formula_in_a_users_text_stays_text(sample: OpenAssessment, tmp_path: Path) -> None:
    item = next(iter(sample.template.indicators())).id
    hostile = ('=HYPERLINK("http://example.com")', "+1+1", "-1+1", "@SUM(A1)", "\t=1", "http://example.com", "{=1}")
    assessment = sample.assessment
    for number, text in enumerate(hostile):
        assessment = record_observation(assessment, Observation(f"hostile{number}", item, text, text)).apply(assessment)
    data = report_data(replace(assessment, mine=replace(assessment.mine, name=hostile[0])), sample.template, issued_on=DAY, language="en")
    source = report_source(read_report_data(data), sample.picture_of)
    path = written(source, tmp_path)
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    formulas = [part for name, body in parts.items() if "worksheets/sheet" in name for part in body.split(b"<f>")[1:]]
    assert formulas
    assert all(formula.startswith((b"IF(", b"SUM(", b"SUMIF(")) for formula in formulas)
    assert not any(b"hyperlink" in body.lower() for name, body in parts.items() if "sheet" in name and name.endswith((".xml", ".rels")))
    assert not any("external" in name.lower() or "vba" in name.lower() for name in parts)


def test_the_same_report_gives_the_same_bytes(sample: OpenAssessment, tmp_path: Path) -> None:
    source = source_of(sample)
    assert written(source, tmp_path).read_bytes() == written(source, tmp_path).read_bytes()


def test_the_file_names_the_firm_and_nobody_who_was_logged_in(sample: OpenAssessment, tmp_path: Path) -> None:
    path = written(source_of(sample), tmp_path)
    with zipfile.ZipFile(path) as book:
        said = book.read("docProps/core.xml").decode()
    assert f"<dc:creator>{sample.assessment.profile.organization}</dc:creator>" in said
    assert "2026-11-21" in said


def test_a_document_with_everything_in_it_can_be_written(sample: OpenAssessment, tmp_path: Path) -> None:
    found = cells(written(source_of(sample, "en"), tmp_path, rich_document()))
    assert {"About this workbook", "Cross-check", "Points by item"} < set(found)
    assert all(len(name) <= 31 for name in found)


def test_sheets_of_the_same_name_are_told_apart(sample: OpenAssessment, tmp_path: Path) -> None:
    document = rich_document()
    found = cells(written(source_of(sample), tmp_path, replace(document, blocks=(*document.blocks, *document.blocks))))
    assert len(found) == len({name.casefold() for name in found})


def test_a_place_that_cannot_be_written_to_is_named(sample: OpenAssessment, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match=r"report\.xlsx"):
        written(source_of(sample), tmp_path / "missing")


@pytest.mark.parametrize(
    ("text", "number", "look"),
    [("12", 12.0, "0"), ("−0.5", -0.5, "0.0"), ("89.84", 89.84, "0.00"), ("12 %", None, None), ("–", None, None), ("=1", None, None)],
)
def test_only_what_is_a_number_and_nothing_else_becomes_one(text: str, number: float | None, look: str | None) -> None:
    assert number_in(text) == number
    if look:
        assert number_look(text) == look


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_number_in_a_cell_has_the_same_digits(exact: Decimal) -> None:
    found = number_in(f"{exact:f}")
    assert found is None or Decimal(repr(found)) == exact


@given(st.text())
def test_a_text_in_a_cell_can_be_written_by_any_writer(text: str) -> None:
    kept = fit(text)
    assert len(kept) <= 32_767
    assert not set(kept) & {chr(point) for point in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)}


def test_a_total_that_is_the_sum_of_its_column_is_a_formula_and_any_other_is_not(sample: OpenAssessment, tmp_path: Path) -> None:
    source = source_of(sample)
    tables = [block for block in report(source).blocks if isinstance(block, Table)]
    totals = [row for table in tables for row in table.rows if isinstance(row, Row) and row.strong]
    assert totals
    with zipfile.ZipFile(written(source, tmp_path)) as book:
        chapters = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")][3:]
    assert any(b"<f>SUM(" in body for body in chapters)
