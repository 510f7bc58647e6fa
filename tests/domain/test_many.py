# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One verdict on several items: one act, and whoever does not take it is named."""

from __future__ import annotations

from decimal import Decimal

from evaluator_app.domain.assessment import Observation, Outcome
from evaluator_app.domain.changes import Act
from evaluator_app.domain.criteria import AllOrNothing, BestOf, DeductPerOccurrence, ExpertJudgement, Minimum, Part
from evaluator_app.domain.many import Hindrance, note_all, verdict_on
from tests.builders import AssessmentBuilder, a_template, an_assessment
from tests.domain.any_template import TABLE


def a_mine() -> AssessmentBuilder:
    parts = BestOf((Part("a", "甲", Decimal(2), AllOrNothing()), Part("b", "乙", Decimal(3), AllOrNothing())))
    template = (
        a_template()
        .with_item("1.1", 5, DeductPerOccurrence(Decimal(1)))
        .with_item("1.2", 5, AllOrNothing())
        .with_item("1.3", 5, Minimum("limits"))
        .with_item("1.4", 5, ExpertJudgement())
        .with_item("1.5", 5, parts)
        .with_tables(TABLE)
    )
    return an_assessment(template)


ALL = ("1.5", "1.4", "1.3", "1.2", "1.1", "nowhere")


def test_those_that_take_the_verdict_get_it_in_one_act_and_the_others_are_named() -> None:
    mine = a_mine()
    done = verdict_on(mine.template, mine.value, ALL, Outcome.MET)
    after = done.change.apply(mine.value)
    assert done.taken == ("1.1", "1.2")
    assert done.hindered == (("1.3", Hindrance.MEASURED), ("1.4", Hindrance.PANEL), ("1.5", Hindrance.PARTS))
    assert {target: after.answer(target).outcome for target in done.taken} == {"1.1": Outcome.MET, "1.2": Outcome.MET}
    assert done.change.act is Act.RECORD_MANY
    assert done.change.inverse().apply(after) == mine.value


def test_a_problem_under_an_all_or_nothing_rule_is_not_met() -> None:
    mine = a_mine()
    after = verdict_on(mine.template, mine.value, ALL, Outcome.PARTLY_MET).change.apply(mine.value)
    assert after.answer("1.1").outcome is Outcome.PARTLY_MET
    assert after.answer("1.2").outcome is Outcome.NOT_MET


def test_all_can_wait_but_none_is_not_applicable_without_its_own_reason() -> None:
    mine = a_mine()
    assert len(verdict_on(mine.template, mine.value, ALL, Outcome.PENDING).taken) == 5
    refused = verdict_on(mine.template, mine.value, ALL, Outcome.NOT_APPLICABLE)
    assert not refused.change.edits
    assert {why for _target, why in refused.hindered} == {Hindrance.REASON}


def test_several_observations_are_one_act() -> None:
    mine = a_mine()
    seen = [Observation(f"o{target}", target, "查看过", "采场", is_fault=False) for target in ("1.1", "1.2")]
    assert len(note_all(mine.value, seen).apply(mine.value).observations) == 2
    assert note_all(mine.value, seen[:1]).subject == "1.1"
