# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Criteria that values and experts decide, with worked numbers."""

# mypy: no-strict-equality
# Points are compared with whole numbers for the sake of the reader.

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluator_app.domain.applicability import FactIs
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.criteria import (
    Basis,
    Criterion,
    ExpertJudgement,
    InputKind,
    Minimum,
    PastYears,
    PlanComparison,
    PointsPerCount,
    ScoreState,
)
from evaluator_app.domain.exact import Rounding, RoundingMode
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.template import FactDefinition, FactKind
from evaluator_app.domain.thresholds import Comparison, QuantityName, ThresholdRow, ThresholdTable, look_up
from tests.builders import a_template, an_assessment, one_item

D = Decimal


def row(name: str, low: str | None, high: str | None = None, *, document: str = "", **fact: str) -> ThresholdRow:
    when = next((FactIs(key, (value,)) for key, value in fact.items()), None)
    return ThresholdRow(name, when, D(low) if low else None, D(high) if high else None, provenance=Provenance(document))


IRON = ThresholdTable("recovery", "开采回采率", "开采回采率", rows=(row("iron", "75", "83", document="公告甲"),))
WATER = ThresholdTable("water", "取水量", "取水量", "m³/t", is_maximum=True, rows=(row("a", "2", "3"),))
SEAM = ThresholdTable(
    "seam", "采区回采率", "采区回采率", rows=(row("thin", "85", seam="thin"), row("thick", "75", seam="thick", document="公告乙"))
)
MINIMUM = Minimum("recovery")


def test_a_value_above_the_top_of_a_stepped_range_passes() -> None:
    award = one_item(MINIMUM, 2, IRON).measured("1.1", value=84).award("1.1")
    assert (award.awarded, award.reasons[0].text()) == (2, "开采回采率 84 %; limit ≥ 75–83 % (公告甲)")
    assert one_item(MINIMUM, 2, IRON).measured("1.1", value=83).award("1.1").awarded == 2


def test_a_value_below_the_bottom_of_a_stepped_range_fails_with_the_figures_as_reason() -> None:
    award = one_item(MINIMUM, 2, IRON).measured("1.1", value="74.99").award("1.1")
    assert (award.awarded, award.lost, award.deductions[0].points) == (0, 2, 2)
    assert award.deductions[0].reason.text() == "开采回采率 74.99 %; limit ≥ 75–83 % (公告甲)"


def test_a_value_between_the_steps_is_undetermined_until_the_governing_value_and_its_document_are_entered() -> None:
    assert one_item(MINIMUM, 2, IRON).measured("1.1", value=75).award("1.1").open == 2
    built = one_item(MINIMUM, 2, IRON).measured("1.1", value=80)
    award = built.award("1.1")
    assert (award.open, award.state, [reason.code for reason in award.reasons]) == (2, ScoreState.UNDETERMINED, ["award.between"])
    assert built.measured("1.1", governing=78).award("1.1").open == 2
    assert built.chose("1.1", governing_document="初步设计批复").award("1.1").open == 2
    passed = built.measured("1.1", governing=78).chose("1.1", governing_document="初步设计批复").award("1.1")
    assert (passed.awarded, passed.reasons[0].text()) == (2, "开采回采率 80 %; limit ≥ 78 % (初步设计批复)")
    failed = built.measured("1.1", governing=82).chose("1.1", governing_document="初步设计批复").award("1.1")
    assert (failed.lost, failed.state) == (2, ScoreState.SCORED)


def test_a_governing_value_outside_of_the_steps_decides_nothing_and_says_so() -> None:
    built = one_item(MINIMUM, 2, IRON).measured("1.1", value=80, governing=60).chose("1.1", governing_document="某文件")
    award = built.award("1.1")
    assert (award.open, [reason.code for reason in award.reasons]) == (2, ["award.between", "award.limit_outside"])


def test_a_governing_value_cannot_replace_a_limit_that_is_certain() -> None:
    exact = ThresholdTable("recovery", "回采率", "回采率", rows=(row("a", "80"),))
    built = one_item(MINIMUM, 2, exact).measured("1.1", value=79, governing=70).chose("1.1", governing_document="某文件")
    assert built.award("1.1").lost == 2


def test_where_no_limit_is_on_file_the_governing_one_is_asked_for() -> None:
    empty = ThresholdTable("recovery", "回采率", "回采率")
    built = one_item(MINIMUM, 2, empty).measured("1.1", value=79)
    assert [reason.code for reason in built.award("1.1").reasons] == ["award.no_limit"]
    assert built.measured("1.1", governing=70).chose("1.1", governing_document="设计").award("1.1").awarded == 2


def test_a_row_without_a_figure_makes_every_answer_undetermined() -> None:
    table = ThresholdTable("recovery", "回采率", "回采率", rows=(row("a", "80"), row("b", None)))
    assert one_item(MINIMUM, 2, table).measured("1.1", value=99).award("1.1").state is ScoreState.UNDETERMINED


def test_a_maximum_is_kept_below_and_broken_above() -> None:
    built = one_item(Minimum("water"), 2, WATER)
    assert built.measured("1.1", value=2).award("1.1").awarded == 2
    assert built.measured("1.1", value="2.5").award("1.1").open == 2
    assert built.measured("1.1", value=3).award("1.1").open == 2
    lost = built.measured("1.1", value="3.01").award("1.1")
    assert (lost.lost, lost.reasons[0].text()) == (2, "取水量 3.01 m³/t; limit ≤ 2–3 m³/t (source not on file)")


def test_a_missing_fact_leaves_any_value_open_and_is_named() -> None:
    """A class without a limit on file may govern, so not even a value beyond all known limits is decided."""
    template = a_template().with_item("1.1", 2, Minimum("seam")).with_tables(SEAM)
    built = an_assessment(template.with_facts(FactDefinition("seam", "煤层厚度", FactKind.CHOICE)))
    for value in (86, 80, 74):
        award = built.measured("1.1", value=value).award("1.1")
        assert (award.open, award.state) == (2, ScoreState.UNDETERMINED)
        assert [reason.text() for reason in award.reasons] == ["Facts of the mine not yet given: 煤层厚度"]


def test_bounds_say_whether_one_limit_is_known() -> None:
    assert look_up(SEAM, {"seam": "thin"}).is_exact
    unknown = look_up(SEAM, {})
    assert (unknown.is_exact, unknown.low, unknown.high, unknown.missing_facts) == (False, 75, 85, ("seam",))
    none = look_up(SEAM, {"seam": "none"})
    assert (none.is_exact, none.compare(D(99))) == (False, Comparison.UNDETERMINED)


def test_a_value_without_its_basis_is_not_compared() -> None:
    rule = Minimum("recovery", (Basis("greenable", "可绿化面积"), Basis("mine", "矿区面积")))
    built = one_item(rule, 2, IRON).measured("1.1", value=90)
    assert built.award("1.1").reasons[0].text() == "What 开采回采率 90 % refers to is not given; the limit refers to 可绿化面积"
    assert built.chose("1.1", basis="mine").award("1.1").reasons[0].code == "award.other_basis"
    assert built.chose("1.1", basis="greenable").award("1.1").awarded == 2


def test_an_item_that_a_value_decides_is_open_without_one_whatever_the_verdict() -> None:
    rules: tuple[Criterion, ...] = (MINIMUM, PlanComparison("剥采比"), PastYears("能耗"), PointsPerCount(D(1), "专利"), ExpertJudgement())
    for rule in rules:
        built = one_item(rule, 2, IRON)
        assert built.award("1.1").state is ScoreState.NOT_ASSESSED
        assert built.verdict("1.1", Outcome.MET).award("1.1").open == 2
        assert built.verdict("1.1", Outcome.PENDING, reason="等报表").award("1.1").state is ScoreState.UNDETERMINED


def test_the_quantity_is_called_what_it_is_for_this_mine() -> None:
    table = ThresholdTable("recovery", "回采率", "回采率", quantities=(QuantityName(FactIs("kind", ("coal",)), "采区回采率"),))
    assert (table.quantity_for({"kind": "coal"}), table.quantity_for({"kind": "iron"}), table.quantity_for({})) == (
        "采区回采率",
        "回采率",
        "回采率",
    )


def test_what_is_entered_for_a_minimum_depends_on_how_certain_the_limit_is() -> None:
    rule = Minimum("seam", (Basis("a", "甲"), Basis("b", "乙")))
    tables = {"seam": SEAM}
    assert [field.name for field in rule.inputs({"seam": "thin"}, tables)] == ["value", "basis"]
    fields = rule.inputs({}, tables)
    assert [(field.name, field.is_optional) for field in fields][2:] == [("governing", True), ("governing_document", True)]
    assert fields[1].options == (("a", "甲"), ("b", "乙"))
    assert [field.kind for field in Minimum("seam").inputs({"seam": "thin"}, tables)] == [InputKind.NUMBER]


def test_the_mines_own_plan_decides_once_it_is_entered_with_its_document() -> None:
    built = one_item(PlanComparison("剥采比"), 2).measured("1.1", value=8)
    assert built.award("1.1").reasons[0].code == "award.no_plan"
    assert built.measured("1.1", plan=7).award("1.1").open == 2
    with_plan = built.chose("1.1", plan_document="开发利用方案")
    assert with_plan.award("1.1").open == 2
    kept = with_plan.measured("1.1", plan=7).award("1.1")
    assert (kept.awarded, kept.reasons[0].text()) == (2, "剥采比 8 %; planned ≥ 7 % (开发利用方案)")
    assert with_plan.measured("1.1", plan=9).award("1.1").lost == 2


def test_a_plan_can_be_a_most() -> None:
    built = one_item(PlanComparison("损失率", is_maximum=True), 2).chose("1.1", plan_document="方案").measured("1.1", plan=7)
    assert built.measured("1.1", value=7).award("1.1").awarded == 2
    assert built.measured("1.1", value="7.1").award("1.1").lost == 2


def past(value: str, *years: str, falls: bool = False) -> tuple[Decimal, str]:
    built = one_item(PastYears("单位能耗", "kgce/t", falls_every_year=falls), 2).measured("1.1", value=value)
    built = built.measured("1.1", **dict(zip(("year_3", "year_2", "year_1"), years, strict=False)))
    award = built.award("1.1")
    return award.awarded, award.reasons[0].text()


def test_a_value_is_compared_with_the_exact_mean_of_three_years() -> None:
    assert past("10", "10", "10", "10.01") == (2, "单位能耗: 10 kgce/t, past three years 10 / 10 / 10.01, mean 10")
    assert past("10", "10", "10", "9.99")[0] == 0
    assert past("10", "9", "10", "11")[0] == 2
    assert past("10", "10", "10") == (0, "The past three years of 单位能耗 are not complete")


def test_where_the_rule_asks_for_it_each_year_lies_below_the_one_before() -> None:
    assert past("7", "10", "9", "8", falls=True)[0] == 2
    assert past("7", "10", "8", "9", falls=True)[0] == 0
    assert past("7", "10", "8", "9")[0] == 2
    assert past("8", "10", "9", "8", falls=True)[0] == 0


@pytest.mark.parametrize(("count", "awarded"), [("0", "0"), ("1", "0.5"), ("3", "1.5"), ("4", "2"), ("9", "2"), ("-1", "0")])
def test_each_counted_thing_earns_its_points_up_to_the_cap(count: str, awarded: str) -> None:
    award = one_item(PointsPerCount(D("0.5"), "发明专利"), 2).measured("1.1", count=count).award("1.1")
    assert (award.awarded, award.lost) == (D(awarded), 2 - D(awarded))
    assert award.reasons[0].text() == f"发明专利: {count} × 0.5 points"


def panel(points: dict[str, str], quorum: int = 1, mode: RoundingMode = RoundingMode.HALF_UP, places: int = 2) -> tuple[Decimal, Decimal]:
    template = a_template().with_item("1.1", 5, ExpertJudgement())
    template = template.with_rules(panel_quorum=quorum, panel_rounding=Rounding(places, mode))
    award = an_assessment(template).judged("1.1", points).award("1.1")
    return award.awarded, award.open


def test_the_mean_of_the_panel_counts_and_the_rest_is_lost_with_the_experts_reasons() -> None:
    built = one_item(ExpertJudgement(), 5).judged("1.1", {"w": 4, "l": 3}).judged("1.1", {"z": 5}, "台阶规整")
    award = built.award("1.1")
    assert (award.awarded, award.lost, award.deductions[0].points) == (4, 1, 1)
    assert award.deductions[0].text == "现场查看；现场查看；台阶规整"
    assert award.reasons[0].text() == "Mean of 3 experts: 4 (3 / 4 / 5)"


def test_the_panel_rounds_as_the_template_says() -> None:
    assert panel({"a": "4.1", "b": "4.2"}, places=1)[0] == D("4.2")
    assert panel({"a": "4.2", "b": "4.3"}, places=1)[0] == D("4.3")
    assert panel({"a": "4.2", "b": "4.3"}, mode=RoundingMode.GB_T_8170, places=1)[0] == D("4.2")
    assert panel({"a": "5", "b": "5", "c": "4"})[0] == D("4.67")


def test_the_rounded_mean_never_exceeds_what_the_item_is_worth() -> None:
    template = a_template().with_item("1.1", "2.4", ExpertJudgement()).with_rules(panel_rounding=Rounding(0))
    assert an_assessment(template).judged("1.1", {"a": "2.4"}).award("1.1").awarded == 2
    template = a_template().with_item("1.1", "2.5", ExpertJudgement()).with_rules(panel_rounding=Rounding(0))
    assert an_assessment(template).judged("1.1", {"a": "2.5"}).award("1.1").awarded == D("2.5")


def test_the_mean_waits_for_the_quorum() -> None:
    assert panel({"a": "5", "b": "5"}, quorum=3) == (0, 5)
    assert panel({"a": "5", "b": "5", "c": "5"}, quorum=3) == (5, 0)


def test_no_experts_points_are_dropped_or_trimmed_in_silence() -> None:
    built = one_item(ExpertJudgement(), 5).judged("1.1", {"a": 5})
    without_reason = built.judged("1.1", {"b": 1}, " ").award("1.1")
    assert (without_reason.open, without_reason.reasons[0].code) == (5, "award.judge_without_reason")
    for points in ("5.1", "-1"):
        outside = built.judged("1.1", {"b": points}).award("1.1")
        assert (outside.open, outside.reasons[0].text()) == (5, "An expert's points lie outside of 0 to 5")


def test_a_rule_that_is_not_on_file_is_a_gap_whatever_was_judged() -> None:
    rule = ExpertJudgement(rule_on_file=False)
    for built in (
        one_item(rule, 5),
        one_item(rule, 5).judged("1.1", {"a": 5}),
        one_item(rule, 5).judged("1.1", {"a": 4}),
        one_item(rule, 5).judged("1.1", {"a": 4}, ""),
    ):
        assert [gap.text() for gap in built.award("1.1").gaps] == ["Rule text not on file"]
    assert rule.summary().text().startswith("Rule text not on file")


def test_each_kind_says_its_rule_and_what_is_entered() -> None:
    rules: tuple[Criterion, ...] = (
        PlanComparison("剥采比"),
        PastYears("能耗"),
        PointsPerCount(D("0.5"), "专利"),
        ExpertJudgement(),
        MINIMUM,
    )
    assert [rule.summary().text() for rule in rules] == [
        "Full marks if the mine keeps its own plan, otherwise none",
        "Full marks if no worse than the mine's own past three years, otherwise none",
        "0.5 points for each 专利, capped",
        "Mean of the experts' points, each with reasons",
        "Full marks if the limit for this mine is kept, otherwise none",
    ]
    assert [[field.name for field in rule.inputs({}, {})] for rule in rules[:-1]] == [
        ["value", "plan", "plan_document"],
        ["value", "year_3", "year_2", "year_1"],
        ["count"],
        ["judgements"],
    ]
