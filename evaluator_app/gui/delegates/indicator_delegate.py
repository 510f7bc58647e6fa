# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Draws the rows of the indicator list: headings with their sums, items with state, code, title and points."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.models.indicator_model import Index, IndicatorModel, IndicatorRow, RowKind
from evaluator_app.gui.models.item_state import ItemState
from evaluator_app.gui.painting import paint_box, paint_focus_ring
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import ROW, TextRole, color, scaled, text_font, tone_color
from evaluator_app.i18n import _

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class IndicatorDelegate(QStyledItemDelegate):
    """Rows of 36 px at 14 px text; what does not fit is cut with an ellipsis, points never."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        row: IndicatorRow = index.data(IndicatorModel.ROW_ROLE)
        height = {RowKind.GROUP: ROW + 4, RowKind.SUBGROUP: ROW - 6, RowKind.ITEM: ROW}[row.kind]
        return QSize(scaled(120), max(scaled(height), QFontMetrics(text_font()).height() + scaled(8)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        row: IndicatorRow = index.data(IndicatorModel.ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind is RowKind.ITEM:
            self._paint_item(painter, option, row)
        else:
            self._paint_heading(painter, QRectF(option.rect), row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, box: QRectF, row: IndicatorRow) -> None:
        inner = box.adjusted(scaled(12), 0, -scaled(12), 0)
        is_top = row.kind is RowKind.GROUP
        if is_top:
            inner.setTop(inner.top() + scaled(6))
        painter.setFont(text_font(TextRole.SMALL))
        painter.setPen(color("muted"))
        right = f"{row.detail}   {row.points}" if is_top else row.detail
        room = painter.fontMetrics().horizontalAdvance(right)
        if room > inner.width() * 0.55:
            right, room = row.detail, painter.fontMetrics().horizontalAdvance(row.detail)
        painter.drawText(inner, _RIGHT, right)
        inner.setRight(inner.right() - room - scaled(8))
        painter.setFont(text_font(TextRole.STRONG if is_top else TextRole.SMALL))
        painter.setPen(color("text" if is_top else "muted"))
        words = f"{row.code} {row.title}".strip()
        painter.drawText(inner, _LEFT, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(inner.width())))

    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, row: IndicatorRow) -> None:
        box = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(box, color("accent_soft"))
            painter.fillRect(QRectF(box.left(), box.top(), scaled(3), box.height()), color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, color("hover"))
        inner = box.adjusted(scaled(14), 0, -scaled(12), 0)
        side = scaled(17)
        shade = tone_color(row.state.tone) if row.state is not ItemState.OPEN else color("faint")
        paint_icon(painter, QRectF(inner.left(), inner.center().y() - side / 2, side, side), row.state.tone.icon_name, shade)
        inner.setLeft(inner.left() + side + scaled(9))
        inner.setRight(inner.right() - self._paint_points(painter, inner, row) - scaled(8))
        if row.is_constraint:
            inner.setRight(inner.right() - self._paint_mark(painter, inner, row) - scaled(6))
        painter.setFont(text_font(TextRole.SMALL))
        painter.setPen(color("muted"))
        painter.drawText(inner, _LEFT, row.code)
        inner.setLeft(inner.left() + max(painter.fontMetrics().horizontalAdvance(row.code), scaled(24)) + scaled(7))
        painter.setFont(text_font(TextRole.STRONG if selected else TextRole.BODY))
        painter.setPen(color("text"))
        painter.drawText(inner, _LEFT, painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, int(inner.width())))
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, box.adjusted(1, 1, -1, -1), 4)

    def _paint_points(self, painter: QPainter, inner: QRectF, row: IndicatorRow) -> float:
        painter.setFont(text_font(TextRole.SMALL))
        quiet = row.state in (ItemState.OPEN, ItemState.DONE)
        painter.setPen(color("muted") if quiet else tone_color(row.state.tone))
        painter.drawText(inner, _RIGHT, row.points)
        return float(painter.fontMetrics().horizontalAdvance(row.points))

    def _paint_mark(self, painter: QPainter, inner: QRectF, row: IndicatorRow) -> float:
        words = _("key")
        painter.setFont(text_font(TextRole.SMALL))
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(words) + scaled(8), metrics.height() + scaled(1)
        mark = QRectF(inner.right() - width, inner.center().y() - height / 2, width, height)
        tone = Tone.VETO if row.state is ItemState.VETO else Tone.NEUTRAL
        paint_box(painter, mark, 4, tone_color(tone, "fill"))
        painter.setPen(tone_color(tone) if tone is Tone.VETO else color("muted"))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, words)
        return float(width)
