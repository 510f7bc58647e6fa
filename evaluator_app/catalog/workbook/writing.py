# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A workbook from raw data: one sheet a list, with drop-downs, a note on every column, and a sheet that explains.

Texts are written as texts whatever they begin with. Whether the data are sound is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from evaluator_app.catalog.workbook import lines
from evaluator_app.catalog.workbook.conditions import Conditions
from evaluator_app.catalog.workbook.flattening import Row, flattened, named_sources
from evaluator_app.catalog.workbook.layout import FORM_COLUMNS, WORKBOOK_FORMAT, Column, Form, Kind, Line, Sheet
from evaluator_app.catalog.workbook.naming import SEPARATOR, Directory
from evaluator_app.catalog.workbook.sheets import BY_PART, ORDER, RATING, TOP
from evaluator_app.catalog.workbook.styling import ROOM, Styles, form_widths, write_guide
from evaluator_app.catalog.workbook.words import NO, NO_UNIT, YES
from evaluator_app.catalog.written import Toml
from evaluator_app.domain.exact import decimal_text
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

LONGEST_CELL = 32_767
"""Characters that a cell holds, counted as Excel does."""
_FIRST_DAY = date(1900, 3, 1)
"""Before it the calendars of Excel and the world differ."""
_SHOWN_BY: Mapping[str, str] = {"groups": "code", "indicators": "code", "prerequisites": "code", "sources": "name"}
"""The column by which a part is named in other sheets; its title where none is named."""


def write_workbook(data: Mapping[str, Toml], file: BinaryIO) -> None:
    """Write the raw data of a sound template as a workbook; UserFacingError if something does not fit into a cell."""
    from xlsxwriter import Workbook

    whole = named_sources(data)
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    _Writer(book, whole).write()
    book.set_properties({"title": str(data.get("title", "")), "comments": WORKBOOK_FORMAT})
    book.close()


class _Writer:
    def __init__(self, book: Any, data: Mapping[str, Toml]) -> None:
        self._book = book
        self._data = data
        self._rows = flattened(data)
        self._directory = Directory(data)
        self._conditions = Conditions(data.get("facts"))
        self._styles = Styles(book)

    def write(self) -> None:
        write_guide(self._book, self._styles)
        for part in ORDER:
            sheet = BY_PART[part]
            page = self._book.add_worksheet(sheet.title)
            if isinstance(sheet, Form):
                self._form(page, sheet)
            else:
                self._list(page, sheet)
        self._book.get_worksheet_by_name(TOP.title).activate()

    def _list(self, page: Any, sheet: Sheet) -> None:
        rows = self._rows.get(sheet.part, [])
        last = len(rows) + ROOM
        for index, column in enumerate(sheet.columns):
            self._styles.set_column(page, index, column)
            self._styles.head(page, index, column)
            self._offer(page, (1, index, last, index), column)
        for number, row in enumerate(rows, 1):
            texts = []
            for index, column in enumerate(sheet.columns):
                value = row.get(column.key)
                if value is not None:
                    shown = self._shown(column, value, row)
                    self._cell(page, number, index, column, shown)
                    texts.append((str(shown), column.width))
            self._styles.set_height(page, number, texts)
        self._styles.finish_list(page, sheet, len(rows))

    def _form(self, page: Any, form: Form) -> None:
        titles = FORM_COLUMNS if form.has_sources else (*FORM_COLUMNS[:2], FORM_COLUMNS[-1])
        self._styles.form_heads(page, titles)
        number = 0
        for line in form.lines:
            values = self._answers(line)
            for value in values:
                number += 1
                self._answer(page, form, line, number, value)
        self._styles.finish_form(page, number)

    def _answers(self, line: Line) -> Sequence[Toml]:
        if line.keys == ("format",):
            return [WORKBOOK_FORMAT]
        value: Toml = self._data
        for key in line.keys:
            value = value.get(key) if isinstance(value, dict) else None
        return [*value, None] if line.is_repeated and isinstance(value, list) else [value]

    def _answer(self, page: Any, form: Form, line: Line, number: int, value: Toml) -> None:
        column = Column("", line.title, line.kind, words=line.words, refers=line.refers)
        self._styles.question(page, number, line)
        self._styles.blank(page, number, 1, column)
        self._offer(page, (number, 1, number, 1), column)
        widths = form_widths(6 if form.has_sources else 3)
        texts = [(line.note, widths[-1] + 6)]
        if value is not None:
            shown = self._shown(column, value, {})
            self._cell(page, number, 1, column, shown)
            texts.append((str(shown), widths[1]))
        if form.has_sources:
            for index, key in enumerate(("source", "clause", "note"), 2):
                inner = Column(key, "", Kind.REFERENCE if key == "source" else Kind.LONG, refers="sources" if key == "source" else "")
                if line.source:
                    self._styles.blank(page, number, index, inner)
                    self._offer(page, (number, index, number, index), inner)
                told = (self._data.get(RATING.part) or {}).get(f"{line.source}_{key}") if line.source else None
                if told is not None:
                    self._cell(page, number, index, inner, str(told))
                    texts.append((str(told), widths[index]))
        self._styles.set_height(page, number, texts)
        self._styles.hint(page, number, 5 if form.has_sources else 2, line.note)

    def _cell(self, page: Any, row: int, index: int, column: Column, value: str | Decimal | int | date) -> None:
        """Write one cell: a number or date as such where a cell can hold it exactly, everything else as text."""
        if isinstance(value, date) and value >= _FIRST_DAY:
            page.write_datetime(row, index, datetime(value.year, value.month, value.day), self._styles.day)  # noqa: DTZ001 - a cell has no zone
        elif isinstance(value, (int, Decimal)) and Decimal(f"{float(value):.15g}") == value:
            page.write_number(row, index, float(value), self._styles.number)
        else:
            text = value.isoformat() if isinstance(value, date) else decimal_text(Decimal(value)) if not isinstance(value, str) else value
            if len(text.encode("utf-16-le")) > 2 * LONGEST_CELL:
                message = _("The text in row {row} of the sheet {sheet} is too long for a cell.").format(row=row + 1, sheet=page.name)
                raise UserFacingError("TPL-820", message, _("Shorten it, or keep the template as a TOML file."))
            page.write_string(row, index, text, self._styles.of(column, text))

    def _shown(self, column: Column, value: Toml, row: Row) -> str | Decimal | int | date:
        match column.kind:
            case Kind.NUMBER | Kind.DAY:
                shown: str | Decimal | int | date = value
                return shown
            case Kind.REFERENCE:
                return self._word(column.refers, value)
            case Kind.REFERENCES:
                return SEPARATOR.join(self._word(column.refers, member) for member in value)
            case Kind.CONDITION:
                return self._conditions.text(value)
            case Kind.ANSWER:
                return self._shown_answer(value, row)
        return _word_of(column, value)

    def _shown_answer(self, value: Toml, row: Row) -> str:
        if isinstance(value, bool):
            return YES if value else NO
        titles = [option["title"] for option in row.get("options", ()) if option.get("id") == value]
        same = [option for option in row.get("options", ()) if titles and titles[0] in (option["title"], option["id"])]
        return titles[0] if len(same) == 1 else str(value)

    def _word(self, part: str, name: Toml) -> str:
        return self._directory.names(part).words.get(name, str(name))

    def _offer(self, page: Any, cells: tuple[int, int, int, int], column: Column) -> None:
        """Offer the words that a cell can hold, or the names of what stands in another sheet."""
        if column.kind is Kind.FLAG:
            page.data_validation(*cells, {"validate": "list", "source": [YES, NO]})
        elif column.kind is Kind.CHOICE:
            page.data_validation(*cells, {"validate": "list", "source": list(column.words.values())})
        elif column.kind is Kind.REFERENCE and (place := _place(column.refers)):
            rule = {"validate": "list", "source": place, "error_type": "information"}
            title, text = "没有这一项", "请从列表中选，或先在所指的表中加上它。"
            page.data_validation(*cells, rule | {"error_title": title, "error_message": text})


def _word_of(column: Column, value: Toml) -> str:
    match column.kind:
        case Kind.FLAG:
            return YES if value else NO
        case Kind.UNIT:
            return str(value) or NO_UNIT
        case Kind.CHOICE:
            return column.words.get(value, str(value))
        case Kind.CHOICES:
            return SEPARATOR.join(column.words.get(member, str(member)) for member in value)
        case Kind.LINES:
            return lines.join(value)
    return str(value)


def _place(part: str) -> str:
    """Return the cells of another sheet that hold the names of a part; empty where no one column does."""
    sheet = BY_PART.get("facts" if part == "askers" else part)
    if not isinstance(sheet, Sheet):
        return ""
    key = _SHOWN_BY.get(sheet.part, "title")
    letter = chr(ord("A") + [column.key for column in sheet.columns].index(key))
    return f"='{sheet.title}'!${letter}$2:${letter}${1 + 5 * ROOM}"
