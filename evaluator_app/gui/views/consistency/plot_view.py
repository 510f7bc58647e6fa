# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A plot as a picture, drawn anew at the width there is and in the colors of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import color, scaled, tone_color

if TYPE_CHECKING:
    from evaluator_app.services.consistency_plots import Look, Plot

_REST_MS = 60


class PlotView(QScrollArea):
    """Scrolls up and down where the plot is higher than the room."""

    def __init__(self, plot: Plot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot = plot
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        words = "；".join(f"{bar.label} {bar.text}" for bar in plot.bars)
        self._picture.setAccessibleName(f"{plot.title}: {words}")
        self.setWidget(self._picture)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._soon = QTimer(self, singleShot=True, interval=_REST_MS)
        self._soon.timeout.connect(self.draw)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QScrollArea.resizeEvent: drawn anew when the hands rest."""
        super().resizeEvent(event)
        self._soon.start()

    def draw(self) -> None:
        """Draw the plot at the width there is."""
        from evaluator_app.services.consistency_plots import png

        ratio = self.devicePixelRatioF()
        scale = scaled(100) / 100 * ratio
        width = max(320, round(self.viewport().width() * ratio / scale))
        picture = QPixmap()
        picture.loadFromData(png(self._plot, width=width, scale=scale, look=_look()))
        picture.setDevicePixelRatio(ratio)
        self._picture.setPixmap(picture)


def _look() -> Look:
    from evaluator_app.services.consistency_plots import Look

    return Look(
        ground=color("surface").name(),
        text=color("text").name(),
        muted=color("muted").name(),
        line=color("hairline").name(),
        bar=tone_color(Tone.DONE, "line").name(),
        loud=tone_color(Tone.FOUND, "line").name(),
    )
