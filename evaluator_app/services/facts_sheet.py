# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Putting the facts found to the mine: printed any time; signed, objected to or refused in one act that keeps the printed sheet."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from evaluator_app.domain import facts_sheet
from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.changes import Act, Change, change_records, joined
from evaluator_app.domain.evidence_kinds import PDF
from evaluator_app.domain.facts_sheet import CONFIRMS, OBJECTS, REFUSES, fact_rows, facts_sha256
from evaluator_app.domain.forms.definition import FormDefinition
from evaluator_app.domain.forms.record import FormRecord, FormRow, FormSignature
from evaluator_app.domain.forms.signing import content_sha256, statement_of
from evaluator_app.domain.records import RecordKind, with_records
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.assessing import OpenAssessment

_SHOWN = "%Y-%m-%d %H:%M"


@dataclass(frozen=True, slots=True)
class Answered:
    """What the mine said to the facts."""

    answer: str
    """confirms, objects or refuses."""
    representative: str
    position: str = ""
    objection: str = ""
    """To the whole, word for word."""
    refusal: str = ""
    witness: str = ""
    drawing: bytes = b""
    """PNG of the signature: the representative's, or the witness's of a refusal."""


def facts_so_far(opened: OpenAssessment) -> tuple[FormRow, ...]:
    """Return the facts found so far, place by place."""
    return fact_rows(opened.template, opened.assessment)


def write_sheet(opened: OpenAssessment, definition: FormDefinition, path: Path, *, at: datetime) -> int:
    """Write the sheet as a PDF to be signed by hand; return how many facts it lists. UserFacingError if it cannot be written."""
    rows = facts_so_far(opened)
    record = FormRecord("", definition.key)
    statement = statement_of(definition, record, opened.assessment)
    _write(opened.assessment, rows, statement, None, b"", path, at)
    return len(rows)


def answer_facts(
    opened: OpenAssessment, definition: FormDefinition, rows: Sequence[FormRow], answered: Answered, *, at: datetime
) -> Change:
    """Return the act that records what the mine said: the form, the drawing of the signature, the printed sheet.

    UserFacingError where words or signature are missing, or the sheet cannot be made; drawing and sheet are stored before the act.
    """
    _check(answered, rows)
    assessment = opened.assessment
    sheet_id, drawing = opened.new_id(), _drawing(opened, answered)
    kept = assessment.forms.get(definition.key, definition)
    record = FormRecord(
        id=opened.new_id(),
        form=kept.key,
        values=_values(assessment, rows, answered, sheet_id, at),
        rows={"facts": tuple(rows)} if rows else {},
        filled_by=opened.assessor_id,
        filled_at=at,
    )
    if drawing is not None:
        field = facts_sheet.WITNESS_SIGNATURE if answered.answer == REFUSES else facts_sheet.SIGNATURE
        covered = content_sha256(with_records(assessment, RecordKind.FORM, {kept.key: kept}), record)
        name = answered.witness if answered.answer == REFUSES else answered.representative
        record = replace(record, signatures={field: FormSignature(name.strip(), drawing.id, at, covered)})
    sheet = _sheet(opened, kept, record, answered, sheet_id, at)
    evidence: dict[str, Evidence] = {each.id: each for each in (drawing, sheet) if each is not None}
    changes = (
        change_records(assessment, Act.FILL_FORM, RecordKind.FORM, {kept.key: kept}),
        change_records(assessment, Act.FILL_FORM, RecordKind.FORM_RECORD, {record.id: record}),
        change_records(assessment, Act.FILL_FORM, RecordKind.EVIDENCE, evidence),
    )
    return joined(Act.FILL_FORM, changes, record.id)


def _check(answered: Answered, rows: Sequence[FormRow]) -> None:
    """Refuse an answer that says less than it must."""
    has_words = bool(answered.objection.strip()) or any(str(row.values.get("objection", "")).strip() for row in rows)
    if answered.answer == REFUSES:
        if not answered.refusal.strip() or not answered.witness.strip():
            raise UserFacingError(
                "FCT-001",
                _("A refusal to sign needs its reason and a witness."),
                _("Write down what the representative said, and who was there."),
            )
        return
    if answered.answer not in (CONFIRMS, OBJECTS) or not answered.representative.strip():
        raise UserFacingError("FCT-002", _("Who answers for the mine is not named."), _("Write the name of the mine's representative."))
    if answered.answer == OBJECTS and not has_words:
        raise UserFacingError(
            "FCT-003", _("The objection has no words."), _("Write it down word for word, to one fact or to the whole sheet.")
        )
    if answered.answer == CONFIRMS and has_words:
        raise UserFacingError(
            "FCT-004",
            _("An objection is written down, but the sheet is marked as confirmed."),
            _("Choose “objects”, or take the words out."),
        )
    if not answered.drawing:
        raise UserFacingError(
            "FCT-005",
            _("The sheet is not signed."),
            _("Let the representative sign on the pad, or record that the signature is refused."),
        )


def _values(assessment: Assessment, rows: Sequence[FormRow], answered: Answered, sheet: str, at: datetime) -> dict[str, str | bool]:
    is_refused = answered.answer == REFUSES
    values: dict[str, str | bool] = {
        "answer": answered.answer,
        "representative": answered.representative.strip(),
        "position": answered.position.strip(),
        "objection": answered.objection,
        "refusal": answered.refusal.strip() if is_refused else "",
        "witness": answered.witness.strip() if is_refused else "",
        "confirmed_on": at.astimezone().date().isoformat(),
        "facts_sha256": facts_sha256(assessment, rows),
        "sheet": sheet,
    }
    return {name: value for name, value in values.items() if value}


def _drawing(opened: OpenAssessment, answered: Answered) -> Evidence | None:
    if not answered.drawing:
        return None
    name = answered.witness if answered.answer == REFUSES else answered.representative
    words = _("Signature of {name} on the facts sheet").format(name=name.strip())
    return opened.keep_picture(f"{words}.png", answered.drawing, caption=words)


def _sheet(
    opened: OpenAssessment, definition: FormDefinition, record: FormRecord, answered: Answered, sheet_id: str, at: datetime
) -> Evidence:
    """Print the sheet as it was answered, store it, and return it as evidence that is not recorded yet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.pdf"
        statement = statement_of(definition, record, opened.assessment)
        _write(opened.assessment, record.rows.get("facts", ()), statement, answered, answered.drawing, path, at)
        data = path.read_bytes()
    name = _("Facts sheet {day}.pdf").format(day=at.astimezone().date().isoformat())
    stored = opened.files.add(data, name=name)
    caption = _("Facts sheet as it was answered")
    return Evidence(sheet_id, name, stored.sha256, stored.size, PDF, caption=caption, added_by=opened.who, added_at=at)


def _write(
    assessment: Assessment,
    rows: Sequence[FormRow],
    statement: str,
    answered: Answered | None,
    drawing: bytes,
    path: Path,
    at: datetime,
) -> None:
    from evaluator_app.reporting.facts_sheet import SheetAnswer, sheet_document
    from evaluator_app.reporting.pdf import write_pdf

    shown = at.astimezone().strftime(_SHOWN)
    printed = None
    if answered is not None:
        printed = SheetAnswer(
            answer=answered.answer,
            representative=answered.representative,
            position=answered.position,
            objection=answered.objection,
            refusal=answered.refusal if answered.answer == REFUSES else "",
            witness=answered.witness if answered.answer == REFUSES else "",
            signed_at=shown,
            drawing=drawing,
        )
    words = translator(current_language())
    document = sheet_document(assessment, rows, statement, facts_sha256(assessment, rows), shown, printed, words)
    write_pdf(document, path, created_at=at)
