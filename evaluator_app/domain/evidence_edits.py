# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Acts on several pieces of evidence at once: what they serve, where they were taken, taking them away."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from evaluator_app.domain.assessment import Assessment, Evidence, Filing
from evaluator_app.domain.changes import Act, Change, change_records
from evaluator_app.domain.records import RecordKind


def file_under(assessment: Assessment, ids: Iterable[str], added: Iterable[str], removed: Iterable[str] = ()) -> Change:
    """Let evidence serve further items or observations, and others no longer. KeyError for unknown evidence."""
    more, fewer = tuple(added), frozenset(removed)

    def filed(item: Evidence) -> Evidence:
        targets = tuple(sorted({*item.targets, *more} - fewer))
        return item if targets == item.targets else replace(item, targets=targets, filed_by=Filing.HAND)

    return _edited(assessment, ids, filed)


def put_at(assessment: Assessment, ids: Iterable[str], place: str) -> Change:
    """Say where evidence was taken; empty for nowhere. KeyError for unknown evidence."""
    return _edited(assessment, ids, lambda item: item if place == item.place else replace(item, place=place, filed_by=Filing.HAND))


def caption(assessment: Assessment, evidence_id: str, words: str) -> Change:
    """Say what evidence shows. KeyError for unknown evidence."""
    return _edited(assessment, (evidence_id,), lambda item: replace(item, caption=words))


def take_away(assessment: Assessment, ids: Iterable[str]) -> Change:
    """Remove evidence from the assessment as one act; the files stay. KeyError for unknown evidence."""
    wanted = tuple(dict.fromkeys(ids))
    subject = next((target for name in wanted for target in assessment.evidence[name].targets), "")
    return change_records(assessment, Act.DETACH_EVIDENCE, RecordKind.EVIDENCE, dict.fromkeys(wanted), subject)


def _edited(assessment: Assessment, ids: Iterable[str], edit: Callable[[Evidence], Evidence]) -> Change:
    changed = {name: edit(assessment.evidence[name]) for name in ids}
    subject = next((target for item in changed.values() for target in item.targets), "")
    return change_records(assessment, Act.EDIT_EVIDENCE, RecordKind.EVIDENCE, changed, subject)
