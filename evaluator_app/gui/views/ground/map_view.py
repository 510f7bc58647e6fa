# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The map: outlines and photos of a mine on plain ground, to be moved and zoomed by mouse and keys; areas can be drawn on it."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from evaluator_app.domain.on_site import Corner, OutlineKind
from evaluator_app.geography.zones import corner_at
from evaluator_app.gui.painting import paint_focus_ring
from evaluator_app.gui.theme import TextRole, color, scaled, text_font
from evaluator_app.gui.views.ground.base_layer import BaseLayer
from evaluator_app.gui.views.ground.frame import Frame, Point
from evaluator_app.gui.views.ground.map_painting import (
    HEAP,
    line_color,
    paint_area,
    paint_heap,
    paint_label,
    paint_north,
    paint_outline,
    paint_scale_bar,
    paint_titles,
)
from evaluator_app.gui.views.ground.scene import Heap, Scene, scene_of
from evaluator_app.i18n import _
from evaluator_app.services.locating import Spot

_STEP = 80
_ZOOM = 1.4
_HEAP_REACH = 30.0
_CLICK = 5
_KEYS = frozenset(
    (
        *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp),
        *(Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0, Qt.Key.Key_Home),
        *(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Escape),
    )
)


class MapView(QWidget):
    """Arrow keys move, + and - zoom, 0 shows all, Page Up and Page Down go from photo to photo, Enter opens the one chosen.

    While an area is drawn, a click or Space adds a corner (Space where the cross stands), Backspace or Ctrl+Z takes the last one
    back, Enter closes the area, Escape gives it up.

    *Signals:* spots_chosen(tuple of Spot): photos that fall together were chosen; spot_opened(Spot): to go where it belongs;
    area_drawn(tuple of Corner, OutlineKind): a drawn area was closed; drawing_changed(): a corner was added or taken back, or it ended.
    """

    spots_chosen = Signal(object)
    spot_opened = Signal(object)
    area_drawn = Signal(object, object)
    drawing_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: Scene = scene_of(())
        self._frame = Frame(QSizeF(1, 1))
        self._base: BaseLayer | None = None
        self._is_moved = False
        self._chosen: tuple[str, ...] = ()
        self._outline = ""
        self._pointer: QPointF | None = None
        self._pressed: QPointF | None = None
        self._dragged = False
        self.drawing: OutlineKind | None = None
        self.drawn: list[Point] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(scaled(220), scaled(160))
        self.setAccessibleName(_("Map of the mine"))
        self._describe()

    @property
    def frame_shown(self) -> Frame:
        """Which piece of the ground is shown."""
        return self._frame

    @property
    def scene(self) -> Scene:
        """What is on the map."""
        return self._scene

    def set_scene(self, scene: Scene) -> None:
        """Show other things; the piece of ground stays once somebody has moved the map, and else shows all."""
        held = self._scene.plane.degrees([self._frame.middle])
        drawn = self._scene.plane.degrees(self.drawn)
        self._scene = scene
        if self._base is not None:
            self._base.put_on(scene.plane)
        self.drawn = scene.plane.meters(drawn)
        if self._is_moved:
            self._frame = replace(self._frame, middle=scene.plane.meters(held)[0])
        else:
            self.fit()
        self._describe()
        self.update()

    def set_base(self, base: BaseLayer | None) -> None:
        """Lay something under the map; None for nothing."""
        self._base = base
        if base is not None:
            base.put_on(self._scene.plane)
        if not self._is_moved:
            self.fit()
        self.update()

    def fit(self) -> None:
        """Show everything."""
        self._is_moved = False
        self._frame = self._frame.fitted(self._scene.extent() or (self._base.extent() if self._base else []))
        self.update()

    def zoom(self, factor: float) -> None:
        """Show so many times larger."""
        self._move(self._frame.zoomed(factor))

    def choose_outline(self, outline_id: str) -> None:
        """Mark an outline; empty for none."""
        self._outline = outline_id
        self.update()

    def choose_evidence(self, evidence_id: str) -> None:
        """Choose a photo and bring it into sight."""
        for spot, place in zip(self._scene.spots, self._scene.places, strict=True):
            if spot.evidence.id == evidence_id:
                self._chosen = (evidence_id,)
                if not QRectF(self.rect()).adjusted(20, 20, -20, -20).contains(self._frame.pixel(place)):
                    self._move(replace(self._frame, middle=place))
                self.spots_chosen.emit((spot,))
                self.update()

    def begin_drawing(self, kind: OutlineKind) -> None:
        """Draw an area of a kind; the keyboard goes to the map."""
        self.drawing, self.drawn = kind, []
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_drawing()

    def end_drawing(self) -> None:
        """Give up what is being drawn."""
        self.drawing, self.drawn = None, []
        self.unsetCursor()
        self._tell_drawing()

    def close_area(self) -> None:
        """Hand over what was drawn; nothing happens with fewer than three corners."""
        if self.drawing is not None and len(self.drawn) >= 3:
            self.area_drawn.emit(self.drawn_corners(), self.drawing)

    def take_back(self) -> None:
        """Take the last corner back."""
        if self.drawn:
            self.drawn.pop()
            self._tell_drawing()

    def drawn_corners(self) -> tuple[Corner, ...]:
        """Return what was drawn so far."""
        return tuple(corner_at(*point) for point in self._scene.plane.degrees(self.drawn))

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the keys of the map are for the map, whatever else they mean; while drawing so is Undo."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if (is_plain and event.key() in _KEYS) or (self.drawing is not None and event.matches(QKeySequence.StandardKey.Undo)):
                event.accept()
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._frame = replace(self._frame, size=QSizeF(event.size()))
        if not self._is_moved:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Override QWidget.wheelEvent: zoom around the pointer."""
        self._move(self._frame.zoomed(math.pow(1.0015, event.angleDelta().y()), event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseMoveEvent: move the map, or tell where the pointer is."""
        at = event.position()
        is_held = self._pressed is not None and bool(event.buttons() & Qt.MouseButton.LeftButton)
        if self._pressed is not None and is_held and (self._dragged or (at - self._pressed).manhattanLength() > _CLICK):
            moved = at - (self._pointer if self._dragged and self._pointer is not None else self._pressed)
            self._dragged = True
            self._move(self._frame.shifted(moved.x(), moved.y()))
        self._pointer = at
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseReleaseEvent: a click that moved nothing chooses, or adds a corner."""
        if self._pressed is not None and not self._dragged:
            if self.drawing is not None:
                self._add(self._frame.ground(event.position()))
            else:
                self._choose(self._heap_at(event.position()))
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseDoubleClickEvent: open a photo, take a heap apart, close an area."""
        heap = self._heap_at(event.position())
        if self.drawing is not None:
            self.close_area()
        elif heap is not None and len(heap.spots) == 1:
            self.spot_opened.emit(heap.spots[0])
        else:
            self._move(self._frame.zoomed(2.5, event.position()))

    def leaveEvent(self, event: object) -> None:
        """Override QWidget.leaveEvent."""
        self._pointer = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        if self.drawing is not None and event.matches(QKeySequence.StandardKey.Undo):
            self.take_back()
            return
        if self.drawing is not None and self._drawing_key(event.key()):
            return
        key, moves = Qt.Key, {Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        if event.key() in moves:
            across, down = moves[key(event.key())]
            self._move(self._frame.shifted(across * _STEP, down * _STEP))
        elif event.key() in (key.Key_Plus, key.Key_Equal):
            self.zoom(_ZOOM)
        elif event.key() == key.Key_Minus:
            self.zoom(1 / _ZOOM)
        elif event.key() in (key.Key_0, key.Key_Home):
            self.fit()
        elif event.key() in (key.Key_PageDown, key.Key_PageUp):
            self._step(1 if event.key() == key.Key_PageDown else -1)
        elif event.key() in (key.Key_Return, key.Key_Enter) and self._chosen:
            self._open_chosen()
        else:
            super().keyPressEvent(event)
            return
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), color("surface"))
        if self._base is not None:
            self._base.paint(painter, self._frame)
        for drawn in self._scene.outlines:
            paint_outline(painter, self._frame, drawn, is_chosen=drawn.outline.id == self._outline)
        heaps = self._scene.heaps(self._frame, scaled(round(_HEAP_REACH)))
        for heap in heaps:
            paint_heap(painter, self._frame, heap, is_chosen=self._holds_chosen(heap))
        paint_titles(painter, self._frame, self._scene.outlines)
        self._paint_drawing(painter)
        self._paint_furniture(painter)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), 4)

    def _paint_drawing(self, painter: QPainter) -> None:
        if self.drawing is None:
            return
        pixels = [self._frame.pixel(point) for point in self.drawn]
        if self._pointer is not None:
            paint_area(painter, QPolygonF([*pixels, self._pointer]), self.drawing)
        elif len(pixels) > 1:
            paint_area(painter, QPolygonF(pixels), self.drawing)
        painter.setPen(QPen(color("surface"), 1.5))
        painter.setBrush(line_color(self.drawing))
        for pixel in pixels:
            painter.drawRect(QRectF(pixel.x() - 4, pixel.y() - 4, 8, 8))
        painter.setPen(QPen(color("focus"), 1.6))
        middle, arm = QRectF(self.rect()).center(), scaled(9)
        painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
        painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))

    def _paint_furniture(self, painter: QPainter) -> None:
        """Paint north arrow, scale bar and the coordinates under the pointer."""
        margin = scaled(14)
        if not (self._scene.outlines or self._scene.spots or self._base or self.drawing):
            return
        paint_north(painter, QPointF(self.width() - margin - scaled(10), margin + scaled(38)))
        paint_scale_bar(painter, self._frame, margin, self.height() - margin, _length)
        at = self._frame.ground(self._pointer) if self._pointer is not None else self._frame.middle
        words = self.coordinates(at)
        painter.setFont(text_font(TextRole.SMALL))
        metrics = QFontMetricsF(painter.font())
        width = metrics.horizontalAdvance(words) + 12
        box = QRectF(margin - 4, margin, width, metrics.height() + 2)
        paint_label(painter, box, words)

    def coordinates(self, point: Point) -> str:
        """Return the degrees of a point of the ground in words."""
        longitude, latitude = self._scene.plane.degrees([point])[0]
        if not (math.isfinite(longitude) and math.isfinite(latitude)):
            return "–"
        return _("{longitude}° E  {latitude}° N").format(longitude=f"{longitude:.5f}", latitude=f"{latitude:.5f}")

    def _move(self, frame: Frame) -> None:
        self._is_moved, self._frame = True, frame
        self.update()

    def _drawing_key(self, key: int) -> bool:
        acts = {
            Qt.Key.Key_Space: lambda: self._add(self._frame.middle),
            Qt.Key.Key_Backspace: self.take_back,
            Qt.Key.Key_Return: self.close_area,
            Qt.Key.Key_Enter: self.close_area,
            Qt.Key.Key_Escape: self.end_drawing,
        }
        act = acts.get(Qt.Key(key))
        if act is not None:
            act()
        return act is not None

    def _add(self, point: Point) -> None:
        if not self.drawn or point != self.drawn[-1]:
            self.drawn.append(point)
            self._tell_drawing()

    def _tell_drawing(self) -> None:
        self.drawing_changed.emit()
        self.update()

    def _heap_at(self, pixel: QPointF) -> Heap | None:
        nearest: Heap | None = None
        reach = scaled(HEAP) + 6.0
        for heap in self._scene.heaps(self._frame, scaled(round(_HEAP_REACH))):
            at = self._frame.pixel(heap.place)
            away = math.hypot(at.x() - pixel.x(), at.y() - pixel.y())
            if away <= reach:
                nearest, reach = heap, away
        return nearest

    def _choose(self, heap: Heap | None) -> None:
        self._chosen = tuple(spot.evidence.id for spot in heap.spots) if heap else ()
        self.spots_chosen.emit(heap.spots if heap else ())
        self.update()

    def _holds_chosen(self, heap: Heap) -> bool:
        return bool(self._chosen) and any(spot.evidence.id in self._chosen for spot in heap.spots)

    def _step(self, step: int) -> None:
        """Choose the next or the previous photo."""
        ids = [spot.evidence.id for spot in self._scene.spots]
        if not ids:
            return
        now = ids.index(self._chosen[0]) if self._chosen and self._chosen[0] in ids else -1 if step > 0 else 0
        self.choose_evidence(ids[(now + step) % len(ids)])

    def _open_chosen(self) -> None:
        spot: Spot | None = next((spot for spot in self._scene.spots if spot.evidence.id == self._chosen[0]), None)
        if spot is not None:
            self.spot_opened.emit(spot)

    def _describe(self) -> None:
        outlines, photos = len(self._scene.outlines), len(self._scene.spots)
        self.setAccessibleDescription(
            _("{outlines} outlines and {photos} photos. Page Down goes from photo to photo.").format(outlines=outlines, photos=photos)
        )


def _length(meters: int) -> str:
    return _("{length} km").format(length=meters // 1000) if meters >= 1000 else _("{length} m").format(length=meters)
