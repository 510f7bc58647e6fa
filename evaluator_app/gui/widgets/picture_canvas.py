# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A picture that can be zoomed and moved; what is drawn over it is told in the picture's own pixels, whatever the size of the window."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QTransform, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from evaluator_app.gui.theme import color

_MOST = 12.0
"""How many pixels of the screen one of the picture becomes at most."""
_STEP = 1.25
_PANNING = 60


class PictureCanvas(QWidget):
    """Wheel, + and - zoom, 0 shows the whole; the middle button moves the picture, and the left one does where `pans_by_left`.

    *Signals:* zoomed(float): another scale, in pixels of the screen by pixels of the picture.
    """

    zoomed = Signal(float)

    def __init__(self, *, pans_by_left: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(200, 160)
        self._pans_by_left = pans_by_left
        self._image = QImage()
        self._words = ""
        self._scale = 0.0
        self._center = QPointF()
        self._grip: QPoint | None = None
        self._drawing: tuple[float, QPixmap] | None = None

    def show_image(self, image: QImage, words: str = "", *, keeps_view: bool = False) -> None:
        """Show a picture whole, or words where there is none; with `keeps_view` a finer one of the same picture takes the old place."""
        old = self._image
        self._image, self._words, self._drawing = image, words, None
        if keeps_view and self._scale and not old.isNull() and not image.isNull():
            finer = image.width() / old.width()
            self._scale /= finer
            self._center *= finer
        else:
            self._scale = 0.0
            self._center = QRectF(image.rect()).center()
        self.update()

    def image(self) -> QImage:
        """Return the picture shown; a null one for none."""
        return self._image

    def words(self) -> str:
        """Return what is said while there is no picture."""
        return self._words if self._image.isNull() else ""

    def scale(self) -> float:
        """Return how many pixels of the window one of the picture is."""
        return self._scale or self._fitting()

    def is_whole(self) -> bool:
        """Tell whether the whole picture is in sight."""
        return not self._scale

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Make the picture larger or smaller around a point of the window, else around its middle."""
        spot = at if at is not None else QRectF(self.rect()).center()
        kept = self.to_picture(spot)
        wanted = min(self.scale() * factor, max(_MOST, self._fitting()))
        if wanted <= self._fitting():
            self.show_whole()
            return
        self._scale = wanted
        self._center = kept + (QRectF(self.rect()).center() - spot) / wanted
        self._settle()

    def show_whole(self) -> None:
        """Show the whole picture."""
        self._scale = 0.0
        self._center = QRectF(self._image.rect()).center()
        self._settle()

    def to_picture(self, spot: QPointF) -> QPointF:
        """Return the point of the picture under a point of the window."""
        return (spot - QRectF(self.rect()).center()) / self.scale() + self._center

    def to_window(self, point: QPointF) -> QPointF:
        """Return the point of the window over a point of the picture."""
        return (point - self._center) * self.scale() + QRectF(self.rect()).center()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Override QWidget.wheelEvent."""
        self.zoom(_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.show_whole()
        elif not self.is_whole() and (step := _STEPS.get(Qt.Key(key))) is not None:
            self._move(step * _PANNING)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent."""
        buttons = (Qt.MouseButton.MiddleButton, Qt.MouseButton.LeftButton) if self._pans_by_left else (Qt.MouseButton.MiddleButton,)
        if event.button() in buttons:
            self._grip = event.position().toPoint()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseMoveEvent."""
        if self._grip is not None:
            now = event.position().toPoint()
            self._move(QPointF(self._grip - now))
            self._grip = now

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseReleaseEvent."""
        if self._grip is not None:
            self._grip = None
            self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseDoubleClickEvent: from the whole to every pixel, and back."""
        if not self._pans_by_left:
            super().mouseDoubleClickEvent(event)
        elif self.is_whole():
            self.zoom(max(2.0, 1 / self.scale()), event.position())
        else:
            self.show_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), color("sunken"))
        if self._image.isNull():
            painter.setPen(color("muted"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._words)
            return
        self._paint_image(painter)
        painter.setTransform(self.transform(), combine=True)
        self.paint_over(painter)

    def paint_over(self, painter: QPainter) -> None:
        """Paint what lies over the picture, in the picture's pixels; nothing here."""

    def transform(self) -> QTransform:
        """Return how points of the picture become points of the window."""
        middle = QRectF(self.rect()).center()
        return (
            QTransform().translate(middle.x(), middle.y()).scale(self.scale(), self.scale()).translate(-self._center.x(), -self._center.y())
        )

    def _paint_image(self, painter: QPainter) -> None:
        scale = self.scale()
        target = QRectF(self.to_window(QPointF(0, 0)), QSizeF(self._image.size()) * scale)
        if scale < 1:  # drawn small once, so that drawing over it does not wait for a large picture each time
            painter.drawPixmap(target, self._small(scale), QRectF(self._small(scale).rect()))
            return
        seen = QRectF(self.to_picture(QPointF(0, 0)), self.to_picture(QPointF(self.width(), self.height())))
        part = seen.intersected(QRectF(self._image.rect()))
        painter.drawImage(QRectF(self.to_window(part.topLeft()), part.size() * scale), self._image, part)

    def _small(self, scale: float) -> QPixmap:
        exact = scale * self.devicePixelRatioF()
        if self._drawing is None or self._drawing[0] != exact:
            size = (QSizeF(self._image.size()) * min(exact, 1.0)).toSize()
            how = Qt.TransformationMode.SmoothTransformation
            self._drawing = (exact, QPixmap.fromImage(self._image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, how)))
        return self._drawing[1]

    def _fitting(self) -> float:
        if self._image.isNull():
            return 1.0
        return min(self.width() / self._image.width(), self.height() / self._image.height(), 1.0)

    def _move(self, way: QPointF) -> None:
        if not self.is_whole():
            self._center += way / self.scale()
            self._settle()

    def _settle(self) -> None:
        room = QRectF(self._image.rect())
        self._center = QPointF(min(max(self._center.x(), 0.0), room.width()), min(max(self._center.y(), 0.0), room.height()))
        self.zoomed.emit(self.scale())
        self.update()


_STEPS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
