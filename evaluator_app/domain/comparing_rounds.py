# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""This assessment beside what came before it: the mine's own points against ours, and the faults of the round before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.changes import Act, Change, change_profile, change_records, joined
from evaluator_app.domain.records import Record, RecordKind
from evaluator_app.domain.rounds import EarlierFault, EarlierState, SelfScore
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.template import Template


@dataclass(frozen=True, slots=True)
class Gap:
    """One item as the mine sees it and as we do."""

    target: str
    own: SelfScore
    secured: Decimal
    """Points that the item has for certain."""
    reachable: Decimal
    """Points that it can still get, what is open included."""
    is_settled: bool
    """Whether nothing of it is open."""

    @property
    def difference(self) -> Decimal:
        """By how much the mine's points are above ours; while something is open, above what can still be reached."""
        ours = self.secured if self.is_settled else min(max(self.own.points, self.secured), self.reachable)
        return self.own.points - ours


def gaps(template: Template, assessment: Assessment, card: ScoreCard) -> tuple[Gap, ...]:
    """Return every item that the mine scored, in the order of the template."""
    scores = card.items_by_id()
    found = []
    for indicator in template.indicators():
        own = assessment.self_scores.get(indicator.id)
        if own is not None:
            award = scores[indicator.id].award
            found.append(Gap(indicator.id, own, award.awarded, award.awarded + award.open, not award.open))
    return tuple(found)


def take_self_scores(assessment: Assessment, scores: Iterable[SelfScore]) -> Change:
    """Put the mine's own points in place of those there; what the mine no longer scores is taken out."""
    given: dict[str, Record | None] = {score.target: score for score in scores}
    gone = dict.fromkeys(assessment.self_scores.keys() - given.keys())
    return change_records(assessment, Act.TAKE_SELF_SCORES, RecordKind.SELF_SCORE, {**gone, **given})


def faults_of(earlier: Assessment) -> tuple[EarlierFault, ...]:
    """Return the faults of an earlier assessment as a list to be verified, in the order of its ledger."""
    photos: dict[str, list[str]] = {}
    for evidence in earlier.evidence.values():
        if evidence.media_type.startswith("image/"):
            for target in evidence.targets:
                photos.setdefault(target, []).append(evidence.sha256)
    faults = (seen for seen in earlier.observations.values() if seen.is_fault)
    return tuple(
        EarlierFault(seen.id, seen.target, seen.text, seen.place, seen.count, tuple(sorted(set(photos.get(seen.id, ())))))
        for seen in sorted(faults, key=lambda seen: (seen.observed_at.timestamp() if seen.observed_at else 0.0, seen.id))
    )


def take_over_round(assessment: Assessment, earlier: Assessment) -> Change:
    """Take over the faults of an earlier assessment; what was verified already of the same ones stays."""
    kept = assessment.earlier
    faults: Mapping[str, Record | None] = {fault.id: kept.get(fault.id, fault) for fault in faults_of(earlier)}
    return joined(
        Act.TAKE_OVER_ROUND,
        (
            change_profile(assessment, replace(assessment.profile, follows=earlier.id)),
            change_records(assessment, Act.TAKE_OVER_ROUND, RecordKind.EARLIER_FAULT, faults),
        ),
    )


def verify_earlier(assessment: Assessment, fault: EarlierFault) -> Change:
    """Record what became of an earlier fault; KeyError for one that is not on the list."""
    known = assessment.earlier[fault.id]
    return change_records(assessment, Act.VERIFY_EARLIER, RecordKind.EARLIER_FAULT, {known.id: fault}, known.target)


def not_looked_at(assessment: Assessment) -> int:
    """Return how many faults of the round before nobody has looked at yet."""
    return sum(1 for fault in assessment.earlier.values() if fault.state is EarlierState.NOT_LOOKED_AT)
