# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The state of an item in one word for lists: what was found, as icon, word and tone. Computes no points."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from evaluator_app.domain.criteria import ScoreState
from evaluator_app.domain.scoring import ItemScore
from evaluator_app.gui.palette import Tone
from evaluator_app.i18n import _


class ItemState(Enum):
    """What a row of the list says of its item."""

    OPEN = "open"
    DONE = "done"
    FOUND = "found"
    VETO = "veto"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not-applicable"
    LOOK_AGAIN = "look-again"
    """Open, because its rules have changed since it was judged."""

    @property
    def tone(self) -> Tone:
        """Return the tone whose icon and color say the same."""
        return Tone.OPEN if self is ItemState.LOOK_AGAIN else Tone(self.value)

    def word(self) -> str:
        """Return the word for it in the language in use."""
        return {
            ItemState.OPEN: _("Not assessed"),
            ItemState.DONE: _("Met"),
            ItemState.FOUND: _("Problem found"),
            ItemState.VETO: _("Constraint not met"),
            ItemState.UNDETERMINED: _("Undetermined"),
            ItemState.NOT_APPLICABLE: _("Not applicable"),
            ItemState.LOOK_AGAIN: _("Look again"),
        }[self]


def item_state(item: ItemScore, vetoes: Collection[str]) -> ItemState:
    """Return the state of a scored item; vetoes are the ids of the constraint items that fail the mine."""
    award = item.award
    if award.state is ScoreState.NOT_APPLICABLE:
        return ItemState.NOT_APPLICABLE
    if item.id in vetoes:
        return ItemState.VETO
    if item.is_to_look_at_again:
        return ItemState.LOOK_AGAIN
    if award.state is ScoreState.UNDETERMINED:
        return ItemState.UNDETERMINED
    if award.lost > 0:
        return ItemState.FOUND
    return ItemState.OPEN if award.state is ScoreState.NOT_ASSESSED else ItemState.DONE
