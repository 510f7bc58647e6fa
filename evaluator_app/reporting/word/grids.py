# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tables in Word's XML: columns, rules, cells. Knows nothing of what a table says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evaluator_app.reporting.page_style import ACCENT, HAIRLINE
from evaluator_app.reporting.word.markup import attribute, color_of, shading, twips

_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line between or around cells."""

    color: str
    width: float = 0.5
    """In points."""
    kind: str = "single"


Rules = dict[str, Rule]
"""By edge: top, left, bottom, right, insideH, insideV."""
REPORT_RULES: Rules = {
    "top": Rule(color=ACCENT, width=1),
    "bottom": Rule(color=ACCENT, width=0.75),
    "insideH": Rule(color=HAIRLINE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell; its content is one paragraph or more."""

    content: str
    span: int = 1
    ground: str = ""
    rules: Rules | None = None
    in_middle: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A row."""

    cells: tuple[GridCell, ...]
    is_head: bool = False
    """Whether it is repeated on every page."""
    is_whole: bool = True
    """Whether it stays on one page."""
    height: float = 0
    """Exactly so high, 0 for as high as its cells."""


def grid(
    widths: Sequence[float], rows: Iterable[GridRow], *, rules: Rules | None = None, words: str = "", padding: tuple[float, float] = (5, 4)
) -> str:
    """Return a table of columns so wide in points; the words say to a screen reader what it holds, padding is at sides and ends."""
    units = _units(widths)
    columns = "".join(f'<w:gridCol w:w="{unit}"/>' for unit in units)
    sides, ends = (twips(each) for each in padding)
    margins = "".join(
        f'<w:{edge} w:w="{space}" w:type="dxa"/>' for edge, space in (("top", ends), ("left", sides), ("bottom", ends), ("right", sides))
    )
    properties = (
        f'<w:tblW w:w="{sum(units)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>{_borders("tblBorders", rules or {})}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0"'
        ' w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    properties += f'<w:tblDescription w:val="{attribute(words)}"/>' if words else ""
    written = "".join(_row(row, units) for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{written}</w:tbl>"


def _units(widths: Sequence[float]) -> list[int]:
    """Return whole units that come to the same sum."""
    edges = [0]
    total = 0.0
    for width in widths:
        total += width
        edges.append(twips(total))
    return [right - left for left, right in pairwise(edges)]


def _row(row: GridRow, units: Sequence[int]) -> str:
    properties = "<w:cantSplit/>" if row.is_whole else ""
    properties += f'<w:trHeight w:val="{twips(row.height)}" w:hRule="exact"/>' if row.height else ""
    properties += "<w:tblHeader/>" if row.is_head else ""
    written, at = "", 0
    for cell in row.cells:
        written += _cell(cell, sum(units[at : at + cell.span]))
        at += cell.span
    if at != len(units):
        raise ValueError(f"a row covers {at} of {len(units)} columns")
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{written}</w:tr>"


def _cell(cell: GridCell, width: int) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    properties += _borders("tcBorders", cell.rules) if cell.rules else ""
    properties += shading(cell.ground)
    properties += '<w:vAlign w:val="center"/>' if cell.in_middle else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{cell.content}</w:tc>"


def _borders(name: str, rules: Rules) -> str:
    edges = "".join(
        f'<w:{edge} w:val="{rules[edge].kind}" w:sz="{round(rules[edge].width * 8)}" w:space="0" w:color="{color_of(rules[edge].color)}"/>'
        for edge in _EDGES
        if edge in rules
    )
    return f"<w:{name}>{edges}</w:{name}>" if edges else ""
