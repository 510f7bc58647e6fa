# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a person enters for an item: the item and its parts in order, each with its inputs and named faults.

Forms on the screen, the command line's checks and printed record sheets are all built from this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from evaluator_app.domain.applicability import Condition, Facts
from evaluator_app.domain.criteria import (
    BestOf,
    ByCondition,
    CappedSum,
    Criterion,
    Fault,
    HardZero,
    InputField,
    InputKind,
    NamedFaults,
    Part,
    SumOfParts,
)
from evaluator_app.domain.criteria.base import VERDICT
from evaluator_app.domain.exact import ZERO
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import Indicator, Prerequisite
from evaluator_app.domain.thresholds import Tables


@dataclass(frozen=True, slots=True)
class EntryPart:
    """The item itself, or one part of its criterion."""

    path: str
    """Part path; empty for the item itself."""
    title: str
    max_score: Decimal
    rule: Sentence
    """The rule in one short sentence."""
    inputs: tuple[InputField, ...]
    faults: tuple[Fault, ...]
    """The faults that the rules name here; empty where any fault counts."""
    takes_faults: bool
    """Whether an observation here takes points."""
    applies: bool | None
    """Whether it applies to this mine by its facts; None while a fact is missing."""


def entry_parts(indicator: Indicator, facts: Facts, tables: Tables) -> tuple[EntryPart, ...]:
    """Return the item and all its parts, each before its own parts."""
    item = _entry("", indicator.title, indicator.max_score, indicator.criterion, indicator.applies_when, facts, tables)
    return (item, *_parts(indicator.criterion, "", facts, tables))


def prerequisite_part(prerequisite: Prerequisite, facts: Facts, tables: Tables) -> EntryPart:
    """Return what a person enters for a prerequisite: what its rule measures, or a verdict, and what is to be noted with it."""
    criterion = prerequisite.criterion
    noted = tuple(
        InputField(
            ask.id,
            InputKind.CHOICE if ask.options else InputKind.TEXT,
            say("input.noted", "{title}", title=ask.title),
            ask.unit,
            tuple((option.id, option.title) for option in ask.options),
            is_optional=True,
        )
        for ask in prerequisite.asks
    )
    return EntryPart(
        path="",
        title=prerequisite.title,
        max_score=ZERO,
        rule=say("rule.prerequisite", "Must hold") if criterion is None else _effective(criterion, facts).summary(),
        inputs=((VERDICT,) if criterion is None else criterion.inputs(facts, tables)) + noted,
        faults=(),
        takes_faults=True,
        applies=True if prerequisite.applies_when is None else prerequisite.applies_when.holds(facts),
    )


def _parts(criterion: Criterion, path: str, facts: Facts, tables: Tables) -> Iterator[EntryPart]:
    for part in _children(criterion, facts):
        inner = f"{path}.{part.id}" if path else part.id
        yield _entry(inner, part.title, part.max_score, part.criterion, part.applies_when, facts, tables)
        yield from _parts(part.criterion, inner, facts, tables)


def _entry(
    path: str, title: str, points: Decimal, criterion: Criterion, applies_when: Condition | None, facts: Facts, tables: Tables
) -> EntryPart:
    inputs, faults = criterion.inputs(facts, tables), _faults(criterion, facts)
    return EntryPart(
        path=path,
        title=title,
        max_score=points,
        rule=_effective(criterion, facts).summary(),
        inputs=inputs,
        faults=faults,
        takes_faults=bool(faults) or (VERDICT in inputs and not _children(criterion, facts)),
        applies=True if applies_when is None else applies_when.holds(facts),
    )


def _effective(criterion: Criterion, facts: Facts) -> Criterion:
    if isinstance(criterion, ByCondition) and (chosen := criterion.chosen(facts)):
        return _effective(chosen, facts)
    return criterion


def _children(criterion: Criterion, facts: Facts) -> tuple[Part, ...]:
    if isinstance(criterion, (SumOfParts, CappedSum, BestOf)):
        return criterion.parts
    if isinstance(criterion, HardZero):
        return _children(criterion.base, facts)
    if isinstance(criterion, ByCondition) and (chosen := criterion.chosen(facts)):
        return _children(chosen, facts)
    return ()


def _faults(criterion: Criterion, facts: Facts) -> tuple[Fault, ...]:
    if isinstance(criterion, NamedFaults):
        return criterion.faults
    if isinstance(criterion, HardZero):
        return (*criterion.faults, *_faults(criterion.base, facts))
    if isinstance(criterion, ByCondition) and (chosen := criterion.chosen(facts)):
        return _faults(chosen, facts)
    return ()
