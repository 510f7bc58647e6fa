# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Figures that others published, with their known answers."""

# mypy: no-strict-equality
# Points are compared with whole numbers for the sake of the reader.

from __future__ import annotations

from decimal import Decimal

import pytest

from evaluator_app.domain.applicability import FactIs
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.criteria import Basis, Minimum, Part, ScoreState, SumOfParts
from evaluator_app.domain.exact import Rounding, mean
from evaluator_app.domain.status import Verdict
from evaluator_app.domain.template import Gate
from evaluator_app.domain.three_rates import Calculation, CalculationRow, Method, Quantity, RateError, Unit, compute
from evaluator_app.domain.thresholds import ThresholdRow, ThresholdTable
from tests.builders import AssessmentBuilder, a_template, an_assessment

D = Decimal
WHOLE = Rounding(0)


def limit(name: str, quantity: str, low: str, **fact: str) -> ThresholdTable:
    return ThresholdTable(name, quantity, quantity, rows=(ThresholdRow("only", None, D(low)),))


def mineral(name: str, mining: str, processing: str) -> CalculationRow:
    rates = {"mining_recovery": mining, "processing_recovery": processing}
    return CalculationRow(name, {key: Quantity(D(rate), Unit.PERCENT) for key, rate in rates.items()})


@pytest.mark.parametrize("gold", [CalculationRow("Au", is_unused=True), mineral("Au", "0", "0")])
def test_t1_the_use_of_iron_molybdenum_and_unused_gold_is_44_percent(gold: CalculationRow) -> None:
    minerals = (mineral("Fe", "75", "93"), mineral("Mo", "78", "80"), gold)
    singles = [compute(Calculation(Method.RECOVERY_PRODUCTS, (each,))).value for each in minerals]
    assert singles == [D("69.75"), D("62.4"), 0]
    assert [WHOLE.apply(single) for single in singles] == [70, 62, 0]
    result = compute(Calculation(Method.RECOVERY_PRODUCTS, minerals))
    assert (result.value, WHOLE.apply(result.value)) == (D("44.05"), 44)
    assert not result.is_derived
    assert result.steps[-1].text() == "Mean: 132.15 ÷ 3 = 44.05 %"


def test_t1_without_minerals_there_is_no_use() -> None:
    with pytest.raises(RateError, match="Nothing is entered"):
        compute(Calculation(Method.RECOVERY_PRODUCTS, ()))


def test_t2_the_published_recovery_comes_out_of_figures_that_make_it_up() -> None:
    figures = {"output": Quantity(D("161.94"), Unit.TEN_THOUSAND_TONNES), "drawn": Quantity(D(2_000_000), Unit.TONNES)}
    assert compute(Calculation(Method.DISTRICT_RECOVERY, (CalculationRow("", figures),))).value == D("80.97")


def dayang() -> AssessmentBuilder:
    """兰花科创大阳分公司: 采区回采率 80.97 against the minima by seam class."""
    classes = (("thick", "75"), ("medium", "80"), ("thin", "85"))
    rows = tuple(ThresholdRow(name, FactIs("seam", (name,)), D(low)) for name, low in classes)
    table = ThresholdTable("seam", "采区回采率", "采区回采率", rows=rows)
    template = a_template().with_item("2.1", 2, Minimum("seam")).with_tables(table)
    return an_assessment(template).measured("2.1", value="80.97")


@pytest.mark.parametrize(("seam", "awarded"), [("thick", 2), ("medium", 2), ("thin", 0)])
def test_t2_the_recovery_passes_for_thick_and_medium_seams_and_fails_for_thin_ones(seam: str, awarded: int) -> None:
    award = dayang().with_facts(seam=seam).award("2.1")
    assert (award.awarded, award.state) == (awarded, ScoreState.SCORED)


def test_t2_while_the_seam_class_is_unknown_the_recovery_is_undetermined_and_the_class_is_asked_for() -> None:
    award = dayang().award("2.1")
    assert (award.open, award.state) == (2, ScoreState.UNDETERMINED)
    assert "seam" in award.reasons[-1].text()


def test_t5_recovery_passes_and_two_reclamation_rates_with_different_bases_are_kept_apart() -> None:
    damaged, dump = Basis("damaged", "损毁土地面积"), Basis("dump", "排土场面积")
    rule = SumOfParts(
        (
            Part("land", "土地复垦率", D(1), Minimum("land", (damaged, dump))),
            Part("dump", "排土场复垦率", D(1), Minimum("dump", (dump, damaged))),
        )
    )
    tables = (limit("open_pit", "回采率", "95"), limit("land", "土地复垦率", "80"), limit("dump", "排土场复垦率", "80"))
    template = a_template().with_item("2.1", 2, Minimum("open_pit")).with_item("4.1", 2, rule).with_tables(*tables)
    built = an_assessment(template).measured("2.1", value=96).measured("4.1", "land", value=45).measured("4.1", "dump", value=90)
    assert built.award("2.1").awarded == 2
    built = built.chose("4.1", "dump", basis="dump").chose("4.1", "land", basis="dump")
    crossed = built.award("4.1")
    assert (crossed.awarded, crossed.lost, crossed.open, crossed.state) == (1, 0, 1, ScoreState.UNDETERMINED)
    apart = built.chose("4.1", "land", basis="damaged").award("4.1")
    assert (apart.awarded, apart.lost, [d.part for d in apart.deductions]) == (1, 1, ["land"])


def test_t7_greening_of_the_whole_mine_area_is_not_tested_against_a_limit_on_the_greenable_area() -> None:
    rule = Minimum("greening", (Basis("greenable", "可绿化面积"), Basis("mine", "矿区面积")))
    template = a_template().with_item("1.6", 2, rule).with_tables(limit("greening", "绿化覆盖率", "100"))
    built = an_assessment(template).measured("1.6", value="43.7")
    award = built.chose("1.6", basis="mine").award("1.6")
    assert (award.awarded, award.lost, award.open, award.state) == (0, 0, 2, ScoreState.UNDETERMINED)
    assert award.reasons[0].text() == "绿化覆盖率 43.7 % refers to 矿区面积; the limit refers to 可绿化面积, so the two cannot be compared"
    assert built.chose("1.6", basis="greenable").award("1.6").lost == 2


def test_t8_the_compliance_of_hunan_in_2015_is_the_unweighted_mean_of_six_industries() -> None:
    rates = [D(rate) for rate in ("56.61", "76.77", "67.99", "82.33", "28.33", "36.16")]
    assert Rounding(2).apply(mean(rates)) == D("58.03")


def test_v9_a_mine_that_meets_the_standard_but_not_the_conditions_of_listing_is_held_in_reserve() -> None:
    template = a_template().with_item("1.1", 100).with_prerequisite("p1").with_prerequisite("library", Gate.LISTING)
    built = an_assessment(template.with_rules(pass_mark=D(80))).verdict("1.1", Outcome.MET).verdict("p1", Outcome.MET)
    rating = built.verdict("library", Outcome.NOT_MET).rate()
    assert (rating.verdict, [reason.text() for reason in rating.reasons]) == (
        Verdict.QUALIFIED_IN_RESERVE,
        ["Prerequisite not met: library 条件library"],
    )
    assert built.rate().verdict is Verdict.UNDETERMINED
    assert built.verdict("library", Outcome.MET).rate().verdict is Verdict.QUALIFIED
    assert built.verdict("library", Outcome.NOT_MET).saw("p1").rate().verdict is Verdict.NOT_QUALIFIED
