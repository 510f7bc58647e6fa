# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Conditions that cannot hold, and rules that fit no mine or leave some mine without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evaluator_app.domain.applicability import Condition, Facts
from evaluator_app.domain.criteria import BestOf, ByCondition, CappedSum, SumOfParts
from evaluator_app.domain.possible import PossibleMines
from evaluator_app.domain.quality.finding import CONTRADICTION, NEVER_HERE, NO_RULE, NOBODY, QualityFinding
from evaluator_app.domain.quality.rules import rules_of
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import FactKind, Template


@dataclass(frozen=True, slots=True)
class NamedCondition:
    """A condition and what it belongs to."""

    condition: Condition
    part: str
    target: str
    what: str
    """What it belongs to, in words of the template."""


def conditions_of(template: Template) -> Iterator[NamedCondition]:
    """Yield every condition of a template."""
    for fact in template.facts:
        if fact.asked_when is not None and fact.settled is None:
            yield NamedCondition(fact.asked_when, "facts", fact.id, fact.title)
    for part, members in (("prerequisites", template.prerequisites), ("indicators", tuple(template.indicators()))):
        for item in members:
            if item.applies_when is not None:
                yield NamedCondition(item.applies_when, part, item.id, f"{item.code} {item.title}")
    yield from _of_rules(template)
    yield from _of_tables(template)


def _of_tables(template: Template) -> Iterator[NamedCondition]:
    for table in template.tables:
        for name in table.quantities:
            yield NamedCondition(name.when, "tables", table.id, f"{table.title} · {name.quantity}")
        for row in table.rows:
            if row.when is not None:
                yield NamedCondition(row.when, "rows", f"{table.id} {row.id}", f"{table.title} · {row.condition_text or row.id}")


def _of_rules(template: Template) -> Iterator[NamedCondition]:
    for rule in rules_of(template):
        if isinstance(rule.criterion, (SumOfParts, CappedSum, BestOf)):
            for part in rule.criterion.parts:
                if part.applies_when is not None:
                    yield NamedCondition(part.applies_when, rule.part, rule.target, f"{rule.title} · {part.title}")
        elif isinstance(rule.criterion, ByCondition):
            for number, case in enumerate(rule.criterion.cases, 1):
                yield NamedCondition(case.when, rule.part, rule.target, f"{rule.title} · {number}")


def impossible(template: Template, mines: PossibleMines) -> Iterator[QualityFinding]:
    """Say which conditions hold for no mine: because they contradict themselves, or because the template has settled the facts."""
    for named in conditions_of(template):
        if mines.can_hold(named.condition):
            continue
        if mines.can_hold(named.condition, settled=False):
            sentence = say("qua.never_here_at", "“{what}” never counts: the template has settled the facts otherwise.", what=named.what)
            yield QualityFinding(NEVER_HERE, named.part, named.target, sentence)
        else:
            sentence = say("qua.contradiction_at", "The condition of “{what}” holds for no mine at all.", what=named.what)
            yield QualityFinding(CONTRADICTION, named.part, named.target, sentence)


def unruled(template: Template, mines: PossibleMines) -> Iterator[QualityFinding]:
    """Say which items have no rule for any mine, or none for some."""
    applies = {item.id: item.applies_when for item in template.indicators()}
    applies |= {prerequisite.id: prerequisite.applies_when for prerequisite in template.prerequisites}
    for rule in rules_of(template):
        if not isinstance(rule.criterion, ByCondition):
            continue
        claims = [case.when for case in rule.criterion.cases]
        if not any(mines.can_hold(claim) for claim in claims):
            sentence = say("qua.nobody_at", "None of the {count} cases of “{item}” fits any mine.", count=len(claims), item=rule.title)
            yield QualityFinding(NOBODY, rule.part, rule.target, sentence)
        elif (mine := mines.uncovered(claims, applies[rule.target])) is not None:
            sentence = say(
                "qua.no_rule_at", "“{item}” has no rule for a mine with: {facts}.", item=rule.title, facts=_worded(template, mine)
            )
            yield QualityFinding(NO_RULE, rule.part, rule.target, sentence)


def _worded(template: Template, mine: Facts) -> str | Sentence:
    words = []
    for fact in template.facts:
        if fact.id not in mine:
            continue
        value = mine[fact.id]
        options = {option.id: option.title for option in fact.options}
        shown = {True: "✓", False: "✗"}[value] if isinstance(value, bool) else options.get(value, value)
        words.append(f"{fact.title} {shown} {fact.unit}".strip() if fact.kind is not FactKind.CHOICE else f"{fact.title} {shown}")
    return "；".join(words) or say("qua.any_facts", "whatever facts")
