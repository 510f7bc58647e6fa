# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The values of an item or part: one row per input that its criterion asks for."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Answer
from evaluator_app.domain.changes import record_answer
from evaluator_app.domain.criteria import InputField, InputKind
from evaluator_app.domain.exact import ZERO
from evaluator_app.domain.three_rates import Calculation, RateKind
from evaluator_app.gui.dialogs.rate_dialog import RateDialog
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.item.calculation_line import CalculationLine
from evaluator_app.gui.views.item.settled_line import SettledLine
from evaluator_app.gui.views.item.value_field import ValueField
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

Drafts = MutableMapping[tuple[str, str, str], str]
"""What was typed and is no number, by item, part and input."""

SHOWN_KINDS = (InputKind.NUMBER, InputKind.COUNT, InputKind.CHOICE, InputKind.TEXT)


class ValueForm(QWidget):
    """Numbers and words in two columns; each is saved by itself."""

    def __init__(
        self, session: Session, target: str, path: str, inputs: tuple[InputField, ...], drafts: Drafts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._target, self._path, self._drafts = session, target, path, drafts
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID + 4)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.rows: dict[str, FormRow] = {}
        self.calculations: dict[str, CalculationLine] = {}
        for place, asked in enumerate(field for field in inputs if field.kind in SHOWN_KINDS):
            row = self._row(asked)
            self.rows[asked.name] = row
            self._grid.addLayout(self._place(asked, row), place // 2, place % 2)

    def refresh(self) -> None:
        """Show what is recorded now."""
        answer = self._answer()
        for name, row in self.rows.items():
            field = row.field
            if isinstance(field, ValueField):
                field.show_value(answer.values.get(name))
            elif isinstance(field, SettledLine):
                field.show_text(answer.choices.get(name, ""))
            elif isinstance(field, QComboBox):
                field.setCurrentIndex(max(field.findData(answer.choices.get(name, "")), 0))
        for name, line in self.calculations.items():
            line.show_calculation(answer.calculations.get(name), answer.values.get(name))

    def settle(self) -> None:
        """Hand over what is being typed."""
        for row in self.rows.values():
            if isinstance(row.field, (ValueField, SettledLine)):
                row.field.settle()

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        for row in self.rows.values():
            row.field.setFocus()
            return

    def _row(self, asked: InputField) -> FormRow:
        field: ValueField | SettledLine | QComboBox
        if asked.kind is InputKind.CHOICE:
            field = self._choice(asked)
        elif asked.kind is InputKind.TEXT:
            field = SettledLine()
            field.text_settled.connect(partial(self._on_text_settled, asked.name))
        else:
            is_count = asked.kind is InputKind.COUNT
            field = ValueField(asked.unit, whole=is_count, least=ZERO if is_count else None)
            field.value_entered.connect(partial(self._on_value_entered, asked.name))
        label = worded(asked.label)
        row = FormRow(_("{label} (if needed)").format(label=label) if asked.is_optional else label, field)
        if isinstance(field, ValueField):
            field.judged.connect(row.set_error)
            field.judged.connect(partial(self._keep_draft, asked.name, field))
            if draft := self._drafts.get((self._target, self._path, asked.name)):
                field.show_draft(draft)
        return row

    def _place(self, asked: InputField, row: FormRow) -> QVBoxLayout:
        """Return a row with the way to the calculator under it, where the value is a rate that can be computed."""
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(row)
        if asked.rate is not None:
            line = CalculationLine(asked.rate)
            line.calculator_requested.connect(partial(self._open_calculator, asked, asked.rate))
            self.calculations[asked.name] = line
            column.addWidget(line)
        column.addStretch(1)
        return column

    def _choice(self, asked: InputField) -> QComboBox:
        field = QComboBox()
        field.addItem(_("Choose …"), "")
        for key, title in asked.options:
            field.addItem(title, key)
        field.activated.connect(partial(self._on_choice_activated, asked.name, field))
        return field

    def _keep_draft(self, name: str, field: ValueField, mistake: str) -> None:
        key = (self._target, self._path, name)
        if mistake:
            self._drafts[key] = field.text()
        else:
            self._drafts.pop(key, None)

    def _on_value_entered(self, name: str, value: Decimal | None, continues: bool) -> None:
        answer = self._answer()
        if value is None:
            self._record(_without_value(answer, name), continues)
        else:
            self._record(replace(answer, values={**answer.values, name: value}), continues)

    def _on_text_settled(self, name: str, text: str, continues: bool) -> None:
        answer = self._answer()
        words = {key: word for key, word in answer.choices.items() if key != name}
        self._record(replace(answer, choices={**words, name: text} if text else words), continues)

    def _on_choice_activated(self, name: str, field: QComboBox, index: int) -> None:
        self._on_text_settled(name, str(field.itemData(index)), False)

    def _open_calculator(self, asked: InputField, kind: RateKind) -> None:
        self.settle()
        answer = self._answer()
        known = answer.calculations.get(asked.name)
        industry = str(self._session.template.facts_of(self._session.assessment.mine.facts).get("industry", ""))
        dialog = RateDialog(worded(asked.label), kind, known, answer.values.get(asked.name), industry, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken_over.connect(partial(self._on_taken_over, asked.name))
        dialog.removed.connect(partial(self._on_calculation_removed, asked.name))
        dialog.open()

    def _on_taken_over(self, name: str, calculation: Calculation, value: Decimal) -> None:
        answer = self._answer()
        values, calculations = {**answer.values, name: value}, {**answer.calculations, name: calculation}
        self._record(replace(answer, values=values, calculations=calculations), False)

    def _on_calculation_removed(self, name: str) -> None:
        answer = self._answer()
        kept = {key: calculation for key, calculation in answer.calculations.items() if key != name}
        self._record(replace(answer, calculations=kept), False)

    def _answer(self) -> Answer:
        return self._session.assessment.answer(self._target, self._path)

    def _record(self, answer: Answer, continues: bool) -> None:
        self._session.do(record_answer(self._session.assessment, self._target, self._path, answer), continues=continues)


def _without_value(answer: Answer, name: str) -> Answer:
    """Return an answer without a value, and without the calculation it came from."""
    values = {key: number for key, number in answer.values.items() if key != name}
    return replace(answer, values=values, calculations={key: kept for key, kept in answer.calculations.items() if key != name})
