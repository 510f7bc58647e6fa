# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Criteria that faults decide: all or nothing, per occurrence, by named fault, zero on a named fault."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from evaluator_app.domain.applicability import Facts
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.criteria.base import (
    VERDICT,
    Award,
    Criterion,
    Deduction,
    InputField,
    ScoreState,
    Situation,
    full,
    lose,
    unjudged,
    waiting,
)
from evaluator_app.domain.exact import ZERO, decimal_text
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.thresholds import Tables

_NO_FAULT = say("award.met", "Met, nothing to deduct")
_NEEDS_OBSERVATION = say("award.needs_observation", "A problem was noted but no observation says where and what")


@dataclass(frozen=True, slots=True)
class AllOrNothing:
    """Full marks when everything asked is met, otherwise none (符合得满分，不符合不得分)."""

    kind: ClassVar[str] = "all_or_nothing"

    def evaluate(self, situation: Situation) -> Award:
        """Return all points or none; any fault in the ledger takes them all."""
        points, reason = situation.max_score, say("deduct.all", "Not met: the whole item earns nothing")
        if faults := situation.faults:
            return lose(points, (situation.deduction(points, reason, fault) for fault in faults))
        match situation.outcome:
            case Outcome.MET:
                return full(points, _NO_FAULT)
            case Outcome.NOT_MET | Outcome.PARTLY_MET:
                return lose(points, (situation.deduction(points, reason),))
            case _:
                return unjudged(situation)

    def summary(self) -> Sentence:
        """Return the rule in one short sentence."""
        return say("rule.all_or_nothing", "Full marks if met, otherwise none")

    def inputs(self, facts: Facts, tables: Tables) -> tuple[InputField, ...]:
        """Return the verdict."""
        return (VERDICT,)


@dataclass(frozen=True, slots=True)
class DeductPerOccurrence:
    """Full marks minus a step for every occurrence, down to zero (每处不符扣 x 分，扣完为止)."""

    kind: ClassVar[str] = "deduct_per_occurrence"
    step: Decimal

    def evaluate(self, situation: Situation) -> Award:
        """Return what the occurrences leave."""
        points = situation.max_score
        if faults := situation.faults:
            deductions = (
                situation.deduction(
                    self.step * fault.count,
                    say("deduct.occurrences", "{count} × {step} points", count=fault.count, step=self.step),
                    fault,
                )
                for fault in faults
            )
            return _unless_pending(situation, lose(points, deductions))
        return _without_faults(situation)

    def summary(self) -> Sentence:
        """Return the rule in one short sentence."""
        return say("rule.per_occurrence", "Minus {step} for every occurrence, down to 0", step=self.step)

    def inputs(self, facts: Facts, tables: Tables) -> tuple[InputField, ...]:
        """Return the verdict."""
        return (VERDICT,)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that the rules name, with its own deduction."""

    id: str
    title: str
    deduction: Decimal
    is_per_occurrence: bool = False
    """False: however often it is seen, it is deducted once."""


@dataclass(frozen=True, slots=True)
class NamedFaults:
    """Full marks minus the deduction of each named fault that was seen, down to zero."""

    kind: ClassVar[str] = "named_faults"
    faults: tuple[Fault, ...]

    def evaluate(self, situation: Situation) -> Award:
        """Return what the named faults leave; a fault without a known name leaves the rest open."""
        observations = situation.faults
        if not observations:
            return _without_faults(situation)
        named = {fault.id: fault for fault in self.faults}
        seen: set[str] = set()
        deductions: list[Deduction] = []
        for observation in observations:
            fault = named.get(observation.fault)
            if fault is None:
                continue
            times = observation.count if fault.is_per_occurrence else 0 if fault.id in seen else 1
            seen.add(fault.id)
            reason = say("deduct.named_fault", "{fault}: {count} × {step} points", fault=fault.title, count=times, step=fault.deduction)
            deductions.append(situation.deduction(fault.deduction * times, reason, observation))
        lost = lose(situation.max_score, deductions)
        if len(deductions) == len(observations):
            return _unless_pending(situation, lost)
        return _rest_open(lost, say("award.fault_unnamed", "An observation does not say which of the named faults it is"))

    def summary(self) -> Sentence:
        """Return the rule in one short sentence."""
        listed = "；".join(f"{fault.title} −{decimal_text(fault.deduction)}" for fault in self.faults)
        return say("rule.named_faults", "Minus per named fault, down to 0: {faults}", faults=listed)

    def inputs(self, facts: Facts, tables: Tables) -> tuple[InputField, ...]:
        """Return the verdict."""
        return (VERDICT,)


@dataclass(frozen=True, slots=True)
class HardZero:
    """A criterion of which nothing is left once a named fault is seen, whatever else was found."""

    kind: ClassVar[str] = "hard_zero"
    faults: tuple[Fault, ...]
    """The faults that take everything; their own deduction does not count."""
    base: Criterion
    """What holds as long as none of them is seen."""

    def evaluate(self, situation: Situation) -> Award:
        """Return nothing if such a fault was seen, else what the base gives."""
        titles = {fault.id: fault.title for fault in self.faults}
        fatal = [observation for observation in situation.faults if observation.fault in titles]
        if not fatal:
            return self.base.evaluate(situation)
        deductions = [
            situation.deduction(
                situation.max_score, say("deduct.hard_zero", "{fault}: the whole item earns nothing", fault=titles[o.fault]), o
            )
            for o in fatal
        ]
        return lose(situation.max_score, deductions)

    def summary(self) -> Sentence:
        """Return the rule in one short sentence."""
        listed = "；".join(fault.title for fault in self.faults)
        return say("rule.hard_zero", "{base}; nothing at all on: {faults}", base=self.base.summary(), faults=listed)

    def inputs(self, facts: Facts, tables: Tables) -> tuple[InputField, ...]:
        """Return the inputs of the base."""
        return self.base.inputs(facts, tables)


def _unless_pending(situation: Situation, award: Award) -> Award:
    """Hold back what the faults left while something is still to be supplied."""
    return _rest_open(award, *unjudged(situation).reasons) if situation.outcome is Outcome.PENDING else award


def _rest_open(award: Award, *reasons: Sentence) -> Award:
    """Leave open what an award gives; where it gives nothing, nothing is left to be open."""
    if not award.awarded:
        return award
    return replace(award, awarded=ZERO, open=award.awarded, state=ScoreState.UNDETERMINED, reasons=reasons)


def _without_faults(situation: Situation) -> Award:
    """Award an item with an empty ledger: full when met, open when a problem was noted without words."""
    match situation.outcome:
        case Outcome.MET:
            return full(situation.max_score, _NO_FAULT)
        case Outcome.PARTLY_MET | Outcome.NOT_MET:
            return waiting(situation.max_score, ScoreState.UNDETERMINED, _NEEDS_OBSERVATION)
        case _:
            return unjudged(situation)
