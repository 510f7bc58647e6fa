# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Draws a piece of evidence as a tile: the picture, when and where, what it is, what it serves, what is to be looked at."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from evaluator_app.domain.evidence_kinds import EvidenceKind
from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.models.evidence_model import EvidenceModel, EvidenceRow, Index
from evaluator_app.gui.painting import paint_box, paint_focus_ring, paint_line
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TextRole, color, scaled, text_font, tone_color
from evaluator_app.gui.views.evidence.kind_words import kind_icon, kind_word
from evaluator_app.gui.views.evidence.picture_stock import PictureStock
from evaluator_app.i18n import _

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_MARGIN = 5
_PAD = 6


def tile_size() -> QSize:
    """Return the room of one tile, with the gap around it."""
    return QSize(scaled(208), scaled(206))


def picture_size() -> QSize:
    """Return the room of the picture in a tile."""
    return QSize(tile_size().width() - 2 * scaled(_MARGIN) - 2, scaled(134))


class EvidenceDelegate(QStyledItemDelegate):
    """Takes pictures from a stock; what is not there yet is drawn as an empty ground."""

    def __init__(self, stock: PictureStock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stock = stock

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        return tile_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        row: EvidenceRow = index.data(EvidenceModel.ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        margin = scaled(_MARGIN)
        box = QRectF(option.rect).adjusted(margin, margin, -margin, -margin)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = "accent_soft" if is_selected else "hover" if is_hovered else "surface"
        paint_box(painter, box, 6, color(ground), color("accent" if is_selected else "hairline"), 2 if is_selected else 1)
        room = QRectF(box.left() + 1, box.top() + 1, box.width() - 2, scaled(134))
        self._paint_picture(painter, room, row)
        _paint_marks(painter, room, row, is_selected=is_selected)
        _paint_words(painter, QRectF(room.left(), room.bottom(), room.width(), box.bottom() - room.bottom()), row)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, box.adjusted(-2, -2, 2, 2), 8)
        painter.restore()

    def _paint_picture(self, painter: QPainter, room: QRectF, row: EvidenceRow) -> None:
        painter.fillRect(room.adjusted(2, 2, -2, 0), color("sunken"))
        image = self._stock.picture(row.evidence)
        if image is None or image.isNull():
            side = scaled(40)
            icon = QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side)
            paint_icon(painter, icon, kind_icon(row.kind), color("faint"))
            return
        ratio = image.devicePixelRatio()
        width, height = image.width() / ratio, image.height() / ratio
        scale = min(room.width() / width, room.height() / height, 1.0)
        target = QRectF(0, 0, width * scale, height * scale)
        target.moveCenter(room.center())
        if scale == 1.0:
            painter.drawImage(QPointF(round(target.left()), round(target.top())), image)
        else:
            painter.drawImage(target, image)


def _paint_marks(painter: QPainter, room: QRectF, row: EvidenceRow, *, is_selected: bool) -> None:
    left = room.left() + scaled(_PAD)
    top = room.top() + scaled(_PAD)
    if row.kind is not EvidenceKind.PHOTO:
        _paint_mark(painter, left, top, kind_icon(row.kind), kind_word(row.kind), Tone.NEUTRAL)
    below = room.bottom() - scaled(_PAD) - _mark_height(painter)
    if row.doubts:
        words = _("Doubts: {count}").format(count=len(row.doubts))
        left += _paint_mark(painter, left, below, "found", words, Tone.FOUND) + scaled(4)
    if row.is_to_file:
        _paint_mark(painter, left, below, "open", _("Not filed"), Tone.OPEN)
    if is_selected:
        side = float(scaled(22))
        spot = QRectF(room.right() - side - scaled(_PAD), top, side, side)
        paint_box(painter, spot, side / 2, color("accent"))
        inner = side * 0.2
        paint_icon(painter, spot.adjusted(inner, inner, -inner, -inner), "done", color("on_accent"))


def _mark_height(painter: QPainter) -> float:
    painter.setFont(text_font(TextRole.SMALL))
    return painter.fontMetrics().height() + 4.0


def _paint_mark(painter: QPainter, left: float, top: float, icon_name: str, words: str, tone: Tone) -> float:
    height = _mark_height(painter)
    side = float(scaled(13))
    width = side + painter.fontMetrics().horizontalAdvance(words) + scaled(14)
    box = QRectF(left, top, width, height)
    paint_box(painter, box, 4, tone_color(tone, "fill"), tone_color(tone, "line"))
    paint_icon(painter, QRectF(left + scaled(4), top + (height - side) / 2, side, side), icon_name, tone_color(tone))
    painter.setPen(tone_color(tone))
    painter.drawText(box.adjusted(side + scaled(8), 0, 0, 0), _LEFT, words)
    return width


def _paint_words(painter: QPainter, room: QRectF, row: EvidenceRow) -> None:
    pad = scaled(_PAD) + 2
    lines = (
        (row.title, TextRole.BODY, "text", Qt.TextElideMode.ElideMiddle),
        ("　".join(part for part in (row.when, row.place) if part), TextRole.SMALL, "muted", Qt.TextElideMode.ElideRight),
        (row.serves, TextRole.SMALL, "muted", Qt.TextElideMode.ElideRight),
    )
    height = (room.height() - scaled(6)) / len(lines)
    for number, (words, role, shade, cut) in enumerate(lines):
        area = QRectF(room.left() + pad, room.top() + scaled(3) + number * height, room.width() - 2 * pad, height)
        paint_line(painter, area, words, role, color(shade), cut)
