# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The table of the program: rows as high as their words need, points to the right, a state shown in its tone.

    table = LedgerTable([LedgerColumn(), LedgerColumn(numeric=True), LedgerColumn(stretch=3), LedgerColumn(numeric=True)])
    table.set_model(model)              any QAbstractItemModel; column n is drawn as the nth LedgerColumn says

Roles it draws besides DisplayRole, DecorationRole and FontRole: TONE_ROLE, a Tone that colors the words of a cell;
DETAIL_ROLE, a second, quieter paragraph under the words.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QStyleOptionHeader, QTableView, QWidget

from evaluator_app.gui.painting import paint_focus_ring
from evaluator_app.gui.theme import scaled
from evaluator_app.gui.widgets.ledger_delegate import DETAIL_ROLE, TONE_ROLE, LedgerColumn, LedgerDelegate

__all__ = ["DETAIL_ROLE", "TONE_ROLE", "LedgerColumn", "LedgerTable"]


class _LedgerHeader(QHeaderView):
    """The head of a numeric column stands to the right, like its figures."""

    def __init__(self, columns: tuple[LedgerColumn, ...], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = columns

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:
        """Override QHeaderView.initStyleOptionForIndex."""
        super().initStyleOptionForIndex(option, logicalIndex)
        numeric = logicalIndex < len(self._columns) and self._columns[logicalIndex].numeric
        across = Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft
        option.textAlignment = across | Qt.AlignmentFlag.AlignVCenter


class LedgerTable(QTableView):
    """Whole rows are selected. With `fits_rows` it is as high as all its rows, so that the page scrolls and not the table.

    *Signals:* row_activated(int): Enter or double click; removal_requested(int): Delete; row_selected(int): -1 for none.
    """

    row_activated = Signal(int)
    removal_requested = Signal(int)
    row_selected = Signal(int)

    def __init__(self, columns: Sequence[LedgerColumn], *, fits_rows: bool = True, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._fits_rows = fits_rows
        self._settling = self._is_due = False
        self._followed: QAbstractItemModel | None = None
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setItemDelegate(LedgerDelegate(self._columns, self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(scaled(30))
        header = _LedgerHeader(self._columns, self)
        self.setHorizontalHeader(header)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(scaled(40))
        if fits_rows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.settle)

    def set_model(self, model: QAbstractItemModel) -> None:
        """Show the rows of a model and follow its changes."""
        if self._followed is not None:
            for signal in _changes(self._followed):
                signal.disconnect(self._on_model_changed)
        self._followed = model
        self.setModel(model)
        for signal in _changes(model):
            signal.connect(self._on_model_changed)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self.settle()

    def select_row(self, row: int) -> None:
        """Select a row and bring it into sight."""
        self.selectRow(row)
        self.scrollTo(self.model().index(row, 0))

    def settle(self) -> None:
        """Share out the width among the columns and fit the rows' heights to their words."""
        if self.model() is None or self._settling:
            return
        self._is_due = not self.isVisible()  # then it is done when it is shown
        if self._is_due:
            return
        self._timer.stop()
        self._settling = True
        header = self.horizontalHeader()
        room = self.viewport().width()
        fixed = {n: self._natural_width(n) for n, column in enumerate(self._columns) if not column.stretch}
        shares = sum(column.stretch for column in self._columns)
        rest = max(room - sum(fixed.values()), scaled(60) * shares)
        for n, column in enumerate(self._columns):
            header.setSectionResizeMode(n, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(n, fixed[n] if n in fixed else rest * column.stretch // shares)
        self.resizeRowsToContents()
        self._settling = False
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        if not self._fits_rows:
            return super().sizeHint()
        head = 0 if self.horizontalHeader().isHidden() else self.horizontalHeader().sizeHint().height()
        return QSize(scaled(320), head + self.verticalHeader().length() + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(scaled(200), self.sizeHint().height() if self._fits_rows else scaled(120))

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent."""
        super().showEvent(event)
        if self._is_due or self._timer.isActive():
            self.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: other widths, other heights."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.settle()

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: another text size, other heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.verticalHeader().setMinimumSectionSize(scaled(30))
            self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        row = self.currentIndex().row()
        if row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.row_activated.emit(row)
        elif row >= 0 and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_requested.emit(row)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseDoubleClickEvent."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.row_activated.emit(index.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: the ring shows where the keyboard is."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            row = self.currentIndex().row()
            box = self.viewport().rect()
            if row >= 0:
                box.setTop(self.rowViewportPosition(row))
                box.setHeight(self.rowHeight(row) - 1)
            paint_focus_ring(painter, box.toRectF(), 4)

    def _natural_width(self, column: int) -> int:
        header = self.horizontalHeader().sectionSizeHint(column)
        return min(max(self.sizeHintForColumn(column), header), scaled(self._columns[column].at_most))

    def _on_model_changed(self) -> None:
        self._timer.start()

    def _on_current_row_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        self.row_selected.emit(current.row())
        self.viewport().update()


def _changes(model: QAbstractItemModel) -> tuple[SignalInstance, ...]:
    return (model.rowsInserted, model.rowsRemoved, model.modelReset, model.layoutChanged, model.dataChanged)
