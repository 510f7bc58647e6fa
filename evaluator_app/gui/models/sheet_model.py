# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The rows of one table, sorted by a click on a head; what is not there sorts last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from evaluator_app.services.consistency_tables import Cell, ColumnKind, cell_text

if TYPE_CHECKING:
    from evaluator_app.services.consistency_tables import Sheet

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SheetModel(QAbstractTableModel):
    """Shows a table as it is given; `source_row` tells which of its rows a shown one is."""

    def __init__(self, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = sheet.columns
        self._rows = list(enumerate(sheet.rows()))

    def rowCount(self, parent: _Index = _TOP) -> int:
        """Override QAbstractTableModel.rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _TOP) -> int:
        """Override QAbstractTableModel.columnCount."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractTableModel.data."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell_text(self._rows[index.row()][1][index.column()], column.kind)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.kind is not ColumnKind.TEXT:
            return _RIGHT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractTableModel.headerData."""
        if orientation is Qt.Orientation.Horizontal and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._columns[section].title
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._columns[section].kind is not ColumnKind.TEXT else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Override QAbstractTableModel.sort: numbers by size, texts by their signs; -1 for the order given at first."""
        self.layoutAboutToBeChanged.emit()
        is_down = order is Qt.SortOrder.DescendingOrder
        if column < 0:
            self._rows.sort(key=lambda row: row[0])
        else:
            there = [row for row in self._rows if row[1][column] is not None]
            absent = [row for row in self._rows if row[1][column] is None]
            there.sort(key=lambda row: _key(row[1][column]), reverse=is_down)
            self._rows = [*there, *absent]
        self.layoutChanged.emit()

    def source_row(self, row: int) -> int:
        """Return which row of the table a shown one is."""
        return self._rows[row][0]


def _key(value: Cell) -> tuple[bool, object]:
    return (isinstance(value, str), value)
