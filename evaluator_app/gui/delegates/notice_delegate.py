# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Draws what looking over an assessment has found: how heavily it weighs, item, sentence, code; and the headings that fold."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from evaluator_app.domain.completeness import Severity
from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.models.notices_model import TONES, NoticeRow, NoticesModel
from evaluator_app.gui.models.row_list_model import Index
from evaluator_app.gui.painting import paint_focus_ring, paint_line
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import ROW, TOUCH, TextRole, color, scaled, text_font, tone_color

ICONS = {Severity.BLOCKS: "veto", Severity.WARNS: "found", Severity.HINTS: "info"}
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class NoticeDelegate(QStyledItemDelegate):
    """One line a problem where there is width, two where there is not."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        row: NoticeRow = index.data(NoticesModel.ROW_ROLE)
        return QSize(scaled(200), scaled(ROW + 12 if row.is_heading else TOUCH + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        row: NoticeRow = index.data(NoticesModel.ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = TONES[row.severity]
        box = QRectF(option.rect)
        inner = box.adjusted(scaled(16), 0, -scaled(16), 0)
        if row.is_heading:
            self._paint_heading(painter, option, inner, row, tone)
        else:
            self._paint_notice(painter, option, inner, row, tone)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, inner: QRectF, row: NoticeRow, tone: Tone) -> None:
        inner.adjust(0, scaled(8), 0, 0)
        side = scaled(18)
        paint_icon(painter, QRectF(inner.left(), inner.center().y() - side / 2, side, side), ICONS[row.severity], tone_color(tone))
        painter.setFont(text_font(TextRole.STRONG))
        painter.setPen(tone_color(tone))
        painter.drawText(inner.adjusted(side + scaled(12), 0, 0, 0), _LEFT, row.title)
        arrow = QRectF(inner.right() - side, inner.center().y() - side / 2, side, side)
        paint_icon(painter, arrow, "next" if row.is_folded else "expand", color("muted"))
        if option.state & QStyle.StateFlag.State_Selected and option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, QRectF(option.rect).adjusted(1, 1, -1, -1), 4)

    def _paint_notice(self, painter: QPainter, option: QStyleOptionViewItem, inner: QRectF, row: NoticeRow, tone: Tone) -> None:
        box = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, color("accent_soft" if selected else "hover"))
        painter.setPen(QPen(color("hairline"), 1))
        painter.drawLine(QPointF(box.left(), box.bottom() - 0.5), QPointF(box.right(), box.bottom() - 0.5))
        side = scaled(18)
        paint_icon(painter, QRectF(inner.left(), inner.center().y() - side / 2, side, side), ICONS[row.severity], tone_color(tone))
        inner.setLeft(inner.left() + side + scaled(12))
        painter.setFont(text_font(TextRole.SMALL))
        painter.setPen(color("muted"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.code)
        inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(row.code) - scaled(12))
        upper = QRectF(inner.left(), inner.top() + scaled(6), inner.width(), inner.height() / 2 - scaled(6))
        lower = QRectF(inner.left(), inner.center().y(), inner.width(), inner.height() / 2 - scaled(6))
        paint_line(painter, upper, row.title, TextRole.STRONG, color("text"))
        paint_line(painter, lower, row.sentence, TextRole.BODY, color("muted"))
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, box.adjusted(1, 1, -1, -1), 4)
