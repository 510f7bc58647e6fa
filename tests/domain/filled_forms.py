# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Forms for the tests: the shipped permit, penalty and measurement, filled in by keyword."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from evaluator_app.catalog.forms import read_form
from evaluator_app.domain.assessment import Assessment, Profile
from evaluator_app.domain.forms.checks import check_results
from evaluator_app.domain.forms.definition import FormDefinition
from evaluator_app.domain.forms.parts import CheckResult, Days
from evaluator_app.domain.forms.record import FormRecord, FormRow
from evaluator_app.domain.sentence import Sentence
from evaluator_app.paths import record_forms
from tests.builders import a_template, an_assessment

VISIT = Days(date(2026, 5, 12), date(2026, 5, 14), date(2026, 6, 30))


def form(name: str) -> FormDefinition:
    """Return a form that comes with the program."""
    found = read_form(record_forms() / f"{name}.toml").definition
    assert found is not None
    return found


TEMPLATE = a_template().with_item("A.1", 10).with_prerequisite("p").build()
PERMIT, PENALTY, MEASUREMENT = form("permit"), form("penalty"), form("measurement")


def filled(definition: FormDefinition, record_id: str = "r1", target: str = "p", /, **values: str | bool) -> FormRecord:
    """Return a record of a form with these answers."""
    return FormRecord(record_id, definition.key, target, values)


def measured(*readings: str, **values: str | bool) -> FormRecord:
    """Return a measurement with these readings."""
    rows = {"readings": tuple(FormRow({"value": reading}) for reading in readings)}
    return replace(filled(MEASUREMENT, **{"quantity": "噪声", **values}), rows=rows)


def result(definition: FormDefinition, record: FormRecord, days: Days = VISIT) -> CheckResult:
    """Return what the one check of a form comes to."""
    [found] = check_results(definition, record, days)
    return found


def codes(sentences: tuple[Sentence, ...]) -> list[str]:
    """Return the codes of sentences."""
    return [sentence.code for sentence in sentences]


def assessed(*records: FormRecord, days: Days = VISIT) -> Assessment:
    """Return an assessment with these forms filled in, visited on these days."""
    begun = an_assessment(TEMPLATE).value
    profile: Profile = replace(begun.profile, visit_from=days.visit_from, visit_to=days.visit_to, filing_on=days.filing_on)
    used = {each.key: each for each in (PERMIT, PENALTY, MEASUREMENT) if any(record.form == each.key for record in records)}
    return replace(begun, profile=profile, forms=used, form_records={record.id: record for record in records})
