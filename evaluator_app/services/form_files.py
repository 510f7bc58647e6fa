# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Record forms and files: putting a firm's own form into the workspace, filling in a form from a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from evaluator_app.catalog.forms import FOLDER, read_form
from evaluator_app.domain.changes import Act, change_records, joined
from evaluator_app.domain.codec import Json, decode
from evaluator_app.domain.forms.definition import FieldKind, FormDefinition, FormField
from evaluator_app.domain.forms.record import FormRow
from evaluator_app.domain.forms.summary import FormSummary, summary_of
from evaluator_app.domain.records import RecordKind
from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.filling import MOST_ROWS, begin_form

_WITHOUT_VALUE = (FieldKind.TABLE, FieldKind.READINGS, FieldKind.SIGNATURE)


@dataclass(frozen=True, slots=True)
class FormAnswers:
    """What a document fills in."""

    values: Mapping[str, str | bool] = field(default_factory=dict)
    """By field id; numbers and dates as text."""
    rows: Mapping[str, tuple[Mapping[str, str | bool], ...]] = field(default_factory=dict)
    """By field id: the rows of tables by column id; a reading stands under "value"."""


def install_form(path: Path, workspace: Path) -> Path:
    """Put a form's file into the workspace under the name of its id, whole or not at all; return where it is now.

    UserFacingError where it has mistakes, or the same edition is there with another content.
    """
    read = read_form(path)
    if read.definition is None:
        message = _("The form {name} has {count} mistakes. Nothing was installed.").format(name=path.name, count=len(read.problems))
        raise UserFacingError("FRM-006", message, _("Correct them and install it again."))
    home = workspace / FOLDER / f"{read.definition.id}.toml"
    there = read_form(home).definition if home.is_file() else None
    if there is not None and there.edition == read.definition.edition and there != read.definition:
        message = _("The form {id}, edition {edition}, is installed already with another content. Nothing was installed.").format(
            id=there.id, edition=there.edition
        )
        raise UserFacingError("FRM-007", message, _("Give the new content a new edition."))
    try:
        data = path.read_bytes()
        home.parent.mkdir(parents=True, exist_ok=True)
        with replacing(home) as file:
            file.write(data)
    except OSError as error:
        message = _("The form could not be written: {reason}. Nothing was installed.").format(reason=error.strerror or error)
        raise UserFacingError("FRM-008", message, _("Check the space on the disk and your right to write to the folder.")) from error
    return home


def fill_form(opened: OpenAssessment, definition: FormDefinition, target: str, data: Json) -> FormSummary:
    """Fill in a form from the plain data of a document, as one act; return it in short.

    DocumentError where it is no such document; UserFacingError for a field that the form does not have.
    """
    answers = decode(FormAnswers, data)
    form = opened.assessment.forms.get(definition.key, definition)
    _check(form, answers)
    begun = begin_form(
        opened.assessment,
        form,
        target,
        record_id=opened.new_id(),
        at=opened.now(),
        by=opened.assessor_id,
        values={name: value for name, value in answers.values.items() if value},
    )
    rows = {**begun.record.rows, **{name: tuple(FormRow(row) for row in given) for name, given in answers.rows.items()}}
    record = replace(begun.record, rows={name: given for name, given in rows.items() if given})
    pinned = change_records(opened.assessment, Act.FILL_FORM, RecordKind.FORM, {form.key: form})
    filled = change_records(opened.assessment, Act.FILL_FORM, RecordKind.FORM_RECORD, {record.id: record})
    opened.do(joined(Act.FILL_FORM, (pinned, filled), target or record.id))
    summary = summary_of(opened.assessment, record)
    assert summary is not None  # noqa: S101 - its definition was kept with it
    return summary


def _check(form: FormDefinition, answers: FormAnswers) -> None:
    """Refuse answers to what the form does not ask, and choices that it does not offer."""
    fields = {asked.id: asked for asked in form.fields}
    for name, value in answers.values.items():
        asked = fields.get(name)
        if asked is None or asked.kind in _WITHOUT_VALUE:
            raise _refused(form, name, (key for key, each in fields.items() if each.kind not in _WITHOUT_VALUE))
        _check_value(asked, value)
    for name, rows in answers.rows.items():
        asked = fields.get(name)
        if asked is None or asked.kind not in (FieldKind.TABLE, FieldKind.READINGS):
            raise _refused(form, name, (key for key, each in fields.items() if each.kind in (FieldKind.TABLE, FieldKind.READINGS)))
        _check_rows(form, asked, rows)


def _check_rows(form: FormDefinition, asked: FormField, rows: tuple[Mapping[str, str | bool], ...]) -> None:
    columns = {column.id: column for column in asked.columns} or {"value": FormField("value", asked.title, FieldKind.NUMBER)}
    if len(rows) > MOST_ROWS:
        message = _("The table would have {count} rows; {most} are possible.").format(count=len(rows), most=MOST_ROWS)
        raise UserFacingError("FRM-002", message, _("Fill in a second form of the same kind."))
    for row in rows:
        for name, value in row.items():
            if name not in columns:
                raise _refused(form, f"{asked.id}.{name}", columns)
            _check_value(columns[name], value)


def _check_value(asked: FormField, value: str | bool) -> None:
    is_flag = asked.kind is FieldKind.FLAG
    options = [option.id for option in asked.options]
    if isinstance(value, bool) is not is_flag or (options and value and value not in options):
        advice = _("Possible: {known}").format(known="true, false" if is_flag else "、".join(options) or _("a text"))
        raise UserFacingError("FRM-010", _("“{value}” is no answer to {field}.").format(value=str(value)[:60], field=asked.id), advice)


def _refused(form: FormDefinition, name: str, known: Iterable[str]) -> UserFacingError:
    names = "、".join(known) or "–"
    message = _("The form {form} does not ask “{field}” here.").format(form=form.id, field=name[:60])
    return UserFacingError("FRM-009", message, _("Known here: {known}.").format(known=names))
