# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The quantities of one district, stope or mineral, or the only ones of a calculation."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from evaluator_app.domain.three_rates import CalculationRow, MethodDefinition, Pooling, Quantity, Unit
from evaluator_app.gui.icons import icon
from evaluator_app.gui.theme import GRID, scaled
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.quantity_field import QuantityField
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

_LONGEST_NAME = 60
_COLUMNS = 2


class RateRow(QWidget):
    """*Signals:* edited(): something is another; remove_requested()."""

    edited = Signal()
    remove_requested = Signal()

    def __init__(self, definition: MethodDefinition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._definition = definition
        self._kind = worded(definition.row)
        self.title = QLineEdit()
        self.title.setMaxLength(_LONGEST_NAME)
        self.unused = QCheckBox(_("Not used, counts 0"))
        self.remove = QToolButton()
        self.remove.setIcon(icon("trash", color_name="muted"))
        self.remove.setIconSize(QSize(scaled(18), scaled(18)))
        self.fields: dict[str, QuantityField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        if definition.pooling is not Pooling.ONE:
            column.addLayout(self._head())
        column.addLayout(self._quantities())
        self.title.textChanged.connect(self.edited)
        self.unused.toggled.connect(self._on_unused_toggled)
        self.remove.clicked.connect(self.remove_requested)

    def number(self, place: int, *, can_go: bool) -> None:
        """Say which row it is, from 1, and whether it may be taken out."""
        name = _("{kind} {number}").format(kind=self._kind, number=place)
        self.title.setPlaceholderText(_("{kind} {number}, name").format(kind=self._kind, number=place))
        self.title.setAccessibleName(_("Name of {row}").format(row=name))
        self.unused.setAccessibleName(_("{row}: not used, counts 0").format(row=name))
        self.remove.setToolTip(_("Take out {row}").format(row=name))
        self.remove.setAccessibleName(_("Take out {row}").format(row=name))
        self.remove.setVisible(can_go)
        for asked in self._definition.inputs:
            label = worded(asked.title)
            self.fields[asked.name].set_name(
                label if self._definition.pooling is Pooling.ONE else _("{row}: {label}").format(row=name, label=label)
            )

    def show_row(self, row: CalculationRow) -> None:
        """Show what was entered before."""
        self.title.setText(row.title)
        self.unused.setChecked(row.is_unused)
        for name, field in self.fields.items():
            quantity = row.quantities.get(name)
            field.set_quantity(quantity.amount if quantity else None, quantity.unit.value if quantity else "")

    def take_units(self, other: RateRow) -> None:
        """Begin with the units of another row."""
        for name, field in self.fields.items():
            field.set_quantity(None, other.fields[name].unit())

    def row(self) -> CalculationRow:
        """Return what is entered; a field left empty is not in it."""
        if self.unused.isChecked():
            return CalculationRow(self.title.text().strip(), is_unused=True)
        given = {
            name: Quantity(amount, Unit(field.unit())) for name, field in self.fields.items() if (amount := field.amount()) is not None
        }
        return CalculationRow(self.title.text().strip(), given)

    def widgets(self) -> tuple[QWidget, ...]:
        """Return everything that takes the keyboard, in the order of the page."""
        quantities = (part for field in self.fields.values() for part in (field.number, field.units))
        return (self.title, self.unused, self.remove, *quantities) if self.title.parent() is not None else tuple(quantities)

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing has been entered."""
        return self.row() == CalculationRow()

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.title, 1)
        line.addWidget(self.unused)
        line.addWidget(self.remove)
        if self._definition.pooling is not Pooling.MEAN:
            self.unused.hide()
        return line

    def _quantities(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        for place, asked in enumerate(self._definition.inputs):
            field = QuantityField([unit.value for unit in asked.units])
            field.edited.connect(self.edited)
            self.fields[asked.name] = field
            grid.addWidget(FormRow(worded(asked.title), field), place // _COLUMNS, place % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        return grid

    def _on_unused_toggled(self, is_unused: bool) -> None:
        for field in self.fields.values():
            field.setEnabled(not is_unused)
        self.edited.emit()
