# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""On which items verdicts hang, by hand-worked mines."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.consistency.decisive import Decision, Decisive, Way, decisions, decisive
from evaluator_app.domain.status import Verdict
from tests.builders import AssessmentBuilder, a_template, an_assessment
from tests.domain.consistency_cases import EMPTY

D = Decimal
MARK = a_template().with_rules(pass_mark=D(80)).with_item("1.1", 15).with_item("1.2", 25).with_item("2.1", 60)


def found(built: AssessmentBuilder) -> tuple[Decision, ...]:
    return decisions(built.template, built.score(), built.rate())


def verdicts(built: AssessmentBuilder, **given: Outcome) -> AssessmentBuilder:
    for name, outcome in given.items():
        built = built.verdict(name[1:].replace("_", "."), outcome)
    return built


def test_a_mine_that_passed_hangs_on_every_item_worth_more_than_what_is_beyond_the_mark() -> None:
    built = verdicts(an_assessment(MARK), _1_1=Outcome.MET, _1_2=Outcome.MET, _2_1=Outcome.MET)
    assert found(built) == (Decision("1.2", Way.PASSED_BY_POINTS), Decision("2.1", Way.PASSED_BY_POINTS))  # 100: 15 may go


def test_an_item_without_points_carries_nothing() -> None:
    built = verdicts(an_assessment(MARK), _1_1=Outcome.NOT_MET, _1_2=Outcome.MET, _2_1=Outcome.MET)
    assert [decision.item for decision in found(built)] == ["1.2", "2.1"]  # 85: 5 may go


def test_a_mine_that_failed_hangs_on_every_item_that_would_have_carried_it() -> None:
    built = verdicts(an_assessment(MARK), _1_1=Outcome.NOT_MET, _1_2=Outcome.NOT_MET, _2_1=Outcome.MET)
    assert found(built) == (Decision("1.2", Way.FAILED_BY_POINTS),)  # 60: 25 would do, 15 would not


def test_an_undetermined_mine_hangs_on_nothing() -> None:
    assert found(verdicts(an_assessment(MARK), _1_1=Outcome.MET)) == ()


def test_a_group_below_its_floor_counts_as_points() -> None:
    floors = a_template().with_rules(pass_mark=D(1)).with_group_floors("0.6").with_item("1.1", 5).with_item("1.2", 5).with_item("2.1", 90)
    built = verdicts(an_assessment(floors), _1_1=Outcome.MET, _1_2=Outcome.NOT_MET, _2_1=Outcome.MET)
    assert built.rate().verdict is Verdict.NOT_QUALIFIED
    assert found(built) == (Decision("1.2", Way.FAILED_BY_POINTS),)
    built = verdicts(built, _1_2=Outcome.MET)
    assert [decision.item for decision in found(built)] == ["1.1", "1.2", "2.1"]


def test_a_constraint_is_told_apart_as_a_veto() -> None:
    veto = a_template().with_rules(pass_mark=D(50), constraint_is_veto=True).with_item("1.1", 10, constraint=True).with_item("2.1", 90)
    passed = verdicts(an_assessment(veto), _1_1=Outcome.MET, _2_1=Outcome.MET)
    assert found(passed) == (Decision("1.1", Way.PASSED_BY_VETO), Decision("2.1", Way.PASSED_BY_POINTS))
    failed = verdicts(passed, _1_1=Outcome.NOT_MET)
    assert found(failed) == (Decision("1.1", Way.FAILED_BY_VETO),)


def test_the_one_unmet_prerequisite_decides_and_one_of_two_does_not() -> None:
    built = an_assessment(a_template().with_rules(pass_mark=D(1)).with_item("1.1", 10).with_prerequisite("p").with_prerequisite("q"))
    built = verdicts(built, _1_1=Outcome.MET).verdict("p", Outcome.NOT_MET)
    assert found(built.verdict("q", Outcome.MET)) == (Decision("p", Way.FAILED_BY_PREREQUISITE),)
    assert found(built.verdict("q", Outcome.NOT_MET)) == ()


def test_items_are_counted_over_mines_with_least_and_middle_margin() -> None:
    points, veto = Decision("1.2", Way.PASSED_BY_POINTS), Decision("1.1", Way.PASSED_BY_VETO)
    cases = [
        replace(EMPTY, id="a", decisions=(points, veto), margin=D("1.5")),
        replace(EMPTY, id="b", decisions=(Decision("1.2", Way.FAILED_BY_POINTS),), margin=D(-4), verdict=Verdict.NOT_QUALIFIED),
        replace(EMPTY, id="c", decisions=(veto,), margin=D(20)),
        replace(EMPTY, id="d", decisions=(points,), verdict=Verdict.UNDETERMINED),
        replace(EMPTY, id="e", template="u", decisions=(points,), margin=None),
    ]
    first, second, third = decisive(cases)
    ways = ((Way.PASSED_BY_POINTS, 1), (Way.FAILED_BY_POINTS, 1))
    assert first == Decisive(("t", "1.2"), 3, ways, D("1.50"), D("2.75"))
    assert (second.item, second.times, second.verdicts, second.least_margin) == (("u", "1.2"), 1, 1, None)
    assert (third.item, third.times, third.ways) == (("t", "1.1"), 0, ((Way.PASSED_BY_VETO, 2),))
    assert (first.times, third.median_margin) == (2, None)
