# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tables on the page: column widths, decimal points, grounds, repeated heads, rows that go on over the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace

from evaluator_app.reporting.boxes import Box, lines_that_fit
from evaluator_app.reporting.document import Align, Cell, Column, GroupRow, RichText, Row, Table, Tone, plain, runs_of
from evaluator_app.reporting.page_style import ACCENT, ACCENT_TINT, BODY_WIDTH, CELL, CELL_HEAD, GROUND, HAIRLINE, INK, SMALL
from evaluator_app.reporting.sheet import Sheet
from evaluator_app.reporting.tagging import Role, Tag
from evaluator_app.reporting.text_layout import Line, set_lines, text_width

_PAD_X = 5.0
_PAD_Y = 4.2
_MOVED_WHOLE = 9
"""Rows of fewer lines are not divided but begin on the next page."""


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell's lines and its ground."""

    left: float
    width: float
    lines: tuple[Line, ...]
    ground: str | None
    shift: float = 0
    """How far right-aligned figures stand from the right, for their points to meet."""
    span: int = 1
    """How many columns it takes."""
    heads: str = ""
    """Row or Column where it is a head of one."""


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row set into lines."""

    cells: tuple[SetCell, ...]
    anchor: str | None = None
    ground: str | None = None
    leads: bool = False
    """Whether it must stand with the row after it."""
    over: str = HAIRLINE
    """The color of the rule over it."""
    goes_on: bool = False
    """Whether it began on an earlier page."""

    @property
    def line_count(self) -> int:
        """The lines of its longest cell."""
        return max((len(cell.lines) for cell in self.cells), default=1)

    @property
    def height(self) -> float:
        """With its padding."""
        return self.line_count * CELL.leading + 2 * _PAD_Y

    def split(self, available: float, whole_page: bool) -> tuple[SetRow, SetRow] | None:
        """Divide every cell after the same number of lines."""
        if not whole_page and (self.leads or self.line_count < _MOVED_WHOLE):
            return None
        count = lines_that_fit(self.line_count, CELL.leading, available - 2 * _PAD_Y, whole_page)
        if not 0 < count < self.line_count:
            return None
        head = tuple(replace(cell, lines=cell.lines[:count]) for cell in self.cells)
        tail = tuple(replace(cell, lines=cell.lines[count:]) for cell in self.cells)
        return replace(self, cells=head), replace(self, cells=tail, anchor=None, goes_on=True)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw grounds, then words, then the rule over it."""
        sheet.anchor(self.anchor, top)
        if self.ground:
            sheet.ground(left, top, BODY_WIDTH, self.height, self.ground)
        with sheet.tags.element(Role.ROW, again=-1 if self.goes_on else None):
            for number, cell in enumerate(self.cells):
                if cell.ground:
                    sheet.ground(left + cell.left, top, cell.width, self.height, cell.ground)
                role = Role.HEAD_CELL if cell.heads else Role.CELL
                with sheet.tags.element(role, again=number if self.goes_on else None, scope=cell.heads, span=cell.span):
                    sheet.lines(cell.lines, left + cell.left + _PAD_X - cell.shift, top - _PAD_Y)
        sheet.rule(left, left + BODY_WIDTH, top, self.over)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBox(Box):
    """A table, or what of it comes on this page."""

    head: SetRow | None
    rows: tuple[SetRow, ...]
    continued: str
    """The words over a table that began on an earlier page."""
    tag: Tag = Tag(Role.TABLE)  # noqa: RUF009 - a frozen value

    @property
    def _above(self) -> float:
        return (self.head.height if self.head else 0) + (SMALL.leading + 2 if self.goes_on else 0)

    @property
    def height(self) -> float:
        """Override Box.height."""
        return self._above + sum(row.height for row in self.rows)

    @property
    def least_height(self) -> float:
        """Override Box.least_height: the head and the first row, with those it leads."""
        least = self._above
        for row in self.rows:
            least += min(row.height, (_MOVED_WHOLE - 1) * CELL.leading)
            if not row.leads:
                break
        return least

    def split(self, available: float, whole_page: bool) -> tuple[Box, Box] | None:
        """Override Box.split."""
        room = available - self._above
        count = 0
        while count < len(self.rows) and self.rows[count].height <= room:
            room -= self.rows[count].height
            count += 1
        is_first = whole_page and all(row.leads for row in self.rows[:count])
        divided = self.rows[count].split(room, is_first) if count < len(self.rows) else None
        if divided is None:
            while count and self.rows[count - 1].leads:
                count -= 1
        head = self.rows[:count] + ((divided[0],) if divided else ())
        tail = ((divided[1], *self.rows[count + 1 :])) if divided else self.rows[count:]
        if not head or not tail:
            return None
        return replace(self, rows=head, space_after=0), replace(self, rows=tail, goes_on=True, anchor=None)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Override Box.draw."""
        sheet.anchor(self.anchor, top)
        right = left + BODY_WIDTH
        if self.goes_on:
            with sheet.tags.artifact():
                sheet.line(set_lines(self.continued, replace(SMALL, align="right"), BODY_WIDTH)[0], left, top)
            top -= SMALL.leading + 2
        start = top
        if self.head is not None:
            with sheet.tags.artifact() if self.goes_on else nullcontext():
                self.head.draw(sheet, left, top)
            top -= self.head.height
        for row in self.rows:
            row.draw(sheet, left, top)
            top -= row.height
        sheet.rule(left, right, start, ACCENT, 1)
        if self.head is not None:
            sheet.rule(left, right, start - self.head.height, ACCENT, 0.6)
        sheet.rule(left, right, top, ACCENT, 0.8)


def table_box(table: Table, continued: str) -> TableBox:
    """Set a table."""
    widths = _widths(table.columns)
    lefts = [sum(widths[:number]) for number in range(len(widths))]
    fractions = [_widest_fraction(table, number) if column.align is Align.DECIMAL else 0.0 for number, column in enumerate(table.columns)]
    head_cells = []
    for column, left, width in zip(table.columns, lefts, widths, strict=True):
        style = replace(CELL_HEAD, align=_side(column.align))
        head_cells.append(SetCell(left, width, set_lines(column.title, style, width - 2 * _PAD_X), None, heads="Column"))
    rows = []
    for row in table.rows:
        if isinstance(row, GroupRow):
            rows.append(_group_row(row, len(table.columns)))
        else:
            rows.append(_row(row, table.columns, lefts, widths, fractions))
    head = SetRow(tuple(head_cells), ground=ACCENT_TINT)
    return TableBox(head=head, rows=tuple(rows), continued=continued, anchor=table.anchor, space_before=4, space_after=12)


def pairs_box(pairs: tuple[tuple[str, RichText], ...], columns: int, anchor: str | None, continued: str) -> TableBox:
    """Set labels with their values as a grid."""
    share = BODY_WIDTH / columns
    label_width = 92.0 if columns == 1 else 76.0
    rows = []
    for start in range(0, len(pairs), columns):
        cells = []
        for place, (label, value) in enumerate(pairs[start : start + columns]):
            left, value_width = place * share, share - label_width
            lone = columns > 1 and place == 0 and start + 1 == len(pairs)
            value_width += share if lone else 0
            style = replace(CELL, color="#4a5750")
            cells.append(SetCell(left, label_width, set_lines(label, style, label_width - 2 * _PAD_X), GROUND[Tone.MUTED], heads="Row"))
            lines = set_lines(value, CELL, value_width - 2 * _PAD_X)
            cells.append(SetCell(left + label_width, value_width, lines, None, span=2 * columns - 1 if lone else 1))
        rows.append(SetRow(tuple(cells)))
    return TableBox(head=None, rows=tuple(rows), continued=continued, anchor=anchor, space_before=4, space_after=12)


def _widths(columns: tuple[Column, ...]) -> list[float]:
    total = sum(column.weight for column in columns)
    return [BODY_WIDTH * column.weight / total for column in columns]


def _side(align: Align) -> str:
    return {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.DECIMAL: "right"}[align]


def _fraction(text: str) -> str | None:
    """Return the point and what follows, empty for a whole number, None for what is no number."""
    whole, point, decimals = text.strip().partition(".")
    digits = whole.lstrip("+-−").replace(",", "")
    return point + decimals if digits.isdigit() and (decimals.isdigit() or not point) else None


def _placed_cells(row: Row) -> Iterator[tuple[int, Cell]]:
    """Yield the cells with the number of the column each begins in."""
    number = 0
    for content in row.cells:
        cell = content if isinstance(content, Cell) else Cell(content)
        yield number, cell
        number += cell.span


def _widest_fraction(table: Table, column: int) -> float:
    widest = 0.0
    for row in table.rows:
        for number, cell in _placed_cells(row) if isinstance(row, Row) else ():
            if number == column and cell.span == 1:
                widest = max(widest, text_width(_fraction(plain(cell.text)) or "", CELL))
    return widest


def _row(row: Row, columns: tuple[Column, ...], lefts: list[float], widths: list[float], fractions: list[float]) -> SetRow:
    cells: list[SetCell] = []
    for number, cell in _placed_cells(row):
        if number + cell.span > len(columns) or cell.span < 1:
            raise ValueError(f"a row has more cells than the table has columns: {plain(cell.text)!r}")
        width = sum(widths[number : number + cell.span])
        style = replace(CELL, align=_side(columns[number].align), bold=row.strong)
        shift = 0.0
        if columns[number].align is Align.DECIMAL and cell.span == 1:
            fraction = _fraction(plain(cell.text))
            shift = 0.0 if fraction is None else fractions[number] - text_width(fraction, CELL)
        lines = set_lines(cell.text, style, width - 2 * _PAD_X, cell.tone)
        cells.append(SetCell(lefts[number], width, lines, GROUND.get(cell.tone), shift, cell.span))
    if row.strong:
        return SetRow(tuple(cells), row.anchor, GROUND[Tone.MUTED], over=INK)
    return SetRow(tuple(cells), row.anchor)


def _group_row(row: GroupRow, columns: int) -> SetRow:
    note = plain(row.note)
    note_width = text_width(note, replace(CELL, bold=True)) + 3 * _PAD_X if note else 0.0
    note_width = min(note_width, BODY_WIDTH / 2)
    style = replace(CELL, bold=True)
    words = set_lines(row.text, style, BODY_WIDTH - note_width - 2 * _PAD_X)
    cells = [SetCell(0, BODY_WIDTH - note_width, words, None, span=max(1, columns - 1) if note else columns)]
    if note:
        lines = set_lines(runs_of(row.note), replace(style, align="right"), note_width - 2 * _PAD_X)
        cells.append(SetCell(BODY_WIDTH - note_width, note_width, lines, None))
    return SetRow(tuple(cells), row.anchor, GROUND[Tone.MUTED], leads=True)
