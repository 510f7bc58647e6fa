# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The few strokes that all painted widgets share: rounded boxes, the focus ring, and a line of words. Colors come from the caller."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from evaluator_app.gui.theme import TextRole, color, text_font

RING = 2.0
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def paint_box(painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, line: QColor | None = None, width: float = 1.0) -> None:
    """Paint a rounded box whose border lies wholly inside the rectangle."""
    painter.setBrush(fill if fill else Qt.BrushStyle.NoBrush)
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    painter.setPen(QPen(line, width))
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


def paint_line(
    painter: QPainter, box: QRectF, words: str, role: TextRole, shade: QColor, cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight
) -> float:
    """Paint words in one line from the left, in the middle of a box, cut short where it has no room; return how wide they came."""
    painter.setFont(text_font(role))
    painter.setPen(shade)
    shown = painter.fontMetrics().elidedText(words, cut, max(0, int(box.width())))
    painter.drawText(box, _LEFT, shown)
    return painter.fontMetrics().horizontalAdvance(shown)


def paint_focus_ring(painter: QPainter, rect: QRectF, radius: float) -> None:
    """Paint the ring that shows where the keyboard is, inside the rectangle."""
    paint_box(painter, rect, radius, None, color("focus"), RING)
