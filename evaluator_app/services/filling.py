# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Filling in record forms: which are there, beginning one, changing it act by act, taking it out. Every function returns a change.

The definition of a form is kept in the assessment with its first record, in the same act, and goes with its last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from evaluator_app.catalog.forms import FOLDER, FormCatalog
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.changes import Act, Change, change_records, joined
from evaluator_app.domain.forms.definition import FormDefinition, FormScope, Stage
from evaluator_app.domain.forms.prefilling import first_rows, first_values
from evaluator_app.domain.forms.record import FormRecord, FormRow, FormSignature
from evaluator_app.domain.records import RecordKind
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.paths import record_forms

MOST_ROWS = 1_000
"""Rows of one table, or readings."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A form that is begun by an act."""

    record: FormRecord
    change: Change


def form_catalog(workspace: Path) -> FormCatalog:
    """Return the forms that can be filled in: the firm's own in the workspace, then those that come with the program."""
    return FormCatalog((workspace / FOLDER, record_forms()))


def forms_for(forms: Mapping[str, FormDefinition], target: str) -> tuple[FormDefinition, ...]:
    """Return the forms that are offered with an item or prerequisite, those made for it first."""
    fitting = [form for form in forms.values() if form.scope is FormScope.ITEM and (not form.for_items or target in form.for_items)]
    return tuple(sorted(fitting, key=lambda form: (not form.for_items, list(Stage).index(form.stage), form.id)))


def forms_of_stage(forms: Mapping[str, FormDefinition], stage: Stage) -> tuple[FormDefinition, ...]:
    """Return the forms of a stage that are not about an item, those it expects first."""
    fitting = [form for form in forms.values() if form.stage is stage and form.scope is not FormScope.ITEM]
    return tuple(sorted(fitting, key=lambda form: (not form.is_expected, form.id)))


def records_of(assessment: Assessment, target: str) -> tuple[FormRecord, ...]:
    """Return the forms filled in for an item, prerequisite or member (empty: for the assessment), the first first."""
    found = [record for record in assessment.form_records.values() if record.target == target]
    return tuple(sorted(found, key=_in_time))


def begin_form(
    assessment: Assessment,
    definition: FormDefinition,
    target: str = "",
    *,
    record_id: str,
    at: datetime,
    by: str = "",
    values: Mapping[str, str | bool] | None = None,
) -> Begun:
    """Begin a form with what is known already; values replace what it begins with.

    UserFacingError where the form is not one for this target.
    """
    if not _fits(definition, assessment, target):
        raise UserFacingError(
            "FRM-001",
            _("The form {form} is not one for {target}.").format(form=definition.title, target=target or _("the assessment as a whole")),
            _("Choose an item or a person that it is offered with."),
        )
    kept = assessment.forms.get(definition.key, definition)
    first = {**first_values(kept, assessment, target, at.astimezone().date()), **(values or {})}
    record = FormRecord(record_id, kept.key, target, first, first_rows(kept, assessment), filled_by=by, filled_at=at)
    pinned = change_records(assessment, Act.FILL_FORM, RecordKind.FORM, {kept.key: kept})
    put_in = change_records(assessment, Act.FILL_FORM, RecordKind.FORM_RECORD, {record.id: record})
    return Begun(record, joined(Act.FILL_FORM, (pinned, put_in), target or record.id))


def change_value(assessment: Assessment, record_id: str, field: str, value: str | bool) -> Change:
    """Answer one field; an empty text or a flag that is not set takes the answer out."""
    record = assessment.form_records[record_id]
    values = {name: kept for name, kept in record.values.items() if name != field}
    return _changed(assessment, replace(record, values={**values, field: value} if value else values))


def change_rows(assessment: Assessment, record_id: str, field: str, rows: tuple[FormRow, ...]) -> Change:
    """Replace the rows of a table, or the readings. UserFacingError where they are too many."""
    if len(rows) > MOST_ROWS:
        raise UserFacingError(
            "FRM-002",
            _("The table would have {count} rows; {most} are possible.").format(count=len(rows), most=MOST_ROWS),
            _("Fill in a second form of the same kind."),
        )
    record = assessment.form_records[record_id]
    kept = {name: old for name, old in record.rows.items() if name != field}
    return _changed(assessment, replace(record, rows={**kept, field: rows} if rows else kept))


def change_signature(assessment: Assessment, record_id: str, field: str, signature: FormSignature | None) -> Change:
    """Put a signature into a field, or take it out for None."""
    record = assessment.form_records[record_id]
    kept = {name: old for name, old in record.signatures.items() if name != field}
    return _changed(assessment, replace(record, signatures=kept if signature is None else {**kept, field: signature}))


def remove_form(assessment: Assessment, record_id: str) -> Change:
    """Take a filled form out; the definition goes with the last one of its kind. KeyError for an unknown one."""
    record = assessment.form_records[record_id]
    changes = [change_records(assessment, Act.REMOVE_FORM, RecordKind.FORM_RECORD, {record_id: None})]
    is_last = not any(other.form == record.form for other in assessment.form_records.values() if other.id != record_id)
    if is_last and record.form in assessment.forms:
        changes.append(change_records(assessment, Act.REMOVE_FORM, RecordKind.FORM, {record.form: None}))
    return joined(Act.REMOVE_FORM, changes, record.target or record_id)


def _changed(assessment: Assessment, record: FormRecord) -> Change:
    return change_records(assessment, Act.FILL_FORM, RecordKind.FORM_RECORD, {record.id: record}, record.target or record.id)


def _fits(definition: FormDefinition, assessment: Assessment, target: str) -> bool:
    if definition.scope is FormScope.ASSESSMENT:
        return not target
    if definition.scope is FormScope.PERSON:
        return target in assessment.team
    return bool(target) and (not definition.for_items or target in definition.for_items)


def _in_time(record: FormRecord) -> tuple[float, str]:
    return (record.filled_at.timestamp() if record.filled_at else 0.0, record.id)
