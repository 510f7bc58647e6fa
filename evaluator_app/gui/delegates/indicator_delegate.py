# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Draws the rows of the indicator list: headings with their sums, items with state, code, title and points."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.models.indicator_model import Index, IndicatorModel
from evaluator_app.gui.models.indicator_row import Here, IndicatorRow, RowKind, counts_words
from evaluator_app.gui.models.item_state import ItemState
from evaluator_app.gui.painting import paint_box, paint_focus_ring, paint_line
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
        line = QFontMetrics(text_font()).height()
        if row.counts is not None:
            return QSize(scaled(120), line + QFontMetrics(text_font(TextRole.SMALL)).height() + scaled(14))
        height = {RowKind.GROUP: ROW + 4, RowKind.SUBGROUP: ROW - 6}.get(row.kind, ROW)
        return QSize(scaled(120), max(scaled(height), line + scaled(8)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        row: IndicatorRow = index.data(IndicatorModel.ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind.is_heading:
            self._paint_heading(painter, option, row)
        else:
            self._paint_item(painter, option, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, row: IndicatorRow) -> None:
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(box, color("accent_soft"))
            paint_focus_ring(painter, box.adjusted(1, 1, -1, -1), 4)
        is_top = row.kind is RowKind.GROUP
        inner = box.adjusted(scaled(10 if is_top else 22), 0, -scaled(12), 0)
        if row.counts is not None:
            inner.adjust(0, scaled(5), 0, -scaled(4))
            self._paint_counts(painter, inner, row)
            inner.setHeight(QFontMetrics(text_font()).height())
        elif is_top:
            inner.setTop(inner.top() + scaled(6))
        side = scaled(12)
        arrow = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        paint_icon(painter, arrow, "next" if row.is_folded else "expand", color("muted"))
        inner.setLeft(arrow.right() + scaled(5))
        painter.setFont(text_font(TextRole.SMALL))
        painter.setPen(color("muted"))
        right = f"{row.detail}   {row.points}" if is_top and row.points else row.detail
        room = painter.fontMetrics().horizontalAdvance(right)
        if room > inner.width() * 0.55:
            right, room = row.detail, painter.fontMetrics().horizontalAdvance(row.detail)
        painter.drawText(inner, _RIGHT, right)
        inner.setRight(inner.right() - room - scaled(8))
        role, shade = (TextRole.STRONG, "text") if is_top or row.counts else (TextRole.SMALL, "muted")
        paint_line(painter, inner, f"{row.code} {row.title}".strip(), role, color(shade))

    def _paint_counts(self, painter: QPainter, inner: QRectF, row: IndicatorRow) -> None:
        """Paint how the items under a place or document stand, under its title."""
        if row.counts is None:
            return
        height = QFontMetrics(text_font(TextRole.SMALL)).height()
        line = QRectF(inner.left() + scaled(17), inner.bottom() - height, inner.width() - scaled(17), height)
        paint_line(painter, line, counts_words(row.counts), TextRole.SMALL, color("muted"))

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
        room = self._paint_here(painter, inner, row.here) if row.here else self._paint_points(painter, inner, row)
        inner.setRight(inner.right() - room - scaled(8))
        if row.is_constraint:
            inner.setRight(inner.right() - self._paint_mark(painter, inner, row) - scaled(6))
        painter.setFont(text_font(TextRole.SMALL))
        painter.setPen(color("muted"))
        painter.drawText(inner, _LEFT, row.code)
        inner.setLeft(inner.left() + max(painter.fontMetrics().horizontalAdvance(row.code), scaled(24)) + scaled(7))
        paint_line(painter, inner, row.title, TextRole.STRONG if selected else TextRole.BODY, color("text"))
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, box.adjusted(1, 1, -1, -1), 4)

    def _paint_points(self, painter: QPainter, inner: QRectF, row: IndicatorRow) -> float:
        painter.setFont(text_font(TextRole.SMALL))
        quiet = row.state in (ItemState.OPEN, ItemState.DONE)
        painter.setPen(color("muted") if quiet else tone_color(row.state.tone))
        painter.drawText(inner, _RIGHT, row.points)
        return float(painter.fontMetrics().horizontalAdvance(row.points))

    def _paint_here(self, painter: QPainter, inner: QRectF, here: Here) -> float:
        """Paint what was seen of the item at this place, as icon and word."""
        shade = color("muted") if here.tone is Tone.OPEN else tone_color(here.tone)
        painter.setFont(text_font(TextRole.SMALL))
        painter.setPen(shade)
        painter.drawText(inner, _RIGHT, here.word())
        width, side = painter.fontMetrics().horizontalAdvance(here.word()), scaled(13)
        mark = QRectF(inner.right() - width - side - scaled(4), inner.center().y() - side / 2, side, side)
        paint_icon(painter, mark, here.icon_name, shade)
        return float(inner.right() - mark.left())

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
