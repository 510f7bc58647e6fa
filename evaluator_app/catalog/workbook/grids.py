# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Sheets of a workbook matched with the layout: by their names and the heads of their columns, wherever these stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evaluator_app.catalog.problems import NO_ADVICE, CatalogProblem, ProblemLog, Severity, did_you_mean
from evaluator_app.catalog.workbook.layout import FORM_COLUMNS, GUIDE, Column, Form, Sheet
from evaluator_app.catalog.workbook.naming import plain
from evaluator_app.catalog.workbook.opening import Page
from evaluator_app.catalog.workbook.sheets import BY_PART
from evaluator_app.catalog.written import Toml
from evaluator_app.domain.sentence import Sentence, say

_HEAD_ROWS = 10
"""Rows in which the heads are looked for."""
_MOST_MARKED = 100
"""Formulas that are named one by one."""


class Problems:
    """The problems of one workbook, and which cells have one already, so that one mistake is one problem."""

    def __init__(self, file: str) -> None:
        """Take the name by which problems call the file."""
        self.file = file
        self.log = ProblemLog()
        self.cells: set[tuple[str, int, int]] = set()

    def add(
        self, code: str, sentence: Sentence, advice: Sentence = NO_ADVICE, *, at: tuple[str, int, int] = ("", 0, 0), warns: bool = False
    ) -> None:
        """Note a problem at a sheet, row and column."""
        sheet, row, column = at
        severity = Severity.WARNING if warns else Severity.ERROR
        self.log.add(CatalogProblem(code, self.file, row, column, "", sentence, advice, severity, sheet))
        if not warns:
            self.cells.add(at)


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet that holds a part of the template."""

    page: Page
    layout: Sheet | Form
    head: int
    """Position of the row of heads."""
    columns: Mapping[str, int]
    """Positions of the columns by title."""

    @property
    def name(self) -> str:
        """Name of the sheet as the file has it."""
        return self.page.name

    def known(self) -> list[tuple[int, Column]]:
        """Return the columns that are there, with their positions."""
        columns = self.layout.columns if isinstance(self.layout, Sheet) else ()
        return [(self.columns[column.title], column) for column in columns if column.title in self.columns]


def match(pages: Iterable[Page], problems: Problems) -> dict[str, Grid]:
    """Return the sheets that are read, by part; what is unknown, missing, computed or merged is reported."""
    parts = {sheet.title: part for part, sheet in BY_PART.items()}
    grids: dict[str, Grid] = {}
    for page in pages:
        part = parts.get(plain(page.name))
        if part is not None and part not in grids:
            grids[part] = _grid(page, BY_PART[part], problems)
        elif plain(page.name) != GUIDE and any(not _is_blank(cell) for row in page.rows for cell in row):
            sentence = say("xls.unknown_sheet", "The sheet “{sheet}” is not known here and was not read.", sheet=page.name)
            problems.add("TPL-804", sentence, did_you_mean(page.name, parts), at=(page.name, 1, 1), warns=True)
    for part, sheet in BY_PART.items():
        if sheet.is_required and part not in grids:
            sentence = say("xls.no_sheet", "The sheet “{sheet}” is missing.", sheet=sheet.title)
            problems.add("TPL-802", sentence, say("xls.from_skeleton", "Take it over from a new skeleton; its name must not be changed."))
    return {part: grid for part, grid in grids.items() if required_titles(grid.layout) <= set(grid.columns)}


def required_titles(layout: Sheet | Form) -> set[str]:
    """Return the heads without which nothing of a sheet can be read."""
    return {column.title for column in layout.columns if column.is_required} if isinstance(layout, Sheet) else set(FORM_COLUMNS[:2])


def _grid(page: Page, layout: Sheet | Form, problems: Problems) -> Grid:
    titles = {column.title for column in layout.columns} if isinstance(layout, Sheet) else set(FORM_COLUMNS)
    required = required_titles(layout)
    head = _head(page.rows, titles, required)
    heads = page.rows[head] if page.rows else []
    columns: dict[str, int] = {}
    for index, cell in enumerate(heads):
        title, at = head_of(cell), (page.name, head + 1, index + 1)
        if title in columns:
            sentence = say("xls.column_twice", "The column “{column}” stands here twice.", column=title)
            problems.add("TPL-816", sentence, say("xls.delete_one", "Delete one of the two."), at=at)
        elif title in titles:
            columns[title] = index
        elif title or any(len(row) > index and not _is_blank(row[index]) for row in page.rows[head + 1 :]):
            sentence = say("xls.unknown_column", "The column “{column}” is not known here and was not read.", column=title[:60])
            problems.add("TPL-805", sentence, did_you_mean(title, titles - set(map(head_of, heads))), at=at, warns=True)
    grid = Grid(page, layout, head, columns)
    missing = sorted(required - set(columns))
    has_content = missing and any(not _is_blank(cell) for row in page.rows[head + 1 :] for cell in row)
    for title in missing if has_content or layout.is_required else ():
        sentence = say("xls.no_column", "The column “{column}” is missing.", column=title)
        problems.add("TPL-803", sentence, say("xls.add_column", "Write its head into the row of heads."), at=(page.name, head + 1, 1))
    _marked(grid, problems)
    return grid


def _marked(grid: Grid, problems: Problems) -> None:
    """Report formulas, error values and merged cells where something is read."""
    read = {index + 1 for title, index in grid.columns.items() if title != FORM_COLUMNS[-1]}
    for count, (row, column, is_error) in enumerate(grid.page.formulas()):
        if row > grid.head + 1 and column in read and count < _MOST_MARKED:
            if is_error:
                sentence, advice = say("xls.error", "The cell shows an error."), say("xls.write_value", "Write the value itself.")
            else:
                sentence = say("xls.formula", "The cell holds a formula; formulas are not computed here.")
                advice = say("xls.paste_value", "Copy it and paste the value alone.")
            problems.add("TPL-807" if is_error else "TPL-806", sentence, advice, at=(grid.name, row, column))
    for row, column in grid.page.merged():
        if row > grid.head:
            advice = say("xls.unmerge", "Unmerge them and write the value into each row.")
            problems.add("TPL-808", say("xls.merged", "Cells are merged here."), advice, at=(grid.name, row, column))


def _head(rows: list[list[Toml]], titles: set[str], required: set[str]) -> int:
    """Return the position of the row of heads: the first, or the one of the first few that has most of them."""
    if not rows or required <= set(map(head_of, rows[0])):
        return 0
    return max(range(min(_HEAD_ROWS, len(rows))), key=lambda row: _matches(rows[row], titles))


def _matches(row: list[Toml], titles: set[str]) -> int:
    return sum(1 for cell in row if head_of(cell) in titles)


def head_of(cell: Toml) -> str:
    """Return a head as the layout has it: without stars and blanks."""
    return plain(cell).replace("*", "").replace(" ", "").replace("\n", "") if isinstance(cell, str) else ""


def _is_blank(cell: Toml) -> bool:
    return isinstance(cell, str) and not cell.strip(" \t\r\n\xa0\u3000\u200b\ufeff")
