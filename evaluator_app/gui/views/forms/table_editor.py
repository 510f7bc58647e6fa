# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Rows of a table on a record form: one line of fields a row, a button to add one and one to take one out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.forms.definition import FieldKind, FormField
from evaluator_app.domain.forms.record import FormRecord, FormRow
from evaluator_app.gui.theme import GRID, TOUCH, TextRole, scaled
from evaluator_app.gui.views.forms.answer_fields import AnswerField, Options, answer_field
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

_NARROW = (FieldKind.FLAG, FieldKind.DATE, FieldKind.NUMBER, FieldKind.TIME)


class TableEditor(QWidget):
    """*Signals:* rows_changed(object, bool): the rows now, and whether they go on with the last."""

    rows_changed = Signal(object, bool)

    def __init__(self, field: FormField, options_of: Callable[[FormField], Options], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field, self._options_of = field, options_of
        self._rows: tuple[FormRow, ...] = ()
        self.cells: list[dict[str, AnswerField]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._frame = QWidget()
        self.add_button = ActionButton(_("Add a row"), kind=ButtonKind.QUIET, icon_name="plus")
        self.add_button.setMinimumHeight(scaled(TOUCH))
        self.add_button.clicked.connect(self._on_add_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._frame)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(field.title)
        self._build()

    def show_record(self, record: FormRecord) -> None:
        """Show the rows of a record."""
        rows = record.rows.get(self._field.id, ())
        if rows == self._rows:
            return
        is_longer, self._rows = len(rows) != len(self._rows), rows
        if is_longer:
            self._build()
        for row, cells in zip(rows, self.cells, strict=True):
            for name, cell in cells.items():
                cell.show_answer(row.values.get(name, ""))

    def settle(self) -> None:
        """Hand over what is being typed."""
        for cells in self.cells:
            for cell in cells.values():
                cell.settle()

    def _build(self) -> None:
        """Make a line of fields for each row."""
        old, self._frame = self._frame, QWidget()
        grid = QGridLayout(self._frame)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        self.cells = []
        if self._rows:
            for place, column in enumerate(self._field.columns):
                grid.setColumnStretch(place, 1 if column.kind in _NARROW else 2)
                grid.addWidget(TextLabel(f"{column.title} *" if column.is_required else column.title, TextRole.SMALL), 0, place)
        for number in range(len(self._rows)):
            self.cells.append(self._line(grid, number))
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(old, self._frame)
            self._frame.show()
        old.hide()
        old.deleteLater()

    def _line(self, grid: QGridLayout, number: int) -> dict[str, AnswerField]:
        cells = {}
        for place, column in enumerate(self._field.columns):
            cell = answer_field(replace(column, title="") if column.kind is FieldKind.FLAG else column, self._options_of(column))
            cell.setAccessibleName(_("{column}, row {number}").format(column=column.title, number=number + 1))
            cell.answered.connect(partial(self._on_answered, number, column.id))
            cells[column.id] = cell
            grid.addWidget(cell, number + 1, place)
        remove = ActionButton("", kind=ButtonKind.QUIET, icon_name="close")
        remove.setAccessibleName(_("Take out row {number}").format(number=number + 1))
        remove.setToolTip(remove.accessibleName())
        remove.setFixedWidth(scaled(TOUCH))
        remove.clicked.connect(partial(self._on_remove_clicked, number))
        grid.addWidget(remove, number + 1, len(self._field.columns))
        return cells

    def _on_answered(self, number: int, column: str, value: str | bool, continues: bool) -> None:
        kept = {name: old for name, old in self._rows[number].values.items() if name != column}
        row = FormRow({**kept, column: value} if value else kept)
        self._rows = (*self._rows[:number], row, *self._rows[number + 1 :])
        self.rows_changed.emit(self._rows, continues)

    def _on_add_clicked(self) -> None:
        self.settle()
        self._set_rows((*self._rows, FormRow()))
        if self.cells and self.cells[-1]:
            next(iter(self.cells[-1].values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _on_remove_clicked(self, number: int) -> None:
        self.settle()
        self._set_rows((*self._rows[:number], *self._rows[number + 1 :]))
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_rows(self, rows: tuple[FormRow, ...]) -> None:
        self._rows = rows
        self._build()
        for row, cells in zip(rows, self.cells, strict=True):
            for name, cell in cells.items():
                cell.show_answer(row.values.get(name, ""))
        self.rows_changed.emit(rows, False)
