# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The way of an assessment through its stages: what is done, where it stands, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.painting import paint_box, paint_focus_ring
from evaluator_app.gui.theme import ROW, TextRole, color, scaled, text_font
from evaluator_app.i18n import _


class StageBar(QWidget):
    """Steps with a tick, the current one filled with a remark, the rest numbered.

    Where the width does not do, the names farthest from the current step go first; their circles and tooltips stay.
    Arrow keys walk over the steps, Enter and Space choose. *Signals:* stage_chosen(int): the index of a step.
    """

    stage_chosen = Signal(int)

    def __init__(self, stages: Sequence[str] = (), current: int = 0, remark: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_stages(stages, current, remark)

    def set_stages(self, stages: Sequence[str], current: int, remark: str = "") -> None:
        """Show these steps; those before `current` are done; the remark stands after the current one."""
        self._stages = tuple(stages)
        self._current = current
        self._remark = remark
        self._walked = current
        self._hovered = -1
        self._describe()
        self.updateGeometry()
        self.update()

    def named(self) -> tuple[int, ...]:
        """Return the steps whose names have room at the present width."""
        order = sorted(range(len(self._stages)), key=lambda index: (abs(index - self._current), index))
        shown: list[int] = []
        for index in order:
            if self._width_of([*shown, index]) > self.width() and shown:
                break
            shown.append(index)
        return tuple(sorted(shown))

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(self._width_of(range(len(self._stages))), scaled(ROW) + 8)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint: circles, and the name of the current step."""
        return QSize(self._width_of([self._current] if self._stages else []), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Override QObject.event: the tooltip names the step under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self._index_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._spoken(index) if index >= 0 else "", self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: say it in the language in use."""
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        last = len(self._stages) - 1
        steps = {Qt.Key.Key_Left: self._walked - 1, Qt.Key.Key_Right: self._walked + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        key = Qt.Key(event.key())
        if key in steps and self._stages:
            self._walked = min(max(steps[key], 0), last)
            self._describe()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._stages:
            self.stage_chosen.emit(self._walked)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent."""
        index = self._index_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self._walked = index
            self._describe()
            self.update()
            self.stage_chosen.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseMoveEvent."""
        self._hovered = self._index_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._hovered >= 0 else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Override QWidget.leaveEvent."""
        self._hovered = -1
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        named = set(self.named())
        middle = self.height() / 2
        x = float(self._pad())
        for index in range(len(self._stages)):
            width = self._step_width(index, index in named)
            if index:
                painter.setPen(QPen(color("accent" if index <= self._current else "field_line"), 1))
                painter.drawLine(QPointF(x + scaled(6), middle), QPointF(x + self._gap() - scaled(6), middle))
                x += self._gap()
            self._paint_step(painter, index, QRectF(x, 0, width, self.height()), index in named)
            x += width

    def _paint_step(self, painter: QPainter, index: int, box: QRectF, named: bool) -> None:
        side = self._circle()
        disc = QRectF(box.left(), box.center().y() - side / 2, side, side)
        done, now = index < self._current, index == self._current
        hovered = index == self._hovered
        fill = color("accent" if now else "accent_soft" if done or hovered else "surface")
        paint_box(painter, disc, side / 2, fill, color("accent" if done or now else "field_line"))
        if done:
            inset = side * 0.22
            paint_icon(painter, disc.adjusted(inset, inset, -inset, -inset), "done", color("accent"))
        else:
            painter.setFont(self._number_font())
            painter.setPen(color("on_accent" if now else "muted"))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(index + 1))
        if named:
            painter.setFont(text_font(TextRole.STRONG if now else TextRole.BODY))
            painter.setPen(color("text" if now or hovered else "muted"))
            words = box.adjusted(side + scaled(7), 0, 4, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words(index))
        if self.hasFocus() and index == self._walked:
            height = self._circle() + scaled(8)
            ring = QRectF(box.left() - 5, box.center().y() - height / 2, box.width() + 10, height)
            paint_focus_ring(painter, ring, ring.height() / 2)

    def _words(self, index: int) -> str:
        return f"{self._stages[index]}  {self._remark}" if index == self._current and self._remark else self._stages[index]

    def _step_width(self, index: int, named: bool) -> int:
        if not named:
            return self._circle()
        metrics = QFontMetrics(text_font(TextRole.STRONG if index == self._current else TextRole.BODY))
        return self._circle() + scaled(7) + metrics.horizontalAdvance(self._words(index)) + 2

    def _width_of(self, named: Sequence[int]) -> int:
        steps = sum(self._step_width(index, index in named) for index in range(len(self._stages)))
        return steps + self._gap() * max(0, len(self._stages) - 1) + 2 * self._pad()

    def _index_at(self, point: QPointF) -> int:
        named = set(self.named())
        x = float(self._pad())
        for index in range(len(self._stages)):
            width = self._step_width(index, index in named)
            if x - 4 <= point.x() <= x + width + 4:
                return index
            x += width + self._gap()
        return -1

    def _spoken(self, index: int) -> str:
        if index < self._current:
            return _("{stage}, done").format(stage=self._stages[index])
        if index == self._current:
            return _("{stage}, current stage").format(stage=self._words(index))
        return _("{stage}, still to come").format(stage=self._stages[index])

    def _describe(self) -> None:
        self.setAccessibleName(self._spoken(self._walked) if self._stages else "")

    def _number_font(self) -> QFont:
        font = text_font(TextRole.SMALL)
        font.setBold(True)
        return font

    def _circle(self) -> int:
        return scaled(22)

    def _gap(self) -> int:
        return scaled(32)

    def _pad(self) -> int:
        return 6
