# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Giving and taking: the code by which laptops see that they have the same, what each did, packages in and out."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout

from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.page import PageContext
from evaluator_app.gui.views.team.team_card import TeamCard
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.merging import receipt_of


class ExchangeCard(TeamCard):
    """Its buttons trigger the actions of the window by their names."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, _("Exchange with colleagues"))
        self._shown: object = None
        self.code = TextLabel(role=TextRole.HEADING, selectable=True)
        self.counts = TextLabel(role=TextRole.MUTED, wraps=True)
        self.hand_button = ActionButton(_("Hand my work to colleagues…"), icon_name="sign")
        self.hand_button.clicked.connect(partial(self._trigger, "hand_over"))
        self.take_button = ActionButton(_("Take in a package…"), icon_name="plus")
        self.take_button.clicked.connect(partial(self._trigger, "take_in"))
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.hand_button)
        line.addWidget(self.take_button)
        line.addStretch(1)
        self.add(self.code)
        self.add(self.counts)
        self.add(line)
        self.add(TextLabel(_("Laptops that show the same code have exactly the same."), TextRole.SMALL, wraps=True))

    def refresh(self) -> None:
        """Override TeamCard.refresh."""
        opened = self.session.opened
        if (shown := len(opened.journal)) == self._shown:
            return
        self._shown = shown
        made = receipt_of(opened)
        self.code.setText(_("Code {code}").format(code=made.code))
        people = _(", ").join(_("{name} {count}").format(name=name or "–", count=count) for name, count in made.acts.items())
        self.counts.setText(
            _("{total} acts ({people}), {observations} facts seen, {evidence} photos and documents").format(
                total=made.total(), people=people or "–", observations=made.observations, evidence=made.evidence
            )
        )

    def _trigger(self, name: str, _checked: bool = False) -> None:
        action = self.window().findChild(QAction, name)
        if action is not None:
            action.trigger()
