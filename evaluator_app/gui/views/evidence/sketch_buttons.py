# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The buttons of a sketch: each shows the very mark that it draws, or the color with its name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from evaluator_app.gui.painting import paint_box, paint_focus_ring
from evaluator_app.gui.theme import TOUCH, TextRole, color, scaled, text_font
from evaluator_app.gui.views.evidence.sketch_marks import Ink, Mark, Tool, ink_word, paint_mark, tool_word


class _SketchButton(QAbstractButton):
    """A picture with a word below it; checked is framed and carried by weight, not by color alone."""

    def __init__(self, words: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{words} ({key})")
        self.setToolTip(f"{words} ({key})")

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        words = QFontMetrics(text_font(TextRole.STRONG)).horizontalAdvance(self.text())
        return QSize(max(scaled(TOUCH), words + scaled(12)), scaled(TOUCH + 10))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        is_on = self.isChecked()
        ground = "accent_soft" if is_on else "hover" if self.underMouse() else "surface"
        paint_box(painter, box, 6, color(ground), color("accent" if is_on else "hairline"), 2 if is_on else 1)
        words = QRectF(box.left(), box.bottom() - scaled(22), box.width(), scaled(20))
        painter.save()
        self._paint_picture(painter, QRectF(box.left(), box.top() + scaled(3), box.width(), words.top() - box.top() - scaled(3)))
        painter.restore()
        painter.setFont(text_font(TextRole.STRONG if is_on else TextRole.BODY))
        painter.setPen(color("text" if self.isEnabled() else "faint"))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.hasFocus():
            paint_focus_ring(painter, box, 6)

    def _paint_picture(self, painter: QPainter, room: QRectF) -> None:
        raise NotImplementedError


class ToolButton(_SketchButton):
    """One tool."""

    def __init__(self, tool: Tool, key: str, parent: QWidget | None = None) -> None:
        super().__init__(tool_word(tool), key, parent)
        self.tool = tool

    def _paint_picture(self, painter: QPainter, room: QRectF) -> None:
        side = scaled(20)
        box = QRectF(0, 0, side, side * 0.8)
        box.moveCenter(room.center())
        left, top, right, bottom = box.left(), box.top(), box.right(), box.bottom()
        paths = {
            Tool.FREEHAND: (
                (left, bottom),
                (left + side * 0.2, top),
                (left + side * 0.45, bottom),
                (left + side * 0.7, top),
                (right, bottom),
            ),
            Tool.TEXT: ((left + side * 0.2, top - 2),),
            Tool.NUMBER: ((box.center().x(), box.center().y()),),
        }
        points = paths.get(self.tool, ((left, bottom), (right, top)))
        words = {Tool.TEXT: "A", Tool.NUMBER: "1"}.get(self.tool, "")
        paint_mark(painter, Mark(self.tool, Ink.RED, points, scaled(2) if not words else 2.2, words), text_font())


class InkButton(_SketchButton):
    """One color."""

    def __init__(self, ink: Ink, key: str, parent: QWidget | None = None) -> None:
        super().__init__(ink_word(ink), key, parent)
        self.ink = ink

    def _paint_picture(self, painter: QPainter, room: QRectF) -> None:
        side = scaled(18)
        box = QRectF(0, 0, side, side)
        box.moveCenter(room.center())
        paint_box(painter, box, side / 2, QColor(self.ink.value), color("field_line"), 1)
