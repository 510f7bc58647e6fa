# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The places of a mine in the order in which they are walked, each with a tick for the route of the day."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from evaluator_app.domain.walking import Stop, StopKind
from evaluator_app.gui.models.indicator_row import counts_words
from evaluator_app.gui.theme import ROW, scaled
from evaluator_app.i18n import _

_SET_IN = "　"


class PlacesTable(QTableWidget):
    """*Signals:* ticked(): other places are on the route; renamed(str, str): id of a place and the name it is to have."""

    ticked = Signal()
    renamed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 2, parent)
        self._stops: tuple[Stop, ...] = ()
        self.setHorizontalHeaderLabels([_("Place"), _("Items")])
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(_("Places"))
        self.itemChanged.connect(self._on_item_changed)

    def show_stops(self, stops: Sequence[Stop], on_route: Collection[str]) -> None:
        """Show places; the one at hand stays at hand."""
        kept = self.current_stop()
        self._stops = tuple(stops)
        self.blockSignals(True)
        self.setRowCount(len(stops))
        for row, stop in enumerate(stops):
            self.setItem(row, 0, _title_cell(stop, ticked=stop.id in on_route))
            cell = QTableWidgetItem(_state(stop))
            cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.setItem(row, 1, cell)
            self.setRowHeight(row, max(scaled(ROW), self.fontMetrics().height() + scaled(14)))
        self.blockSignals(False)
        self.select(kept.id if kept else "")

    def select(self, place: str) -> None:
        """Go to a place, to the first where it is not there."""
        rows = [row for row, stop in enumerate(self._stops) if stop.id == place] or [0]
        self.setCurrentCell(rows[0], 0)

    def current_stop(self) -> Stop | None:
        """Return the place at hand; None for none."""
        row = self.currentRow()
        return self._stops[row] if 0 <= row < len(self._stops) else None

    def ticks(self) -> tuple[str, ...]:
        """Return the ids of the places on the route, in their order."""
        cells = ((self.item(row, 0), stop) for row, stop in enumerate(self._stops))
        return tuple(stop.id for cell, stop in cells if cell is not None and cell.checkState() is Qt.CheckState.Checked)

    def tick_all(self, *, ticks: bool) -> None:
        """Tick all places, or none."""
        self.blockSignals(True)
        for row in range(self.rowCount()):
            if cell := self.item(row, 0):
                cell.setCheckState(Qt.CheckState.Checked if ticks else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.ticked.emit()

    def begin_renaming(self) -> None:
        """Let the name of the place at hand be typed."""
        self.setFocus()
        if cell := self.item(self.currentRow(), 0):
            self.editItem(cell)

    def sizeHint(self) -> QSize:
        """Override QTableWidget.sizeHint."""
        return QSize(scaled(460), scaled(380))

    def _on_item_changed(self, item: QTableWidgetItem) -> None:
        stop = self._stops[item.row()]
        title = item.text().strip()
        if item.column() == 0 and title != stop.title:
            self.renamed.emit(stop.id, title)
        else:
            self.ticked.emit()


def _title_cell(stop: Stop, *, ticked: bool) -> QTableWidgetItem:
    cell = QTableWidgetItem((_SET_IN if stop.depth else "") + stop.title)
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
    cell.setFlags(flags | Qt.ItemFlag.ItemIsEditable if stop.kind is StopKind.OWN_PLACE else flags)
    cell.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    return cell


def _state(stop: Stop) -> str:
    counts = counts_words(stop.counts)
    if not stop.is_visited:
        return _("{counts} · not been here").format(counts=counts)
    return _("{counts} · {left} to look at here").format(counts=counts, left=stop.to_look_at)
