# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A filled-in form in short: what it is about, how it stands, and why; for lists, the report and the quality page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.forms.checks import FieldGap, check_results, gaps
from evaluator_app.domain.forms.definition import FieldKind, FormDefinition
from evaluator_app.domain.forms.parts import CheckResult, CheckState, days_of
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.forms.signing import is_covered
from evaluator_app.domain.sentence import Sentence, say


class FormState(Enum):
    """How a filled-in form stands, the gravest first."""

    NOT_MET = "not_met"
    """What it records breaks a rule or a limit."""
    WARNING = "warning"
    """Something is to be doubted, such as a calibration that has run out or a signature that no longer covers what is said."""
    UNFINISHED = "unfinished"
    """Something is still to be filled in, or not known."""
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class FormSummary:
    """A filled-in form in short."""

    record: FormRecord
    definition: FormDefinition
    subject: str
    """What it is about, by its first answers; empty while nothing is filled in."""
    state: FormState
    results: tuple[CheckResult, ...]
    gaps: tuple[FieldGap, ...]
    warnings: tuple[Sentence, ...]

    @property
    def reasons(self) -> tuple[Sentence, ...]:
        """Why it stands so: what is computed, what is to be doubted, what is missing."""
        computed = tuple(reason for result in self.results for reason in result.reasons)
        return (*computed, *self.warnings, *(gap.sentence for gap in self.gaps))


def summary_of(assessment: Assessment, record: FormRecord) -> FormSummary | None:
    """Return a filled form in short; None where its definition is not kept."""
    definition = assessment.forms.get(record.form)
    if definition is None:
        return None
    results, missing = check_results(definition, record, days_of(assessment)), gaps(definition, record)
    warnings = (*(warning for result in results for warning in result.warnings), *_uncovered(assessment, definition, record))
    return FormSummary(record, definition, _subject(definition, record), _state(results, missing, warnings), results, missing, warnings)


def _state(results: tuple[CheckResult, ...], missing: tuple[FieldGap, ...], warnings: tuple[Sentence, ...]) -> FormState:
    states = {result.state for result in results}
    if CheckState.NOT_MET in states:
        return FormState.NOT_MET
    if warnings:
        return FormState.WARNING
    return FormState.UNFINISHED if missing or CheckState.OPEN in states else FormState.FINE


def _uncovered(assessment: Assessment, definition: FormDefinition, record: FormRecord) -> tuple[Sentence, ...]:
    signed = [field for field in definition.fields if field.id in record.signatures]
    return tuple(
        say("form.changed_since", "{field}: the form was changed after it was signed", field=field.title)
        for field in signed
        if not is_covered(assessment, record, field.id)
    )


def _subject(definition: FormDefinition, record: FormRecord) -> str:
    texts = (FieldKind.TEXT, FieldKind.PLACE, FieldKind.PERSON, FieldKind.DOCUMENT)
    shown = (record.values.get(field.id, "") for field in definition.fields if field.kind in texts)
    return next((value for value in shown if isinstance(value, str) and value), "")
