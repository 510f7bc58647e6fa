# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The filters over the list of items: one chip for each state, further ones in a menu, and in words what is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from evaluator_app.gui.models.indicator_model import IndicatorModel
from evaluator_app.gui.models.indicator_proxy import Filters
from evaluator_app.gui.models.indicator_row import UNGIVEN
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

_ALWAYS = (ItemFilter.ALL, ItemFilter.OPEN, ItemFilter.FOUND)
"""Filters that are offered even while they let nothing through."""
_IN_MENU = frozenset((ItemFilter.HAS_PHOTO, ItemFilter.TO_SUBMIT, ItemFilter.REOPENED, ItemFilter.ACCEPTED))


class IndicatorFilters(QWidget):
    """*Signals:* filters_chosen(Filters): others were chosen; their words are those of the search as it stands."""

    filters_chosen = Signal(object)

    def __init__(self, model: IndicatorModel, filters: Filters, who: Callable[[], str] = str, parent: QWidget | None = None) -> None:
        """Show how the items of a model are filtered; who tells the name of the person at the keyboard."""
        super().__init__(parent)
        self._model, self._who = model, who
        self._filters = filters
        self._is_low = False
        self.chips = {chosen: Chip(chosen.word(), 0, tone=chosen.tone) for chosen in ItemFilter if chosen not in _IN_MENU}
        self.mine = Chip(_("My work"), 0)
        self.more = Chip(_("More…"))
        self.more.setCheckable(False)
        self.more.setToolTip(_("Filter by review, photo, person or place"))
        frame = QWidget()
        flow = FlowLayout(frame, spacing=6)
        for chosen, chip in self.chips.items():
            flow.addWidget(chip)
            chip.clicked.connect(partial(self._on_chip_clicked, chosen))
            if chosen is ItemFilter.ALL:
                flow.addWidget(self.mine)
        flow.addWidget(self.more)
        self.words = TextLabel(role=TextRole.SMALL, wraps=True)
        self.clear = ActionButton(_("Show all"), kind=ButtonKind.QUIET)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(self.words, 1)
        line.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(frame)
        column.addWidget(self._line)
        self.mine.clicked.connect(self._on_mine_clicked)
        self.more.clicked.connect(self._on_more_clicked)
        self.clear.clicked.connect(self._on_clear_clicked)

    def show_filters(self, filters: Filters) -> None:
        """Show which filters are in use, how many items each lets through, and in words what they leave."""
        self._filters = filters
        for chosen, count in self._model.counts().items():
            if chip := self.chips.get(chosen):
                chip.setChecked(chosen is filters.state)
                chip.set_count(count)
                chip.setVisible(chosen in _ALWAYS or chip.isChecked() or (bool(count) and not self._is_low))
        mine = sum(1 for row in self._model.items() if self._who() in row.doers)
        self.mine.set_count(mine)
        self.mine.setChecked(bool(filters.doer) and filters.doer == self._who())
        self.mine.setVisible(bool(mine) or self.mine.isChecked())
        narrows = filters.narrows or bool(filters.words)
        self._line.setVisible(narrows)
        if narrows:
            items = list(self._model.items())
            left = sum(1 for row in items if filters.passes(row))
            said = _("{filters}: {left} of {all}").format(filters=self._said(filters), left=left, all=len(items))
            self.words.setText(said)

    def set_low(self, is_low: bool) -> None:
        """Leave all but the chief filters to the menu, or show them again."""
        if is_low != self._is_low:
            self._is_low = is_low
            self.show_filters(self._filters)

    def menu(self) -> QMenu:
        """Return the further filters, each with how many items it lets through."""
        menu = QMenu(self)
        menu.setObjectName("filters")
        rows = list(self._model.items())
        for chosen, count in self._model.counts().items():
            if count and chosen is not ItemFilter.HAS_PHOTO and (chosen in _IN_MENU or (self._is_low and chosen not in _ALWAYS)):
                state = menu.addAction(_counted(chosen.word(), count))
                state.setCheckable(True)
                state.setChecked(chosen is self._filters.state)
                state.toggled.connect(partial(self._on_state_toggled, chosen))
        photo = sum(1 for row in rows if ItemFilter.HAS_PHOTO in row.filters)
        action = menu.addAction(_counted(ItemFilter.HAS_PHOTO.word(), photo))
        action.setCheckable(True)
        action.setChecked(self._filters.has_photo)
        action.toggled.connect(self._on_photo_toggled)
        people = _tally(name for row in rows for name in row.people)
        places = _tally(name for row in rows for name in row.places)
        doers = _tally(name for row in rows for name in row.doers)
        if doers.keys() - {UNGIVEN}:
            self._add_choices(menu, _("By whose work it is"), doers, self._filters.doer, "doer")
        self._add_choices(menu, _("By who recorded"), people, self._filters.person, "person")
        self._add_choices(menu, _("By place"), places, self._filters.place, "place")
        return menu

    def _add_choices(self, menu: QMenu, title: str, names: dict[str, int], current: str, field: str) -> None:
        inner = menu.addMenu(title)
        inner.setEnabled(bool(names))
        for name, count in names.items():
            action = inner.addAction(_counted(_("Given to nobody") if name == UNGIVEN else name, count))
            action.setCheckable(True)
            action.setChecked(name == current)
            action.triggered.connect(partial(self._on_name_chosen, field, "" if name == current else name))

    def _said(self, filters: Filters) -> str:
        words = [filters.state.word()] if filters.state is not ItemFilter.ALL else []
        words += [ItemFilter.HAS_PHOTO.word()] if filters.has_photo else []
        if filters.doer:
            words.append(_("given to nobody") if filters.doer == UNGIVEN else _("work of {person}").format(person=filters.doer))
        words += [_("recorded by {person}").format(person=filters.person)] if filters.person else []
        words += [_("at {place}").format(place=filters.place)] if filters.place else []
        words += [_("with “{words}”").format(words=" ".join(filters.words))] if filters.words else []
        return _(", ").join(words)

    def _on_chip_clicked(self, chosen: ItemFilter, checked: bool = False) -> None:
        state = chosen if self.chips[chosen].isChecked() else ItemFilter.ALL
        self.filters_chosen.emit(replace(self._filters, state=state))

    def _on_state_toggled(self, chosen: ItemFilter, checked: bool) -> None:
        self.filters_chosen.emit(replace(self._filters, state=chosen if checked else ItemFilter.ALL))

    def _on_photo_toggled(self, checked: bool) -> None:
        self.filters_chosen.emit(replace(self._filters, has_photo=checked))

    def _on_mine_clicked(self) -> None:
        self.filters_chosen.emit(replace(self._filters, doer=self._who() if self.mine.isChecked() else ""))

    def _on_name_chosen(self, field: str, name: str, checked: bool = False) -> None:
        self.filters_chosen.emit(replace(self._filters, **{field: name}))  # type: ignore[arg-type]

    def _on_more_clicked(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def _on_clear_clicked(self) -> None:
        self.filters_chosen.emit(Filters())


def _counted(word: str, count: int) -> str:
    return _("{word}  {count}").format(word=word.replace("&", "&&"), count=count)


def _tally(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))
