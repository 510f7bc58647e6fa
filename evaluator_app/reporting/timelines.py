# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A timeline drawn as vectors: a panel a day, a row a lane, bars to the scale of the hours; the words beside say all that is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from reportlab.lib.colors import HexColor

from evaluator_app.reporting.boxes import Box
from evaluator_app.reporting.page_style import ACCENT, BODY_WIDTH, CELL, HAIRLINE, SMALL, TRACK
from evaluator_app.reporting.sheet import Sheet
from evaluator_app.reporting.text_layout import Line, set_lines
from evaluator_app.reporting.timeline import Span, Timeline

_LABEL_WIDTH = 118.0
_WORDS_WIDTH = 96.0
_BAR = 8.0
_ROW = 20.0
_HEAD = 20.0
_TICKS = 16.0
_LEAST_BAR = 3.5
_HOUR = 3600
_MOST_TICKS = 9
_LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Row:
    lane: tuple[Line, ...]
    words: tuple[Line, ...]
    spans: tuple[tuple[float, float], ...]
    """Begin and end in hours of the day."""

    @property
    def height(self) -> float:
        return max(_ROW, max(len(self.lane), len(self.words)) * CELL.leading + 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBox(Box):
    """One day of a timeline."""

    title: str
    rows: tuple[_Row, ...]
    first: int
    """The hour at which the scale begins."""
    hours: int

    @property
    def height(self) -> float:
        """Override Box.height."""
        return _HEAD + sum(row.height for row in self.rows) + _TICKS

    def split(self, available: float, whole_page: bool) -> tuple[Box, Box] | None:
        """Override Box.split: a day of many rows goes on over the page, with a few rows on each side."""
        count = int((available - _HEAD - _TICKS) / max(row.height for row in self.rows))
        if not 0 < count < len(self.rows) or (not whole_page and min(count, len(self.rows) - count) < _LEAST_ROWS):
            return None
        return replace(self, rows=self.rows[:count]), replace(self, rows=self.rows[count:], anchor=None)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Override Box.draw."""
        sheet.anchor(self.anchor, top)
        sheet.words(self.title, replace(CELL, bold=True), left, top - 12)
        start, width = left + _LABEL_WIDTH, BODY_WIDTH - _LABEL_WIDTH - _WORDS_WIDTH
        top -= _HEAD
        foot = top - sum(row.height for row in self.rows)
        self._scale(sheet, start, width, top, foot)
        for row in self.rows:
            sheet.lines(row.lane, left, top - (row.height - len(row.lane) * CELL.leading) / 2)
            sheet.lines(row.words, start + width + 8, top - (row.height - len(row.words) * SMALL.leading) / 2)
            bar_top = top - (row.height - _BAR) / 2
            sheet.ground(start, bar_top, width, _BAR, TRACK)
            for begin, end in row.spans:
                x = start + (begin - self.first) / self.hours * width
                length = max((end - begin) / self.hours * width, _LEAST_BAR)
                sheet.ground(min(x, start + width - length), bar_top, length, _BAR, ACCENT)
            top -= row.height

    def _scale(self, sheet: Sheet, start: float, width: float, top: float, foot: float) -> None:
        canvas = sheet.canvas
        step = max(1, -(-self.hours // _MOST_TICKS))
        for hour in range(0, self.hours + 1, step):
            x = start + hour / self.hours * width
            canvas.setLineWidth(0.4)
            canvas.setStrokeColor(HexColor(HAIRLINE))
            canvas.line(x, top, x, foot)
            sheet.words(f"{self.first + hour}:00", SMALL, x, foot - 11, "center")


def day_boxes(timeline: Timeline) -> list[DayBox]:
    """Set a timeline: a box for each day."""
    ordered = sorted(timeline.spans, key=lambda span: span.first)
    days = [(day, tuple(spans)) for day, spans in groupby(ordered, key=lambda span: span.first.date())]
    boxes: list[DayBox] = []
    for day, spans in days:
        lanes = tuple(dict.fromkeys(span.lane for span in spans))
        rows = tuple(_row(lane, tuple(span for span in spans if span.lane == lane)) for lane in lanes)
        first = min(span.first.hour for span in spans)
        last = max(-int(-_end(span) // 1) for span in spans)
        boxes.append(DayBox(title=f"{day:%Y-%m-%d}", rows=rows, first=first, hours=max(last - first, 1), space_before=6, space_after=6))
    if boxes:
        boxes[0] = replace(boxes[0], anchor=timeline.anchor)
        boxes[-1] = replace(boxes[-1], keep_with_next=bool(timeline.caption))
    return boxes


def _row(lane: str, spans: tuple[Span, ...]) -> _Row:
    times = "，".join(dict.fromkeys(_times(span) for span in spans))
    said = "；".join(dict.fromkeys(span.words for span in spans if span.words))
    words = set_lines(f"{times}\n{said}" if said else times, SMALL, _WORDS_WIDTH - 8)
    hours = tuple((_hours(span.first), _end(span)) for span in spans)
    return _Row(set_lines(lane, CELL, _LABEL_WIDTH - 10), words, hours)


def _times(span: Span) -> str:
    begin, end = f"{span.first:%H:%M}", f"{span.last:%H:%M}"
    return begin if begin == end else f"{begin}–{end}"


def _end(span: Span) -> float:
    """Return the end in hours of the day on which the span begins; one that goes on over midnight ends at 24."""
    return _hours(span.last) if span.last.date() == span.first.date() else 24.0


def _hours(moment: datetime) -> float:
    return moment.hour + (moment.minute * 60 + moment.second) / _HOUR
