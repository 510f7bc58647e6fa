# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The picture that is drawn on: marks live in its pixels, so that no resizing and no zooming moves or loses them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from evaluator_app.gui.theme import color, scaled, text_font
from evaluator_app.gui.views.evidence.sketch_marks import Ink, Mark, Sketch, Tool, paint_mark, stroke_width, text_size
from evaluator_app.gui.widgets.picture_canvas import PictureCanvas
from evaluator_app.i18n import _

_LONGEST = 200


class SketchCanvas(PictureCanvas):
    """The left button draws, the middle one moves the picture. Words are typed where one clicks.

    *Signals:* sketched(): a mark was added, taken back or done again.
    """

    sketched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.sketch = Sketch()
        self.tool, self.ink = Tool.ARROW, Ink.RED
        self._drawn: Mark | None = None
        self._place = QPointF()
        self.field = QLineEdit(self)
        self.field.setMaxLength(_LONGEST)
        self.field.setAccessibleName(_("Words on the picture"))
        self.field.setPlaceholderText(_("Type, then Enter"))
        self.field.setFixedWidth(scaled(220))
        self.field.hide()
        self.field.returnPressed.connect(self.settle)
        self.setAccessibleName(_("Picture to draw on"))
        self.setCursor(Qt.CursorShape.CrossCursor)

    def settle(self) -> None:
        """Put the words that are being typed onto the picture."""
        if self.field.isHidden():
            return
        typed = self.field.text().strip()
        self.field.clear()
        self.field.hide()
        if typed:
            self._add(self._mark(Tool.TEXT, (self._place,), typed))
        self.setFocus()

    def undo(self) -> None:
        """Take the last step back."""
        if self.sketch.undo():
            self._tell()

    def redo(self) -> None:
        """Do a step again."""
        if self.sketch.redo():
            self._tell()

    def clear(self) -> None:
        """Take all marks away; can be taken back."""
        self.sketch.clear()
        self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override PictureCanvas.mousePressEvent."""
        self.settle()
        if event.button() is not Qt.MouseButton.LeftButton or self.image().isNull():
            super().mousePressEvent(event)
            return
        self.setFocus()
        at = self._inside(event.position())
        if self.tool is Tool.NUMBER:
            self._add(self._mark(Tool.NUMBER, (at,), str(self.sketch.next_number())))
        elif self.tool is Tool.TEXT:
            self._ask_words(at)
        else:
            self._drawn = self._mark(self.tool, (at, at))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override PictureCanvas.mouseMoveEvent."""
        if self._drawn is None:
            super().mouseMoveEvent(event)
            return
        point = self._inside(event.position()).toTuple()
        before = self._drawn.points if self._drawn.tool is Tool.FREEHAND else self._drawn.points[:1]
        self._drawn = replace(self._drawn, points=(*before, point))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override PictureCanvas.mouseReleaseEvent."""
        super().mouseReleaseEvent(event)
        self.setCursor(Qt.CursorShape.CrossCursor)
        drawn, self._drawn = self._drawn, None
        if drawn is not None and drawn.is_drawn():
            self._add(drawn)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override PictureCanvas.keyPressEvent: Escape in the field for words gives them up only where there are none."""
        if event.key() == Qt.Key.Key_Escape and not self.field.isHidden():
            self.settle()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: the field stays over its place."""
        super().resizeEvent(event)
        self._put_field()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override PictureCanvas.paintEvent."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(color("focus"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def paint_over(self, painter: QPainter) -> None:
        """Override PictureCanvas.paint_over."""
        font = text_font()
        for mark in self.sketch.marks:
            paint_mark(painter, mark, font)
        if self._drawn is not None and self._drawn.is_drawn():
            paint_mark(painter, self._drawn, font)

    def _mark(self, tool: Tool, points: tuple[QPointF, ...], words: str = "") -> Mark:
        width = stroke_width(self.image().width(), self.image().height())
        return Mark(tool, self.ink, tuple((point.x(), point.y()) for point in points), width, words)

    def _inside(self, spot: QPointF) -> QPointF:
        point = self.to_picture(spot)
        return QPointF(min(max(point.x(), 0.0), self.image().width()), min(max(point.y(), 0.0), self.image().height()))

    def _ask_words(self, at: QPointF) -> None:
        self._place = at - QPointF(0, text_size(stroke_width(self.image().width(), self.image().height())) / 2)
        self.field.show()
        self._put_field()
        self.field.setFocus()

    def _put_field(self) -> None:
        spot = self.to_window(self._place).toPoint()
        room = self.rect().size() - self.field.sizeHint()
        self.field.move(max(0, min(spot.x(), self.width() - self.field.width())), max(0, min(spot.y(), room.height())))

    def _add(self, mark: Mark) -> None:
        self.sketch.add(mark)
        self._tell()

    def _tell(self) -> None:
        self.update()
        self.sketched.emit()
