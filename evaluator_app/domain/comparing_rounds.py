# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""This assessment beside what came before it: the mine's own points against ours, and the faults of the round before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.changes import Act, Change, change_profile, change_records, joined
from evaluator_app.domain.codec import LONGEST_TEXT
from evaluator_app.domain.item_states import items_of
from evaluator_app.domain.mending import Rectification
from evaluator_app.domain.mending_apart import serves_mending_alone
from evaluator_app.domain.mending_limit import is_open
from evaluator_app.domain.rating import Rating
from evaluator_app.domain.records import Record, RecordKind
from evaluator_app.domain.rounds import EarlierFault, EarlierPhoto, EarlierRound, EarlierState, SelfScore
from evaluator_app.domain.scope import is_partial
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.status import AssessmentKind
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


def faults_of(earlier: Assessment, kind: AssessmentKind | None = None) -> tuple[EarlierFault, ...]:
    """Return the faults of an earlier assessment as a list to be verified, in the order of its ledger, then what else was ordered.

    A re-check looks at what is not closed: for that kind what a re-check before closed is left out.
    """
    photos: dict[str, list[str]] = {}
    for evidence in earlier.evidence.values():
        if evidence.media_type.startswith("image/"):
            for target in evidence.targets:
                photos.setdefault(target, []).append(evidence.sha256)
    ordered = {each.observation: each for each in earlier.rectifications.values() if each.observation in earlier.observations}
    seen = (each for each in earlier.observations.values() if each.is_fault)
    found = [
        _as_ordered(EarlierFault(each.id, each.target, each.text, each.place, each.count, _once(photos.get(each.id))), ordered.get(each.id))
        for each in sorted(seen, key=lambda each: (each.observed_at.timestamp() if each.observed_at else 0.0, each.id))
    ]
    listed = {fault.rectification for fault in found}
    for name, each in sorted(earlier.rectifications.items()):
        if name not in listed and name not in earlier.observations:
            whole = EarlierFault(name, each.target, each.problem or each.what, each.place, photos=_once(photos.get(each.target)))
            found.append(_as_ordered(whole, each))
    closed = {name for name, each in earlier.rectifications.items() if not is_open(each)} if kind is AssessmentKind.RECHECK else set()
    return tuple(fault for fault in found if fault.rectification not in closed)


def photos_of(earlier: Assessment) -> tuple[EarlierPhoto, ...]:
    """Return the photos of an earlier assessment that can stand beside those of now; what was drawn on one or cut from a page cannot."""
    owner = {key: seen.target for key, seen in earlier.observations.items()}
    return tuple(
        EarlierPhoto(
            each.id,
            each.sha256,
            each.name,
            each.size,
            each.media_type,
            tuple(sorted({*each.targets, *(owner.get(target, target) for target in each.targets)})),
            each.place,
            each.caption,
            each.taken_at,
            each.latitude,
            each.longitude,
            each.direction,
        )
        for each in earlier.evidence.values()
        if each.media_type.startswith("image/") and not each.revision_of and not each.page and not serves_mending_alone(each)
    )


@dataclass(frozen=True, slots=True)
class Then:
    """What an earlier assessment came to by the rules of its day."""

    template: Template
    card: ScoreCard
    rating: Rating


def round_of(earlier: Assessment, then: Then, at: datetime | None = None) -> EarlierRound:
    """Return what is kept of an earlier assessment: its frame, its facts, and what it came to."""
    profile, is_whole = earlier.profile, not is_partial(then.template, earlier)
    return EarlierRound(
        earlier.id,
        profile.kind,
        then.template.id,
        then.template.edition,
        then.template.title,
        profile.template.digest,
        profile.organization,
        profile.visit_from,
        profile.visit_to,
        then.rating.verdict if is_whole else None,
        then.rating.total.secured if is_whole else None,
        dict(earlier.mine.facts),
        digest(earlier),
        at,
    )


def take_over_round(assessment: Assessment, earlier: Assessment, then: Then | None = None, at: datetime | None = None) -> Change:
    """Take over an earlier assessment: its faults, its photos and, where it is known what it came to, its items.

    What was verified or paired already stays; of another earlier assessment goes what nobody has looked at.
    """
    faults: dict[str, Record | None] = {
        name: None
        for name, fault in assessment.earlier.items()
        if assessment.profile.follows != earlier.id and fault.state is EarlierState.NOT_LOOKED_AT and not fault.words and not fault.evidence
    }
    for fault in faults_of(earlier, assessment.profile.kind):
        faults[fault.id] = _looked_at(fault, assessment.earlier.get(fault.id))
    photos: dict[str, Record | None] = {name: None for name, photo in assessment.earlier_photos.items() if not photo.is_settled}
    for photo in photos_of(earlier):
        known_photo = assessment.earlier_photos.get(photo.id, photo)
        photos[photo.id] = replace(photo, now=known_photo.now, is_settled=known_photo.is_settled)
    profile = replace(assessment.profile, follows=earlier.id, earlier=round_of(earlier, then, at) if then else None)
    items: dict[str, Record | None] = dict.fromkeys(assessment.earlier_items)
    if then is not None:
        known = assessment.profile.earlier
        is_same = known is not None and profile.earlier is not None and known.records_sha256 == profile.earlier.records_sha256
        profile = replace(profile, earlier=known) if is_same else profile
        items |= items_of(earlier, then.card, then.template)
    return joined(
        Act.TAKE_OVER_ROUND,
        (
            change_profile(assessment, profile),
            change_records(assessment, Act.TAKE_OVER_ROUND, RecordKind.EARLIER_FAULT, faults),
            change_records(assessment, Act.TAKE_OVER_ROUND, RecordKind.EARLIER_PHOTO, photos),
            change_records(assessment, Act.TAKE_OVER_ROUND, RecordKind.EARLIER_ITEM, items),
        ),
    )


def self_scores_of(own: Assessment, card: ScoreCard) -> tuple[SelfScore, ...]:
    """Return what a self-assessment made in this program gives each item: points, words and the evidence it names.

    An item that is open there has no points yet and is left out.
    """
    return tuple(
        SelfScore(item.id, item.award.awarded, _own_words(own, item.id), "、".join(_claimed(own, item.id)))
        for item in card.items()
        if not item.award.open
    )


def verify_earlier(assessment: Assessment, fault: EarlierFault) -> Change:
    """Record what became of an earlier fault; KeyError for one that is not on the list."""
    known = assessment.earlier[fault.id]
    return change_records(assessment, Act.VERIFY_EARLIER, RecordKind.EARLIER_FAULT, {known.id: fault}, known.target)


def not_looked_at(assessment: Assessment) -> int:
    """Return how many faults of the round before nobody has looked at yet."""
    return sum(1 for fault in assessment.earlier.values() if fault.state is EarlierState.NOT_LOOKED_AT)


def _as_ordered(fault: EarlierFault, ordered: Rectification | None) -> EarlierFault:
    """Return a fault with what was ordered about it."""
    if ordered is None:
        return fault
    return replace(fault, rectification=ordered.id, ordered=ordered.what, due_on=ordered.due_on, reported=ordered.report)


def _looked_at(fault: EarlierFault, known: EarlierFault | None) -> EarlierFault:
    """Return a fault as it is told now, with what was seen of it already."""
    if known is None:
        return fault
    return replace(fault, state=known.state, words=known.words, evidence=known.evidence, looked_at_by=known.looked_at_by)


def _once(digests: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(sorted(set(digests or ())))


def _own_words(own: Assessment, target: str) -> str:
    finding = own.findings.get(target)
    said = [own.answer(target).reason, finding.remark if finding else ""]
    said += [f"{seen.place}：{seen.text}" if seen.place else seen.text for seen in own.observations_of(target)]
    return "\n".join(line for line in said if line.strip())[:LONGEST_TEXT]


def _claimed(own: Assessment, target: str) -> tuple[str, ...]:
    """Return the names of all files that support an item or a fact seen there, within what one text may hold."""
    targets = {target, *(seen.id for seen in own.observations_of(target))}
    named = dict.fromkeys(each.caption or each.name for each in own.evidence.values() if targets & set(each.targets))
    shown: list[str] = []
    for name in named:
        if sum(len(each) + 1 for each in shown) + len(name) > LONGEST_TEXT:
            break
        shown.append(name)
    return tuple(shown)
