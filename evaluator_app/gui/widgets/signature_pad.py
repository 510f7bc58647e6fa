# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A pad to sign on, by mouse, pen or touch. Strokes are kept as lines on a pad of fixed shape, so that no resizing changes them.

`png` and `svg` give the signature at SIZE, black on white; the PNG is what becomes evidence. `typed_signature` is for who cannot draw.
"""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QImageWriter,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from evaluator_app.gui.painting import paint_box, paint_focus_ring
from evaluator_app.gui.theme import TextRole, color, scaled, text_font
from evaluator_app.i18n import _

SIZE = QSize(900, 300)
"""Width and height of the pad in its own units, and of its picture in pixels."""
INK = 5.0
"""Width of a line at ordinary pressure, in units of the pad."""
_LEAST = 24.0
"""Units that the lines of a signature are long at least; less is a slip of the hand."""
_NEAR = 1.0
"""Units by which points lie apart at least; nearer ones are left out."""

_SMALLEST = 20
"""Pixels that a typed name is high at least."""

Stroke = tuple[tuple[float, float, float], ...]
"""Points of one line: x, y and the width of the ink there."""


class SignaturePad(QWidget):
    """Ctrl+Z takes the last stroke back, Delete clears; both can be brought back.

    *Signals:* changed(): what has been drawn is another now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: tuple[Stroke, ...] = ()
        self._before: list[tuple[Stroke, ...]] = []
        self._drawn: list[tuple[float, float, float]] = []
        self._touch = -1
        self._is_pen = False
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._describe()

    def strokes(self) -> tuple[Stroke, ...]:
        """Return the lines drawn, in units of the pad."""
        return self._strokes

    def is_empty(self) -> bool:
        """Tell whether there is no signature: nothing, or no more than a dot."""
        return sum(_length(stroke) for stroke in self._strokes) < _LEAST

    def can_undo(self) -> bool:
        """Tell whether something can be taken back, a clearing included."""
        return bool(self._before)

    def undo(self) -> None:
        """Take the last stroke back, or bring back what was cleared."""
        if self._before:
            self._strokes = self._before.pop()
            self._tell()

    def clear(self) -> None:
        """Take everything away; undo brings it back."""
        if self._strokes:
            self._keep(())

    def png(self) -> bytes:
        """Return the signature as PNG, black on white."""
        image = QImage(SIZE, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_strokes(painter, self._strokes, QColor(Qt.GlobalColor.black))
        painter.end()
        return _png(image)

    def svg(self) -> str:
        """Return the signature as SVG, black on nothing."""
        lines = [
            f'<path d="M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}" stroke-width="{width:.1f}"/>'
            for stroke in self._strokes
            for (ax, ay, width), (bx, by, _ink) in pairwise(stroke)
        ]
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE.width()} {SIZE.height()}" width="{SIZE.width()}">'
        return f'{head}<g fill="none" stroke="#000" stroke-linecap="round">{"".join(lines)}</g></svg>'

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(scaled(540), scaled(180))

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(scaled(270), scaled(90))

    def hasHeightForWidth(self) -> bool:
        """Override QWidget.hasHeightForWidth."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Override QWidget.heightForWidth: the shape of the pad."""
        return round(width * SIZE.height() / SIZE.width())

    def event(self, event: QEvent) -> bool:
        """Override QObject.event: fingers draw as the mouse does."""
        kinds = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)
        if event.type() in kinds and isinstance(event, QTouchEvent):
            self._follow_finger(event)
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent."""
        if event.button() == Qt.MouseButton.LeftButton and not self._is_pen and self._touch < 0:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseMoveEvent."""
        if not self._is_pen and self._touch < 0:
            self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseReleaseEvent."""
        if event.button() == Qt.MouseButton.LeftButton and not self._is_pen and self._touch < 0:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Override QWidget.tabletEvent: the harder the pen is pressed, the broader the line."""
        match event.type():
            case QEvent.Type.TabletPress:
                self._is_pen = True
                self._begin(event.position(), event.pressure())
            case QEvent.Type.TabletMove:
                self._go_on(event.position(), event.pressure())
            case QEvent.Type.TabletRelease:
                self._end()
                self._is_pen = False
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: the pad in the middle, its line to sign on, the strokes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pad = self._pad()
        paint_box(painter, pad, 6, color("surface"), color("field_line"))
        foot = pad.top() + pad.height() * 0.8
        painter.setPen(QPen(color("hairline"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(pad.left() + scaled(20), foot), QPointF(pad.right() - scaled(20), foot))
        if not self._strokes and not self._drawn:
            painter.setPen(color("faint"))
            painter.setFont(text_font(TextRole.BODY))
            painter.drawText(pad, Qt.AlignmentFlag.AlignCenter, _("Sign here with mouse, pen or finger"))
        if self.hasFocus():
            paint_focus_ring(painter, pad, 6)
        painter.setClipRect(pad)
        painter.translate(pad.topLeft())
        painter.scale(pad.width() / SIZE.width(), pad.height() / SIZE.height())
        _paint_strokes(painter, (*self._strokes, tuple(self._drawn)), color("text"))

    def _pad(self) -> QRectF:
        """Return where the pad lies: as large as it can be in its shape."""
        factor = min(self.width() / SIZE.width(), self.height() / SIZE.height())
        wide, high = SIZE.width() * factor, SIZE.height() * factor
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)

    def _point(self, place: QPointF, pressure: float) -> tuple[float, float, float]:
        pad = self._pad()
        x = (place.x() - pad.left()) / max(pad.width(), 1) * SIZE.width()
        y = (place.y() - pad.top()) / max(pad.height(), 1) * SIZE.height()
        return min(max(x, 0.0), SIZE.width()), min(max(y, 0.0), SIZE.height()), INK * (0.4 + 1.2 * min(max(pressure, 0.0), 1.0))

    def _begin(self, place: QPointF, pressure: float = 0.5) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._drawn = [self._point(place, pressure)]
        self.update()

    def _go_on(self, place: QPointF, pressure: float = 0.5) -> None:
        if not self._drawn:
            return
        point, last = self._point(place, pressure), self._drawn[-1]
        if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= _NEAR:
            self._drawn.append(point)
            self.update()

    def _end(self) -> None:
        if self._drawn:
            stroke, self._drawn = tuple(self._drawn), []
            self._keep((*self._strokes, stroke))

    def _follow_finger(self, event: QTouchEvent) -> None:
        """Draw with the first finger; further ones are the palm of the hand."""
        points = event.points()
        if event.type() == QEvent.Type.TouchCancel:
            self._touch, self._drawn = -1, []
            self.update()
            return
        if event.type() == QEvent.Type.TouchBegin and points:
            self._touch = points[0].id()
            self._begin(points[0].position())
        own = next((point for point in points if point.id() == self._touch), None)
        if own is not None:
            self._go_on(own.position())
        if event.type() == QEvent.Type.TouchEnd:
            self._end()
            self._touch = -1

    def _keep(self, strokes: tuple[Stroke, ...]) -> None:
        self._before.append(self._strokes)
        self._strokes = strokes
        self._tell()

    def _tell(self) -> None:
        self._describe()
        self.update()
        self.changed.emit()

    def _describe(self) -> None:
        self.setAccessibleName(_("Pad to sign on"))
        drawn = _("{count} strokes are drawn.").format(count=len(self._strokes)) if self._strokes else _("Nothing is drawn yet.")
        way = _("Who cannot draw may have the name typed instead.")
        self.setAccessibleDescription(f"{drawn} {way}")


def typed_signature(name: str) -> bytes:
    """Return a name in letters as PNG, with the words that it was typed, for who cannot draw."""
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setPen(Qt.GlobalColor.black)
    font = text_font(TextRole.BODY)
    font.setPixelSize(96)
    while font.pixelSize() > _SMALLEST and QFontMetrics(font).horizontalAdvance(name) > SIZE.width() - 40:
        font.setPixelSize(font.pixelSize() - 4)
    painter.setFont(font)
    painter.drawText(QRectF(20, 20, SIZE.width() - 40, 200), Qt.AlignmentFlag.AlignCenter, name)
    font.setPixelSize(30)
    painter.setFont(font)
    painter.drawText(QRectF(20, 230, SIZE.width() - 40, 50), Qt.AlignmentFlag.AlignCenter, _("Name typed instead of a drawn signature"))
    painter.end()
    return _png(image)


def _paint_strokes(painter: QPainter, strokes: tuple[Stroke, ...], ink: QColor) -> None:
    for stroke in strokes:
        for (ax, ay, width), (bx, by, _ink) in pairwise(stroke):
            painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            painter.drawLine(QPointF(ax, ay), QPointF(bx, by))
        if len(stroke) == 1:
            path = QPainterPath()
            path.addEllipse(QPointF(stroke[0][0], stroke[0][1]), stroke[0][2] / 2, stroke[0][2] / 2)
            painter.fillPath(path, ink)


def _length(stroke: Stroke) -> float:
    return sum(hypot(bx - ax, by - ay) for (ax, ay, _a), (bx, by, _b) in pairwise(stroke))


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(data.data())
