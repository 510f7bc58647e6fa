# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A field for one exact number with its unit. Used instead of Qt's spin boxes, which know only binary floats."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRectF, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QRegularExpressionValidator, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from evaluator_app.gui.theme import color, scaled

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．。－", "0123456789..-")
_DIGIT = "[0-9０-９]"


class NumberField(QLineEdit):
    """Takes digits, also full-width ones; Up and Down add and take `step`; empty is None, never zero.

    *Signals:* value_entered(object): Enter or leaving the field with another Decimal than before, or None.
    """

    value_entered = Signal(object)

    def __init__(
        self,
        value: Decimal | None = None,
        *,
        unit: str = "",
        decimals: int = 2,
        minimum: Decimal = Decimal(0),
        step: Decimal = Decimal(1),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._unit = unit
        self._minimum = minimum
        self._step = step
        self._entered = value
        sign = "[-－]?" if minimum < 0 else ""
        fraction = rf"([.．。]{_DIGIT}{{0,{decimals}}})?" if decimals else ""
        self.setValidator(QRegularExpressionValidator(QRegularExpression(rf"{sign}{_DIGIT}{{0,12}}{fraction}"), self))
        self.textEdited.connect(self._on_text_edited)
        self.editingFinished.connect(self._on_editing_finished)
        self.set_value(value)

    def value(self) -> Decimal | None:
        """Return the number that stands there, None when there is none."""
        text = self.text().strip().rstrip(".")
        return Decimal(text) if text not in ("", "-") else None

    def set_value(self, value: Decimal | None) -> None:
        """Show a number without a signal; None empties the field."""
        self._entered = value
        self.setText("" if value is None else f"{value:f}")

    def set_unit(self, unit: str) -> None:
        """Show another unit."""
        self._unit = unit
        self._make_room()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QLineEdit.keyPressEvent."""
        way = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if way is None or self.isReadOnly():
            super().keyPressEvent(event)
            return
        stepped = max((self.value() or Decimal(0)) + way * self._step, self._minimum)
        self.setText(f"{stepped:f}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QLineEdit.paintEvent: the unit stands at the right."""
        super().paintEvent(event)
        if self._unit:
            painter = QPainter(self)
            painter.setPen(color("muted"))
            box = QRectF(self.rect()).adjusted(0, 0, -scaled(10), 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._unit)

    def _make_room(self) -> None:
        self.setTextMargins(0, 0, self.fontMetrics().horizontalAdvance(self._unit) + scaled(6) if self._unit else 0, 0)

    def _on_text_edited(self, text: str) -> None:
        if text != (plain := text.translate(_FULL_WIDTH)):
            self.setText(plain)

    def _on_editing_finished(self) -> None:
        value = self.value()
        if value != self._entered:
            self._entered = value
            self.value_entered.emit(value)
