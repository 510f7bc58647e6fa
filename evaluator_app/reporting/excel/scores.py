# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The sheets that compute: every item's points, and the sums over them beside the figures of the report.

The formulas stand for themselves: whoever changes a point in the sheet of items sees at once which sum no longer agrees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.rating import Line
from evaluator_app.domain.scoring import GroupScore, ItemScore
from evaluator_app.reporting.document import Cell, Document, Row, Table, Tone, plain
from evaluator_app.reporting.excel.book import Book, height_of, set_widths, write, write_across, write_title
from evaluator_app.reporting.numbering import numbered
from evaluator_app.reporting.source import ReportSource

_POINTS = "0.##########"
_RATE = "0.0%"
_NEAR = "0.000001"
_FIRST = 3
"""Row of the first item and of the first group, from 0."""
_ITEM_WIDTHS = (8, 20, 20, 26, 7, 8, 7, 7, 7, 8, 10, 10, 52, 10)
_ITEM_POINTS = (4, 5, 6, 7, 8)
"""Columns of the sheet of items: points, attainable, awarded, lost, open."""


@dataclass(frozen=True, slots=True)
class _Items:
    """Where the items stand."""

    name: str
    """The name of their sheet as formulas write it."""
    last: int
    """Row of the last item, from 0."""

    def column(self, number: int) -> str:
        """Return the cells of a column, as formulas write them."""
        letter = xl_col_to_name(number)
        return f"{self.name}!${letter}${_FIRST + 1}:${letter}${self.last + 1}"


def write_scores(book: Book, document: Document, source: ReportSource) -> None:
    """Write the check of the sums and, after it, the items that it goes over."""
    _ = source.translate
    check = book.sheet(_("Cross-check"))
    items = _write_items(book, source, _said(document))
    _write_check(book, check, source, items)


def _write_items(book: Book, source: ReportSource, said: Mapping[str, str]) -> _Items:
    _ = source.translate
    sheet = book.sheet(_("Points by item"))
    set_widths(sheet, _ITEM_WIDTHS)
    write_title(book, sheet, _("Points by item"))
    write(sheet, 1, 0, _("Rates, checks and totals are formulas."), book.look(font_size=9, text_wrap=False))
    heads = (
        _("No."),
        _("First-level group"),
        _("Within"),
        _("Item"),
        _("Points"),
        _("Attainable"),
        _("Awarded"),
        _("Lost"),
        _("Open"),
        _("Rate"),
        _("Check"),
        _("State"),
        _("Facts and reasons"),
        _("Evidence"),
    )
    for column, head in enumerate(heads):
        write(sheet, _FIRST - 1, column, head, book.head_look())
    numbers = source.numbered_evidence()
    row = _FIRST
    for first, inner, item in _placed(source.card.groups):
        _write_item(book, sheet, row, source, (first, inner, item), said, numbers)
        row += 1
    look = book.cell_look(Tone.ACCENT, bold=True)
    write_across(sheet, row, 0, 3, _("Total"), look)
    card = source.card
    for column, points in zip(_ITEM_POINTS, (card.max_score, card.attainable, card.awarded, card.lost, card.open), strict=True):
        letter = xl_col_to_name(column)
        formula = f"=SUM({letter}{_FIRST + 1}:{letter}{row})"
        sheet.write_formula(row, column, formula, book.cell_look(Tone.ACCENT, bold=True, num_format=_POINTS), float(points))
    for column in range(9, len(_ITEM_WIDTHS)):
        sheet.write_blank(row, column, None, look)
    sheet.freeze_panes(_FIRST, 4)
    sheet.autofilter(_FIRST - 1, 0, row - 1, len(_ITEM_WIDTHS) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(_FIRST - 1)
    return _Items("'" + sheet.get_name().replace("'", "''") + "'", row - 1)


def _said(document: Document) -> dict[str, str]:
    """Return what the report says of each item, its facts and reasons, by the anchor of its row."""
    tables = [each.block for each in numbered(document.blocks, document.words) if isinstance(each.block, Table)]
    rows = [row for table in tables for row in table.rows if isinstance(row, Row) and row.anchor]
    last = {row.anchor or "": row.cells[-1] for row in rows}
    return {anchor: plain(cell.text if isinstance(cell, Cell) else cell) for anchor, cell in last.items()}


def _placed(groups: Sequence[GroupScore]) -> Iterator[tuple[GroupScore, GroupScore, ItemScore]]:
    """Yield every item with its first-level group and the group it stands in."""

    def below(first: GroupScore, group: GroupScore) -> Iterator[tuple[GroupScore, GroupScore, ItemScore]]:
        for inner in group.groups:
            yield from below(first, inner)
        for item in group.items:
            yield first, group, item

    for group in groups:
        yield from below(group, group)


def _write_item(
    book: Book,
    sheet: Worksheet,
    row: int,
    source: ReportSource,
    placed: tuple[GroupScore, GroupScore, ItemScore],
    said: Mapping[str, str],
    numbers: dict[str, int],
) -> None:
    first, inner, item = placed
    award = item.award
    plain, figure = book.cell_look(), book.cell_look(num_format=_POINTS)
    for column, text in enumerate((item.code, _named(first), "" if inner is first else _named(inner), item.title)):
        write(sheet, row, column, text, plain)
    for column, points in zip(_ITEM_POINTS, (item.max_score, award.attainable, award.awarded, award.lost, award.open), strict=True):
        sheet.write_number(row, column, float(points), figure)
    attainable, awarded, lost, open_ = (xl_rowcol_to_cell(row, column) for column in _ITEM_POINTS[1:])
    rate = float(award.awarded / award.attainable) if award.attainable else ""
    sheet.write_formula(row, 9, f'=IF({attainable}=0,"",{awarded}/{attainable})', book.cell_look(num_format=_RATE), rate)
    _write_verdict(book, sheet, (row, 10), f"ABS({attainable}-{awarded}-{lost}-{open_})<{_NEAR}", source)
    write(sheet, row, 11, source.term(award.state), plain)
    reasons = said.get(f"item-{item.id}", "")
    write(sheet, row, 12, reasons, plain)
    found = sorted(numbers[each.id] for each in source.assessment.evidence_of(item.id))
    write(sheet, row, 13, "、".join(map(str, found)), plain)
    texts = ((1, _named(first)), (2, _named(inner)), (3, item.title), (12, reasons))
    sheet.set_row(row, max(height_of(text, _ITEM_WIDTHS[column]) for column, text in texts))


def _named(group: GroupScore) -> str:
    return f"{group.code} {group.title}"


def _write_verdict(book: Book, sheet: Worksheet, cell: tuple[int, int], holds: str, source: ReportSource) -> None:
    """Write whether two figures agree, found out by the workbook; in words as well as in color."""
    _ = source.translate
    yes, no = _("✓ agrees"), _("✗ differs")
    sheet.write_formula(*cell, f'=IF({holds},"{yes}","{no}")', book.cell_look(align="center"), yes)
    red = {"type": "cell", "criteria": "==", "value": f'"{no}"', "format": book.workbook.add_format({"bg_color": "#fbe9e5", "bold": True})}
    sheet.conditional_format(*cell, *cell, red)


def _write_check(book: Book, sheet: Worksheet, source: ReportSource, items: _Items) -> None:
    _ = source.translate
    set_widths(sheet, (34, *(9,) * 10, 11, 10, 10, 22))
    write_title(book, sheet, _("Cross-check of the sums"))
    figures = (_("Points"), _("Attainable"), _("Awarded"), _("Lost"), _("Open"))
    write_across(sheet, 1, 1, 5, _("As in the report"), book.head_look())
    write_across(sheet, 1, 6, 10, _("Summed from the items"), book.head_look())
    heads = (_("Group"), *figures, *figures, _("Check"), _("Rate"), _("Floor"), _("Standing"))
    for column, head in enumerate(heads):
        write(sheet, 2, column, head, book.head_look())
    sheet.write_blank(1, 0, None, book.head_look())
    floors = {line.id: line for line in source.rating.floors}
    row = _FIRST
    for group in source.card.groups:
        sums = [
            (f"SUMIF({items.column(1)},{xl_rowcol_to_cell(row, 0, col_abs=True)},{items.column(column)})", points)
            for column, points in zip(_ITEM_POINTS, _figures(group), strict=True)
        ]
        _write_sums(book, sheet, row, _named(group), sums, source)
        _write_line(book, sheet, row, floors.get(group.id), group.max_score, source)
        row += 1
    whole = [(f"SUM({items.column(column)})", points) for column, points in zip(_ITEM_POINTS, _figures(source.card), strict=True)]
    _write_sums(book, sheet, row, _("Total"), whole, source, bold=True)
    _write_line(book, sheet, row, source.rating.total, None, source)
    sheet.freeze_panes(_FIRST, 1)
    sheet.set_landscape()
    _insert_charts(book, sheet, source, row)


def _figures(score: object) -> tuple[Decimal, ...]:
    return tuple(getattr(score, name) for name in ("max_score", "attainable", "awarded", "lost", "open"))


def _write_sums(
    book: Book, sheet: Worksheet, row: int, name: str, sums: Sequence[tuple[str, Decimal]], source: ReportSource, *, bold: bool = False
) -> None:
    tone = Tone.ACCENT if bold else Tone.PLAIN
    figure = book.cell_look(tone, num_format=_POINTS, bold=bold)
    write(sheet, row, 0, name, book.cell_look(tone, bold=bold))
    for number, (formula, points) in enumerate(sums):
        sheet.write_number(row, 1 + number, float(points), figure)
        sheet.write_formula(row, 6 + number, f"={formula}", figure, float(points))
    pairs = ",".join(
        f"ABS({xl_rowcol_to_cell(row, 1 + number)}-{xl_rowcol_to_cell(row, 6 + number)})<{_NEAR}" for number in range(len(sums))
    )
    _write_verdict(book, sheet, (row, 11), f"AND({pairs})", source)
    attainable, awarded = xl_rowcol_to_cell(row, 7), xl_rowcol_to_cell(row, 8)
    rate = float(sums[2][1] / sums[1][1]) if sums[1][1] else ""
    sheet.write_formula(row, 12, f'=IF({attainable}=0,"",{awarded}/{attainable})', book.cell_look(tone, num_format=_RATE, bold=bold), rate)


def _write_line(book: Book, sheet: Worksheet, row: int, line: Line | None, points: Decimal | None, source: ReportSource) -> None:
    """Write the line of a group as a rate of its points, that of the total in points, and how it stands as the report says."""
    plain = book.cell_look(align="center")
    if line is None or line.required is None:
        write(sheet, row, 13, "–", plain)
        write(sheet, row, 14, "–", plain)
        return
    if points:
        sheet.write_number(row, 13, float(line.required / points), book.cell_look(num_format=_RATE))
    else:
        sheet.write_number(row, 13, float(line.required), book.cell_look(num_format=_POINTS))
    write(sheet, row, 14, f"{decimal_text(line.secured)} / {decimal_text(line.required)}　{source.term(line.standing)}", plain)


def _insert_charts(book: Book, sheet: Worksheet, source: ReportSource, total_row: int) -> None:
    """Draw the rates of the groups twice, as bars and as a radar, from the cells themselves."""
    _ = source.translate
    name = sheet.get_name()
    for kind, column, title in (("column", 0, _("Rate of points by group")), ("radar", 7, _("Profile of the groups"))):
        chart = book.workbook.add_chart({"type": kind, **({"subtype": "filled"} if kind == "radar" else {})})
        chart.add_series(
            {
                "name": _("Rate of points"),
                "categories": [name, _FIRST, 0, total_row - 1, 0],
                "values": [name, _FIRST, 12, total_row - 1, 12],
                "fill": {"color": "#1f6b4a", "transparency": 35 if kind == "radar" else 0},
            }
        )
        font = {"name": book.font, "size": 9}
        chart.set_title({"name": title, "name_font": {**font, "size": 11}})
        chart.set_y_axis({"min": 0, "max": 1, "num_format": "0%", "num_font": font, "major_gridlines": {"visible": True}})
        chart.set_x_axis({"num_font": font})
        chart.set_legend({"none": True})
        chart.set_size({"width": 560 if column == 0 else 520, "height": 340})
        sheet.insert_chart(total_row + 2, column, chart, {"description": title})
