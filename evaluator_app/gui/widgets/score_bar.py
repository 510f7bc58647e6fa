# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A bar of points: awarded solid, still open hatched, lost empty; upright marks for the lines to reach.

The three parts differ in texture, not only in color, so that a grey print can be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TextRole, color, scaled, text_font, tone_color
from evaluator_app.i18n import _

_ZERO = Decimal(0)
_INSET = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A line to reach."""

    value: Decimal
    """Where it stands, in points."""
    label: str
    """What it is, such as "pass mark 80"."""


class ScoreBar(QWidget):
    """`set_values` and `set_marks` fill it; `thickness` is that of the bar; `labels_marks` writes the marks' labels under it.

    Like ScoreRow and BigScore it keeps 4 px free at both sides, where their focus rings are.
    """

    def __init__(self, *, thickness: int = 8, labels_marks: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thickness = thickness
        self._labels_marks = labels_marks
        self._awarded = self._attainable = self._open = _ZERO
        self._tone = Tone.DONE
        self._marks: tuple[Mark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    def set_values(self, awarded: Decimal, attainable: Decimal, open_points: Decimal = _ZERO, *, tone: Tone = Tone.DONE) -> None:
        """Show points; ValueError unless 0 <= awarded, 0 <= open and awarded + open <= attainable."""
        if min(awarded, open_points) < 0 or awarded + open_points > attainable:
            raise ValueError(f"no bar for {awarded} awarded and {open_points} open of {attainable}")
        self._awarded, self._attainable, self._open, self._tone = awarded, attainable, open_points, tone
        self._describe()
        self.update()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these lines to reach."""
        self._marks = tuple(marks)
        self._describe()
        self.update()

    def portions(self) -> tuple[float, float, float]:
        """Return the shares awarded, open and lost of the whole bar; all 0 when nothing can be attained."""
        if not self._attainable:
            return (0.0, 0.0, 0.0)
        awarded, still_open = float(self._awarded / self._attainable), float(self._open / self._attainable)
        return (awarded, still_open, max(0.0, 1.0 - awarded - still_open))

    def summary(self) -> str:
        """Return in words what the bar shows."""
        lost = self._attainable - self._awarded - self._open
        words = _("{awarded} of {attainable} points; {open} open, {lost} lost.").format(
            awarded=_plain(self._awarded), attainable=_plain(self._attainable), open=_plain(self._open), lost=_plain(lost)
        )
        return "\n".join([words, *(mark.label for mark in self._marks)])

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        height = scaled(self._thickness) + 2 * self._overhang()
        if self._labels_marks:
            height += QFontMetrics(text_font(TextRole.SMALL)).height() + 2
        return QSize(scaled(160), height)

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(scaled(48), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: say it in the language in use."""
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(_INSET, self._overhang(), self.width() - 2 * _INSET, scaled(self._thickness))
        radius = bar.height() / 2
        track = QPainterPath()
        track.addRoundedRect(bar, radius, radius)
        painter.fillPath(track, color("sunken"))
        awarded, still_open, _lost = self.portions()
        painter.save()
        painter.setClipPath(track)
        solid = QRectF(bar.left(), bar.top(), bar.width() * awarded, bar.height())
        hatched = QRectF(solid.right(), bar.top(), bar.width() * still_open, bar.height())
        painter.fillRect(solid, tone_color(self._tone, "line"))
        painter.fillRect(hatched, color("surface"))
        painter.setClipRect(hatched, Qt.ClipOperation.IntersectClip)
        painter.setPen(QPen(tone_color(Tone.OPEN, "line"), 1.25))
        step, x = scaled(5), hatched.left() - bar.height()
        while x < hatched.right():
            painter.drawLine(QPointF(x, bar.bottom()), QPointF(x + bar.height(), bar.top()))
            x += step
        painter.restore()
        painter.setPen(QPen(tone_color(Tone.NOT_APPLICABLE, "line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(track)
        self._paint_marks(painter, bar)

    def _paint_marks(self, painter: QPainter, bar: QRectF) -> None:
        if not self._attainable:
            return
        painter.setFont(text_font(TextRole.SMALL))
        metrics = painter.fontMetrics()
        for mark in self._marks:
            x = bar.left() + bar.width() * min(1.0, float(mark.value / self._attainable))
            tick = QRectF(x - 1, bar.top() - self._overhang(), 2, bar.height() + 2 * self._overhang())
            painter.fillRect(tick.adjusted(-1, 0, 1, 0), color("surface"))
            painter.fillRect(tick, color("text"))
            if self._labels_marks:
                width = metrics.horizontalAdvance(mark.label) + 2
                left = min(max(bar.left(), x - width / 2), bar.right() - width)
                painter.setPen(color("muted"))
                painter.drawText(QRectF(left, tick.bottom() + 1, width, metrics.height()), Qt.AlignmentFlag.AlignCenter, mark.label)

    def _overhang(self) -> int:
        return scaled(3)

    def _describe(self) -> None:
        self.setAccessibleName(self.summary())
        self.setToolTip(self.summary())


def _plain(points: Decimal) -> str:
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
