# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Records documents that say how a value was computed: kept with it, held against it, gone with it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.three_rates import Calculation, CalculationRow, Method, Quantity, Unit
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.recording import read_records, record

ITEM = "extraction.recovery"


def given(unit: str = "万t", method: str = "district_recovery", value: str | None = "80.97", name: str = "value") -> dict[str, Any]:
    """Return a document with a recovery and the output and reserves it comes from."""
    quantities = {"output": {"amount": "80.97", "unit": unit}, "drawn": {"amount": "100", "unit": "万t"}}
    finding: dict[str, Any] = {"target": ITEM, "calculations": {name: {"method": method, "rows": [{"quantities": quantities}]}}}
    if value is not None:
        finding["values"] = {"value": value}
    return {"format": "evaluator-records", "version": 1, "findings": [finding]}


def put(opened: OpenAssessment, folder: Path, data: Any) -> int:
    return record(opened, read_records(data, opened.template, opened.assessment), folder).acts


def test_a_calculation_is_recorded_with_its_value_in_one_act_and_undone_with_it(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    assert put(coal_mine, tmp_path, given()) == 1
    answer = coal_mine.assessment.answer(ITEM)
    output, drawn = (Quantity(Decimal(amount), Unit.TEN_THOUSAND_TONNES) for amount in ("80.97", "100"))
    row = CalculationRow("", {"output": output, "drawn": drawn})
    assert answer.values == {"value": Decimal("80.97")}
    assert answer.calculations == {"value": Calculation(Method.DISTRICT_RECOVERY, (row,))}
    assert "award.computed" in {reason.code for reason in coal_mine.card.items_by_id()[ITEM].award.reasons}
    assert put(coal_mine, tmp_path, given()) == 0
    coal_mine.undo()
    assert coal_mine.assessment.answer(ITEM).calculations == {}


def test_a_calculation_is_there_when_the_assessment_is_opened_again(coal_mine: OpenAssessment, tmp_path: Path, workspace: Any) -> None:
    put(coal_mine, tmp_path, given())
    kept = coal_mine.assessment
    coal_mine.settle()
    assert workspace.open_assessment(kept.id).assessment == kept


def test_another_value_takes_the_calculation_away_and_the_same_value_does_not(coal_mine: OpenAssessment, tmp_path: Path) -> None:
    put(coal_mine, tmp_path, given())
    plain = {"target": ITEM, "values": {"value": "80.97"}, "reason": "取自储量年报。"}
    put(coal_mine, tmp_path, {"format": "evaluator-records", "version": 1, "findings": [plain]})
    assert set(coal_mine.assessment.answer(ITEM).calculations) == {"value"}
    put(coal_mine, tmp_path, {"format": "evaluator-records", "version": 1, "findings": [{**plain, "values": {"value": "82"}}]})
    assert coal_mine.assessment.answer(ITEM).calculations == {}


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (given(value="81.5"), "findings[0].calculations.value", "Recorded is 81.5 %, but the calculation gives 80.97 %"),
        (given(value=None), "findings[0].calculations.value", "no value is recorded"),
        (given(unit="m³"), "findings[0].calculations.value", "cannot be in m³"),
        (given(method="washing"), "findings[0].calculations.value", "cannot be computed by"),
        (given(method="by_guess"), "findings[0].calculations.value.method", "district_recovery"),
        (given(unit="kg"), "findings[0].calculations.value.rows[0].quantities.output.unit", "万t"),
        (given(name="weight"), "findings[0].weight", "known: governing"),
    ],
)
def test_a_calculation_that_cannot_be_is_refused_with_its_place(coal_mine: OpenAssessment, data: Any, place: str, words: str) -> None:
    with pytest.raises(DocumentError) as refused:
        read_records(data, coal_mine.template, coal_mine.assessment)
    (problem,) = refused.value.problems
    assert problem.path == place
    assert words in problem.sentence.text()
