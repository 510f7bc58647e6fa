# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What merging would do, item by item: what stands here now, what the package has, what would stand, and where people differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.merging.acts import SharedAct
from evaluator_app.domain.merging.folding import target_of
from evaluator_app.domain.records import Record, RecordKind, records
from evaluator_app.domain.teamwork import Conflict

_Records = Mapping[tuple[RecordKind, str], Record]


class ItemChange(Enum):
    """What merging does to an item."""

    COMES_IN = "comes_in"
    """Only the package has something new on it."""
    STAYS = "stays"
    """Only this laptop has something new on it."""
    BOTH = "both"
    """Both have, and it stands side by side."""
    CONFLICT = "conflict"
    """Both have, and the leader must decide."""


@dataclass(frozen=True, slots=True)
class ItemPreview:
    """One item before and after."""

    target: str
    """Id of the indicator or prerequisite; empty for the frame of the assessment."""
    change: ItemChange
    here: int
    """Records on it here now: findings, facts seen, evidence, forms, comments and the like."""
    incoming: int
    result: int
    people: tuple[str, ...]
    """Who did what comes in, in the order of their names."""
    conflicts: tuple[Conflict, ...] = ()
    """Those that would be open after it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """Three states of one assessment, and what that means for each item."""

    here: Assessment
    incoming: Assessment
    result: Assessment
    items: tuple[ItemPreview, ...]
    """Those that differ, in the order of their ids."""
    new_acts: int
    """Acts that are not known here."""
    unknown_there: int
    """Acts known here that the package does not hold."""


def preview(here: Assessment, incoming: Assessment, result: Assessment, arriving: Iterable[SharedAct], unknown_there: int) -> Preview:
    """Compare the state here, that of the package, and that which follows from both."""
    acts = tuple(arriving)
    people: dict[str, set[str]] = {}
    for act in acts:
        for edit in act.change.edits:
            for target in _targets(edit.kind, edit.key, edit.new or edit.old):
                people.setdefault(target, set()).add(act.who)
    states = [_by_item(state) for state in (here, incoming, result)]
    conflicts: dict[str, list[Conflict]] = {}
    for conflict in result.conflicts.values():
        if conflict.closing is None:
            conflicts.setdefault(conflict.target, []).append(conflict)
    items = []
    for target in sorted({*states[0], *states[1], *states[2], *conflicts}):
        now, there, after = (state.get(target, {}) for state in states)
        if now != after or there != after or target in conflicts:
            change = _change(now, there, after, is_open=target in conflicts)
            names = tuple(sorted(people.get(target, ())))
            items.append(ItemPreview(target, change, len(now), len(there), len(after), names, tuple(conflicts.get(target, ()))))
    return Preview(here, incoming, result, tuple(items), len(acts), unknown_there)


def _change(now: Mapping[str, Record], there: Mapping[str, Record], after: Mapping[str, Record], *, is_open: bool) -> ItemChange:
    if is_open:
        return ItemChange.CONFLICT
    if now == after:
        return ItemChange.STAYS
    return ItemChange.COMES_IN if there == after else ItemChange.BOTH


def _by_item(assessment: Assessment) -> dict[str, dict[str, Record]]:
    """Return the records of each item, conflicts excepted."""
    found: dict[str, dict[str, Record]] = {}
    for (kind, key), record in records(assessment).items():
        if kind is not RecordKind.CONFLICT:
            for target in _targets(kind, key, record):
                found.setdefault(target, {})[f"{kind.value} {key}"] = record
    return found


def _targets(kind: RecordKind, key: str, record: Record | None) -> tuple[str, ...]:
    """Return the items that a record bears on; the frame of the assessment, an empty id, where it bears on none."""
    if kind is RecordKind.EVIDENCE:
        return tuple(getattr(record, "targets", ())) or ("",)
    return (target_of(kind, key, record),)
