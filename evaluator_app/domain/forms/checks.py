# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What follows from a filled-in form: its checks, what is still missing, how it decides a prerequisite."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from evaluator_app.domain.applicability import day_of
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.forms.definition import FieldKind, FormDefinition, FormField
from evaluator_app.domain.forms.measurement import check_measurement, readings
from evaluator_app.domain.forms.parts import (
    CHECK_KINDS,
    MEASUREMENT,
    VALIDITY,
    WINDOW,
    CheckResult,
    CheckState,
    Days,
    Filled,
    days_of,
    number_of,
)
from evaluator_app.domain.forms.record import FormRecord, FormRow
from evaluator_app.domain.forms.validity import check_validity
from evaluator_app.domain.forms.window import check_window
from evaluator_app.domain.sentence import Sentence, say

_CHECKS: Mapping[str, Callable[[Filled], CheckResult]] = {
    VALIDITY: check_validity,
    WINDOW: check_window,
    MEASUREMENT: check_measurement,
}


@dataclass(frozen=True, slots=True)
class FieldGap:
    """Something that a form still asks for, or that is no answer to what it asks."""

    field: str
    """Id of the field."""
    sentence: Sentence
    is_wrong: bool = False
    """Whether something is there, but is no answer."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the forms of a prerequisite say of it together."""

    state: CheckState | None
    """None where no form decides; MET where nothing speaks against it."""
    reasons: tuple[Sentence, ...] = ()


def check_results(definition: FormDefinition, record: FormRecord, days: Days) -> tuple[CheckResult, ...]:
    """Return what every check of a form comes to; a kind that this program does not know is left out."""
    filled = (Filled(definition, record, check, days) for check in definition.checks)
    return tuple(_CHECKS[each.check.kind](each) for each in filled if each.check.kind in _CHECKS)


def decision_of(assessment: Assessment, target: str) -> Decision:
    """Return what the forms attached to a prerequisite decide: one that fails fails it, one that is open leaves it open."""
    found = tuple(_deciding(assessment, target))
    states = {result.state for result in found}
    for state in (CheckState.NOT_MET, CheckState.OPEN):
        if state in states:
            reasons = tuple(reason for result in found if result.state is state for reason in result.reasons)
            return Decision(state, reasons)
    return Decision(CheckState.MET if found else None, tuple(reason for result in found for reason in result.reasons))


def _deciding(assessment: Assessment, target: str) -> Iterator[CheckResult]:
    days = None
    for record in sorted(assessment.form_records.values(), key=lambda record: record.id):
        definition = assessment.forms.get(record.form)
        if record.target != target or definition is None:
            continue
        days = days or days_of(assessment)
        for result in check_results(definition, record, days):
            if CHECK_KINDS[result.kind].decides:
                yield result


def gaps(definition: FormDefinition, record: FormRecord) -> tuple[FieldGap, ...]:
    """Return what is still to be filled in, and what is no answer, in the order of the form."""
    return tuple(gap for field in definition.fields for gap in _gaps_of(field, record))


def _gaps_of(field: FormField, record: FormRecord) -> Iterator[FieldGap]:
    if field.kind is FieldKind.SIGNATURE:
        if field.is_required and field.id not in record.signatures:
            yield FieldGap(field.id, say("form.not_signed", "{field}: not signed yet", field=field.title))
    elif field.kind is FieldKind.TABLE:
        yield from _gaps_of_table(field, record.rows.get(field.id, ()))
    elif field.kind is FieldKind.READINGS:
        written = readings(record, field.id)
        if field.is_required and not written:
            yield _empty(field.id, field.title)
        if any(number_of(text) is None for text in written):
            yield FieldGap(field.id, say("form.not_a_number", "{field}: not a number", field=field.title), is_wrong=True)
    else:
        yield from _gaps_of_value(field.id, field.title, field, record.values.get(field.id, ""))


def _gaps_of_table(field: FormField, rows: tuple[FormRow, ...]) -> Iterator[FieldGap]:
    if field.is_required and not rows:
        yield _empty(field.id, field.title)
    for number, row in enumerate(rows, start=1):
        for column in field.columns:
            name = f"{field.title} {number}, {column.title}"
            yield from _gaps_of_value(field.id, name, column, row.values.get(column.id, ""))


def _gaps_of_value(owner: str, title: str, field: FormField, value: str | bool) -> Iterator[FieldGap]:
    if not isinstance(value, str):
        return
    text = value.strip()
    if not text:
        if field.is_required:
            yield _empty(owner, title)
    elif field.kind is FieldKind.DATE and day_of(text) is None:
        yield FieldGap(owner, say("form.not_a_date", "{field}: not a date", field=title), is_wrong=True)
    elif field.kind is FieldKind.NUMBER and number_of(text) is None:
        yield FieldGap(owner, say("form.not_a_number", "{field}: not a number", field=title), is_wrong=True)


def _empty(owner: str, title: str) -> FieldGap:
    return FieldGap(owner, say("form.empty", "{field}: not filled in yet", field=title))
