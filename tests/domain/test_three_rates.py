# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The calculator of the three rates: every method, exact units, and a sentence instead of a number where figures cannot be."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.codec import DocumentError, decode, encode
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.three_rates import (
    METHODS,
    Calculation,
    CalculationRow,
    Method,
    Quantity,
    RateError,
    RateKind,
    RateResult,
    Unit,
    agrees,
    compute,
    methods_for,
)

D = Decimal
T, WT, M3, WM3, PERCENT, GT = Unit


def row(title: str = "", /, **quantities: str) -> CalculationRow:
    """Return a row of quantities such as output="80 万t"."""
    split = {name: text.split() for name, text in quantities.items()}
    return CalculationRow(title, {name: Quantity(D(amount), Unit(unit)) for name, (amount, unit) in split.items()})


def rate(method: Method, *rows: CalculationRow) -> RateResult:
    return compute(Calculation(method, rows))


def refusal(method: Method, *rows: CalculationRow) -> str:
    with pytest.raises(RateError) as refused:
        rate(method, *rows)
    assert str(refused.value) == refused.value.sentence.text()
    return str(refused.value)


KNOWN = [
    (Method.DISTRICT_RECOVERY, row(output="80.97 万t", drawn="1000000 t"), D("80.97")),
    (Method.ORE_RECOVERY, row(recovered="45 万m³", reserves="500000 m³"), 90),
    (Method.RECOVERY_FROM_LOSS, row(loss="12.5 %"), D("87.5")),
    (Method.METAL_RECOVERY, row(mined="100 t", mined_grade="2.7 g/t", drawn="100 t", geological_grade="3 g/t"), 90),
    (Method.METAL_RECOVERY, row(mined="110 t", mined_grade="27 %", drawn="100 t", geological_grade="33 %"), 90),
    (Method.DILUTION, row(geological_grade="3 g/t", mined_grade="2.7 g/t"), 10),
    (Method.BLOCK_YIELD, row(blocks="3 m³", body="10 m³"), 30),
    (Method.WASHING, row(washed="75 万t", mined="100 万t"), 75),
    (Method.COMPONENT_MASSES, row(concentrate="40 t", concentrate_grade="65 %", feed="100 t", feed_grade="30 %"), Fraction(260, 3)),
    (Method.TWO_PRODUCT, row(feed_grade="30 %", concentrate_grade="65 %", tailings_grade="8 %"), Fraction(65 * 22 * 100, 30 * 57)),
    (Method.RECOVERY_PRODUCTS, row(mining_recovery="75 %", processing_recovery="93 %"), D("69.75")),
    (Method.USED_OF_DRAWN, row(used="60 t", drawn="80 t"), 75),
    (Method.USED_OF_PRODUCED, row(used="30 m³", produced="40 m³"), 75),
]


@pytest.mark.parametrize(("method", "figures", "known"), KNOWN, ids=lambda value: value.value if isinstance(value, Method) else None)
def test_every_method_gives_the_known_rate_and_shows_its_figures(method: Method, figures: CalculationRow, known: Fraction) -> None:
    result = rate(method, figures)
    assert result.value == known
    assert len(result.inputs) == len(METHODS[method].inputs)
    (step,) = result.steps
    for quantity in figures.quantities.values():
        assert f"{quantity.amount} {quantity.unit.value}" in step.text()
    assert step.text().endswith("%")
    assert (result.formula, result.title) == (METHODS[method].formula, METHODS[method].title)


def test_all_methods_are_known_and_each_rate_has_some() -> None:
    assert set(METHODS) == {method for method, _, _ in KNOWN} == set(Method)
    assert {kind: methods_for(kind) for kind in RateKind} == {
        RateKind.MINING_RECOVERY: (Method.DISTRICT_RECOVERY, Method.ORE_RECOVERY, Method.RECOVERY_FROM_LOSS, Method.METAL_RECOVERY),
        RateKind.PROCESSING_RECOVERY: (Method.COMPONENT_MASSES, Method.TWO_PRODUCT),
        RateKind.WASHING: (Method.WASHING,),
        RateKind.ASSOCIATED_UTILIZATION: (Method.RECOVERY_PRODUCTS, Method.USED_OF_DRAWN),
        RateKind.UTILIZATION: (Method.USED_OF_PRODUCED,),
    }


def test_the_method_of_another_industry_comes_last_where_the_industry_is_known() -> None:
    assert methods_for(RateKind.MINING_RECOVERY, "coal")[0] is Method.DISTRICT_RECOVERY
    magnesite = methods_for(RateKind.MINING_RECOVERY, "magnesite")
    assert (magnesite[0], magnesite[-1]) == (Method.ORE_RECOVERY, Method.DISTRICT_RECOVERY)


def test_a_formula_says_whether_it_was_read_or_derived() -> None:
    derived = {method for method, figures, _ in KNOWN if rate(method, figures).is_derived}
    assert derived == {Method.RECOVERY_FROM_LOSS, Method.METAL_RECOVERY, Method.TWO_PRODUCT, Method.USED_OF_PRODUCED}
    assert derived == {method for method, definition in METHODS.items() if definition.confidence is Confidence.DERIVED}


def test_districts_are_weighted_by_what_they_hold_and_that_is_derived() -> None:
    districts = (row("一采区", output="90 万t", drawn="100 万t"), row(output="150000 t", drawn="300000 t"))
    result = rate(Method.DISTRICT_RECOVERY, *districts)
    assert result.value == Fraction(105, 130) * 100
    assert result.value != (90 + 50) / Fraction(2)
    assert result.is_derived
    assert "Several weighted by what they hold: derived" in result.source.text()
    assert [step.text() for step in result.steps] == [
        "一采区: 90 万t ÷ 100 万t × 100 % = 90 %",
        "District 2: 150000 t ÷ 300000 t × 100 % = 50 %",
        "Together: 1050000 t ÷ 1300000 t × 100 % ≈ 80.7692 %",
    ]
    assert [given.text() for given in result.inputs][:2] == [
        "一采区: Coal output of the district 90 万t",
        "一采区: Reserves drawn on in the district 100 万t",
    ]


def test_stopes_are_pooled_by_metal_not_by_tonnes() -> None:
    rich = row(mined_grade="3 g/t", mined="90 t", geological_grade="3 g/t", drawn="100 t")
    poor = row(mined_grade="0.0001 %", mined="50 t", geological_grade="1 g/t", drawn="100 t")
    result = rate(Method.METAL_RECOVERY, rich, poor)
    assert result.value == 80
    assert result.steps[-1].text() == "Together: 0.0003 t ÷ 0.0004 t × 100 % = 80 %"


def test_of_co_minerals_the_mean_counts_and_an_unused_one_counts_0() -> None:
    used = row("硫铁矿", used="30 t", drawn="40 t")
    gas = row("煤层气", used="10 m³", drawn="40 m³")
    result = rate(Method.USED_OF_DRAWN, used, gas, CalculationRow("高岭土", is_unused=True))
    assert result.value == Fraction(100, 3)
    assert [step.text() for step in result.steps] == [
        "硫铁矿: 30 t ÷ 40 t × 100 % = 75 %",
        "煤层气: 10 m³ ÷ 40 m³ × 100 % = 25 %",
        "高岭土: not used, counts 0 %",
        "Mean: 100 ÷ 3 ≈ 33.3333 %",
    ]
    assert not result.is_derived
    assert len(result.inputs) == 4
    assert rate(Method.USED_OF_DRAWN, CalculationRow("高岭土", is_unused=True)).value == 0


@pytest.mark.parametrize(
    ("method", "figures"),
    [(Method.USED_OF_PRODUCED, row(used="80 万t", produced="70 万t")), (Method.WASHING, row(washed="80 万t", mined="70 万t"))],
)
def test_a_use_above_100_percent_is_not_capped_but_says_that_no_document_was_found(method: Method, figures: CalculationRow) -> None:
    result = rate(method, figures)
    assert result.value == Fraction(800, 7)
    (note,) = result.notes
    assert "not found in any document" in note.text()


REFUSED = [
    (Method.WASHING, (), "Nothing is entered"),
    (Method.WASHING, (row(washed="1 t", mined="1 t"),) * 2, "This method takes one set of figures only"),
    (Method.WASHING, (row(washed="1 t"),), "Raw coal mined in the year is missing"),
    (Method.WASHING, (row(washed="1 t", mined="1 t", ash="1 %"),), "“ash” is not entered here; known: washed, mined"),
    (Method.WASHING, (row(washed="1 t", mined="0 t"),), "Raw coal mined in the year must be above 0, since it is divided by"),
    (Method.WASHING, (row(washed="1 m³", mined="1 t"),), "Raw coal washed in the year cannot be in m³; possible: 万t, t"),
    (Method.WASHING, (row(washed="-1 t", mined="1 t"),), "Raw coal washed in the year cannot be below 0"),
    (Method.WASHING, (CalculationRow(is_unused=True),), "Only a mineral without figures can be marked as not used"),
    (Method.RECOVERY_FROM_LOSS, (row(loss="100.1 %"),), "Rate of loss in mining cannot be above 100 %"),
    (Method.DILUTION, (row(geological_grade="0 %", mined_grade="0 %"),), "Geological grade must be above 0, since it is divided by"),
    (
        Method.DILUTION,
        (row(geological_grade="3 g/t", mined_grade="3.1 g/t"),),
        "The mined ore is richer than the ore in place, so it is not diluted",
    ),
    (Method.BLOCK_YIELD, (row(blocks="11 m³", body="10 m³"),), "The blocks hold more than the body"),
    (
        Method.METAL_RECOVERY,
        (row(mined="101 t", mined_grade="3 g/t", drawn="100 t", geological_grade="3 g/t"),),
        "More metal came out than was drawn on",
    ),
    (
        Method.ORE_RECOVERY,
        (row(recovered="101 t", reserves="100 t"),),
        "More came out than was drawn on; correct the figures, or use the method that takes dilution into account",
    ),
    (
        Method.ORE_RECOVERY,
        (row(recovered="1 t", reserves="2 m³"),),
        "A mass and a volume stand side by side; give both in t or both in m³",
    ),
    (
        Method.ORE_RECOVERY,
        (row(recovered="1 t", reserves="2 t"), row(recovered="1 m³", reserves="2 m³")),
        "A mass and a volume stand side by side; give both in t or both in m³",
    ),
    (
        Method.DISTRICT_RECOVERY,
        (row(output="1 t", drawn="2 t"), row("东翼", output="3 t", drawn="2 t")),
        "东翼: More came out than was drawn on; correct the figures, or use the method that takes dilution into account",
    ),
    (
        Method.COMPONENT_MASSES,
        (row(concentrate="40 t", concentrate_grade="20 %", feed="100 t", feed_grade="30 %"),),
        "The concentrate cannot be poorer than the feed",
    ),
    (
        Method.COMPONENT_MASSES,
        (row(concentrate="50 t", concentrate_grade="65 %", feed="100 t", feed_grade="30 %"),),
        "More of the component comes out than goes in",
    ),
    (
        Method.TWO_PRODUCT,
        (row(feed_grade="30 %", concentrate_grade="29 %", tailings_grade="8 %"),),
        "The concentrate cannot be poorer than the feed",
    ),
    (
        Method.TWO_PRODUCT,
        (row(feed_grade="3 g/t", concentrate_grade="40 g/t", tailings_grade="0.0004 %"),),
        "The tailings cannot be richer than the feed",
    ),
    (
        Method.TWO_PRODUCT,
        (row(feed_grade="30 %", concentrate_grade="30 %", tailings_grade="30 %"),),
        "Concentrate and tailings have the same grade, so nothing was separated",
    ),
    (Method.USED_OF_DRAWN, (row("银", used="2 t", drawn="1 t"), row(used="1 t", drawn="1 t")), "银: More was used than was drawn on"),
    (
        Method.USED_OF_DRAWN,
        (row(used="1 t", drawn="1 t"), CalculationRow("银", row(used="1 t").quantities, is_unused=True)),
        "银: Only a mineral without figures can be marked as not used",
    ),
    (
        Method.USED_OF_DRAWN,
        (row(used="1 t", drawn="1 t"), row(used="1 t", drawn="1 m³")),
        "Mineral 2: A mass and a volume stand side by side; give both in t or both in m³",
    ),
]


@pytest.mark.parametrize(("method", "rows", "sentence"), REFUSED)
def test_figures_that_cannot_be_give_a_sentence_and_no_number(method: Method, rows: tuple[CalculationRow, ...], sentence: str) -> None:
    assert refusal(method, *rows) == sentence


amounts = st.decimals(min_value="0.001", max_value=1_000_000, places=3)


@given(amounts, amounts)
def test_a_rate_does_not_depend_on_the_units_its_figures_are_written_in(used: Decimal, produced: Decimal) -> None:
    plain = CalculationRow("", {"used": Quantity(used, T), "produced": Quantity(produced, T)})
    scaled = CalculationRow("", {"used": Quantity(used / 10_000, WT), "produced": Quantity(produced, T)})
    assert rate(Method.USED_OF_PRODUCED, plain).value == rate(Method.USED_OF_PRODUCED, scaled).value


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=6))
def test_a_pooled_rate_lies_between_the_rates_it_is_made_of(pairs: list[tuple[Decimal, Decimal]]) -> None:
    rows = [CalculationRow("", {"output": Quantity(min(pair), T), "drawn": Quantity(max(pair), T)}) for pair in pairs]
    singles = [rate(Method.DISTRICT_RECOVERY, each).value for each in rows]
    assert min(singles) <= rate(Method.DISTRICT_RECOVERY, *rows).value <= max(singles)


def test_units_are_converted_exactly() -> None:
    written = {unit: Quantity(D("1.23"), unit).exact for unit in Unit}
    assert written[WT] == 10_000 * written[T] == 12_300
    assert written[WM3] == 10_000 * written[M3] == 12_300
    assert written[PERCENT] == 10_000 * written[GT] == Fraction(123, 10_000)


def test_a_calculation_is_written_and_read_again() -> None:
    calculation = Calculation(
        Method.USED_OF_DRAWN, (row("硫铁矿", used="30 万t", drawn="40.5 万t"), CalculationRow("高岭土", is_unused=True))
    )
    written = encode(calculation)
    assert written == {
        "method": "used_of_drawn",
        "rows": [
            {"title": "硫铁矿", "quantities": {"used": {"amount": "30", "unit": "万t"}, "drawn": {"amount": "40.5", "unit": "万t"}}},
            {"title": "高岭土", "is_unused": True},
        ],
    }
    assert decode(Calculation, written) == calculation
    with pytest.raises(DocumentError):
        decode(Calculation, {"method": "guess", "rows": []})


@pytest.mark.parametrize(
    ("value", "exact", "fits"),
    [
        ("80.97", "80.9700", True),
        ("80.97", "80.9749", True),
        ("80.97", "80.975", False),
        ("80.98", "80.975", True),
        ("80.96", "80.965", True),
        ("81", "80.97", True),
        ("80.9", "80.97", False),
        ("44", "44.05", True),
    ],
)
def test_a_value_agrees_with_its_calculation_when_only_its_own_places_were_rounded(value: str, exact: str, fits: bool) -> None:
    assert agrees(D(value), Fraction(exact)) is fits


def test_a_value_finer_than_any_that_is_kept_does_not_break_the_comparison() -> None:
    assert not agrees(D("33.3333333333"), Fraction(100, 3))
