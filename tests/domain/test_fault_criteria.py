# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Criteria that faults decide, with worked numbers."""

# mypy: no-strict-equality
# Points are compared with whole numbers for the sake of the reader.

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.criteria import (
    AllOrNothing,
    CappedSum,
    Criterion,
    DeductPerOccurrence,
    Fault,
    HardZero,
    NamedFaults,
    ScoreState,
    SumOfParts,
)
from evaluator_app.domain.criteria.composed import Part
from tests.builders import one_item

D = Decimal
ZONING = NamedFaults((Fault("office", "管理区与生活区分界不清", D("0.5")), Fault("plant", "生产区与管理区分界不清", D("1.5"))))
SIGNS = NamedFaults((Fault("sign", "标牌缺失", D("0.2"), is_per_occurrence=True),))


def test_all_or_nothing_gives_everything_when_met() -> None:
    award = one_item(AllOrNothing(), 5).verdict("1.1", Outcome.MET).award("1.1")
    assert (award.attainable, award.awarded, award.open, award.lost, award.state) == (5, 5, 0, 0, ScoreState.SCORED)
    assert [reason.code for reason in award.reasons] == ["award.met"]


@pytest.mark.parametrize("outcome", [Outcome.NOT_MET, Outcome.PARTLY_MET])
def test_all_or_nothing_gives_nothing_when_not_met_and_says_why(outcome: Outcome) -> None:
    award = one_item(AllOrNothing(), 5).verdict("1.1", outcome, reason="台阶超高").award("1.1")
    assert (award.awarded, award.lost) == (0, 5)
    (deduction,) = award.deductions
    assert (deduction.points, deduction.text, deduction.clause) == (5, "台阶超高", "测试指标 1.1")
    assert deduction.reason.text() == "Not met: the whole item earns nothing"


def test_one_fault_takes_all_even_from_a_verdict_of_met_and_a_second_takes_no_more() -> None:
    award = one_item(AllOrNothing(), 5).verdict("1.1", Outcome.MET).saw("1.1", "无截水沟", place="南帮").saw("1.1").award("1.1")
    assert award.awarded == 0
    assert [(d.points, d.observation, d.place, d.text) for d in award.deductions] == [
        (5, "o1", "南帮", "无截水沟"),
        (0, "o2", "筛分车间", "有积尘"),
    ]


def test_a_ledger_lists_what_takes_points_or_was_seen() -> None:
    parts = CappedSum((Part("a", "甲", D(2), AllOrNothing()), Part("b", "乙", D(2), AllOrNothing())))
    built = one_item(parts, 2).verdict("1.1", Outcome.MET, "a").verdict("1.1", Outcome.NOT_MET, "b")
    assert [len(built.award("1.1").deductions), len(built.award("1.1").ledger)] == [1, 0]
    assert [d.observation for d in built.saw("1.1", part="b").award("1.1").ledger] == ["o1"]


def test_a_fact_that_is_no_fault_takes_no_points() -> None:
    assert one_item(AllOrNothing(), 5).verdict("1.1", Outcome.MET).saw("1.1", bad=False).award("1.1").awarded == 5


@pytest.mark.parametrize("criterion", [AllOrNothing(), DeductPerOccurrence(D("0.5")), ZONING, HardZero((), AllOrNothing())])
def test_an_item_nobody_looked_at_is_neither_zero_nor_full(criterion: Criterion) -> None:
    award = one_item(criterion, 2).award("1.1")
    assert (award.attainable, award.awarded, award.open, award.state) == (2, 0, 2, ScoreState.NOT_ASSESSED)


@pytest.mark.parametrize(("reason", "said"), [("等监测报告", "Waiting: 等监测报告"), ("", "Waiting, but for what is not said")])
def test_an_item_that_waits_is_undetermined_and_says_for_what(reason: str, said: str) -> None:
    award = one_item(AllOrNothing(), 2).verdict("1.1", Outcome.PENDING, reason=reason).award("1.1")
    assert (award.open, award.state, award.reasons[0].text()) == (2, ScoreState.UNDETERMINED, said)


def test_each_occurrence_takes_one_step_times_its_count() -> None:
    award = one_item(DeductPerOccurrence(D("0.5")), 5).saw("1.1", count=3).saw("1.1", place="料场").award("1.1")
    assert (award.awarded, award.lost, award.state) == (3, 2, ScoreState.SCORED)
    assert [(d.points, d.place, d.reason.text()) for d in award.deductions] == [
        (D("1.5"), "筛分车间", "3 × 0.5 points"),
        (D("0.5"), "料场", "1 × 0.5 points"),
    ]


def test_deductions_stop_at_zero_and_what_goes_beyond_is_shown_as_zero() -> None:
    award = one_item(DeductPerOccurrence(D("0.5")), 1).saw("1.1", count=1).saw("1.1", count=7).saw("1.1").award("1.1")
    assert (award.awarded, award.lost) == (0, 1)
    assert [d.points for d in award.deductions] == [D("0.5"), D("0.5"), 0]


def test_a_nonsensical_count_never_adds_points() -> None:
    award = one_item(DeductPerOccurrence(D("0.5")), 1).saw("1.1", count=-4).award("1.1")
    assert (award.awarded, award.lost) == (1, 0)


@pytest.mark.parametrize("criterion", [DeductPerOccurrence(D("0.5")), ZONING])
def test_without_faults_a_verdict_of_met_gives_full_marks(criterion: Criterion) -> None:
    assert one_item(criterion, 2).verdict("1.1", Outcome.MET).award("1.1").awarded == 2


@pytest.mark.parametrize("outcome", [Outcome.NOT_MET, Outcome.PARTLY_MET])
def test_a_problem_without_an_observation_takes_no_points_but_leaves_them_open(outcome: Outcome) -> None:
    award = one_item(DeductPerOccurrence(D("0.5")), 2).verdict("1.1", outcome).award("1.1")
    assert (award.open, award.state, award.reasons[0].code) == (2, ScoreState.UNDETERMINED, "award.needs_observation")


@pytest.mark.parametrize("criterion", [DeductPerOccurrence(D("0.5")), NamedFaults((Fault("x", "甲", D("0.5")),))])
def test_while_something_is_still_to_be_supplied_the_rest_is_held_back(criterion: Criterion) -> None:
    built = one_item(criterion, 2).saw("1.1", fault="x").verdict("1.1", Outcome.PENDING, reason="等报告")
    award = built.award("1.1")
    assert (award.awarded, award.lost, award.open, award.state) == (0, D("0.5"), D("1.5"), ScoreState.UNDETERMINED)
    assert award.reasons[0].text() == "Waiting: 等报告"


def test_an_item_that_lost_everything_has_nothing_left_to_wait_for() -> None:
    award = one_item(DeductPerOccurrence(D(2)), 2).saw("1.1").verdict("1.1", Outcome.PENDING).award("1.1")
    assert (award.lost, award.open, award.state) == (2, 0, ScoreState.SCORED)


def test_each_named_fault_takes_its_own_deduction() -> None:
    assert one_item(ZONING, 2).saw("1.1", fault="office").award("1.1").awarded == D("1.5")
    assert one_item(ZONING, 2).saw("1.1", fault="plant").award("1.1").awarded == D("0.5")
    both = one_item(ZONING, 2).saw("1.1", fault="plant").saw("1.1", fault="office").award("1.1")
    assert both.awarded == 0
    assert both.deductions[0].reason.text() == "生产区与管理区分界不清: 1 × 1.5 points"


def test_a_named_fault_counts_once_unless_the_rule_counts_occurrences() -> None:
    once = one_item(ZONING, 2).saw("1.1", fault="office", count=4).saw("1.1", fault="office").award("1.1")
    assert [d.points for d in once.deductions] == [D("0.5"), 0]
    each = one_item(SIGNS, 1).saw("1.1", fault="sign", count=2).saw("1.1", fault="sign").award("1.1")
    assert [d.points for d in each.deductions] == [D("0.4"), D("0.2")]


def test_a_fault_without_a_known_name_leaves_the_rest_open() -> None:
    award = one_item(ZONING, 2).saw("1.1", fault="office").saw("1.1", fault="").award("1.1")
    assert (award.awarded, award.lost, award.open, award.state) == (0, D("0.5"), D("1.5"), ScoreState.UNDETERMINED)
    assert award.reasons[0].code == "award.fault_unnamed"


def test_a_hard_zero_takes_everything_whatever_else_was_found() -> None:
    enclosed = HardZero((Fault("open", "加工区未封闭", D(0)),), DeductPerOccurrence(D(1)))
    award = one_item(enclosed, 5).saw("1.1", "料场敞开", fault="open", place="料场").saw("1.1").award("1.1")
    assert (award.awarded, award.lost) == (0, 5)
    assert [(d.points, d.place, d.reason.text()) for d in award.deductions] == [(5, "料场", "加工区未封闭: the whole item earns nothing")]


def test_without_the_fatal_fault_a_hard_zero_gives_what_its_base_gives() -> None:
    enclosed = HardZero((Fault("open", "加工区未封闭", D(0)),), DeductPerOccurrence(D(1)))
    assert one_item(enclosed, 5).saw("1.1", count=2).award("1.1").awarded == 3


def test_a_hard_zero_over_parts_is_seen_on_the_whole() -> None:
    parts = SumOfParts((Part("a", "甲", D(2), AllOrNothing()), Part("b", "乙", D(3), AllOrNothing())))
    built = one_item(HardZero((Fault("open", "未封闭", D(0)),), parts), 5).verdict("1.1", Outcome.MET)
    assert built.award("1.1").awarded == 5
    assert built.saw("1.1", fault="open").award("1.1").awarded == 0
    assert built.saw("1.1", fault="open", part="a").award("1.1").awarded == 3


def test_each_kind_says_its_rule_in_one_sentence() -> None:
    assert AllOrNothing().summary().text() == "Full marks if met, otherwise none"
    assert DeductPerOccurrence(D("0.50")).summary().text() == "Minus 0.5 for every occurrence, down to 0"
    assert SIGNS.summary().text() == "Minus per named fault, down to 0: 标牌缺失 −0.2"
    fatal = HardZero((Fault("open", "未封闭", D(0)),), AllOrNothing())
    assert fatal.summary().text() == "Full marks if met, otherwise none; nothing at all on: 未封闭"


@pytest.mark.parametrize("criterion", [AllOrNothing(), DeductPerOccurrence(D(1)), ZONING, HardZero((), ZONING)])
def test_what_a_person_enters_is_a_verdict(criterion: Criterion) -> None:
    assert [field.name for field in criterion.inputs({}, {})] == ["outcome"]
