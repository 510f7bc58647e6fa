# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Scoring rules as a template file writes them, such as "all_or_nothing" or {kind = "deduct_per_occurrence", step = 0.5}."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from evaluator_app.catalog.conditions import read_condition
from evaluator_app.catalog.names import Names
from evaluator_app.catalog.problems import did_you_mean
from evaluator_app.catalog.sections import Section
from evaluator_app.domain.applicability import Condition, NotApplicableKind
from evaluator_app.domain.criteria import (
    AllOrNothing,
    Basis,
    BestOf,
    ByCondition,
    CappedSum,
    Case,
    Criterion,
    DeductPerOccurrence,
    ExpertJudgement,
    Fault,
    HardZero,
    Minimum,
    NamedFaults,
    Part,
    PastYears,
    PlanComparison,
    PointsPerCount,
    SumOfParts,
)
from evaluator_app.domain.exact import ZERO, Rounding, RoundingMode
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import NotApplicableOption
from evaluator_app.domain.thresholds import ThresholdLevel

_ALL_OR_NOTHING = (AllOrNothing.kind, {"kind": AllOrNothing.kind})


def read_criterion(section: Section, key: str, points: Decimal | None, names: Names) -> Criterion | None:
    """Read the scoring rule at a key for something worth these points (None while they are not known)."""
    written = section.raw(key)
    if written in _ALL_OR_NOTHING:
        return AllOrNothing()
    if isinstance(written, str):
        return _read(section.standing_for(key, {"kind": written}), points, names)
    if written is None:
        advice = did_you_mean("", _KINDS)
        section.problem("TPL-103", say("tpl.missing_key", "“{key}” is missing.", key=key), advice, key=key)
        return None
    inner = section.section(key)
    return _read(inner, points, names) if inner else None


def read_applicability(section: Section, names: Names) -> tuple[Condition | None, NotApplicableKind | None]:
    """Read when something applies and how it counts where it does not; the one needs the other."""
    if "applies_when" not in section and "otherwise" not in section:
        return None, None
    applies = read_condition(section, "applies_when", names)
    otherwise = section.choice("otherwise", NotApplicableKind, code="TPL-309")
    if ("applies_when" in section) != ("otherwise" in section):
        present = "applies_when" if "applies_when" in section else "otherwise"
        sentence = say("tpl.half_applicability", "“applies_when” and “otherwise” need each other.")
        advice = say("tpl.say_both", "Say both when it applies and how it counts where it does not.")
        section.problem("TPL-314", sentence, advice, key=present)
    return applies, otherwise


def read_options(section: Section) -> tuple[NotApplicableOption, ...]:
    """Read how an assessor may mark something as not applicable."""
    options: dict[NotApplicableKind, NotApplicableOption] = {}
    for inner in section.sections("not_applicable"):
        kind = inner.choice("kind", NotApplicableKind, code="TPL-309")
        if "kind" not in inner:
            inner.problem("TPL-103", say("tpl.missing_key", "“{key}” is missing.", key="kind"), key="kind")
        option = NotApplicableOption(kind or NotApplicableKind.EXCLUDED, inner.text("when"), inner.flag("is_confirmed"))
        inner.close()
        if kind is not None:
            options[kind] = option
    return tuple(options.values())


def read_rounding(section: Section, key: str) -> Rounding:
    """Read a rule for rounding; two digits, half up, where there is none."""
    inner = section.section(key)
    if inner is None:
        return Rounding()
    places = inner.whole("places", 2)
    if places > 9:
        inner.problem("TPL-107", say("tpl.places", "At most nine digits can be kept."), key="places")
    mode = inner.choice("mode", RoundingMode)
    inner.close()
    return Rounding(min(places, 9), mode or RoundingMode.HALF_UP)


@dataclass(slots=True)
class _Rule:
    """What a reader of one kind works on."""

    section: Section
    points: Decimal | None
    names: Names

    def exceeds(self, key: str, value: Decimal | None, code: str, sentence: Sentence) -> None:
        if value is not None and self.points is not None and value > self.points:
            advice = say("tpl.at_most", "At most {points} is possible here.", points=self.points)
            self.section.problem(code, sentence, advice, key=key)


def positive(section: Section, key: str) -> Decimal | None:
    """Read points that must be more than zero; None where they are missing or wrong."""
    value = section.number(key, is_required=True)
    if value is not None and value <= ZERO:
        section.problem(
            "TPL-301",
            say("tpl.not_positive", "“{key}” must be more than zero.", key=key),
            say("tpl.write_points", "Write the points of the rules."),
            key=key,
        )
        return None
    return value


def _read(section: Section, points: Decimal | None, names: Names) -> Criterion | None:
    kind = section.text("kind")
    if not kind:
        return None
    if kind not in _KINDS:
        sentence = say("tpl.unknown_kind", "There is no scoring rule of the kind “{kind}”.", kind=kind[:60])
        section.problem("TPL-308", sentence, did_you_mean(kind, _KINDS), key="kind")
        return None
    criterion = _KINDS[kind](_Rule(section, points, names))
    section.close()
    return criterion


def _all_or_nothing(_: _Rule) -> Criterion:
    return AllOrNothing()


def _deduct_per_occurrence(rule: _Rule) -> Criterion | None:
    step = positive(rule.section, "step")
    rule.exceeds("step", step, "TPL-304", say("tpl.step_too_large", "One occurrence takes more than the item is worth."))
    return None if step is None else DeductPerOccurrence(step)


def _faults(rule: _Rule, *, have_deductions: bool) -> tuple[Fault, ...]:
    faults, seen = [], set[str]()
    if rule.section.raw("faults") in (None, []):
        sentence = say("tpl.no_faults", "No fault is named.")
        rule.section.problem("TPL-306", sentence, say("tpl.name_faults", "Name at least one fault."), key="faults")
    for section in rule.section.sections("faults"):
        name, title = _named(section, seen), section.text("title")
        deduction = positive(section, "deduction") if have_deductions else ZERO
        is_repeated = section.flag("is_per_occurrence") if have_deductions else False
        if deduction is not None and rule.points is not None and deduction > rule.points:
            sentence = say("tpl.fault_too_large", "One fault takes more than the item is worth.")
            advice = say("tpl.at_most", "At most {points} is possible here.", points=rule.points)
            section.problem("TPL-307", sentence, advice, key="deduction")
        section.close()
        faults.append(Fault(name, title, deduction or ZERO, is_repeated))
    return tuple(faults)


def _named_faults(rule: _Rule) -> Criterion:
    return NamedFaults(_faults(rule, have_deductions=True))


def _hard_zero(rule: _Rule) -> Criterion | None:
    faults = _faults(rule, have_deductions=False)
    base = read_criterion(rule.section, "base", rule.points, rule.names)
    return HardZero(faults, base) if base else None


def _parts(rule: _Rule) -> tuple[tuple[Part, ...], Decimal | None]:
    """Read the parts and what they are worth together; None where that is not known."""
    parts, seen, is_known = [], set[str](), True
    if rule.section.raw("parts") in (None, []):
        sentence = say("tpl.no_parts", "The rule has no parts.")
        rule.section.problem("TPL-306", sentence, say("tpl.name_parts", "Name at least one part."), key="parts")
    sections = rule.section.sections("parts")
    for section in sections:
        name, title, points = _named(section, seen), section.text("title"), positive(section, "points")
        criterion = read_criterion(section, "criterion", points, rule.names) if "criterion" in section else AllOrNothing()
        applies, otherwise = read_applicability(section, rule.names)
        if points is not None and rule.points is not None and points > rule.points:
            is_known = False
            sentence = say("tpl.part_too_large", "The part is worth more than the item.")
            section.problem("TPL-305", sentence, say("tpl.at_most", "At most {points} is possible here.", points=rule.points), key="points")
        section.close()
        is_known = is_known and points is not None
        parts.append(Part(name, title, points or ZERO, criterion or AllOrNothing(), applies, otherwise))
    total = sum((part.max_score for part in parts), ZERO)
    return tuple(parts), total if is_known and sections else None


def _sum_of_parts(rule: _Rule) -> Criterion:
    parts, total = _parts(rule)
    if total is not None and rule.points is not None and total != rule.points:
        sentence = say("tpl.parts_sum", "The parts add up to {total}, but it is worth {points}.", total=total, points=rule.points)
        rule.section.problem("TPL-303", sentence, say("tpl.mend_parts", "Correct the points of the parts or of the whole."), key="parts")
    return SumOfParts(parts)


def _capped_sum(rule: _Rule) -> Criterion:
    parts, total = _parts(rule)
    _out_of_reach(rule, total)
    return CappedSum(parts)


def _best_of(rule: _Rule) -> Criterion:
    parts, total = _parts(rule)
    _out_of_reach(rule, None if total is None else max(part.max_score for part in parts))
    return BestOf(parts)


def _out_of_reach(rule: _Rule, reach: Decimal | None) -> None:
    if reach is not None and rule.points is not None and reach < rule.points:
        sentence = say("tpl.out_of_reach", "At most {reach} of {points} points can be earned.", reach=reach, points=rule.points)
        rule.section.problem("TPL-313", sentence, key="parts", warns=True)


def _by_condition(rule: _Rule) -> Criterion:
    cases = []
    if rule.section.raw("cases") in (None, []):
        sentence = say("tpl.no_cases", "The rule has no cases.")
        rule.section.problem(
            "TPL-306", sentence, say("tpl.name_cases", "Write at least one case with “when” and “criterion”."), key="cases"
        )
    for section in rule.section.sections("cases"):
        if "when" not in section:
            section.problem("TPL-103", say("tpl.missing_key", "“{key}” is missing.", key="when"), key="when")
        when = read_condition(section, "when", rule.names)
        criterion = read_criterion(section, "criterion", rule.points, rule.names)
        section.close()
        if when is not None and criterion is not None:
            cases.append(Case(when, criterion))
    return ByCondition(tuple(cases))


def _minimum(rule: _Rule) -> Criterion:
    table = rule.section.text("table")
    if table and table not in rule.names.tables:
        rule.section.unknown_name(table, rule.names.tables, "TPL-205", say("tpl.what_table", "table of limits"), key="table")
    bases, seen = [], set[str]()
    for section in rule.section.sections("bases"):
        bases.append(Basis(_named(section, seen), section.text("title")))
        section.close()
    return Minimum(table, tuple(bases), rule.section.choice("level", ThresholdLevel))


def _plan_comparison(rule: _Rule) -> Criterion:
    section = rule.section
    return PlanComparison(section.text("quantity"), section.text("unit", is_required=False, default="%"), section.flag("is_maximum"))


def _past_years(rule: _Rule) -> Criterion:
    section = rule.section
    unit, falls = section.text("unit", is_required=False), section.flag("falls_every_year")
    return PastYears(section.text("quantity"), unit, falls, read_rounding(section, "rounding"))


def _points_per_count(rule: _Rule) -> Criterion | None:
    each, counted = positive(rule.section, "each"), rule.section.text("counted")
    rule.exceeds("each", each, "TPL-304", say("tpl.each_too_large", "One counted thing gives more than the item is worth."))
    return None if each is None else PointsPerCount(each, counted)


def _expert_judgement(rule: _Rule) -> Criterion:
    guidance = rule.section.text("guidance", is_required=False)
    return ExpertJudgement(guidance, rule.section.flag("rule_on_file", default=True))


def _named(section: Section, seen: set[str]) -> str:
    name = section.identifier()
    if name and name in seen:
        twice(section, name)
    seen.add(name)
    return name


def twice(section: Section, name: str) -> None:
    """Report an id that stands for something else already."""
    sentence = say("tpl.id_twice", "The id “{id}” is used twice.", id=name[:60])
    section.problem("TPL-109", sentence, say("tpl.other_id", "Give one of the two another id."), key="id")


_KINDS: Mapping[str, Callable[[_Rule], Criterion | None]] = {
    AllOrNothing.kind: _all_or_nothing,
    BestOf.kind: _best_of,
    ByCondition.kind: _by_condition,
    CappedSum.kind: _capped_sum,
    DeductPerOccurrence.kind: _deduct_per_occurrence,
    ExpertJudgement.kind: _expert_judgement,
    HardZero.kind: _hard_zero,
    Minimum.kind: _minimum,
    NamedFaults.kind: _named_faults,
    PastYears.kind: _past_years,
    PlanComparison.kind: _plan_comparison,
    PointsPerCount.kind: _points_per_count,
    SumOfParts.kind: _sum_of_parts,
}
