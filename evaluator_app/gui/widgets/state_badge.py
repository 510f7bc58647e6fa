# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The state of something as icon, word and color in one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.painting import paint_box
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TextRole, scaled, text_font, tone_color


class StateBadge(QWidget):
    """Icon and word; with `filled` on a soft ground, else bare. `icon_name` overrides the icon of the tone; "" for none."""

    def __init__(self, text: str, tone: Tone, *, icon_name: str | None = None, filled: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filled = filled
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(text, tone, icon_name)

    def set_state(self, text: str, tone: Tone, icon_name: str | None = None) -> None:
        """Show another state."""
        self._text = text
        self._tone = tone
        self._icon_name = tone.icon_name if icon_name is None else icon_name
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the word shown."""
        return self._text

    def tone(self) -> Tone:
        """Return the tone shown."""
        return self._tone

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        metrics = QFontMetrics(text_font(TextRole.BODY))
        pad = 2 * scaled(8) if self._filled else 2
        return QSize(metrics.horizontalAdvance(self._text) + self._icon_room() + pad, metrics.height() + scaled(4))

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._filled:
            paint_box(painter, box, scaled(5), tone_color(self._tone, "fill"))
            box.adjust(scaled(8), 0, -scaled(8), 0)
        shade = tone_color(self._tone)
        if self._icon_name:
            side = scaled(15)
            paint_icon(painter, QRectF(box.left(), box.center().y() - side / 2, side, side), self._icon_name, shade)
        painter.setFont(text_font(TextRole.BODY))
        painter.setPen(shade)
        box.setLeft(box.left() + self._icon_room())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text)

    def _icon_room(self) -> int:
        return scaled(15) + scaled(5) if self._icon_name else 0
