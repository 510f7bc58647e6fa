# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Places or items to be ticked for a card each, all or none at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from evaluator_app.gui.theme import ROW, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.card import Card
from evaluator_app.i18n import _

_ID = Qt.ItemDataRole.UserRole


class _Lines(QListWidget):
    space_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QListWidget.keyPressEvent."""
        if event.key() == Qt.Key.Key_Space:
            self.space_pressed.emit()
        else:
            super().keyPressEvent(event)


class CardList(Card):
    """Space or a click anywhere on a line ticks it. *Signals:* ticked(): something else is ticked now."""

    ticked = Signal()

    def __init__(self, title: str, options: Sequence[tuple[str, str]], chosen: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        wanted = set(chosen)
        self.list = _Lines()
        self.list.setAccessibleName(title)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for name, words in options:
            line = QListWidgetItem(words, self.list)
            line.setData(_ID, name)
            line.setToolTip(words)
            line.setSizeHint(QSize(0, scaled(ROW)))
            line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            line.setCheckState(Qt.CheckState.Checked if name in wanted else Qt.CheckState.Unchecked)
        if options:
            self.list.setCurrentRow(0)
        self.all_button = ActionButton(_("Tick all"), kind=ButtonKind.QUIET)
        self.none_button = ActionButton(_("Tick none"), kind=ButtonKind.QUIET)
        self.all_button.clicked.connect(lambda: self._tick_all(Qt.CheckState.Checked))
        self.none_button.clicked.connect(lambda: self._tick_all(Qt.CheckState.Unchecked))
        self.add_to_title(self.all_button)
        self.add_to_title(self.none_button)
        self.add(self.list, 1)
        self.list.itemClicked.connect(self._turn)
        self.list.space_pressed.connect(self.turn_current)

    def picks(self) -> list[str]:
        """Return the ids that are ticked, in the order of the list."""
        return [str(line.data(_ID)) for line in self._lines() if line.checkState() is Qt.CheckState.Checked]

    def turn_current(self) -> None:
        """Tick the current line, or let it go."""
        if (line := self.list.currentItem()) is not None:
            self._turn(line)

    def _lines(self) -> list[QListWidgetItem]:
        return [self.list.item(number) for number in range(self.list.count())]

    def _turn(self, line: QListWidgetItem) -> None:
        is_on = line.checkState() is Qt.CheckState.Checked
        line.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)
        self.ticked.emit()

    def _tick_all(self, state: Qt.CheckState) -> None:
        for line in self._lines():
            line.setCheckState(state)
        self.ticked.emit()
