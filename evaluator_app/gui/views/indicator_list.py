# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The list view of the indicators; holds the keyboard as the person walks."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QListView, QWidget

from evaluator_app.gui.delegates.indicator_delegate import IndicatorDelegate
from evaluator_app.gui.models.indicator_model import Index, IndicatorModel, IndicatorRow, RowKind
from evaluator_app.gui.models.indicator_proxy import IndicatorProxy
from evaluator_app.i18n import _


class IndicatorList(QListView):
    """*Signals:* item_chosen(str): another item by click or key."""

    item_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(IndicatorDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(_("Indicators"))

    def select(self, proxy: IndicatorProxy, index: QModelIndex) -> None:
        """Show an item as the current one without telling."""
        if not index.isValid() or index == self.currentIndex():
            return
        self.blockSignals(True)
        self.setCurrentIndex(index)
        self.blockSignals(False)
        if not self.viewport().rect().contains(self.visualRect(index)):
            self.scrollTo(index, QListView.ScrollHint.PositionAtCenter)
        above = proxy.index(index.row() - 1, 0)
        if above.isValid() and above.data(IndicatorModel.ROW_ROLE).kind is not RowKind.ITEM:
            self.scrollTo(above)
        self.scrollTo(index)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Override QListView.currentChanged."""
        super().currentChanged(current, previous)
        row: IndicatorRow | None = current.data(IndicatorModel.ROW_ROLE) if current.isValid() else None
        if row is not None and row.kind is RowKind.ITEM:
            self.item_chosen.emit(row.id)
