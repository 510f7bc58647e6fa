# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Under the map: what its lines, patterns and marks mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from evaluator_app.domain.ground import KIND_NAMES
from evaluator_app.domain.on_site import Outline, OutlineKind
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.ground.kind_choice import kind_icon
from evaluator_app.gui.views.ground.map_painting import paint_mark
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class Legend(QWidget):
    """The kinds of area that are there, and the marks of photos."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Legend"))
        self._line = FlowLayout(self)
        self._line.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._shown: tuple[OutlineKind, ...] | None = None

    def show_for(self, outlines: Sequence[Outline]) -> None:
        """Explain what is on the map."""
        kinds = tuple(kind for kind in OutlineKind if any(outline.kind is kind for outline in outlines))
        if kinds == self._shown:
            return
        self._shown = kinds
        self._line.clear()
        for kind in kinds:
            self._add(kind_icon(kind), QSize(scaled(30), scaled(18)), worded(KIND_NAMES[kind]))
        square = QSize(scaled(24), scaled(24))
        has_boundary = OutlineKind.BOUNDARY in kinds
        self._add(_mark(), square, _("Photo inside") if has_boundary else _("Photo"))
        if has_boundary:
            self._add(_mark(is_flagged=True), square, _("outside"))
            self._add(_mark(is_flagged=True, is_shifted=True), square, _("probably shifted by the camera"))
        self._add(_mark(shows_fault=True), square, _("shows a fault"))

    def _add(self, picture: QIcon, size: QSize, words: str) -> None:
        entry = QWidget()
        line = QHBoxLayout(entry)
        line.setContentsMargins(0, 0, GRID, 0)
        line.setSpacing(GRID - 2)
        sign = QLabel()
        sign.setPixmap(picture.pixmap(size, self.devicePixelRatioF()))
        line.addWidget(sign)
        line.addWidget(TextLabel(words, TextRole.SMALL))
        self._line.addWidget(entry)


def _mark(*, is_flagged: bool = False, is_shifted: bool = False, shows_fault: bool = False) -> QIcon:
    side, ratio = scaled(24), 2.0
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_mark(painter, QPointF(side / 2, side / 2), is_flagged=is_flagged, is_shifted=is_shifted, shows_fault=shows_fault)
    painter.end()
    return QIcon(pixmap)
