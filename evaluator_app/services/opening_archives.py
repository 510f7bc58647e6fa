# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Opening an archive: what it holds, whether all of it is sound, and bringing it back into a workspace, also an empty one.

An archive is hostile until all of it has been checked; nothing in a workspace is ever overwritten. Writing: archiving.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from evaluator_app.archives.arrivals import ArrivedActs, read_arrivals
from evaluator_app.archives.journal import read_journal
from evaluator_app.archives.manifest import REPORT_KINDS, ArchivedFile, FileKind, Manifest
from evaluator_app.archives.reading import OpenArchive, damaged
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.canonical import canonical_bytes, digest, read_json
from evaluator_app.domain.changes import Act
from evaluator_app.domain.codec import DocumentError, Json, decode
from evaluator_app.domain.document import from_document
from evaluator_app.domain.history import LineKind
from evaluator_app.domain.merging.acts import known
from evaluator_app.domain.merging.folding import folded
from evaluator_app.domain.pairing_photos import as_evidence
from evaluator_app.domain.records import records
from evaluator_app.domain.template import Template
from evaluator_app.durable_files import replacing
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.evidence.files import EvidenceFiles, StoredFile, WrittenFile
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.revising import REPORTS
from evaluator_app.services.workspace import Workspace
from evaluator_app.store.arrivals import Arrival as Came
from evaluator_app.store.restoring import WholeAssessment, same_digest

Progress = Callable[[int, int], None]


class Arrival(Enum):
    """What became of an archive in a workspace."""

    NEW = "new"
    """The assessment was not there; it is now."""
    SAME = "same"
    """The assessment was there already, the same in everything."""


@dataclass(frozen=True, slots=True)
class ReadArchive:
    """What an archive holds, read and checked as far as it goes without a workspace."""

    path: Path
    manifest: Manifest
    whole: WholeAssessment
    template: Template
    """The edition that the assessment is made by."""
    score: Json
    """Score card and rating as they were computed when the archive was written."""

    @property
    def assessment(self) -> Assessment:
        """The assessment as it was archived."""
        return self.whole.assessment


@dataclass(frozen=True, slots=True)
class Staged:
    """Evidence that is written into a workspace and not yet named, waiting for its assessment."""

    archive: ReadArchive
    files: EvidenceFiles
    written: tuple[WrittenFile, ...]
    approvals: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    """Statements by the digest of the template they are about."""

    def drop(self) -> None:
        """Take away what is not to be kept."""
        for each in self.written:
            self.files.drop(each)


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What opening an archive did."""

    arrival: Arrival
    assessment_id: str
    is_in_trash: bool
    """Whether the assessment lies in the trash of the workspace."""
    evidence: int
    """Files of evidence that were not there, or damaged, and are there now."""
    reports: tuple[Path, ...]
    """Reports that were not there and are there now."""


@contextmanager
def opening(path: Path) -> Iterator[OpenArchive]:
    """Open an archive file; UserFacingError if it cannot be read, or is no safe archive."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
        except OSError as error:
            raise UserFacingError(
                "ARC-005",
                _("{name} cannot be read: {reason}").format(name=path.name, reason=error.strerror or type(error).__name__),
                _("Check the name."),
            ) from error
        yield stack.enter_context(OpenArchive(file, path.name))


def read_archive(path: Path, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None) -> ReadArchive:
    """Read an archive and check all of it: every file against its digest, every value, and that the journal leads to the records.

    ArchiveRefusedError, with the reason, for what is not sound. May be asked from any thread.
    """
    with opening(path) as archive:
        archive.check(progress=progress, cancelled=cancelled)
        return _read(archive, path)


def _read(archive: OpenArchive, path: Path) -> ReadArchive:
    manifest, name = archive.manifest, path.name
    try:
        assessment = from_document(read_json(archive.only(FileKind.ASSESSMENT)))
        origin = from_document(read_json(archive.only(FileKind.ORIGIN)))
        lines = read_journal(archive.only(FileKind.JOURNAL))
        templates = tuple(_template(archive, file, name) for file in manifest.of_kind(FileKind.TEMPLATE))
        score = read_json(archive.only(FileKind.SCORE))
        came = read_arrivals(b"".join(archive.read(file) for file in manifest.of_kind(FileKind.ARRIVALS)))
    except DocumentError as error:
        words = "；".join(f"{each.path}：{each.sentence.text(translator(current_language()))}" for each in error.problems[:3])
        raise damaged(name, words) from error
    by_digest = {digest(template): template for template in templates}
    profile = assessment.profile
    told = (manifest.assessment, manifest.mine, manifest.kind, manifest.status, manifest.template, manifest.acts)
    if told != (assessment.id, assessment.mine.name, profile.kind, profile.status, profile.template, len(lines)):
        raise damaged(name, _("its manifest tells of another assessment than it holds"))
    if profile.template.digest not in by_digest:
        raise damaged(name, _("the template that the assessment was made by is missing"))
    _refuse_other_files(assessment, manifest, name)
    whole = WholeAssessment(assessment, origin, lines, templates, manifest.begun_by, manifest.begun_at, _arrivals(came))
    _replay(whole, name)
    _refuse_other_merges(whole, name)
    return ReadArchive(path, manifest, whole, by_digest[profile.template.digest], score)


def _template(archive: OpenArchive, file: ArchivedFile, name: str) -> Template:
    data = archive.read(file)
    template = decode(Template, read_json(data))
    if canonical_bytes(template) != data:
        raise damaged(name, _("{file} is not written in the canonical form").format(file=file.path))
    return template


def _refuse_other_files(assessment: Assessment, manifest: Manifest, name: str) -> None:
    own = {evidence.sha256: evidence for evidence in assessment.evidence.values()}
    there = {file.sha256: file for file in manifest.of_kind(FileKind.EVIDENCE)}
    if missing := sorted(own.keys() - there.keys()):
        raise damaged(name, _("the evidence {file} is missing").format(file=own[missing[0]].name))
    recorded = {photo.sha256: as_evidence(photo) for photo in assessment.earlier_photos.values()} | own
    if extra := sorted(there.keys() - recorded.keys()):
        raise damaged(name, _("{file} belongs to no evidence of the assessment").format(file=there[extra[0]].path))
    for sha256, file in there.items():
        if file.size != recorded[sha256].size:
            raise damaged(name, _("{file} is not as its manifest says").format(file=file.path))


def _replay(whole: WholeAssessment, name: str) -> None:
    """Make sure that the journal leads from the beginning to what was archived."""
    replayed = whole.origin
    try:
        for line in whole.lines:
            replayed = line.change.apply(replayed)
    except ValueError as error:  # stale, closed or unreadable: none of them was so when the act was saved
        raise damaged(name, _("its journal does not lead to its records")) from error
    if replayed.id != whole.assessment.id or records(replayed) != records(whole.assessment):
        raise damaged(name, _("its journal does not lead to its records"))


def _arrivals(came: Mapping[int, ArrivedActs]) -> Mapping[int, Came]:
    return {line: Came(each.package, tuple(each.acts)) for line, each in came.items()}


def _refuse_other_merges(whole: WholeAssessment, name: str) -> None:
    """Make sure that what came in from colleagues is what the journal merged."""
    merged = {line.number for line in whole.lines if line.act is Act.MERGE_PACKAGE and line.kind is LineKind.ACT}
    if merged != whole.arrivals.keys():
        raise damaged(name, _("what came in from colleagues is not what its journal merged"))
    if not merged:
        return
    try:
        there = known(whole.origin, whole.lines, {line: arrival.acts for line, arrival in whole.arrivals.items()})
        is_same = folded(whole.origin, there) == whole.assessment
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:  # acts that no program of ours did
        raise damaged(name, _("what came in from colleagues is not what its journal merged")) from error
    if not is_same:
        raise damaged(name, _("what came in from colleagues is not what its journal merged"))


def open_archive(
    workspace: Workspace, path: Path, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> BroughtBack:
    """Bring the assessment of an archive back into a workspace in one go; see read_archive(), stage() and settle()."""
    return settle(workspace, stage(workspace.files, read_archive(path, progress=progress, cancelled=cancelled), cancelled=cancelled))


def stage(
    files: EvidenceFiles, archive: ReadArchive, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> Staged:
    """Write the evidence of an archive beside the evidence that is there, without naming it. May be asked from any thread.

    UserFacingError, with nothing left behind, if the disk does not take it; Cancelled where that is asked for.
    """
    written: list[WrittenFile] = []
    wanted = archive.manifest.of_kind(FileKind.EVIDENCE)
    everything, done = sum(file.size for file in wanted), 0
    try:
        with opening(archive.path) as opened:
            if opened.manifest != archive.manifest:
                raise damaged(archive.path.name, _("it has changed since it was checked"))
            for file in wanted:
                pieces = _stoppable(opened.pieces(file), cancelled)
                written.append(files.write_pieces(pieces, StoredFile(file.sha256, file.size), name=file.name or file.path))
                done += file.size
                if progress is not None:
                    progress(done, everything)
            approvals: dict[str, list[bytes]] = {}
            for file in opened.manifest.of_kind(FileKind.APPROVAL):
                approvals.setdefault(file.path.split("/")[1], []).append(opened.read(file))
    except BaseException:
        for each in written:
            files.drop(each)
        raise
    return Staged(archive, files, tuple(written), {key: tuple(found) for key, found in approvals.items()})


def _stoppable(pieces: Iterator[bytes], cancelled: Callable[[], bool] | None) -> Iterator[bytes]:
    for piece in pieces:
        if cancelled is not None and cancelled():
            raise Cancelled
        yield piece


def settle(workspace: Workspace, staged: Staged) -> BroughtBack:
    """Name the evidence and save the assessment; what is there already stays as it is.

    UserFacingError, with nothing changed, if another state of the same assessment is here. Belongs to the thread of the workspace.
    """
    whole, own = staged.archive.whole, staged.archive.assessment.id
    try:
        known = _refuse_another_state(workspace, staged)
        evidence = [each for each in staged.written if each.partial is not None]
        for each in evidence:
            staged.files.settle(each)
        staged.files.flush(each.stored for each in evidence)
        if not known:
            _keep_statements(workspace, staged)
            workspace.store.bring_back(whole)
    except ValueError as error:  # everything was checked before; the folder of the store is the last to say so
        raise damaged(staged.archive.path.name, _("its journal does not lead to its records")) from error
    finally:
        staged.drop()
    if not known:
        _renew_summary(workspace, own)
    reports = tuple(_keep_reports(workspace.root / REPORTS, staged.archive))
    in_trash = any(summary.assessment_id == own for summary in workspace.store.removed())
    return BroughtBack(Arrival.SAME if known else Arrival.NEW, own, in_trash, len(evidence), reports)


def _refuse_another_state(workspace: Workspace, staged: Staged) -> bool:
    """Return whether the assessment is here already; UserFacingError if what is here is another state of it."""
    own = staged.archive.assessment.id
    if own not in {summary.assessment_id for summary in (*workspace.summaries(), *workspace.store.removed())}:
        return False
    here = workspace.store.whole(own)
    if same_digest(here) != same_digest(staged.archive.whole):
        raise UserFacingError(
            "ARC-006",
            _("This workspace holds another state of the same assessment ({mine}, {acts} acts; the archive has {archived}).").format(
                mine=here.assessment.mine.name, acts=len(here.lines), archived=len(staged.archive.whole.lines)
            ),
            _("Nothing was changed. Open the archive in an empty workspace to look at it."),
        )
    return True


def _keep_statements(workspace: Workspace, staged: Staged) -> None:
    """Put the statements on the template beside those that are here; what is none says nothing, and trust is another question."""
    from evaluator_app.services.approving import file_statement
    from evaluator_app.services.templates import INSTALLED

    for template_digest, statements in staged.approvals.items():
        for data in statements:
            file_statement(data, template_digest, workspace.root / INSTALLED, at=workspace.now())


def _renew_summary(workspace: Workspace, assessment_id: str) -> None:
    from evaluator_app.services.assessing import compute

    opened = workspace.open_assessment(assessment_id)
    workspace.store.set_computed(assessment_id, compute(opened.assessment, opened.card, opened.rating))


def _keep_reports(folder: Path, archive: ReadArchive) -> Iterator[Path]:
    """Put reports into the folder of reports under their names; one that is there is not written again, none is overwritten."""
    with opening(archive.path) as opened:
        for file in (each for kind in REPORT_KINDS for each in archive.manifest.of_kind(kind)):
            path = _free_place(folder, file)
            if path is not None:
                _write_report(path, opened.pieces(file))
                yield path


def _free_place(folder: Path, file: ArchivedFile) -> Path | None:
    """Return where a report can lie; None where it lies there already."""
    plain = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in file.name.removesuffix(".pdf"))
    stem = plain.strip("._")[:80] or "report"
    for number in range(1, 1000):
        path = folder / (f"{stem}.pdf" if number == 1 else f"{stem}-{number}.pdf")
        if not path.exists():
            return path
        if path.stat().st_size == file.size and sha256_of(path) == file.sha256:
            return None
    return None


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_report(path: Path, pieces: Iterator[bytes]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            for piece in pieces:
                file.write(piece)
    except OSError as error:
        raise UserFacingError(
            "ARC-007",
            _("The assessment is here, but its report {name} could not be written: {reason}").format(
                name=path.name, reason=error.strerror or type(error).__name__
            ),
            _("Free some space, then open the archive again."),
        ) from error
