# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The verdicts of an item, one key each, and the way to the next one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from evaluator_app.domain.assessment import Outcome
from evaluator_app.gui.keymap import key_hint
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.item.button_row import ButtonRow
from evaluator_app.gui.widgets.key_button import KeyButton
from evaluator_app.i18n import _


class VerdictBar(QFrame):
    """A click does not take the keyboard away from where it is.

    *Signals:* verdict_chosen(Outcome): also for a verdict that does not suit the item, so that it can be explained;
    next_requested().
    """

    verdict_chosen = Signal(object)
    next_requested = Signal()

    def __init__(self, *, with_next: bool = True, with_not_applicable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.buttons = {
            Outcome.MET: KeyButton(_("Met"), key_hint("verdict.met"), tone=Tone.DONE),
            Outcome.PARTLY_MET: KeyButton(_("Problem found"), key_hint("verdict.partly_met"), tone=Tone.FOUND),
            Outcome.NOT_APPLICABLE: KeyButton(_("Not applicable"), key_hint("verdict.not_applicable"), tone=Tone.NOT_APPLICABLE),
            Outcome.PENDING: KeyButton(_("Waiting"), key_hint("verdict.pending"), tone=Tone.UNDETERMINED),
        }
        if not with_not_applicable:
            del self.buttons[Outcome.NOT_APPLICABLE]
        row = ButtonRow(self, spacing=GRID)
        for outcome, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(partial(self._on_clicked, outcome))
            row.addWidget(button)
        self.buttons[Outcome.PENDING].setToolTip(_("Waiting for material"))
        self.next_button = KeyButton(_("Next item"), "Enter", primary=True)
        self.next_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.next_button.clicked.connect(self.next_requested)
        if with_next:
            row.addWidget(self.next_button)
        else:
            self.next_button.setParent(self)
            self.next_button.hide()
        self.setAccessibleName(_("Verdict"))

    def show_outcome(self, outcome: Outcome, *, problem: str) -> None:
        """Show the verdict recorded; problem is the word for key 2."""
        second = self.buttons[Outcome.PARTLY_MET]
        second.set_words(problem, key_hint("verdict.partly_met"))
        shown = Outcome.PARTLY_MET if outcome is Outcome.NOT_MET else outcome
        for key, button in self.buttons.items():
            button.setChecked(key is shown)

    def _on_clicked(self, outcome: Outcome, checked: bool = False) -> None:
        self.buttons[outcome].setChecked(not self.buttons[outcome].isChecked())
        self.verdict_chosen.emit(outcome)
