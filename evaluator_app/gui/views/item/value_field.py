# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A field for a measured or counted number: says in a sentence what is wrong and keeps what was typed."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from evaluator_app.domain.exact import decimal_text, parse_decimal
from evaluator_app.gui.theme import color, scaled
from evaluator_app.gui.views.item.settled_edit import REST_MS
from evaluator_app.i18n import _

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．。－，％", "0123456789..-,%")


class ValueField(QLineEdit):
    """Empty is None, never zero.

    *Signals:* value_entered(object, bool): another Decimal than before, or None, and whether it goes on with the last one;
    judged(str): what is wrong with what stands there, "" when nothing is.
    """

    value_entered = Signal(object, bool)
    judged = Signal(str)

    def __init__(
        self,
        unit: str = "",
        *,
        whole: bool = False,
        least: Decimal | None = None,
        most: Decimal | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._unit, self._whole, self._least, self._most = unit, whole, least, most
        self._known: Decimal | None = None
        self._continues = False
        if unit:
            self.setTextMargins(0, 0, self.fontMetrics().horizontalAdvance(unit) + scaled(6), 0)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.settle)
        self.textEdited.connect(self._on_text_edited)
        self.editingFinished.connect(self._on_editing_finished)

    def show_value(self, value: Decimal | None) -> None:
        """Show a number from outside; a number being typed stays, and an invalid text as long as no number takes its place."""
        if self._rest.isActive() or value == self._known:
            return
        self._known, self._continues = value, False
        if value is None and self.mistake():
            return
        self.setText("" if value is None else decimal_text(value))
        self.judged.emit("")

    def show_draft(self, text: str) -> None:
        """Show again what was typed and is no number."""
        self.setText(text)
        self.judged.emit(self.mistake())

    def mistake(self) -> str:
        """Return what is wrong with what stands there; "" when nothing is."""
        text = self._plain()
        if not text:
            return ""
        try:
            value = parse_decimal(text)
        except ValueError:
            return _("“{text}” is not a number that can be used; it is kept here but not counted.").format(text=self.text().strip())
        if self._whole and value != value.to_integral_value():
            return _("A whole number is expected here.")
        if self._least is not None and value < self._least:
            return _("At least {least} is expected here.").format(least=decimal_text(self._least))
        if self._most is not None and value > self._most:
            return _("At most {most} is expected here.").format(most=decimal_text(self._most))
        return ""

    def settle(self) -> None:
        """Hand over what has been typed if it is a number."""
        self._rest.stop()
        mistake = self.mistake()
        self.judged.emit(mistake)
        if mistake:
            return
        text = self._plain()
        value = parse_decimal(text) if text else None
        if value != self._known:
            self._known = value
            continues, self._continues = self._continues, True
            self.value_entered.emit(value, continues)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QLineEdit.paintEvent: the unit stands at the right."""
        super().paintEvent(event)
        if self._unit:
            painter = QPainter(self)
            painter.setPen(color("muted"))
            box = QRectF(self.rect()).adjusted(0, 0, -scaled(10), 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._unit)

    def _plain(self) -> str:
        text = self.text().translate(_FULL_WIDTH).strip()
        return text.removesuffix(self._unit).strip() if self._unit else text

    def _on_text_edited(self, text: str) -> None:
        if not self.mistake():
            self.judged.emit("")
        self._rest.start()

    def _on_editing_finished(self) -> None:
        self.settle()
        if self.mistake() and self._known is not None:
            self._known = None
            self.value_entered.emit(None, self._continues)
        self._continues = False
