# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Checking an archive in one step: whole, led to by its journal, recomputed, its reports sound and of the same data and evidence.

Needs no workspace and changes nothing. What cannot be told is neither yes nor no.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from evaluator_app.archives.manifest import ArchivedFile, FileKind
from evaluator_app.archives.reading import OpenArchive
from evaluator_app.domain.canonical import canonical_bytes
from evaluator_app.domain.codec import Json, encode
from evaluator_app.domain.rating import rate
from evaluator_app.domain.reported import as_reported
from evaluator_app.domain.scoring import score
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services.answers import Answer
from evaluator_app.services.opening_archives import Progress, ReadArchive, opening, read_archive
from evaluator_app.services.verification import ReportVerification
from evaluator_app.services.verifying import verify_report

_SAID_APART = ("trusted", "complete", "approved")
"""Answers on a report that make it neither sound nor unsound."""


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """What was found of one report of an archive."""

    name: str
    verification: ReportVerification | None
    """None for a file that cannot be read as a report at all."""
    agrees: Answer
    """It carries the archived assessment, stage and mending apart, and the archived template."""
    evidence: Answer
    """The originals of all evidence that it names are in the archive, each under its digest."""
    is_former: bool = False
    """Of a revision before; then it agrees if it is the one whose place was taken, and its evidence is another archive's."""


@dataclass(frozen=True, slots=True)
class ArchiveCheck:
    """What was found out about an archive."""

    whole: Answer
    """Every file is there and as the manifest says, and the journal leads to the records."""
    recomputes: Answer
    """The archived score and verdict are what the rules make of the findings."""
    reported: Answer
    """There is a signed report, every report is sound and says what the archived data say."""
    reports: tuple[CheckedReport, ...]
    archive: ReadArchive | None
    """What it holds; None where it is not whole."""

    @property
    def is_sound(self) -> bool:
        """Tell whether it is whole, recomputes, and no report in it speaks against it."""
        return self.whole.value is True and self.recomputes.value is True and self.reported.value is not False

    def to_json(self) -> Json:
        """Return everything as plain data."""
        answers = {"whole": self.whole, "recomputes": self.recomputes, "reported": self.reported}
        manifest = self.archive.manifest if self.archive else None
        return {
            **{name: answer.value for name, answer in answers.items()},
            "reasons": {name: answer.reason for name, answer in answers.items()},
            "assessment": manifest.assessment if manifest else None,
            "mine": manifest.mine if manifest else None,
            "archived_at": manifest.archived_at.isoformat() if manifest else None,
            "program": manifest.program if manifest else None,
            "files": len(manifest.files) + 1 if manifest else None,
            "reports": [
                {
                    "name": report.name,
                    "former": report.is_former,
                    "agrees": report.agrees.value,
                    "evidence": report.evidence.value,
                    "reasons": {"agrees": report.agrees.reason, "evidence": report.evidence.reason},
                    "verification": report.verification.to_json() if report.verification else None,
                }
                for report in self.reports
            ],
        }


def verify_archive(
    path: Path,
    *,
    trust_roots: Sequence[Path] = (),
    at: datetime,
    workspace: Path | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ArchiveCheck:
    """Check an archive; UserFacingError only if the file cannot be read at all. May be asked from any thread."""
    try:
        archive = read_archive(path, progress=progress, cancelled=cancelled)
    except UserFacingError as error:
        if error.code == "ARC-005":
            raise
        nothing = Answer(None, _("The archive is not whole."))
        return ArchiveCheck(Answer(False, error.message), nothing, nothing, (), None)
    with opening(path) as opened:
        asked = _Asked(opened, archive, tuple(trust_roots), at, workspace)
        reports = (*(_report(asked, file) for file in archive.manifest.of_kind(FileKind.REPORT)), *_former(asked))
    count = len(archive.manifest.files) + 1
    whole = Answer(True, _("All {count} files are as the manifest says, and the journal leads to the records.").format(count=count))
    return ArchiveCheck(whole, _recomputes(archive), _reported(reports), reports, archive)


def _recomputes(archive: ReadArchive) -> Answer:
    if not isinstance(archive.score, dict) or not isinstance(archive.score.get("rating"), dict):
        return Answer(False, _("The archived score cannot be read."))
    card = score(archive.template, archive.assessment)
    is_approved = archive.score["rating"].get("is_approved") is True  # whether it is, is told by the report
    rating = rate(card, archive.template, is_approved=is_approved)
    if canonical_bytes({"score_card": encode(card), "rating": encode(rating)}) == canonical_bytes(archive.score):
        return Answer(True, _("Recomputed from the findings: the same score and the same verdict."))
    return Answer(False, _("Recomputed from the findings, the score or the verdict is another than the one archived."))


def _reported(reports: Sequence[CheckedReport]) -> Answer:
    own = [report for report in reports if not report.is_former]
    for report in reports:
        answers = report.verification.answers if report.verification else {}
        against = [answer for name, answer in answers.items() if answer.value is False and name not in _SAID_APART]
        if not answers or against or False in (report.agrees.value, report.evidence.value):
            return Answer(False, _("The report {name} does not hold; see what is said of it.").format(name=report.name))
    if not own:
        return Answer(None, _("The archive holds no report."))
    if not any(report.verification and report.verification.signatures for report in own):
        return Answer(None, _("No report in the archive is signed."))
    return Answer(True, _("Every report is sound and says what the archived data say."))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the reports of an archive are looked at with."""

    opened: OpenArchive
    archive: ReadArchive
    trust_roots: tuple[Path, ...]
    at: datetime
    workspace: Path | None


def _report(asked: _Asked, file: ArchivedFile) -> CheckedReport:
    archive, name = asked.archive, file.name or file.path
    found = _verified(asked, file, with_rest=True)
    if isinstance(found, Answer):
        return CheckedReport(name, None, found, found)
    if found.report is None:
        lacking = Answer(False, _("It carries no data, so it cannot be compared."))
        return CheckedReport(name, found, lacking, lacking)
    reported, own = as_reported(found.report.assessment), as_reported(archive.assessment)
    same = replace(reported, profile=replace(reported.profile, status=own.profile.status)) == own
    if same and found.report.template == archive.template:
        agrees = Answer(True, _("It carries the archived assessment and its template."))
    else:
        agrees = Answer(False, _("It carries another state of the assessment, or another template, than the archive."))
    return CheckedReport(name, found, agrees, found.evidence)


def _former(asked: _Asked) -> Iterator[CheckedReport]:
    """Look at the reports of the revisions before, each against the revision that took its place."""
    elsewhere = Answer(None, _("Its originals belong to the archive of that revision; nothing is said of them."))
    revision = asked.archive.assessment.profile.revision
    for file in asked.archive.manifest.of_kind(FileKind.FORMER_REPORT):
        name, found = file.name or file.path, _verified(asked, file)
        if isinstance(found, Answer):
            yield CheckedReport(name, None, found, elsewhere, is_former=True)
            return
        report = found.report
        is_it = report is not None and revision is not None and report.assessment.id == revision.replaces
        if revision is None or report is None or not is_it or revision.replaced_report_sha256 not in ("", file.sha256):
            agrees = Answer(False, _("It is not the report whose place was taken."))
        elif not revision.replaced_report_sha256:
            agrees = Answer(None, _("It is a report of the assessment whose place was taken; which of its files that was is not said."))
        else:
            agrees = Answer(True, _("It is the report whose place revision {number} took.").format(number=revision.number))
        yield CheckedReport(name, found, agrees, elsewhere, is_former=True)
        revision = report.assessment.profile.revision if report is not None else None


def _verified(asked: _Asked, file: ArchivedFile, *, with_rest: bool = False) -> ReportVerification | Answer:
    """Verify a report, with the rest of the archive or alone; an answer with the reason where it cannot be read as one at all."""
    former = asked.archive.manifest.of_kind(FileKind.FORMER_REPORT)[:1] if with_rest else ()
    with tempfile.TemporaryDirectory() as folder:
        path, *before = (_laid_out(asked.opened, each, Path(folder)) for each in (file, *former))
        try:
            return verify_report(
                path,
                trust_roots=asked.trust_roots,
                at=asked.at,
                workspace=asked.workspace,
                evidence=asked.archive.path if with_rest else None,
                replaced=before[0] if before else None,
            )
        except UserFacingError as error:
            return Answer(False, error.message)


def _laid_out(opened: OpenArchive, file: ArchivedFile, folder: Path) -> Path:
    path = folder / file.path.replace("/", "-")
    with path.open("wb") as target:
        for piece in opened.pieces(file):
            target.write(piece)
    return path
