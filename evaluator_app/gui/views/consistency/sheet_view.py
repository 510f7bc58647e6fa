# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One table with the words on how it is to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStackedWidget, QTableView, QVBoxLayout, QWidget

from evaluator_app.gui.models.sheet_model import SheetModel
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.consistency_tables import ColumnKind

if TYPE_CHECKING:
    from evaluator_app.services.consistency_tables import Sheet

_NARROWEST, _WIDEST = 72, 300
_MEASURED = 60
"""Rows by which the widths are chosen."""


class SheetView(QWidget):
    """*Signals:* row_chosen(int): a row of the table was activated, by its number in the table as it is given."""

    row_chosen = Signal(int)

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = SheetModel(sheet, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(sheet.title)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setAlternatingRowColors(True)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        head.setSectionsClickable(True)
        head.setStretchLastSection(sheet.columns[-1].kind is ColumnKind.TEXT)
        head.setResizeContentsPrecision(_MEASURED)
        head.sortIndicatorChanged.connect(self.model.sort)
        self.table.activated.connect(self._on_activated)
        self._fit(head)
        card = Card(margin=1)
        stack = QStackedWidget()
        stack.addWidget(self.table)
        stack.addWidget(EmptyState("done", _("Nothing to show."), ""))
        stack.setCurrentIndex(0 if len(sheet) else 1)
        card.add(stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(TextLabel(sheet.note, TextRole.MUTED, wraps=True))
        column.addWidget(card, 1)

    def _fit(self, head: QHeaderView) -> None:
        self.table.resizeColumnsToContents()
        for column in range(self.model.columnCount()):
            width = min(max(self.table.columnWidth(column) + GRID, scaled(_NARROWEST)), scaled(_WIDEST))
            head.resizeSection(column, width)

    def _on_activated(self, index: QModelIndex) -> None:
        self.row_chosen.emit(self.model.source_row(index.row()))
