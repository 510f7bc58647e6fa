# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is still missing, as a list: a heading for what blocks and one for what only warns, then the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from evaluator_app.domain.completeness import Problem, Severity
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class MissingRow:
    """One row as it is drawn."""

    title: str
    """Code and title of the item, or the heading."""
    sentence: str = ""
    code: str = ""
    target: str = ""
    severity: Severity = Severity.BLOCKS
    is_heading: bool = False


class MissingModel(QAbstractListModel):
    """ROW_ROLE gives the MissingRow."""

    ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._rows: tuple[MissingRow, ...] = ()

    def set_problems(self, problems: Sequence[Problem], titles: Mapping[str, str]) -> None:
        """Show these problems; titles gives code and title by id."""
        rows = tuple(row for severity in Severity for row in _rows(problems, severity, titles))
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def row(self, position: int) -> MissingRow:
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
            return "  ".join(part for part in (row.title, row.sentence, row.code) if part)
        if role == Qt.ItemDataRole.ToolTipRole and not row.is_heading:
            return f"{row.title}\n{row.sentence}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractItemModel.flags: the keyboard passes over headings."""
        if not index.isValid() or self._rows[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def _rows(problems: Sequence[Problem], severity: Severity, titles: Mapping[str, str]) -> list[MissingRow]:
    found = [problem for problem in problems if problem.severity is severity]
    if not found:
        return []
    words = _("Must be done before completion") if severity is Severity.BLOCKS else _("Should be looked at")
    heading = MissingRow(f"{words}  {len(found)}", severity=severity, is_heading=True)
    frame = _("The assessment as a whole")
    return [
        heading,
        *(MissingRow(titles.get(p.target, p.target) if p.target else frame, worded(p.sentence), p.code, p.target, severity) for p in found),
    ]
