# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which items an act bears on, so that a screen refreshes those alone."""

from __future__ import annotations

from evaluator_app.domain.assessment import Assessment, Evidence, Finding, Observation
from evaluator_app.domain.changes import Change
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.teamwork import Comment, Conflict, Review

_FRAME = frozenset((RecordKind.MINE, RecordKind.PROFILE, RecordKind.ASSESSOR, RecordKind.ASSIGNMENT))


def touched_targets(change: Change, assessment: Assessment) -> frozenset[str] | None:
    """Return the ids of the items and prerequisites an act bears on; None where it may be all of them."""
    if any(edit.kind in _FRAME for edit in change.edits):
        return None
    ledger = {**assessment.observations}
    ledger |= {edit.key: edit.old for edit in change.edits if isinstance(edit.old, Observation)}
    found: set[str] = set()
    for edit in change.edits:
        for record in (edit.old, edit.new):
            if isinstance(record, (Finding, Observation, FormRecord, Review, Comment, Conflict)):
                found.add(record.target)
            elif isinstance(record, Evidence):
                found |= {ledger[target].target if target in ledger else target for target in record.targets}
    return frozenset(found)
