# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How far the members of a panel lie apart over an item, who dissents, and whether the leader has closed it with words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from evaluator_app.domain.assessment import Assessment, Consensus, Judgement
from evaluator_app.domain.criteria import InputKind, ScoreState
from evaluator_app.domain.entry import EntryPart, entry_parts
from evaluator_app.domain.exact import Rounding, mean
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import Template

OWN_AID = Fraction(1, 3)
"""Share of an item's points beyond which a spread is called wide where the template says nothing: the program's own aid, no rule."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one expert gave."""

    assessor: str
    """Id."""
    name: str
    points: Decimal
    reason: str
    off: Decimal
    """How far from the rounded mean; negative below it."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The judgements of one item, or of one part of it."""

    target: str
    """Id of the indicator."""
    part: str
    """Path of the part; empty for the item itself."""
    title: str
    """Code and title of the item, and of the part."""
    max_score: Decimal
    voices: tuple[Voice, ...]
    """The leader first, then by id."""
    mean: Decimal
    """Rounded as the template has it."""
    spread: Decimal
    """The highest points less the lowest."""
    limit: Decimal
    """A spread beyond this is wide; two places."""
    is_own_aid: bool
    """Whether the limit is the program's own aid, because the template names none."""
    is_wide: bool
    consensus: Consensus | None
    closed_by: str
    """Name of the leader who closed it over these very points; empty while nobody has."""

    @property
    def is_open(self) -> bool:
        """Tell whether the leader must still close it."""
        return self.is_wide and not self.closed_by

    @property
    def points(self) -> tuple[Decimal, ...]:
        """All points, ascending."""
        return tuple(sorted(voice.points for voice in self.voices))

    @property
    def dissent(self) -> tuple[Voice, ...]:
        """Those who are farthest from the mean; nobody where all agree."""
        farthest = max(abs(voice.off) for voice in self.voices)
        return tuple(voice for voice in self.voices if farthest and abs(voice.off) == farthest)

    def sentence(self) -> Sentence:
        """Say how far the experts lie apart, and by which measure that is wide."""
        words = {"spread": self.spread, "limit": self.limit}
        if self.is_own_aid:
            return say("spread.aid", "The experts are {spread} points apart; over {limit} is wide (our own aid, no rule)", **words)
        return say("spread.wide", "The experts are {spread} points apart; the template calls more than {limit} wide", **words)


def spreads(template: Template, assessment: Assessment, card: ScoreCard) -> tuple[Spread, ...]:
    """Return every item and part for which experts have given points, in the order of the template; what does not apply is left out."""
    given = {finding.target for finding in assessment.findings.values() if any(a.judgements for a in finding.answers.values())}
    if not given:
        return ()
    facts, tables, scores = template.facts_of(assessment.mine.facts), template.tables_by_id(assessment.day), card.items_by_id()
    found: list[Spread] = []
    for indicator in template.indicators():
        if indicator.id in given and scores[indicator.id].award.state is not ScoreState.NOT_APPLICABLE:
            title = f"{indicator.code} {indicator.title}"
            found.extend(_of_parts(template, assessment, indicator.id, title, entry_parts(indicator, facts, tables)))
    return tuple(found)


def spread_of(template: Template, assessment: Assessment, target: str, part: str, most: Decimal, title: str = "") -> Spread | None:
    """Return how the judgements of one item or part, worth so many points, lie apart; None while nobody has given any."""
    answer = assessment.answer(target, part)
    if not answer.judgements:
        return None
    rules = template.rating
    share = OWN_AID if rules.panel_spread is None else Fraction(rules.panel_spread)
    average = rules.panel_rounding.apply(mean(judgement.points for judgement in answer.judgements.values()))
    voices = tuple(_voices(assessment, answer.judgements, average))
    points = sorted(voice.points for voice in voices)
    limit = share * Fraction(most)
    closed_by = _closed_by(assessment, answer.consensus, tuple(points))
    return Spread(
        target=target,
        part=part,
        title=title,
        max_score=most,
        voices=voices,
        mean=average,
        spread=points[-1] - points[0],
        limit=Rounding().apply(limit),
        is_own_aid=rules.panel_spread is None,
        is_wide=Fraction(points[-1] - points[0]) > limit,
        consensus=answer.consensus,
        closed_by=closed_by,
    )


def closing(spread: Spread, leader: str, words: str) -> Consensus:
    """Return what closes a spread over its points as they are now; ValueError without words."""
    if not words.strip():
        raise ValueError("a difference of judgement is closed with words")
    return Consensus(words.strip(), leader, spread.points)


def leads(assessment: Assessment, assessor: str) -> bool:
    """Tell whether a member of the team leads it; only then can that person close a spread."""
    member = assessment.team.get(assessor)
    return member is not None and member.is_leader


def _of_parts(template: Template, assessment: Assessment, target: str, title: str, parts: tuple[EntryPart, ...]) -> Iterator[Spread]:
    for part in parts:
        if part.applies is False or not any(field.kind is InputKind.PANEL for field in part.inputs):
            continue
        named = f"{title}：{part.title}" if part.path else title
        if (found := spread_of(template, assessment, target, part.path, part.max_score, named)) is not None:
            yield found


def _voices(assessment: Assessment, judgements: Mapping[str, Judgement], average: Decimal) -> Iterator[Voice]:
    for who in sorted(judgements, key=lambda who: (not leads(assessment, who), who)):
        member, given = assessment.team.get(who), judgements[who]
        yield Voice(who, member.name if member else who, given.points, given.reason.strip(), given.points - average)


def _closed_by(assessment: Assessment, consensus: Consensus | None, points: tuple[Decimal, ...]) -> str:
    if consensus is None or consensus.points != points or not consensus.words.strip() or not leads(assessment, consensus.by):
        return ""
    return assessment.team[consensus.by].name
