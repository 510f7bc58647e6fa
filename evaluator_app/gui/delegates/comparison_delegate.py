# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Draws two templates side by side: things with icon and word of what differs, and old and new text in two columns."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from evaluator_app.domain.comparing import Difference
from evaluator_app.domain.edition_terms import edition_term
from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.models.comparison_model import LOOKS, ComparisonModel, ComparisonRow, RowKind
from evaluator_app.gui.models.row_list_model import Index
from evaluator_app.gui.painting import paint_box, paint_focus_ring, paint_line
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import ROW, TextRole, color, scaled, text_font, tone_color
from evaluator_app.gui.wording import worded

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_WRAPPED = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
_TALLEST = 100_000


class ComparisonDelegate(QStyledItemDelegate):
    """Rows as high as the longer side needs at the width there is."""

    def __init__(self, view: QListView) -> None:
        """Draw for a list."""
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        row: ComparisonRow = index.data(ComparisonModel.ROW_ROLE)
        width = self._view.viewport().width()
        if row.kind is not RowKind.SIDES:
            return QSize(width, scaled(ROW + 8))
        room = self._column(QRectF(0, 0, width, _TALLEST), 0).width() - 2 * scaled(10)
        metrics = QFontMetrics(text_font())
        heights = [metrics.boundingRect(0, 0, int(room), _TALLEST, _WRAPPED, text or "–").height() for text in (row.old, row.new)]
        return QSize(width, max(heights) + 2 * scaled(6) + self._label_height(row) + scaled(6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        row: ComparisonRow = index.data(ComparisonModel.ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(box, color("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver and row.kind is not RowKind.HEADING:
            painter.fillRect(box, color("hover"))
        if row.kind is RowKind.HEADING:
            self._paint_heading(painter, box, row)
        elif row.kind is RowKind.THING:
            self._paint_thing(painter, box, row)
        else:
            self._paint_sides(painter, box, row)
        if is_selected and option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, box.adjusted(1, 1, -1, -1), 4)
        painter.restore()

    def _paint_heading(self, painter: QPainter, box: QRectF, row: ComparisonRow) -> None:
        painter.setFont(text_font(TextRole.SMALL))
        painter.setPen(color("muted"))
        painter.drawText(box.adjusted(scaled(16), scaled(10), -scaled(16), 0), _LEFT, row.title)

    def _paint_thing(self, painter: QPainter, box: QRectF, row: ComparisonRow) -> None:
        painter.setPen(QPen(color("hairline"), 1))
        painter.drawLine(QPointF(box.left() + scaled(16), box.top() + 0.5), QPointF(box.right() - scaled(16), box.top() + 0.5))
        inner = box.adjusted(scaled(16), 0, -scaled(16), 0)
        for difference in reversed(row.differences):
            inner.setRight(self._paint_badge(painter, inner, difference) - scaled(6))
        role, shade = (TextRole.STRONG, "text") if row.differences else (TextRole.BODY, "muted")
        paint_line(painter, inner, row.title, role, color(shade))

    def _paint_badge(self, painter: QPainter, box: QRectF, difference: Difference) -> float:
        """Draw a mark at the right end; return where it begins."""
        tone, icon_name = LOOKS[difference]
        painter.setFont(text_font(TextRole.SMALL))
        words, side = worded(edition_term(difference)), scaled(13)
        width = painter.fontMetrics().horizontalAdvance(words) + side + scaled(4) + 2 * scaled(6)
        height = painter.fontMetrics().height() + scaled(4)
        mark = QRectF(box.right() - width, box.center().y() - height / 2, width, height)
        paint_box(painter, mark, scaled(5), tone_color(tone, "fill"))
        inner = mark.adjusted(scaled(6), 0, -scaled(6), 0)
        paint_icon(painter, QRectF(inner.left(), inner.center().y() - side / 2, side, side), icon_name, tone_color(tone))
        painter.setPen(tone_color(tone))
        painter.drawText(inner.adjusted(side + scaled(4), 0, 0, 0), _LEFT, words)
        return mark.left()

    def _paint_sides(self, painter: QPainter, box: QRectF, row: ComparisonRow) -> None:
        tone = LOOKS[row.differences[0]][0] if row.differences else Tone.NEUTRAL
        label = self._label_height(row)
        if label:
            place = QRectF(box.left() + scaled(16), box.top(), box.width() - 2 * scaled(16), label)
            paint_line(painter, place, row.title, TextRole.SMALL, tone_color(tone))
        painter.setFont(text_font())
        for number, text in enumerate((row.old, row.new)):
            column = self._column(box, number).adjusted(0, label, 0, -scaled(6))
            ground = color("sunken") if number == 0 or not text else tone_color(tone, "fill")
            paint_box(painter, column, scaled(5), ground)
            painter.setPen(color("text" if text else "faint"))
            painter.drawText(column.adjusted(scaled(10), scaled(6), -scaled(10), -scaled(6)), int(_WRAPPED), text or "–")

    def _label_height(self, row: ComparisonRow) -> int:
        return QFontMetrics(text_font(TextRole.SMALL)).height() + scaled(4) if row.title else 0

    def _column(self, box: QRectF, number: int) -> QRectF:
        """Return where the old side, 0, or the new one, 1, stands in a row."""
        gap, edge = scaled(10), scaled(16)
        width = (box.width() - 2 * edge - gap) / 2
        return QRectF(box.left() + edge + number * (width + gap), box.top(), width, box.height())
