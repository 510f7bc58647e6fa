# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One group in the score pane: its name, its points, its bar; pressed, it explains itself."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.gui.painting import paint_box, paint_focus_ring
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, color
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.score_bar import Mark, ScoreBar
from evaluator_app.gui.widgets.text_label import TextLabel


class ScoreRow(QAbstractButton):
    """`set_score` fills it; a tone other than DONE also shows that tone's icon before the figures.

    *Signals:* clicked(bool), as Qt has it; Space and Enter press it.
    """

    def __init__(self, title: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._title = ElidedLabel(title)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._icon = IconView("done", side=15)
        self._figures = TextLabel()
        self.bar = ScoreBar(thickness=6)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.setContentsMargins(4, 0, 4, 0)
        line.addWidget(self._title, 1)
        line.addWidget(self._icon)
        line.addWidget(self._figures)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 3, 0, 2)
        column.setSpacing(1)
        column.addLayout(line)
        column.addWidget(self.bar)
        for part in (self._title, self._icon, self._figures, self.bar):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_score(
        self,
        figures: str,
        awarded: Decimal,
        attainable: Decimal,
        open_points: Decimal = Decimal(0),
        *,
        tone: Tone = Tone.DONE,
        marks: Sequence[Mark] = (),
    ) -> None:
        """Show points; `figures` is how they are written, such as "9.6 / 12"."""
        self.bar.set_values(awarded, attainable, open_points, tone=tone)
        self.bar.set_marks(marks)
        self._figures.setText(figures)
        self._figures.set_tone(None if tone is Tone.DONE else tone)
        self._icon.setVisible(tone is not Tone.DONE)
        self._icon.set_icon(tone.icon_name, tone)
        self.setAccessibleName(f"{self.text()} {figures}")
        self.setAccessibleDescription(self.bar.summary())
        self.setToolTip(self.bar.summary())

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
        if self.underMouse():
            paint_box(painter, QRectF(self.rect()), 6, color("hover"))
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), 6)
