# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The readings of an instrument, one field each, with their number and mean beside; a new empty field waits behind the last."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.forms.definition import FormField
from evaluator_app.domain.forms.measurement import VALUE, mean_of, readings
from evaluator_app.domain.forms.record import FormRecord, FormRow
from evaluator_app.gui.theme import GRID, TOUCH, TextRole, scaled
from evaluator_app.gui.views.item.settled_line import SettledLine
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

_FULL_WIDTH = str.maketrans("０１２３４５６７８９－．。", "0123456789-..")
_WIDTH = 92


class ReadingsEditor(QWidget):
    """Enter goes on to the next reading. *Signals:* rows_changed(object, bool): the rows now, and whether they go on with the last."""

    rows_changed = Signal(object, bool)

    def __init__(self, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._shown: tuple[str, ...] = ()
        self.lines: list[SettledLine] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._place = QWidget()
        self._flow = FlowLayout(self._place, spacing=GRID)
        self.mean = TextLabel("", TextRole.STRONG)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._place)
        column.addWidget(self.mean)
        self._add_line()

    def show_record(self, record: FormRecord) -> None:
        """Show the readings of a record."""
        written = readings(record, self._field.id)
        if written != self._shown:
            self._shown = written
            while len(self.lines) <= len(written):
                self._add_line()
            for number, line in enumerate(self.lines):
                line.show_text(written[number] if number < len(written) else "")
        count, mean = len(written), mean_of(record, self._field.id)
        self.mean.setText(_("{count} readings, mean {mean}").format(count=count, mean=mean) if mean else "")

    def settle(self) -> None:
        """Hand over what is being typed."""
        for line in self.lines:
            line.settle()

    def _add_line(self) -> None:
        number = len(self.lines) + 1
        line = SettledLine(name=_("{title}, reading {number}").format(title=self._field.title, number=number))
        line.setFixedWidth(scaled(_WIDTH))
        line.setMinimumHeight(scaled(TOUCH))
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.text_settled.connect(self._on_settled)
        line.returnPressed.connect(partial(self._on_return, number - 1))
        self.lines.append(line)
        self._flow.addWidget(line)
        line.show()

    def _on_settled(self, text: str, continues: bool) -> None:
        written = tuple(line.text().translate(_FULL_WIDTH).strip() for line in self.lines)
        self._shown = tuple(text for text in written if text)
        if written[-1]:
            self._add_line()
        self.rows_changed.emit(tuple(FormRow({VALUE: text}) for text in self._shown), continues)

    def _on_return(self, number: int) -> None:
        self.lines[number].settle()
        if number + 1 < len(self.lines):
            self.lines[number + 1].setFocus(Qt.FocusReason.TabFocusReason)
