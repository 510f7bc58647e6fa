# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""In which order the places of a mine are walked, chosen for each assessment. Apart from the rest, so that it loads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class ChoiceStore(Protocol):
    """Where choices are kept."""

    def get_preference(self, name: str, default: str = "") -> str:
        """Return what was chosen."""

    def set_preference(self, name: str, value: str) -> None:
        """Keep what is chosen."""


def walking_order(store: ChoiceStore, assessment_id: str) -> tuple[str, ...]:
    """Return the ids of the places in the order in which they are walked; those not named come after them."""
    return tuple(line for line in store.get_preference(f"places.order.{assessment_id}").split("\n") if line)


def keep_walking_order(store: ChoiceStore, assessment_id: str, order: Sequence[str]) -> None:
    """Keep the order in which places are walked."""
    store.set_preference(f"places.order.{assessment_id}", "\n".join(order))
