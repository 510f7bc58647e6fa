# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The hits of a search as rows: under a heading for each kind, the kind with the best hit first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from evaluator_app.i18n import _
from evaluator_app.services.searching import EntryKind, Hit

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MOST_OF_A_KIND = 8
"""Rows of one kind while there are several."""


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """A heading, or a hit."""

    heading: str = ""
    hit: Hit | None = None


class PaletteModel(QAbstractListModel):
    """ROW_ROLE gives the PaletteRow."""

    ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with no hits."""
        super().__init__(parent)
        self._rows: list[PaletteRow] = []

    def set_hits(self, hits: Sequence[Hit], heading: str = "") -> None:
        """Show other hits, grouped by kind, or all under one heading in the order given."""
        self.beginResetModel()
        self._rows = _under(heading, hits) if heading else _grouped(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Override QAbstractItemModel.rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel.data."""
        row = self._rows[index.row()]
        if role == self.ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            entry = row.hit.entry if row.hit else None
            return row.heading if entry is None else ", ".join(filter(None, (kind_word(entry.kind), entry.code, entry.title, entry.detail)))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractItemModel.flags: the keyboard passes over headings."""
        if not index.isValid() or self._rows[index.row()].hit is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def hit(self, position: int) -> Hit | None:
        """Return the hit at a position; None for a heading or outside."""
        return self._rows[position].hit if 0 <= position < len(self._rows) else None

    def next_hit(self, position: int, step: int) -> int:
        """Return the position of the hit after a position, or before it for -1; round the ends. -1 where there is none."""
        places = [number for number, row in enumerate(self._rows) if row.hit]
        if not places:
            return -1
        ahead = [place for place in places if (place > position if step > 0 else place < position)]
        return (ahead or places)[0 if step > 0 else -1]


def kind_word(kind: EntryKind) -> str:
    """Return the heading of a kind in the language in use."""
    return {
        EntryKind.ASSESSMENT: _("Assessments"),
        EntryKind.ITEM: _("Items"),
        EntryKind.PREREQUISITE: _("Prerequisites"),
        EntryKind.PLACE: _("Places"),
        EntryKind.DOCUMENT: _("Documents"),
        EntryKind.PERSON: _("People"),
        EntryKind.PAGE: _("Pages"),
        EntryKind.COMMAND: _("Commands"),
        EntryKind.OBSERVATION: _("Observations"),
        EntryKind.REMARK: _("Remarks"),
        EntryKind.EVIDENCE: _("Evidence"),
    }[kind]


def _under(heading: str, hits: Sequence[Hit]) -> list[PaletteRow]:
    return [PaletteRow(heading), *(PaletteRow(hit=hit) for hit in hits)] if hits else []


def _grouped(hits: Sequence[Hit]) -> list[PaletteRow]:
    by_kind: dict[EntryKind, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.entry.kind, []).append(hit)
    most = _MOST_OF_A_KIND if len(by_kind) > 1 else len(hits)
    ordered = sorted(by_kind.items(), key=lambda pair: (pair[1][0].rank, pair[0]))
    return [row for kind, found in ordered for row in _under(kind_word(kind), found[:most])]
