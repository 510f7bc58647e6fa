# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The large number of the score pane; pressed, it explains itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from evaluator_app.gui.painting import paint_focus_ring
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TextRole, color, scaled, text_font, tone_color


class BigScore(QAbstractButton):
    """A caption, the figure, and a suffix such as "/ 100".

    *Signals:* clicked(bool), as Qt has it; Space and Enter press it.
    """

    def __init__(self, label: str, figure: str = "", suffix: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_score(label, figure, suffix)

    def set_score(self, label: str, figure: str, suffix: str = "", *, tone: Tone = Tone.NEUTRAL) -> None:
        """Show another number."""
        self._label, self._figure, self._suffix, self._tone = label, figure, suffix, tone
        self.setAccessibleName(f"{label} {figure} {suffix}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        label, figure, suffix = self._metrics()
        width = max(
            label.horizontalAdvance(self._label),
            figure.horizontalAdvance(self._figure) + scaled(8) + suffix.horizontalAdvance(self._suffix),
        )
        return QSize(width + 2 * self._pad() + 2, label.height() + self._figure_height() + 2 * self._pad())

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
        label, figure, _suffix = self._metrics()
        pad = self._pad()
        painter.setFont(text_font(TextRole.MUTED))
        painter.setPen(color("muted"))
        painter.drawText(QRectF(pad, pad, self.width() - 2 * pad, label.height()), Qt.AlignmentFlag.AlignLeft, self._label)
        baseline = pad + label.height() + self._figure_height() - scaled(6)
        painter.setFont(text_font(TextRole.FIGURE))
        painter.setPen(tone_color(self._tone))
        painter.drawText(pad, baseline, self._figure)
        painter.setFont(text_font(TextRole.BODY))
        painter.setPen(color("muted"))
        painter.drawText(pad + figure.horizontalAdvance(self._figure) + scaled(8), baseline, self._suffix)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), 6)

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics, QFontMetrics]:
        roles = (TextRole.MUTED, TextRole.FIGURE, TextRole.BODY)
        label, figure, suffix = (QFontMetrics(text_font(role)) for role in roles)
        return label, figure, suffix

    def _figure_height(self) -> int:
        return QFontMetrics(text_font(TextRole.FIGURE)).capHeight() + scaled(16)

    def _pad(self) -> int:
        return 4
