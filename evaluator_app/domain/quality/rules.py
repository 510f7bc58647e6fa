# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The scoring rules of a template laid flat: each with what it is worth and where it stands. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from evaluator_app.domain.criteria import BestOf, ByCondition, CappedSum, Criterion, HardZero, SumOfParts
from evaluator_app.domain.template import Template


@dataclass(frozen=True, slots=True)
class Rule:
    """One scoring rule, on its own or within another."""

    part: str
    target: str
    title: str
    """Code and title of the item it belongs to."""
    points: Decimal
    criterion: Criterion


def rules_of(template: Template) -> Iterator[Rule]:
    """Yield every scoring rule, those within others too."""
    for item in template.indicators():
        yield from _rules(Rule("indicators", item.id, f"{item.code} {item.title}", item.max_score, item.criterion))
    for condition in template.prerequisites:
        if condition.criterion is not None:
            title = f"{condition.code} {condition.title}"
            yield from _rules(Rule("prerequisites", condition.id, title, Decimal(1), condition.criterion))


def _rules(rule: Rule) -> Iterator[Rule]:
    yield rule
    criterion = rule.criterion
    if isinstance(criterion, (SumOfParts, CappedSum, BestOf)):
        for part in criterion.parts:
            yield from _rules(Rule(rule.part, rule.target, rule.title, part.max_score, part.criterion))
    elif isinstance(criterion, ByCondition):
        for case in criterion.cases:
            yield from _rules(Rule(rule.part, rule.target, rule.title, rule.points, case.criterion))
    elif isinstance(criterion, HardZero):
        yield from _rules(Rule(rule.part, rule.target, rule.title, rule.points, criterion.base))
