# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The items that filters and search let through, with the headings above them, less what is folded."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QSortFilterProxyModel

from evaluator_app.gui.models.indicator_model import Index, IndicatorModel
from evaluator_app.gui.models.indicator_row import IndicatorRow, RowKind
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.services.searching import matches, split


@dataclass(frozen=True, slots=True)
class Filters:
    """All that narrows the list; what is named must hold together."""

    state: ItemFilter = ItemFilter.ALL
    has_photo: bool = False
    person: str = ""
    """Name of someone who recorded something of the item."""
    place: str = ""
    """Title of a place where it is to be looked at, or where something of it was recorded."""
    words: tuple[str, ...] = ()
    doer: str = ""
    """Name of someone whose work it is, or UNGIVEN."""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out, words apart."""
        return replace(self, words=()) != Filters()

    def passes(self, row: IndicatorRow) -> bool:
        """Tell whether they let an item through."""
        return (
            self.state in row.filters
            and (not self.has_photo or ItemFilter.HAS_PHOTO in row.filters)
            and (not self.person or self.person in row.people)
            and (not self.place or self.place in row.places)
            and (not self.doer or self.doer in row.doers)
            and matches(self.words, row.haystack)
        )


class IndicatorProxy(QSortFilterProxyModel):
    """The items being looked at stay until others are, whatever the filters say."""

    def __init__(self, model: IndicatorModel, filters: Filters, parent: QObject | None = None) -> None:
        """Show what the filters let through."""
        super().__init__(parent)
        self._model = model
        self._filters = filters
        self._kept: frozenset[tuple[str, str]] = frozenset()
        self._accepted: frozenset[int] = self._passing()
        self.setDynamicSortFilter(False)
        self.setSourceModel(model)
        model.modelAboutToBeReset.connect(self._forget)
        model.modelReset.connect(self.refilter)

    @property
    def filters(self) -> Filters:
        """The filters in use."""
        return self._filters

    def choose(self, filters: Filters) -> None:
        """Use other filters."""
        self._filters = filters
        self.refilter()

    def search(self, text: str) -> None:
        """Filter by words; all of them must be found."""
        self.choose(replace(self._filters, words=split(text)))

    def keep(self, keys: Collection[tuple[str, str]]) -> None:
        """Keep rows in sight whatever the filters say."""
        self._kept = frozenset(keys)
        self.refilter()

    def refilter(self) -> None:
        """Look again at what passes; nothing happens when that is the same."""
        accepted = self._passing()
        if accepted != self._accepted:
            self._accepted = accepted
            self.invalidate()

    def shown(self) -> tuple[IndicatorRow, ...]:
        """Return the rows of the items shown, in order; one that stands under two headings is there twice."""
        rows = (self._model.row(position) for position in sorted(self._accepted))
        return tuple(row for row in rows if row.kind is RowKind.ITEM)

    def items(self) -> tuple[str, ...]:
        """Return the ids of the items shown, in order, each once."""
        return tuple(dict.fromkeys(row.id for row in self.shown()))

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Override QSortFilterProxyModel.filterAcceptsRow."""
        return source_row in self._accepted

    def _forget(self) -> None:
        self._accepted = frozenset()

    def _passing(self) -> frozenset[int]:
        accepted: set[int] = set()
        headings: dict[str, int] = {}
        unfolds = bool(self._filters.words)
        folded = frozenset() if unfolds else self._model.folded
        shows_all = not (self._filters.narrows or unfolds)
        for position, row in enumerate(self._model.rows()):
            hidden = any(name in folded for name in row.above)
            if row.kind.is_heading:
                headings[row.id] = position
                if shows_all and not hidden:
                    accepted.add(position)
            elif row.key in self._kept or self._filters.passes(row):
                accepted |= {headings[name] for name in row.above if not any(f in folded for f in self._model.row(headings[name]).above)}
                if not hidden:
                    accepted.add(position)
        return frozenset(accepted)
