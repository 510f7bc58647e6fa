# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The tables of a report in Word: repeated heads, short rows undivided, decimal points under each other, grounds by tone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from unicodedata import east_asian_width

from evaluator_app.reporting.document import Align, Cell, Column, GroupRow, KeyValues, Row, Table, Tone, plain
from evaluator_app.reporting.page_style import ACCENT_TINT, CELL, GROUND, INK
from evaluator_app.reporting.word.grids import REPORT_RULES, GridCell, GridRow, Rule, grid
from evaluator_app.reporting.word.markup import FLAT, Shape, paragraph
from evaluator_app.reporting.word.setting import Setting

_DIGIT, _POINT = CELL.size * 0.5, CELL.size * 0.25
"""How wide they are in the Latin typeface."""
_LONG_ROW = 9
"""Rows of so many lines may go on over the page."""
_PADDING = 10.0
_LABELS = {1: 92.0, 2: 76.0}


def table(setting: Setting, block: Table, number: str) -> str:
    """Return a table under its caption, with its small print."""
    words = f"{number}　{block.caption}" if block.caption else ""
    written = setting.marked(block.anchor, setting.rich(words))
    if block.caption:
        written = paragraph(written, setting.ids["Caption"], Shape(keep_next=True, align="left"))
    elif written:
        written = paragraph(written, shape=Shape(keep_next=True, before=0, after=0, line=1))
    widths = _widths(block.columns, setting.width)
    fractions = [_widest_fraction(block, index) if column.align is Align.DECIMAL else 0.0 for index, column in enumerate(block.columns)]
    heads = tuple(
        GridCell(
            content=paragraph(
                setting.rich(column.title), setting.ids["ReportCellHead"], Shape(keep_next=bool(block.rows), align=_side(column.align))
            ),
            ground=ACCENT_TINT,
        )
        for column in block.columns
    )
    rows = [GridRow(cells=heads, is_head=True)]
    for index, row in enumerate(block.rows):
        if isinstance(row, GroupRow):
            rows.append(_group_row(setting, row, widths, is_last=index + 1 == len(block.rows)))
        else:
            rows.append(_row(setting, row, block.columns, widths, fractions))
    written += grid(widths, rows, rules=REPORT_RULES, words=block.caption)
    if plain(block.note):
        written += paragraph(setting.rich(block.note), setting.ids["ReportSmall"], Shape(before=4, after=10))
    return written


def key_values(setting: Setting, block: KeyValues) -> str:
    """Return labels with their values, one or two pairs a row."""
    if not block.pairs:
        return ""
    label = _LABELS.get(block.columns, _LABELS[2])
    widths = [label, setting.width / block.columns - label] * block.columns
    rows: list[GridRow] = []
    for start in range(0, len(block.pairs), block.columns):
        pairs = block.pairs[start : start + block.columns]
        cells: list[GridCell] = []
        for place, (name, value) in enumerate(pairs):
            is_last = place + 1 == len(pairs)
            span = len(widths) - 2 * place - 1 if is_last else 1
            named = setting.marked(block.anchor if not rows and not cells else None, setting.toned(name, Tone.MUTED))
            cells.append(GridCell(content=paragraph(named, setting.ids["ReportCell"]), ground=GROUND[Tone.MUTED]))
            cells.append(GridCell(content=paragraph(setting.rich(value), setting.ids["ReportCell"]), span=span))
        room = setting.width / block.columns - label - _PADDING
        rows.append(GridRow(cells=tuple(cells), is_whole=all(_lines(plain(value), room) < _LONG_ROW for _name, value in pairs)))
    return grid(widths, rows, rules=REPORT_RULES)


def _widths(columns: tuple[Column, ...], width: float) -> list[float]:
    total = sum(column.weight for column in columns)
    return [width * column.weight / total for column in columns]


def _side(align: Align) -> str:
    return {Align.LEFT: "", Align.CENTER: "center", Align.RIGHT: "right", Align.DECIMAL: "right"}[align]


def _cells(row: Row) -> Iterator[tuple[int, Cell]]:
    """Yield the cells with the number of the column each begins in."""
    number = 0
    for content in row.cells:
        cell = content if isinstance(content, Cell) else Cell(content)
        yield number, cell
        number += cell.span


def _row(setting: Setting, row: Row, columns: tuple[Column, ...], widths: list[float], fractions: list[float]) -> GridRow:
    cells: list[GridCell] = []
    end, lines = 0, 1
    for number, cell in _cells(row):
        end = number + cell.span
        if end > len(columns) or cell.span < 1:
            raise ValueError(f"a row has more cells than the table has columns: {plain(cell.text)!r}")
        align = columns[number].align
        shape = Shape(align=_side(align)) if _side(align) else FLAT
        fraction = _fraction(plain(cell.text)) if align is Align.DECIMAL and cell.span == 1 else None
        if fraction is not None and fractions[number] > _wide(fraction):
            shape = replace(shape, right=fractions[number] - _wide(fraction))
        words = setting.toned(cell.text, cell.tone, bold=row.strong)
        words = setting.marked(row.anchor, words) if number == 0 else words
        ground = GROUND.get(cell.tone) or (GROUND[Tone.MUTED] if row.strong else "")
        rules = {"top": Rule(color=INK)} if row.strong else None
        cells.append(GridCell(content=paragraph(words, setting.ids["ReportCell"], shape), span=cell.span, ground=ground, rules=rules))
        lines = max(lines, _lines(plain(cell.text), sum(widths[number:end]) - _PADDING))
    if end < len(columns):
        cells.append(GridCell(content=paragraph("", setting.ids["ReportCell"]), span=len(columns) - end))
    return GridRow(cells=tuple(cells), is_whole=lines < _LONG_ROW)


def _group_row(setting: Setting, row: GroupRow, widths: list[float], *, is_last: bool) -> GridRow:
    """Return a row that names those under it and stays with them; its note stands at the right by a tab."""
    shape = Shape(keep_next=not is_last)
    words = setting.marked(row.anchor, setting.toned(row.text, Tone.PLAIN, bold=True))
    if plain(row.note):
        shape = replace(shape, tabs=(("right", sum(widths) - _PADDING),))
        words += "<w:r><w:tab/></w:r>" + setting.toned(row.note, Tone.PLAIN, bold=True)
    content = paragraph(words, setting.ids["ReportCell"], shape)
    return GridRow(cells=(GridCell(content=content, span=len(widths), ground=GROUND[Tone.MUTED]),))


def _fraction(text: str) -> str | None:
    """Return the point and what follows, empty for a whole number, None for what is no number."""
    whole, point, decimals = text.strip().partition(".")
    digits = whole.lstrip("+-−").replace(",", "")
    return point + decimals if digits.isdigit() and (decimals.isdigit() or not point) else None


def _wide(fraction: str) -> float:
    return _POINT + _DIGIT * (len(fraction) - 1) if fraction else 0.0


def _widest_fraction(block: Table, column: int) -> float:
    cells = (each for row in block.rows if isinstance(row, Row) for each in _cells(row))
    return max((_wide(_fraction(plain(cell.text)) or "") for number, cell in cells if number == column and cell.span == 1), default=0.0)


def _lines(text: str, width: float) -> int:
    """Return about how many lines a text takes in a cell."""
    return sum(
        1 + int(sum(1.0 if east_asian_width(each) in "WF" else 0.5 for each in line) * CELL.size / width) for line in text.split("\n")
    )
