# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Outlines of words as paths, for the watermark: seen on the page, absent from the text that a reader copies."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from math import cos, radians, sin

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from evaluator_app.reporting.page_style import PAGE_HEIGHT, PAGE_WIDTH, WATERMARK
from evaluator_app.reporting.typesetting import BOLD, face

_FORM = "watermark"
_ANGLE = 35.0
_LONGEST = 430.0
_LARGEST = 120.0
Point = tuple[float, float, bool]


def make_watermark(canvas: Canvas, words: str) -> None:
    """Store the words once, slanted over the middle of the page; no transparency, as it lies under the rest."""
    weight = face(BOLD)
    size = min(_LARGEST, _LONGEST / max(weight.width(words, 1), 0.1))
    canvas.beginForm(_FORM, 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
    path = canvas.beginPath()
    scale = size / weight.font.face.unitsPerEm
    turn = (cos(radians(_ANGLE)), sin(radians(_ANGLE)))
    left = -weight.width(words, size) / 2
    for character in words:
        for contour in _contours(weight.font.face, weight.font.face.charToGlyph[ord(character)]):
            placed = [(*_placed(x * scale + left, y * scale - size * 0.36, turn), on) for x, y, on in contour]
            _trace(path, placed)
        left += weight.width(character, size)
    canvas.setFillColor(HexColor(WATERMARK))
    canvas.drawPath(path, stroke=0, fill=1, fillMode=1)
    canvas.endForm()


def draw_watermark(canvas: Canvas) -> None:
    """Lay the stored words on the current page."""
    canvas.doForm(_FORM)


def _placed(x: float, y: float, turn: tuple[float, float]) -> tuple[float, float]:
    return PAGE_WIDTH / 2 + x * turn[0] - y * turn[1], PAGE_HEIGHT / 2 + x * turn[1] + y * turn[0]


def _trace(path: object, points: list[Point]) -> None:
    """Add a TrueType contour: quadratic curves, the point between two off-curve ones implied."""
    full: list[Point] = []
    for number, point in enumerate(points):
        before = points[number - 1]
        if not point[2] and not before[2]:
            full.append(((before[0] + point[0]) / 2, (before[1] + point[1]) / 2, True))
        full.append(point)
    start = next(number for number, point in enumerate(full) if point[2])
    full = full[start:] + full[: start + 1]
    x, y, _on = full[0]
    path.moveTo(x, y)  # type: ignore[attr-defined]
    number = 1
    while number < len(full):
        if full[number][2]:
            path.lineTo(*full[number][:2])  # type: ignore[attr-defined]
            x, y = full[number][:2]
            number += 1
            continue
        (cx, cy), (ex, ey) = full[number][:2], full[number + 1][:2]
        first = (x + 2 / 3 * (cx - x), y + 2 / 3 * (cy - y))
        second = (ex + 2 / 3 * (cx - ex), ey + 2 / 3 * (cy - ey))
        path.curveTo(*first, *second, ex, ey)  # type: ignore[attr-defined]
        x, y = ex, ey
        number += 2
    path.close()  # type: ignore[attr-defined]


def _contours(font: object, glyph: int) -> Iterator[list[Point]]:
    data = font.get_table("glyf")[font.glyphPos[glyph] : font.glyphPos[glyph + 1]]  # type: ignore[attr-defined]
    if not data:
        return
    count = struct.unpack(">h", data[:2])[0]
    if count < 0:
        yield from _parts(font, data)
        return
    ends = struct.unpack(f">{count}H", data[10 : 10 + 2 * count])
    position = 10 + 2 * count
    position += 2 + struct.unpack(">H", data[position : position + 2])[0]
    total = ends[-1] + 1
    flags, position = _flags(data, position, total)
    xs, position = _coordinates(data, position, flags, 0x02, 0x10)
    ys, position = _coordinates(data, position, flags, 0x04, 0x20)
    start = 0
    for end in ends:
        yield [(float(xs[n]), float(ys[n]), bool(flags[n] & 1)) for n in range(start, end + 1)]
        start = end + 1


def _flags(data: bytes, position: int, total: int) -> tuple[list[int], int]:
    flags: list[int] = []
    while len(flags) < total:
        flag = data[position]
        position += 1
        times = 1
        if flag & 0x08:
            times += data[position]
            position += 1
        flags += [flag] * times
    return flags, position


def _coordinates(data: bytes, position: int, flags: list[int], short: int, same: int) -> tuple[list[int], int]:
    values, value = [], 0
    for flag in flags:
        if flag & short:
            value += data[position] if flag & same else -data[position]
            position += 1
        elif not flag & same:
            value += struct.unpack(">h", data[position : position + 2])[0]
            position += 2
        values.append(value)
    return values, position


def _parts(font: object, data: bytes) -> Iterator[list[Point]]:
    """Yield the contours of a glyph made of other glyphs, each moved to its place."""
    position, more = 10, True
    while more:
        flags, glyph = struct.unpack(">HH", data[position : position + 4])
        position += 4
        form = ">hh" if flags & 0x01 else ">bb"
        dx, dy = struct.unpack(form, data[position : position + struct.calcsize(form)])
        position += struct.calcsize(form)
        position += 2 if flags & 0x08 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0
        for contour in _contours(font, glyph):
            yield [(x + dx, y + dy, on) for x, y, on in contour]
        more = bool(flags & 0x20)
