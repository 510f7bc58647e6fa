# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which items and observations chosen evidence serves: search, Space to tick, Enter to file. One act, undone as one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from evaluator_app.domain.evidence_edits import file_under
from evaluator_app.domain.template import Indicator, Prerequisite
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TOUCH, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.gui.widgets.text_label import TextLabel
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


class FilingDialog(QDialog):
    """A tick means all of the chosen evidence serves it, a dash that some of it does; what is not touched stays as it is."""

    def __init__(self, session: Session, ids: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ids = tuple(name for name in ids if name in session.assessment.evidence)
        self.setWindowTitle(_("File under items"))
        self.search = SearchField(_("Search number, title, place or words of an observation"))
        self.list = _TickList()
        self.list.setAccessibleName(_("Items and observations"))
        self.list.setUniformItemSizes(True)
        self._summary = TextLabel(role=TextRole.MUTED, wraps=True)
        self.done_button = ActionButton(_("File there"), kind=ButtonKind.PRIMARY, icon_name="link")
        cancel = ActionButton(_("Cancel"))
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._summary, 1)
        line.addWidget(cancel)
        line.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        head = TextLabel(_("Evidence chosen: {count}. One piece may serve many items.").format(count=len(self._ids)), wraps=True)
        for part in (head, self.search, self.list):
            column.addWidget(part)
        column.addLayout(line)
        self._before: dict[str, State] = {}
        self._fill()
        self.search.search_changed.connect(self._on_search_changed)
        self.search.descended.connect(self._on_search_descended)
        self.list.itemChanged.connect(self._on_item_changed)
        self.done_button.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self._tell()
        open_at(self, 620, 640)
        self.search.setFocus()

    def picked(self) -> dict[str, State]:
        """Return what was changed: which targets were ticked or cleared."""
        items = (self.list.item(number) for number in range(self.list.count()))
        now = {str(item.data(_TARGET)): item.checkState() for item in items}
        return {target: state for target, state in now.items() if state is not self._before[target]}

    def accept(self) -> None:
        """Override QDialog.accept: file as it is ticked; the dialog stays where that could not be saved."""
        changed = self.picked()
        added = [target for target, state in changed.items() if state is State.Checked]
        removed = [target for target, state in changed.items() if state is State.Unchecked]
        if not changed or self._session.do(file_under(self._session.assessment, self._ids, added, removed)):
            super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent: Enter files, Space ticks."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        assessment = self._session.assessment
        chosen = [set(assessment.evidence[name].targets) for name in self._ids]
        items: tuple[Indicator | Prerequisite, ...] = (*self._session.template.prerequisites, *self._session.template.indicators())
        for item in items:
            self._add(item.id, f"{item.code} {item.title}", chosen)
            for seen in assessment.observations_of(item.id):
                place = f"{seen.place}：" if seen.place else ""
                self._add(seen.id, f"　　└ {place}{seen.text}", chosen, f"{item.code} {item.title}")

    def _add(self, target: str, words: str, chosen: Sequence[set[str]], context: str = "") -> None:
        count = sum(1 for targets in chosen if target in targets)
        state = State.Unchecked if not count else State.Checked if count == len(chosen) else State.PartiallyChecked
        self._before[target] = state
        row = QListWidgetItem(words)
        row.setData(_TARGET, target)
        row.setData(_WORDS, f"{context} {words}".casefold())
        row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        row.setCheckState(state)
        size = row.sizeHint()
        size.setHeight(scaled(TOUCH))
        row.setSizeHint(size)
        self.list.addItem(row)

    def _on_search_changed(self, words: str) -> None:
        wanted = words.casefold().split()
        first = None
        for number in range(self.list.count()):
            item = self.list.item(number)
            fits = all(word in item.data(_WORDS) for word in wanted)
            item.setHidden(not fits)
            if fits and first is None:
                first = item
        if first is not None:
            self.list.setCurrentItem(first)
            self.list.scrollToItem(first)

    def _on_search_descended(self) -> None:
        self.list.setFocus()
        if self.list.currentItem() is None or self.list.currentItem().isHidden():
            shown = (self.list.item(number) for number in range(self.list.count()))
            if (first := next((item for item in shown if not item.isHidden()), None)) is not None:
                self.list.setCurrentItem(first)

    def _on_item_changed(self, _item: QListWidgetItem) -> None:
        self._tell()

    def _tell(self) -> None:
        changed = self.picked()
        titles = [self._name(target) for target, state in changed.items() if state is State.Checked]
        self._summary.setText(_("To be filed under: {items}").format(items="、".join(titles)) if titles else "")

    def _name(self, target: str) -> str:
        item = self._session.item(target)
        return item.code if item else _("an observation")
