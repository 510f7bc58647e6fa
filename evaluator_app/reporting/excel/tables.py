# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Any tables as a workbook, a sheet each. What people wrote stays text, whatever it begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from evaluator_app.reporting.destinations import written_whole
from evaluator_app.reporting.excel.book import Book, set_widths, width_of, write, write_title
from evaluator_app.reporting.excel.writing import font_of

_FIRST = 3
_NARROWEST, _WIDEST = 8, 60
_MEASURED = 200
"""Rows by which the widths are chosen."""


@dataclass(frozen=True, slots=True)
class TableSheet:
    """One table."""

    title: str
    note: str
    heads: tuple[str, ...]
    are_shares: tuple[bool, ...]
    """For each column whether its numbers are shown in percent."""
    rows: tuple[tuple[str | int | Decimal | None, ...], ...]


def write_tables(sheets: Sequence[TableSheet], destination: Path, *, title: str, language: str, created_at: datetime) -> None:
    """Write the workbook; UserFacingError REP-002 to REP-004 where it cannot be written, and what was there before is still there."""
    with written_whole(destination) as file:
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        workbook = Workbook(file, options)
        workbook.set_properties({"title": title, "created": created_at.replace(tzinfo=None)})
        book = Book(workbook, font_of(language))
        for table in sheets:
            _write_sheet(book, table)
        workbook.close()


def _write_sheet(book: Book, table: TableSheet) -> None:
    sheet = book.sheet(table.title)
    sheet.set_landscape()
    set_widths(sheet, (_width(table, column) for column in range(len(table.heads))))
    write_title(book, sheet, table.title)
    write(sheet, 1, 0, table.note, book.look(font_size=9, text_wrap=False))
    for column, head in enumerate(table.heads):
        write(sheet, _FIRST - 1, column, head, book.head_look())
    for number, row in enumerate(table.rows):
        for column, value in enumerate(row):
            _write_cell(book, sheet, (_FIRST + number, column), value, is_share=table.are_shares[column])
    sheet.freeze_panes(_FIRST, 0)
    sheet.repeat_rows(_FIRST - 1)
    if table.rows:
        sheet.autofilter(_FIRST - 1, 0, _FIRST + len(table.rows) - 1, len(table.heads) - 1)


def _write_cell(book: Book, sheet: Worksheet, cell: tuple[int, int], value: str | int | Decimal | None, *, is_share: bool) -> None:
    if value is None or isinstance(value, str):
        write(sheet, *cell, value or "", book.cell_look())
    else:
        look = book.cell_look(num_format="0.0%") if is_share else book.cell_look()
        sheet.write_number(*cell, float(value), look)


def _width(table: TableSheet, column: int) -> int:
    texts = [table.heads[column], *(str(row[column] or "") for row in table.rows[:_MEASURED])]
    return min(_WIDEST, max(_NARROWEST, 2 + max(width_of(text) for text in texts)))
