# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One calculation of a rate as a value that is kept with the answer, and its result, which is not kept but recomputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from evaluator_app.domain.exact import Rounding, RoundingMode, decimal_text, mean
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.three_rates.method import Exact, Method, MethodDefinition, Pooling, RateInput, RateKind
from evaluator_app.domain.three_rates.methods import METHODS
from evaluator_app.domain.three_rates.units import AMOUNTS, BASE_UNITS, Dimension, Quantity

_SHOWN = Rounding(4)
"""How rates and sums are shown in words."""
_WHOLE = Fraction(1)
_FINEST = 9
"""Places that a recorded value can have at most."""
_WEIGHTED = say("rate.source_weighted", "Several weighted by what they hold: derived")


@dataclass(frozen=True, slots=True)
class CalculationRow:
    """The quantities of one district, stope or mineral, or the only ones."""

    title: str = ""
    quantities: Mapping[str, Quantity] = field(default_factory=dict)
    """What was entered, by input name of the method."""
    is_unused: bool = False
    """A mineral that is not used: it has no quantities and counts 0."""


@dataclass(frozen=True, slots=True)
class Calculation:
    """How a value was computed: the method and what went into it."""

    method: Method
    rows: tuple[CalculationRow, ...]


@dataclass(frozen=True, slots=True)
class RateResult:
    """What a calculation gives."""

    value: Fraction
    """The rate in percent, exact."""
    title: Sentence
    """What the method is called."""
    formula: Sentence
    inputs: tuple[Sentence, ...]
    """What was entered, a quantity each."""
    is_derived: bool
    """Whether the formula is derived instead of read."""
    source: Sentence
    """What the formula rests on."""
    steps: tuple[Sentence, ...]
    """The computation with its figures."""
    notes: tuple[Sentence, ...] = ()
    """What to know before relying on it."""


class RateError(ValueError):
    """There is no rate; carries the sentence that says why."""

    def __init__(self, sentence: Sentence) -> None:
        """Keep the sentence."""
        super().__init__(sentence.text())
        self.sentence = sentence


def compute(calculation: Calculation) -> RateResult:
    """Return the rate with its formula and steps; RateError where the figures allow none."""
    definition = METHODS[calculation.method]
    rows = calculation.rows
    if not rows:
        raise RateError(say("rate.nothing", "Nothing is entered"))
    if definition.pooling is Pooling.ONE and len(rows) > 1:
        raise RateError(say("rate.one_row", "This method takes one set of figures only"))
    names = [_name(definition, row, number) for number, row in enumerate(rows, start=1)]
    shares = [_share(definition, row, None if len(rows) == 1 else name) for row, name in zip(rows, names, strict=True)]
    if definition.pooling is Pooling.MEAN:
        value = 100 * mean(part / whole for part, whole in shares)
    else:
        _require_one_dimension(definition, rows, None)
        value = 100 * sum((part for part, _ in shares), Fraction(0)) / sum((whole for _, whole in shares), Fraction(0))
    is_pooled = definition.pooling is Pooling.SUMS and len(rows) > 1
    source = say("rate.source_and", "{first}. {second}", first=definition.source, second=_WEIGHTED) if is_pooled else definition.source
    return RateResult(
        value=value,
        title=definition.title,
        formula=definition.formula,
        inputs=tuple(_inputs(definition, rows, names)),
        is_derived=is_pooled or definition.confidence is Confidence.DERIVED,
        source=source,
        steps=tuple(_steps(definition, rows, names, shares, value)),
        notes=(definition.above_whole,) if definition.above_whole is not None and value > 100 else (),
    )


def objection(calculation: Calculation, value: Decimal | None, kind: RateKind | None) -> Sentence | None:
    """Return what speaks against a calculation that a recorded value of some rate is said to come from; None for nothing."""
    definition = METHODS[calculation.method]
    if kind is None or definition.kind is not kind:
        return say("rate.other_kind", "What is measured here cannot be computed by: {method}", method=definition.title)
    try:
        exact = compute(calculation).value
    except RateError as error:
        return say("rate.no_result", "The calculation gives no rate: {reason}", reason=error.sentence)
    if value is None:
        return say("rate.no_value", "The calculation gives {rate} %, but no value is recorded", rate=_figure(exact))
    if not agrees(value, exact):
        return say("rate.differs", "Recorded is {value} %, but the calculation gives {rate} %", value=value, rate=_figure(exact))
    return None


def agrees(value: Decimal, exact: Fraction) -> bool:
    """Tell whether a value is the exact one rounded to the value's own places, by either rule for an exact half."""
    places = min(len(decimal_text(value).partition(".")[2]), _FINEST)
    return any(Rounding(places, mode).apply(exact) == value for mode in RoundingMode)


def _share(definition: MethodDefinition, row: CalculationRow, name: str | Sentence | None) -> tuple[Fraction, Fraction]:
    """Return part and whole of one row; RateError where it has none."""
    if row.is_unused:
        if definition.pooling is not Pooling.MEAN or row.quantities:
            raise _error(say("rate.unused_figures", "Only a mineral without figures can be marked as not used"), name)
        return Fraction(0), _WHOLE
    exact = _exact(definition, row, name)
    _require_one_dimension(definition, (row,), name)
    zero = [asked.title for asked in definition.inputs if asked.name in definition.divisors and not exact[asked.name]]
    if zero:
        raise _error(say("rate.zero", "{title} must be above 0, since it is divided by", title=zero[0]), name)
    for check in definition.checks:
        if check.fails(exact):
            raise _error(check.sentence, name)
    return definition.part(exact), definition.whole(exact)


def _exact(definition: MethodDefinition, row: CalculationRow, name: str | Sentence | None) -> Exact:
    known = [asked.name for asked in definition.inputs]
    for stranger in sorted(set(row.quantities) - set(known)):
        raise _error(say("rate.stranger", "“{name}” is not entered here; known: {known}", name=stranger, known=", ".join(known)), name)
    return {asked.name: _checked(asked, row.quantities.get(asked.name), name) for asked in definition.inputs}


def _checked(asked: RateInput, quantity: Quantity | None, name: str | Sentence | None) -> Fraction:
    if quantity is None:
        raise _error(say("rate.missing", "{title} is missing", title=asked.title), name)
    if quantity.unit not in asked.units:
        units = ", ".join(unit.value for unit in asked.units)
        words = say("rate.unit", "{title} cannot be in {unit}; possible: {units}", title=asked.title, unit=quantity.unit.value, units=units)
        raise _error(words, name)
    if quantity.amount < 0:
        raise _error(say("rate.negative", "{title} cannot be below 0", title=asked.title), name)
    if quantity.unit.dimension is Dimension.SHARE and quantity.exact > _WHOLE:
        raise _error(say("rate.above_whole", "{title} cannot be above 100 %", title=asked.title), name)
    return quantity.exact


def _require_one_dimension(definition: MethodDefinition, rows: tuple[CalculationRow, ...], name: str | Sentence | None) -> None:
    """Refuse a mass beside a volume: they cannot be added or divided."""
    names = [asked.name for asked in definition.inputs if asked.units == AMOUNTS]
    dimensions = {row.quantities[amount].unit.dimension for row in rows for amount in names}
    if len(dimensions) > 1:
        raise _error(say("rate.mixed", "A mass and a volume stand side by side; give both in t or both in m³"), name)


def _inputs(definition: MethodDefinition, rows: tuple[CalculationRow, ...], names: list[str | Sentence]) -> Iterator[Sentence]:
    for row, name in zip(rows, names, strict=True):
        for asked in definition.inputs:
            if asked.name in row.quantities:
                words = say("rate.given", "{title} {quantity}", title=asked.title, quantity=_shown(row.quantities[asked.name]))
                yield _in_row(words, name) if _is_named(rows) else words


def _steps(
    definition: MethodDefinition,
    rows: tuple[CalculationRow, ...],
    names: list[str | Sentence],
    shares: list[tuple[Fraction, Fraction]],
    value: Fraction,
) -> Iterator[Sentence]:
    for row, name, (part, whole) in zip(rows, names, shares, strict=True):
        if row.is_unused:
            yield _in_row(say("rate.step_unused", "not used, counts 0 %"), name)
            continue
        worked = replace(definition.worked, fields=tuple((asked, _shown(quantity)) for asked, quantity in row.quantities.items()))
        step = say("rate.step", "{worked} {sign} {rate} %", worked=worked, **_result(100 * part / whole))
        yield _in_row(step, name) if _is_named(rows) else step
    if len(rows) == 1:
        return
    if definition.pooling is Pooling.MEAN:
        total = sum((100 * part / whole for part, whole in shares), Fraction(0))
        yield say("rate.step_mean", "Mean: {total} ÷ {count} {sign} {rate} %", total=_figure(total), count=len(rows), **_result(value))
    else:
        base = BASE_UNITS[rows[0].quantities[definition.inputs[0].name].unit.dimension]
        part, whole = (sum(numbers, Fraction(0)) for numbers in zip(*shares, strict=True))
        yield say(
            "rate.step_sums",
            "Together: {part} {unit} ÷ {whole} {unit} × 100 % {sign} {rate} %",
            part=_figure(part),
            whole=_figure(whole),
            unit=base.value,
            **_result(value),
        )


def _name(definition: MethodDefinition, row: CalculationRow, number: int) -> str | Sentence:
    return row.title.strip() or say("rate.row_number", "{row} {number}", row=definition.row, number=number)


def _is_named(rows: tuple[CalculationRow, ...]) -> bool:
    """Tell whether it must be said which row is meant."""
    return len(rows) > 1 or bool(rows[0].title.strip())


def _in_row(words: Sentence, name: str | Sentence) -> Sentence:
    return say("rate.in_row", "{row}: {words}", row=name, words=words)


def _error(words: Sentence, name: str | Sentence | None) -> RateError:
    return RateError(words if name is None else _in_row(words, name))


def _shown(quantity: Quantity) -> str:
    return f"{decimal_text(quantity.amount)} {quantity.unit.value}"


def _figure(number: Fraction) -> Decimal:
    return _SHOWN.apply(number)


def _result(rate: Fraction) -> dict[str, str | Decimal]:
    shown = _figure(rate)
    return {"sign": "=" if Fraction(shown) == rate else "≈", "rate": shown}
