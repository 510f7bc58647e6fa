# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The chapters of a report as sheets: one for each that holds a table, with the same figures in the same cells.

Pictures stay in the PDF; what is written under them comes along. A total that is the sum of what stands over it becomes a formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from evaluator_app.domain.exact import decimal_text
from evaluator_app.reporting.document import (
    Align,
    BarChart,
    Block,
    BulletList,
    Cell,
    Document,
    GroupRow,
    Heading,
    KeyValues,
    Notice,
    Paragraph,
    PhotoGrid,
    RichText,
    Row,
    SignatureArea,
    Table,
    Tone,
    plain,
)
from evaluator_app.reporting.excel.book import Book, height_of, number_in, number_look, set_widths, write, write_across, write_title
from evaluator_app.reporting.numbering import NumberedBlock, numbered
from evaluator_app.reporting.timeline import Timeline

_WIDTH = 120.0
"""Digits that a sheet is wide."""
_NARROWEST = 9.0


@dataclass(frozen=True, slots=True)
class Chapter:
    """What stands under one heading of the first level."""

    title: str
    blocks: tuple[NumberedBlock, ...]


@dataclass(slots=True)
class _Page:
    """A sheet with the row that is written next."""

    book: Book
    sheet: Worksheet
    widths: Sequence[float]
    row: int = 2

    @property
    def last(self) -> int:
        """Its last column."""
        return len(self.widths) - 1

    def across(self, text: str, *, first: int = 0, look: Format | None = None) -> None:
        """Write a text over the whole width, as high as it needs."""
        room = sum(self.widths[first:])
        self.sheet.set_row(self.row, height_of(text, room))
        write_across(self.sheet, self.row, first, self.last, text, look or self.book.look())
        self.row += 1


def chapters(document: Document) -> Iterator[Chapter]:
    """Yield the chapters that have something for a sheet, in their order."""
    title = ""
    blocks: list[NumberedBlock] = []
    for each in (*numbered(document.blocks, document.words), None):
        if each is None or (isinstance(each.block, Heading) and each.block.level == 1):
            if any(isinstance(one.block, (Table, KeyValues, PhotoGrid)) for one in blocks):
                yield Chapter(title, tuple(blocks))
            blocks = []
            if each is not None and isinstance(each.block, Heading):
                title = each.number + each.block.text
        else:
            blocks.append(each)


def write_chapter(book: Book, chapter: Chapter, document: Document, *, width: float = _WIDTH) -> None:
    """Write one chapter on a sheet of its own, so many digits wide."""
    sheet = book.sheet(chapter.title)
    widths = _widths(chapter, width)
    set_widths(sheet, widths)
    write_title(book, sheet, chapter.title)
    page = _Page(book, sheet, widths)
    for each in chapter.blocks:
        _write_block(page, each, document)


def _widths(chapter: Chapter, wide: float) -> list[float]:
    """Return the widths that suit the largest table best and no other badly."""
    tables = [each.block for each in chapter.blocks if isinstance(each.block, Table)]
    if not tables:
        return [26.0, wide - 26.0]
    count = max(len(table.columns) for table in tables)
    main = max((table for table in tables if len(table.columns) == count), key=lambda table: len(table.rows))
    whole = sum(column.weight for column in main.columns)
    return [max(_NARROWEST, column.weight / whole * wide) for column in main.columns]


def _write_block(page: _Page, each: NumberedBlock, document: Document) -> None:
    block: Block = each.block
    match block:
        case Heading():
            page.row += 1
            page.across(each.number + block.text, look=page.book.look(bold=True, font_size=12))
        case Notice(title=title, text=text, tone=tone):
            page.across("\n".join(part for part in (title, plain(text)) if part), look=page.book.cell_look(tone))
        case KeyValues(pairs=pairs):
            _write_pairs(page, pairs)
        case Table():
            _write_table(page, block, each.number)
        case BarChart(caption=caption, bars=bars):
            page.across(f"{each.number}　{caption}".strip(), look=page.book.look(bold=True))
            _write_pairs(page, tuple((bar.label, bar.value or decimal_text(bar.awarded)) for bar in bars))
        case SignatureArea(slots=slots):
            _write_pairs(page, tuple((slot.label, slot.who) for slot in slots))
        case _:
            for line in _lines(block, document):
                page.across(line)
    if isinstance(block, (Table, KeyValues, PhotoGrid)):
        page.row += 1


def _lines(block: Block, document: Document) -> Iterator[str]:
    """Yield what a block says in words alone; what only shows something says nothing here."""
    match block:
        case Paragraph(text=text):
            yield plain(text)
        case BulletList(items=items, ordered=ordered):
            for number, item in enumerate(items, start=1):
                yield f"（{number}）{plain(item)}" if ordered else f"• {plain(item)}"
        case Timeline(spans=spans):
            for span in spans:
                yield f"{span.first:%Y-%m-%d %H:%M}–{span.last:%H:%M}　{span.lane}　{span.words}".rstrip()
        case PhotoGrid(photos=photos):
            for photo in photos:
                digest = document.words.digest.format(digest=photo.digest) if photo.digest else ""
                yield "　".join(part for part in (*(plain(line) for line in photo.caption), digest) if part)


def _write_pairs(page: _Page, pairs: Sequence[tuple[str, RichText]]) -> None:
    label, value = page.book.cell_look(Tone.MUTED), page.book.cell_look()
    for name, text in pairs:
        words = plain(text)
        page.sheet.set_row(page.row, max(height_of(words, sum(page.widths[1:])), height_of(name, page.widths[0])))
        write(page.sheet, page.row, 0, name, label)
        write_across(page.sheet, page.row, 1, max(1, page.last), words, value)
        page.row += 1


def _write_table(page: _Page, table: Table, number: str) -> None:
    if table.caption:
        page.across(f"{number}　{table.caption}", look=page.book.look(bold=True))
    for column, each in enumerate(table.columns):
        write(page.sheet, page.row, column, each.title, page.book.head_look())
    page.row += 1
    first = page.row
    sums = [Decimal(0)] * len(table.columns)
    for row in table.rows:
        if isinstance(row, GroupRow):
            text = "　".join(part for part in (plain(row.text), plain(row.note)) if part)
            write_across(page.sheet, page.row, 0, len(table.columns) - 1, text, page.book.cell_look(Tone.ACCENT, bold=True))
            page.row += 1
        else:
            _write_row(page, table, row, first, sums)
    if plain(table.note):
        page.across(plain(table.note), look=page.book.note_look())


def _write_row(page: _Page, table: Table, row: Row, first: int, sums: list[Decimal]) -> None:
    """Write a row; a figure of a total that is the sum of the column so far is computed there."""
    column = 0
    height = 0.0
    for each in row.cells:
        cell = each if isinstance(each, Cell) else Cell(each)
        text = plain(cell.text)
        height = max(height, height_of(text, sum(page.widths[column : column + cell.span])))
        is_figure = cell.span == 1 and table.columns[column].align in (Align.DECIMAL, Align.RIGHT)
        figure = number_in(text) if is_figure else None
        tone = Tone.ACCENT if row.strong and cell.tone is Tone.PLAIN else cell.tone
        if figure is None:
            align = "center" if table.columns[column].align is Align.CENTER else "left"
            look = page.book.cell_look(tone, bold=row.strong, align=align)
            write_across(page.sheet, page.row, column, column + cell.span - 1, text, look)
        else:
            look = page.book.cell_look(tone, bold=row.strong, num_format=number_look(text))
            exact = Decimal(text.replace("−", "-"))
            if row.strong and page.row > first and exact == sums[column]:
                letter = xl_col_to_name(column)
                page.sheet.write_formula(page.row, column, f"=SUM({letter}{first + 1}:{letter}{page.row})", look, figure)
            else:
                page.sheet.write_number(page.row, column, figure, look)
            sums[column] += exact
        column += cell.span
    page.sheet.set_row(page.row, height)
    page.row += 1
