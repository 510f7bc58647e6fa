# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""In which order the places of a mine are walked, chosen for each assessment. Apart from the rest, so that it loads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from evaluator_app.domain.walking import Stop


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


def moved(stops: Sequence[Stop], place: str, step: int) -> tuple[str, ...]:
    """Return the order of all places after one was moved among those beside it, with what is under it."""
    blocks: list[list[Stop]] = []
    for stop in stops:
        if stop.depth:
            blocks[-1].append(stop)
        else:
            blocks.append([stop])
    for block in blocks:
        inner = [stop.id for stop in block[1:]]
        block[1:] = [next(stop for stop in block[1:] if stop.id == each) for each in _shifted(inner, place, step)]
    outer = _shifted([block[0].id for block in blocks], place, step)
    by_id = {block[0].id: block for block in blocks}
    return tuple(stop.id for name in outer for stop in by_id[name])


def _shifted(names: list[str], name: str, step: int) -> list[str]:
    if name not in names:
        return names
    here = names.index(name)
    there = min(max(here + step, 0), len(names) - 1)
    names.insert(there, names.pop(here))
    return names
