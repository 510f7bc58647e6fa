# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Offers the mean of a measurement as the value of the item it was made for: by a click, as an act of its own, never silently."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evaluator_app.domain.changes import record_answer
from evaluator_app.domain.criteria import InputField, InputKind
from evaluator_app.domain.entry import EntryPart, entry_parts
from evaluator_app.domain.forms.summary import FormSummary
from evaluator_app.domain.template import Indicator
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TOUCH, scaled
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class ValueOffer(QWidget):
    """One button for each value of the item that has the unit of the measurement and is another than the mean."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.buttons: list[ActionButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)

    def show_summary(self, summary: FormSummary) -> None:
        """Offer what the form measures now."""
        for button in self.buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for result in summary.results:
            if result.value is not None and result.unit:
                self._offer(summary.record.target, result.value, result.unit)
        self.setVisible(bool(self.buttons))

    def _offer(self, target: str, value: Decimal, unit: str) -> None:
        item = self._session.item(target)
        if not isinstance(item, Indicator):
            return
        assessment, template = self._session.assessment, self._session.template
        for part in entry_parts(item, template.facts_of(assessment.mine.facts), template.tables_by_id(assessment.day)):
            for asked in part.inputs:
                is_asked = asked.kind is InputKind.NUMBER and asked.unit == unit
                if is_asked and assessment.answer(target, part.path).values.get(asked.name) != value:
                    self._add(target, part, asked, value)

    def _add(self, target: str, part: EntryPart, asked: InputField, value: Decimal) -> None:
        named = " ".join(filter(None, (part.title if part.path else "", worded(asked.label))))
        words = _("Record {value} {unit} as “{name}”").format(value=f"{value:f}", unit=asked.unit, name=named)
        button = ActionButton(words, icon_name="ruler")
        button.setMinimumHeight(scaled(TOUCH))
        button.clicked.connect(partial(self._on_taken, target, part.path, asked.name, value))
        self._column.addWidget(button)
        self.buttons.append(button)

    def _on_taken(self, target: str, path: str, name: str, value: Decimal) -> None:
        answer = self._session.assessment.answer(target, path)
        calculations = {key: kept for key, kept in answer.calculations.items() if key != name}
        taken = replace(answer, values={**answer.values, name: value}, calculations=calculations)
        self._session.do(record_answer(self._session.assessment, target, path, taken))
