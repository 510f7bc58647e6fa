# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The calculator of the three rates on the command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import click

from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.output import echo, fail, say, show_json
from evaluator_app.domain.exact import Rounding, decimal_text, parse_decimal
from evaluator_app.domain.three_rates import Calculation, CalculationRow, Method, Quantity, RateError, RateResult, Unit, compute
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

_NEXT_ROW = "/"
_UNUSED = "unused"
_TITLE = "title"
_QUANTITY = re.compile(r"([\d.]+)\s*(\D+)")


@click.command("rate")
@click.argument("method", type=click.Choice([method.value for method in Method]))
@click.argument("figures", nargs=-1, metavar="[NAME=AMOUNT_UNIT | title=WORDS | unused | /]...")
@click.option("--places", type=click.IntRange(0, 9), default=2, show_default=True, help="Decimals of the rate.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def rate(_place: tuple[Path, str], /, method: str, figures: tuple[str, ...], places: int, as_json: bool) -> int:
    """Compute a rate from quantities and grades; "/" begins the next district or mineral."""
    calculation = Calculation(Method(method), tuple(_rows(figures)))
    try:
        result = compute(calculation)
    except RateError as error:
        fail("CLI-008", say(error.sentence), "")
        return NO
    if as_json:
        show_json({"calculation": calculation, "value": Rounding(places).apply(result.value), "is_derived": result.is_derived})
    else:
        _show(result, places)
    return FINE


def _show(result: RateResult, places: int) -> None:
    rounded = Rounding(places).apply(result.value)
    sign = "" if Fraction(rounded) == result.value else "≈ "
    mark = _(" [derived formula]") if result.is_derived else ""
    echo(sign + _("{rate} %").format(rate=decimal_text(rounded)) + mark)
    echo("  " + _("Formula: {formula}").format(formula=say(result.formula)))
    echo("  " + _("Basis: {basis}").format(basis=say(result.source)))
    for line in (*result.steps, *result.notes):
        echo(f"  {say(line)}")


def _rows(figures: Sequence[str]) -> list[CalculationRow]:
    rows: list[list[str]] = [[]]
    for figure in figures:
        if figure == _NEXT_ROW:
            rows.append([])
        else:
            rows[-1].append(figure)
    return [_row(row) for row in rows]


def _row(figures: Sequence[str]) -> CalculationRow:
    quantities, title = {}, ""
    for figure in figures:
        name, separator, text = figure.partition("=")
        if name == _TITLE and separator:
            title = text.strip()
        elif figure != _UNUSED:
            quantities[name] = _quantity(figure, text)
    return CalculationRow(title, quantities, is_unused=_UNUSED in figures)


def _quantity(figure: str, text: str) -> Quantity:
    found = _QUANTITY.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        return Quantity(parse_decimal(found[1]), Unit(found[2].strip()))
    except ValueError:
        units = ", ".join(unit.value for unit in Unit)
        advice = _("Write it as NAME=AMOUNT with a unit, such as drawn=100万t; units: {units}.").format(units=units)
        raise UserFacingError("CLI-009", _("“{text}” is no quantity.").format(text=figure), advice) from None
