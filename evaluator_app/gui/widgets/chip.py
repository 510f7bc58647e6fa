# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A filter to press in or out, with the count of what it would show."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.painting import paint_box, paint_focus_ring
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TextRole, color, scaled, text_font, tone_color


class Chip(QAbstractButton):
    """A pill that is checked or not; Space and Enter press it. With a tone its icon, or another one, goes before the word.

    *Signals:* toggled(bool) and clicked(bool), as Qt has them.
    """

    def __init__(
        self, text: str, count: int | None = None, *, tone: Tone | None = None, icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._count = count
        self._tone = tone
        self._icon_name = icon_name or (tone.icon_name if tone else "")
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()

    def count(self) -> int | None:
        """Return the count shown, or None."""
        return self._count

    def set_count(self, count: int | None) -> None:
        """Show another count; None shows none."""
        self._count = count
        self._name()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        metrics = QFontMetrics(text_font(TextRole.BODY))
        width = metrics.horizontalAdvance(self._words()) + 2 * scaled(11) + self._icon_room()
        return QSize(width, metrics.height() + scaled(8))

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return self.sizeHint()

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
        radius = box.height() / 2
        checked = self.isChecked()
        fill = color("accent") if checked else color("hover" if self.underMouse() else "surface")
        paint_box(painter, box, radius, fill, color("accent" if checked else "field_line" if self.underMouse() else "hairline"))
        shade = color("on_accent") if checked else color("text" if self.isEnabled() else "faint")
        inner = box.adjusted(scaled(11), 0, -scaled(11), 0)
        if self._tone:
            side = scaled(14)
            square = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
            paint_icon(painter, square, self._icon_name, shade if checked else tone_color(self._tone))
            inner.setLeft(inner.left() + self._icon_room())
        painter.setFont(text_font(TextRole.BODY))
        painter.setPen(shade)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words())
        if self.hasFocus():
            paint_focus_ring(painter, box, radius)
            if checked:
                paint_box(painter, box.adjusted(2, 2, -2, -2), radius - 2, None, color("surface"), 1)

    def _words(self) -> str:
        return self.text() if self._count is None else f"{self.text()} {self._count}"

    def _icon_room(self) -> int:
        return scaled(14) + scaled(5) if self._tone else 0

    def _name(self) -> None:
        self.setAccessibleName(self._words())
