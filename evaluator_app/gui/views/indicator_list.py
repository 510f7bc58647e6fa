# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The list view of the items; holds the keyboard as the person walks."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from evaluator_app.gui.delegates.indicator_delegate import IndicatorDelegate
from evaluator_app.gui.models.indicator_model import Index, IndicatorModel
from evaluator_app.gui.models.indicator_row import IndicatorRow, RowKind
from evaluator_app.i18n import _


class IndicatorList(QListView):
    """Shift and Ctrl select several items; Left folds the heading above, Right unfolds one.

    *Signals:* row_chosen(IndicatorRow): another item by click or key; prerequisite_chosen(str): one was clicked, or Right pressed on it;
    fold_requested(str, bool): hide or show what is under a heading; selection_changed(): other items are selected together.
    """

    row_chosen = Signal(object)
    prerequisite_chosen = Signal(str)
    fold_requested = Signal(str, bool)
    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(IndicatorDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(_("Indicators"))

    def select(self, index: QModelIndex) -> None:
        """Show an item as the current one without telling."""
        if not index.isValid() or index == self.currentIndex():
            return
        self.blockSignals(True)
        self.setCurrentIndex(index)
        self.blockSignals(False)
        if not self.viewport().rect().contains(self.visualRect(index)):
            self.scrollTo(index, QListView.ScrollHint.PositionAtCenter)
        above = index.siblingAtRow(index.row() - 1)
        if above.isValid() and above.data(IndicatorModel.ROW_ROLE).kind.is_heading:
            self.scrollTo(above)
        self.scrollTo(index)
        self.viewport().update()

    def selected_rows(self) -> tuple[IndicatorRow, ...]:
        """Return the items that are selected, from the top, and not what is folded away."""
        indexes = sorted(self.selectedIndexes(), key=lambda index: index.row())
        rows: list[IndicatorRow] = [index.data(IndicatorModel.ROW_ROLE) for index in indexes]
        return tuple(row for row in rows if row.kind is RowKind.ITEM)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Override QListView.currentChanged."""
        super().currentChanged(current, previous)
        row = _row(current)
        if row is not None and row.kind is RowKind.ITEM:
            self.row_chosen.emit(row)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Override QListView.selectionChanged."""
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QListView.resizeEvent: the item at hand stays in sight."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QListView.mousePressEvent: a click on a heading folds or unfolds it."""
        row = _row(self.indexAt(event.position().toPoint()))
        if row is not None and row.kind.is_heading and event.button() is Qt.MouseButton.LeftButton:
            self.fold_requested.emit(row.id, not row.is_folded)
            return
        super().mousePressEvent(event)
        if row is not None and row.kind is RowKind.PREREQUISITE:
            self.prerequisite_chosen.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QListView.keyPressEvent."""
        row = _row(self.currentIndex())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if row is not None and plain and event.key() == Qt.Key.Key_Left and row.above and not row.kind.is_heading:
            self.fold_requested.emit(row.above[-1], True)
        elif row is not None and plain and event.key() == Qt.Key.Key_Right and row.is_folded:
            self.fold_requested.emit(row.id, False)
        elif row is not None and plain and event.key() == Qt.Key.Key_Right and row.kind is RowKind.PREREQUISITE:
            self.prerequisite_chosen.emit(row.id)
        elif event.key() == Qt.Key.Key_Escape and len(self.selectedIndexes()) > 1:
            self.setCurrentIndex(self.currentIndex())
        else:
            super().keyPressEvent(event)


def _row(index: Index) -> IndicatorRow | None:
    found: IndicatorRow | None = index.data(IndicatorModel.ROW_ROLE) if index.isValid() else None
    return found
