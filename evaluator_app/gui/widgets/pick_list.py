# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Any number of things to pick from a list; what is picked stands first when the list is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from evaluator_app.gui.theme import scaled

_MOST_ROWS = 6


class PickList(QListWidget):
    """Space picks a line or lets it go. *Signals:* picked(object): the ids that are picked now, in their order."""

    picked = Signal(object)

    def __init__(self, options: Sequence[tuple[str, str]], chosen: Iterable[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picks")
        self._options = tuple(options)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_picked(chosen)
        self.itemChanged.connect(self._on_item_changed)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other things; what is picked stays picked."""
        chosen = self.picks()
        self._options = tuple(options)
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
        self.set_picked(chosen)

    def picks(self) -> list[str]:
        """Return the ids that are picked, in the order of the list."""
        items = (self.item(number) for number in range(self.count()))
        return [str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked]

    def set_picked(self, chosen: Iterable[str]) -> None:
        """Show other picks without a signal; nothing moves where they are the same."""
        wanted = list(chosen)
        if self.count() and self.picks() == wanted:
            return
        self.blockSignals(True)
        self.clear()
        titles = dict(self._options)
        for name in (*(name for name in wanted if name in titles), *(name for name in titles if name not in wanted)):
            item = QListWidgetItem(titles[name], self)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in wanted else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        rows = min(max(self.count(), 1), _MOST_ROWS)
        self.setFixedHeight(rows * max(self.sizeHintForRow(0), scaled(28)) + scaled(4))

    def _on_item_changed(self, _item: QListWidgetItem) -> None:
        self.picked.emit(self.picks())
