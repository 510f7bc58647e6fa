# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A field for an amount with a choice of units; where there is one unit only, it stands in the field."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from evaluator_app.gui.theme import GRID, scaled
from evaluator_app.gui.widgets.number_field import NumberField
from evaluator_app.i18n import _

_DECIMALS = 9


class _UnitBox(QComboBox):
    """Is not turned by a wheel that was meant for the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Override QComboBox.wheelEvent."""
        event.ignore()


class QuantityField(QWidget):
    """Empty is None, never zero. *Signals:* edited(): amount or unit is another."""

    edited = Signal()

    def __init__(self, units: Sequence[str], *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = NumberField(unit=units[0] if len(units) == 1 else "", decimals=_DECIMALS)
        self.units = _UnitBox()
        self.units.addItems(list(units))
        self.units.setMinimumWidth(scaled(86))
        self.setFocusProxy(self.number)
        self.set_name(name)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID // 2)
        line.addWidget(self.number, 1)
        line.addWidget(self.units)
        self.units.setVisible(len(units) > 1)
        self.number.textChanged.connect(self.edited)
        self.units.currentIndexChanged.connect(self.edited)

    def set_name(self, name: str) -> None:
        """Name both fields for screen readers."""
        self.number.setAccessibleName(name)
        self.units.setAccessibleName(_("Unit of {name}").format(name=name))

    def amount(self) -> Decimal | None:
        """Return the amount, None when there is none."""
        return self.number.value()

    def unit(self) -> str:
        """Return the unit chosen."""
        return self.units.currentText()

    def set_quantity(self, amount: Decimal | None, unit: str) -> None:
        """Show an amount and its unit; a unit that is not offered leaves the one chosen."""
        self.units.setCurrentIndex(max(self.units.findText(unit), 0) if unit else self.units.currentIndex())
        self.number.set_value(amount)
