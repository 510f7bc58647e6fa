# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What of one assessment is compared with the others: taken from it once, small enough to keep for hundreds of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal
from enum import Enum

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.clocks import is_shot
from evaluator_app.domain.consistency.decisive import Decision, decisions
from evaluator_app.domain.consistency.judges import Arrived, Judging, judgings
from evaluator_app.domain.consistency.site_time import OnSite, on_site
from evaluator_app.domain.history import JournalLine
from evaluator_app.domain.rating import Rating
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.status import AssessmentKind, Verdict
from evaluator_app.domain.template import Template


class Source(Enum):
    """Where words were written."""

    OBSERVATION = "observation"
    REMARK = "remark"
    REASON = "reason"
    """Of a verdict, of an expert's points, or of not-applicable."""


@dataclass(frozen=True, slots=True)
class Words:
    """One text that a person wrote."""

    item: str
    """Id of the indicator or prerequisite."""
    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What a photo or video is known by."""

    evidence: str
    name: str
    sha256: str
    fingerprint: str
    item: str
    """Id of the first indicator, prerequisite or observation that it supports; empty for none."""


@dataclass(frozen=True, slots=True)
class Case:
    """One assessment as far as it is compared with others."""

    id: str
    mine: str
    template: str
    """Id of the template."""
    digest: str
    """Of the template."""
    kind: AssessmentKind
    is_practice: bool
    replaces: str
    """Id of the assessment that this revision takes the place of; empty for none."""
    verdict: Verdict
    margin: Decimal | None
    """Points between total and pass mark; negative below it. None where there is no mark."""
    judgings: tuple[Judging, ...]
    decisions: tuple[Decision, ...]
    words: tuple[Words, ...]
    pictures: tuple[Picture, ...]
    on_site: OnSite


@dataclass(frozen=True, slots=True)
class Chosen:
    """The assessments that are compared, and how many were left out for what."""

    cases: tuple[Case, ...]
    superseded: int = 0
    """Signed ones in whose place a revision stands."""
    own: int = 0
    """Self-assessments of mines."""
    practice: int = 0
    """Practice ones where real ones are compared, and the other way round."""


def case_of(
    assessment: Assessment,
    template: Template,
    card: ScoreCard,
    rating: Rating,
    lines: Iterable[JournalLine],
    zone: tzinfo,
    *,
    arrived: Arrived | None = None,
) -> Case:
    """Take from an assessment what is compared; the zone is where its days are counted."""
    profile = assessment.profile
    return Case(
        id=assessment.id,
        mine=assessment.mine.name,
        template=template.id,
        digest=profile.template.digest,
        kind=profile.kind,
        is_practice=profile.is_practice,
        replaces=profile.revision.replaces if profile.revision else "",
        verdict=rating.verdict,
        margin=rating.total.distance,
        judgings=judgings(template, assessment, card, lines, arrived),
        decisions=decisions(template, card, rating),
        words=tuple(_words(assessment)),
        pictures=tuple(_pictures(assessment)),
        on_site=on_site(assessment, zone),
    )


def choose(cases: Iterable[Case], *, practice: bool = False) -> Chosen:
    """Return the assessments that say something of the firm's own work: no practice, none that a revision replaced, none by the mine."""
    every = tuple(cases)
    same = [case for case in every if case.is_practice is practice]
    replaced = {case.replaces for case in same if case.replaces}
    current = [case for case in same if case.id not in replaced]
    firm = tuple(case for case in current if case.kind is not AssessmentKind.SELF_ASSESSMENT)
    return Chosen(firm, len(same) - len(current), len(current) - len(firm), len(every) - len(same))


def _words(assessment: Assessment) -> Iterator[Words]:
    for key in sorted(assessment.observations):
        observation = assessment.observations[key]
        yield from _given(observation.target, Source.OBSERVATION, observation.text)
    for target in sorted(assessment.findings):
        finding = assessment.findings[target]
        yield from _given(target, Source.REMARK, finding.remark)
        for _path, answer in sorted(finding.answers.items()):
            yield from _given(target, Source.REASON, answer.reason)
            if answer.not_applicable is not None:
                yield from _given(target, Source.REASON, answer.not_applicable.reason)
            for _who, judgement in sorted(answer.judgements.items()):
                yield from _given(target, Source.REASON, judgement.reason)


def _given(item: str, source: Source, text: str) -> Iterator[Words]:
    if text.strip():
        yield Words(item, source, text.strip())


def _pictures(assessment: Assessment) -> Iterator[Picture]:
    for key in sorted(assessment.evidence):
        evidence = assessment.evidence[key]
        if is_shot(evidence):
            item = next(iter(evidence.targets), "")
            seen = assessment.observations.get(item)
            yield Picture(evidence.id, evidence.name, evidence.sha256, evidence.fingerprint, seen.target if seen else item)
