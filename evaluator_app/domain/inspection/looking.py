# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Looking a whole assessment over: what hinders completion, and what a careful reader would ask besides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo

from evaluator_app.domain.assessment import Assessment, Evidence, Outcome
from evaluator_app.domain.cards import is_aid
from evaluator_app.domain.completeness import Severity, problems
from evaluator_app.domain.criteria.base import ScoreState
from evaluator_app.domain.evidence_uses import held_by_forms
from evaluator_app.domain.inspection.documents import requests
from evaluator_app.domain.inspection.notice import Notice, Topic, noticed
from evaluator_app.domain.inspection.presence import Moment, not_visited, required_places
from evaluator_app.domain.mending_apart import serves_mending_alone
from evaluator_app.domain.rounds import EarlierState
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import Template
from evaluator_app.domain.wording import Needed, Wording, look

_NEEDED: Mapping[Needed, Sentence] = {
    Needed.WHERE: say("words.where", "where"),
    Needed.COUNT: say("words.count", "how many or how much"),
    Needed.AGAINST: say("words.against", "against what"),
    Needed.CHECKED: say("words.checked", "checked how"),
}


def _unknown(_evidence: Evidence) -> None:
    return None


@dataclass(frozen=True)
class Aids:
    """What is known beside the assessment itself."""

    wording: Wording = field(default_factory=Wording)
    wording_off: Collection[str] = ()
    """Ids of rules of wording that were switched off."""
    moment_of: Moment = _unknown
    zone: tzinfo = UTC
    """The zone of the visit's days."""
    others: tuple[Notice, ...] = ()
    """What other looks have found: photos, positions, forms."""


def applicable(card: ScoreCard) -> Mapping[str, bool]:
    """Return by item whether it applies."""
    return {item.id: item.award.state is not ScoreState.NOT_APPLICABLE for item in card.items()}


def look_over(template: Template, assessment: Assessment, card: ScoreCard, aids: Aids) -> tuple[Notice, ...]:
    """Return everything to be said, by weight, then by topic, then in the order of the template."""
    found = [noticed(problem) for problem in problems(template, assessment, card)]
    for notices in (
        _without_proof(template, assessment, card),
        _contradictions(template, assessment),
        _filing(assessment),
        _times(assessment, aids),
        _documents(template, assessment, card),
        _presence(template, assessment, card),
        _words(assessment, aids),
        _earlier(assessment),
        aids.others,
    ):
        found.extend(notices)
    topics, weights = list(Topic), list(Severity)
    return tuple(sorted(found, key=lambda notice: (weights.index(notice.weight), topics.index(notice.topic))))


def wording_notice(remark_word: str, lacks: Iterable[Needed]) -> Sentence:
    """Return what is said of a vague word; the needs are put into words by the one who shows it."""
    first, *rest = (_NEEDED[needed] for needed in lacks)
    named = first
    for other in rest:
        named = say("words.and", "{one}, {other}", one=named, other=other)
    return say("words.vague", "“{word}” can hardly be mended; say also: {needed}", word=remark_word, needed=named)


def _without_proof(template: Template, assessment: Assessment, card: ScoreCard) -> Iterator[Notice]:
    applies, supported = applicable(card), assessment.supported()
    for indicator in template.indicators():
        ledger = assessment.observations_of(indicator.id)
        is_shown = indicator.id in supported or any(seen.id in supported for seen in ledger)
        if applies[indicator.id] and indicator.evidence and not is_shown and assessment.answer(indicator.id).outcome is Outcome.MET:
            yield _hint("QLT-201", Topic.EVIDENCE, say("quality.no_proof", "Met, but nothing on file shows it"), target=indicator.id)
        for seen in ledger:
            if seen.is_fault and not indicator.needs_photo and seen.id not in supported:
                words = say("missing.photo", "No photo of: {text}", text=seen.text)
                yield _hint("QLT-202", Topic.EVIDENCE, words, target=indicator.id, place=seen.place)


def _contradictions(template: Template, assessment: Assessment) -> Iterator[Notice]:
    for prerequisite in template.prerequisites:
        faults = [seen for seen in assessment.observations_of(prerequisite.id) if seen.is_fault]
        if faults and assessment.answer(prerequisite.id).outcome is Outcome.MET:
            words = say("quality.met_with_faults", "Met, although a fault is recorded: {text}", text=faults[0].text)
            yield _warn("QLT-211", Topic.DISAGREEMENT, words, target=prerequisite.id)
    for evidence in assessment.evidence.values():
        for seen in (assessment.observations[target] for target in evidence.targets if target in assessment.observations):
            if evidence.place and seen.place and evidence.place != seen.place:
                words = say(
                    "quality.two_places",
                    "{name} is filed at {one}, the fault it shows at {other}",
                    name=evidence.name,
                    one=evidence.place,
                    other=seen.place,
                )
                yield Notice("QLT-212", Topic.DISAGREEMENT, Severity.WARNS, words, seen.target, evidence.id, evidence.place)


def _filing(assessment: Assessment) -> Iterator[Notice]:
    held = held_by_forms(assessment)
    for evidence in sorted(assessment.evidence.values(), key=lambda each: (each.taken_at, each.name, each.id)):
        if is_aid(evidence.codes) or serves_mending_alone(evidence) or (not evidence.targets and evidence.id in held):
            continue
        target = next((_item_of(assessment, each) for each in evidence.targets), "")
        if not evidence.targets:
            words = say("quality.unfiled", "{name} belongs to no item yet", name=evidence.name)
            yield _warn("QLT-221", Topic.PHOTOS, words, evidence=evidence.id, place=evidence.place)
        elif evidence.media_type.startswith("image/") and not evidence.place and not evidence.revision_of:
            words = say("quality.no_place", "{name} says no place", name=evidence.name)
            yield _warn("QLT-222", Topic.PHOTOS, words, target=target, evidence=evidence.id)


def _times(assessment: Assessment, aids: Aids) -> Iterator[Notice]:
    """Name observations of another day than the visit; photos have their own look."""
    first, last = assessment.profile.visit_from, assessment.profile.visit_to or assessment.profile.visit_from
    if first is None or last is None:
        return
    for seen in assessment.observations.values():
        day = None if seen.observed_at is None else seen.observed_at.astimezone(aids.zone).date()
        if day is not None and day < first:
            words = say("quality.before_visit", "Recorded on {day}, before the visit: {text}", day=day.isoformat(), text=seen.text)
            yield _hint("QLT-231", Topic.PRESENCE, words, target=seen.target, place=seen.place)
    for day in _days_without_trace(assessment, aids, first, last):
        yield _hint(
            "QLT-232", Topic.PRESENCE, say("quality.no_trace", "Nothing was recorded on {day}, a day of the visit", day=day.isoformat())
        )


def _days_without_trace(assessment: Assessment, aids: Aids, first: date, last: date) -> Iterator[date]:
    moments = [seen.observed_at for seen in assessment.observations.values()]
    moments += [aids.moment_of(evidence) for evidence in assessment.evidence.values()]
    days = {moment.astimezone(aids.zone).date() for moment in moments if moment is not None}
    for number in range(first.toordinal(), min(last.toordinal(), first.toordinal() + 30) + 1):
        if days and (day := date.fromordinal(number)) not in days:
            yield day


def _documents(template: Template, assessment: Assessment, card: ScoreCard) -> Iterator[Notice]:
    for request in requests(template, assessment, applicable(card)):
        words = say("quality.document", "Not noted as seen: {title}", title=request.title)
        yield Notice("QLT-241", Topic.DOCUMENTS, Severity.HINTS, words, request.items[0], document=request.id)


def _presence(template: Template, assessment: Assessment, card: ScoreCard) -> Iterator[Notice]:
    titles = required_places(template, applicable(card))
    for place in not_visited(template, assessment, applicable(card)):
        words = say("quality.not_visited", "Neither a photo nor an observation speaks of this place: {place}", place=titles[place])
        target = next(indicator.id for indicator in template.indicators() if place in indicator.places)
        yield _warn("QLT-251", Topic.PRESENCE, words, target=target, place=titles[place])


def _words(assessment: Assessment, aids: Aids) -> Iterator[Notice]:
    for seen in assessment.observations.values():
        if not seen.is_fault:
            continue
        for remark in look(aids.wording, seen.text, place=seen.place, count=seen.count, off=aids.wording_off):
            words = wording_notice(remark.word, remark.lacks)
            yield _warn("QLT-261", Topic.WORDS, words, target=seen.target, place=seen.place)


def _earlier(assessment: Assessment) -> Iterator[Notice]:
    for fault in assessment.earlier.values():
        if fault.state is EarlierState.NOT_LOOKED_AT:
            words = say("quality.earlier", "Fault of the round before, not looked at again: {text}", text=fault.text)
            yield _warn("QLT-271", Topic.ROUNDS, words, target=fault.target, place=fault.place)


def _item_of(assessment: Assessment, target: str) -> str:
    seen = assessment.observations.get(target)
    return seen.target if seen else target


def _warn(code: str, topic: Topic, words: Sentence, *, target: str = "", evidence: str = "", place: str = "") -> Notice:
    return Notice(code, topic, Severity.WARNS, words, target, evidence, place)


def _hint(code: str, topic: Topic, words: Sentence, *, target: str = "", place: str = "") -> Notice:
    return Notice(code, topic, Severity.HINTS, words, target, "", place)
