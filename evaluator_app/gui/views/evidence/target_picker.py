# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Items, prerequisites and observations to be ticked, found by number, title, place or words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from evaluator_app.domain.template import Indicator, Prerequisite
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TOUCH, scaled
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.i18n import _

_TARGET = Qt.ItemDataRole.UserRole
_WORDS = int(Qt.ItemDataRole.UserRole) + 1
State = Qt.CheckState


class _TickList(QListWidget):
    """A click anywhere on a line ticks it or clears it, and so does Space."""

    def __init__(self) -> None:
        super().__init__()
        self.itemClicked.connect(self.toggle)

    def toggle(self, item: QListWidgetItem) -> None:
        """Tick a line, or clear it."""
        item.setCheckState(State.Unchecked if item.checkState() is State.Checked else State.Checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QListWidget.keyPressEvent."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None:
            self.toggle(item)
        else:
            super().keyPressEvent(event)


class TargetPicker(QWidget):
    """A tick means that all of several things serve it, a dash that some do.

    *Signals:* picked(): something was ticked or cleared.
    """

    picked = Signal()

    def __init__(self, session: Session, chosen: Sequence[Collection[str]] = ((),), parent: QWidget | None = None) -> None:
        """Offer everything; chosen holds for each of several things what it serves now."""
        super().__init__(parent)
        self._session = session
        self._before: dict[str, State] = {}
        self.search = SearchField(_("Search number, title, place or words of an observation"))
        self.list = _TickList()
        self.list.setAccessibleName(_("Items and observations"))
        self.list.setUniformItemSizes(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self._fill(chosen)
        self.search.search_changed.connect(self._on_search_changed)
        self.search.descended.connect(self._on_search_descended)
        self.list.itemChanged.connect(self._on_item_changed)

    def changes(self) -> dict[str, State]:
        """Return what was ticked or cleared since it was made, by id."""
        items = (self.list.item(number) for number in range(self.list.count()))
        now = {str(item.data(_TARGET)): item.checkState() for item in items}
        return {target: state for target, state in now.items() if state is not self._before[target]}

    def ticked(self) -> list[str]:
        """Return the ids of what is newly ticked."""
        return [target for target, state in self.changes().items() if state is State.Checked]

    def tick(self, target: str) -> None:
        """Tick one, as a click would."""
        for number in range(self.list.count()):
            if self.list.item(number).data(_TARGET) == target:
                self.list.item(number).setCheckState(State.Checked)
                self.list.setCurrentRow(number)

    def words(self) -> str:
        """Return what is newly ticked, in a few words."""
        return "、".join(self._name(target) for target in self.ticked())

    def _fill(self, chosen: Sequence[Collection[str]]) -> None:
        items: tuple[Indicator | Prerequisite, ...] = (*self._session.template.prerequisites, *self._session.template.indicators())
        for item in items:
            self._add(item.id, f"{item.code} {item.title}", chosen)
            for seen in self._session.assessment.observations_of(item.id):
                place = f"{seen.place}：" if seen.place else ""
                self._add(seen.id, f"　　└ {place}{seen.text}", chosen, f"{item.code} {item.title}")

    def _add(self, target: str, words: str, chosen: Sequence[Collection[str]], context: str = "") -> None:
        count = sum(1 for targets in chosen if target in targets)
        state = State.Unchecked if not count else State.Checked if count == len(chosen) else State.PartiallyChecked
        self._before[target] = state
        row = QListWidgetItem(words)
        row.setData(_TARGET, target)
        row.setData(_WORDS, f"{context} {words}".casefold())
        row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        row.setCheckState(state)
        row.setToolTip(words.strip())
        row.setSizeHint(QSize(0, scaled(TOUCH)))
        self.list.addItem(row)

    def _on_search_changed(self, words: str) -> None:
        wanted = words.casefold().split()
        for number in range(self.list.count()):
            item = self.list.item(number)
            item.setHidden(not all(word in item.data(_WORDS) for word in wanted))
        self._to_first()

    def _on_search_descended(self) -> None:
        self.list.setFocus()
        if self.list.currentItem() is None or self.list.currentItem().isHidden():
            self._to_first()

    def _to_first(self) -> None:
        items = (self.list.item(number) for number in range(self.list.count()))
        if (first := next((item for item in items if not item.isHidden()), None)) is not None:
            self.list.setCurrentItem(first)
            self.list.scrollToItem(first)

    def _on_item_changed(self, _item: QListWidgetItem) -> None:
        self.picked.emit()

    def _name(self, target: str) -> str:
        item = self._session.item(target)
        return item.code if item else _("an observation")
