# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Writing the list of what is to be mended, and the notice of it, as a page, for Word and for Excel: the ending of the name decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.domain.forms.definition import FieldKind, FormDefinition, FormField
from evaluator_app.domain.forms.record import FormRecord, FormRow
from evaluator_app.domain.mending_course import DRIFT_TERMS
from evaluator_app.domain.mending_limit import is_open
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import N_, _, current_language, translator
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.file_names import fit_for_file
from evaluator_app.services.filling import begin_form, form_catalog
from evaluator_app.services.mending import MendingLine, mending_of

if TYPE_CHECKING:
    from evaluator_app.reporting.document import Document

NOTICE_FORM = "rectification_notice"
"""Id of the record form that the notice is."""
ENDINGS = (".pdf", ".docx", ".xlsx")
_PROBLEM = "problem"
"""Column by which the table of the matters is known."""
_NOTE = N_("What counts is the copy that is signed and sealed by hand.")


def file_name(opened: OpenAssessment, *, is_notice: bool, ending: str) -> str:
    """Return a name for the file that every system takes."""
    stem = fit_for_file(opened.assessment.mine.name, "mine")
    word = _("Rectification notice") if is_notice else _("Rectification list")
    return f"{stem}-{word}{ending}"


def write_list(opened: OpenAssessment, destination: Path, *, today: date | None = None) -> int:
    """Write the list and return how many things stand on it; UserFacingError where it cannot be written."""
    from evaluator_app.reporting.mending import ListedThing, MendingSource, mending_document

    ending = _ending(destination)
    found = mending_of(opened, today)
    words = translator(current_language())
    things = tuple(
        ListedThing(
            line.thing, line.title, line.is_late, DRIFT_TERMS[line.drift].text(words) if line.drift else "", line.before, line.after
        )
        for line in found.lines
    )
    source = MendingSource(opened.assessment, things, found.limit, found.today, opened.picture_file_of, words, current_language())
    _write(mending_document(source, is_sheet=ending == ".xlsx"), destination, found.today)
    return len(things)


def write_notice(
    opened: OpenAssessment, destination: Path, *, names: Iterable[str] | None = None, reply_to: str = "", today: date | None = None
) -> int:
    """Write the notice of what is open, or of the things of the ids given; return how many matters it names.

    UserFacingError where there is none, or the file cannot be written.
    """
    from evaluator_app.reporting.forms import FormSource
    from evaluator_app.reporting.mending import notice_document

    _ending(destination)
    found = mending_of(opened, today)
    wanted = None if names is None else set(names)
    lines = tuple(line for line in found.lines if (is_open(line.thing) if wanted is None else line.thing.id in wanted))
    if not lines:
        raise UserFacingError(
            "MND-011",
            _("Nothing is open that a notice could name; none was written."),
            _("Order first what is to be mended."),
        )
    forms = form_catalog(opened.folder).forms()
    if NOTICE_FORM not in forms:
        raise UserFacingError("FRM-005", _("There is no form {id}.").format(id=NOTICE_FORM), _("Bring the file of the form back."))
    definition = opened.assessment.forms.get(forms[NOTICE_FORM].key, forms[NOTICE_FORM])
    record = _filled(opened, definition, lines, reply_to)
    words = translator(current_language())
    source = FormSource(opened.assessment, opened.template, definition, record, opened.picture_of, words)
    _write(notice_document(source, found.limit, current_language()), destination, found.today, note=_(_NOTE))
    return len(lines)


def _filled(opened: OpenAssessment, definition: FormDefinition, lines: Iterable[MendingLine], reply_to: str) -> FormRecord:
    """Return the form with the matters in its table; it is printed and not kept, for the findings may be closed."""
    table = next((field for field in definition.fields if field.kind is FieldKind.TABLE and _has_problem(field)), None)
    if table is None:
        raise UserFacingError(
            "MND-012",
            _("The form {form} has no table with a column “{column}”, so nothing can be put in.").format(
                form=definition.title, column=_PROBLEM
            ),
            _("Add it to the firm's form, or take the program's own."),
        )
    begun = begin_form(opened.assessment, definition, record_id="notice", at=opened.now())
    columns = {column.id for column in table.columns}
    rows = tuple(FormRow({name: text for name, text in _row(line).items() if name in columns and text}) for line in lines)
    values = {**begun.record.values, **({"reply_to": reply_to} if reply_to else {})}
    return replace(begun.record, values=values, rows={**begun.record.rows, table.id: rows})


def _has_problem(field: FormField) -> bool:
    return any(column.id == _PROBLEM for column in field.columns)


def _row(line: MendingLine) -> dict[str, str]:
    thing = line.thing
    due = thing.due_on.isoformat() if thing.due_on else ""
    found = f"{line.title}：{thing.problem}" if thing.problem and thing.problem not in line.title else line.title
    return {"place": thing.place, _PROBLEM: found, "demand": thing.what, "due_on": due, "responsible": thing.responsible}


def _ending(destination: Path) -> str:
    ending = destination.suffix.lower()
    if ending not in ENDINGS:
        raise UserFacingError(
            "MND-013",
            _("{name} says no form that can be written.").format(name=destination.name),
            _("End the name with .pdf, .docx or .xlsx."),
        )
    return ending


def _write(document: Document, destination: Path, on: date, note: str = "") -> None:
    created_at = datetime(on.year, on.month, on.day, tzinfo=UTC)
    ending = destination.suffix.lower()
    if ending == ".pdf":
        from evaluator_app.reporting.pdf import write_pdf

        write_pdf(document, destination, created_at=created_at)
    elif ending == ".docx":
        from evaluator_app.reporting.word.writing import write_docx

        write_docx(document, destination, created_at=created_at, note=note)
    else:
        from evaluator_app.reporting.excel.plain import write_plain_xlsx

        write_plain_xlsx(document, destination, created_at=created_at)
