# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The bar chart: points by group as shares of what could be had, drawn as vectors, to be read in grey print too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from reportlab.lib.colors import HexColor

from evaluator_app.reporting.boxes import Box
from evaluator_app.reporting.document import Bar, BarChart, Tone
from evaluator_app.reporting.page_style import ACCENT, BODY_WIDTH, CELL, HAIRLINE, INK, SMALL, TEXT_COLOR, TRACK
from evaluator_app.reporting.sheet import Sheet
from evaluator_app.reporting.text_layout import Line, set_lines

_LABEL_WIDTH = 118.0
_VALUE_WIDTH = 74.0
_BAR = 11.0
_ROW = 26.0
_TICKS = 20.0
_LEGEND = 24.0
_QUARTERS = (Decimal(0), Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), Decimal(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBox(Box):
    """A bar chart."""

    chart: BarChart
    labels: tuple[tuple[Line, ...], ...]

    @property
    def _row_heights(self) -> list[float]:
        return [max(_ROW, len(lines) * CELL.leading + 6) for lines in self.labels]

    @property
    def height(self) -> float:
        """Override Box.height."""
        return sum(self._row_heights) + _TICKS + _LEGEND

    def split(self, available: float, whole_page: bool) -> tuple[Box, Box] | None:
        """Override Box.split: only a chart higher than a page is divided."""
        count = int((available - _TICKS - _LEGEND) / max(self._row_heights))
        if not whole_page or not 0 < count < len(self.labels):
            return None
        head = replace(self, chart=replace(self.chart, bars=self.chart.bars[:count]), labels=self.labels[:count])
        return head, replace(self, chart=replace(self.chart, bars=self.chart.bars[count:]), labels=self.labels[count:], anchor=None)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Override Box.draw."""
        sheet.anchor(self.anchor, top)
        start, width = left + _LABEL_WIDTH, BODY_WIDTH - _LABEL_WIDTH - _VALUE_WIDTH
        self._legend(sheet, start, top)
        top -= _LEGEND
        foot = top - sum(self._row_heights)
        canvas = sheet.canvas
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor(HexColor(HAIRLINE))
        for share in _QUARTERS:
            x = start + float(share) * width
            canvas.line(x, top, x, foot)
            sheet.words(f"{share * 100:.0f}%", SMALL, x, foot - 11, "center")
        for bar, label, height in zip(self.chart.bars, self.labels, self._row_heights, strict=True):
            sheet.lines(label, left, top - (height - len(label) * CELL.leading) / 2)
            _draw_bar(sheet, bar, start, top - (height - _BAR) / 2, width)
            value = bar.value or f"{bar.awarded} / {bar.attainable}"
            sheet.words(value, replace(CELL, bold=True), left + BODY_WIDTH, top - height / 2 - CELL.size * 0.35, "right")
            top -= height

    def _legend(self, sheet: Sheet, left: float, top: float) -> None:
        chart = self.chart
        baseline = top - 9
        entries = [(chart.awarded_word, ACCENT)]
        if any(is_below_floor(bar) for bar in chart.bars):
            entries.append((chart.below_floor_word, TEXT_COLOR[Tone.BAD]))
        x = left
        for word, color in entries:
            sheet.ground(x, baseline + 7, 9, 7, color)
            if color != ACCENT:
                _hatch(sheet, x, baseline + 7, 9, 7)
            sheet.words(word, SMALL, x + 13, baseline)
            x += 13 + sheet.canvas.stringWidth(word) + 16
        if any(bar.floor is not None for bar in chart.bars):
            _floor_mark(sheet, x + 4, baseline + 8, 9)
            sheet.words(chart.floor_word, SMALL, x + 13, baseline)


def chart_box(chart: BarChart) -> ChartBox:
    """Set a bar chart."""
    labels = tuple(set_lines(bar.label, CELL, _LABEL_WIDTH - 10) for bar in chart.bars)
    return ChartBox(chart=chart, labels=labels, anchor=chart.anchor, space_before=6, space_after=8, keep_with_next=bool(chart.caption))


def share_of(points: Decimal, attainable: Decimal) -> float:
    """Return points as a share of what could be had, from 0 to 1."""
    return float(min(max(points / attainable, Decimal(0)), Decimal(1))) if attainable > 0 else 0.0


def is_below_floor(bar: Bar) -> bool:
    """Tell whether a group misses its floor."""
    return bar.floor is not None and bar.awarded < bar.floor


def _draw_bar(sheet: Sheet, bar: Bar, left: float, top: float, width: float) -> None:
    sheet.ground(left, top, width, _BAR, TRACK)
    length = share_of(bar.awarded, bar.attainable) * width
    if length > 0:
        sheet.ground(left, top, length, _BAR, TEXT_COLOR[Tone.BAD] if is_below_floor(bar) else ACCENT)
        if is_below_floor(bar):
            _hatch(sheet, left, top, length, _BAR)
    if bar.floor is not None:
        _floor_mark(sheet, left + share_of(bar.floor, bar.attainable) * width, top + 3, _BAR + 6)


def _hatch(sheet: Sheet, left: float, top: float, width: float, height: float) -> None:
    """Lay white slanted lines over a bar, so that it differs without color too."""
    canvas = sheet.canvas
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(left, top - height, width, height)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setStrokeColor(HexColor("#ffffff"))
    canvas.setLineWidth(1)
    x = left - height
    while x < left + width:
        canvas.line(x, top - height, x + height, top)
        x += 4.5
    canvas.restoreState()


def _floor_mark(sheet: Sheet, x: float, top: float, height: float) -> None:
    canvas = sheet.canvas
    for color, thickness in (("#ffffff", 3.4), (INK, 1.4)):
        canvas.setStrokeColor(HexColor(color))
        canvas.setLineWidth(thickness)
        canvas.line(x, top, x, top - height)
