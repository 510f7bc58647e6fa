# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The methods of the three rates stand on the page of formats as the program has them."""

from __future__ import annotations

import json
import re

import pytest

from evaluator_app.domain.codec import decode
from evaluator_app.domain.three_rates import METHODS, Calculation, Method, compute
from tests.docs.formats import SCHEMAS, sections


@pytest.mark.parametrize("method", Method)
def test_a_method_stands_on_the_page_with_its_inputs_units_formula_and_basis(method: Method) -> None:
    definition = METHODS[method]
    row = next(line for line in sections()["assessment"].splitlines() if line.startswith(f"| `{method.value}` |"))
    inputs = "; ".join(f"`{asked.name}` ({', '.join(unit.value for unit in asked.units)})" for asked in definition.inputs)
    rate = f"`{definition.kind.value}`" if definition.kind else "none of the three"
    assert row == f"| `{method.value}` | {rate} | {inputs} | {definition.formula.text()} | {definition.confidence.value} |"


def test_the_calculation_on_the_page_gives_its_rate() -> None:
    (shown,) = re.findall(r'`"calculations": ({.*})`', sections()["assessment"])
    assert compute(decode(Calculation, json.loads(shown)["value"])).value * 100 == 8097


@pytest.mark.parametrize("name", ["assessment", "records"])
def test_the_schemas_know_every_method(name: str) -> None:
    assert SCHEMAS[name]["$defs"]["calculation"]["properties"]["method"]["enum"] == [method.value for method in Method]
