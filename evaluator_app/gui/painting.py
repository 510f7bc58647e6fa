# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The few strokes that all painted widgets share: rounded boxes and the focus ring. Colors come from the caller."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from evaluator_app.gui.theme import color

RING = 2.0


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


def paint_focus_ring(painter: QPainter, rect: QRectF, radius: float) -> None:
    """Paint the ring that shows where the keyboard is, inside the rectangle."""
    paint_box(painter, rect, radius, None, color("focus"), RING)
