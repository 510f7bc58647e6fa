# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Signing a written report in its places, and closing the assessment once all have signed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done, OpenAssessment
from evaluator_app.services.report_data import DATA_NAME, ReportData, read_report_data

if TYPE_CHECKING:
    from evaluator_app.signing.pdf_signatures import SignedFile


def sign_report(
    source: Path, destination: Path, credential_path: Path, password: str, *, signed_at: datetime, signer: str = "", location: str = ""
) -> SignedFile:
    """Sign a report in the place of the person the certificate names, or of the team member given by name or id.

    UserFacingError if the report is a draft, is no report of ours, does not say what its data say, or has no place for
    this person.
    """
    from evaluator_app.reporting.pdf_types import PLACES_NAME
    from evaluator_app.signing.attachments import read_attachments
    from evaluator_app.signing.credentials import load_credential
    from evaluator_app.signing.pdf_signatures import SignatureField, sign_pdf

    credential = load_credential(credential_path, password, now=signed_at)
    attachments = read_attachments(source)
    report = _report_in(attachments, source.name)
    if report.assessment.profile.status is AssessmentStatus.DRAFT:
        raise UserFacingError(
            "REP-012",
            _("{name} is the report of an assessment that is not completed; it was not signed.").format(name=source.name),
            _("Complete the assessment, write its report again, then sign that one."),
        )
    _refuse_altered(report, attachments[DATA_NAME], source)
    places = [place for place in json.loads(attachments[PLACES_NAME]) if isinstance(place, dict)]
    wanted = _slot(report.assessment, signer or credential.holder)
    if wanted not in {place["slot"] for place in places}:
        raise UserFacingError(
            "REP-013",
            _("The signature page of {name} has no place for {person}.").format(name=source.name, person=signer or credential.holder),
            _("Name the team member who signs: {members}.").format(members="、".join(m.name for m in report.assessment.team.values())),
        )
    return sign_pdf(
        source,
        destination,
        credential,
        fields=[SignatureField(place["slot"], place["page"], tuple(place["box"]), place["label"]) for place in places],
        field_name=wanted,
        signed_at=signed_at,
        reason=_("Responsible for the facts, scores and verdict of this report"),
        location=location,
    )


def close_signed(opened: OpenAssessment) -> Done:
    """Close a completed assessment for good, once its report is signed."""
    return opened.do(changes.change_status(opened.assessment, AssessmentStatus.SIGNED))


def _report_in(attachments: Mapping[str, bytes], name: str) -> ReportData:
    try:
        return read_report_data(attachments[DATA_NAME])
    except (KeyError, DocumentError) as error:
        raise UserFacingError(
            "REP-011",
            _("{name} is not a report of this program, or its data are damaged.").format(name=name),
            _("Choose the file as it was written."),
        ) from error


def _refuse_altered(report: ReportData, attached: bytes, source: Path) -> None:
    """Keep a signature off pages that somebody altered after they were written."""
    from evaluator_app.services.verifying import pages_match

    found = pages_match(report, attached, source.read_bytes())
    if found.value is False:
        raise UserFacingError(
            "REP-014",
            _("{name} is not as it was written, so it was not signed. {reason}").format(name=source.name, reason=found.reason),
            _("Write the report again, then sign that one."),
        )


def _slot(assessment: Assessment, person: str) -> str:
    """Return the place on the signature page of a team member, named by id or name."""
    members = (member.id for member in assessment.team.values() if person in (member.id, member.name))
    return next((f"assessor-{member}" for member in members), "organization" if person == assessment.profile.organization else "")
