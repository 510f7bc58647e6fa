# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How far a piece of work is, as a thin bar that is painted with everything else. QProgressBar paints at once and so holds the work up."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from evaluator_app.gui.painting import paint_box
from evaluator_app.gui.theme import color, scaled

_THICKNESS = 6


class CourseBar(QWidget):
    """`set_share` says how far it is, from 0 to 1; the words for it stand beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        """Show that so much is done."""
        self._share = min(max(share, 0.0), 1.0)
        self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(scaled(160), scaled(_THICKNESS))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, half = QRectF(self.rect()), self.height() / 2
        paint_box(painter, box, half, None, color("field_line"))
        if self._share > 0:
            done = QRectF(box.x(), box.y(), max(box.height(), box.width() * self._share), box.height())
            paint_box(painter, done, half, color("accent"), color("accent"))
