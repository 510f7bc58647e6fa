# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What lies under the map: a picture or lines, pale, so that outlines and photos stand out."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from evaluator_app.geography.base import Base
from evaluator_app.geography.plane import LocalPlane
from evaluator_app.geography.shapes import points_of
from evaluator_app.gui.theme import color
from evaluator_app.gui.views.ground.frame import Frame, Point

_PALE = 0.75


class BaseLayer:
    """A base, put on the plane of a map."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._image = QImage.fromData(base.picture) if base.picture else QImage()
        self._corners: list[Point] = []
        self._path = QPainterPath()

    @property
    def place(self) -> Point:
        """A place on it, in degrees."""
        return points_of(self._base.corners)[0] if self._base.corners else self._base.lines[0][0]

    def put_on(self, plane: LocalPlane) -> None:
        """Work out where it lies on a plane."""
        self._corners = plane.meters(points_of(self._base.corners))
        self._path = QPainterPath()
        for line in self._base.lines:
            self._path.addPolygon(QPolygonF([QPointF(x, y) for x, y in plane.meters(line) if abs(x) < 1e7 and abs(y) < 1e7]))

    def extent(self) -> list[Point]:
        """Return what must be seen of it when there is nothing else."""
        box = self._path.boundingRect()
        lines = [] if self._path.isEmpty() else [(box.left(), box.top()), (box.right(), box.bottom())]
        return [*self._corners, *lines]

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Paint it into a piece of ground."""
        painter.save()
        if not self._image.isNull() and len(self._corners) == 4:
            self._paint_picture(painter, frame)
        elif not self._path.isEmpty():
            middle = frame.size.width() / 2 - frame.middle[0] / frame.scale, frame.size.height() / 2 + frame.middle[1] / frame.scale
            painter.setTransform(QTransform(1 / frame.scale, 0, 0, -1 / frame.scale, *middle), True)
            pen = QPen(color("field_line"), 1)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawPath(self._path)
        painter.restore()

    def _paint_picture(self, painter: QPainter, frame: Frame) -> None:
        """Paint the picture as the parallelogram that three of its corners make; over a mine the fourth lies there too."""
        origin, right, below = (frame.pixel(self._corners[corner]) for corner in (0, 1, 3))
        across, down = (right - origin) / self._image.width(), (below - origin) / self._image.height()
        painter.setOpacity(_PALE)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(QTransform(across.x(), across.y(), down.x(), down.y(), origin.x(), origin.y()), True)
        painter.drawImage(0, 0, self._image)
