# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A choice of one among a few that are all in sight, such as by place, by document, by indicator."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from evaluator_app.gui.painting import paint_box, paint_focus_ring
from evaluator_app.gui.theme import ROW, TextRole, color, scaled, text_font


class SegmentedControl(QWidget):
    """`segments` are pairs of a key and its word. Arrow keys, Home and End move the choice.

    *Signals:* segment_chosen(str): the user chose another key.
    """

    segment_chosen = Signal(str)

    def __init__(self, segments: Sequence[tuple[str, str]], current: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments = tuple(segments)
        self._current = 0
        self._name = name
        self._hovered = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self.set_current(current or self._segments[0][0])

    def current(self) -> str:
        """Return the chosen key."""
        return self._segments[self._current][0]

    def set_current(self, key: str) -> None:
        """Choose a key without a signal; ValueError for an unknown one."""
        self._current = [known for known, _word in self._segments].index(key)
        self._describe()

    def set_segments(self, segments: Sequence[tuple[str, str]]) -> None:
        """Show other words; the choice stays on its key if that is still there."""
        key = self.current()
        self._segments = tuple(segments)
        keys = [known for known, _word in self._segments]
        self._current = keys.index(key) if key in keys else 0
        self._describe()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        metrics = QFontMetrics(text_font(TextRole.STRONG))
        widest = max(metrics.horizontalAdvance(word) for _key, word in self._segments)
        return QSize((widest + 2 * scaled(12)) * len(self._segments) + 6, max(scaled(ROW), metrics.height() + scaled(12)))

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        metrics = QFontMetrics(text_font(TextRole.STRONG))
        widest = max(metrics.horizontalAdvance(word) for _key, word in self._segments)
        return QSize((widest + 8) * len(self._segments) + 6, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        last = len(self._segments) - 1
        steps = {Qt.Key.Key_Left: self._current - 1, Qt.Key.Key_Right: self._current + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        target = steps.get(Qt.Key(event.key()))
        if target is None:
            super().keyPressEvent(event)
        else:
            self._choose(min(max(target, 0), last))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._index_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseMoveEvent."""
        self._hovered = self._index_at(event.position())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Override QWidget.leaveEvent."""
        self._hovered = -1
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        paint_box(painter, box, 8, color("sunken"))
        for index, (_key, word) in enumerate(self._segments):
            part = self._part(index)
            chosen = index == self._current
            if chosen:
                paint_box(painter, part, 6, color("surface"), color("accent"), 1.5)
            painter.setFont(text_font(TextRole.STRONG if chosen else TextRole.BODY))
            painter.setPen(color("accent" if chosen else "text" if index == self._hovered else "muted"))
            shown = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, int(part.width()) - 4)
            painter.drawText(part, Qt.AlignmentFlag.AlignCenter, shown)
        if self.hasFocus():
            paint_focus_ring(painter, box, 8)

    def _part(self, index: int) -> QRectF:
        width = (self.width() - 6) / len(self._segments)
        return QRectF(3 + index * width, 3, width, self.height() - 6)

    def _index_at(self, point: QPointF) -> int:
        share = (point.x() - 3) / max(1, self.width() - 6)
        return min(max(int(share * len(self._segments)), 0), len(self._segments) - 1)

    def _choose(self, index: int) -> None:
        if index != self._current:
            self._current = index
            self._describe()
            self.segment_chosen.emit(self.current())

    def _describe(self) -> None:
        word = self._segments[self._current][1]
        self.setAccessibleName(f"{self._name} {word}".strip())
        self.update()
