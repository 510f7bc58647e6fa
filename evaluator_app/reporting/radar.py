# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The radar chart: points by group as shares of what could be had, on spokes of equal length, drawn as vectors.

The outermost ring is always all that could be had, so a small score looks small whatever the others are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from math import cos, pi, sin

from reportlab.lib.colors import HexColor

from evaluator_app.reporting.boxes import Box
from evaluator_app.reporting.charts import is_below_floor, share_of
from evaluator_app.reporting.document import Bar, RadarChart, Tone
from evaluator_app.reporting.page_style import ACCENT, ACCENT_TINT, BODY_WIDTH, CELL, HAIRLINE, INK, SMALL, TEXT_COLOR
from evaluator_app.reporting.sheet import Sheet
from evaluator_app.reporting.text_layout import Line, set_lines, text_width

_RADIUS = 92.0
_GAP = 11.0
_LABEL_WIDTH = 112.0
_LEGEND = 22.0
_RINGS = (0.25, 0.5, 0.75, 1.0)
_NAMED_RINGS = (0.5, 1.0)  # the others are where floors and outlines cross the words
_VALUE = replace(SMALL, color=INK)
_SIDEWAYS = 0.2  # of the circle's width: a label nearer to the middle stands centered


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarBox(Box):
    """A radar chart; it is never divided."""

    chart: RadarChart
    labels: tuple[tuple[Line, ...], ...]
    """Name and value beside each spoke."""
    over: float
    """Room over the outermost ring."""
    under: float

    @property
    def height(self) -> float:
        """Override Box.height."""
        return _LEGEND + self.over + 2 * _RADIUS + self.under

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Override Box.draw."""
        sheet.anchor(self.anchor, top)
        self._legend(sheet, left, top)
        middle = (left + BODY_WIDTH / 2, top - _LEGEND - self.over - _RADIUS)
        bars = self.chart.bars
        spokes = [_direction(number, len(bars)) for number in range(len(bars))]
        reached = [_at(middle, spoke, share_of(bar.awarded, bar.attainable)) for spoke, bar in zip(spokes, bars, strict=True)]
        _outline(sheet, reached, fill=ACCENT_TINT)
        self._web(sheet, middle, spokes)
        if any(bar.floor is not None for bar in bars):
            _floors(sheet, middle, spokes, bars)
        _outline(sheet, reached, stroke=ACCENT, thickness=1.5)
        for bar, spot in zip(bars, reached, strict=True):
            _mark(sheet, spot, is_below=is_below_floor(bar))
        for lines, spoke in zip(self.labels, spokes, strict=True):
            _label(sheet, lines, _at(middle, spoke, 1 + _GAP / _RADIUS), spoke)

    def _web(self, sheet: Sheet, middle: tuple[float, float], spokes: list[tuple[float, float]]) -> None:
        for ring in _RINGS:
            _outline(sheet, [_at(middle, spoke, ring) for spoke in spokes], stroke=HAIRLINE, thickness=0.8 if ring == 1 else 0.4)
        canvas = sheet.canvas
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor(HexColor(HAIRLINE))
        for spoke in spokes:
            canvas.line(*middle, *_at(middle, spoke, 1))
        for ring in _NAMED_RINGS:
            sheet.words(f"{ring * 100:.0f}%", SMALL, middle[0] + 3, middle[1] + ring * _RADIUS - 9)

    def _legend(self, sheet: Sheet, left: float, top: float) -> None:
        chart, baseline = self.chart, top - 9
        has_floor = any(bar.floor is not None for bar in chart.bars)
        words = [chart.awarded_word, *([chart.floor_word] if has_floor else [])]
        width = sum(text_width(word, SMALL) for word in words) + 24 * len(words) + 16 * (len(words) - 1)
        x = left + (BODY_WIDTH - width) / 2
        for word, color in zip(words, (ACCENT, INK), strict=False):
            canvas = sheet.canvas
            canvas.saveState()
            canvas.setStrokeColor(HexColor(color))
            canvas.setLineWidth(1.5 if color == ACCENT else 1)
            if color == INK:
                canvas.setDash([3, 2])
            canvas.line(x, baseline + 3, x + 18, baseline + 3)
            canvas.restoreState()
            sheet.words(word, SMALL, x + 24, baseline)
            x += 24 + text_width(word, SMALL) + 16


def radar_box(chart: RadarChart) -> RadarBox:
    """Set a radar chart; ValueError for less than three spokes."""
    count = len(chart.bars)
    if count < 3:
        raise ValueError(f"a radar chart of {count} spokes")
    labels = tuple(_label_lines(bar, _direction(number, count)) for number, bar in enumerate(chart.bars))
    over = under = 0.0
    for lines, (_x, y) in zip(labels, (_direction(number, count) for number in range(count)), strict=True):
        high = sum(line.leading for line in lines)
        middle = y * (_RADIUS + _GAP)
        over = max(over, middle + _rise(y, high) - _RADIUS)
        under = max(under, -(middle + _rise(y, high) - high) - _RADIUS)
    return RadarBox(
        chart=chart,
        labels=labels,
        over=over,
        under=under,
        anchor=chart.anchor,
        space_before=6,
        space_after=6,
        keep_with_next=bool(chart.caption),
    )


def _label_lines(bar: Bar, spoke: tuple[float, float]) -> tuple[Line, ...]:
    align = _side(spoke)
    value = bar.value or f"{bar.awarded} / {bar.attainable}"
    name = set_lines(bar.label, replace(CELL, align=align), _LABEL_WIDTH)
    tone = Tone.BAD if is_below_floor(bar) else Tone.PLAIN
    return (*name, *set_lines(value, replace(_VALUE, align=align), _LABEL_WIDTH, tone))


def _side(spoke: tuple[float, float]) -> str:
    if abs(spoke[0]) < _SIDEWAYS:
        return "center"
    return "left" if spoke[0] > 0 else "right"


def _rise(y: float, high: float) -> float:
    """Return how far a label's top is over the point it stands at: all of it at the top of the circle, nothing at its foot."""
    return high * (y + 1) / 2


def _label(sheet: Sheet, lines: tuple[Line, ...], spot: tuple[float, float], spoke: tuple[float, float]) -> None:
    back = {"center": _LABEL_WIDTH / 2, "left": 0.0, "right": _LABEL_WIDTH}[_side(spoke)]
    sheet.lines(lines, spot[0] - back, spot[1] + _rise(spoke[1], sum(line.leading for line in lines)))


def _direction(number: int, count: int) -> tuple[float, float]:
    """Return the direction of a spoke: the first up, the others clockwise."""
    turn = pi / 2 - 2 * pi * number / count
    return round(cos(turn), 6), round(sin(turn), 6)


def _at(middle: tuple[float, float], spoke: tuple[float, float], share: float) -> tuple[float, float]:
    return middle[0] + spoke[0] * share * _RADIUS, middle[1] + spoke[1] * share * _RADIUS


def _floors(sheet: Sheet, middle: tuple[float, float], spokes: list[tuple[float, float]], bars: tuple[Bar, ...]) -> None:
    """Draw the floors as a dashed line; a group without one has the floor at the middle."""
    shares = [share_of(bar.floor or Decimal(0), bar.attainable) for bar in bars]
    canvas = sheet.canvas
    canvas.saveState()
    canvas.setDash([3, 2])
    _outline(sheet, [_at(middle, spoke, share) for spoke, share in zip(spokes, shares, strict=True)], stroke=INK, thickness=1)
    canvas.restoreState()


def _outline(
    sheet: Sheet, spots: list[tuple[float, float]], *, fill: str | None = None, stroke: str | None = None, thickness: float = 1
) -> None:
    canvas = sheet.canvas
    if fill is not None:
        canvas.setFillColor(HexColor(fill))
    if stroke is not None:
        canvas.setStrokeColor(HexColor(stroke))
        canvas.setLineWidth(thickness)
    path = canvas.beginPath()
    path.moveTo(*spots[0])
    for spot in spots[1:]:
        path.lineTo(*spot)
    path.close()
    canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None))


def _mark(sheet: Sheet, spot: tuple[float, float], *, is_below: bool) -> None:
    """Mark what was reached: a dot, and a square for what is below its floor, so that it differs without color too."""
    canvas = sheet.canvas
    if is_below:
        canvas.setFillColor(HexColor(TEXT_COLOR[Tone.BAD]))
        canvas.rect(spot[0] - 3, spot[1] - 3, 6, 6, stroke=0, fill=1)
    else:
        canvas.setFillColor(HexColor(ACCENT))
        canvas.circle(*spot, 2.4, stroke=0, fill=1)
