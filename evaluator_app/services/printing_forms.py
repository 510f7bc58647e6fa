# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Printing one record form as a PDF: as it was filled in, or blank with what is known, to be filled in by hand."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from evaluator_app.domain.forms.definition import FormDefinition
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.filling import begin_form


def write_filled_form(opened: OpenAssessment, record_id: str, path: Path, *, at: datetime) -> None:
    """Write a form as it was filled in. UserFacingError if there is no such form, or the file cannot be written."""
    record = opened.assessment.form_records.get(record_id)
    definition = opened.assessment.forms.get(record.form) if record is not None else None
    if record is None or definition is None:
        known = "、".join(sorted(opened.assessment.form_records)) or "–"
        raise UserFacingError(
            "FRM-003", _("There is no filled form {id}.").format(id=record_id), _("Known here: {known}.").format(known=known)
        )
    _write(opened, definition, record, path, at, is_blank=False)


def write_blank_form(opened: OpenAssessment, definition: FormDefinition, path: Path, *, at: datetime, target: str = "") -> None:
    """Write a form with lines to write on; what is known of mine, days and team is filled in."""
    record = begin_form(opened.assessment, definition, target, record_id="blank", at=at).record
    _write(opened, definition, record, path, at, is_blank=True)


def _write(opened: OpenAssessment, definition: FormDefinition, record: FormRecord, path: Path, at: datetime, *, is_blank: bool) -> None:
    from evaluator_app.reporting.forms import FormSource, form_document
    from evaluator_app.reporting.pdf import write_pdf

    words = translator(current_language())
    source = FormSource(opened.assessment, opened.template, definition, record, opened.picture_of, words, is_blank)
    write_pdf(form_document(source), path, created_at=at)
