# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Evidence as a list for the grid; each row is put into words when it is first drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.evidence_kinds import EvidenceKind
from evaluator_app.i18n import _

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One piece of evidence as it is drawn."""

    evidence: Evidence
    kind: EvidenceKind
    title: str
    """Caption, citation or name."""
    when: str
    """Day and time by the laptop's clock, or that there is none; empty where nobody expects one."""
    place: str
    serves: str
    """What it serves, in a few characters; empty for nothing."""
    doubts: tuple[str, ...] = ()
    """What is to be looked at, in sentences."""
    is_to_file: bool = False
    """Whether it serves nothing yet, though it might."""

    def spoken(self) -> str:
        """Return what a screen reader says."""
        filed = _("serves {items}").format(items=self.serves) if self.serves else _("not filed") if self.is_to_file else ""
        return ", ".join(part for part in (self.title, self.when, self.place, filed, *self.doubts) if part)


class EvidenceModel(QAbstractListModel):
    """ROW_ROLE gives the EvidenceRow."""

    ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

    def __init__(self, word: Callable[[Evidence], EvidenceRow], parent: QObject | None = None) -> None:
        """Start empty; word puts evidence into words."""
        super().__init__(parent)
        self._word = word
        self._evidence: tuple[Evidence, ...] = ()
        self._rows: dict[str, EvidenceRow] = {}
        self._positions: dict[str, list[int]] = {}

    def show_evidence(self, evidence: Sequence[Evidence]) -> bool:
        """Show these, in this order; False where the same ones stand where they stood and only their words may differ."""
        old, new = [item.id for item in self._evidence], [item.id for item in evidence]
        if old == new:
            self._take(evidence)
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return False
        self.beginResetModel()
        self._take(evidence)
        self.endResetModel()
        return True

    def evidence(self) -> tuple[Evidence, ...]:
        """Return what is shown."""
        return self._evidence

    def row(self, position: int) -> EvidenceRow:
        """Return a row."""
        evidence = self._evidence[position]
        found = self._rows.get(evidence.id)
        if found is None:
            found = self._rows[evidence.id] = self._word(evidence)
        return found

    def positions(self) -> Mapping[str, Sequence[int]]:
        """Return at which rows the file of a digest is shown."""
        return self._positions

    def position_of(self, evidence_id: str) -> int:
        """Return the row of a piece of evidence; -1 where it is not shown."""
        return next((number for number, item in enumerate(self._evidence) if item.id == evidence_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Override QAbstractItemModel.rowCount."""
        return 0 if parent.isValid() else len(self._evidence)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel.data."""
        if not index.isValid():
            return None
        if role == self.ROW_ROLE:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.row(index.row()).spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            row = self.row(index.row())
            return "\n".join(part for part in (row.title, row.evidence.name, row.when, row.place, row.serves, *row.doubts) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractItemModel.flags."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _take(self, evidence: Sequence[Evidence]) -> None:
        self._evidence = tuple(evidence)
        self._rows = {}
        self._positions = {}
        for number, item in enumerate(self._evidence):
            self._positions.setdefault(item.sha256, []).append(number)
