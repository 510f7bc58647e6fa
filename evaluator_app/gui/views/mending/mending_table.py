# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The list of what is to be mended as a table: what is to be done, by whom and until when is written right there."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from evaluator_app.domain.mending_course import STATE_TERMS
from evaluator_app.gui.icons import icon
from evaluator_app.gui.painting import paint_line
from evaluator_app.gui.theme import TextRole, color, scaled, text_font, tone_color
from evaluator_app.gui.views.mending.mending_words import TONES, left_tone, left_words
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.mending import MendingLine

_NAME = int(Qt.ItemDataRole.UserRole)
_ROW_HEIGHT = 46


class MendingColumn(IntEnum):
    """The columns of the list."""

    STATE = 0
    FOUND = 1
    PLACE = 2
    DEMAND = 3
    RESPONSIBLE = 4
    DUE = 5
    LEFT = 6
    PROOF = 7


_WIDTHS = {
    MendingColumn.STATE: 140,
    MendingColumn.PLACE: 88,
    MendingColumn.RESPONSIBLE: 104,
    MendingColumn.DUE: 116,
    MendingColumn.LEFT: 112,
    MendingColumn.PROOF: 56,
}
_DROPPED_BELOW = {MendingColumn.PLACE: 980, MendingColumn.PROOF: 900}
"""Width of the table, at 14 px text, below which a column goes; the pane below says the same."""
_EDITED = (MendingColumn.DEMAND, MendingColumn.RESPONSIBLE, MendingColumn.DUE)


class MendingTable(QTableWidget):
    """F2, a double click or typing writes into a cell that takes words.

    *Signals:* chosen(str): the id of the thing that is looked at, empty for none; edited(str, int, str): its id, a MendingColumn and
    the words written there.
    """

    chosen = Signal(str)
    edited = Signal(str, int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(MendingColumn), parent)
        self._is_filling = False
        self.setAccessibleName(_("What is to be mended"))
        titles = (_("State"), _("Item, fault"), _("Place"), _("What is to be done"), _("Responsible"), _("Due"), _("Left"), _("Proof"))
        self.setHorizontalHeaderLabels(titles)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scaled(_ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, scaled(width))
        for column in (MendingColumn.FOUND, MendingColumn.DEMAND):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.setItemDelegate(_WholeCell(self))
        self.itemSelectionChanged.connect(self._on_selection_changed)
        self.itemChanged.connect(self._on_item_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QTableWidget.resizeEvent."""
        super().resizeEvent(event)
        for column, width in _DROPPED_BELOW.items():
            self.setColumnHidden(column, self.width() < scaled(width))

    def show_lines(self, lines: Sequence[MendingLine]) -> None:
        """Show these; the one that is looked at stays so, else the first is."""
        current, column = self.current(), max(self.currentColumn(), 0)
        self._is_filling = True
        self.blockSignals(True)
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            self._fill(row, line)
        self.blockSignals(False)
        self._is_filling = False
        names = [line.thing.id for line in lines]
        if names:
            row = names.index(current) if current in names else min(max(self.currentRow(), 0), len(names) - 1)
            self.setCurrentCell(row, column)
        self.chosen.emit(self.current())

    def current(self) -> str:
        """Return the id of the thing that is looked at; empty for none."""
        item = self.item(self.currentRow(), MendingColumn.STATE)
        return "" if item is None else str(item.data(_NAME))

    def look_at(self, name: str) -> None:
        """Look at a thing of the list."""
        for row in range(self.rowCount()):
            if (item := self.item(row, MendingColumn.STATE)) is not None and item.data(_NAME) == name:
                self.setCurrentCell(row, max(self.currentColumn(), 0))

    def _fill(self, row: int, line: MendingLine) -> None:
        thing = line.thing
        cells = {
            MendingColumn.STATE: worded(STATE_TERMS[thing.state]),
            MendingColumn.FOUND: f"{line.title}\n{thing.problem}".strip(),
            MendingColumn.PLACE: thing.place or "–",
            MendingColumn.DEMAND: thing.what,
            MendingColumn.RESPONSIBLE: thing.responsible,
            MendingColumn.DUE: thing.due_on.isoformat() if thing.due_on else "",
            MendingColumn.LEFT: left_words(line),
            MendingColumn.PROOF: str(len(line.after)) if line.after else "–",
        }
        for column, words in cells.items():
            item = QTableWidgetItem(words)
            item.setData(_NAME, thing.id)
            item.setToolTip(words)
            item.setTextAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if column in _EDITED else flags)
            if column is MendingColumn.STATE:
                tone = TONES[thing.state]
                item.setIcon(icon(tone.icon_name, tone))
                item.setForeground(tone_color(tone))
            elif column is MendingColumn.LEFT:
                item.setForeground(tone_color(left_tone(line)))
                item.setFont(text_font(TextRole.STRONG if line.is_late else TextRole.BODY))
            elif column is MendingColumn.FOUND and line.drift is not None:
                item.setIcon(icon("found", left_tone(line)))
            self.setItem(row, column, item)

    def _on_selection_changed(self) -> None:
        if not self._is_filling:
            self.chosen.emit(self.current())

    def _on_item_changed(self, item: QTableWidgetItem) -> None:
        if not self._is_filling:
            self.edited.emit(str(item.data(_NAME)), item.column(), item.text())


class _WholeCell(QStyledItemDelegate):
    """Gives the editor the whole cell, and says in an empty cell what is to be written there."""

    def __init__(self, table: MendingTable) -> None:
        super().__init__(table)
        self._table = table

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Override QStyledItemDelegate.updateEditorGeometry."""
        box: QRect = option.rect
        editor.setGeometry(box)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Override QStyledItemDelegate.paint."""
        super().paint(painter, option, index)
        if index.column() in _EDITED and not index.data():
            box = QRectF(option.rect).adjusted(scaled(8), 0, -scaled(4), 0)
            paint_line(painter, box, _("to be said"), TextRole.BODY, color("faint"))
