# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The large buttons of the verdict: a word, its key, and whether it is the one chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.painting import paint_box, paint_focus_ring
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TOUCH, TextRole, color, scaled, text_font, tone_color


class KeyButton(QAbstractButton):
    """At least 44 px high. `key_hint` is shown in a small box; binding the key is the screen's business.

    With `checkable` it stays down and wears its tone and icon; `primary` paints it in the accent ("next item").
    *Signals:* clicked(bool) and toggled(bool), as Qt has them.
    """

    def __init__(
        self,
        text: str,
        key_hint: str = "",
        *,
        tone: Tone = Tone.NEUTRAL,
        icon_name: str = "",
        checkable: bool = True,
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key_hint = key_hint
        self._tone = tone
        self._icon_name = icon_name
        self._primary = primary
        self.setText(text)
        self.setCheckable(checkable and not primary)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self.set_words(text, key_hint)

    def set_words(self, text: str, key_hint: str) -> None:
        """Show another word and key."""
        self._key_hint = key_hint
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(key_hint)
        self.updateGeometry()
        self.update()

    def key_hint(self) -> str:
        """Return the key shown."""
        return self._key_hint

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        metrics = QFontMetrics(text_font(TextRole.STRONG))
        width = metrics.horizontalAdvance(self.text()) + self._hint_width() + self._icon_room() + 2 * scaled(14)
        return QSize(width + (scaled(8) if self._key_hint else 0), max(TOUCH, metrics.height() + scaled(20)))

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
        fill, line, shade = self._shades()
        paint_box(painter, box, 8, fill, line, 2 if self.isChecked() else 1)
        font = text_font(TextRole.STRONG if self.isChecked() or self._primary else TextRole.BODY)
        painter.setFont(font)
        words = QFontMetrics(font).horizontalAdvance(self.text())
        gap = scaled(8) if self._key_hint else 0
        x = (box.width() - self._icon_room() - words - gap - self._hint_width()) / 2
        if name := self._icon():
            side = scaled(17)
            paint_icon(painter, QRectF(x, box.center().y() - side / 2, side, side), name, shade)
        x += self._icon_room()
        painter.setPen(shade)
        painter.drawText(QRectF(x, 0, words + 2, box.height()), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self._key_hint:
            self._paint_hint(painter, x + words + gap, shade)
        if self.hasFocus():
            paint_focus_ring(painter, box, 8)
            if self._primary:
                paint_box(painter, box.adjusted(2, 2, -2, -2), 6, None, color("surface"), 1)

    def _paint_hint(self, painter: QPainter, x: float, shade: QColor) -> None:
        font = text_font(TextRole.SMALL)
        height = QFontMetrics(font).height() + scaled(1)
        box = QRectF(x, (self.height() - height) / 2, self._hint_width(), height)
        line = color("on_accent") if self._primary else tone_color(self._tone, "line") if self.isChecked() else color("hairline")
        paint_box(painter, box, 4, None if self._primary or self.isChecked() else color("sunken"), line)
        painter.setFont(font)
        painter.setPen(shade if self._primary or self.isChecked() else color("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key_hint)

    def _shades(self) -> tuple[QColor, QColor, QColor]:
        if not self.isEnabled():
            return color("sunken"), color("hairline"), color("faint")
        if self._primary:
            accent = color("accent_hover" if self.underMouse() or self.isDown() else "accent")
            return accent, accent, color("on_accent")
        if self.isChecked():
            return tone_color(self._tone, "fill"), tone_color(self._tone, "line"), tone_color(self._tone)
        fill = color("sunken" if self.isDown() else "hover" if self.underMouse() else "surface")
        return fill, color("field_line" if self.underMouse() else "hairline"), color("text")

    def _icon(self) -> str:
        if self._icon_name:
            return self._icon_name
        return "" if self._tone in (Tone.NEUTRAL, Tone.ACCENT) else self._tone.icon_name

    def _icon_room(self) -> int:
        return scaled(17) + scaled(7) if self._icon() else 0

    def _hint_width(self) -> int:
        if not self._key_hint:
            return 0
        metrics = QFontMetrics(text_font(TextRole.SMALL))
        return max(metrics.horizontalAdvance(self._key_hint) + scaled(10), metrics.height() + scaled(1))
