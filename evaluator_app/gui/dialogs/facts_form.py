# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The facts of the mine that the rules depend on, as the template asks for them; each only where it matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from evaluator_app.domain.completeness import fits
from evaluator_app.domain.template import FactDefinition, FactKind
from evaluator_app.gui.dialogs.date_field import DateField
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.i18n import _

Facts = dict[str, "str | bool"]


class FactsForm(QWidget):
    """A fact with a condition is shown once the condition holds. What is hidden keeps its answer but does not count.

    *Signals:* edited(): an answer was finished.
    """

    edited = Signal()

    def __init__(self, definitions: Sequence[FactDefinition] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._definitions: tuple[FactDefinition, ...] = ()
        self._settled: Facts = {}
        self._remembered: Facts = {}
        self.rows: dict[str, FormRow] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(GRID + 4)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.set_definitions(definitions)

    def set_definitions(self, definitions: Sequence[FactDefinition]) -> None:
        """Ask for these facts; answers to facts of the same id stay."""
        asked = tuple(fact for fact in definitions if fact.settled is None)
        settled = {fact.id: fact.settled for fact in definitions if fact.settled is not None}
        if (asked, settled) == (self._definitions, self._settled):
            return
        self._remember()
        for row in self.rows.values():
            self._grid.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._definitions, self._settled = asked, settled
        self.rows = {fact.id: self._row(fact) for fact in self._definitions}
        self.set_facts(self._remembered)

    def set_facts(self, facts: Mapping[str, str | bool]) -> None:
        """Show these answers."""
        self._remembered = dict(facts)
        for fact in self._definitions:
            _show(self.rows[fact.id].field, facts.get(fact.id))
        self._arrange()

    def facts(self) -> Facts:
        """Return the answers to what is asked."""
        given = self._given()
        return {fact.id: given[fact.id] for fact in self._definitions if fact.id in given and self._is_asked(fact, given)}

    def check(self) -> bool:
        """Say at each number or date that is none what is wrong; True if all is well."""
        given, is_well = self.facts(), True
        wrongs = {FactKind.NUMBER: _("This is not a number."), FactKind.DATE: _("This is not a date, such as 2026-05-12.")}
        for fact in self._definitions:
            is_wrong = fact.kind in wrongs and fact.id in given and not fits(fact, given[fact.id])
            self.rows[fact.id].set_error(wrongs[fact.kind] if is_wrong else "")
            is_well = is_well and not is_wrong
        return is_well

    def _given(self) -> Facts:
        values = {fact.id: _value(self.rows[fact.id].field) for fact in self._definitions}
        return {name: value for name, value in values.items() if value is not None}

    def _remember(self) -> None:
        if self.rows:
            self._remembered |= self._given()

    def _row(self, fact: FactDefinition) -> FormRow:
        label = f"{fact.title}（{fact.unit}）" if fact.unit else fact.title
        field: QWidget
        if fact.kind is FactKind.CHOICE:
            field = QComboBox()
            field.addItem(_("Not known yet"), "")
            for option in fact.options:
                field.addItem(option.title, option.id)
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.activated.connect(self._on_edited)
        elif fact.kind is FactKind.FLAG:
            segments = (("", _("Unknown")), ("yes", _("Yes")), ("no", _("No")))
            field = SegmentedControl(segments, "", name=fact.title)
            field.segment_chosen.connect(self._on_edited)
        else:
            field = DateField() if fact.kind is FactKind.DATE else QLineEdit()
            if fact.kind is FactKind.NUMBER:
                field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.editingFinished.connect(self._on_edited)
        return FormRow(label, field, hint=fact.hint)

    def _arrange(self) -> None:
        """Show what is asked, in two columns."""
        given = self._given()
        shown = [self.rows[fact.id] for fact in self._definitions if self._is_asked(fact, given)]
        for row in self.rows.values():
            self._grid.removeWidget(row)
            if row not in shown:
                row.hide()
        for number, row in enumerate(shown):
            self._grid.addWidget(row, number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
            row.show()
        previous: QWidget | None = None
        for row in shown:
            if previous is not None:
                QWidget.setTabOrder(previous, row.field)
            previous = row.field

    def _is_asked(self, fact: FactDefinition, given: Facts) -> bool:
        return fact.asked_when is None or fact.asked_when.holds({**given, **self._settled}) is True

    def _on_edited(self) -> None:
        self._arrange()
        self.check()
        self.edited.emit()


def _value(field: QWidget) -> str | bool | None:
    if isinstance(field, QComboBox):
        return str(field.currentData()) or None
    if isinstance(field, SegmentedControl):
        return {"yes": True, "no": False}.get(field.current())
    return (field.text().strip() or None) if isinstance(field, QLineEdit) else None


def _show(field: QWidget, value: str | bool | None) -> None:
    if isinstance(field, QComboBox):
        field.setCurrentIndex(max(0, field.findData(value or "")))
    elif isinstance(field, SegmentedControl):
        field.set_current("" if not isinstance(value, bool) else "yes" if value else "no")
    elif isinstance(field, QLineEdit):
        field.setText(value if isinstance(value, str) else "")
