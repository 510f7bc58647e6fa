# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What every card on the page of the team is: it shows the assessment as it is now and does acts through the session."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from evaluator_app.domain.changes import Change
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.views.page import PageContext
from evaluator_app.gui.widgets.card import Card
from evaluator_app.i18n import _


class TeamCard(Card):
    """One card.

    *Signals:* told(str, Tone): words to be said over the page; target_chosen(str): go to an item or prerequisite;
    items_requested(Filters): show the list of items by these; details_requested(): mine, dates or team are to be given.
    """

    told = Signal(str, object)
    target_chosen = Signal(str)
    items_requested = Signal(object)
    details_requested = Signal()

    def __init__(self, context: PageContext, title: str) -> None:
        super().__init__(title)
        self.context, self.session = context, context.session

    def refresh(self) -> None:
        """Show how things stand now."""

    def settle(self) -> None:
        """Keep what is being typed, before the page is left."""

    def act(self, plan: Callable[[], Change]) -> bool:
        """Do an act that is planned now; what hinders it is said over the page."""
        try:
            change = plan()
        except UserFacingError as error:
            self.told.emit(_("{message} {advice}").format(message=error.message, advice=error.advice), Tone.FOUND)
            return False
        return self.session.do(change)
