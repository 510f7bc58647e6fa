# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The program's line icons, drawn from SVG in the color that fits.

    icon("photo") -> QIcon                    in the color of ordinary text
    icon("found", Tone.FOUND) -> QIcon        in the color of a tone
    icon("next", color_name="on_accent")      in any color of Palette
    paint_icon(painter, rect, "done", color)  for painters
    ICON_NAMES                                every name there is

An icon follows the theme by itself: it is drawn anew, sharp at every device pixel ratio, in the colors of the theme that
is on at that moment. The QIcons are shared; drawings are kept by name, color and size.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import color, tone_color
from evaluator_app.paths import resource

ICON_NAMES = (
    "done", "found", "veto", "undetermined", "not-applicable", "open",
    "home", "search", "filter", "plus", "photo", "paste", "undo", "redo", "report", "sign", "verify", "settings", "language",
    "next", "back", "expand", "mine", "prerequisite", "preview", "missing", "trash", "edit", "ruler", "people", "clock", "place",
    "document", "lock", "info", "close", "more", "folder", "link", "history", "team", "stick", "mend",
)  # fmt: skip


@cache
def icon(name: str, tone: Tone | None = None, *, color_name: str = "text") -> QIcon:
    """Return the icon of that name in the color of a tone, or else in a named color; KeyError for an unknown name."""
    if name not in ICON_NAMES:
        raise KeyError(name)
    return QIcon(_ThemedIconEngine(name, tone, color_name))


def paint_icon(painter: QPainter, rect: QRectF, name: str, shade: QColor) -> None:
    """Draw an icon into a square of logical pixels."""
    _renderer(name, shade.name()).render(painter, rect)


@cache
def _renderer(name: str, shade: str) -> QSvgRenderer:
    drawing = resource(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", shade)
    return QSvgRenderer(QByteArray(drawing.encode()))


@cache
def _drawing(name: str, shade: str, side: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, shade).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


_clones: list[QIconEngine] = []


class _ThemedIconEngine(QIconEngine):
    """Draws one icon in the colors of the theme that is on."""

    def __init__(self, name: str, tone: Tone | None, color_name: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone
        self._color_name = color_name

    def _shade(self, mode: QIcon.Mode) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return color("faint")
        return tone_color(self._tone) if self._tone else color(self._color_name)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Override QIconEngine.paint."""
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        paint_icon(painter, square, self._name, self._shade(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Override QIconEngine.pixmap."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Override QIconEngine.scaledPixmap; a Qt that asks in device pixels gets a finer drawing than it needs."""
        return _drawing(self._name, self._shade(mode).name(), max(1, min(size.width(), size.height())), scale)

    def clone(self) -> QIconEngine:
        """Override QIconEngine.clone, which Qt calls when somebody changes a copy of a shared icon."""
        copy = _ThemedIconEngine(self._name, self._tone, self._color_name)
        _clones.append(copy)  # PySide would free what Qt still uses
        return copy

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        """Override QIconEngine.actualSize: any size can be had."""
        return size
