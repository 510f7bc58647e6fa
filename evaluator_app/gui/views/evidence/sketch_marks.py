# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Marks of a sketch in the pixels of the picture they are on, how they are painted, and what was drawn so far with undo."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from evaluator_app.i18n import _


class Tool(Enum):
    """What can be drawn."""

    ARROW = "arrow"
    LINE = "line"
    FREEHAND = "freehand"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    TEXT = "text"
    NUMBER = "number"


class Ink(Enum):
    """The colors to draw in; strong ones, so that they are seen on any photo and told apart in gray print by their rim."""

    RED = "#E4002B"
    YELLOW = "#FFD400"
    BLUE = "#0050E6"
    WHITE = "#FFFFFF"
    BLACK = "#000000"

    @property
    def rim(self) -> str:
        """Return the color of the rim around it."""
        return "#FFFFFF" if self in (Ink.RED, Ink.BLUE, Ink.BLACK) else "#000000"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing drawn."""

    tool: Tool
    ink: Ink
    points: tuple[tuple[float, float], ...]
    """In pixels of the picture: two ends, two corners, a path, or one place."""
    width: float
    """Of the stroke, in pixels of the picture."""
    words: str = ""
    """Of a text or a number."""

    def is_drawn(self) -> bool:
        """Tell whether there is anything to see; a click without a way is nothing."""
        if self.tool in (Tool.TEXT, Tool.NUMBER):
            return bool(self.words.strip())
        first = self.points[0]
        return any(math.dist(first, point) > self.width for point in self.points[1:])


class Sketch:
    """Marks so far; every step can be taken back and done again, clearing included."""

    def __init__(self) -> None:
        self._states: list[tuple[Mark, ...]] = [()]
        self._now = 0

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is drawn."""
        return self._states[self._now]

    def add(self, mark: Mark) -> None:
        """Draw one more."""
        self._go_on((*self.marks, mark))

    def clear(self) -> None:
        """Take all marks away, as one step."""
        if self.marks:
            self._go_on(())

    def undo(self) -> bool:
        """Take the last step back; False where there is none."""
        return self._step(-1)

    def redo(self) -> bool:
        """Do a step again; False where there is none."""
        return self._step(1)

    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return self._now > 0

    def can_redo(self) -> bool:
        """Tell whether there is a step to do again."""
        return self._now < len(self._states) - 1

    def next_number(self) -> int:
        """Return the number that the next badge gets."""
        return 1 + sum(1 for mark in self.marks if mark.tool is Tool.NUMBER)

    def _go_on(self, marks: tuple[Mark, ...]) -> None:
        self._states[self._now + 1 :] = [marks]
        self._now += 1

    def _step(self, way: int) -> bool:
        if not 0 <= self._now + way < len(self._states):
            return False
        self._now += way
        return True


def tool_word(tool: Tool) -> str:
    """Return the word for a tool in the language in use."""
    words = {
        Tool.ARROW: _("Arrow"),
        Tool.LINE: _("Straight line"),
        Tool.FREEHAND: _("Freehand"),
        Tool.RECTANGLE: _("Frame"),
        Tool.ELLIPSE: _("Circle"),
        Tool.TEXT: _("Words"),
        Tool.NUMBER: _("Number"),
    }
    return words[tool]


def ink_word(ink: Ink) -> str:
    """Return the word for a color in the language in use."""
    words = {Ink.RED: _("Red"), Ink.YELLOW: _("Yellow"), Ink.BLUE: _("Blue"), Ink.WHITE: _("White"), Ink.BLACK: _("Black")}
    return words[ink]


def stroke_width(width: int, height: int) -> float:
    """Return the width of strokes for a picture of so many pixels: as seen on a page, the same for large and small ones."""
    return max(2.0, max(width, height) / 260)


def marked(image: QImage, marks: Sequence[Mark], font: QFont) -> QImage:
    """Return a copy of a picture with marks on it; may be called in any thread."""
    copy = image.convertToFormat(QImage.Format.Format_RGB32)
    copy.setDevicePixelRatio(1.0)
    painter = QPainter(copy)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in marks:
        paint_mark(painter, mark, font)
    painter.end()
    return copy


def paint_mark(painter: QPainter, mark: Mark, font: QFont) -> None:
    """Paint a mark in the pixels of its picture: first its rim, then itself."""
    if mark.tool is Tool.TEXT:
        _paint_text(painter, mark, font)
    elif mark.tool is Tool.NUMBER:
        _paint_number(painter, mark, font)
    else:
        path, head = _path(mark), _head(mark)
        for shade, width in ((mark.ink.rim, mark.width * 1.9), (mark.ink.value, mark.width)):
            pen = QPen(QColor(shade), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, pen)
            if head is not None:
                painter.strokePath(head, pen)
                painter.fillPath(head, QColor(shade))


def text_size(width: float) -> int:
    """Return the size of words that go with strokes of a width."""
    return max(10, round(width * 7))


def _path(mark: Mark) -> QPainterPath:
    points = [QPointF(*point) for point in mark.points]
    path = QPainterPath(points[0])
    if mark.tool in (Tool.RECTANGLE, Tool.ELLIPSE):
        path = QPainterPath()
        box = QRectF(points[0], points[-1]).normalized()
        if mark.tool is Tool.RECTANGLE:
            path.addRect(box)
        else:
            path.addEllipse(box)
        return path
    for point in points[1:]:
        path.lineTo(point)
    return path


def _head(mark: Mark) -> QPainterPath | None:
    """Return the head of an arrow; None for what has none."""
    if mark.tool is not Tool.ARROW:
        return None
    (left, top), (right, bottom) = mark.points[0], mark.points[-1]
    angle = math.atan2(bottom - top, right - left)
    length = min(mark.width * 5, math.dist(mark.points[0], mark.points[-1]))
    path = QPainterPath(QPointF(right, bottom))
    for side in (angle + 2.65, angle - 2.65):
        path.lineTo(right + length * math.cos(side), bottom + length * math.sin(side))
    path.closeSubpath()
    return path


def _paint_text(painter: QPainter, mark: Mark, font: QFont) -> None:
    sized = QFont(font)
    sized.setPixelSize(text_size(mark.width))
    sized.setBold(True)
    path = QPainterPath()
    metrics = QFontMetricsF(sized)
    left, top = mark.points[0]
    for number, line in enumerate(mark.words.splitlines()):
        path.addText(QPointF(left, top + metrics.ascent() + number * metrics.lineSpacing()), sized, line)
    painter.strokePath(
        path, QPen(QColor(mark.ink.rim), mark.width * 0.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.fillPath(path, QColor(mark.ink.value))


def _paint_number(painter: QPainter, mark: Mark, font: QFont) -> None:
    sized = QFont(font)
    sized.setPixelSize(text_size(mark.width))
    sized.setBold(True)
    side = text_size(mark.width) * 1.5
    box = QRectF(QPointF(), QSizeF(side, side))
    box.moveCenter(QPointF(*mark.points[0]))
    painter.setPen(QPen(QColor(mark.ink.rim), mark.width * 0.6))
    painter.setBrush(QColor(mark.ink.value))
    painter.drawEllipse(box)
    painter.setFont(sized)
    painter.setPen(QColor(mark.ink.rim))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), mark.words)
