# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The observations of one item as rows: place, count, words, evidence, points taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from evaluator_app.domain.assessment import Assessment, Observation
from evaluator_app.domain.criteria import Award
from evaluator_app.domain.exact import decimal_text
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.widgets.ledger_table import DETAIL_ROLE, TONE_ROLE
from evaluator_app.i18n import _

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One observation as it is shown."""

    id: str
    place: str
    count: str
    text: str
    detail: str
    """Part, fault and who saw it."""
    evidence: str
    points: str
    tone: Tone | None


class LedgerModel(QAbstractTableModel):
    """Five columns; only the rows that differ are told to the view."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._rows: tuple[LedgerRow, ...] = ()

    def set_rows(self, rows: Sequence[LedgerRow]) -> None:
        """Show other rows."""
        if [row.id for row in rows] != [row.id for row in self._rows]:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()
            return
        before, self._rows = self._rows, tuple(rows)
        for position, (old, new) in enumerate(zip(before, self._rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(position, 0), self.index(position, self.columnCount() - 1), [])

    def observation_id(self, position: int) -> str:
        """Return the id of the observation at a position."""
        return self._rows[position].id

    def position(self, observation_id: str) -> int:
        """Return where an observation stands; -1 for an unknown one."""
        return next((n for n, row in enumerate(self._rows) if row.id == observation_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Override QAbstractItemModel.rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Override QAbstractItemModel.columnCount."""
        return 0 if parent.isValid() else 5

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel.data."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.place, row.count, row.text, row.evidence, row.points)[column]
        if role == DETAIL_ROLE and column == 2:
            return row.detail
        if role == TONE_ROLE and column == 4:
            return row.tone
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel.headerData."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Place"), _("Count"), _("Facts seen"), _("Evidence"), _("Points taken"))[section]
        return None


def ledger_rows(assessment: Assessment, target: str, award: Award | None, names: Mapping[str, str]) -> tuple[LedgerRow, ...]:
    """Return the ledger of an item; names gives the titles of parts and faults by id."""
    ledger = assessment.observations_of(target)
    wanted = {observation.id for observation in ledger}
    files = Counter(each for evidence in assessment.evidence.values() for each in wanted.intersection(evidence.targets))
    return tuple(_row(assessment, observation, files[observation.id], award, names) for observation in ledger)


def _row(assessment: Assessment, observation: Observation, files: int, award: Award | None, names: Mapping[str, str]) -> LedgerRow:
    member = assessment.team.get(observation.assessor)
    seen = observation.observed_at.astimezone().strftime("%H:%M") if observation.observed_at else ""
    about = (names.get(observation.part, ""), names.get(observation.fault, ""), member.name if member else "", seen)
    points, tone = _points(observation, award)
    return LedgerRow(
        id=observation.id,
        place=observation.place or "—",
        count=str(observation.count),
        text=observation.text,
        detail=" · ".join(part for part in about if part),
        evidence=_("{count} files").format(count=files) if files else "—",
        points=points,
        tone=tone,
    )


def _points(observation: Observation, award: Award | None) -> tuple[str, Tone | None]:
    if not observation.is_fault:
        return _("no points taken"), None
    if award is None:
        return "—", None
    taken = [deduction.points for deduction in award.deductions if deduction.observation == observation.id]
    if not taken:
        return _("open"), Tone.UNDETERMINED
    points = sum(taken, Decimal(0))
    return (f"−{decimal_text(points)}", Tone.FOUND) if points else (_("0, nothing left"), Tone.NOT_APPLICABLE)
