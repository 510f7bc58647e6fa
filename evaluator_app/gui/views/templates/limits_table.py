# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The rows of one table of limits: condition, limit, level, source, confidence; a gap is shown as a gap."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.template import Template
from evaluator_app.domain.terms import term
from evaluator_app.domain.thresholds import ThresholdRow, ThresholdTable
from evaluator_app.gui.icons import icon
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.rule_words import CONFIDENCE_LOOKS, condition_words, in_force, source_name
from evaluator_app.gui.theme import ROW, scaled, tone_color
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

_MOST_HIGH = 14
"""Rows that are shown before the table scrolls."""


def limit_words(table: ThresholdTable, row: ThresholdRow) -> str:
    """Return the limit of a row; that there is none, where none is on file."""
    if row.low is None:
        return _("not on file")
    span = decimal_text(row.low) if row.high in (None, row.low) else f"{decimal_text(row.low)}–{decimal_text(row.high or row.low)}"
    return f"{'≤' if table.is_maximum else '≥'} {span} {table.unit}"


class LimitsTable(QTableWidget):
    """*Signals:* row_chosen(str): table and id of a row, with a blank between."""

    row_chosen = Signal(str)

    def __init__(self, template: Template, table: ThresholdTable, parent: QWidget | None = None) -> None:
        super().__init__(len(table.rows), 5, parent)
        self._table = table
        self._has_levels = any(row.level for row in table.rows)
        self.setColumnHidden(2, not self._has_levels)
        self.setHorizontalHeaderLabels([_("For which mines"), _("Limit"), _("Level"), _("Source"), _("Confidence")])
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(table.title)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for number, row in enumerate(table.rows):
            self._fill(number, row, template)
        self.itemSelectionChanged.connect(self._on_selected)

    def select(self, target: str) -> None:
        """Select a row without telling."""
        self.blockSignals(True)
        for number, row in enumerate(self._table.rows):
            if f"{self._table.id} {row.id}" == target:
                self.selectRow(number)
        self.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: the texts share what the figures leave."""
        super().resizeEvent(event)
        limit, level, confidence = scaled(96), scaled(80 if self._has_levels else 0), scaled(112)
        rest = max(self.viewport().width() - limit - level - confidence, scaled(160))
        for column, width in enumerate((rest * 2 // 5, limit, level, rest - rest * 2 // 5, confidence)):
            self.setColumnWidth(column, width)
        self.resizeRowsToContents()
        for number in range(self.rowCount()):
            self.setRowHeight(number, self.rowHeight(number) + scaled(10))
        heights = [self.rowHeight(number) for number in range(min(self.rowCount(), _MOST_HIGH))]
        self.setFixedHeight(self.horizontalHeader().height() + sum(heights) + scaled(4))

    def _fill(self, number: int, row: ThresholdRow, template: Template) -> None:
        source = row.provenance
        condition = row.condition_text or condition_words(row.when, template) or _("All mines")
        tone, icon_name = CONFIDENCE_LOOKS[source.confidence]
        limit = QTableWidgetItem(limit_words(self._table, row))
        if row.low is None:
            limit.setIcon(icon("undetermined", Tone.UNDETERMINED))
            limit.setForeground(tone_color(Tone.UNDETERMINED))
        confidence = QTableWidgetItem(icon(icon_name, tone), worded(term(source.confidence)).partition("，")[0].partition(",")[0])
        confidence.setForeground(tone_color(tone))
        document = QTableWidgetItem("  ".join(filter(None, (source_name(source), source.clause))))
        level = QTableWidgetItem(worded(term(row.level)) if row.level else "–")
        for column, item in enumerate((QTableWidgetItem(condition), limit, level, document, confidence)):
            notes = (item.text(), condition_words(row.when, template) if column == 0 else "", in_force(source), source.note)
            item.setToolTip("\n".join(dict.fromkeys(filter(None, notes))))
            self.setItem(number, column, item)
        self.verticalHeader().setMinimumSectionSize(scaled(ROW))

    def _on_selected(self) -> None:
        rows = self.selectionModel().selectedRows()
        if rows:
            self.row_chosen.emit(f"{self._table.id} {self._table.rows[rows[0].row()].id}")
