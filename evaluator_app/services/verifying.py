# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Checking a report in one step: signatures, whole file, data against pages, template, and the score recomputed.

Trusts nothing it cannot check; what cannot be told is neither yes nor no.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evaluator_app import __version__
from evaluator_app.domain.canonical import canonical_bytes, digest
from evaluator_app.domain.codec import DocumentError, Json, encode
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import score
from evaluator_app.domain.template import ApprovalState
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.reporting.page_marks import BLANK_PICTURE, PagesUnreadableError, page_marks
from evaluator_app.services.answers import Answer, judge_approval
from evaluator_app.services.delivering import render
from evaluator_app.services.report_data import DATA_NAME, ReportData, read_report_data
from evaluator_app.signing.attachments import read_attachments
from evaluator_app.signing.statuses import SignatureStatus
from evaluator_app.signing.verification import verify_pdf


@dataclass(frozen=True, slots=True)
class ReportVerification:
    """What was found out about a report."""

    intact: Answer
    """Nothing changed since signing, and the whole file is covered."""
    trusted: Answer
    """Every signer is vouched for by an authority known here."""
    matches: Answer
    """The pages say what the attached data say."""
    recomputes: Answer
    """The attached score is what the rules make of the attached findings."""
    approved: Answer
    """An authority has approved the scoring template."""
    signatures: tuple[SignatureStatus, ...]
    report: ReportData | None
    """The data, where they could be read."""

    @property
    def answers(self) -> dict[str, Answer]:
        """All answers by name."""
        names = ("intact", "trusted", "matches", "recomputes", "approved")
        return {name: getattr(self, name) for name in names}

    @property
    def is_sound(self) -> bool:
        """Tell whether the report is whole, agrees with its data and recomputes; trust and approval are said apart."""
        return all(answer.value is True for answer in (self.intact, self.matches, self.recomputes))

    def to_json(self) -> Json:
        """Return everything as plain data."""
        return {
            **{name: answer.value for name, answer in self.answers.items()},
            "reasons": {name: answer.reason for name, answer in self.answers.items()},
            "signatures": [signature.to_json() for signature in self.signatures],
        }


def verify_report(path: Path, *, trust_roots: Sequence[Path] = (), at: datetime, workspace: Path | None = None) -> ReportVerification:
    """Check a report; UserFacingError if the file cannot be read as a PDF at all.

    The trust roots vouch for signers and for the steward of the template; the workspace, where one is given, tells which
    stewards are trusted and what was stated of the template since.
    """
    data = path.read_bytes() if path.is_file() else b""
    signed = verify_pdf(path, trust_roots=trust_roots, at=at)
    report, attached, problem = _attached(data)
    if report is None:
        lacking = Answer(None, problem)
        recomputes = matches = approved = lacking
    else:
        recomputes, approved = _recomputes(report), judge_approval(report, trust_roots=trust_roots, at=at, workspace=workspace)
        matches = pages_match(report, attached, data)
    return ReportVerification(
        Answer(signed.intact, signed.intact_reason),
        Answer(signed.trusted, signed.trusted_reason),
        matches,
        recomputes,
        approved,
        signed.signatures,
        report,
    )


def _attached(data: bytes) -> tuple[ReportData | None, bytes, str]:
    try:
        attachments = read_attachments(data)
    except UserFacingError as error:
        return None, b"", error.message
    if DATA_NAME not in attachments:
        return None, b"", _("The file carries no assessment data; it is not a report of this program.")
    try:
        return read_report_data(attachments[DATA_NAME]), attachments[DATA_NAME], ""
    except DocumentError as error:
        translate = translator(current_language())
        named = "；".join(f"{problem.path}：{problem.sentence.text(translate)}" for problem in error.problems[:3])
        return None, b"", _("The attached data are damaged or of an unknown version. {details}").format(details=named).strip()


def _recomputes(report: ReportData) -> Answer:
    if digest(report.template) != report.assessment.profile.template.digest:
        return Answer(False, _("The attached template is not the one that the assessment was made by."))
    card = score(report.template, report.assessment)
    same_card = canonical_bytes(encode(card)) == canonical_bytes(report.score_card)
    endorsement = report.endorsement
    is_approved = bool(endorsement and endorsement.is_approval)
    if report.approval is None and report.template.approval.state is ApprovalState.APPROVED:
        is_approved = report.rating.get("is_approved") is True  # written when a template's own word still counted; no answer rests on it
    rating = rate(card, report.template, is_approved=is_approved)
    if same_card and canonical_bytes(encode(rating)) == canonical_bytes(report.rating):
        return Answer(True, _("Recomputed from the findings: the same score and the same verdict."))
    return Answer(False, _("Recomputed from the findings, the score or the verdict is another than the one attached."))


def pages_match(report: ReportData, attached: bytes, data: bytes) -> Answer:
    """Build the report again from its data and compare what stands on each page, pictures apart."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            rebuilt = Path(folder) / "rebuilt.pdf"
            render(report, attached, rebuilt, lambda _evidence: BLANK_PICTURE)
            expected = page_marks(rebuilt.read_bytes())
        found = page_marks(data)
    except (UserFacingError, PagesUnreadableError) as error:
        return Answer(None, _("The pages could not be compared with the data: {reason}").format(reason=str(error)))
    for number, (marks, wanted) in enumerate(zip(found.pages, expected.pages, strict=False), start=1):
        if marks != wanted:
            return _differs(report, _("Page {number} does not say what the attached data say.").format(number=number))
    pages = len(found.pages)
    if pages != len(expected.pages):
        return _differs(
            report, _("The report has {found} pages; its data make {expected}.").format(found=pages, expected=len(expected.pages))
        )
    if found.frame != expected.frame:
        return _differs(report, _("Title, outline, attachments or actions of the file are not those of a report of these data."))
    return Answer(True, _("All {count} pages say what the attached data say; the content of photos was not compared.").format(count=pages))


def _differs(report: ReportData, reason: str) -> Answer:
    if report.program != __version__:
        return Answer(
            None,
            _("The report was written by version {version}, which words some things otherwise. {reason}").format(
                version=report.program, reason=reason
            ),
        )
    return Answer(False, reason)
