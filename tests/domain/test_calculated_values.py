# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Values that were computed from quantities: kept with the answer, said in the reasons, held against each other."""

# mypy: no-strict-equality
# Points are compared with whole numbers for the sake of the reader.

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from evaluator_app.domain.applicability import FactIs
from evaluator_app.domain.assessment import Answer, Finding
from evaluator_app.domain.codec import decode, encode
from evaluator_app.domain.completeness import Problem, Severity, problems
from evaluator_app.domain.criteria import Minimum, Part, SumOfParts
from evaluator_app.domain.template import Prerequisite
from evaluator_app.domain.three_rates import Calculation, CalculationRow, Method, Quantity, RateKind, Unit
from evaluator_app.domain.thresholds import QuantityName, ThresholdRow, ThresholdTable
from tests.builders import AssessmentBuilder, a_template, an_assessment

D = Decimal
RECOVERY = ThresholdTable("r", "回采率", "回采率", rows=(ThresholdRow("only", None, D(80), D(80)),), rate=RateKind.MINING_RECOVERY)


def districts(output: str, drawn: str = "100") -> Calculation:
    quantities = {"output": Quantity(D(output), Unit.TEN_THOUSAND_TONNES), "drawn": Quantity(D(drawn), Unit.TEN_THOUSAND_TONNES)}
    return Calculation(Method.DISTRICT_RECOVERY, (CalculationRow("", quantities),))


LOSS = Calculation(Method.RECOVERY_FROM_LOSS, (CalculationRow("", {"loss": Quantity(D("19.03"), Unit.PERCENT)}),))


def computed(value: str | None, calculation: Calculation, table: ThresholdTable = RECOVERY) -> AssessmentBuilder:
    built = an_assessment(a_template().with_item("2.1", 5, Minimum("r")).with_tables(table))
    answer = Answer(values={} if value is None else {"value": D(value)}, calculations={"value": calculation})
    return replace(built, value=replace(built.value, findings={"2.1": Finding("2.1", {"": answer})}))


def objections(built: AssessmentBuilder) -> list[Problem]:
    return [problem for problem in problems(built.template, built.value, built.score()) if problem.code == "ASM-136"]


def test_an_answer_keeps_the_calculation_and_one_without_has_its_old_bytes() -> None:
    answer = Answer(values={"value": D("80.97")}, calculations={"value": LOSS})
    assert decode(Answer, encode(answer)) == answer
    assert encode(Answer(values={"value": D("80.97")})) == {"values": {"value": "80.97"}}


def test_the_reasons_say_the_formula() -> None:
    award = computed("80.97", districts("80.97")).award("2.1")
    assert award.awarded == 5
    assert [reason.text() for reason in award.reasons] == [
        "回采率 80.97 %; limit ≥ 80 % (source not on file)",
        "Computed: Σ coal output ÷ Σ reserves drawn on × 100 %",
    ]
    assert objections(computed("80.97", districts("80.97"))) == []


def test_the_reasons_of_a_loss_and_of_an_open_limit_say_the_formula_too_and_that_it_is_derived() -> None:
    said = "Computed by a derived formula: 100 % − rate of loss in mining"
    strict = replace(RECOVERY, rows=(ThresholdRow("only", None, D(85), D(85)),))
    steps = replace(RECOVERY, rows=(ThresholdRow("only", None, D(75), D(85)),))
    assert computed("80.97", LOSS, strict).award("2.1").lost == 5
    assert computed("80.97", LOSS, steps).award("2.1").open == 5
    for table in (strict, steps):
        assert computed("80.97", LOSS, table).award("2.1").reasons[-1].text() == said


@pytest.mark.parametrize(
    ("value", "calculation", "words"),
    [
        ("81", districts("80.2"), "回采率: Recorded is 81 %, but the calculation gives 80.2 %"),
        (None, districts("80.2"), "回采率: The calculation gives 80.2 %, but no value is recorded"),
        ("80", districts("80", "0"), "must be above 0"),
        (
            "80",
            Calculation(Method.WASHING, districts("80").rows),
            "回采率: What is measured here cannot be computed by: Raw coal washed and raw coal mined",
        ),
    ],
)
def test_a_value_that_is_not_what_its_calculation_gives_hinders_completion(value: str | None, calculation: Calculation, words: str) -> None:
    built = computed(value, calculation)
    (problem,) = objections(built)
    assert (problem.severity, problem.target) == (Severity.BLOCKS, "2.1")
    assert words in problem.sentence.text()
    assert not any("award.computed" in reason.code for reason in built.award("2.1").reasons)


def test_where_no_rate_is_measured_nothing_can_be_computed() -> None:
    (problem,) = objections(computed("80.97", LOSS, replace(RECOVERY, rate=None)))
    assert "cannot be computed by" in problem.sentence.text()


def test_a_rounded_value_that_the_exact_one_would_not_decide_alike_says_so() -> None:
    award = computed("80", districts("79.996")).award("2.1")
    assert award.awarded == 5
    assert [gap.text() for gap in award.gaps] == [
        "Unrounded the value is 79.996 % and would be decided otherwise; which of the two counts is not on file"
    ]
    assert computed("80", districts("80.004")).award("2.1").gaps == ()
    assert objections(computed("80", districts("79.996"))) == []


def test_the_quantity_of_a_mine_says_which_rate_it_is() -> None:
    washing = QuantityName(FactIs("mineral", ("coal",)), "原煤入选率", RateKind.WASHING)
    named = QuantityName(FactIs("mineral", ("iron",)), "选矿回收率")
    table = replace(RECOVERY, rate=RateKind.PROCESSING_RECOVERY, quantities=(washing, named))
    assert table.rate_for({"mineral": "coal"}) is RateKind.WASHING
    assert table.rate_for({"mineral": "iron"}) is table.rate_for({}) is RateKind.PROCESSING_RECOVERY
    field = Minimum("r").inputs({"mineral": "coal"}, {"r": table})[0]
    assert (field.rate, field.label.text()) == (RateKind.WASHING, "原煤入选率")


def test_parts_and_prerequisites_are_held_against_their_calculations() -> None:
    rule = SumOfParts((Part("a", "甲", D(5), Minimum("r")),))
    template = a_template().with_item("2.1", 5, rule).with_tables(RECOVERY)
    built = an_assessment(replace(template, prerequisites=(Prerequisite("p", "p", "条件", "要求", criterion=Minimum("r")),)))
    wrong = Answer(values={"value": D(90)}, calculations={"value": LOSS})
    findings = {"2.1": Finding("2.1", {"a": wrong}), "p": Finding("p", {"": wrong})}
    built = replace(built, value=replace(built.value, findings=findings))
    assert [problem.target for problem in objections(built)] == ["2.1", "p"]
