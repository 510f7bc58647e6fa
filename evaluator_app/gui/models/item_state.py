# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The state of an item in one word for lists: what was found, as icon, word and tone. Computes no points."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from evaluator_app.domain.scoring import ItemScore
from evaluator_app.domain.walking import standing
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
    return ItemState(standing(item, vetoes).value)
