# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The table of assessments: opens by Enter or double click, trashes by Delete, drops columns when it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from evaluator_app.gui.delegates.assessment_delegate import ROW_HEIGHT, AssessmentDelegate
from evaluator_app.gui.models.assessments_model import AssessmentRow, AssessmentsModel, Column
from evaluator_app.gui.theme import scaled
from evaluator_app.i18n import _

_WIDTHS = {Column.STAGE: 108, Column.PROGRESS: 148, Column.VERDICT: 156, Column.POINTS: 116, Column.CHANGED: 128}
_DROPPED_BELOW = {Column.CHANGED: 620, Column.STAGE: 760, Column.PROGRESS: 520}
"""Width of the table, at 14 px text, below which a column goes."""


class AssessmentsTable(QTableView):
    """*Signals:* chosen(str): open the assessment of this id; removed(str): put it into the trash; row_changed()."""

    chosen = Signal(str)
    removed = Signal(str)
    row_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Assessments"))
        self._delegate = AssessmentDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.doubleClicked.connect(self._on_double_clicked)

    def prepare(self) -> None:
        """Size rows and columns, once the model is set."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.MINE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, scaled(width))
        self.verticalHeader().setDefaultSectionSize(scaled(ROW_HEIGHT))
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self._drop_columns()

    def current_row(self) -> AssessmentRow | None:
        """Return the assessment that is selected; None if none is."""
        index = self.currentIndex()
        row: AssessmentRow | None = index.data(AssessmentsModel.ROW_ROLE) if index.isValid() else None
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QTableView.keyPressEvent."""
        row = self.current_row()
        if row and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(row.summary.assessment_id)
        elif row and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(row.summary.assessment_id)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QTableView.mouseMoveEvent: the whole row lights up."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """Override QWidget.leaveEvent."""
        super().leaveEvent(event)
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QTableView.resizeEvent."""
        super().resizeEvent(event)
        self._drop_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: rows and columns grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.model() is not None:
            for column, width in _WIDTHS.items():
                self.setColumnWidth(column, scaled(width))
            self.verticalHeader().setDefaultSectionSize(scaled(ROW_HEIGHT))

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered_row:
            self._delegate.hovered_row = row
            self.viewport().update()

    def _drop_columns(self) -> None:
        for column, least in _DROPPED_BELOW.items():
            self.setColumnHidden(column, self.width() < scaled(least))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        row: AssessmentRow = index.data(AssessmentsModel.ROW_ROLE)
        self.chosen.emit(row.summary.assessment_id)

    def _on_current_row_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.row_changed.emit()
