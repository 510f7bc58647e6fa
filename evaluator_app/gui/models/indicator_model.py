# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The items as a flat list with headings, by indicator, by place or by document; follows the score act by act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.rating import Rating
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.template import Template
from evaluator_app.domain.walking import Way, walk
from evaluator_app.gui.models.indicator_row import IndicatorRow, RowKind
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.gui.models.item_rows import ItemRows
from evaluator_app.gui.models.walk_rows import group_rows, walk_rows

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class IndicatorModel(QAbstractListModel):
    """Rows are headings, each before its items. ROW_ROLE gives the IndicatorRow."""

    ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

    def __init__(
        self,
        template: Template,
        assessment: Assessment,
        card: ScoreCard,
        rating: Rating,
        *,
        way: Way = Way.INDICATOR,
        order: Sequence[str] = (),
        folded: Iterable[str] = (),
        parent: QObject | None = None,
    ) -> None:
        """Show all items of a template; order names places that come first, folded the headings whose items are hidden."""
        super().__init__(parent)
        self._template = template
        self._way, self._order, self._folded = way, tuple(order), frozenset(folded)
        self._items = ItemRows(template)
        self._items.refresh(assessment, card, rating, None)
        self._seen = (assessment, card, rating)
        self._rows: list[IndicatorRow] = list(self._made())
        self._positions = _positions(self._rows)

    @property
    def way(self) -> Way:
        """The way the items are walked."""
        return self._way

    @property
    def folded(self) -> frozenset[str]:
        """Ids of the headings that are folded."""
        return self._folded

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Override QAbstractItemModel.rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel.data."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        if role == self.ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.code} {row.title}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        if role == Qt.ItemDataRole.ToolTipRole and not row.kind.is_heading:
            return f"{row.code} {row.title}\n{row.state.word()}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractItemModel.flags: the keyboard passes over headings, but for folded ones."""
        if not index.isValid() or (self.row(index.row()).kind.is_heading and not self.row(index.row()).is_folded):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def row(self, position: int) -> IndicatorRow:
        """Return the row at a position."""
        return self._rows[position]

    def position(self, item: str, heading: str = "") -> int:
        """Return where an item stands, under a heading if it stands there, else where it stands first; -1 for an unknown one."""
        found = self._positions.get(item, {})
        return found.get(heading, next(iter(found.values()), -1))

    def rows(self) -> Iterator[IndicatorRow]:
        """Yield all rows in order."""
        return iter(self._rows)

    def item(self, target: str) -> IndicatorRow | None:
        """Return what is said of an item wherever it stands; None for an unknown one."""
        return self._items.rows.get(target)

    def items(self) -> Iterator[IndicatorRow]:
        """Yield the row of every item once, in the order of the template."""
        return (self._items.rows[item] for item in self._items.indicators)

    def counts(self) -> Mapping[ItemFilter, int]:
        """Return how many items each filter lets through."""
        return self._items.counts()

    def walk_by(self, way: Way, order: Sequence[str], folded: Iterable[str]) -> None:
        """Show the items another way."""
        self._way, self._order, self._folded = way, tuple(order), frozenset(folded)
        self._show(list(self._made()))

    def fold(self, heading: str, *, folds: bool) -> None:
        """Hide or show what stands under a heading."""
        self._folded = self._folded | {heading} if folds else self._folded - {heading}
        self._show(list(self._made()))

    def refresh(self, assessment: Assessment, card: ScoreCard, rating: Rating, touched: Iterable[str] | None) -> frozenset[str]:
        """Take over the scores of the items touched and of their headings, all for None; return the ids of the rows that changed."""
        self._items.refresh(assessment, card, rating, touched)
        self._seen = (assessment, card, rating)
        return self._show(list(self._made()))

    def _made(self) -> Iterator[IndicatorRow]:
        assessment, card, rating = self._seen
        if self._way is Way.INDICATOR:
            made = group_rows(card, self._items.rows)
        else:
            made = walk_rows(walk(self._way, self._template, assessment, card, rating, self._order), self._items.rows)
        return (replace(row, is_folded=True) if row.id in self._folded and row.kind.is_heading else row for row in made)

    def _show(self, rows: list[IndicatorRow]) -> frozenset[str]:
        """Tell of the rows that are new or otherwise; begin anew only where other rows stand there."""
        before = self._rows
        if [row.key for row in before] != [row.key for row in rows]:
            self.beginResetModel()
            self._rows, self._positions = rows, _positions(rows)
            self.endResetModel()
            return frozenset(row.id for row in rows)
        self._rows = rows
        changed = [position for position, row in enumerate(rows) if row != before[position]]
        for position in changed:
            index = self.index(position, 0)
            self.dataChanged.emit(index, index, [self.ROW_ROLE, int(Qt.ItemDataRole.AccessibleTextRole)])
        return frozenset(rows[position].id for position in changed)


def _positions(rows: Iterable[IndicatorRow]) -> Mapping[str, Mapping[str, int]]:
    """Return where every item stands, by the heading it is under."""
    found: dict[str, dict[str, int]] = {}
    for position, row in enumerate(rows):
        if not row.kind.is_heading:
            found.setdefault(row.id, {})[row.key[0]] = position
    return found


__all__ = ["Index", "IndicatorModel", "IndicatorRow", "RowKind"]
