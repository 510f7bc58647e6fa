# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Draws the cells of a LedgerTable. Not for lists of items: those have rows of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import ROW, TextRole, color, scaled, text_font, tone_color

TONE_ROLE = Qt.ItemDataRole.UserRole + 101
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 102

_Index = QModelIndex | QPersistentModelIndex
_WRAP = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """How a column is drawn."""

    stretch: int = 0
    """Its share of the width that is left; 0 for as wide as its words."""
    numeric: bool = False
    """To the right, as points and counts are."""
    strong: bool = False
    """In bold."""
    at_most: int = 220
    """The greatest width of a column that does not stretch, in pixels at 14 px text."""


class LedgerDelegate(QStyledItemDelegate):
    """Words wrap; a row is at least 36 px high and is separated by a hairline."""

    def __init__(self, columns: Sequence[LedgerColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Override QStyledItemDelegate.sizeHint; the width of the option decides how the words wrap."""
        pad_x, pad_y = scaled(10), scaled(8)
        mark, column = self._icon_room(index), self._column(index)
        room = option.rect.width() - 2 * pad_x - mark
        wide = room if option.rect.width() > 0 and column.stretch else scaled(column.at_most)
        width, height = 0, 0
        for words, font in self._paragraphs(index):
            box = QFontMetrics(font).boundingRect(QRect(0, 0, max(wide, 20), 10_000), _WRAP, words)
            width, height = max(width, box.width()), height + box.height()
        return QSize(width + 2 * pad_x + mark + 2, max(scaled(ROW), height + 2 * pad_y))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Override QStyledItemDelegate.paint."""
        painter.save()
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, color("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, color("hover"))
        if index.row() < index.model().rowCount() - 1:
            painter.setPen(QPen(color("hairline"), 1))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(scaled(10), scaled(8), -scaled(10), -scaled(8))
        mark = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(mark, QIcon):
            side = scaled(16)
            line = QFontMetrics(text_font()).height()
            mark.paint(painter, QRect(inner.left(), inner.top() + (line - side) // 2, side, side))
            inner.setLeft(inner.left() + self._icon_room(index))
        tone = index.data(TONE_ROLE)
        across = Qt.AlignmentFlag.AlignRight if self._column(index).numeric else Qt.AlignmentFlag.AlignLeft
        top = inner.top()
        for number, (words, font) in enumerate(self._paragraphs(index)):
            painter.setFont(font)
            quiet = number > 0
            painter.setPen(color("muted") if quiet else tone_color(Tone(tone)) if tone else color("text"))
            flags = int(across | Qt.AlignmentFlag.AlignTop) | _WRAP
            height = QFontMetrics(font).boundingRect(QRect(0, 0, inner.width(), 10_000), _WRAP, words).height()
            painter.drawText(QRectF(inner.left(), top, inner.width(), height), flags, words)
            top += height
        painter.restore()

    def _column(self, index: _Index) -> LedgerColumn:
        return self._columns[index.column()] if index.column() < len(self._columns) else LedgerColumn()

    def _paragraphs(self, index: _Index) -> list[tuple[str, QFont]]:
        strong = self._column(index).strong
        words = index.data(Qt.ItemDataRole.DisplayRole)
        found = [("" if words is None else str(words), text_font(TextRole.STRONG if strong else TextRole.BODY))]
        if detail := index.data(DETAIL_ROLE):
            found.append((str(detail), text_font(TextRole.SMALL)))
        return found

    def _icon_room(self, index: _Index) -> int:
        return scaled(16) + scaled(6) if isinstance(index.data(Qt.ItemDataRole.DecorationRole), QIcon) else 0
