# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a calculation gives at this moment: the rate and its steps, or the sentence that says why there is none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QWidget

from evaluator_app.domain.exact import Rounding, decimal_text
from evaluator_app.domain.three_rates import RateResult, agrees
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

_MOST_PLACES = 4
_USUAL_PLACES = 2
_MOST_LINES = 6
"""Lines of steps that are in sight at once."""


class RateOutcome(Card):
    """The value to be recorded has as many decimals as are chosen; the steps show the rate as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._exact: Fraction | None = None
        self._icon = IconView("open", Tone.OPEN, side=18)
        self._value = TextLabel("", TextRole.TITLE, selectable=True)
        self._words = TextLabel(wraps=True, selectable=True)
        self._steps = TextLabel("", TextRole.SMALL, wraps=True, selectable=True)
        self._steps.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._steps.setMinimumHeight(1)  # else the area asks for the height that the narrowest text would need
        self._room = QScrollArea(widgetResizable=True)
        self._room.setWidget(self._steps)
        self._room.setAccessibleName(_("Steps of the calculation"))
        self._room.verticalScrollBar().rangeChanged.connect(self._on_steps_range_changed)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._derived = StateBadge(_("Derived formula"), Tone.UNDETERMINED, icon_name="info")
        self._places_label = TextLabel(_("Decimals kept"), TextRole.MUTED)
        self.places = QComboBox()
        self.places.addItems([str(places) for places in range(_MOST_PLACES + 1)])
        self.places.setCurrentIndex(_USUAL_PLACES)
        self.places.setAccessibleName(_("Decimals kept"))
        self._places_label.setBuddy(self.places)
        self.places.currentIndexChanged.connect(self._on_places_chosen)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._value)
        head.addWidget(self._derived)
        head.addWidget(self._words, 1)
        head.addStretch(1)
        head.addWidget(self._places_label)
        head.addWidget(self.places)
        self.add(head)
        self.add(self._room)

    def value(self) -> Decimal | None:
        """Return the rate as it would be recorded; None where there is none."""
        return None if self._exact is None else Rounding(self.places.currentIndex()).apply(self._exact)

    def keep_places_of(self, value: Decimal) -> None:
        """Round as a value was rounded that is recorded already, where that was not to the usual places."""
        places = len(decimal_text(value).partition(".")[2])
        if self._exact is not None and agrees(value, self._exact) and self.value() != value and places <= _MOST_PLACES:
            self.places.setCurrentIndex(places)

    def show_result(self, result: RateResult) -> None:
        """Show a rate."""
        self._exact = result.value
        lines = [*map(worded, result.steps), *map(worded, result.notes)]
        self._steps.setText("\n".join(lines))
        self._fit_steps()
        self._icon.set_icon(Tone.DONE.icon_name, Tone.DONE)
        self._show_value()
        self._words.setText("")
        self._show(is_rate=True, is_derived=result.is_derived)

    def show_refusal(self, words: str, *, is_incomplete: bool) -> None:
        """Say why there is no rate: something is still missing, or cannot be so."""
        self._exact = None
        tone = Tone.OPEN if is_incomplete else Tone.FOUND
        self._icon.set_icon(tone.icon_name, tone)
        self._words.setText(words)
        self._words.set_tone(tone)
        self._show(is_rate=False, is_derived=False)

    def text(self) -> str:
        """Return what is shown."""
        shown = (self._value, self._words, self._steps)
        return "\n".join(label.text() for label in shown if label.isVisibleTo(self) and label.text())

    def is_marked_derived(self) -> bool:
        """Tell whether the mark of a derived formula is shown."""
        return self._derived.isVisibleTo(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._fit_steps()

    def _fit_steps(self) -> None:
        """Give the steps the room they need, up to some lines; the rest is scrolled to."""
        needed = self._steps.heightForWidth(max(self._room.viewport().width(), 1))
        most = _MOST_LINES * self._steps.fontMetrics().lineSpacing()
        self._room.setFixedHeight(min(needed, most) + 2)
        self._room.setFocusPolicy(Qt.FocusPolicy.TabFocus if needed > most else Qt.FocusPolicy.NoFocus)

    def _show(self, *, is_rate: bool, is_derived: bool) -> None:
        for part in (self._value, self._room, self._places_label, self.places):
            part.setVisible(is_rate)
        self._derived.setVisible(is_derived)
        self._words.setVisible(not is_rate)

    def _show_value(self) -> None:
        value = self.value()
        if value is not None and self._exact is not None:
            rate = _("{rate} %").format(rate=value)
            self._value.setText(rate if Fraction(value) == self._exact else f"≈ {rate}")

    def _on_steps_range_changed(self, _least: int, most: int) -> None:
        self._room.verticalScrollBar().setValue(most)

    def _on_places_chosen(self) -> None:
        self._show_value()
