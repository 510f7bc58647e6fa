# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A flat list of rows that a delegate draws: what all such models share. Each says what its rows are and how they are read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
_ROOT = QModelIndex()


class RowListModel(QAbstractListModel, Generic[Row]):
    """ROW_ROLE gives the row."""

    ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

    _rows: Sequence[Row] = ()

    def row(self, position: int) -> Row:
        """Return the row at a position."""
        return self._rows[position]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Override QAbstractItemModel.rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel.data."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == self.ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._hint(row) or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractItemModel.flags: the keyboard passes over what cannot be chosen."""
        if not index.isValid() or not self._can_be_chosen(self._rows[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _spoken(self, row: Row) -> str:
        """Return a row in words, as it is read aloud."""
        raise NotImplementedError

    def _hint(self, row: Row) -> str:
        """Return the tool tip of a row; empty for none."""
        return ""

    def _can_be_chosen(self, row: Row) -> bool:
        """Tell whether the keyboard stops at a row; of a list with headings it does not at those."""
        raise NotImplementedError
