# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How a measured value was computed, in the words of a report: method, formula, what it rests on, figures and steps."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator_app.domain.assessment import Answer
from evaluator_app.domain.criteria import InputField
from evaluator_app.domain.three_rates import METHODS, Calculation, RateError, compute, objection
from evaluator_app.reporting.document import RichText, Run, Tone, bold, toned
from evaluator_app.reporting.source import ReportSource


def computed(source: ReportSource, field: InputField, answer: Answer) -> RichText | None:
    """Return how a value was computed; None where it was not."""
    calculation = answer.calculations.get(field.name)
    if calculation is None:
        return None
    runs = list(_runs(source, calculation))
    if words := objection(calculation, answer.values.get(field.name), field.rate):
        runs.append(toned("\n" + source.say(words), Tone.BAD))
    return tuple(runs)


def _runs(source: ReportSource, calculation: Calculation) -> Iterator[Run | str]:
    _ = source.translate
    yield bold(_("Computed: {method}").format(method=source.say(METHODS[calculation.method].title)))
    try:
        result = compute(calculation)
    except RateError:
        return  # what speaks against it is said after this
    if result.is_derived:
        yield toned(_(" [derived formula]"), Tone.WARN)
    yield "\n" + _("Formula: {formula}").format(formula=source.say(result.formula))
    yield toned("\n" + _("Basis: {basis}").format(basis=source.say(result.source)), Tone.MUTED)
    yield "\n" + _("Figures: {figures}").format(figures="；".join(source.say(given) for given in result.inputs))
    yield from ("\n" + source.say(step) for step in result.steps)
    yield from (toned("\n" + source.say(note), Tone.WARN) for note in result.notes)
