# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""All rows of a calculation by one method; rows are added and taken out where the method takes several."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.domain.three_rates import METHODS, Calculation, CalculationRow, Method, Pooling
from evaluator_app.gui.dialogs.rate_row import RateRow
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.number_field import NumberField
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class RateRows(QWidget):
    """Rows left blank do not count as long as another one is there.

    *Signals:* edited(): something is another; row_added(QWidget): a row to be brought into sight.
    """

    edited = Signal()
    row_added = Signal(QWidget)

    def __init__(self, method: Method, rows: tuple[CalculationRow, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.method = method
        self._definition = METHODS[method]
        self.rows: list[RateRow] = []
        words = _("Add a row: {kind}").format(kind=worded(self._definition.row))
        self.add_button = ActionButton(words, kind=ButtonKind.QUIET, icon_name="plus")
        self.add_button.clicked.connect(self._on_add_clicked)
        if self._definition.pooling is Pooling.ONE:
            self.add_button.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(2 * GRID + 4)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(self._column)
        column.addLayout(foot)
        for row in rows or (CalculationRow(),):
            self._add().show_row(row)
        self._show_numbers()

    def calculation(self) -> Calculation:
        """Return what is entered."""
        given = [row.row() for row in self.rows if not row.is_blank]
        return Calculation(self.method, tuple(given) or (CalculationRow(),))

    def focus_first(self) -> None:
        """Put the keyboard into the first number."""
        next(iter(self.rows[0].fields.values())).number.setFocus()

    def fields(self) -> tuple[QWidget, ...]:
        """Return everything that takes the keyboard, in the order of the page."""
        return (*(field for row in self.rows for field in row.widgets()), self.add_button)

    def next_number(self) -> QWidget | None:
        """Return the number that comes after the field with the keyboard; None after the last."""
        fields = self.fields()
        here = next((place for place, field in enumerate(fields) if field.hasFocus()), -1)
        return next((field for field in fields[here + 1 :] if isinstance(field, NumberField) and field.isEnabled()), None)

    def _add(self) -> RateRow:
        row = RateRow(self._definition)
        if self.rows:
            row.take_units(self.rows[-1])
        self.rows.append(row)
        self._column.addWidget(row)
        row.edited.connect(self.edited)
        row.remove_requested.connect(self._on_remove_requested)
        return row

    def _show_numbers(self) -> None:
        for place, row in enumerate(self.rows, start=1):
            row.number(place, can_go=len(self.rows) > 1)

    def _on_add_clicked(self) -> None:
        row = self._add()
        self._show_numbers()
        self.row_added.emit(row)
        row.title.setFocus()
        self.edited.emit()

    def _on_remove_requested(self) -> None:
        row = next((row for row in self.rows if row is self.sender()), None)
        if row is None or len(self.rows) == 1:
            return
        place = self.rows.index(row)
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._show_numbers()
        self.rows[max(place - 1, 0)].title.setFocus()
        self.edited.emit()
