# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The mine's own scores from workbooks of several layouts, with what was not taken named by its cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from evaluator_app.catalog.workbook.opening import WorkbookRefusedError
from evaluator_app.catalog.workbook.self_scores import read_self_scores, write_self_scores_form
from evaluator_app.domain.rounds import SelfScore
from evaluator_app.domain.template import Template
from evaluator_app.services.templates import find_template

Cell = str | float | None


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return find_template("cn-mnr/green-mine-2024-coal", tmp_path_factory.mktemp("workspace"))


def workbook(path: Path, *rows: tuple[Cell, ...], sheet: str = "Sheet1") -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return path


def test_the_form_that_was_filled_in_is_read_back(template: Template, tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    with path.open("wb") as file:
        write_self_scores_form(template, file)
    empty = read_self_scores(path, template)
    assert (empty.scores, empty.remarks, len(empty.missing)) == ((), (), 45)


def test_numbers_titles_and_other_headings_lead_to_the_item(template: Template, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "自评.xlsx",
        ("某矿 2026 年自评表", None, None, None),
        ("序号", "评价指标", "分值", "自评分", "说明", "佐证材料"),
        ("A1.1", "功能分区", 2, 2, "界线清楚", "总平面图"),
        ("a1.3", "标牌", 1, "0.6", "", ""),
        ("", "定置管理", 2, 1.5, "", ""),
        ("A2.1", "矿区绿化", 3, None, "", ""),
        (None, "小计", None, 4.1, None, None),
    )
    read = read_self_scores(path, template)
    assert read.scores == (
        SelfScore("site.zoning", Decimal(2), "界线清楚", "总平面图"),
        SelfScore("site.signs", Decimal("0.6")),
        SelfScore("site.orderliness", Decimal("1.5")),
    )
    assert read.remarks == ()
    assert len(read.missing) == 42


@pytest.mark.parametrize("written", [1e300, "1E999999", "Infinity", "sNaN", True])
def test_no_number_however_large_stops_the_reading(template: Template, tmp_path: Path, written: Cell) -> None:
    read = read_self_scores(workbook(tmp_path / "自评.xlsx", ("编号", "自评得分"), ("A1.1", written), ("A1.2", 1)), template)
    assert [score.target for score in read.scores] == ["site.facilities"]
    assert [remark.cell for remark in read.remarks] == ["B2"]


def test_what_is_not_taken_is_named_by_its_cell(template: Template, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "自评.xlsx",
        ("编号", "自评得分"),
        ("A1.1", 3),
        ("A1.3", "满分"),
        ("A1.4", 1),
        ("A1.4", 2),
        ("Z9", 1),
        ("A1.5", -1),
        sheet="自评",
    )
    read = read_self_scores(path, template)
    assert [score.target for score in read.scores] == ["site.orderliness"]
    assert {(remark.sheet, remark.cell, remark.sentence.code) for remark in read.remarks} >= {
        ("自评", "B2", "self.points"), ("自评", "B3", "self.points"), ("自评", "B5", "self.twice"),
        ("自评", "A6", "self.unknown"), ("自评", "B7", "self.points"),
    }  # fmt: skip


def test_a_workbook_without_the_headings_says_so(template: Template, tmp_path: Path) -> None:
    read = read_self_scores(workbook(tmp_path / "x.xlsx", ("名称", "数量"), ("A1.1", 2)), template)
    assert (read.scores, [remark.sentence.code for remark in read.remarks]) == ((), ["self.no_heading"])


def test_what_is_no_workbook_is_refused(template: Template, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(WorkbookRefusedError):
        read_self_scores(path, template)
