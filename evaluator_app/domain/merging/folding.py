# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The assessment that follows from a set of acts: the same on every laptop that knows the same acts, however they came together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluator_app.domain.assessment import Assessment, Profile, TemplateRef
from evaluator_app.domain.changes import Act, Edit
from evaluator_app.domain.merging.acts import Known
from evaluator_app.domain.merging.ancestry import Placed, ancestry
from evaluator_app.domain.merging.parts import KEPT, Edition, Part, Slot, put_together, slot_of, taken_apart, value_of
from evaluator_app.domain.merging.statements import Closed, Said, settle, standing
from evaluator_app.domain.records import Record, RecordKind, assembled, records
from evaluator_app.domain.teamwork import Conflict, Review, ReviewState

_REVIEWED = (RecordKind.FINDING, RecordKind.OBSERVATION)
"""What a reviewer accepts with an item."""
_LATEST = (RecordKind.REVIEW, RecordKind.ASSIGNMENT, RecordKind.REPLACED_ITEM)
"""Of these the latest by the journal holds, whoever said it: they tell of the work, not of what was found."""
_LATEST_PARTS = frozenset(
    (
        (RecordKind.FINDING, "kept"),
        (RecordKind.FINDING, "answer"),
        (RecordKind.FINDING, "look_again"),
        (RecordKind.FINDING, "former_title"),
        (RecordKind.PROFILE, "status"),
        (RecordKind.PROFILE, "edition"),
    )
)


_WEIGHTS: Mapping[object, int] = {
    state: weight
    for weight, state in enumerate((ReviewState.ACCEPTED, ReviewState.SUBMITTED, ReviewState.REOPENED, ReviewState.CHANGES_REQUESTED))
}
"""Of steps in the review of an item that were taken apart the one holds that asks most: what was not agreed is not accepted."""


@dataclass(slots=True)
class _Gathered:
    """What all acts say, part by part."""

    said: dict[Slot, list[Said]] = field(default_factory=dict)
    closed: dict[Slot, list[Closed]] = field(default_factory=dict)
    accepted: dict[str, list[Placed]] = field(default_factory=dict)
    """By item."""
    shown_by: dict[str, list[Placed]] = field(default_factory=dict)
    """Acts that filed evidence under an observation, by its id: their authors held it for there."""
    judged: dict[str, list[Placed]] = field(default_factory=dict)
    """Acts that found something, by the item that they bear on."""
    moved: dict[TemplateRef, list[tuple[Placed, str]]] = field(default_factory=dict)
    """Acts that moved the assessment, by the edition that they moved it to, with id and edition of the one before."""
    targets: dict[tuple[RecordKind, str], str] = field(default_factory=dict)
    """The item that a record bore on at first."""


def folded(origin: Assessment, known: Known) -> Assessment:
    """Return the assessment that follows from all acts that a laptop knows; IncompleteError if some are missing."""
    gathered = _Gathered()
    for placed in ancestry(known.root, known.acts).in_force():
        _gather(placed, gathered)
    _mark_what_moved_apart(gathered)
    base = records(origin)
    apart = {name: dict(taken_apart(name[0], record)) for name, record in base.items()}
    conflicts: dict[str, Conflict] = {}
    for slot in dict.fromkeys((*gathered.said, *gathered.closed)):
        parts = apart.setdefault((slot.kind, slot.key), {})
        parts[slot.part] = _holding(slot, parts.get(slot.part), gathered, conflicts)
    rows = [(kind, key, made) for (kind, key), parts in apart.items() if (made := put_together(kind, key, parts)) is not None]
    rows += [(RecordKind.CONFLICT, key, conflict) for key, conflict in conflicts.items()]
    return assembled(origin.id, rows)


def _holding(slot: Slot, base: object, gathered: _Gathered, conflicts: dict[str, Conflict]) -> object:
    said = gathered.said.get(slot, [])
    if slot.kind in _LATEST or (slot.part and (slot.kind, slot.part[0]) in _LATEST_PARTS):
        return standing(said, base, _weight)
    target = gathered.targets.get((slot.kind, slot.key), "")
    accepted = gathered.accepted.get(target, ()) if slot.kind in _REVIEWED else ()
    said = _with_touches(slot, said, base, gathered)
    found = settle(slot.text, target, base, said, accepted, gathered.closed.get(slot, ()))
    if found.conflict is not None:
        conflicts[slot.text] = found.conflict
    return found.value


def _weight(value: object) -> int:
    return _WEIGHTS[value.state] if isinstance(value, Review) else 0


def _with_touches(slot: Slot, said: list[Said], base: object, gathered: _Gathered) -> list[Said]:
    """Add that an observation was there for those who filed evidence under it, where others took it out meanwhile."""
    gone = [one for one in said if one.value is None] if slot.kind is RecordKind.OBSERVATION else []
    touches = [act for act in gathered.shown_by.get(slot.key, ()) if any(one.by.is_apart_from(act) for one in gone)] if gone else []
    added = [Said(act, standing([one for one in said if act.knew(one.by)], base)) for act in touches]
    return sorted((*said, *added), key=lambda one: one.by.number) if added else said


def _gather(placed: Placed, gathered: _Gathered) -> None:
    for edit in placed.act.change.edits:
        if edit.kind is RecordKind.CONFLICT:
            _gather_closing(placed, edit, gathered)
            continue
        if isinstance(edit.new, Review) and edit.new.state is ReviewState.ACCEPTED and placed.act.act is Act.REVIEW_ITEM:
            gathered.accepted.setdefault(edit.key, []).append(placed)
        gathered.targets.setdefault((edit.kind, edit.key), target_of(edit.kind, edit.key, edit.old or edit.new))
        for part, value in changed_parts(edit).items():
            gathered.said.setdefault(Slot(edit.kind, edit.key, part), []).append(Said(placed, value))
            if edit.kind is RecordKind.OBSERVATION or (edit.kind is RecordKind.FINDING and len(part) > 1):
                gathered.judged.setdefault(target_of(edit.kind, edit.key, edit.new or edit.old), []).append(placed)
            if placed.act.act is Act.MOVE_TEMPLATE and isinstance(value, Edition) and isinstance(edit.old, Profile):
                left = edit.old.template
                gathered.moved.setdefault(value.template, []).append((placed, f"{left.id} {left.edition}"))
            if edit.kind is RecordKind.EVIDENCE and part[0] == "target" and value is not None:
                gathered.shown_by.setdefault(part[1], []).append(placed)


def _mark_what_moved_apart(gathered: _Gathered) -> None:
    """Let what was found by an edition that another left meanwhile be looked at again, whatever the item asks now."""
    for moves in gathered.moved.values():
        for target, acts in gathered.judged.items():
            apart = [act for act in acts if all(act.is_apart_from(move) for move, _left in moves)]
            for part, value in ((("look_again",), moves[0][1]), (KEPT, True)) if apart else ():
                said = gathered.said.setdefault(Slot(RecordKind.FINDING, target, part), [])
                said += [Said(act, value, is_accepted=True) for act in apart]
                said.sort(key=lambda one: (one.by.number, one.is_accepted))


def _gather_closing(placed: Placed, edit: Edit, gathered: _Gathered) -> None:
    record = edit.new
    if placed.act.act is Act.CLOSE_CONFLICT and isinstance(record, Conflict) and record.closing is not None:
        slot = slot_of(edit.key)
        gathered.closed.setdefault(slot, []).append(Closed(placed, record, value_of(slot, record.closing.value)))


def changed_parts(edit: Edit) -> Mapping[Part, object]:
    """Return the parts of a record that an edit changes, with what they become; None for what it takes out.

    Whoever edits evidence holds it for there, which a colleague who takes it out meanwhile did not know.
    """
    old, new = taken_apart(edit.kind, edit.old), taken_apart(edit.kind, edit.new)
    changed = {part: new.get(part) for part in (*new, *(part for part in old if part not in new)) if old.get(part) != new.get(part)}
    if edit.new is None and edit.kind is RecordKind.EVIDENCE:
        return {KEPT: None}
    if edit.kind is RecordKind.EVIDENCE and changed:
        changed[KEPT] = True
    return changed


def target_of(kind: RecordKind, key: str, record: Record | None) -> str:
    """Return the id of the item that a record bears on; empty for one that bears on none or, as evidence, on several."""
    if kind in (RecordKind.FINDING, RecordKind.REVIEW, RecordKind.SELF_SCORE):
        return key
    return getattr(record, "target", "")
