# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Scoring rules, conditions and sources of a template as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum

from evaluator_app.domain.applicability import AllOf, AnyOf, Condition, FactAtLeast, FactIs, FactSince, Not
from evaluator_app.domain.criteria import (
    BestOf,
    ByCondition,
    CappedSum,
    Criterion,
    ExpertJudgement,
    HardZero,
    Minimum,
    NamedFaults,
    SumOfParts,
)
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.template import FactDefinition, FactKind, Template
from evaluator_app.domain.terms import term
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

CONFIDENCE_LOOKS: Mapping[Confidence, tuple[Tone, str]] = {
    Confidence.READ: (Tone.DONE, "done"),
    Confidence.DRAFT: (Tone.FOUND, "info"),
    Confidence.DERIVED: (Tone.FOUND, "found"),
    Confidence.NOT_FOUND: (Tone.UNDETERMINED, "undetermined"),
}
"""Tone and icon of how a figure came to be known."""


def points_words(points: Decimal) -> str:
    """Return points with their unit."""
    return _("{points} points").format(points=decimal_text(points))


def rule_lines(criterion: Criterion, template: Template, depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield a rule in words, line by line, each with how deep it stands."""
    yield depth, worded(criterion.summary())
    if isinstance(criterion, (SumOfParts, CappedSum, BestOf)):
        for part in criterion.parts:
            condition = _("where {condition}").format(condition=condition_words(part.applies_when, template)) if part.applies_when else ""
            yield depth + 1, "  ".join(filter(None, (part.title, points_words(part.max_score), condition)))
            yield from rule_lines(part.criterion, template, depth + 2)
    elif isinstance(criterion, ByCondition):
        for case in criterion.cases:
            yield depth + 1, _("where {condition}").format(condition=condition_words(case.when, template))
            yield from rule_lines(case.criterion, template, depth + 2)
    elif isinstance(criterion, HardZero):
        yield from ((depth + 1, f"{fault.title}  → 0") for fault in criterion.faults)
        yield from rule_lines(criterion.base, template, depth + 1)
    else:
        yield from ((depth + 1, words) for words in _details(criterion, template))


def _details(criterion: Criterion, template: Template) -> Iterator[str]:
    """Yield what stands under a rule that holds no other."""
    if isinstance(criterion, NamedFaults):
        for fault in criterion.faults:
            times = _("each time") if fault.is_per_occurrence else _("once")
            yield f"{fault.title}  −{decimal_text(fault.deduction)}  {times}"
    elif isinstance(criterion, Minimum):
        table = template.tables_by_id().get(criterion.table)
        level = worded(term(criterion.level)) if criterion.level else ""
        yield "  ".join(filter(None, (_("Limits: {table}").format(table=table.title if table else criterion.table), level)))
        yield from (_("The value may refer to: {basis}").format(basis=basis.title) for basis in criterion.bases)
    elif isinstance(criterion, ExpertJudgement) and criterion.guidance:
        yield criterion.guidance


def condition_words(condition: Condition | None, template: Template) -> str:
    """Return a condition in words of the template; empty for none."""
    if condition is None:
        return ""
    return _words({fact.id: fact for fact in template.facts}, condition)


def short_term(thing: Enum) -> str:
    """Return the first words of a term."""
    return worded(term(thing)).partition("，")[0].partition(",")[0]


def source_name(source: Provenance) -> str:
    """Return name and number of a document."""
    number = source.number if source.number and source.number not in source.document else ""
    return " ".join(filter(None, (source.document, number)))


def in_force(source: Provenance) -> str:
    """Return from when to when a document is in force, as far as that is said."""
    if source.in_force_from and source.in_force_until:
        return _("in force {first} to {last}").format(first=source.in_force_from, last=source.in_force_until)
    if source.in_force_from:
        return _("in force since {first}").format(first=source.in_force_from)
    return _("in force until {last}").format(last=source.in_force_until) if source.in_force_until else ""


def _words(facts: Mapping[str, FactDefinition], condition: Condition) -> str:
    if isinstance(condition, AllOf):
        return _(" and ").join(_inner(facts, member) for member in condition.conditions)
    if isinstance(condition, AnyOf):
        return _(" or ").join(_inner(facts, member) for member in condition.conditions)
    if isinstance(condition, Not):
        return _("not ({claim})").format(claim=_words(facts, condition.condition))
    if isinstance(condition, FactIs):
        return _is(facts.get(condition.fact), condition)
    if isinstance(condition, FactAtLeast):
        fact = facts.get(condition.fact)
        return f"{fact.title if fact else condition.fact} ≥ {condition.bound} {fact.unit if fact else ''}".strip()
    if isinstance(condition, FactSince):
        fact = facts.get(condition.fact)
        return _("{fact} since {day}").format(fact=fact.title if fact else condition.fact, day=condition.day)
    return "、".join(sorted(condition.facts_needed()))


def _inner(facts: Mapping[str, FactDefinition], condition: Condition) -> str:
    words = _words(facts, condition)
    return f"（{words}）" if isinstance(condition, (AllOf, AnyOf)) else words


def _is(fact: FactDefinition | None, condition: FactIs) -> str:
    if fact is None:
        return f"{condition.fact} = {'、'.join(map(str, condition.values))}"
    if fact.kind is FactKind.FLAG:
        return f"{fact.title}：{'、'.join(_('Yes') if value else _('No') for value in condition.values)}"
    options = {option.id: option.title for option in fact.options}
    return f"{fact.title}：{'、'.join(options.get(str(value), str(value)) for value in condition.values)}"
