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
from evaluator_app.gui.rule_words import CONFIDENCE_LOOKS, condition_words, in_force, short_term, source_name
from evaluator_app.gui.theme import scaled, tone_color
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

_NARROW = 560
"""Width, at 14 px text, under which there is no room for columns of their own for level and confidence."""
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
        self._template = template
        self._table = table
        self._is_compact: bool | None = None
        self._has_levels = any(row.level for row in table.rows)
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
        is_compact = self.viewport().width() < scaled(_NARROW)
        if is_compact is not self._is_compact:
            self._is_compact = is_compact
            self._refill()
        limit = scaled(104 if is_compact else 96)
        level = scaled(80 if self._has_levels and not is_compact else 0)
        confidence = scaled(0 if is_compact else 112)
        rest = max(self.viewport().width() - limit - level - confidence, scaled(160))
        for column, width in enumerate((rest * 3 // 8, limit, level, rest - rest * 3 // 8, confidence)):
            self.setColumnWidth(column, width)
        self.resizeRowsToContents()
        for number in range(self.rowCount()):
            self.setRowHeight(number, self.rowHeight(number) + scaled(10))
        heights = [self.rowHeight(number) for number in range(min(self.rowCount(), _MOST_HIGH))]
        self.setFixedHeight(self.horizontalHeader().height() + sum(heights) + scaled(4))

    def _refill(self) -> None:
        """Show every row; where it is narrow, the level stands under the limit and the confidence under the source."""
        self.setColumnHidden(2, not self._has_levels or bool(self._is_compact))
        self.setColumnHidden(4, bool(self._is_compact))
        for number, row in enumerate(self._table.rows):
            self._fill(number, row)

    def _fill(self, number: int, row: ThresholdRow) -> None:
        source, rule = row.provenance, condition_words(row.when, self._template)
        tone, icon_name = CONFIDENCE_LOOKS[source.confidence]
        known, level = short_term(source.confidence), worded(term(row.level)) if row.level else ""
        document = "  ".join(filter(None, (source_name(source), source.clause)))
        limit = limit_words(self._table, row)
        if self._is_compact:
            limit, document = "\n".join(filter(None, (limit, level))), "\n".join(filter(None, (document, known)))
        texts = (row.condition_text or rule or _("All mines"), limit, level or "–", document, known)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            notes = (text, rule if column == 0 else "", in_force(source), source.note)
            item.setToolTip("\n".join(dict.fromkeys(filter(None, notes))))
            self.setItem(number, column, item)
        self._mark(number, 3 if self._is_compact else 4, tone, icon_name)
        if row.low is None:
            self._mark(number, 1, Tone.UNDETERMINED, "undetermined")

    def _mark(self, number: int, column: int, tone: Tone, icon_name: str) -> None:
        item = self.item(number, column)
        if item is not None:
            item.setIcon(icon(icon_name, tone))
            if column != 3:
                item.setForeground(tone_color(tone))

    def _on_selected(self) -> None:
        rows = self.selectionModel().selectedRows()
        if rows:
            self.row_chosen.emit(f"{self._table.id} {self._table.rows[rows[0].row()].id}")
