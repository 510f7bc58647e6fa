# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Signing a record form on the pad: the drawing is kept as evidence, the signature names what it covers, in one act."""

from __future__ import annotations

from dataclasses import replace

from evaluator_app.domain.changes import Act, Change, change_records, joined
from evaluator_app.domain.forms.record import FormSignature
from evaluator_app.domain.forms.signing import content_sha256
from evaluator_app.domain.records import RecordKind
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services.assessing import OpenAssessment


def sign_form(opened: OpenAssessment, record_id: str, field: str, name: str, drawing: bytes) -> Change:
    """Return the act that signs a field; the drawing, a PNG, is stored before it. UserFacingError where name or drawing is missing."""
    if not name.strip() or not drawing:
        raise UserFacingError("FRM-004", _("A signature needs a name and a drawing."), _("Write the name and sign on the pad."))
    assessment = opened.assessment
    record = assessment.form_records[record_id]
    words = _("Signature of {name} on {form}").format(name=name.strip(), form=assessment.forms[record.form].title)
    evidence = opened.keep_picture(f"{words}.png", drawing, caption=words)
    covered = content_sha256(assessment, record)
    signature = FormSignature(name.strip(), evidence.id, opened.now(), covered)
    signed = replace(record, signatures={**record.signatures, field: signature})
    changes = (
        change_records(assessment, Act.FILL_FORM, RecordKind.FORM_RECORD, {record_id: signed}),
        change_records(assessment, Act.FILL_FORM, RecordKind.EVIDENCE, {evidence.id: evidence}),
    )
    return joined(Act.FILL_FORM, changes, record.target or record_id)
