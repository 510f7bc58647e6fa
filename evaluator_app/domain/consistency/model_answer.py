# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The model answer of a practice mine: what a senior found, item by item, as a file for those who learn.

Format evaluator-model-answer, version 1 (docs/formats.md). History: 1 (2026-11) first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from evaluator_app.domain.assessment import Assessment, Mine, Outcome, TemplateRef
from evaluator_app.domain.clocks import is_shot
from evaluator_app.domain.codec import DocumentError, DocumentProblem, Json, decode, encode
from evaluator_app.domain.criteria import Award, ScoreState
from evaluator_app.domain.document import NO_COUNT, NO_DIGEST, content_of, is_count
from evaluator_app.domain.exact import ZERO
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.sentence import say
from evaluator_app.domain.template import Template

FORMAT = "evaluator-model-answer"
VERSION = 1
MOST_ITEMS = 1_000
MOST_FACTS = 2_000
"""Key facts of one item."""
MOST_PHOTOS = 2_000
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class KeyFact:
    """One fact that is to be found."""

    text: str
    place: str = ""
    part: str = ""
    """Path of the part of the criterion it bears on."""
    fault: str = ""
    """Id of the named fault, where the criterion names faults."""
    count: int = 1
    is_fault: bool = True
    """False for a fact that takes no points."""


@dataclass(frozen=True, slots=True)
class ModelItem:
    """What the senior found for one item or prerequisite."""

    target: str
    """Id of the indicator or prerequisite."""
    outcome: Outcome
    attainable: Decimal = ZERO
    awarded: Decimal = ZERO
    """Points; 0 for a prerequisite."""
    facts: tuple[KeyFact, ...] = ()
    reason: str = ""
    """Why, in the senior's words: the remark on the item, else the reason of its verdict."""


@dataclass(frozen=True, slots=True)
class PracticePhoto:
    """One photo or video of the practice mine, which lies beside the model answer as photos/SHA256 with its ending."""

    sha256: str
    media_type: str
    size: int
    """Bytes."""
    place: str = ""


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """A practice mine with its model answer."""

    id: str
    """Tells model answers apart."""
    author: str
    """The senior whose answer it is."""
    made_at: datetime
    template: TemplateRef
    """The edition it was judged by; whoever practises needs the same."""
    mine: Mine
    items: Mapping[str, ModelItem]
    """By id of the indicator or prerequisite."""
    visit_from: date | None = None
    visit_to: date | None = None
    note: str = ""
    """What those who practise must know beforehand."""
    photos: tuple[PracticePhoto, ...] = field(default_factory=tuple)


def model_of(
    assessment: Assessment, template: Template, card: ScoreCard, *, own_id: str, author: str, made_at: datetime, note: str = ""
) -> ModelAnswer:
    """Make the model answer of an assessment that a senior has finished; names of photos and captions stay out, they could tell."""
    facts: dict[str, list[KeyFact]] = {}
    for key in sorted(assessment.observations):
        seen = assessment.observations[key]
        facts.setdefault(seen.target, []).append(KeyFact(seen.text, seen.place, seen.part, seen.fault, seen.count, seen.is_fault))
    items = [
        ModelItem(item.id, outcome_of(item.award), item.award.attainable, item.award.awarded, tuple(facts.get(item.id, ())))
        for item in card.items()
    ]
    items += [ModelItem(each.id, settled(each.outcome), facts=tuple(facts.get(each.id, ()))) for each in card.prerequisites]
    reasons = {target: finding.remark or assessment.answer(target).reason for target, finding in assessment.findings.items()}
    shots = (evidence for evidence in assessment.evidence.values() if is_shot(evidence))
    photos = {shot.sha256: PracticePhoto(shot.sha256, shot.media_type, shot.size, shot.place) for shot in shots}
    profile = assessment.profile
    return ModelAnswer(
        id=own_id,
        author=author,
        made_at=made_at,
        template=TemplateRef(template.id, template.edition, profile.template.digest),
        mine=assessment.mine,
        items={item.target: _with_reason(item, reasons.get(item.target, "")) for item in items},
        visit_from=profile.visit_from,
        visit_to=profile.visit_to,
        note=note,
        photos=tuple(photos[sha256] for sha256 in sorted(photos)),
    )


def outcome_of(award: Award) -> Outcome:
    """Return in one word what an item came to; what is still open counts as not assessed."""
    if award.state is ScoreState.NOT_APPLICABLE:
        return Outcome.NOT_APPLICABLE
    if award.open:
        return Outcome.NOT_ASSESSED
    if not award.lost:
        return Outcome.MET
    return Outcome.PARTLY_MET if award.awarded else Outcome.NOT_MET


def settled(outcome: Outcome) -> Outcome:
    """Return a verdict; what waits for something is as little settled as what nobody has looked at."""
    return Outcome.NOT_ASSESSED if outcome is Outcome.PENDING else outcome


def to_model_document(answer: ModelAnswer) -> Json:
    """Return a model answer as the plain data of a document."""
    return {"format": FORMAT, "version": VERSION, **encode(answer)}


def from_model_document(data: Json) -> ModelAnswer:
    """Read a model answer from the plain data of a document; DocumentError with every problem found."""
    refusal = say("doc.model_format", "This is not a model answer")
    answer = decode(ModelAnswer, content_of(data, FORMAT, VERSION, refusal))
    problems = tuple(_inconsistencies(answer))
    if problems:
        raise DocumentError(problems)
    return answer


def _with_reason(item: ModelItem, reason: str) -> ModelItem:
    return ModelItem(item.target, item.outcome, item.attainable, item.awarded, item.facts, reason)


def _inconsistencies(answer: ModelAnswer) -> Iterator[DocumentProblem]:
    if len(answer.items) > MOST_ITEMS or len(answer.photos) > MOST_PHOTOS:
        words = say("doc.model_many", "At most {items} items and {photos} photos are read", items=MOST_ITEMS, photos=MOST_PHOTOS)
        yield DocumentProblem("items", words)
    if not answer.items:
        yield DocumentProblem("items", say("doc.model_empty", "It answers no item"))
    for key, item in answer.items.items():
        yield from _item_problems(key, item)
    for index, photo in enumerate(answer.photos):
        if not _SHA256.fullmatch(photo.sha256):
            yield DocumentProblem(f"photos.{index}.sha256", NO_DIGEST)
        if photo.size < 0:
            yield DocumentProblem(f"photos.{index}.size", say("doc.size", "A size of at least 0 is expected here"))
    if not _SHA256.fullmatch(answer.template.digest):
        yield DocumentProblem("template.digest", NO_DIGEST)


def _item_problems(key: str, item: ModelItem) -> Iterator[DocumentProblem]:
    if key != item.target:
        yield DocumentProblem(f"items.{key}", say("doc.key", "This record stands under another id than its own: {own}", own=item.target))
    if item.outcome is Outcome.PENDING:
        yield DocumentProblem(f"items.{key}.outcome", say("doc.model_pending", "A model answer leaves nothing waiting"))
    if not 0 <= item.awarded <= item.attainable:
        yield DocumentProblem(f"items.{key}.awarded", say("doc.model_points", "Points from 0 to the attainable ones are expected here"))
    if len(item.facts) > MOST_FACTS or not all(is_count(fact.count) for fact in item.facts):
        yield DocumentProblem(f"items.{key}.facts", NO_COUNT)
