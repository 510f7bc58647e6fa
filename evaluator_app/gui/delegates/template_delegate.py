# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Draws the list of templates: for whom, title, edition, state as icon, word and color, and how many figures are missing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from evaluator_app.gui.icons import paint_icon
from evaluator_app.gui.models.row_list_model import Index
from evaluator_app.gui.models.templates_model import TemplateRow, TemplatesModel
from evaluator_app.gui.painting import paint_focus_ring, paint_line
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TextRole, color, scaled, text_font, tone_color
from evaluator_app.i18n import _

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class TemplateDelegate(QStyledItemDelegate):
    """Three lines a template, one a heading."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        row: TemplateRow = index.data(TemplatesModel.ROW_ROLE)
        return QSize(scaled(200), scaled(76 if row.chosen else 40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate.paint."""
        row: TemplateRow = index.data(TemplatesModel.ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = box.adjusted(scaled(14), 0, -scaled(12), 0)
        if row.chosen is None:
            paint_line(painter, inner.adjusted(0, scaled(10), 0, 0), row.name, TextRole.SMALL, color("muted"))
        else:
            self._paint_template(painter, option, box, inner, row)
        painter.restore()

    def _paint_template(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, inner: QRectF, row: TemplateRow) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, color("accent_soft" if selected else "hover"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), color("hairline"))
        if selected:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), color("accent"))
        height = (inner.height() - scaled(12)) / 3
        lines = [QRectF(inner.left(), inner.top() + scaled(6) + number * height, inner.width(), height) for number in range(3)]
        paint_line(painter, lines[0], row.name, TextRole.STRONG, color("text"))
        paint_line(painter, lines[1], row.title, TextRole.SMALL, color("muted"), Qt.TextElideMode.ElideMiddle)
        below = lines[2]
        if row.gaps:
            words = _("{count} figures missing").format(count=row.gaps)
            width = _mark(painter, below, words, Tone.UNDETERMINED, "undetermined", at_right=True)
            below = below.adjusted(0, 0, -width - scaled(10), 0)
        width = _mark(painter, below, row.state, row.tone, row.icon_name)
        rest = below.adjusted(width + scaled(10), 0, 0, 0)
        if painter.fontMetrics().horizontalAdvance(row.edition) <= rest.width():
            paint_line(painter, rest, row.edition, TextRole.SMALL, color("muted"))
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, box.adjusted(1, 1, -1, -2), 4)


def _mark(painter: QPainter, box: QRectF, words: str, tone: Tone, icon_name: str, *, at_right: bool = False) -> float:
    """Paint icon and word in the color of a tone; return their width."""
    painter.setFont(text_font(TextRole.SMALL))
    side = float(scaled(14))
    width = side + scaled(4) + painter.fontMetrics().horizontalAdvance(words)
    left = max(box.left(), box.right() - width) if at_right else box.left()
    paint_icon(painter, QRectF(left, box.center().y() - side / 2, side, side), icon_name, tone_color(tone))
    painter.setPen(tone_color(tone))
    painter.drawText(QRectF(left + side + scaled(4), box.top(), width, box.height()), _LEFT, words)
    return width
