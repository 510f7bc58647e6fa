# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Draws what is missing: severity, item, sentence, problem code."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from evaluator_app.domain.completeness import Severity
from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.models.missing_model import Index, MissingModel, MissingRow
from evaluator_app.gui.painting import paint_focus_ring
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import ROW, TOUCH, TextRole, color, scaled, text_font, tone_color

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class MissingDelegate(QStyledItemDelegate):
    """One line a problem where there is width, two where there is not."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        row: MissingRow = index.data(MissingModel.ROW_ROLE)
        return QSize(scaled(200), scaled(ROW + 12 if row.is_heading else TOUCH + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        row: MissingRow = index.data(MissingModel.ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = Tone.VETO if row.severity is Severity.BLOCKS else Tone.FOUND
        box = QRectF(option.rect)
        inner = box.adjusted(scaled(16), 0, -scaled(16), 0)
        if row.is_heading:
            painter.setFont(text_font(TextRole.STRONG))
            painter.setPen(tone_color(tone))
            painter.drawText(inner.adjusted(0, scaled(8), 0, 0), _LEFT, row.title)
        else:
            self._paint_problem(painter, option, inner, row, tone)
        painter.restore()

    def _paint_problem(self, painter: QPainter, option: QStyleOptionViewItem, inner: QRectF, row: MissingRow, tone: Tone) -> None:
        box = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, color("accent_soft" if selected else "hover"))
        painter.setPen(QPen(color("hairline"), 1))
        painter.drawLine(QPointF(box.left(), box.bottom() - 0.5), QPointF(box.right(), box.bottom() - 0.5))
        side = scaled(18)
        icon = "found" if row.severity is Severity.BLOCKS else "info"
        paint_icon(painter, QRectF(inner.left(), inner.center().y() - side / 2, side, side), icon, tone_color(tone))
        inner.setLeft(inner.left() + side + scaled(12))
        painter.setFont(text_font(TextRole.SMALL))
        painter.setPen(color("muted"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.code)
        inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(row.code) - scaled(12))
        upper = QRectF(inner.left(), inner.top() + scaled(6), inner.width(), inner.height() / 2 - scaled(6))
        lower = QRectF(inner.left(), inner.center().y(), inner.width(), inner.height() / 2 - scaled(6))
        for words, role, area, shade in (
            (row.title, TextRole.STRONG, upper, color("text")),
            (row.sentence, TextRole.BODY, lower, color("muted")),
        ):
            painter.setFont(text_font(role))
            painter.setPen(shade)
            painter.drawText(area, _LEFT, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(area.width())))
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, box.adjusted(1, 1, -1, -1), 4)
