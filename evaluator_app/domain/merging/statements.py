# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What was said of each part of each record, and what follows where several people spoke without knowing of each other.

Whoever knew what another had said replaces it, as in any ledger. Of what was said apart, the same person's later word by the journal
holds; different words of different people are a conflict, which stays until the leader closes it. What a reviewer had accepted
holds until then, else what comes later in the order that is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from evaluator_app.domain.merging.ancestry import Placed
from evaluator_app.domain.merging.parts import value_text
from evaluator_app.domain.teamwork import Conflict, Stated


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that somebody said of one part of a record."""

    by: Placed
    value: object
    """None for nothing, or for having taken it out."""
    is_accepted: bool = False
    """Whether it was not said anew but accepted by a reviewer, as it stood."""

    @property
    def who(self) -> str:
        """Name of the person."""
        return self.by.act.who


@dataclass(frozen=True, slots=True)
class Closed:
    """That the leader closed a conflict of this part."""

    by: Placed
    record: Conflict
    value: object


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds, and what is or was in conflict."""

    value: object
    conflict: Conflict | None


def _alike(_value: object) -> int:
    return 0


def standing(said: Sequence[Said], base: object, weight: Callable[[object], int] = _alike) -> object:
    """Return the value that holds of what was said, in the order of the acts; the base where nobody said anything.

    Of what several people said apart, what was accepted holds, then what weighs most, then what comes last.
    """
    heads: list[Said] = []
    for one in reversed(said):
        if not any(head.by is not one.by and head.by.knew(one.by) for head in heads):
            heads.append(one)
    of_each = {one.who: one for one in reversed(heads)}
    last = max(of_each.values(), key=lambda one: (one.is_accepted, weight(one.value), one.by.number), default=None)
    return base if last is None else last.value


def settle(key: str, target: str, base: object, said: Sequence[Said], accepted: Iterable[Placed], closed: Sequence[Closed]) -> Settled:
    """Return what follows from all that was said of one part, in the order of the acts; accepted are the acts that accepted its item."""
    everything = [*said, *(Said(each.by, each.value) for each in closed)]
    everything += [
        Said(act, standing([one for one in everything if act.knew(one.by)], base), is_accepted=True)
        for act in accepted
        if any(one.by.is_apart_from(act) for one in everything)
    ]
    everything.sort(key=lambda one: (one.by.number, one.is_accepted))
    value = standing(everything, base)
    open_ones = [one for one in everything if not any(each.by.knew(one.by) and each.by is not one.by for each in closed)]
    apart = _said_apart(open_ones)
    if not apart:
        return Settled(value, closed[-1].record if closed else None)
    return Settled(value, Conflict(key, target, _statements(open_ones, apart)))


def _said_apart(said: Sequence[Said]) -> frozenset[str]:
    """Return the names of the people whose last words before they knew of each other differ."""
    of_each: dict[str, list[Said]] = {}
    for one in said:
        of_each.setdefault(one.who, []).append(one)
    found: set[str] = set()
    for who, other in combinations(of_each, 2):
        for theirs in of_each[other]:
            own = _last_apart(of_each[who], theirs)
            if own is not None and own.value != theirs.value and _last_apart(of_each[other], own) is theirs:
                found |= {who, other}
                break
    return frozenset(found)


def _last_apart(of_one: Sequence[Said], other: Said) -> Said | None:
    """Return what a person said last without knowing of another's word, nor that other of it; None where there is nothing."""
    return next((one for one in reversed(of_one) if one.by.is_apart_from(other.by)), None)


def _statements(said: Sequence[Said], people: frozenset[str]) -> tuple[Stated, ...]:
    """Return what each of these people said last, in the order of their names."""
    last = {one.who: one for one in said if one.who in people}
    return tuple(Stated(name, value_text(one.value), is_accepted=one.is_accepted) for name, one in sorted(last.items()))
