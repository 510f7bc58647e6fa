# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How a map is painted: each kind of area by line and pattern, each kind of photo by shape, so that nothing is told by color alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from evaluator_app.domain.on_site import OutlineKind
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TextRole, color, scaled, text_font, tone_color
from evaluator_app.gui.views.ground.frame import Frame
from evaluator_app.gui.views.ground.scene import Drawn, Heap

DOT = 7
HEAP = 13


@dataclass(frozen=True, slots=True)
class Look:
    """Line and pattern of a kind of area."""

    tone: Tone
    width: float
    dash: Qt.PenStyle = Qt.PenStyle.SolidLine
    pattern: Qt.BrushStyle = Qt.BrushStyle.NoBrush


LOOKS = {
    OutlineKind.BOUNDARY: Look(Tone.NEUTRAL, 2.6),
    OutlineKind.GREENED: Look(Tone.DONE, 1.6, Qt.PenStyle.SolidLine, Qt.BrushStyle.BDiagPattern),
    OutlineKind.GREENABLE: Look(Tone.DONE, 1.8, Qt.PenStyle.DashLine),
    OutlineKind.RESTORED: Look(Tone.UNDETERMINED, 1.6, Qt.PenStyle.SolidLine, Qt.BrushStyle.DiagCrossPattern),
    OutlineKind.DISTURBED: Look(Tone.FOUND, 1.8, Qt.PenStyle.DashDotLine, Qt.BrushStyle.FDiagPattern),
    OutlineKind.OTHER: Look(Tone.OPEN, 1.6, Qt.PenStyle.DotLine),
}


def line_color(kind: OutlineKind) -> QColor:
    """Return the color of a kind's line; that of the mine's boundary is the color of text."""
    return color("text") if kind is OutlineKind.BOUNDARY else tone_color(LOOKS[kind].tone, "line")


def paint_outline(painter: QPainter, frame: Frame, drawn: Drawn, *, is_chosen: bool) -> None:
    """Paint one area."""
    shape = QPolygonF([frame.pixel(point) for point in drawn.points])
    paint_area(painter, shape, drawn.outline.kind, is_chosen=is_chosen)


def paint_area(painter: QPainter, shape: QPolygonF, kind: OutlineKind, *, is_chosen: bool = False) -> None:
    """Paint an area of a kind in pixels."""
    look, shade = LOOKS[kind], line_color(kind)
    if is_chosen:
        painter.setPen(QPen(color("focus"), scaled(6), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(shape)
    painter.setPen(QPen(shade, look.width, look.dash, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin))
    fill = QColor(shade)
    fill.setAlpha(150)
    painter.setBrush(QBrush(fill, look.pattern) if look.pattern is not Qt.BrushStyle.NoBrush else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(shape)


def paint_titles(painter: QPainter, frame: Frame, outlines: Sequence[Drawn]) -> None:
    """Write the names of areas, where they cover no other name; one that finds no room is left to the list beside the map."""
    painter.setFont(text_font(TextRole.SMALL))
    metrics = QFontMetricsF(painter.font())
    taken: list[QRectF] = []
    for drawn in outlines:
        box = QPolygonF([frame.pixel(point) for point in drawn.points]).boundingRect()
        words = metrics.elidedText(drawn.outline.title, Qt.TextElideMode.ElideRight, max(box.width(), scaled(60)))
        width, height = metrics.horizontalAdvance(words) + scaled(8), metrics.height() + 2
        inside = (box.top() + scaled(4), box.center().y() - height / 2, box.bottom() - height - scaled(4))
        tops = (box.top() - height - scaled(5),) if drawn.outline.kind is OutlineKind.BOUNDARY else inside
        for top in tops:
            place = QRectF(box.center().x() - width / 2, top, width, height)
            if not any(place.intersects(other) for other in taken):
                taken.append(place)
                paint_label(painter, place, words)
                break


def paint_label(painter: QPainter, rect: QRectF, words: str) -> None:
    """Write words onto the map so that they can be read over lines."""
    ground = color("surface")
    ground.setAlpha(225)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, 3, 3)
    painter.setPen(color("text"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)


def paint_heap(painter: QPainter, frame: Frame, heap: Heap, *, is_chosen: bool) -> None:
    """Paint a photo, or several with their number."""
    at = frame.pixel(heap.place)
    if len(heap.spots) == 1 and heap.spots[0].direction is not None:
        _wedge(painter, at, heap.spots[0].direction)
    if is_chosen:
        painter.setPen(QPen(color("focus"), scaled(3)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, scaled(HEAP) + 4, scaled(HEAP) + 4)
    paint_mark(painter, at, is_flagged=heap.is_flagged, is_shifted=heap.is_shifted, shows_fault=heap.shows_fault, count=len(heap.spots))


def paint_mark(painter: QPainter, at: QPointF, *, is_flagged: bool, is_shifted: bool, shows_fault: bool, count: int = 1) -> None:
    """Paint the mark of photos: round inside, a triangle outside, a diamond where the camera shifted; a cross shows a fault."""
    tone = Tone.FOUND if is_flagged else Tone.ACCENT
    radius = float(scaled(HEAP if count > 1 else DOT))
    painter.setPen(QPen(color("surface"), 1.6))
    painter.setBrush(tone_color(tone, "line"))
    if is_shifted:
        painter.drawPolygon(_diamond(at, radius * 1.25))
    elif is_flagged:
        painter.drawPolygon(_triangle(at, radius * 1.35))
    else:
        painter.drawEllipse(at, radius, radius)
    if count > 1:
        painter.setFont(text_font(TextRole.SMALL))
        painter.setPen(color("surface"))
        box = QRectF(at.x() - radius * 1.3, at.y() - radius, 2.6 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(count) if count < 1000 else "999+")
    if shows_fault:
        _cross(painter, QPointF(at.x() + radius, at.y() - radius))


def paint_north(painter: QPainter, at: QPointF) -> None:
    """Paint the arrow to the north, its middle at a place."""
    long, wide = scaled(16), scaled(8)
    painter.setPen(QPen(color("text"), 1.2))
    for side, fill in ((-1, color("text")), (1, color("surface"))):
        painter.setBrush(fill)
        painter.drawPolygon(
            QPolygonF([QPointF(at.x(), at.y() - long), QPointF(at.x() + side * wide, at.y() + long), QPointF(at.x(), at.y() + long / 2)])
        )
    painter.setFont(text_font(TextRole.STRONG))
    painter.setPen(color("text"))
    height = QFontMetricsF(painter.font()).height()
    painter.drawText(QRectF(at.x() - 20, at.y() - long - height, 40, height), Qt.AlignmentFlag.AlignCenter, "N")


def paint_scale_bar(painter: QPainter, frame: Frame, left: float, bottom: float, said: Callable[[int], str]) -> None:
    """Paint a bar of a round length with its words over it."""
    meters = frame.round_length(scaled(160))
    width = meters / frame.scale
    painter.setFont(text_font(TextRole.SMALL))
    metrics = QFontMetricsF(painter.font())
    words = said(meters)
    paint_label(
        painter, QRectF(left - 4, bottom - metrics.height() - scaled(10), metrics.horizontalAdvance(words) + 10, metrics.height()), words
    )
    painter.setPen(QPen(color("text"), 1))
    for part, fill in ((0, color("text")), (1, color("surface"))):
        painter.setBrush(fill)
        painter.drawRect(QRectF(left + part * width / 2, bottom - scaled(6), width / 2, scaled(5)))


def _wedge(painter: QPainter, at: QPointF, bearing: float) -> None:
    """Paint where a camera looked."""
    reach = scaled(26)
    path = QPainterPath(at)
    path.arcTo(QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach), 90 - bearing - 22, 44)
    path.closeSubpath()
    fill = tone_color(Tone.ACCENT, "line")
    fill.setAlpha(90)
    painter.setPen(QPen(tone_color(Tone.ACCENT, "line"), 1))
    painter.setBrush(fill)
    painter.drawPath(path)


def _diamond(at: QPointF, radius: float) -> QPolygonF:
    return QPolygonF([at + QPointF(0, -radius), at + QPointF(radius, 0), at + QPointF(0, radius), at + QPointF(-radius, 0)])


def _triangle(at: QPointF, radius: float) -> QPolygonF:
    return QPolygonF([at + QPointF(0, -radius), at + QPointF(radius, radius * 0.8), at + QPointF(-radius, radius * 0.8)])


def _cross(painter: QPainter, at: QPointF) -> None:
    arm = scaled(4)
    for shade, width in ((color("surface"), 4.5), (tone_color(Tone.VETO, "line"), 2.4)):
        painter.setPen(QPen(shade, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(at + QPointF(-arm, -arm), at + QPointF(arm, arm))
        painter.drawLine(at + QPointF(-arm, arm), at + QPointF(arm, -arm))
