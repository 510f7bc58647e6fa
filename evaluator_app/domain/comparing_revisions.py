# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A revision beside the signed assessment it starts from: how it begins, and what has changed since, in sentences.

A revision carries what each item was, so what changed can be told without the other assessment, also from a report alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from evaluator_app.domain.assessment import Assessment, TemplateRef
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.item_states import items_of, outcome_words
from evaluator_app.domain.rating import Rating
from evaluator_app.domain.rounds import ReplacedItem, Revision
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.status import AssessmentStatus, Verdict
from evaluator_app.domain.terms import term


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item or prerequisite that is not what it was."""

    target: str
    title: str
    before: ReplacedItem | None
    """None for one that the signed assessment did not have."""
    now: ReplacedItem | None
    """None for one that the rules in use no longer have."""
    sentences: tuple[Sentence, ...]
    """What has changed; at least one."""


@dataclass(frozen=True, slots=True)
class RevisionChanges:
    """What has changed since the signed assessment."""

    revision: Revision
    verdict: Verdict
    """What the revision comes to; what the signed one came to stands in `revision`."""
    points: Decimal
    """Points that the revision has for certain."""
    items: tuple[ItemChange, ...]
    """In the order of the template, what is gone last."""
    unchanged: int
    """Items and prerequisites of which nothing has changed."""
    frame: tuple[Sentence, ...]
    """What has changed beside the items: verdict, points, mine, team, dates."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed at all."""
        return not self.items and not self.frame


def number_after(assessment: Assessment) -> int:
    """Return the number that the revision after an assessment has."""
    return assessment.profile.revision.number + 1 if assessment.profile.revision else 2


def revision_of(
    assessment: Assessment, card: ScoreCard, rating: Rating, *, new_id: str, reason: str, at: datetime, report_sha256: str = ""
) -> Assessment:
    """Return the revision of an assessment as it begins: all its records, open for changes, under another id.

    ValueError for one that is not closed for good, or without a reason. It counts as begun when the first one was: the rules
    of that day hold.
    """
    if not assessment.profile.status.is_final or not reason.strip():
        raise ValueError("not closed, or no reason")
    revision = Revision(
        number_after(assessment),
        assessment.id,
        reason.strip(),
        report_sha256,
        begun_at=at,
        verdict=rating.verdict,
        points=rating.total.secured,
        frame_sha256=_frame(assessment),
    )
    profile = replace(assessment.profile, status=AssessmentStatus.DRAFT, revision=revision)
    return replace(assessment, id=new_id, profile=profile, replaced=items_of(assessment, card))


def changes_since(assessment: Assessment, card: ScoreCard, rating: Rating) -> RevisionChanges | None:
    """Return what a revision changes in the signed assessment it starts from; None for one that is no revision."""
    revision = assessment.profile.revision
    if revision is None:
        return None
    before, now = assessment.replaced, items_of(assessment, card)
    changed = []
    for target in dict.fromkeys((*now, *before)):
        was, is_now = before.get(target), now.get(target)
        if sentences := tuple(_differences(was, is_now)):
            title = (is_now or was or ReplacedItem(target, target)).title
            changed.append(ItemChange(target, title, was, is_now, sentences))
    frame = tuple(_frame_differences(assessment, revision, rating))
    gone = sum(change.now is None for change in changed)
    return RevisionChanges(revision, rating.verdict, rating.total.secured, tuple(changed), len(now) - len(changed) + gone, frame)


def _frame(assessment: Assessment) -> str:
    """Return the digest of mine, team and frame, without what the rules, the stage and the revision are."""
    nothing = TemplateRef("", "", "")
    profile = replace(assessment.profile, status=AssessmentStatus.DRAFT, revision=None, template=nothing, moved_from=())
    return digest({"mine": assessment.mine, "team": assessment.team, "profile": profile})


def _differences(before: ReplacedItem | None, now: ReplacedItem | None) -> Iterator[Sentence]:
    if before is None:
        yield say("revision.item_new", "It is new: the rules of the signed assessment did not have it.")
        return
    if now is None:
        yield say("revision.item_gone", "The rules in use no longer have it.")
        return
    if before.points != now.points and before.points is not None and now.points is not None:
        yield say("revision.points", "Points: {before} before, {now} now.", before=before.points, now=now.points)
    if before.open != now.open:
        yield say("revision.open", "Points that are open: {before} before, {now} now.", before=before.open, now=now.open)
    if before.outcome != now.outcome:
        yield say(
            "revision.outcome", "Verdict: {before} before, {now} now.", before=outcome_words(before.outcome), now=outcome_words(now.outcome)
        )
    if before.observations != now.observations:
        yield say("revision.observations", "Facts seen: {before} before, {now} now.", before=before.observations, now=now.observations)
    if before.evidence != now.evidence:
        yield say("revision.evidence", "Pieces of evidence: {before} before, {now} now.", before=before.evidence, now=now.evidence)
    if before.records_sha256 != now.records_sha256 and (before.observations, before.evidence) == (now.observations, now.evidence):
        yield say("revision.recorded", "What was recorded for it reads otherwise.")


def _frame_differences(assessment: Assessment, revision: Revision, rating: Rating) -> Iterator[Sentence]:
    if revision.verdict is not None and revision.verdict is not rating.verdict:
        before, now = term(revision.verdict), term(rating.verdict)
        yield say("revision.verdict", "The verdict was “{before}” and is “{now}”.", before=before, now=now)
    if revision.points is not None and revision.points != rating.total.secured:
        before_points, now_points = revision.points, rating.total.secured
        yield say("revision.total", "The points that are certain were {before} and are {now}.", before=before_points, now=now_points)
    if revision.frame_sha256 and revision.frame_sha256 != _frame(assessment):
        yield say("revision.frame", "What is on file of the mine, the team, the firm or the dates is not what it was.")
