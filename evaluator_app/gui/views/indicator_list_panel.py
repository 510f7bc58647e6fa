# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The left pane: three ways through the items, search, filters with counts, and the list."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from evaluator_app.domain.walking import Way
from evaluator_app.gui.icons import icon
from evaluator_app.gui.keymap import key_hint
from evaluator_app.gui.models.indicator_model import IndicatorModel
from evaluator_app.gui.models.indicator_proxy import Filters, IndicatorProxy
from evaluator_app.gui.models.indicator_row import IndicatorRow, RowKind
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.gui.models.touched import touched_targets
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, ROW, TextRole, scaled
from evaluator_app.gui.views.indicator_filters import IndicatorFilters
from evaluator_app.gui.views.indicator_list import IndicatorList
from evaluator_app.gui.walking_choices import keep_choices, read_choices
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done
from evaluator_app.services.searching import matches, split

_LOW = 640
"""Height, at 14 px text, under which the filters make room for the list."""


class IndicatorListPanel(QFrame):
    """Which way, what is filtered and folded, and where one stands is kept for each assessment.

    *Signals:* item_chosen(str): the user went to another item, or to a prerequisite; places_requested(): the places are to be changed.
    """

    item_chosen = Signal(str)
    places_requested = Signal()

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._session, self._preferences = session, preferences
        self._choices = read_choices(preferences, session.assessment.id)
        self._heading = ""
        self._aim: tuple[str, str] = ("", "")
        way = self._choices.way
        self.model = IndicatorModel(
            session.template,
            session.assessment,
            session.card,
            session.rating,
            way=way,
            order=preferences.walking_order(session.assessment.id),
            folded=self._choices.folded_on(way),
            parent=self,
        )
        self.proxy = IndicatorProxy(self.model, self._choices.filters, self)
        segments = ((Way.PLACE.value, _("By place")), (Way.DOCUMENT.value, _("By document")), (Way.INDICATOR.value, _("By indicator")))
        self.ways = SegmentedControl(segments, way.value, name=_("How the items are listed"))
        self.ways.setMinimumWidth(160)  # a layout measures heights by the least width, and the pane may be narrower than the words
        self.places = QToolButton()
        self.search = SearchField(_("Search items, places"), key_hint("list.search"))
        self.search.setMinimumWidth(120)
        self.filters = IndicatorFilters(self.model, self.proxy.filters, lambda: session.opened.who)
        self.chips = self.filters.chips
        self.list = IndicatorList()
        self.list.setModel(self.proxy)
        self._empty = EmptyState("filter", _("No item fits"), _("No item fits this filter and these words."), _("Show all items"))
        self._stack = QStackedWidget()
        self.several = TextLabel(role=TextRole.SMALL, wraps=True)
        self._build()
        self._connect()
        self.filters.show_filters(self.proxy.filters)
        if self._choices.place in {row.place for row in self.model.rows()}:
            session.stand_at(self._choices.place)
            self._heading = self._heading_at(session.place)

    def follow(self, done: Done) -> None:
        """Refresh the rows an act bears on."""
        if self.model.refresh(self._session.assessment, self._session.card, self._session.rating, self._touched(done)):
            with QSignalBlocker(self.list):
                self.proxy.refilter()
            self._show_found()
            self.select(self._session.current)

    def select(self, item: str) -> None:
        """Show an item as the current one, under the place or document at hand if it stands there, whatever the filters say."""
        is_aimed = self._aim[0] == item
        heading = self._aim[1] if is_aimed else self._heading_at(self._session.place)
        self._aim = ("", "")
        position = self.model.position(item, heading)
        if position < 0:
            return
        row = self.model.row(position)
        self._heading = row.key[0]
        if is_aimed:
            self._stand(row)
        self._unfold(row)
        together = {each.key for each in self.together()}
        with QSignalBlocker(self.list):
            self.proxy.keep(together if row.key in together else {row.key})
        self._show_found()
        self.list.select(self.proxy.mapFromSource(self.model.index(self.model.position(item, self._heading), 0)))

    def together(self) -> tuple[IndicatorRow, ...]:
        """Return the rows of the items that are selected together; empty unless there are several."""
        rows = self.list.selected_rows()
        return rows if len(rows) > 1 else ()

    def choose_way(self, way: Way) -> None:
        """Walk the items another way; the item at hand stays."""
        self._choices = replace(self._choices, way=way)
        self.ways.set_current(way.value)
        self._walk()
        position = self.model.position(self._session.current, self._heading)
        if way is Way.PLACE and position >= 0 and not self._session.place:
            self._stand(self.model.row(position))
        self.list.setFocus()

    def refresh_order(self) -> None:
        """List the places in the order that was chosen."""
        self._walk()

    def choose_filter(self, chosen: ItemFilter) -> None:
        """Filter by state."""
        self._choose(replace(self.proxy.filters, state=chosen))

    def choose_filters(self, filters: Filters) -> tuple[IndicatorRow, ...]:
        """Filter by all of these; return the rows of the items shown."""
        self.search.clear()
        self._choose(filters)
        return tuple(row for row in self.proxy.shown() if filters.passes(row))

    def show_person(self) -> None:
        """Show again which items are those of the person at the keyboard, who may be another now."""
        self._show_found()

    def show_all(self) -> None:
        """Put filters and search away."""
        self.search.clear()
        self._choose(Filters())

    def neighbor(self, step: int) -> str:
        """Return the next item of the list shown, or the one before for -1; empty at the end."""
        shown = self.proxy.shown()
        here = self._here(shown)
        if here < 0:
            here = -1 if step > 0 else len(shown)
        return self._aimed(shown[here + step]) if 0 <= here + step < len(shown) else ""

    def next_of(self, state: ItemFilter, step: int = 1) -> str:
        """Return the next item, or the one before for -1, that a filter lets through, round the end; empty when there is no other.

        Where the list shows one person's work alone, others' work is passed over.
        """
        doer = self.proxy.filters.doer
        rows = [row for row in self.model.rows() if row.kind is RowKind.ITEM]
        here = self._here(rows)
        ahead = [*rows[here + 1 :], *rows[: max(here, 0)]]
        others = (row for row in (ahead if step > 0 else reversed(ahead)) if row.id != self._session.current)
        found = next((row for row in others if state in row.filters and (not doer or doer in row.doers)), None)
        return self._aimed(found) if found else ""

    def next_open(self) -> str:
        """Return the next item that is not assessed, round the end; empty when there is none."""
        return self.next_of(ItemFilter.OPEN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: where it is low, filters make room for the list."""
        super().resizeEvent(event)
        self.filters.set_low(event.size().height() < scaled(_LOW))

    def _build(self) -> None:
        self.places.setIcon(icon("place", color_name="muted"))
        self.places.setIconSize(QSize(scaled(18), scaled(18)))
        self.places.setFixedSize(scaled(ROW), scaled(ROW))
        self.places.setToolTip(_("Places and route of the day"))
        self.places.setAccessibleName(_("Places and route of the day"))
        self._stack.addWidget(self.list)
        self._stack.setMinimumHeight(ROW)
        self._stack.addWidget(self._empty)
        line = QHBoxLayout()
        line.setSpacing(GRID // 2)
        line.addWidget(self.search, 1)
        line.addWidget(self.places)
        head = QVBoxLayout()
        head.setContentsMargins(GRID + 4, GRID + 4, GRID + 4, GRID + 2)
        head.setSpacing(GRID)
        head.addWidget(self.ways)
        head.addLayout(line)
        head.addWidget(self.filters)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._stack, 1)
        column.addWidget(self.several)
        self.several.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        self.several.set_tone(Tone.ACCENT)
        self.several.hide()

    def _connect(self) -> None:
        self.ways.segment_chosen.connect(self._on_way_chosen)
        self.places.clicked.connect(self.places_requested)
        self.search.search_changed.connect(self._on_search_changed)
        self.search.descended.connect(self._on_search_descended)
        self.filters.filters_chosen.connect(self._on_filters_chosen)
        self.list.row_chosen.connect(self._on_row_chosen)
        self.list.prerequisite_chosen.connect(self.item_chosen)
        self.list.fold_requested.connect(self._on_fold_requested)
        self.list.selection_changed.connect(self._on_selection_changed)
        self._empty.action_chosen.connect(self.show_all)
        self._session.place_changed.connect(self._on_place_changed)

    def _touched(self, done: Done) -> frozenset[str] | None:
        if done.before.max_score != done.after.max_score:
            return None
        touched = touched_targets(done.change, self._session.assessment)
        vetoes = {row.id for row in self.model.items() if row.state.value == "veto"} ^ set(self._session.rating.vetoes)
        return None if touched is None else touched | vetoes

    def _here(self, rows: tuple[IndicatorRow, ...] | list[IndicatorRow]) -> int:
        """Return where the item at hand stands among rows; -1 where it does not."""
        keys = [row.key for row in rows]
        key = (self._heading, self._session.current)
        return keys.index(key) if key in keys else -1

    def _aimed(self, row: IndicatorRow) -> str:
        """Return the id of an item, and remember under which heading it is meant, should the person go there."""
        self._aim = (row.id, row.key[0])
        return row.id

    def _stand(self, row: IndicatorRow) -> None:
        if row.place:
            self._session.stand_at(row.place)

    def _walk(self) -> None:
        way = self._choices.way
        blocker = QSignalBlocker(self.list)
        self.model.walk_by(way, self._preferences.walking_order(self._session.assessment.id), self._choices.folded_on(way))
        self._heading = self._heading_at(self._session.place)
        self.proxy.refilter()
        blocker.unblock()
        self._keep()
        self.select(self._session.current)

    def _heading_at(self, place: str) -> str:
        """Return the heading of the item at hand at a place; where the item does not stand there, the heading it is under now."""
        rows = (row for row in self.model.rows() if row.place == place and row.id == self._session.current)
        return next((row.key[0] for row in rows if place), self._heading)

    def _unfold(self, row: IndicatorRow) -> None:
        for name in row.above:
            if name in self.model.folded:
                self._fold(name, folds=False)

    def _fold(self, heading: str, *, folds: bool) -> None:
        with QSignalBlocker(self.list):
            self.model.fold(heading, folds=folds)
            self.proxy.refilter()
        self._choices = self._choices.with_folded(self.model.way, self.model.folded)
        self._keep()

    def _choose(self, filters: Filters) -> None:
        with QSignalBlocker(self.list):
            self.proxy.choose(filters)
        self._choices = replace(self._choices, filters=replace(filters, words=()))
        self._keep()
        self._show_found()
        self.select(self._session.current)

    def _keep(self) -> None:
        keep_choices(self._preferences, self._session.assessment.id, self._choices)

    def _show_found(self) -> None:
        self._stack.setCurrentWidget(self.list if self.proxy.rowCount() else self._empty)
        self.filters.show_filters(self.proxy.filters)

    def _on_way_chosen(self, way: str) -> None:
        self.choose_way(Way(way))

    def _on_filters_chosen(self, filters: Filters) -> None:
        if not filters.words and self.search.text():
            self.search.clear()
        self._choose(filters)

    def _on_search_changed(self, words: str) -> None:
        with QSignalBlocker(self.list):
            self.proxy.search(words)
        self._show_found()
        self.select(self._session.current)

    def _on_search_descended(self) -> None:
        words = split(self.search.text())
        shown = self.proxy.shown()
        if words and shown:
            hits = [row for row in shown if matches(words, row.haystack)]
            self.item_chosen.emit(self._aimed((hits or list(shown))[0]))
        self.list.setFocus()

    def _on_row_chosen(self, row: IndicatorRow) -> None:
        self.item_chosen.emit(self._aimed(row))

    def _on_fold_requested(self, heading: str, folds: bool) -> None:
        self._fold(heading, folds=folds)
        self._show_found()
        position = next((number for number, row in enumerate(self.model.rows()) if row.id == heading), -1)
        is_inside = heading in self.model.row(self.model.position(self._session.current, self._heading)).above
        if folds and is_inside:
            self.list.select(self.proxy.mapFromSource(self.model.index(position, 0)))
        elif is_inside:
            self.select(self._session.current)

    def _on_selection_changed(self) -> None:
        count = len(self.together())
        self.several.setText(_("{count} items are selected: a verdict key applies to all of them.").format(count=count))
        self.several.setVisible(count > 1)

    def _on_place_changed(self, place: str) -> None:
        if (heading := self._heading_at(place)) != self._heading:
            self._heading = heading
            self.select(self._session.current)
        self._choices = replace(self._choices, place=place)
        self._keep()
