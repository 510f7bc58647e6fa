# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The left pane of the workbench: search, filters with their counts, the list of templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QListView, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.domain.template import ApprovalState
from evaluator_app.gui.bench import Bench
from evaluator_app.gui.delegates.template_delegate import TemplateDelegate
from evaluator_app.gui.models.row_list_model import Index
from evaluator_app.gui.models.templates_model import STATE_LOOKS, TemplateRow, TemplatesModel
from evaluator_app.gui.rule_words import short_term
from evaluator_app.gui.theme import GRID, ROW
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.i18n import _
from evaluator_app.services.workbench import FOR_ALL, Aspect, Filters, counts, has_words, named


class TemplateList(QListView):
    """A list whose current row is what is shown."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.setItemDelegate(TemplateDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(_("Scoring templates"))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Override QListView.currentChanged."""
        super().currentChanged(current, previous)
        row: TemplateRow | None = current.data(TemplatesModel.ROW_ROLE) if current.isValid() else None
        if row is not None and row.chosen is not None:
            self._bench.choose(row.chosen)


class TemplateListPanel(QFrame):
    """Chips say how many templates each choice would show."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._bench = bench
        self.filters = Filters()
        self.model = TemplatesModel(self)
        self.list = TemplateList(bench)
        self.list.setModel(self.model)
        self.search = SearchField(_("Search templates"), "Ctrl+K")
        self.search.search_changed.connect(self._on_search_changed)
        self.search.descended.connect(self.focus_list)
        self.industry = _choice(_("Industry"))
        self.province = _choice(_("Province"))
        self.industry.activated.connect(partial(self._on_chosen, Aspect.INDUSTRY))
        self.province.activated.connect(partial(self._on_chosen, Aspect.PROVINCE))
        self.chips = {state: Chip(short_term(state), 0, tone=STATE_LOOKS[state][0]) for state in ApprovalState}
        self.older = Chip(_("Older editions"), 0)
        self._build()
        bench.loaded.connect(self.refresh)
        bench.chosen_changed.connect(self._show_chosen)
        bench.edited.connect(self._on_edited)

    def refresh(self) -> None:
        """Show what is there, as the filters stand."""
        shelf = self._bench.stock.shelf
        shown = [each for each in shelf if self.filters.fit(each)]
        words = self.filters.words
        drafts = [draft for draft in self._bench.stock.drafts if has_words(words, draft.last_sound, draft.title, str(draft.data.get("id")))]
        self.list.blockSignals(True)
        self.model.set_templates(drafts, shown)
        self.list.blockSignals(False)
        states = counts(shelf, self.filters, Aspect.STATE)
        for state, chip in self.chips.items():
            chip.set_count(states.get(state.value, 0))
            chip.setChecked(self.filters.state == state.value)
            chip.setVisible(state.value in states)
        both = replace(self.filters, with_older=True)
        older = sum(1 for each in shelf if not each.is_newest and both.fit(each))
        self.older.set_count(older)
        self.older.setVisible(bool(older) or self.filters.with_older)
        for box, aspect, every in (
            (self.industry, Aspect.INDUSTRY, _("Industry")),
            (self.province, Aspect.PROVINCE, _("Province")),
        ):
            general = _("For all industries") if aspect is Aspect.INDUSTRY else _("National")
            titles = {FOR_ALL: general, **named(shelf, aspect)}
            _fill(box, every, titles, counts(shelf, self.filters, aspect), self.filters.chosen(aspect))
        self._pages.setCurrentIndex(0 if self.model.rowCount() else 1 if self._bench.is_loaded else 2)
        self._show_chosen()

    def focus_list(self) -> None:
        """Put the keyboard on the list; on its first template where the one that is shown is not in it."""
        if not self.list.currentIndex().isValid() and (templates := self.model.templates()):
            self.list.setCurrentIndex(self.model.index(self.model.row_of(templates[0]), 0))
        self.list.setFocus()

    def _build(self) -> None:
        self._states = QWidget()
        flow = FlowLayout(self._states, spacing=GRID - 2)
        for chip in (*self.chips.values(), self.older):
            flow.addWidget(chip)
        for state, chip in self.chips.items():
            chip.clicked.connect(partial(self._on_state_clicked, state))
        self.older.clicked.connect(self._on_older_clicked)
        choices = QHBoxLayout()
        choices.setSpacing(GRID)
        choices.addWidget(self.industry, 1)
        choices.addWidget(self.province, 1)
        head = QVBoxLayout()
        head.setContentsMargins(GRID + 4, GRID + 4, GRID + 4, GRID)
        head.setSpacing(GRID)
        head.addWidget(self.search)
        head.addLayout(choices)
        head.addWidget(self._states)
        advice = _("No template fits. Take a filter off or search for other words.")
        nothing = EmptyState("search", _("Nothing found"), advice, _("Show all"))
        nothing.action_chosen.connect(self._on_all_chosen)
        reading = EmptyState("clock", _("Reading the templates…"))
        self._pages = QStackedWidget()
        for page in (self.list, nothing, reading):
            self._pages.addWidget(page)
        self._pages.setCurrentIndex(2)
        self._pages.setMinimumHeight(ROW)
        self._pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # what is above it keeps its lines
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)

    def _show_chosen(self) -> None:
        row = self.model.row_of(self._bench.chosen)
        index = self.model.index(row, 0) if row >= 0 else QModelIndex()
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def _set_filters(self, filters: Filters) -> None:
        self.filters = filters
        self.refresh()

    def _on_edited(self) -> None:
        self.refresh()

    def _on_search_changed(self, words: str) -> None:
        self._set_filters(replace(self.filters, words=words))

    def _on_chosen(self, aspect: Aspect, _index: int) -> None:
        box = self.industry if aspect is Aspect.INDUSTRY else self.province
        self._set_filters(self.filters.choosing(aspect, str(box.currentData() or "")))

    def _on_state_clicked(self, state: ApprovalState) -> None:
        self._set_filters(self.filters.choosing(Aspect.STATE, state.value if self.chips[state].isChecked() else ""))

    def _on_older_clicked(self, is_on: bool) -> None:
        self._set_filters(replace(self.filters, with_older=is_on))

    def _on_all_chosen(self) -> None:
        self.search.clear()
        self._set_filters(Filters())
        self.focus_list()


def _choice(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(3)
    return box


def _fill(box: QComboBox, every: str, titles: Mapping[str, str], found: Mapping[str, int], chosen: str) -> None:
    """Offer all values with their counts, and keep the choice."""
    box.blockSignals(True)
    box.clear()
    box.addItem(every, "")
    for value, title in titles.items():
        if value in found:
            box.addItem(f"{title}  {found[value]}", value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
