# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The kinds of area to choose from, each with the line and pattern it has on the map; the words for areas."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from evaluator_app.domain.ground import KIND_NAMES
from evaluator_app.domain.on_site import OutlineKind
from evaluator_app.gui.theme import scaled
from evaluator_app.gui.views.ground.map_painting import paint_area
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

HECTARE = Decimal(10_000)
SQUARE_KILOMETER = Decimal(1_000_000)


class KindChoice(ChoiceBox):
    """Which kind of area it is."""

    def __init__(self, kind: OutlineKind = OutlineKind.BOUNDARY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for known in OutlineKind:
            self.addItem(kind_icon(known), worded(KIND_NAMES[known]), known.value)
        self.setMinimumContentsLength(7)
        self.setIconSize(QSize(scaled(30), scaled(18)))
        self.setAccessibleName(_("Kind of area"))
        self.setCurrentIndex(self.findData(kind.value))

    def kind(self) -> OutlineKind:
        """Return the kind that is chosen."""
        return OutlineKind(self.currentData())


def kind_icon(kind: OutlineKind) -> QIcon:
    """Return a piece of an area as the map shows it."""
    width, height = scaled(30), scaled(18)
    ratio = 2.0
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_area(painter, QPolygonF(QRectF(2, 2, width - 4, height - 4)), kind)
    painter.end()
    return QIcon(pixmap)


def area_words(square_meters: Decimal) -> str:
    """Return an area in hectares and square meters, a large one in square kilometers."""
    if square_meters >= SQUARE_KILOMETER:
        return _("{km2} km² · {hectares} ha").format(
            km2=_grouped(square_meters / SQUARE_KILOMETER, 4), hectares=_grouped(square_meters / HECTARE, 2)
        )
    return _("{hectares} ha · {m2} m²").format(hectares=_grouped(square_meters / HECTARE, 4), m2=_grouped(square_meters, 0))


def _grouped(number: Decimal, places: int) -> str:
    return f"{number:,.{places}f}"
