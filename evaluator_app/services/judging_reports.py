# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Checking a report: signatures and signers, whole file, data against pages, photos, template, score recomputed.

Runs apart: see verifying, which is what others call. Trusts nothing it cannot check; what cannot be told is neither yes nor no.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from evaluator_app.domain.canonical import canonical_bytes, digest
from evaluator_app.domain.codec import DocumentError, encode
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import score
from evaluator_app.domain.template import ApprovalState
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.reporting.pdf_types import PLACES_NAME
from evaluator_app.services import authorities
from evaluator_app.services.answers import Answer, bears_a_false_name, judge_approval
from evaluator_app.services.evidence_at_hand import evidence_in, judge_evidence
from evaluator_app.services.judging_signers import Signers, judge_signers
from evaluator_app.services.page_matching import judge_pictures, match_pages
from evaluator_app.services.report_data import DATA_NAME, ReportData, read_report_data
from evaluator_app.services.verification import ReportVerification
from evaluator_app.signing.attachments import read_attachments
from evaluator_app.signing.reading import Document, read_document
from evaluator_app.signing.verification import verify_pdf

if TYPE_CHECKING:
    from evaluator_app.signing.validation_data import ValidationData

_LONGEST_WITH_EVIDENCE: Final = 3600.0
"""Seconds for gigabytes of originals on a slow disk; by then the report itself was read."""


class _Attached(NamedTuple):
    report: ReportData | None
    data: bytes
    files: Mapping[str, bytes]
    problem: str


def judge_report(
    path: Path,
    *,
    trust_roots: Sequence[Path] = (),
    at: datetime,
    workspace: Path | None = None,
    evidence: Path | None = None,
    replaced: Path | None = None,
    alive: Callable[[float], None] = lambda _seconds: None,
) -> ReportVerification:
    """Check a report as `verify_report` says; `alive` is told how many seconds what is left may take once the report was read."""
    document = read_document(path)
    data = document.content
    roots, known = _known(trust_roots, workspace)
    signed = verify_pdf(document, trust_roots=roots, at=at, known=known)
    attached = _attached(document)
    report = attached.report
    pictures = proved = _not_at_hand()
    if report is None:
        lacking = Answer(None, attached.problem)
        recomputes = matches = approved = lacking
        signers = Signers(lacking, lacking, ())
    else:
        recomputes, approved = _recomputes(report), judge_approval(report, trust_roots=trust_roots, at=at, workspace=workspace)
        matched = match_pages(report, attached.data, data)
        matches = matched.answer
        signers = judge_signers(report, attached.files, signed.signatures)
        if evidence is not None:
            alive(_LONGEST_WITH_EVIDENCE)
            with evidence_in(evidence, report) as at_hand:
                proved = judge_evidence(report, at_hand)
                pictures = judge_pictures(matched, data, at_hand)
    return ReportVerification(
        intact=Answer(signed.intact, signed.intact_reason),
        trusted=Answer(signed.trusted, signed.trusted_reason),
        named=signers.named,
        complete=signers.complete,
        matches=matches,
        recomputes=recomputes,
        approved=approved,
        evidence=proved,
        pictures=pictures,
        replaces=_replaces(report, replaced),
        harmless=_harmless(data),
        signed=signed,
        signers=signers,
        report=report,
        is_misnamed=report is not None and bears_a_false_name(report),
        sha256=document.sha256(),
        size=len(data),
    )


def _known(trust_roots: Sequence[Path], workspace: Path | None) -> tuple[tuple[Path, ...], ValidationData | None]:
    if workspace is None:
        return tuple(trust_roots), None
    return (*trust_roots, *authorities.roots(workspace)), authorities.validation_data(workspace)


def _not_at_hand() -> Answer:
    return Answer(None, _("The originals were not at hand; nothing is said of them."))


def _attached(document: Document) -> _Attached:
    try:
        files = read_attachments(document)
    except UserFacingError as error:
        return _Attached(None, b"", {}, error.message)
    if DATA_NAME not in files:
        return _Attached(None, b"", files, _("The file carries no assessment data; it is not a report of this program."))
    try:
        return _Attached(read_report_data(files[DATA_NAME]), files[DATA_NAME], files, "")
    except DocumentError as error:
        translate = translator(current_language())
        named = "；".join(f"{problem.path}：{problem.sentence.text(translate)}" for problem in error.problems[:3])
        sentence = _("The attached data are damaged or of an unknown version. {details}").format(details=named).strip()
        return _Attached(None, b"", files, sentence)


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


def _replaces(report: ReportData | None, replaced: Path | None) -> Answer:
    """Return whether a report that is given is the one that this one takes the place of."""
    revision = report.assessment.profile.revision if report is not None else None
    if report is None or revision is None:
        if replaced is not None and report is not None:
            return Answer(False, _("It is no revision; it does not take the place of {name}.").format(name=replaced.name))
        return Answer(None, _("It is no revision of another report."))
    fields = {"number": revision.number, "replaces": revision.replaces, "digest": revision.replaced_report_sha256[:16] or "–"}
    if replaced is None:
        reason = _("Revision {number}, in the place of assessment {replaces} (report {digest}…); that report was not at hand.")
        return Answer(None, reason.format(**fields))
    former_file = read_document(replaced)
    former = _attached(former_file).report
    if former is None or former.assessment.id != revision.replaces:
        return Answer(False, _("{name} is not a report of assessment {replaces}.").format(name=replaced.name, **fields))
    before = former.assessment.profile.revision
    if revision.number != (before.number if before else 1) + 1:
        return Answer(False, _("Revision {number} does not follow upon {name}.").format(name=replaced.name, **fields))
    if not revision.replaced_report_sha256:
        reason = _("{name} is a report of the assessment that it takes the place of; which of its files that was is not said.")
        return Answer(None, reason.format(name=replaced.name))
    if former_file.sha256() != revision.replaced_report_sha256:
        reason = _("{name} is not the signed report that it takes the place of: its digest is another.")
        return Answer(False, reason.format(name=replaced.name))
    return Answer(True, _("Revision {number}: it takes the place of {name}.").format(name=replaced.name, **fields))


def _harmless(data: bytes) -> Answer:
    from evaluator_app.reporting.active_content import active_content
    from evaluator_app.reporting.page_marks import PagesUnreadableError

    words = {
        "script": _("scripts"),
        "media": _("media that play"),
        "launch": _("programs to be started"),
        "submit": _("forms that send data"),
        "import": _("data taken from other files"),
        "link": _("links to elsewhere"),
        "form": _("a form of another kind (XFA)"),
    }
    try:
        kinds, carried = active_content(data, expected=frozenset({DATA_NAME, PLACES_NAME}))
    except PagesUnreadableError:
        return Answer(None, _("What the file can do could not be looked at: it is damaged, or built to break readers."))
    found = [words[kind] for kind in kinds]
    if carried:
        found.append(_("attached files ({names})").format(names="、".join(name[:80] for name in carried[:5])))
    if found:
        return Answer(False, _("The file carries what no report does: {found}. Nothing of it was run.").format(found="、".join(found)))
    return Answer(True, _("No scripts, no programs, no links to elsewhere, no other attachments."))
