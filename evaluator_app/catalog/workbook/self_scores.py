# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The mine's own scores from a workbook of whatever layout: the heading row is looked for, each row is matched by number or title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from evaluator_app.catalog.problems import cell_name
from evaluator_app.catalog.workbook.opening import Page, read_pages
from evaluator_app.catalog.written import Toml
from evaluator_app.domain.rounds import SelfScore
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import Indicator, Template

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "code": ("序号", "编号", "指标编号", "代码", "code"),
    "title": ("三级指标", "评价指标", "指标", "指标名称", "评价内容", "item"),
    "points": ("自评得分", "自评分", "企业自评", "矿山自评", "自评", "得分", "own points"),
    "words": ("自评说明", "说明", "情况说明", "自评情况", "扣分原因", "remarks"),
    "claimed": ("佐证材料", "证明材料", "支撑材料", "佐证", "proof"),
}
_WITHIN = 30
"""Rows from the top in which the heading row is looked for."""
_LONGEST = 2_000
"""Characters of a text that are kept."""


@dataclass(frozen=True, slots=True)
class RowRemark:
    """A row that was not taken, or not as it stands."""

    sheet: str
    cell: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class ReadScores:
    """What a workbook came to."""

    scores: tuple[SelfScore, ...]
    remarks: tuple[RowRemark, ...]
    missing: tuple[str, ...]
    """Ids of items that it does not score."""


def read_self_scores(path: Path, template: Template) -> ReadScores:
    """Read the mine's own points; WorkbookRefusedError if the file is no workbook to be read."""
    items = list(template.indicators())
    by_code, by_title = {_plain(item.code): item for item in items}, _by_title(items)
    scores: dict[str, SelfScore] = {}
    remarks: list[RowRemark] = []
    found_any = False
    for page in read_pages(path):
        heading = _heading(page)
        if heading is None:
            continue
        found_any = True
        row, columns = heading
        for number, cells in enumerate(page.rows[row + 1 :], start=row + 2):
            item = _item(cells, columns, by_code, by_title)
            written = _at(cells, columns.get("points"))
            if item is None:
                if written not in ("", None) and _text(cells, columns.get("code")):
                    remarks.append(_remark(page, number, columns["code"], say("self.unknown", "No item of the template has this number")))
                continue
            remarks.extend(_take(page, number, cells, columns, item, scores))
    if not found_any:
        remarks.append(RowRemark("", "", say("self.no_heading", "No sheet has a row with the headings for number and own points")))
    return ReadScores(tuple(scores.values()), tuple(remarks), tuple(item.id for item in items if item.id not in scores))


def write_self_scores_form(template: Template, file: BinaryIO) -> None:
    """Write a workbook with one row an item for the mine to fill in."""
    import xlsxwriter

    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("自评")
        bold = book.add_format({"bold": True, "bg_color": "#E4EFE7", "border": 1, "text_wrap": True})
        plain = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        for column, (title, width) in enumerate(
            (("序号", 8), ("评价指标", 24), ("分值", 8), ("自评得分", 10), ("自评说明", 40), ("佐证材料", 40))
        ):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, bold)
        for row, item in enumerate(template.indicators(), start=1):
            sheet.write_string(row, 0, item.code, plain)
            sheet.write_string(row, 1, item.title, plain)
            sheet.write_number(row, 2, float(item.max_score), plain)
            for column in (3, 4, 5):
                sheet.write_blank(row, column, None, plain)
            limits = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": float(item.max_score)}
            sheet.data_validation(row, 3, row, 3, {**limits, "error_message": f"请填 0 到 {item.max_score} 之间的数"})
        sheet.freeze_panes(1, 2)
    file.write(data.getvalue())


def _take(
    page: Page, number: int, cells: list[Toml], columns: Mapping[str, int], item: Indicator, scores: dict[str, SelfScore]
) -> Iterator[RowRemark]:
    written = _at(cells, columns["points"])
    if written in ("", None):
        return
    points = _number(written)
    if points is None or not 0 <= points <= item.max_score:
        words = say("self.points", "Own points from 0 to {most} are expected here", most=item.max_score)
        yield _remark(page, number, columns["points"], words)
        return
    if item.id in scores:
        yield _remark(page, number, columns["points"], say("self.twice", "This item was scored further up already; the first counts"))
        return
    scores[item.id] = SelfScore(item.id, points, _text(cells, columns.get("words")), _text(cells, columns.get("claimed")))


def _heading(page: Page) -> tuple[int, Mapping[str, int]] | None:
    """Return the row of the headings and the column of each; None where number or title, and points, are not both there."""
    for row, cells in enumerate(page.rows[:_WITHIN]):
        named = {_plain(str(cell)): column for column, cell in reversed(list(enumerate(cells))) if isinstance(cell, str)}
        columns = {
            role: column for role, words in _HEADINGS.items() if (column := next((named[w] for w in words if w in named), None)) is not None
        }
        if "points" in columns and {"code", "title"} & columns.keys():
            columns.setdefault("code", columns.get("title", 0))
            return row, columns
    return None


def _item(
    cells: list[Toml], columns: Mapping[str, int], by_code: Mapping[str, Indicator], by_title: Mapping[str, Indicator]
) -> Indicator | None:
    found = by_code.get(_plain(_text(cells, columns["code"])))
    return found or by_title.get(_plain(_text(cells, columns.get("title"))))


def _by_title(items: list[Indicator]) -> Mapping[str, Indicator]:
    titles = [_plain(item.title) for item in items]
    return {title: item for title, item in zip(titles, items, strict=True) if titles.count(title) == 1}


def _at(cells: list[Toml], column: int | None) -> Toml:
    return cells[column] if column is not None and column < len(cells) else None


def _text(cells: list[Toml], column: int | None) -> str:
    value = _at(cells, column)
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "".join(sign for sign in str(value).strip()[:_LONGEST] if sign == "\n" or sign.isprintable())


def _number(value: Toml) -> Decimal | None:
    if isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value).strip())
        return round(number, 4).normalize() + 0 if number.is_finite() else None
    except InvalidOperation:  # no number, or one far too large for points
        return None


def _plain(text: str) -> str:
    return "".join(text.split()).lower()


def _remark(page: Page, row: int, column: int, sentence: Sentence) -> RowRemark:
    return RowRemark(page.name, cell_name(row, column + 1), sentence)
