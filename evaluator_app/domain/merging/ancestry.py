# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who knew what: acts in one order that is the same everywhere, whether one was known to the author of another, what was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from evaluator_app.domain.history import LineKind, goes_on
from evaluator_app.domain.merging.acts import SharedAct


class IncompleteError(ValueError):
    """Acts follow others that are not among them; carries the name of one that is missing."""


class TangledError(ValueError):
    """Acts part more often than any team does; working out who knew what would take memory without end."""


MOST_CHAINS = 2000
"""Times that work may part: some five a day in a team of five that exchanges every evening."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One act and where it stands."""

    act: SharedAct
    number: int
    """Its place in the order: more acts went before it on its author's laptop, or as many and its name sorts later."""
    depth: int
    chain: int
    """Acts of which each follows the one before directly bear the same number."""
    place: int
    """Its place in its chain."""
    seen: Mapping[int, int]
    """How far its author knew the other chains: the last known place of each."""
    undoable: _Stack
    """What its author could take back then, the last first."""

    def knew(self, other: Placed) -> bool:
        """Tell whether the author of this act knew another; it knows itself."""
        return (self.place if other.chain == self.chain else self.seen.get(other.chain, -1)) >= other.place

    def is_apart_from(self, other: Placed) -> bool:
        """Tell whether neither author knew the other's act."""
        return not self.knew(other) and not other.knew(self)


_Stack = tuple["_Stack", tuple[str, ...]] | None
"""What can be taken back: the rest, and the names of the acts that are taken back together."""


@dataclass(frozen=True, slots=True)
class Ancestry:
    """Acts in their order."""

    placed: tuple[Placed, ...]
    taken_back: frozenset[str]
    """Names of the acts that were undone, and of the undoing."""

    def in_force(self) -> Iterable[Placed]:
        """Return the acts that were not taken back, in order."""
        return (each for each in self.placed if each.act.name not in self.taken_back)


def ancestry(root: str, acts: Mapping[str, SharedAct]) -> Ancestry:
    """Put acts in order; IncompleteError if one of them follows an act that is not there, or itself; TangledError."""
    found: dict[str, Placed] = {}
    chains: list[int] = []
    goes_on: set[str] = set()
    taken_back: set[str] = set()
    for depth, name in _in_order(root, acts):
        act = acts[name]
        parents = [found[parent] for parent in act.parents if parent != root]
        first = parents[0] if parents else None
        if first is not None and first.act.name not in goes_on:
            goes_on.add(first.act.name)
            chain = first.chain
        else:
            chain = len(chains)
            chains.append(0)
            if chain >= MOST_CHAINS:
                raise TangledError
        place = chains[chain]
        chains[chain] += 1
        stack = _after(first.undoable if first else None, act, first, taken_back)
        found[name] = Placed(act, len(found), depth, chain, place, _seen(chain, parents), stack)
    return Ancestry(tuple(found.values()), frozenset(taken_back))


def _in_order(root: str, acts: Mapping[str, SharedAct]) -> Iterable[tuple[int, str]]:
    followers: dict[str, list[str]] = {}
    waits: dict[str, int] = {}
    depths = dict.fromkeys(acts, 1)
    for name, act in acts.items():
        own = [parent for parent in act.parents if parent != root]
        for parent in own:
            if parent not in acts:
                raise IncompleteError(parent)
            followers.setdefault(parent, []).append(name)
        waits[name] = len(own)
    ready = [(1, name) for name, count in waits.items() if not count]
    heapify(ready)
    given = 0
    while ready:
        depth, name = heappop(ready)
        yield depth, name
        given += 1
        for follower in followers.get(name, ()):
            depths[follower] = max(depths[follower], depth + 1)
            waits[follower] -= 1
            if not waits[follower]:
                heappush(ready, (depths[follower], follower))
    if given < len(acts):
        raise IncompleteError(next(name for name, count in waits.items() if count))


def _seen(chain: int, parents: Sequence[Placed]) -> Mapping[int, int]:
    """Return how far the chains but the own one are known."""
    if len(parents) == 1 and parents[0].chain == chain:
        return parents[0].seen
    seen: dict[int, int] = {}
    for parent in parents:
        for other, place in (*parent.seen.items(), (parent.chain, parent.place)):
            if other != chain and seen.get(other, -1) < place:
                seen[other] = place
    return seen


def _after(stack: _Stack, act: SharedAct, before: Placed | None, taken_back: set[str]) -> _Stack:
    """Return what can be taken back after an act, as domain.history.UndoState has it; an undo takes the last group back."""
    if act.kind is LineKind.UNDO:
        if stack is None:
            return None
        taken_back.update(stack[1], (act.name,))
        return stack[0]
    if (
        act.continues
        and before is not None
        and stack is not None
        and before.act.name == stack[1][-1]
        and goes_on(before.act.act, before.act.change.subject, act.act, act.change.subject)
    ):
        return stack[0], (*stack[1], act.name)
    return stack, (act.name,)
