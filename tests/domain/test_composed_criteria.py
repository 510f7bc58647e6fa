# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Criteria made of others: sums, capped sums, the best of alternatives, a choice by facts; and what does not apply."""

# mypy: no-strict-equality
# Points are compared with whole numbers for the sake of the reader.

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluator_app.domain.applicability import FactAtLeast, FactIs, NotApplicableKind
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.criteria import (
    AllOrNothing,
    BestOf,
    ByCondition,
    CappedSum,
    Case,
    Criterion,
    DeductPerOccurrence,
    Part,
    PointsPerCount,
    ScoreState,
    SumOfParts,
)
from evaluator_app.domain.template import FactDefinition, FactKind
from tests.builders import a_template, an_assessment, one_item

D = Decimal
MET, NOT_MET, PENDING = Outcome.MET, Outcome.NOT_MET, Outcome.PENDING


def parts(*points: str, criterion: Criterion | None = None) -> tuple[Part, ...]:
    return tuple(Part(name, f"部分{name}", D(value), criterion or AllOrNothing()) for name, value in zip("abcdef", points, strict=False))


def excluded(name: str, points: str, fact: str) -> Part:
    return Part(name, f"部分{name}", D(points), AllOrNothing(), FactIs(fact, (True,)), NotApplicableKind.EXCLUDED)


def test_a_sum_adds_its_parts_and_keeps_their_deductions() -> None:
    built = one_item(SumOfParts(parts("3", "3", "2")), 8).verdict("1.1", MET, "a").verdict("1.1", NOT_MET, "b", "没有充填")
    award = built.award("1.1")
    assert (award.attainable, award.awarded, award.lost, award.open) == (8, 3, 3, 2)
    assert (award.state, [(d.points, d.part, d.text) for d in award.deductions]) == (ScoreState.NOT_ASSESSED, [(3, "b", "没有充填")])
    assert [(part.path, part.title, part.award.awarded) for part in award.parts] == [
        ("a", "部分a", 3),
        ("b", "部分b", 0),
        ("c", "部分c", 0),
    ]


def test_a_verdict_on_the_whole_holds_for_the_parts_without_their_own() -> None:
    built = one_item(SumOfParts(parts("3", "2")), 5).verdict("1.1", MET).verdict("1.1", NOT_MET, "b")
    assert built.award("1.1").awarded == 3


def test_the_reason_of_a_verdict_on_the_whole_goes_with_it() -> None:
    lost = one_item(SumOfParts(parts("3", "2")), 5).verdict("1.1", NOT_MET, reason="全无").award("1.1")
    assert [(d.points, d.text) for d in lost.deductions] == [(3, "全无"), (2, "全无")]
    waits = one_item(SumOfParts(parts("3")), 3).verdict("1.1", PENDING, reason="等批复").award("1.1")
    assert waits.parts[0].award.reasons[0].text() == "Waiting: 等批复"


def test_a_part_with_its_own_verdict_does_not_take_the_reason_of_the_whole() -> None:
    built = one_item(SumOfParts(parts("3", "2")), 5).verdict("1.1", MET, reason="均符合").verdict("1.1", NOT_MET, "b")
    assert built.award("1.1").deductions[0].text == ""


def test_parts_nest_and_are_named_by_their_path() -> None:
    inner = SumOfParts(parts("1", "2"))
    built = one_item(SumOfParts((Part("x", "外", D(3), inner),)), 3).verdict("1.1", MET).saw("1.1", part="x.b")
    award = built.award("1.1")
    assert (award.awarded, award.deductions[0].part, award.deductions[0].observation) == (1, "x.b", "o1")


def test_what_is_still_to_be_looked_at_comes_before_what_is_undetermined() -> None:
    built = one_item(SumOfParts(parts("1", "1")), 2).verdict("1.1", PENDING, "a")
    assert built.award("1.1").state is ScoreState.NOT_ASSESSED
    assert built.verdict("1.1", MET, "b").award("1.1").state is ScoreState.UNDETERMINED


def test_a_part_cannot_be_marked_as_not_applicable_by_hand() -> None:
    award = one_item(SumOfParts(parts("1")), 1).verdict("1.1", Outcome.NOT_APPLICABLE, "a").award("1.1")
    assert (award.state, award.parts[0].award.reasons[0].code) == (ScoreState.UNDETERMINED, "award.na_not_allowed")


def test_a_capped_sum_gives_no_more_than_the_item_is_worth() -> None:
    energy = CappedSum(parts("0.5", "0.5", "1"))
    built = one_item(energy, 1).verdict("1.1", MET, "a").verdict("1.1", MET, "c").verdict("1.1", NOT_MET, "b")
    award = built.award("1.1")
    assert (award.attainable, award.awarded, award.lost, award.open, award.state) == (1, 1, 0, 0, ScoreState.SCORED)
    assert award.reasons[0].text() == "The parts give 1.5, capped at 1"
    assert [d.points for d in award.deductions] == [0]


def test_a_capped_sum_is_settled_once_the_cap_is_reached() -> None:
    award = one_item(CappedSum(parts("0.5", "0.5", "1")), 1).verdict("1.1", MET, "c").award("1.1")
    assert (award.awarded, award.open, award.state) == (1, 0, ScoreState.SCORED)


def test_a_capped_sum_below_the_cap_charges_the_deductions_of_its_parts() -> None:
    built = one_item(CappedSum(parts("1", "1", "1")), 2)
    for part in "abc":
        built = built.verdict("1.1", MET if part == "a" else NOT_MET, part, f"缺{part}")
    award = built.award("1.1")
    assert (award.awarded, award.lost) == (1, 1)
    assert [(d.points, d.text) for d in award.deductions] == [(1, "缺b"), (0, "缺c")]


def test_a_capped_sum_is_open_between_what_is_secured_and_what_can_be_reached() -> None:
    award = one_item(CappedSum(parts("0.5", "0.5", "1")), 1).verdict("1.1", MET, "a").verdict("1.1", NOT_MET, "c").award("1.1")
    assert (award.awarded, award.open, award.lost, award.state) == (D("0.5"), D("0.5"), 0, ScoreState.NOT_ASSESSED)


def test_points_that_no_part_can_give_are_charged_to_the_sum_itself() -> None:
    award = one_item(CappedSum(parts("1")), 3).verdict("1.1", MET).award("1.1")
    assert [(d.points, d.reason.code) for d in award.deductions] == [(2, "award.capped")]


def test_innovation_counts_patents_and_certificates_up_to_its_points() -> None:
    patents = Part("patents", "发明专利", D(2), PointsPerCount(D("0.5"), "发明专利"))
    innovation = CappedSum((patents, Part("high_tech", "高新技术企业", D(2), AllOrNothing())))
    one = one_item(innovation, 2).measured("1.1", "patents", count=3).verdict("1.1", NOT_MET, "high_tech").award("1.1")
    assert (one.awarded, one.lost, [d.points for d in one.deductions]) == (D("1.5"), D("0.5"), [D("0.5"), 0])
    two = one_item(innovation, 2).measured("1.1", "patents", count=1).verdict("1.1", MET, "high_tech").award("1.1")
    assert two.awarded == 2


SEWAGE = BestOf(
    (
        Part("own", "自行处理", D(2), SumOfParts(parts("1", "1"))),
        Part("sewer", "接入城镇管网", D(2), AllOrNothing()),
        Part("other", "其他", D(1), DeductPerOccurrence(D("0.5"))),
    )
)


def test_the_best_alternative_counts() -> None:
    built = one_item(SEWAGE, 2).verdict("1.1", NOT_MET, "sewer").verdict("1.1", MET, "own").verdict("1.1", NOT_MET, "other")
    award = built.award("1.1")
    assert (award.awarded, award.open, award.lost, award.state) == (2, 0, 0, ScoreState.SCORED)
    assert award.reasons[0].text() == "Best alternative: 自行处理, 2 points"


def test_an_alternative_stays_open_as_long_as_another_may_become_better() -> None:
    award = one_item(SEWAGE, 2).verdict("1.1", MET, "own.a").verdict("1.1", NOT_MET, "own.b").award("1.1")
    assert (award.awarded, award.open, award.lost, award.state) == (1, 1, 0, ScoreState.NOT_ASSESSED)


def test_a_full_alternative_settles_the_item_though_others_were_not_looked_at() -> None:
    award = one_item(SEWAGE, 2).verdict("1.1", MET, "sewer").award("1.1")
    assert (award.awarded, award.open, award.state) == (2, 0, ScoreState.SCORED)


def test_a_verdict_on_the_whole_settles_no_alternative() -> None:
    assert one_item(SEWAGE, 2).verdict("1.1", MET).award("1.1").open == 2


def test_lost_points_are_charged_to_the_alternative_that_came_farthest() -> None:
    built = one_item(SEWAGE, 2).verdict("1.1", NOT_MET, "own", "没有设施").verdict("1.1", NOT_MET, "sewer", "未接入")
    award = built.saw("1.1", "溢流", part="other").award("1.1")
    assert (award.awarded, award.lost) == (D("0.5"), D("1.5"))
    assert [(d.points, d.text, d.reason.code) for d in award.deductions] == [
        (D("0.5"), "溢流", "deduct.occurrences"),
        (1, "", "award.best"),
    ]


def test_parts_that_do_not_apply_leave_a_sum() -> None:
    built = one_item(SumOfParts((excluded("a", "1", "tailings"), *parts("2"))), 3)
    assert built.with_facts(tailings=False).award("1.1").attainable == 2
    unknown = built.award("1.1")
    assert (unknown.attainable, unknown.parts[0].award.state) == (3, ScoreState.NOT_ASSESSED)
    begun = built.verdict("1.1", MET, "b").award("1.1")
    assert begun.parts[0].award.state is ScoreState.UNDETERMINED


def test_a_sum_of_which_no_part_applies_does_not_apply() -> None:
    award = one_item(SumOfParts((excluded("a", "1", "tailings"),)), 1).with_facts(tailings=False).award("1.1")
    assert (award.attainable, award.state) == (0, ScoreState.NOT_APPLICABLE)


def test_a_capped_sum_asks_no_more_than_the_parts_that_apply_can_give() -> None:
    rule = CappedSum((excluded("x", "2", "tailings"), *parts("2", "1")))
    built = one_item(rule, 3).with_facts(tailings=False).verdict("1.1", MET)
    assert (built.award("1.1").attainable, built.award("1.1").lost) == (3, 0)
    rule = CappedSum((excluded("x", "2", "tailings"), *parts("2")))
    award = one_item(rule, 3).with_facts(tailings=False).verdict("1.1", MET).award("1.1")
    assert (award.attainable, award.awarded, award.lost) == (2, 2, 0)


@pytest.mark.parametrize("kind", [CappedSum, BestOf])
def test_where_no_part_applies_nothing_is_lost(kind: type[CappedSum] | type[BestOf]) -> None:
    rule = kind((excluded("x", "2", "tailings"), excluded("y", "2", "tailings")))
    award = one_item(rule, 2).with_facts(tailings=False).award("1.1")
    assert (award.attainable, award.lost, award.state, award.deductions) == (0, 0, ScoreState.NOT_APPLICABLE, ())


def test_an_alternative_that_does_not_apply_is_not_asked_for() -> None:
    rule = BestOf((excluded("x", "2", "town"), Part("y", "自行处理", D(1), AllOrNothing())))
    award = one_item(rule, 2).with_facts(town=False).verdict("1.1", MET, "y").award("1.1")
    assert (award.attainable, award.awarded, award.lost) == (1, 1, 0)


@pytest.mark.parametrize("rule", [CappedSum(()), BestOf(()), ByCondition(())])
def test_a_rule_without_content_leaves_the_points_open(rule: Criterion) -> None:
    award = one_item(rule, 2).verdict("1.1", MET).award("1.1")
    assert (award.open, award.state, award.reasons[0].code) == (2, ScoreState.UNDETERMINED, "award.no_case")


BY_METHOD = ByCondition(
    (
        Case(FactIs("method", ("underground",)), SumOfParts(parts("2", "1"))),
        Case(FactIs("method", ("open_pit",)), DeductPerOccurrence(D("0.5"))),
    )
)


def test_the_first_case_that_fits_the_mine_holds() -> None:
    built = one_item(BY_METHOD, 3).saw("1.1", part="a")
    assert built.with_facts(method="underground").award("1.1").lost == 2
    assert built.with_facts(method="open_pit").verdict("1.1", MET).award("1.1").lost == 0


def test_while_a_fact_is_missing_no_case_is_picked_and_the_fact_is_named_by_its_title() -> None:
    template = a_template().with_item("1.1", 3, BY_METHOD).with_facts(FactDefinition("method", "开采方式", FactKind.CHOICE))
    award = an_assessment(template).verdict("1.1", MET).award("1.1")
    assert (award.open, award.state) == (3, ScoreState.UNDETERMINED)
    assert award.reasons[0].text() == "Which rule holds depends on a fact of the mine not yet given: 开采方式"


def test_a_number_that_is_none_counts_as_missing() -> None:
    rule = ByCondition((Case(FactAtLeast("depth", "600"), AllOrNothing()),))
    award = one_item(rule, 3).with_facts(depth="很深").award("1.1")
    assert award.reasons[0].text().endswith("not yet given: depth")


def test_a_mine_that_no_case_fits_is_undetermined() -> None:
    award = one_item(BY_METHOD, 3).with_facts(method="solution").verdict("1.1", MET).award("1.1")
    assert (award.open, award.reasons[0].text()) == (3, "No rule on file fits the facts of this mine")


@pytest.mark.parametrize(
    ("otherwise", "attainable", "awarded", "code"),
    [
        (NotApplicableKind.FULL_MARKS, 2, 2, "award.na_full"),
        (NotApplicableKind.EXCLUDED, 0, 0, "award.na_excluded"),
        (NotApplicableKind.RECHECK_LATER, 0, 0, "award.na_later"),
    ],
)
def test_an_item_that_does_not_apply_by_the_facts_counts_as_the_template_says(
    otherwise: NotApplicableKind, attainable: int, awarded: int, code: str
) -> None:
    template = a_template().with_item("1.1", 2, applies_when=FactIs("plant", (True,)), otherwise=otherwise)
    built = an_assessment(template).verdict("1.1", NOT_MET)
    award = built.with_facts(plant=False).award("1.1")
    assert (award.attainable, award.awarded, award.open, award.state) == (attainable, awarded, 0, ScoreState.NOT_APPLICABLE)
    assert (award.reasons[0].code, award.deductions) == (code, ())
    assert built.with_facts(plant=True).award("1.1").lost == 2
    unknown = built.award("1.1")
    assert (unknown.open, unknown.state, unknown.reasons[0].code) == (2, ScoreState.UNDETERMINED, "award.fact_missing")


def test_where_the_template_does_not_say_how_it_counts_the_item_is_assessed_as_any_other() -> None:
    built = an_assessment(a_template().with_item("1.1", 2, applies_when=FactIs("plant", (True,)))).verdict("1.1", MET)
    assert built.award("1.1").awarded == built.with_facts(plant=False).award("1.1").awarded == 2


@pytest.mark.parametrize(
    ("kind", "attainable", "awarded", "said"),
    [
        (NotApplicableKind.FULL_MARKS, 2, 2, "Not applicable, full marks: 没有选矿厂"),
        (NotApplicableKind.EXCLUDED, 0, 0, "Not applicable, left out of the total: 没有选矿厂"),
        (NotApplicableKind.RECHECK_LATER, 0, 0, "Not yet occurring, left out and to be checked later: 没有选矿厂"),
    ],
)
def test_the_three_ways_not_to_apply(kind: NotApplicableKind, attainable: int, awarded: int, said: str) -> None:
    built = an_assessment(a_template().with_item("1.1", 2, may=[kind])).not_applicable("1.1", kind, " 没有选矿厂 ")
    award = built.award("1.1")
    assert (award.attainable, award.awarded, award.open, award.state) == (attainable, awarded, 0, ScoreState.NOT_APPLICABLE)
    assert award.reasons[0].text() == said


def test_what_the_template_does_not_allow_leaves_the_item_open() -> None:
    template = a_template().with_item("1.1", 2, may=[NotApplicableKind.EXCLUDED])
    for built in (
        an_assessment(template).not_applicable("1.1", NotApplicableKind.FULL_MARKS),
        an_assessment(template).verdict("1.1", Outcome.NOT_APPLICABLE),
    ):
        award = built.award("1.1")
        assert (award.open, award.state, award.reasons[0].code) == (2, ScoreState.UNDETERMINED, "award.na_not_allowed")


def test_a_mark_of_not_applicable_needs_a_reason() -> None:
    template = a_template().with_item("1.1", 2, may=[NotApplicableKind.EXCLUDED])
    award = an_assessment(template).not_applicable("1.1", NotApplicableKind.EXCLUDED, "  ").award("1.1")
    assert (award.open, award.reasons[0].code) == (2, "award.na_no_reason")


def test_each_kind_says_its_rule_and_what_is_entered() -> None:
    assert SumOfParts(parts("1", "2")).summary().text() == "Sum of 2 parts"
    assert CappedSum(parts("1")).summary().text() == "Sum of 1 parts, capped"
    assert SEWAGE.summary().text() == "Best of 3 alternatives"
    assert BY_METHOD.summary().text() == "By the facts of the mine, 2 cases"
    assert [len(rule.inputs({}, {})) for rule in (SumOfParts(()), CappedSum(()), SEWAGE, BY_METHOD)] == [1, 1, 0, 0]
    assert len(BY_METHOD.inputs({"method": "open_pit"}, {})) == 1
