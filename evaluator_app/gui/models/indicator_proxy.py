# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The indicators that filter and search let through, with the headings above them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSortFilterProxyModel

from evaluator_app.gui.models.indicator_model import Index, IndicatorModel, RowKind
from evaluator_app.gui.models.item_filter import ItemFilter


class IndicatorProxy(QSortFilterProxyModel):
    """Filters by state and by words; the item being looked at stays until another one is."""

    def __init__(self, model: IndicatorModel, parent: QObject | None = None) -> None:
        """Show everything of a model."""
        super().__init__(parent)
        self._model = model
        self._filter = ItemFilter.ALL
        self._words: tuple[str, ...] = ()
        self._kept = ""
        self._accepted: frozenset[int] = self._passing()
        self.setDynamicSortFilter(False)
        self.setSourceModel(model)

    @property
    def chosen(self) -> ItemFilter:
        """The filter in use."""
        return self._filter

    def choose(self, chosen: ItemFilter) -> None:
        """Filter by state."""
        self._filter = chosen
        self.refilter()

    def search(self, text: str) -> None:
        """Filter by words; all of them must be found."""
        self._words = tuple(text.lower().split())
        self.refilter()

    def keep(self, item: str) -> None:
        """Keep an item in sight whatever the filter says."""
        self._kept = item
        self.refilter()

    def refilter(self) -> None:
        """Look again at what passes; nothing happens when that is the same."""
        accepted = self._passing()
        if accepted != self._accepted:
            self._accepted = accepted
            self.invalidate()

    def items(self) -> tuple[str, ...]:
        """Return the ids of the items shown, in order."""
        shown = (self._model.row(position) for position in sorted(self._accepted))
        return tuple(row.id for row in shown if row.kind is RowKind.ITEM)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Override QSortFilterProxyModel.filterAcceptsRow."""
        return source_row in self._accepted

    def _passing(self) -> frozenset[int]:
        accepted: set[int] = set()
        group = subgroup = -1
        for position, row in enumerate(self._model.rows()):
            if row.kind is RowKind.GROUP:
                group, subgroup = position, -1
            elif row.kind is RowKind.SUBGROUP:
                subgroup = position
            elif row.id == self._kept or (self._filter in row.filters and all(word in row.haystack for word in self._words)):
                accepted |= {position, group, subgroup}
        return frozenset(accepted - {-1})
