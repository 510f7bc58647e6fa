# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Draws the hits of a search: icon, code, title with what was hit, where it is, and the key that does the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.models.row_list_model import Index
from evaluator_app.gui.painting import paint_box, paint_line
from evaluator_app.gui.theme import ROW, TextRole, color, scaled, text_font
from evaluator_app.gui.views.palette.palette_model import PaletteModel, PaletteRow
from evaluator_app.services.searching import EntryKind, Hit

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ICONS = {
    EntryKind.ASSESSMENT: "mine",
    EntryKind.ITEM: "open",
    EntryKind.PREREQUISITE: "prerequisite",
    EntryKind.PLACE: "place",
    EntryKind.DOCUMENT: "document",
    EntryKind.PERSON: "people",
    EntryKind.PAGE: "next",
    EntryKind.COMMAND: "expand",
    EntryKind.OBSERVATION: "found",
    EntryKind.REMARK: "edit",
    EntryKind.EVIDENCE: "photo",
}


class PaletteDelegate(QStyledItemDelegate):
    """One line a hit, a smaller one for a heading."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        row: PaletteRow = index.data(PaletteModel.ROW_ROLE)
        return QSize(scaled(200), scaled(ROW + 4 if row.hit else 28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        row: PaletteRow = index.data(PaletteModel.ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = box.adjusted(scaled(16), 0, -scaled(16), 0)
        if row.hit is None:
            paint_line(painter, inner.adjusted(0, scaled(6), 0, 0), row.heading, TextRole.SMALL, color("muted"))
        else:
            self._paint_hit(painter, option, box, inner, row.hit)
        painter.restore()

    def _paint_hit(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, inner: QRectF, hit: Hit) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, color("accent_soft"))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, color("hover"))
        entry, side = hit.entry, float(scaled(17))
        icon_name = entry.icon or _ICONS[entry.kind]
        paint_icon(painter, QRectF(inner.left(), box.center().y() - side / 2, side, side), icon_name, color("muted"))
        rest = inner.adjusted(side + scaled(10), 0, 0, 0)
        if entry.keys:
            rest.setRight(rest.right() - _key(painter, rest, entry.keys) - scaled(10))
        if entry.code:
            rest.setLeft(rest.left() + paint_line(painter, rest, entry.code, TextRole.STRONG, color("text")) + scaled(8))
        detail = hit.around or entry.detail
        room = rest.width() * (0.62 if detail else 1.0)
        used = _title(painter, QRectF(rest.left(), rest.top(), room, rest.height()), hit)
        tail = rest.adjusted(used + scaled(14), 0, 0, 0)
        if tail.width() >= scaled(24):
            paint_line(painter, tail, detail, TextRole.SMALL, color("muted"))


def _title(painter: QPainter, box: QRectF, hit: Hit) -> float:
    """Paint a title with what was hit in bold on the soft accent; return its width."""
    title = " ".join(hit.entry.title.splitlines()) if "\n" in hit.entry.title else hit.entry.title
    first = hit.spans[0][0] if hit.spans else 0
    cut = max(0, first - 12) if first > 24 else 0
    x, shown = box.left(), ("…" if cut else "") + title[cut:]
    shift = (1 if cut else 0) - cut
    at = 0
    for begin, end in (*hit.spans, (len(title), len(title))):
        left, right = begin + shift, end + shift
        if left < at:
            continue
        x = _piece(painter, box, x, shown[at:left], is_hit=False)
        x = _piece(painter, box, x, shown[left:right], is_hit=True)
        at = right
    return x - box.left()


def _piece(painter: QPainter, box: QRectF, x: float, words: str, *, is_hit: bool) -> float:
    if not words or x >= box.right() - 1:
        return x
    painter.setFont(text_font(TextRole.STRONG if is_hit else TextRole.BODY))
    metrics = painter.fontMetrics()
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.right() - x))
    width = metrics.horizontalAdvance(words)
    if is_hit:
        height = metrics.height() + scaled(2)
        paint_box(painter, QRectF(x, box.center().y() - height / 2, width, height), 3, color("accent_soft"), color("accent"))
    painter.setPen(color("text"))
    painter.drawText(QRectF(x, box.top(), width + 2, box.height()), _LEFT, words)
    return x + width


def _key(painter: QPainter, box: QRectF, keys: str) -> float:
    """Paint a key in its box at the right; return the width."""
    painter.setFont(text_font(TextRole.SMALL))
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(keys) + scaled(10), metrics.height() + scaled(2)
    frame = QRectF(box.right() - width, box.center().y() - height / 2, width, height)
    paint_box(painter, frame, 4, color("sunken"), color("hairline"))
    painter.setPen(color("muted"))
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, keys)
    return width
