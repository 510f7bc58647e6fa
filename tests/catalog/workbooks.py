# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Workbooks as people leave them: taken apart into cells, changed, and written again without any of our formats."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from evaluator_app.catalog.workbook.grids import head_of
from evaluator_app.catalog.workbook.opening import read_pages
from evaluator_app.catalog.workbook.writing import write_workbook
from evaluator_app.catalog.written import Toml

Cell = Any


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value that was computed last."""

    text: str
    value: float | str = 0


@dataclass
class Draft:
    """A workbook that can be changed cell by cell."""

    sheets: dict[str, list[list[Cell]]]
    merged: list[tuple[str, str]] = field(default_factory=list)

    def place(self, sheet: str, head: str, row: str, key: str = "编号") -> tuple[int, int]:
        """Return row and column, from 1, of the cell under a head in the row that has a text under another."""
        rows = self.sheets[sheet]
        heads = [head_of(cell) for cell in rows[0]]
        number = next(index for index, cells in enumerate(rows) if cells[heads.index(key)] == row)
        return number + 1, heads.index(head) + 1

    def set(self, sheet: str, head: str, row: str, value: Cell, key: str = "编号") -> tuple[str, int, int]:
        """Change a cell; return where it is."""
        number, column = self.place(sheet, head, row, key)
        self.sheets[sheet][number - 1][column - 1] = value
        return sheet, number, column

    def add_row(self, sheet: str, **cells: Cell) -> tuple[str, int]:
        """Add a row of cells by their heads; return where it is."""
        heads = [head_of(cell) for cell in self.sheets[sheet][0]]
        row: list[Cell] = [""] * len(heads)
        for head, value in cells.items():
            row[heads.index(head)] = value
        self.sheets[sheet].append(row)
        return sheet, len(self.sheets[sheet])

    def bytes(self) -> bytes:
        """Return the workbook as a file."""
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target, {"in_memory": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in self.sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    _write(page, number, column, value, day)
            for sheet, cells in self.merged:
                if sheet == name:
                    page.merge_range(cells, "x")
        book.close()
        return target.getvalue()

    def save(self, path: Path) -> Path:
        """Write the workbook to a file."""
        path.write_bytes(self.bytes())
        return path


def _write(page: Any, row: int, column: int, value: Cell, day: Any) -> None:
    if isinstance(value, Formula):
        page.write_formula(row, column, value.text, None, value.value)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        page.write_number(row, column, value)
    elif isinstance(value, date):
        page.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - a cell has no zone
    elif value:
        page.write_string(row, column, value)


def workbook_bytes(data: Toml) -> bytes:
    """Return data as our own workbook."""
    target = io.BytesIO()
    write_workbook(data, target)
    return target.getvalue()


def draft_of(data: Toml, folder: Path) -> Draft:
    """Return data as a workbook to be changed."""
    path = folder / "draft.xlsx"
    path.write_bytes(workbook_bytes(data))
    return Draft({page.name: page.rows for page in read_pages(path)})
