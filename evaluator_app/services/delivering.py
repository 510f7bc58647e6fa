# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Completing an assessment, writing its report with its data inside, and signing it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app import __version__
from evaluator_app.domain import changes
from evaluator_app.domain.approval import Endorsement
from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.codec import DocumentError, DocumentProblem, Json, decode, encode
from evaluator_app.domain.completeness import Severity
from evaluator_app.domain.document import content_of, from_document, to_document
from evaluator_app.domain.rating import Rating, rate
from evaluator_app.domain.scoring import ScoreCard, score
from evaluator_app.domain.sentence import say
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.template import Template
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import CHINESE, LANGUAGES, N_, _, translator
from evaluator_app.services.assessing import Done, OpenAssessment
from evaluator_app.services.statements import AttachedApproval, TemplateApproval, attach, read_attached

if TYPE_CHECKING:
    from evaluator_app.reporting.pdf import WrittenPdf
    from evaluator_app.signing.pdf_signatures import SignedFile

DATA_NAME = "assessment.json"
"""Name of the attachment that carries the data."""
FORMAT = "evaluator-report-data"
VERSION = 1


@dataclass(frozen=True, slots=True)
class ReportData:
    """What a report carries: enough to recompute and to rebuild it."""

    assessment: Assessment
    template: Template
    score_card: Json
    """The score card as plain data, as it was computed when the report was written."""
    rating: Json
    issued_on: date
    language: str
    program: str
    """Version of the program that wrote the report."""
    approval: AttachedApproval | None = None
    """What a steward stated of the template, signed; None where nothing was known."""

    @property
    def endorsement(self) -> Endorsement | None:
        """What the attached statement is worth, the same wherever the report is read; trust is another question."""
        if self.approval is None:
            return None
        return read_attached(self.approval, self.template, at=datetime.now(UTC)).endorsement


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands beside the large parts of report data."""

    issued_on: date
    language: str
    program: str


_PARTS = ("assessment", "template", "score_card", "rating")
_APPROVAL = "approval"


def complete(opened: OpenAssessment) -> Done:
    """Close the findings; UserFacingError while something that blocks is missing."""
    blocking = [problem for problem in opened.problems() if problem.severity is Severity.BLOCKS]
    if blocking:
        raise UserFacingError(
            "ASM-003",
            _("{count} things are still missing; the assessment stays open.").format(count=len(blocking)),
            _("See the list of what is missing and settle each line."),
        )
    return opened.do(changes.change_status(opened.assessment, AssessmentStatus.COMPLETED))


def reopen(opened: OpenAssessment) -> Done:
    """Open the findings of a completed assessment again; UserFacingError once it is signed."""
    if not opened.assessment.profile.status.may_become(AssessmentStatus.DRAFT):
        raise UserFacingError("ASM-004", _("This assessment is signed and closed for good."), _("Start a new revision to change anything."))
    return opened.do(changes.change_status(opened.assessment, AssessmentStatus.DRAFT))


def report_data(
    assessment: Assessment, template: Template, *, issued_on: date, language: str, approval: TemplateApproval | None = None
) -> bytes:
    """Return the canonical bytes that a report carries; with the statement on the template that counts here, if there is one."""
    card = score(template, assessment)
    attached = attach(approval) if approval else None
    is_approved = bool(approval and approval.is_approved)
    return canonical_bytes(
        {
            **({_APPROVAL: attached.to_json()} if attached else {}),
            "format": FORMAT,
            "version": VERSION,
            "assessment": to_document(assessment),
            "template": encode(template),
            "score_card": encode(card),
            "rating": encode(rate(card, template, is_approved=is_approved)),
            "issued_on": issued_on.isoformat(),
            "language": language,
            "program": __version__,
        }
    )


def read_report_data(data: bytes) -> ReportData:
    """Read what a report carries; DocumentError if it is damaged or not ours."""
    read = content_of(read_json(data), FORMAT, VERSION, say("doc.not_report_data", "These are not the data of a report"))
    frame = decode(_Frame, {key: value for key, value in read.items() if key not in (*_PARTS, _APPROVAL)})
    if frame.language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise DocumentError((DocumentProblem("language", say("doc.choice", "One of these is expected here: {known}", known=known)),))
    for part in _PARTS:
        if not isinstance(read.get(part), dict):
            raise DocumentError((DocumentProblem(part, say("doc.object", "An object is expected here")),))
    return ReportData(
        from_document(read["assessment"]),
        decode(Template, read["template"]),
        read["score_card"],
        read["rating"],
        frame.issued_on,
        frame.language,
        frame.program,
        AttachedApproval.from_json(read[_APPROVAL]) if _APPROVAL in read else None,
    )


def write_report(
    opened: OpenAssessment,
    destination: Path,
    *,
    issued_on: date,
    language: str = CHINESE,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenPdf:
    """Write the report of an assessment, unsigned; the same input gives the same bytes.

    UserFacingError where records or evidence of a completed assessment are no longer what was saved: what can be signed
    must not vouch for them. A draft shows where a photo is missing.
    """
    if not opened.assessment.profile.status.is_open:
        opened.require_whole()
    data = report_data(opened.assessment, opened.template, issued_on=issued_on, language=language, approval=opened.approval)
    return render(read_report_data(data), data, destination, opened.picture_of, progress=progress, cancelled=cancelled)


def render(
    report: ReportData,
    attached: bytes,
    destination: Path,
    photo: Callable[[Evidence], bytes | Path],
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenPdf:
    """Lay out the report that some data make."""
    from evaluator_app.reporting.content import report as report_content
    from evaluator_app.reporting.pdf import Attachment, write_pdf
    from evaluator_app.reporting.source import ReportSource
    from evaluator_app.services.mapping import ground_map

    card: ScoreCard = score(report.template, report.assessment)
    endorsement = report.endorsement
    rating: Rating = rate(card, report.template, is_approved=bool(endorsement and endorsement.is_approval))
    in_report = translator(report.language)
    ground = ground_map(report.assessment)
    source = ReportSource(report.assessment, report.template, card, rating, photo, report.issued_on, in_report, endorsement, ground)
    return write_pdf(
        report_content(source),
        destination,
        attachments=(Attachment(DATA_NAME, "application/json", attached, in_report(N_("Assessment, template and score"))),),
        created_at=datetime(report.issued_on.year, report.issued_on.month, report.issued_on.day, tzinfo=UTC),
        progress=progress,
        cancelled=cancelled,
    )


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
