# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A new revision of an assessment that is signed and closed: it starts from all that is there, and says what it replaces and why."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.codec import DocumentError, require_readable
from evaluator_app.domain.comparing_revisions import RevisionChanges, changes_since, number_after, revision_of
from evaluator_app.domain.rounds import Revision
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.terms import term
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.report_data import DATA_NAME, ReportData, read_report_data
from evaluator_app.services.workspace import Workspace
from evaluator_app.store.summaries import revisions_of

REPORTS = "reports"
"""Folder of a workspace where reports go unless another place is named."""
_MOST_REPORTS = 500
"""Files of the folder of reports that are looked into."""
_LARGEST_REPORT = 512 * 1024 * 1024
_CHUNK = 1024 * 1024
_SIGNATURE = b"/ByteRange"


def begin_revision(
    workspace: Workspace,
    opened: OpenAssessment,
    reason: str,
    *,
    report: Path | None = None,
    report_sha256: str = "",
    is_another: bool = False,
) -> OpenAssessment:
    """Begin a revision of a closed assessment and return it, open for work; the closed one stays as it is.

    The signed report, where it is given, is named by its digest; it must be of this assessment. Who has asked for the digest
    before, as beside a window, gives that instead. UserFacingError, with nothing
    begun, for an assessment that is not closed, for no reason, for another report, and where there is a revision of it already
    and not another one is asked for.
    """
    _refuse_unfit(workspace, opened, reason, is_another=is_another)
    opened.require_records()
    digest = report_sha256 if report is None else digest_of_report(report, opened.assessment.id)
    revision = revision_of(
        opened.assessment,
        opened.card,
        opened.rating,
        new_id=workspace.new_id(),
        reason=reason,
        at=workspace.now(),
        report_sha256=digest,
    )
    try:
        require_readable(revision.profile)
    except DocumentError as error:
        raise UserFacingError(
            "REV-005",
            _("The reason is too long, or has characters that no file can hold; no revision was begun."),
            _("Say it in fewer words."),
        ) from error
    workspace.store.create(revision, opened.template, who=workspace.who, at=workspace.now())
    begun = workspace.open_assessment(revision.id)
    begun.settle()
    return begun


def _refuse_unfit(workspace: Workspace, opened: OpenAssessment, reason: str, *, is_another: bool) -> None:
    status = opened.assessment.profile.status
    if not status.is_final:
        advice = _("Open it again and correct it.") if status is AssessmentStatus.COMPLETED else _("Correct it as it is.")
        raise UserFacingError(
            "REV-001",
            _("The assessment is not signed ({status}), so it needs no revision; none was begun.").format(
                status=term(status).text(translator(current_language()))
            ),
            advice,
        )
    if not reason.strip():
        raise UserFacingError(
            "REV-002", _("A revision says why it is made; none was begun."), _("Give the reason; it stands in the new report.")
        )
    there = revisions_of(opened.assessment.id, workspace.summaries())
    if there and not is_another:
        known = "、".join(f"{summary.assessment_id} ({_stage(summary.status)})" for summary in there)
        raise UserFacingError(
            "REV-003",
            _("There is revision {number} of this assessment already: {known}. No other was begun.").format(
                number=number_after(opened.assessment), known=known
            ),
            _("Go on with that one, or start from it if it is signed."),
        )


def _stage(status: AssessmentStatus) -> str:
    return term(status).text(translator(current_language()))


def digest_of_report(report: Path, assessment_id: str) -> str:
    """Return the SHA-256 of the signed report of an assessment; UserFacingError if the file is none of it. From any thread."""
    found = _read_report(report)
    if found is None or found[0].assessment.id != assessment_id or not found[1]:
        raise UserFacingError(
            "REV-004",
            _("{name} is not the signed report of this assessment; no revision was begun.").format(name=report.name),
            _("Choose the signed report, or go on without it."),
        )
    return _sha256(report)


@dataclass(frozen=True, slots=True)
class FormerReport:
    """The report of a revision before, as it lies in the workspace."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class KeptReports:
    """What the folder of reports holds of an assessment and of those whose place it takes."""

    own: tuple[Path, ...]
    """The signed ones, else all; the newest first."""
    former: tuple[FormerReport, ...]
    """Those of the revisions before, the last one first, as far as each leads to the next."""


@dataclass(frozen=True, slots=True)
class _Kept:
    path: Path
    is_signed: bool
    written_at: int
    revision: Revision | None


def reports_of(workspace: Path, assessment_id: str) -> tuple[Path, ...]:
    """Return the reports of an assessment among those in the workspace: the signed ones, else all; the newest first.

    A file that another one only goes on from, as after the next signature, is left out.
    """
    return _last_ones(_kept(workspace).get(assessment_id, []))


def signed_report_of(workspace: Path, assessment_id: str) -> Path | None:
    """Return the newest signed report of an assessment among those in the workspace."""
    return next((each.path for each in _in_order(_kept(workspace).get(assessment_id, [])) if each.is_signed), None)


def kept_reports(workspace: Path, assessment: Assessment) -> KeptReports:
    """Return the reports of an assessment, and those of the revisions before, among those in the workspace. From any thread.

    A report that a revision names by its digest is that very file, and no other.
    """
    kept = _kept(workspace)
    former: list[FormerReport] = []
    revision, seen = assessment.profile.revision, {assessment.id}
    while revision is not None and revision.replaces not in seen:
        seen.add(revision.replaces)
        before = [(each, _sha256(each.path)) for each in _in_order(kept.get(revision.replaces, []))]
        if wanted := revision.replaced_report_sha256:
            before = [(each, digest) for each, digest in before if digest == wanted]
        if not before:
            break
        former.append(FormerReport(before[0][0].path, before[0][1]))
        revision = before[0][0].revision
    return KeptReports(_last_ones(kept.get(assessment.id, [])), tuple(former))


def _kept(workspace: Path) -> dict[str, list[_Kept]]:
    found: dict[str, list[_Kept]] = {}
    for path in _pdfs(workspace / REPORTS):
        if (read := _read_report(path)) is not None:
            data, is_signed = read
            kept = _Kept(path, is_signed, path.stat().st_mtime_ns, data.assessment.profile.revision)
            found.setdefault(data.assessment.id, []).append(kept)
    return found


def _last_ones(found: list[_Kept]) -> tuple[Path, ...]:
    paths = [each.path for each in _in_order(found)]
    return tuple(path for path in paths if not any(_goes_on(path, other) for other in paths))


def _goes_on(path: Path, other: Path) -> bool:
    """Tell whether the other file begins with all of this one and has more, or is the same under a name that comes first."""
    size, length = path.stat().st_size, other.stat().st_size
    if path == other or length < size or (length == size and other > path):
        return False
    with path.open("rb") as file, other.open("rb") as longer:
        while piece := file.read(_CHUNK):
            if longer.read(len(piece)) != piece:
                return False
    return True


def _in_order(found: list[_Kept]) -> list[_Kept]:
    chosen = [each for each in found if each.is_signed] or found
    return sorted(chosen, key=lambda each: (each.written_at, each.path), reverse=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pdfs(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(path for path in folder.glob("*.pdf") if path.is_file() and not path.is_symlink())[:_MOST_REPORTS]


def _read_report(path: Path) -> tuple[ReportData, bool] | None:
    """Return the data of a report and whether it has a signature; None for what is no report."""
    from evaluator_app.signing.attachments import read_attachments

    try:
        if path.stat().st_size > _LARGEST_REPORT:
            return None
        data = path.read_bytes()
        return read_report_data(read_attachments(data)[DATA_NAME]), _SIGNATURE in data
    except (OSError, KeyError, DocumentError, UserFacingError):
        return None


def changes_of(opened: OpenAssessment) -> RevisionChanges | None:
    """Return what a revision changes so far; None for an assessment that is none."""
    return changes_since(opened.assessment, opened.card, opened.rating)
