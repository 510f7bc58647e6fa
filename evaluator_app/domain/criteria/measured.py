# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Criteria that values decide: limits on file, the mine's own plan or past years, points per counted thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from evaluator_app.domain.applicability import Facts
from evaluator_app.domain.assessment import Answer
from evaluator_app.domain.criteria.base import (
    Award,
    InputField,
    InputKind,
    ScoreState,
    Situation,
    choices,
    full,
    lose,
    unjudged,
    waiting,
)
from evaluator_app.domain.exact import ZERO, Rounding, decimal_text, mean
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.three_rates import RateKind, RateResult, compute, objection
from evaluator_app.domain.thresholds import Bounds, Comparison, Tables, ThresholdLevel, look_up

VALUE = "value"
"""Input name of the measured value."""
_FINE = Rounding(9)
"""How a computed rate is compared where it has no end."""
GOVERNING = "governing"
"""Input name of a limit that the assessor enters because none is on file."""
GOVERNING_DOCUMENT = "governing_document"
"""Input name of the document that holds it."""
BASIS = "basis"
"""Input name of what a rate refers to."""
PLAN = "plan"
PLAN_DOCUMENT = "plan_document"
PAST_YEARS = ("year_3", "year_2", "year_1")
"""Input names of the three past years, the oldest first."""
COUNT = "count"
LEVEL_NAMES: Mapping[ThresholdLevel, Sentence] = {
    ThresholdLevel.LEADER: say("level.leader", "leader level"),
    ThresholdLevel.GENERAL: say("level.general", "general level"),
    ThresholdLevel.MINIMUM: say("level.minimum", "minimum level"),
}
"""What the levels of a limit are called."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a rate can refer to; rates of different bases are never compared."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Minimum:
    """Full marks when a value stands on the right side of the limit for this mine, otherwise none."""

    kind: ClassVar[str] = "minimum"
    table: str
    """Id of the table of limits."""
    bases: tuple[Basis, ...] = ()
    """What the value may refer to; the first one is what the limit refers to."""
    level: ThresholdLevel | None = None
    """Which level of the limit is asked for; None where the rules know one only."""

    def evaluate(self, situation: Situation) -> Award:
        """Return all points, none, or leave them open where limit, basis or value is missing."""
        points, answer, table = situation.max_score, situation.answer, situation.tables[self.table]
        value = answer.values.get(VALUE)
        if value is None:
            return unjudged(situation)
        quantity = table.quantity_for(situation.facts)
        if self.bases and (basis := choices(answer.choices, BASIS)) != self.bases[0].id:
            return waiting(points, ScoreState.UNDETERMINED, self._other_basis(basis, quantity, value, table.unit))
        bounds = look_up(table, situation.facts, self.level)
        limit, document = answer.values.get(GOVERNING), choices(answer.choices, GOVERNING_DOCUMENT)
        comparison, source, gaps = bounds.compare(value), _source(bounds), self._gaps(bounds)
        result = _calculated(answer, value, table.rate_for(situation.facts))
        if comparison is Comparison.UNDETERMINED and limit is not None and document and bounds.may_be(limit):
            bounds, gaps = Bounds(limit, limit, (), (), table.is_maximum), ()
            comparison, source = bounds.compare(value), document
        if comparison is Comparison.UNDETERMINED:
            titles = situation.titles_of(bounds.missing_facts)
            facts = say("award.facts_would_decide", "Facts of the mine not yet given: {facts}", facts=titles)
            reasons = [facts if bounds.missing_facts else _why_undetermined(bounds, quantity, value, table.unit), *_computed_by(result)]
            if limit is not None and not bounds.may_be(limit):
                reasons.append(_limit_outside(limit, bounds))
            return waiting(points, ScoreState.UNDETERMINED, *reasons, gaps=gaps)
        said = say(
            "award.compared",
            "{quantity} {value} {unit}; limit {sign} {limit} {unit} ({source})",
            quantity=quantity,
            value=value,
            unit=table.unit,
            sign="≤" if table.is_maximum else "≥",
            limit=_span(bounds),
            source=source,
        )
        reasons = [said, *_computed_by(result)]
        award = full(points, *reasons) if comparison is Comparison.KEPT else lose(points, (situation.deduction(points, said),), *reasons)
        return replace(award, gaps=(*gaps, *_decided_by_rounding(result, bounds, comparison)))

    def _gaps(self, bounds: Bounds) -> tuple[Sentence, ...]:
        """Say that the level asked for is not on file, where another one stands in for it or bounds it."""
        if self.level is None or not bounds.level_not_on_file:
            return ()
        return (say("gap.level", "The {level} that this item asks for is not on file", level=LEVEL_NAMES[self.level]),)

    def _other_basis(self, basis: str, quantity: str, value: Decimal, unit: str) -> Sentence:
        wanted, entered = self.bases[0].title, {known.id: known.title for known in self.bases}.get(basis)
        if entered is None:
            return say(
                "award.no_basis",
                "What {quantity} {value} {unit} refers to is not given; the limit refers to {wanted}",
                quantity=quantity,
                value=value,
                unit=unit,
                wanted=wanted,
            )
        return say(
            "award.other_basis",
            "{quantity} {value} {unit} refers to {entered}; the limit refers to {wanted}, so the two cannot be compared",
            quantity=quantity,
            value=value,
            unit=unit,
            entered=entered,
            wanted=wanted,
        )

    def summary(self) -> Sentence:
        """Return the rule in one short sentence."""
        return say("rule.minimum", "Full marks if the limit for this mine is kept, otherwise none")

    def inputs(self, facts: Facts, tables: Tables) -> tuple[InputField, ...]:
        """Return the value, its basis, and the governing limit where none is certain."""
        table = tables[self.table]
        named = say("input.quantity", "{quantity}", quantity=table.quantity_for(facts))
        fields = [InputField(VALUE, InputKind.NUMBER, named, table.unit, rate=table.rate_for(facts))]
        if self.bases:
            options = tuple((basis.id, basis.title) for basis in self.bases)
            fields.append(InputField(BASIS, InputKind.CHOICE, say("input.basis", "The value refers to"), options=options))
        if not look_up(table, facts, self.level).is_exact:
            fields.append(InputField(GOVERNING, InputKind.NUMBER, say("input.governing", "Governing limit"), table.unit, is_optional=True))
            document = say("input.governing_document", "Document that sets it")
            fields.append(InputField(GOVERNING_DOCUMENT, InputKind.TEXT, document, is_optional=True))
        return tuple(fields)


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """Full marks when a value keeps what the mine's own plan or design says, otherwise none."""

    kind: ClassVar[str] = "plan_comparison"
    quantity: str
    unit: str = "%"
    is_maximum: bool = False

    def evaluate(self, situation: Situation) -> Award:
        """Return all points or none; open while value, planned value or its document is missing."""
        points, answer = situation.max_score, situation.answer
        value, plan = answer.values.get(VALUE), answer.values.get(PLAN)
        document = choices(answer.choices, PLAN_DOCUMENT)
        if value is None:
            return unjudged(situation)
        if plan is None or not document:
            missing = say("award.no_plan", "The planned value of {quantity} or its document is missing", quantity=self.quantity)
            return waiting(points, ScoreState.UNDETERMINED, missing)
        said = say(
            "award.planned",
            "{quantity} {value} {unit}; planned {sign} {plan} {unit} ({document})",
            quantity=self.quantity,
            value=value,
            unit=self.unit,
            sign="≤" if self.is_maximum else "≥",
            plan=plan,
            document=document,
        )
        kept = value <= plan if self.is_maximum else value >= plan
        return full(points, said) if kept else lose(points, (situation.deduction(points, said),), said)

    def summary(self) -> Sentence:
        """Return the rule in one short sentence."""
        return say("rule.plan", "Full marks if the mine keeps its own plan, otherwise none")

    def inputs(self, facts: Facts, tables: Tables) -> tuple[InputField, ...]:
        """Return the value, the planned value and its document."""
        named = say("input.quantity", "{quantity}", quantity=self.quantity)
        return (
            InputField(VALUE, InputKind.NUMBER, named, self.unit),
            InputField(PLAN, InputKind.NUMBER, say("input.plan", "Planned value"), self.unit),
            InputField(PLAN_DOCUMENT, InputKind.TEXT, say("input.plan_document", "Document with the plan")),
        )


@dataclass(frozen=True, slots=True)
class PastYears:
    """Full marks when a value is no worse than the mean of the mine's own past three years, otherwise none."""

    kind: ClassVar[str] = "past_years"
    quantity: str
    unit: str = ""
    falls_every_year: bool = False
    """Whether each year must also lie below the one before."""
    rounding: Rounding = field(default_factory=Rounding)
    """How the mean is shown; the comparison uses the exact one."""

    def evaluate(self, situation: Situation) -> Award:
        """Return all points or none; open while a year is missing."""
        points, values = situation.max_score, situation.answer.values
        value = values.get(VALUE)
        if value is None:
            return unjudged(situation)
        years = [values[name] for name in PAST_YEARS if name in values]
        if len(years) < len(PAST_YEARS):
            missing = say("award.years_missing", "The past three years of {quantity} are not complete", quantity=self.quantity)
            return waiting(points, ScoreState.UNDETERMINED, missing)
        average = mean(years)
        series = [*years, value]
        falls = all(later < earlier for earlier, later in pairwise(series))
        said = say(
            "award.past_years",
            "{quantity}: {value} {unit}, past three years {years}, mean {mean}",
            quantity=self.quantity,
            value=value,
            unit=self.unit,
            years=" / ".join(decimal_text(year) for year in years),
            mean=self.rounding.apply(average),
        )
        if value <= average and (falls or not self.falls_every_year):
            return full(points, said)
        return lose(points, (situation.deduction(points, said),), said)

    def summary(self) -> Sentence:
        """Return the rule in one short sentence."""
        return say("rule.past_years", "Full marks if no worse than the mine's own past three years, otherwise none")

    def inputs(self, facts: Facts, tables: Tables) -> tuple[InputField, ...]:
        """Return this year's value and the three before it."""
        named = say("input.quantity", "{quantity}", quantity=self.quantity)
        labels = (
            say("input.year_3", "Three years ago"),
            say("input.year_2", "Two years ago"),
            say("input.year_1", "Last year"),
        )
        past = (InputField(name, InputKind.NUMBER, label, self.unit) for name, label in zip(PAST_YEARS, labels, strict=True))
        return (InputField(VALUE, InputKind.NUMBER, named, self.unit), *past)


@dataclass(frozen=True, slots=True)
class PointsPerCount:
    """Points for each counted thing, up to what the item is worth."""

    kind: ClassVar[str] = "points_per_count"
    each: Decimal
    counted: str
    """What is counted, such as 发明专利."""

    def evaluate(self, situation: Situation) -> Award:
        """Return points per counted thing; what is not reached is lost."""
        points, count = situation.max_score, situation.answer.values.get(COUNT)
        if count is None:
            return unjudged(situation)
        earned = min(points, self.each * max(count, ZERO))
        said = say("award.counted", "{counted}: {count} × {each} points", counted=self.counted, count=count, each=self.each)
        return full(points, said) if earned == points else lose(points, (situation.deduction(points - earned, said),), said)

    def summary(self) -> Sentence:
        """Return the rule in one short sentence."""
        return say("rule.per_count", "{each} points for each {counted}, capped", each=self.each, counted=self.counted)

    def inputs(self, facts: Facts, tables: Tables) -> tuple[InputField, ...]:
        """Return the count."""
        return (InputField(COUNT, InputKind.COUNT, say("input.quantity", "{quantity}", quantity=self.counted)),)


def _calculated(answer: Answer, value: Decimal, kind: RateKind | None) -> RateResult | None:
    """Return what a value was computed as; None where it was not, or not so."""
    calculation = answer.calculations.get(VALUE)
    return None if calculation is None or objection(calculation, value, kind) else compute(calculation)


def _computed_by(result: RateResult | None) -> tuple[Sentence, ...]:
    if result is None:
        return ()
    if result.is_derived:
        return (say("award.computed_derived", "Computed by a derived formula: {formula}", formula=result.formula),)
    return (say("award.computed", "Computed: {formula}", formula=result.formula),)


def _decided_by_rounding(result: RateResult | None, bounds: Bounds, comparison: Comparison) -> tuple[Sentence, ...]:
    """Say that the value as recorded is decided otherwise than the exact one."""
    exact = None if result is None else _FINE.apply(result.value)
    if exact is None or bounds.compare(exact) is comparison:
        return ()
    return (
        say(
            "gap.rounded",
            "Unrounded the value is {exact} % and would be decided otherwise; which of the two counts is not on file",
            exact=exact,
        ),
    )


def _limit_outside(limit: Decimal, bounds: Bounds) -> Sentence:
    span = _span(bounds)
    return say("award.limit_outside", "The governing limit {limit} lies outside the limits on file ({span})", limit=limit, span=span)


def _span(bounds: Bounds) -> str:
    return "–".join(dict.fromkeys(decimal_text(limit) for limit in (bounds.low, bounds.high) if limit is not None))


def _source(bounds: Bounds) -> str | Sentence:
    documents = sorted({row.provenance.document for row in bounds.rows if row.provenance.document})
    return "；".join(documents) if documents else say("award.no_source", "source not on file")


def _why_undetermined(bounds: Bounds, quantity: str, value: Decimal, unit: str) -> Sentence:
    if bounds.low is None and bounds.high is None:
        return say(
            "award.no_limit",
            "{quantity} {value} {unit}: no limit for this mine is on file; enter the governing limit and its document",
            quantity=quantity,
            value=value,
            unit=unit,
        )
    if bounds.low is None or bounds.high is None:
        return say(
            "award.level_unknown",
            "{quantity} {value} {unit}: what is on file ({span}) is another level and does not decide; enter the governing limit "
            "and its document",
            quantity=quantity,
            value=value,
            unit=unit,
            span=_span(bounds),
        )
    return say(
        "award.between",
        "{quantity} {value} {unit} lies between the limits that can govern ({span}); enter the governing limit and its document",
        quantity=quantity,
        value=value,
        unit=unit,
        span=_span(bounds),
    )
