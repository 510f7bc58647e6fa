# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Scoring rules, conditions and facts of a template as a file would hold them; the inverse of reading them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from evaluator_app.catalog.written import Toml
from evaluator_app.domain.applicability import AllOf, AnyOf, Condition, FactAtLeast, FactIs, FactSince, Not
from evaluator_app.domain.criteria import (
    AllOrNothing,
    BestOf,
    ByCondition,
    CappedSum,
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
from evaluator_app.domain.exact import Rounding
from evaluator_app.domain.template import FactDefinition, NamedThing

Data = dict[str, Toml]


def kept(**values: Toml) -> Data:
    """Return a table without the keys that say nothing: no value, an empty text or list, false; enumerations by their value."""
    plain = {key: value.value if isinstance(value, Enum) else value for key, value in values.items()}
    return {key: value for key, value in plain.items() if value is not None and value is not False and value not in ("", [], {})}


def number(value: Decimal | None) -> int | Decimal | None:
    """Return a number as TOML holds it: whole ones as int."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value


def named(things: tuple[NamedThing, ...]) -> list[Data]:
    """Return named things as a list of tables."""
    return [{"id": thing.id, "title": thing.title} for thing in things]


def facts_data(facts: tuple[FactDefinition, ...]) -> list[Data]:
    """Return the definitions of facts."""
    return [_fact(fact) for fact in facts]


def _fact(fact: FactDefinition) -> Data:
    data: Data = {"id": fact.id, "title": fact.title}
    data |= kept(kind=fact.kind, unit=fact.unit, hint=fact.hint, asked_when=condition_data(fact.asked_when), options=named(fact.options))
    if fact.value is not None:
        data["value"] = fact.value
    return data


def rounding_data(rounding: Rounding) -> Data | None:
    """Return a rule for rounding; None for the usual one."""
    return None if rounding == Rounding() else {"places": rounding.places, "mode": rounding.mode.value}


def condition_data(condition: Condition | None) -> Data | None:
    """Return a condition as a table; None where there is none."""
    match condition:
        case None:
            return None
        case FactIs():
            return {condition.fact: condition.values[0] if len(condition.values) == 1 else list(condition.values)}
        case FactAtLeast():
            return {condition.fact: {"at_least": number(Decimal(condition.bound))}}
        case FactSince():
            return {condition.fact: {"since": condition.day}}
        case Not():
            return {"not": condition_data(condition.condition)}
        case AnyOf():
            return {"any": [condition_data(member) for member in condition.conditions]}
        case AllOf():
            members = [condition_data(member) or {} for member in condition.conditions]
            joined = {key: value for member in members for key, value in member.items()}
            return joined if len(joined) == len(members) else {"all": members}
    raise TypeError(type(condition).__name__)


def criterion_data(criterion: Criterion) -> str | Data:
    """Return a scoring rule: its name alone, or a table."""
    written: Any = criterion
    data = _WRITERS[type(criterion)](written)
    return {"kind": written.kind, **data} if data else str(written.kind)


def _faults(faults: tuple[Fault, ...], *, have_deductions: bool) -> list[Data]:
    return [
        {
            "id": fault.id,
            "title": fault.title,
            **(kept(deduction=number(fault.deduction), is_per_occurrence=fault.is_per_occurrence) if have_deductions else {}),
        }
        for fault in faults
    ]


def _parts(parts: tuple[Part, ...]) -> Data:
    return {"parts": [_part(part) for part in parts]}


def _part(part: Part) -> Data:
    rule = None if part.criterion == AllOrNothing() else criterion_data(part.criterion)
    return {
        "id": part.id,
        "title": part.title,
        "points": number(part.max_score),
        **kept(applies_when=condition_data(part.applies_when), otherwise=part.otherwise, criterion=rule),
    }


def _by_condition(rule: ByCondition) -> Data:
    return {"cases": [{"when": condition_data(case.when), "criterion": criterion_data(case.criterion)} for case in rule.cases]}


def _minimum(rule: Minimum) -> Data:
    bases = [{"id": basis.id, "title": basis.title} for basis in rule.bases]
    return {"table": rule.table, **kept(level=rule.level, bases=bases)}


def _plan_comparison(rule: PlanComparison) -> Data:
    return {"quantity": rule.quantity, "unit": rule.unit, **kept(is_maximum=rule.is_maximum)}


def _past_years(rule: PastYears) -> Data:
    shown = kept(unit=rule.unit, falls_every_year=rule.falls_every_year, rounding=rounding_data(rule.rounding))
    return {"quantity": rule.quantity, **shown}


def _expert_judgement(rule: ExpertJudgement) -> Data:
    return kept(guidance=rule.guidance) | ({} if rule.rule_on_file else {"rule_on_file": False})


def _hard_zero(rule: HardZero) -> Data:
    return {"faults": _faults(rule.faults, have_deductions=False), "base": criterion_data(rule.base)}


_WRITERS: Mapping[type, Callable[[Any], Data]] = {
    AllOrNothing: lambda _: {},
    BestOf: lambda rule: _parts(rule.parts),
    ByCondition: _by_condition,
    CappedSum: lambda rule: _parts(rule.parts),
    DeductPerOccurrence: lambda rule: {"step": number(rule.step)},
    ExpertJudgement: _expert_judgement,
    HardZero: _hard_zero,
    Minimum: _minimum,
    NamedFaults: lambda rule: {"faults": _faults(rule.faults, have_deductions=True)},
    PastYears: _past_years,
    PlanComparison: _plan_comparison,
    PointsPerCount: lambda rule: {"each": number(rule.each), "counted": rule.counted},
    SumOfParts: lambda rule: _parts(rule.parts),
}
