# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Under a value that can be computed: the way to the calculator, and whether the value is what was computed."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.three_rates import Calculation, RateKind, compute, objection
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class CalculationLine(QWidget):
    """*Signals:* calculator_requested()."""

    calculator_requested = Signal()

    def __init__(self, kind: RateKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.button = ActionButton("", kind=ButtonKind.QUIET, icon_name="ruler")
        self.button.clicked.connect(self.calculator_requested)
        self._derived = StateBadge(_("Derived formula"), Tone.UNDETERMINED, icon_name="info")
        self._words = TextLabel("", TextRole.SMALL, wraps=True)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.button)
        line.addWidget(self._derived)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self._words)
        self.show_calculation(None, None)

    def show_calculation(self, calculation: Calculation | None, value: Decimal | None) -> None:
        """Show how a value stands to its calculation."""
        self.button.setText(_("From output and grades …") if calculation is None else _("Open the calculation …"))
        words = None if calculation is None else objection(calculation, value, self._kind)
        self._words.setText("" if words is None else worded(words))
        self._words.set_tone(Tone.VETO if words is not None else None)
        self._words.setVisible(words is not None)
        self._derived.setVisible(calculation is not None and words is None and compute(calculation).is_derived)

    def text(self) -> str:
        """Return what is said against the calculation; "" for nothing."""
        return self._words.text()
