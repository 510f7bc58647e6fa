# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The score as a function of template and assessment: a tree of awarded, lost and open points with reasons.

Nothing here is stored; whoever needs a score computes it. The verdict is another step (rating).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from evaluator_app.domain.applicability import Facts
from evaluator_app.domain.assessment import Assessment, Finding, Observation, Outcome, ledger_order
from evaluator_app.domain.criteria.base import NOT_ALLOWED, Award, ScoreState, Situation, waiting
from evaluator_app.domain.criteria.composed import award_where_applicable, not_applicable
from evaluator_app.domain.exact import EXACT, ZERO
from evaluator_app.domain.forms.checks import Decision, decision_of
from evaluator_app.domain.forms.parts import CheckState
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import Gate, Indicator, IndicatorGroup, Prerequisite, Template
from evaluator_app.domain.thresholds import Tables

_WHOLE = Decimal(1)
"""What a measured prerequisite is worth to its rule."""


_UNMET_ALL_THE_SAME = say(
    "award.unmet_all_the_same",
    "By its facts this does not apply to the mine, yet it was found unmet: correct the facts or what was recorded",
)

LOOK_AGAIN = "award.look_again"
"""Code of the reason why an item is open whose rules have changed since it was judged."""


@dataclass(frozen=True, slots=True)
class ItemScore:
    """The score of one indicator."""

    id: str
    code: str
    title: str
    max_score: Decimal
    is_constraint: bool
    award: Award

    @property
    def is_to_look_at_again(self) -> bool:
        """Whether it is open because its rules have changed since it was judged."""
        return any(reason.code == LOOK_AGAIN for reason in self.award.reasons)


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The score of a group: the sums of what is below it."""

    id: str
    code: str
    title: str
    max_score: Decimal
    attainable: Decimal
    awarded: Decimal
    open: Decimal
    has_floor: bool
    groups: tuple[GroupScore, ...]
    items: tuple[ItemScore, ...]

    @property
    def lost(self) -> Decimal:
        """Points that are gone for good."""
        return self.attainable - self.awarded - self.open

    def all_items(self) -> Iterator[ItemScore]:
        """Yield all items below, in order."""
        for group in self.groups:
            yield from group.all_items()
        yield from self.items


@dataclass(frozen=True, slots=True)
class PrerequisiteResult:
    """What was found for one prerequisite."""

    id: str
    code: str
    title: str
    gate: Gate
    outcome: Outcome
    """MET, NOT_MET, PENDING or NOT_ASSESSED; NOT_APPLICABLE where the facts of the mine say so and nothing speaks against them."""
    observations: tuple[Observation, ...]
    reason: str = ""
    measured: tuple[Sentence, ...] = ()
    """What a measured rule and the record forms attached to it say."""


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """All scores of an assessment."""

    max_score: Decimal
    """Nominal points of the template."""
    attainable: Decimal
    awarded: Decimal
    open: Decimal
    groups: tuple[GroupScore, ...]
    prerequisites: tuple[PrerequisiteResult, ...]

    @property
    def lost(self) -> Decimal:
        """Points that are gone for good."""
        return self.attainable - self.awarded - self.open

    def items(self) -> Iterator[ItemScore]:
        """Yield the scores of all indicators in order."""
        for group in self.groups:
            yield from group.all_items()

    def items_by_id(self) -> Mapping[str, ItemScore]:
        """Return the scores of all indicators by id."""
        return {item.id: item for item in self.items()}


def score(template: Template, assessment: Assessment) -> ScoreCard:
    """Compute every score with its reasons.

    The order in which things were recorded does not matter, and the same input gives the same card.
    """
    with localcontext(EXACT):
        return Scorer(
            template,
            assessment,
            ledgers_of(assessment.observations.values()),
            template.facts_of(assessment.mine.facts),
            template.tables_by_id(assessment.day),
            {fact.id: fact.title for fact in template.facts},
        ).card()


def ledgers_of(observations: Iterable[Observation]) -> Mapping[str, list[Observation]]:
    """Return the ledgers of all items and prerequisites that have one."""
    ledgers: dict[str, list[Observation]] = defaultdict(list)
    for observation in sorted(observations, key=ledger_order):
        ledgers[observation.target].append(observation)
    return ledgers


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores one assessment, in the context of exact numbers; whoever scores many can remember the items that come again."""

    template: Template
    assessment: Assessment
    ledgers: Mapping[str, list[Observation]]
    facts: Facts
    tables: Tables
    """The limits in force on the day of the assessment."""
    fact_titles: Mapping[str, str]

    def card(self) -> ScoreCard:
        """Return all scores."""
        groups = tuple(self.group(group) for group in self.template.groups)
        return ScoreCard(
            max_score=_sum(group.max_score for group in groups),
            attainable=_sum(group.attainable for group in groups),
            awarded=_sum(group.awarded for group in groups),
            open=_sum(group.open for group in groups),
            groups=groups,
            prerequisites=tuple(self.prerequisite(prerequisite) for prerequisite in self.template.prerequisites),
        )

    def group(self, group: IndicatorGroup) -> GroupScore:
        """Return the score of a group and all below it."""
        groups = tuple(self.group(inner) for inner in group.groups)
        items = tuple(self.item(indicator) for indicator in group.indicators)
        return self.summed(group, groups, items)

    def summed(self, group: IndicatorGroup, groups: tuple[GroupScore, ...], items: tuple[ItemScore, ...]) -> GroupScore:
        """Return the score of a group whose parts are scored."""
        return GroupScore(
            id=group.id,
            code=group.code,
            title=group.title,
            max_score=_sum(g.max_score for g in groups) + _sum(i.max_score for i in items),
            attainable=_sum(g.attainable for g in groups) + _sum(i.award.attainable for i in items),
            awarded=_sum(g.awarded for g in groups) + _sum(i.award.awarded for i in items),
            open=_sum(g.open for g in groups) + _sum(i.award.open for i in items),
            has_floor=group.has_floor,
            groups=groups,
            items=items,
        )

    def item(self, indicator: Indicator) -> ItemScore:
        """Return the score of one item."""
        award = self._award(indicator)
        return ItemScore(indicator.id, indicator.code, indicator.title, indicator.max_score, indicator.is_constraint, award)

    def _award(self, indicator: Indicator) -> Award:
        situation = self._situation(indicator, indicator.max_score)
        if situation.finding.look_again:
            return waiting(indicator.max_score, ScoreState.UNDETERMINED, changed_since(situation.finding))
        if situation.answer.outcome is Outcome.NOT_APPLICABLE:
            return _marked_not_applicable(indicator, situation)
        return award_where_applicable(indicator.applies_when, indicator.otherwise, indicator.criterion, situation)

    def _situation(self, target: Indicator | Prerequisite, points: Decimal) -> Situation:
        return Situation(
            max_score=points,
            finding=self.assessment.findings.get(target.id) or Finding(target.id),
            observations=tuple(self.ledgers.get(target.id, ())),
            facts=self.facts,
            tables=self.tables,
            clause=" ".join(filter(None, (self.template.title, target.code, target.provenance.clause))),
            panel_rounding=self.template.rating.panel_rounding,
            panel_quorum=self.template.rating.panel_quorum,
            fact_titles=self.fact_titles,
        )

    def prerequisite(self, prerequisite: Prerequisite) -> PrerequisiteResult:
        """Return what was found for one prerequisite."""
        observations = tuple(o for o in self.ledgers.get(prerequisite.id, ()) if o.is_fault)
        answer, forms = self.assessment.answer(prerequisite.id), self._forms(prerequisite.id)
        outcome, measured = answer.outcome, tuple[Sentence, ...]()
        is_unmet = bool(observations) or outcome in (Outcome.PARTLY_MET, Outcome.NOT_MET) or forms.state is CheckState.NOT_MET
        applies = prerequisite.applies_when is None or prerequisite.applies_when.holds(self.facts) is not False
        if not self._is_its_kind(prerequisite) or not (applies or is_unmet):
            outcome, observations, forms = Outcome.NOT_APPLICABLE, (), Decision(None)
        elif (finding := self.assessment.findings.get(prerequisite.id)) is not None and finding.look_again:
            outcome, measured = Outcome.PENDING, (changed_since(finding),)
        elif not applies:
            outcome, measured = Outcome.PENDING, (_UNMET_ALL_THE_SAME,)
        elif is_unmet:
            outcome = Outcome.NOT_MET
        else:
            outcome, measured = self._judged(prerequisite, outcome)
            outcome = Outcome.PENDING if forms.state is CheckState.OPEN else outcome
        measured = (*measured, *forms.reasons)
        return PrerequisiteResult(
            prerequisite.id, prerequisite.code, prerequisite.title, prerequisite.gate, outcome, observations, answer.reason, measured
        )

    def _forms(self, target: str) -> Decision:
        """Return what the record forms attached to a prerequisite decide."""
        return decision_of(self.assessment, target) if self.assessment.form_records else Decision(None)

    def _judged(self, prerequisite: Prerequisite, outcome: Outcome) -> tuple[Outcome, tuple[Sentence, ...]]:
        """Return what a measured rule, or the verdict given, says of a prerequisite that nothing speaks against."""
        if prerequisite.criterion is not None:
            award = prerequisite.criterion.evaluate(self._situation(prerequisite, _WHOLE))
            return _outcome_of(award), award.reasons
        return (Outcome.PENDING if outcome is Outcome.NOT_APPLICABLE else outcome), ()

    def _is_its_kind(self, prerequisite: Prerequisite) -> bool:
        """Tell whether a prerequisite belongs to this kind of assessment."""
        return prerequisite.gate is not Gate.REMOVAL or self.assessment.profile.kind.is_of_listed_mine


def changed_since(finding: Finding) -> Sentence:
    """Return why a finding that is to be looked at again does not count yet."""
    return say(
        "award.look_again", "The rules have changed since this was judged by {edition}: look at it again", edition=finding.look_again
    )


def _outcome_of(award: Award) -> Outcome:
    """Return what a measured rule says of a prerequisite."""
    if award.state is ScoreState.NOT_APPLICABLE and not award.attainable:
        return Outcome.NOT_APPLICABLE
    if award.lost:
        return Outcome.NOT_MET
    if award.open:
        return Outcome.NOT_ASSESSED if award.state is ScoreState.NOT_ASSESSED else Outcome.PENDING
    return Outcome.MET


def _marked_not_applicable(indicator: Indicator, situation: Situation) -> Award:
    marked = situation.answer.not_applicable
    if marked is None or marked.kind not in indicator.options():
        return waiting(indicator.max_score, ScoreState.UNDETERMINED, NOT_ALLOWED)
    if not marked.reason.strip():
        no_reason = say("award.na_no_reason", "Marked as not applicable without a reason")
        return waiting(indicator.max_score, ScoreState.UNDETERMINED, no_reason)
    return not_applicable(indicator.max_score, marked.kind, marked.reason.strip())


def _sum(points: Iterable[Decimal]) -> Decimal:
    return sum(points, ZERO)
