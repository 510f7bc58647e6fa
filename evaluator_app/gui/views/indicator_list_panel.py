# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The left pane: search, filters with counts, and the indicators."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.gui.models.indicator_model import IndicatorModel
from evaluator_app.gui.models.indicator_proxy import IndicatorProxy
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.gui.models.touched import touched_targets
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, ROW
from evaluator_app.gui.views.indicator_list import IndicatorList
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done

_ALWAYS = (ItemFilter.ALL, ItemFilter.OPEN, ItemFilter.FOUND)
"""Filters that are offered even while they let nothing through."""


class IndicatorListPanel(QFrame):
    """*Signals:* item_chosen(str): the user went to another item."""

    item_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._session = session
        self.model = IndicatorModel(session.template, session.assessment, session.card, session.rating, self)
        self.proxy = IndicatorProxy(self.model, self)
        self.search = SearchField(_("Search items, places"), "Ctrl+F")
        self.search.setMinimumWidth(120)
        self.chips = {chosen: Chip(chosen.word(), 0, tone=chosen.tone) for chosen in ItemFilter}
        self.list = IndicatorList()
        self.list.setModel(self.proxy)
        self._empty = EmptyState("filter", _("No item fits"), _("No item fits this filter and these words."), _("Show all items"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.setMinimumHeight(ROW)
        self._stack.addWidget(self._empty)
        flow_frame = QWidget()
        flow = FlowLayout(flow_frame, spacing=6)
        for chosen, chip in self.chips.items():
            flow.addWidget(chip)
            chip.clicked.connect(partial(self._on_chip_clicked, chosen))
        head = QVBoxLayout()
        head.setContentsMargins(GRID + 4, GRID + 4, GRID + 4, GRID + 2)
        head.setSpacing(GRID + 2)
        head.addWidget(self.search)
        head.addWidget(flow_frame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._stack, 1)
        self.search.search_changed.connect(self._on_search_changed)
        self.search.descended.connect(self._on_search_descended)
        self.list.item_chosen.connect(self._on_item_chosen)
        self._empty.action_chosen.connect(self.show_all)
        self._show_counts()
        self.chips[ItemFilter.ALL].setChecked(True)

    def follow(self, done: Done) -> None:
        """Refresh the rows an act bears on."""
        if self.model.refresh(self._session.assessment, self._session.card, self._session.rating, self._touched(done)):
            self._show_counts()
            self._refilter()

    def select(self, item: str) -> None:
        """Show an item as the current one; it stays in sight whatever the filter."""
        self.proxy.keep(item)
        self._show_place()
        position = self.model.position(item)
        self.list.select(self.proxy, self.proxy.mapFromSource(self.model.index(position, 0)) if position >= 0 else self.list.rootIndex())

    def choose_filter(self, chosen: ItemFilter) -> None:
        """Filter by state."""
        for key, chip in self.chips.items():
            chip.setChecked(key is chosen)
        self.proxy.choose(chosen)
        self._show_place()
        self.select(self._session.current)

    def show_all(self) -> None:
        """Put filter and search away."""
        self.search.clear()
        self.choose_filter(ItemFilter.ALL)

    def neighbor(self, step: int) -> str:
        """Return the next item of the list shown, or the one before for -1; empty at the end."""
        return self._walk(step, only_open=False)

    def next_open(self) -> str:
        """Return the next item that is not assessed, round the end; empty when there is none."""
        return self._walk(1, only_open=True)

    def _touched(self, done: Done) -> frozenset[str] | None:
        if done.before.max_score != done.after.max_score:
            return None
        touched = touched_targets(done.change, self._session.assessment)
        vetoes = {row.id for row in self.model.rows() if row.state.value == "veto"} ^ set(self._session.rating.vetoes)
        return None if touched is None else touched | vetoes

    def _walk(self, step: int, *, only_open: bool) -> str:
        items = list(self.proxy.items()) if not only_open else [row.id for row in self.model.rows()]
        here = items.index(self._session.current) if self._session.current in items else -1 if step > 0 else len(items)
        if not only_open:
            return items[here + step] if 0 <= here + step < len(items) else ""
        ahead = items[here + 1 :] + items[: max(here, 0)]
        rows = {row.id: row for row in self.model.rows()}
        return next((item for item in ahead if ItemFilter.OPEN in rows[item].filters), "")

    def _refilter(self) -> None:
        self.proxy.refilter()
        self._show_place()
        self.select(self._session.current)

    def _show_counts(self) -> None:
        for chosen, count in self.model.counts().items():
            chip = self.chips[chosen]
            chip.set_count(count)
            chip.setVisible(bool(count) or chip.isChecked() or chosen in _ALWAYS)

    def _show_place(self) -> None:
        self._stack.setCurrentWidget(self.list if self.proxy.rowCount() else self._empty)

    def _on_chip_clicked(self, chosen: ItemFilter, checked: bool = False) -> None:
        self.choose_filter(chosen if self.chips[chosen].isChecked() else ItemFilter.ALL)

    def _on_search_changed(self, words: str) -> None:
        self.proxy.search(words)
        self._show_place()
        self.select(self._session.current)

    def _on_search_descended(self) -> None:
        words = self.search.text().strip()
        items = self.proxy.items()
        if words and items:
            hits = [item for item in items if all(w in self.model.row(self.model.position(item)).haystack for w in words.lower().split())]
            self.item_chosen.emit((hits or items)[0])
        self.list.setFocus()

    def _on_item_chosen(self, item: str) -> None:
        self.item_chosen.emit(item)
