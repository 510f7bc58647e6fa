# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Criteria made of others: sums, capped sums, the best of alternatives, a choice by the facts of the mine."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from evaluator_app.domain.applicability import Condition, Facts, NotApplicableKind
from evaluator_app.domain.criteria.base import (
    VERDICT,
    Award,
    Criterion,
    Deduction,
    InputField,
    PartAward,
    ScoreState,
    Situation,
    charge,
    full,
    waiting,
)
from evaluator_app.domain.exact import ZERO
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.thresholds import Tables

_NO_RULE = say("award.no_case", "No rule on file fits the facts of this mine")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a composed criterion."""

    id: str
    title: str
    max_score: Decimal
    criterion: Criterion
    applies_when: Condition | None = None
    otherwise: NotApplicableKind | None = None
    """How the part counts where applies_when fails."""

    def evaluate(self, situation: Situation, *, inherit: bool) -> PartAward:
        """Return the award of this part."""
        here = situation.at(self.id, self.max_score, inherit=inherit)
        return PartAward(here.path, self.title, award_where_applicable(self.applies_when, self.otherwise, self.criterion, here))


def award_where_applicable(
    applies_when: Condition | None, otherwise: NotApplicableKind | None, criterion: Criterion, situation: Situation
) -> Award:
    """Evaluate a criterion where it applies; where it does not, count it as the template says."""
    if applies_when is None or otherwise is None or (applies := applies_when.holds(situation.facts)):
        return criterion.evaluate(situation)
    if applies is None:
        missing = situation.titles_of(applies_when.facts_missing(situation.facts))
        said = say("award.fact_missing", "Whether this applies depends on a fact of the mine not yet given: {facts}", facts=missing)
        return waiting(situation.max_score, situation.state_without_facts, said)
    return not_applicable(situation.max_score, otherwise, say("award.facts_say", "does not apply to this mine by its facts"))


def not_applicable(points: Decimal, kind: NotApplicableKind, reason: Sentence | str) -> Award:
    """Count points that do not apply."""
    if kind is NotApplicableKind.FULL_MARKS:
        said = say("award.na_full", "Not applicable, full marks: {reason}", reason=reason)
        return full(points, said, state=ScoreState.NOT_APPLICABLE)
    if kind is NotApplicableKind.EXCLUDED:
        said = say("award.na_excluded", "Not applicable, left out of the total: {reason}", reason=reason)
    else:
        said = say("award.na_later", "Not yet occurring, left out and to be checked later: {reason}", reason=reason)
    return Award(ZERO, ZERO, ZERO, ScoreState.NOT_APPLICABLE, (said,))


@dataclass(frozen=True, slots=True)
class SumOfParts:
    """The points of the parts added up."""

    kind: ClassVar[str] = "sum_of_parts"
    parts: tuple[Part, ...]

    def evaluate(self, situation: Situation) -> Award:
        """Return the sum of the parts."""
        parts = tuple(part.evaluate(situation, inherit=True) for part in self.parts)
        return Award(
            attainable=sum((part.award.attainable for part in parts), ZERO),
            awarded=sum((part.award.awarded for part in parts), ZERO),
            open=sum((part.award.open for part in parts), ZERO),
            state=_joint_state(parts),
            deductions=tuple(deduction for part in parts for deduction in part.award.deductions),
            parts=parts,
            gaps=tuple(gap for part in parts for gap in part.award.gaps),
        )

    def summary(self) -> Sentence:
        """Return the rule in one short sentence."""
        return say("rule.sum_of_parts", "Sum of {count} parts", count=len(self.parts))

    def inputs(self, facts: Facts, tables: Tables) -> tuple[InputField, ...]:
        """Return a verdict on the whole, which parts without their own take over."""
        return (VERDICT,)


@dataclass(frozen=True, slots=True)
class CappedSum:
    """The points of the parts added up, but no more than the item is worth (合计封顶)."""

    kind: ClassVar[str] = "capped_sum"
    parts: tuple[Part, ...]

    def evaluate(self, situation: Situation) -> Award:
        """Return the sum of the parts up to the cap."""
        if not self.parts:
            return waiting(situation.max_score, ScoreState.UNDETERMINED, _NO_RULE)
        parts = tuple(part.evaluate(situation, inherit=True) for part in self.parts)
        cap = situation.max_score
        earned = sum((part.award.awarded for part in parts), ZERO)
        reach = earned + sum((part.award.open for part in parts), ZERO)
        nominal = min(sum((part.max_score for part in self.parts), ZERO), cap)
        left = min(sum((part.award.attainable for part in parts), ZERO), cap)
        bounds = _Bounds(cap - (nominal - left), min(earned, cap), min(reach, cap))
        reason = say("award.capped", "The parts give {earned}, capped at {cap}", earned=earned, cap=cap)
        return _bounded(situation, parts, bounds, reason, charged_to=parts)

    def summary(self) -> Sentence:
        """Return the rule in one short sentence."""
        return say("rule.capped_sum", "Sum of {count} parts, capped", count=len(self.parts))

    def inputs(self, facts: Facts, tables: Tables) -> tuple[InputField, ...]:
        """Return a verdict on the whole, which parts without their own take over."""
        return (VERDICT,)


@dataclass(frozen=True, slots=True)
class BestOf:
    """The best of several ways to earn the points."""

    kind: ClassVar[str] = "best_of"
    parts: tuple[Part, ...]
    """The alternatives."""

    def evaluate(self, situation: Situation) -> Award:
        """Return the best alternative; open as long as another may still become better."""
        if not self.parts:
            return waiting(situation.max_score, ScoreState.UNDETERMINED, _NO_RULE)
        parts = tuple(part.evaluate(situation, inherit=False) for part in self.parts)
        best = max(parts, key=lambda part: part.award.awarded)
        farthest = max(parts, key=lambda part: part.award.awarded + part.award.open)
        points, reach = best.award.awarded, farthest.award.awarded + farthest.award.open
        dropped = max(part.max_score for part in self.parts) - max(part.award.attainable for part in parts)
        reason = say("award.best", "Best alternative: {title}, {points} points", title=best.title, points=points)
        bounds = _Bounds(situation.max_score - dropped, points, reach)
        return _bounded(situation, parts, bounds, reason, charged_to=(farthest,))

    def summary(self) -> Sentence:
        """Return the rule in one short sentence."""
        return say("rule.best_of", "Best of {count} alternatives", count=len(self.parts))

    def inputs(self, facts: Facts, tables: Tables) -> tuple[InputField, ...]:
        """Return nothing: each alternative is judged for itself."""
        return ()


@dataclass(frozen=True, slots=True)
class Case:
    """A criterion and the mines it holds for."""

    when: Condition
    criterion: Criterion


@dataclass(frozen=True, slots=True)
class ByCondition:
    """The criterion of the first case that fits the facts of the mine."""

    kind: ClassVar[str] = "by_condition"
    cases: tuple[Case, ...]

    def chosen(self, facts: Facts) -> Criterion | None:
        """Return the criterion that holds; None while a fact is missing or no case fits."""
        for case in self.cases:
            holds = case.when.holds(facts)
            if holds is not False:
                return case.criterion if holds else None
        return None

    def evaluate(self, situation: Situation) -> Award:
        """Return what the fitting criterion gives; open while it is not known which one fits."""
        criterion = self.chosen(situation.facts)
        if criterion is not None:
            return criterion.evaluate(situation)
        facts = {fact for case in self.cases for fact in case.when.facts_missing(situation.facts)}
        if not facts:
            return waiting(situation.max_score, ScoreState.UNDETERMINED, _NO_RULE)
        titles = situation.titles_of(facts)
        unknown = say("award.case_unknown", "Which rule holds depends on a fact of the mine not yet given: {facts}", facts=titles)
        return waiting(situation.max_score, situation.state_without_facts, unknown)

    def summary(self) -> Sentence:
        """Return the rule in one short sentence."""
        return say("rule.by_condition", "By the facts of the mine, {count} cases", count=len(self.cases))

    def inputs(self, facts: Facts, tables: Tables) -> tuple[InputField, ...]:
        """Return the inputs of the case that fits."""
        criterion = self.chosen(facts)
        return criterion.inputs(facts, tables) if criterion else ()


def _joint_state(parts: tuple[PartAward, ...]) -> ScoreState:
    states = {part.award.state for part in parts}
    for state in (ScoreState.NOT_ASSESSED, ScoreState.UNDETERMINED, ScoreState.SCORED):
        if state in states:
            return state
    return ScoreState.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What a composed criterion comes to: how much there is to win, what is secured, what can still be reached."""

    attainable: Decimal
    awarded: Decimal
    reach: Decimal


def _bounded(
    situation: Situation, parts: tuple[PartAward, ...], bounds: _Bounds, reason: Sentence, *, charged_to: tuple[PartAward, ...]
) -> Award:
    """Award between what is secured and what can be reached; what is out of reach is charged to the deductions of some parts."""
    lost = bounds.attainable - bounds.reach
    deductions: tuple[Deduction, ...] = charge(lost, (d for part in charged_to for d in part.award.deductions))
    uncharged = lost - sum((deduction.points for deduction in deductions), ZERO)
    if uncharged:
        deductions = (*deductions, situation.deduction(uncharged, reason))
    state = _joint_state(parts)
    is_settled = bounds.reach == bounds.awarded and state is not ScoreState.NOT_APPLICABLE
    return Award(
        bounds.attainable,
        bounds.awarded,
        bounds.reach - bounds.awarded,
        ScoreState.SCORED if is_settled else state,
        (reason,),
        deductions,
        parts,
        tuple(gap for part in parts for gap in part.award.gaps),
    )
