# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The acts of an inspector at work, one after another, each on the next item: what saving and killing are measured with."""

from __future__ import annotations

from decimal import Decimal

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Judgement, Outcome
from evaluator_app.domain.changes import Change
from evaluator_app.services.assessing import OpenAssessment

OUTCOMES = (Outcome.MET, Outcome.NOT_MET, Outcome.PARTLY_MET)
KINDS = 5


def target_of(opened: OpenAssessment, turn: int) -> str:
    """Return the item that a turn is about."""
    items = tuple(opened.template.indicators())
    return items[turn % len(items)].id


def next_change(opened: OpenAssessment, turn: int) -> Change:
    """Return a change that changes something: an observation more or less, a verdict, a remark, an expert's points."""
    assessment, target = opened.assessment, target_of(opened, turn)
    if turn % KINDS == 0:
        return changes.record_observation(
            assessment, opened.new_observation(target, f"皮带走廊转载点有积尘，第{turn}次查看。", place="筛分车间")
        )
    if turn % KINDS == 1:
        return changes.record_remark(assessment, target, f"第{turn}次查看，现场与台账一致。")
    if turn % KINDS == 2 and assessment.observations:
        return changes.remove_observation(assessment, min(assessment.observations))
    if turn % KINDS == 3:
        judgement = Judgement(Decimal(turn % 10) / 10, f"第{turn}次查看后给分")
        return changes.record_judgement(assessment, target, opened.team[0].id, judgement)
    return changes.record_outcome(assessment, target, OUTCOMES[turn % 3], reason=f"第{turn}次查看")
