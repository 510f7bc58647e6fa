# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What every kind of criterion works with: the situation it looks at and the award it gives.

An award splits the attainable points three ways: awarded, lost and open (neither won nor lost yet).
Every lost point is carried by a deduction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from typing import Protocol

from evaluator_app.domain.applicability import Facts
from evaluator_app.domain.assessment import Answer, Finding, Observation, Outcome
from evaluator_app.domain.exact import ZERO, Rounding
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.three_rates.method import RateKind
from evaluator_app.domain.thresholds import Tables


class ScoreState(Enum):
    """What is known of a score."""

    SCORED = "scored"
    NOT_ASSESSED = "not_assessed"
    """Something is still to be looked at."""
    UNDETERMINED = "undetermined"
    """Looked at, but the rules or facts on file do not decide it."""
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points taken, with the reason."""

    points: Decimal
    """Points that count against the score; 0 where the floor was reached before."""
    reason: Sentence
    observation: str = ""
    """Id of the observation that takes the points; empty where a verdict or a value does."""
    place: str = ""
    text: str = ""
    """What was seen, in the assessor's words."""
    part: str = ""
    """Path of the part of the criterion."""
    clause: str = ""
    """The rule it rests on."""


@dataclass(frozen=True, slots=True)
class PartAward:
    """The award of one part of a composed criterion."""

    path: str
    title: str
    award: Award


@dataclass(frozen=True, slots=True)
class Award:
    """Points given by a criterion, and why."""

    attainable: Decimal
    awarded: Decimal
    open: Decimal
    """Points neither won nor lost yet."""
    state: ScoreState
    reasons: tuple[Sentence, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    parts: tuple[PartAward, ...] = ()
    gaps: tuple[Sentence, ...] = ()
    """Rules that are not on file."""

    @property
    def lost(self) -> Decimal:
        """Points that are gone for good."""
        return self.attainable - self.awarded - self.open

    @property
    def ledger(self) -> tuple[Deduction, ...]:
        """The deductions that a ledger lists: those that take points or that an observation stands behind."""
        return tuple(deduction for deduction in self.deductions if deduction.points or deduction.observation)


@dataclass(frozen=True, slots=True)
class Situation:
    """What one criterion looks at: one item of one mine, or one part of it."""

    max_score: Decimal
    finding: Finding
    observations: tuple[Observation, ...]
    """The whole ledger of the item, in ledger order."""
    facts: Facts
    tables: Tables
    clause: str = ""
    path: str = ""
    """Where in the item the criterion stands; empty for the item itself."""
    panel_rounding: Rounding = field(default_factory=Rounding)
    panel_quorum: int = 1
    inherited: Outcome = Outcome.NOT_ASSESSED
    """A verdict on the whole that a part without its own takes over."""
    inherited_reason: str = ""
    """The reason of that verdict."""
    fact_titles: Mapping[str, str] = field(default_factory=dict)
    """What the facts of the mine are called, by id."""

    @property
    def answer(self) -> Answer:
        """What was answered here."""
        return self.finding.answers.get(self.path) or Answer()

    @property
    def outcome(self) -> Outcome:
        """The verdict here; the one on the whole where there is none of its own."""
        own = self.answer.outcome
        return self.inherited if own is Outcome.NOT_ASSESSED else own

    @property
    def reason(self) -> str:
        """Why the verdict is what it is, in the assessor's words."""
        return self.answer.reason or (self.inherited_reason if self.answer.outcome is Outcome.NOT_ASSESSED else "")

    @property
    def faults(self) -> tuple[Observation, ...]:
        """The observations here that take points."""
        return tuple(o for o in self.observations if o.part == self.path and o.is_fault)

    @property
    def state_without_facts(self) -> ScoreState:
        """What an item is whose rule hangs on facts not yet given: undetermined once something was recorded for it."""
        is_blank = not self.finding.answers and not self.observations
        return ScoreState.NOT_ASSESSED if is_blank else ScoreState.UNDETERMINED

    def at(self, part: str, max_score: Decimal, *, inherit: bool) -> Situation:
        """Return the situation of a part."""
        path = f"{self.path}.{part}" if self.path else part
        outcome, reason = (self.outcome, self.reason) if inherit else (Outcome.NOT_ASSESSED, "")
        rounding, quorum = self.panel_rounding, self.panel_quorum
        fixed = (self.finding, self.observations, self.facts, self.tables, self.clause)
        return Situation(max_score, *fixed, path, rounding, quorum, outcome, reason, self.fact_titles)

    def titles_of(self, facts: Iterable[str]) -> str:
        """Return the titles of facts in one line."""
        return "、".join(self.fact_titles.get(fact, fact) for fact in sorted(facts))

    def deduction(self, points: Decimal, reason: Sentence, observation: Observation | None = None) -> Deduction:
        """Make a deduction that says where, what and by which clause."""
        if observation is None:
            return Deduction(points, reason, text=self.reason, part=self.path, clause=self.clause)
        return Deduction(points, reason, observation.id, observation.place, observation.text, self.path, self.clause)


class InputKind(Enum):
    """What a person enters for a criterion."""

    VERDICT = "verdict"
    NUMBER = "number"
    COUNT = "count"
    CHOICE = "choice"
    TEXT = "text"
    PANEL = "panel"


@dataclass(frozen=True, slots=True)
class InputField:
    """One thing to enter; a form is built from these."""

    name: str
    kind: InputKind
    label: Sentence
    unit: str = ""
    options: tuple[tuple[str, str], ...] = ()
    """For a choice: id and title."""
    is_optional: bool = False
    rate: RateKind | None = None
    """For a number: which rate it is, where it can be computed from quantities."""


class Criterion(Protocol):
    """How an indicator's points are given or taken."""

    def evaluate(self, situation: Situation) -> Award:
        """Return the award for what was found."""

    def summary(self) -> Sentence:
        """Return the rule in one short sentence."""

    def inputs(self, facts: Facts, tables: Tables) -> tuple[InputField, ...]:
        """Return what a person enters here, parts not included."""


NOT_ALLOWED = say("award.na_not_allowed", "The template does not allow this item to be marked as not applicable in this way")
VERDICT = InputField("outcome", InputKind.VERDICT, say("input.verdict", "Verdict"))


def full(points: Decimal, *reasons: Sentence, state: ScoreState = ScoreState.SCORED) -> Award:
    """Award everything."""
    return Award(points, points, ZERO, state, reasons)


def waiting(points: Decimal, state: ScoreState, *reasons: Sentence, gaps: tuple[Sentence, ...] = ()) -> Award:
    """Leave everything open: never zero, never full."""
    return Award(points, ZERO, points, state, reasons, gaps=gaps)


def unjudged(situation: Situation) -> Award:
    """Leave an item open that nobody has judged, or that waits for something to be supplied."""
    match situation.outcome:
        case Outcome.PENDING if situation.reason:
            said = say("award.pending", "Waiting: {reason}", reason=situation.reason)
        case Outcome.PENDING:
            said = say("award.pending_unnamed", "Waiting, but for what is not said")
        case Outcome.NOT_APPLICABLE:
            said = NOT_ALLOWED
        case _:
            return waiting(situation.max_score, ScoreState.NOT_ASSESSED, say("award.not_assessed", "Not assessed yet"))
    return waiting(situation.max_score, ScoreState.UNDETERMINED, said)


def lose(points: Decimal, deductions: Iterable[Deduction], *reasons: Sentence) -> Award:
    """Take what the deductions add up to, down to zero; what goes beyond is shown as 0."""
    charged = charge(points, deductions)
    taken = sum((deduction.points for deduction in charged), ZERO)
    return Award(points, points - taken, ZERO, ScoreState.SCORED, reasons, charged)


def charge(limit: Decimal, deductions: Iterable[Deduction]) -> tuple[Deduction, ...]:
    """Trim deductions in their order so that together they take at most the limit."""
    charged, left = [], limit
    for deduction in deductions:
        taken = max(min(deduction.points, left), ZERO)
        left -= taken
        charged.append(deduction if taken == deduction.points else replace(deduction, points=taken))
    return tuple(charged)


def choices(answers: Mapping[str, str], name: str) -> str:
    """Return a word that was entered, without blanks around it; empty where there is none."""
    return answers.get(name, "").strip()
