# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The map of a mine: areas by line and hatching, points by shape, drawn as vectors, to be read in grey print too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportlab.lib.colors import HexColor

from evaluator_app.reporting.boxes import Box
from evaluator_app.reporting.document import Tone
from evaluator_app.reporting.map_drawing import MapDrawing, MapLook, MapMark
from evaluator_app.reporting.page_style import ACCENT, BODY_WIDTH, HAIRLINE, INK, MUTED, SMALL, TEXT_COLOR
from evaluator_app.reporting.sheet import Sheet
from evaluator_app.reporting.text_layout import text_width

_MARGIN = 16.0
_LEAST, _MOST = 170.0, 400.0
_ENTRY = 15.0
_DASHES: dict[MapLook, tuple[float, ...]] = {MapLook.DASHED: (5, 3), MapLook.DOTTED: (1, 2.4), MapLook.BACK_HATCHED: (6, 2.4, 1.2, 2.4)}
_SLOPES: dict[MapLook, tuple[int, ...]] = {MapLook.HATCHED: (1,), MapLook.BACK_HATCHED: (-1,), MapLook.CROSSED: (1, -1)}
_COLORS = {MapLook.BOUNDARY: INK, MapLook.HATCHED: ACCENT, MapLook.DASHED: ACCENT, MapLook.BACK_HATCHED: TEXT_COLOR[Tone.WARN]}
_MARK_COLORS = {MapMark.DOT: ACCENT, MapMark.TRIANGLE: TEXT_COLOR[Tone.BAD], MapMark.DIAMOND: TEXT_COLOR[Tone.WARN]}

Place = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapBox(Box):
    """A map with its legend under it."""

    drawing: MapDrawing
    frame: tuple[Decimal, Decimal, Decimal, Decimal]
    """West, south, east, north of what is shown, in meters."""

    @property
    def _scale(self) -> float:
        """Points of the page a meter."""
        west, south, east, north = self.frame
        room = BODY_WIDTH - 2 * _MARGIN
        return min(room / max(float(east - west), 1.0), (_MOST - 2 * _MARGIN) / max(float(north - south), 1.0))

    @property
    def _map_height(self) -> float:
        return max(_LEAST, float(self.frame[3] - self.frame[1]) * self._scale + 2 * _MARGIN)

    @property
    def height(self) -> float:
        """Override Box.height."""
        return self._map_height + 8 + _ENTRY * len(_legend_lines(self.drawing))

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Override Box.draw."""
        sheet.anchor(self.anchor, top)
        bottom = top - self._map_height
        sheet.frame(left, top, BODY_WIDTH, self._map_height, HAIRLINE)
        sheet.canvas.saveState()
        clip = sheet.canvas.beginPath()
        clip.rect(left, bottom, BODY_WIDTH, self._map_height)
        sheet.canvas.clipPath(clip, stroke=0, fill=0)
        place = self._placing(left, bottom)
        for area in self.drawing.areas:
            _draw_area(sheet, area.look, [place(point) for point in area.points])
        for point in self.drawing.points:
            x, y = place(point.point)
            _draw_mark(sheet, point.mark, x, y, 3.0)
            if point.label:
                _label(sheet, point.label, x + 5, y - 3)
        self._labels(sheet, place)
        sheet.canvas.restoreState()
        _north(sheet, left + BODY_WIDTH - 18, top - 36)
        _scale_bar(sheet, self.drawing.meters, self._scale, left + 10, bottom + 10)
        self._legend(sheet, left, bottom - 8)

    def _labels(self, sheet: Sheet, place: Callable[[tuple[Decimal, Decimal]], Place]) -> None:
        """Write the names of areas where they cover no other name."""
        taken: list[tuple[float, float, float]] = []
        for area in self.drawing.areas:
            if not area.label:
                continue
            xs, ys = zip(*(place(point) for point in area.points), strict=True)
            width = text_width(area.label, SMALL)
            left = (min(xs) + max(xs) - width) / 2
            for baseline in (max(ys) - 11, (min(ys) + max(ys)) / 2, min(ys) + 4):
                if not any(abs(baseline - y) < 11 and left < end and start < left + width for start, end, y in taken):
                    taken.append((left, left + width, baseline))
                    _label(sheet, area.label, left, baseline)
                    break

    def _placing(self, left: float, bottom: float) -> Callable[[tuple[Decimal, Decimal]], Place]:
        west, south, east, north = map(float, self.frame)
        scale = self._scale
        x0 = left + BODY_WIDTH / 2 - (west + east) / 2 * scale
        y0 = bottom + self._map_height / 2 - (south + north) / 2 * scale
        return lambda point: (x0 + float(point[0]) * scale, y0 + float(point[1]) * scale)

    def _legend(self, sheet: Sheet, left: float, top: float) -> None:
        for line in _legend_lines(self.drawing):
            x = left
            for sign, words in line:
                if isinstance(sign, MapLook):
                    box = [(x, top - 12), (x + 20, top - 12), (x + 20, top - 2), (x, top - 2)]
                    _draw_area(sheet, sign, box)
                else:
                    _draw_mark(sheet, sign, x + 10, top - 7, 3.2)
                sheet.words(words, SMALL, x + 25, top - 10)
                x += _entry_width(words)
            top -= _ENTRY


def map_box(drawing: MapDrawing) -> MapBox:
    """Set a map: it shows all areas, and the points unless they lie far off."""
    corners = [point for area in drawing.areas for point in area.points]
    places = corners or [point.point for point in drawing.points] or [(Decimal(0), Decimal(0))]
    west, east = min(x for x, _y in places), max(x for x, _y in places)
    south, north = min(y for _x, y in places), max(y for _x, y in places)
    reach = max(east - west, north - south, Decimal(200))
    near = [
        point.point
        for point in drawing.points
        if west - reach < point.point[0] < east + reach and south - reach < point.point[1] < north + reach
    ]
    xs, ys = [west, east, *(x for x, _y in near)], [south, north, *(y for _x, y in near)]
    frame = (min(xs), min(ys), max(xs), max(ys))
    return MapBox(drawing=drawing, frame=frame, anchor=drawing.anchor, space_before=6, space_after=8, keep_with_next=bool(drawing.caption))


def _legend_lines(drawing: MapDrawing) -> list[list[tuple[MapLook | MapMark, str]]]:
    lines: list[list[tuple[MapLook | MapMark, str]]] = [[]]
    width = 0.0
    for sign, words in drawing.legend:
        if lines[-1] and width + _entry_width(words) > BODY_WIDTH:
            lines.append([])
            width = 0.0
        lines[-1].append((sign, words))
        width += _entry_width(words)
    return lines


def _entry_width(words: str) -> float:
    return 25 + text_width(words, SMALL) + 14


def _draw_area(sheet: Sheet, look: MapLook, places: Sequence[Place]) -> None:
    canvas = sheet.canvas
    path = canvas.beginPath()
    path.moveTo(*places[0])
    for place in places[1:]:
        path.lineTo(*place)
    path.close()
    shade = HexColor(_COLORS.get(look, MUTED))
    if slopes := _SLOPES.get(look):
        canvas.saveState()
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setStrokeColor(shade)
        canvas.setLineWidth(0.35)
        for slope in slopes:
            _hatch(sheet, places, slope)
        canvas.restoreState()
    canvas.setStrokeColor(shade)
    canvas.setLineWidth(1.5 if look is MapLook.BOUNDARY else 0.9)
    canvas.setDash(*([list(_DASHES[look])] if look in _DASHES else []))
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.setDash()


def _hatch(sheet: Sheet, places: Sequence[Place], slope: int) -> None:
    west, east = min(x for x, _y in places), max(x for x, _y in places)
    south, north = min(y for _x, y in places), max(y for _x, y in places)
    west, south = max(west, 0.0), max(south, 0.0)
    east, north = min(east, 700.0), min(north, 900.0)
    rise = north - south
    x = west - rise
    while x < east:
        start, end = (south, north) if slope > 0 else (north, south)
        sheet.canvas.line(x, start, x + rise, end)
        x += 5.0


def _draw_mark(sheet: Sheet, mark: MapMark, x: float, y: float, radius: float) -> None:
    canvas = sheet.canvas
    canvas.setFillColor(HexColor(_MARK_COLORS[mark]))
    canvas.setStrokeColor(HexColor("#ffffff"))
    canvas.setLineWidth(0.5)
    if mark is MapMark.DOT:
        canvas.circle(x, y, radius * 0.75, stroke=1, fill=1)
        return
    big = radius * 1.4
    corners = {
        MapMark.TRIANGLE: ((x, y + big), (x + big, y - big * 0.8), (x - big, y - big * 0.8)),
        MapMark.DIAMOND: ((x, y + big), (x + big, y), (x, y - big), (x - big, y)),
    }[mark]
    path = canvas.beginPath()
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)


def _label(sheet: Sheet, words: str, x: float, baseline: float) -> None:
    sheet.ground(x - 1.5, baseline + 8, text_width(words, SMALL) + 3, 10.5, "#ffffff")
    sheet.words(words, SMALL, x, baseline)


def _north(sheet: Sheet, x: float, y: float) -> None:
    canvas = sheet.canvas
    for side, fill in ((-1, INK), (1, "#ffffff")):
        path = canvas.beginPath()
        path.moveTo(x, y + 14)
        path.lineTo(x + side * 6, y - 12)
        path.lineTo(x, y - 6)
        path.close()
        canvas.setFillColor(HexColor(fill))
        canvas.setStrokeColor(HexColor(INK))
        canvas.setLineWidth(0.6)
        canvas.drawPath(path, stroke=1, fill=1)
    sheet.words("N", SMALL, x, y + 17, "center")


def _scale_bar(sheet: Sheet, words: str, scale: float, left: float, bottom: float) -> None:
    lengths = (step * 10**power for power in range(8) for step in (1, 2, 5))
    length = max((length for length in lengths if length * scale <= 120), default=1)
    width = length * scale
    sheet.ground(left, bottom + 4, width / 2, 4, INK)
    sheet.ground(left + width / 2, bottom + 4, width / 2, 4, "#ffffff")
    sheet.frame(left, bottom + 4, width, 4, INK)
    sheet.words(words.format(length=length), SMALL, left, bottom + 8)
