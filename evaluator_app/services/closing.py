# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Closing an assessment for good, on the strength of its signed report: who has not signed is named, and then it wants a second word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.canonical import canonical_bytes
from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.document import to_document
from evaluator_app.domain.reported import as_reported
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.template import Template
from evaluator_app.domain.terms import term
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.assessing import Done, OpenAssessment
from evaluator_app.services.reading_apart import read_to_its_end
from evaluator_app.services.report_data import DATA_NAME, ReportData, read_report_data
from evaluator_app.services.revising import reports_of

if TYPE_CHECKING:
    from evaluator_app.services.judging_signers import Signers


@dataclass(frozen=True, slots=True)
class SignedReport:
    """A report that was looked at, to close its assessment."""

    name: str
    content: bytes
    """What the assessment was when it was compared; see content_of()."""
    missing: tuple[str, ...]
    """Who has a place in it and has not signed, in the order of the signature page."""


def content_of(assessment: Assessment) -> bytes:
    """Return what of an assessment a report carries, stage and mending apart: the same bytes for the same content."""
    apart = as_reported(assessment)
    return canonical_bytes(to_document(replace(apart, profile=replace(apart.profile, status=AssessmentStatus.COMPLETED))))


def newest_signed(workspace: Path, assessment_id: str) -> Path:
    """Return the newest signed report of an assessment among those in the workspace; UserFacingError where there is none."""
    found = reports_of(workspace, assessment_id)
    if not found:
        raise UserFacingError(
            "CLO-006",
            _("No report of this assessment lies in the folder of reports; it stays open."),
            _("Give the file of its signed report."),
        )
    return found[0]


def look_at_signed(report: Path, assessment: Assessment, template: Template, *, at: datetime) -> SignedReport:
    """Look whether an assessment can be closed on the strength of a report. May be asked from any thread.

    UserFacingError if it is not the report of this assessment as it is now, if nobody has signed it, if it was changed since
    somebody signed, or if somebody signed in another's place.
    """
    from evaluator_app.services.judging_signers import judge_signers
    from evaluator_app.signing.attachments import read_attachments
    from evaluator_app.signing.verification import verify_pdf

    read_to_its_end(report, at)
    attached = read_attachments(report)
    carried = _carried(attached.get(DATA_NAME, b""))
    content = content_of(assessment)
    if carried is None or carried.assessment.id != assessment.id:
        raise UserFacingError(
            "CLO-001",
            _("{name} is not the report of this assessment; it stays open.").format(name=report.name),
            _("Choose the signed report."),
        )
    if content_of(carried.assessment) != content or carried.template != template:
        raise UserFacingError(
            "CLO-002",
            _("{name} says something else than the assessment does now; it stays open.").format(name=report.name),
            _("Write the report again and have it signed, or choose the one that was written last."),
        )
    signed = verify_pdf(report, at=at)
    signers = judge_signers(carried, attached, signed.signatures)
    _refuse_unsound(report.name, signed.intact, signed.intact_reason, signers)
    return SignedReport(report.name, content, tuple(place.who for place in signers.missing))


def close_signed(opened: OpenAssessment, report: SignedReport, *, although_missing: bool = False) -> Done:
    """Close a completed assessment for good; it belongs to the thread of the workspace.

    UserFacingError, with nothing changed, while somebody has not signed and that is not said to be meant, for an assessment
    that changed since it was compared, and for one that is not completed.
    """
    status = opened.assessment.profile.status
    if not status.may_become(AssessmentStatus.SIGNED):
        raise UserFacingError(
            "CLO-005",
            _("Only a completed assessment is closed; this one is at another stage ({status}).").format(
                status=term(status).text(translator(current_language()))
            ),
            _("Complete it, write its report, and have that signed.") if status.is_open else _("It is closed already."),
        )
    if content_of(opened.assessment) != report.content:
        raise UserFacingError(
            "CLO-002",
            _("{name} says something else than the assessment does now; it stays open.").format(name=report.name),
            _("Write the report again and have it signed, or choose the one that was written last."),
        )
    if report.missing and not although_missing:
        raise UserFacingError(
            "CLO-004",
            _("These have not signed {name}: {missing}. The assessment stays open.").format(
                name=report.name, missing="、".join(report.missing)
            ),
            _("Let them sign. If it is to be closed without them, say so."),
        )
    return opened.do(changes.change_status(opened.assessment, AssessmentStatus.SIGNED))


def _carried(data: bytes) -> ReportData | None:
    try:
        return read_report_data(data) if data else None
    except DocumentError:
        return None


def _refuse_unsound(name: str, intact: bool | None, reason: str, signers: Signers) -> None:
    signed = [place for place in signers.places if place.is_signed]
    if intact is False or signers.named.value is False or not signed:
        told = reason if intact is False else signers.named.reason
        raise UserFacingError(
            "CLO-003",
            _("{name} is no signed report to close an assessment by: {reason} It stays open.").format(name=name, reason=told),
            _("Choose the report as those who signed it left it."),
        )
