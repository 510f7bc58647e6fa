# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Conflicts of an assessment while the work goes on: they follow what is said further, and the leader closes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.changes import Act, Change, Edit
from evaluator_app.domain.history import LineKind
from evaluator_app.domain.merging.acts import Known, shared
from evaluator_app.domain.merging.folding import changed_parts, folded
from evaluator_app.domain.merging.parts import Slot, value_text
from evaluator_app.domain.records import RecordKind, records
from evaluator_app.domain.teamwork import Closing, Conflict, Stated


def open_conflicts(assessment: Assessment, target: str | None = None) -> tuple[Conflict, ...]:
    """Return the conflicts that the leader still has to close, of one item or of all."""
    found = (conflict for _key, conflict in sorted(assessment.conflicts.items()) if conflict.closing is None)
    return tuple(conflict for conflict in found if target in (None, conflict.target))


def following(assessment: Assessment, change: Change, who: str) -> Change:
    """Return a change with what it makes of open conflicts: who took part in one says something else now.

    It stays open even where all come to say the same: the leader sees that, and closes it. Whoever took no part leaves it as it is.
    """
    changed: dict[str, Conflict] = {}
    goes_on = bool(assessment.conflicts) and change.act is not Act.CLOSE_CONFLICT
    for edit in change.edits if goes_on else ():
        for part, value in changed_parts(edit).items():
            key = Slot(edit.kind, edit.key, part).text
            conflict = assessment.conflicts.get(key)
            if conflict is not None and conflict.closing is None and who in {each.who for each in conflict.statements}:
                changed[key] = _restated(conflict, who, value_text(value))
    if not changed:
        return change
    edits = tuple(Edit(RecordKind.CONFLICT, key, assessment.conflicts[key], new) for key, new in changed.items())
    return replace(change, edits=(*change.edits, *(edit for edit in edits if edit.old != edit.new)))


def _restated(conflict: Conflict, who: str, value: str) -> Conflict:
    return replace(conflict, statements=tuple(Stated(who, value) if each.who == who else each for each in conflict.statements))


def close_conflict(origin: Assessment, assessment: Assessment, known: Known, key: str, closing: Closing, at: datetime) -> Change:
    """Close a conflict, as the leader, with a value that somebody stated or another; what follows from that is part of the act.

    KeyError where there is no such conflict; DocumentError for a value that the part cannot have.
    """
    conflict = assessment.conflicts[key]
    edit = Edit(RecordKind.CONFLICT, key, conflict, replace(conflict, closing=closing))
    bare = Change(Act.CLOSE_CONFLICT, (edit,), conflict.target)
    act = shared(known.heads, closing.by, at, LineKind.ACT, bare)
    after = folded(origin, Known(known.root, {**known.acts, act.name: act}, (act.name,)))
    return replace(bare, edits=tuple(differences(assessment, after)))


def differences(before: Assessment, after: Assessment) -> Iterator[Edit]:
    """Return the edits that lead from one state of an assessment to another."""
    old, new = records(before), records(after)
    for kind, key in dict.fromkeys((*new, *old)):
        if old.get((kind, key)) != new.get((kind, key)):
            yield Edit(kind, key, old.get((kind, key)), new.get((kind, key)))
