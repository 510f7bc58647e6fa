# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The page of the team: who owes what, who does what, what colleagues say, and who stands for what was found. Cards in a column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.page import Page, PageContext
from evaluator_app.gui.views.team.comments_card import CommentsCard
from evaluator_app.gui.views.team.conflicts_card import ConflictsCard
from evaluator_app.gui.views.team.exchange_card import ExchangeCard
from evaluator_app.gui.views.team.owed_card import OwedCard
from evaluator_app.gui.views.team.shares_card import SharesCard
from evaluator_app.gui.views.team.sign_offs_card import SignOffsCard
from evaluator_app.gui.views.team.team_card import TeamCard
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done


class TeamPage(Page):
    """Looks again at every act while it is in sight, when the hands rest."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.conflicts = ConflictsCard(context)
        self.exchange = ExchangeCard(context)
        self.owed = OwedCard(context)
        self.shares = SharesCard(context)
        self.comments = CommentsCard(context)
        self.sign_offs = SignOffsCard(context)
        self.cards: Sequence[TeamCard] = (self.conflicts, self.owed, self.exchange, self.comments, self.shares, self.sign_offs)
        self._soon = QTimer(self, singleShot=True, interval=100)
        self._soon.timeout.connect(self._on_soon_timeout)
        inner = QWidget()
        inner.setObjectName("page")
        inner.setMaximumWidth(scaled(1120))
        column = QVBoxLayout(inner)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(TextLabel(_("Teamwork"), TextRole.TITLE))
        for card in self.cards:
            column.addWidget(card)
            card.told.connect(self._on_told)
            card.target_chosen.connect(self.target_chosen)
            card.items_requested.connect(self.items_requested)
            card.details_requested.connect(self.details_requested)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.refresh()

    def refresh(self) -> None:
        """Show how everything stands now."""
        for card in self.cards:
            card.refresh()

    def enter(self) -> None:
        """Override Page.enter: the keyboard goes to the table of who owes what."""
        self.refresh()
        self.owed.table.setFocus()

    def follow(self, done: Done) -> None:
        """Override Page.follow."""
        if self.isVisible():
            self._soon.start()

    def show_person(self) -> None:
        """Override Page.show_person."""
        self.refresh()

    def settle(self) -> None:
        """Override Page.settle."""
        for card in self.cards:
            card.settle()

    def _on_soon_timeout(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_told(self, words: str, tone: Tone) -> None:
        self._context.say(words, tone)
