# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The calculator of the rates on the command line: the rate with its formula, or the sentence that says why there is none."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from evaluator_app.cli.commands import main_group


def rate(*arguments: str) -> Result:
    return CliRunner().invoke(main_group, ["--language", "en", "rate", *arguments])


def test_a_rate_is_printed_with_its_formula_and_steps() -> None:
    result = rate("two_product", "feed_grade=30%", "concentrate_grade=65 %", "tailings_grade=80000g/t")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "≈ 83.63 % [derived formula]",
        "  Formula: β (α − θ) ÷ [α (β − θ)] × 100 %",
        "  Basis: Derived from the balances of mass and component of two products; not read in a standard",
        "  65 % × (30 % − 80000 g/t) ÷ [30 % × (65 % − 80000 g/t)] × 100 % ≈ 83.6257 %",
    ]


def test_the_published_example_comes_out_as_published() -> None:
    rows = ["title=Fe", "mining_recovery=75%", "processing_recovery=93%", "/", "title=Mo", "mining_recovery=78%", "processing_recovery=80%"]
    result = rate("recovery_products", *rows, "/", "title=Au", "unused", "--places", "0", "--json")
    shown = json.loads(result.output)
    assert (shown["value"], shown["is_derived"]) == ("44", False)
    assert shown["calculation"]["rows"][-1] == {"title": "Au", "is_unused": True}
    assert "44.05 %" in rate("recovery_products", *rows, "/", "unused").output


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("washing", "washed=1t"), 1, "Raw coal mined in the year is missing"),
        (("washing", "washed=1t", "mined=0t"), 1, "must be above 0"),
        (("washing", "washed=1t", "coal=1t"), 1, "“coal” is not entered here; known: washed, mined"),
        (("washing", "washed=1kg"), 2, "“washed=1kg” is no quantity"),
        (("washing", "washed=many"), 2, "drawn=100万t"),
        (("washing", "washed=1.2.3t"), 2, "“washed=1.2.3t” is no quantity"),
        (("by_guess", "washed=1t"), 2, "district_recovery"),
    ],
)
def test_what_gives_no_rate_is_said_in_words(arguments: tuple[str, ...], code: int, words: str) -> None:
    result = rate(*arguments)
    assert result.exit_code == code
    assert words in result.output
