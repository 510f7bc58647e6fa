# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One line of an explanation: words that wrap, a figure at the right; pressed, it leads somewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from evaluator_app.gui.painting import paint_box, paint_focus_ring
from evaluator_app.gui.theme import TextRole, color, scaled, text_font

_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)


class LinkLine(QAbstractButton):
    """*Signals:* clicked(bool), as Qt has it; Space and Enter press it."""

    def __init__(self, words: str, figure: str = "", *, is_link: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure, self._is_link = figure, is_link
        self._heights: dict[int, int] = {}
        self.setText(words)
        self.setAccessibleName(f"{words} {figure}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_link else Qt.FocusPolicy.NoFocus)
        if is_link:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Override QWidget.hasHeightForWidth."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Override QWidget.heightForWidth."""
        if width not in self._heights:  # layouts ask for the same ones again and again
            room = max(width - self._figure_room() - 4, 20)
            words = QFontMetrics(text_font()).boundingRect(QRect(0, 0, room, 10_000), _WRAP, self.text())
            self._heights[width] = words.height() + scaled(6)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(scaled(180), self.heightForWidth(self.width() if self.width() > scaled(60) else scaled(240)))

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(scaled(80), QFontMetrics(text_font()).height() + scaled(6))

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: another text size, other heights."""
        self._heights.clear()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Override QObject.event: the pointer makes it light up."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QAbstractButton.keyPressEvent: Enter presses it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._is_link and self.underMouse():
            paint_box(painter, box, 4, color("hover"))
        inner = self.rect().adjusted(2, scaled(3), -2, 0)
        painter.setFont(text_font())
        painter.setPen(color("muted"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), self._figure)
        painter.setFont(text_font(TextRole.BODY))
        painter.setPen(color("accent" if self._is_link else "text"))
        painter.drawText(inner.adjusted(0, 0, -self._figure_room(), 0), _WRAP, self.text())
        if self.hasFocus():
            paint_focus_ring(painter, box, 4)

    def _figure_room(self) -> int:
        return QFontMetrics(text_font()).horizontalAdvance(self._figure) + scaled(8) if self._figure else 0
