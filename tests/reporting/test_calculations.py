# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the three rates prints how each was computed: formula, figures, steps, what is derived, what does not fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from evaluator_app.domain.assessment import Answer, Finding
from evaluator_app.domain.criteria import Minimum
from evaluator_app.domain.three_rates import Calculation, CalculationRow, Method, Quantity, RateKind, Unit
from evaluator_app.domain.thresholds import ThresholdRow, ThresholdTable
from evaluator_app.i18n import translator
from evaluator_app.reporting.chapters.rates import rates
from evaluator_app.reporting.document import Cell, Row, Table, plain
from evaluator_app.reporting.source import ReportSource
from tests.builders import a_template, an_assessment

D = Decimal


def printed(value: str, method: Method, language: str = "en", **quantities: str) -> list[list[str]]:
    """Return the rows of the chapter for one value and the quantities it was computed from."""
    split = {name: text.split() for name, text in quantities.items()}
    row = CalculationRow("", {name: Quantity(D(amount), Unit(unit)) for name, (amount, unit) in split.items()})
    kind = RateKind.UTILIZATION if method is Method.USED_OF_PRODUCED else RateKind.PROCESSING_RECOVERY
    table = ThresholdTable("r", "率", "回收率", rows=(ThresholdRow("only", None, D(80), D(80)),), rate=kind)
    built = an_assessment(a_template().with_item("2.1", 5, Minimum("r")).with_tables(table))
    answer = Answer(values={"value": D(value)}, calculations={"value": Calculation(method, (row,))})
    built = replace(built, value=replace(built.value, findings={"2.1": Finding("2.1", {"": answer})}))
    source = ReportSource(
        built.value, built.template, built.score(), built.rate(), lambda _evidence: b"", date(2026, 11, 21), translator(language)
    )
    (table_block,) = [block for block in rates(source) if isinstance(block, Table)]
    rows = [row for row in table_block.rows if isinstance(row, Row)]
    return [[plain(cell.text if isinstance(cell, Cell) else cell) for cell in row.cells] for row in rows]


def test_a_derived_formula_is_printed_with_its_mark_figures_and_steps() -> None:
    grades = {"feed_grade": "30 %", "concentrate_grade": "65 %", "tailings_grade": "8 %"}
    value, calculation = printed("83.63", Method.TWO_PRODUCT, **grades)
    assert value[:2] == ["回收率", "83.63 %"]
    assert value[2].startswith("回收率 83.63 %; limit ≥ 80 %")
    assert value[3] == "5 / 5"
    assert calculation[0].splitlines() == [
        "Computed: Grades alone (two-product formula) [derived formula]",
        "Formula: β (α − θ) ÷ [α (β − θ)] × 100 %",
        "Basis: Derived from the balances of mass and component of two products; not read in a standard",
        "Figures: Grade of the feed α 30 %；Grade of the concentrate β 65 %；Grade of the tailings θ 8 %",
        "65 % × (30 % − 8 %) ÷ [30 % × (65 % − 8 %)] × 100 % ≈ 83.6257 %",
    ]


def test_a_formula_that_was_read_has_no_such_mark_and_all_of_it_is_printed_in_chinese() -> None:
    masses = {"concentrate": "40 t", "concentrate_grade": "65 %", "feed": "100 t", "feed_grade": "30 %"}
    (text,) = printed("86.67", Method.COMPONENT_MASSES, "zh_CN", **masses)[1]
    assert "推导" not in text
    assert text.splitlines()[:2] == ["计算：按原矿、精矿的量与品位", "公式：（精矿量 × 精矿品位）÷（原矿量 × 原矿品位）× 100%"]


def test_a_use_above_100_percent_is_printed_with_what_is_not_known() -> None:
    (text,) = printed("114.29", Method.USED_OF_PRODUCED, used="80 t", produced="70 t")[1]
    assert text.splitlines()[-1].startswith("Above 100 %: whether what was left of earlier years may count was not found")


def test_a_value_that_differs_from_its_calculation_says_so_on_the_page() -> None:
    (text,) = printed("90", Method.USED_OF_PRODUCED, used="70 t", produced="80 t")[1]
    assert text.splitlines()[-1] == "Recorded is 90 %, but the calculation gives 87.5 %"
    (text,) = printed("90", Method.USED_OF_PRODUCED, used="70 t", produced="0 t")[1]
    assert text.splitlines() == [
        "Computed: Quantity used and quantity produced in the year",
        "The calculation gives no rate: Quantity produced in the year must be above 0, since it is divided by",
    ]
