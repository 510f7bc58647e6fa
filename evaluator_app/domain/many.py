# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One verdict on several items as one act: those that take it get it, the others are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from evaluator_app.domain.assessment import Assessment, Observation, Outcome
from evaluator_app.domain.changes import Act, Change, joined, record_observation, record_outcome
from evaluator_app.domain.criteria import AllOrNothing, InputKind
from evaluator_app.domain.entry import entry_parts
from evaluator_app.domain.template import Indicator, Template


class Hindrance(Enum):
    """Why an item does not take a verdict together with others."""

    MEASURED = "measured"
    """Its values decide."""
    PANEL = "panel"
    """The experts' points decide."""
    PARTS = "parts"
    """It is judged part by part."""
    REASON = "reason"
    """Not applicable needs a reason of its own."""


@dataclass(frozen=True, slots=True)
class ManyVerdicts:
    """What one verdict on several items comes to."""

    change: Change
    taken: tuple[str, ...]
    """Ids of the items that take it."""
    hindered: tuple[tuple[str, Hindrance], ...]


def verdict_on(template: Template, assessment: Assessment, targets: Sequence[str], outcome: Outcome) -> ManyVerdicts:
    """Record a verdict on all items that take it; what is no item of the template is passed over."""
    wanted = set(targets)
    items = [indicator for indicator in template.indicators() if indicator.id in wanted]
    hindrances = {indicator.id: hindrance(template, assessment, indicator, outcome) for indicator in items}
    taken = [indicator for indicator in items if hindrances[indicator.id] is None]
    recorded = [record_outcome(assessment, indicator.id, _suited(indicator, outcome)) for indicator in taken]
    return ManyVerdicts(
        joined(Act.RECORD_MANY, recorded),
        tuple(indicator.id for indicator in taken),
        tuple((target, why) for target, why in hindrances.items() if why is not None),
    )


def hindrance(template: Template, assessment: Assessment, indicator: Indicator, outcome: Outcome) -> Hindrance | None:
    """Return why an item does not take a verdict; None where it does."""
    if outcome is Outcome.NOT_APPLICABLE:
        return Hindrance.REASON
    whole = entry_parts(indicator, template.facts_of(assessment.mine.facts), template.tables_by_id(assessment.day))[0]
    kinds = {field.kind for field in whole.inputs}
    if outcome not in (Outcome.MET, Outcome.PARTLY_MET) or InputKind.VERDICT in kinds:
        return None
    if InputKind.PANEL in kinds:
        return Hindrance.PANEL
    return Hindrance.MEASURED if kinds else Hindrance.PARTS


def note_all(assessment: Assessment, observations: Sequence[Observation]) -> Change:
    """Record several observations of different items as one act."""
    changes = [record_observation(assessment, observation) for observation in observations]
    if len(changes) == 1:
        return changes[0]
    return joined(Act.RECORD_OBSERVATION, changes)


def _suited(indicator: Indicator, outcome: Outcome) -> Outcome:
    """Return the verdict as the rule has it: a problem under an all-or-nothing rule is not met."""
    return Outcome.NOT_MET if outcome is Outcome.PARTLY_MET and isinstance(indicator.criterion, AllOrNothing) else outcome
