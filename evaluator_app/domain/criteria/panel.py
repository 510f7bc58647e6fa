# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The criterion that experts decide: each gives points with reasons, the mean counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from evaluator_app.domain.applicability import Facts
from evaluator_app.domain.assessment import Judgement
from evaluator_app.domain.criteria.base import Award, InputField, InputKind, ScoreState, Situation, full, lose, unjudged, waiting
from evaluator_app.domain.exact import ZERO, decimal_text, mean
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.thresholds import Tables


@dataclass(frozen=True, slots=True)
class ExpertJudgement:
    """The mean of the points that the members of a panel give, each with reasons.

    Source of the averaging: advice of a trade body (2023), not an official rule; so rounding and quorum
    are fields of the template.
    """

    kind: ClassVar[str] = "expert_judgement"
    guidance: str = ""
    """What the experts are to look at."""
    rule_on_file: bool = True
    """False where the issuer's own rule is not on file and judgement stands in for it."""

    def evaluate(self, situation: Situation) -> Award:
        """Return the rounded mean; open until enough experts have given points and reasons."""
        points = situation.max_score
        gaps = () if self.rule_on_file else (say("gap.rule_text", "Rule text not on file"),)
        panel = [judgement for _, judgement in sorted(situation.answer.judgements.items())]
        if not panel:
            return replace(unjudged(situation), gaps=gaps)
        if hindrance := _hindrance(panel, points, situation.panel_quorum):
            return waiting(points, ScoreState.NOT_ASSESSED, hindrance, gaps=gaps)
        given = [judgement.points for judgement in panel]
        average = min(situation.panel_rounding.apply(mean(given)), points)
        said = say(
            "award.judged",
            "Mean of {count} experts: {points} ({given})",
            count=len(given),
            points=average,
            given=" / ".join(decimal_text(value) for value in given),
        )
        if average == points:
            return replace(full(points, said), gaps=gaps)
        reasons = "；".join(judgement.reason.strip() for judgement in panel)
        return replace(lose(points, (replace(situation.deduction(points - average, said), text=reasons),), said), gaps=gaps)

    def summary(self) -> Sentence:
        """Return the rule in one short sentence."""
        if self.rule_on_file:
            return say("rule.judgement", "Mean of the experts' points, each with reasons")
        return say("rule.judgement_gap", "Rule text not on file: mean of the experts' points, each with reasons")

    def inputs(self, facts: Facts, tables: Tables) -> tuple[InputField, ...]:
        """Return the panel."""
        return (InputField("judgements", InputKind.PANEL, say("input.panel", "Experts' points")),)


def _hindrance(panel: list[Judgement], points: Decimal, quorum: int) -> Sentence | None:
    """Return why the mean does not count yet: nobody's points are dropped or trimmed in silence."""
    with_reasons = sum(1 for judgement in panel if judgement.reason.strip())
    if with_reasons < quorum:
        return say("award.few_judges", "{count} of {quorum} experts have judged with reasons", count=with_reasons, quorum=quorum)
    if with_reasons < len(panel):
        return say("award.judge_without_reason", "An expert has given points without a reason")
    if not all(ZERO <= judgement.points <= points for judgement in panel):
        return say("award.judge_out_of_range", "An expert's points lie outside of 0 to {points}", points=points)
    return None
