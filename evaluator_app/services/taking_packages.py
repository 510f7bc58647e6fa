# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Taking a colleague's package in: its evidence staged, then all of it at once as one act that can be undone, or nothing.

stage() may be asked from any thread; settle() changes the workspace, in its thread. What a package is, before: looking_at_packages.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.archives.package import ENDING
from evaluator_app.domain.canonical import canonical_bytes, digest
from evaluator_app.domain.history import JournalLine, LineKind
from evaluator_app.domain.merging.receipt import Receipt
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.evidence.files import StoredFile, WrittenFile
from evaluator_app.i18n import _
from evaluator_app.services import merging, package_authors
from evaluator_app.services.looking_at_packages import Absent, Looked, look, opened_here, read_for, refuse
from evaluator_app.services.package_authors import plain_fingerprint
from evaluator_app.services.package_contents import Progress, ReadPackage, Stop, opening_package, require_same, stoppable
from evaluator_app.services.packaging import refuse_workspace
from evaluator_app.services.workspace import Workspace
from evaluator_app.store.arrivals import Arrival
from evaluator_app.store.restoring import WholeAssessment

if TYPE_CHECKING:
    from evaluator_app.services.assessing import OpenAssessment


@dataclass(frozen=True, slots=True)
class StagedPackage:
    """Evidence of a package that is written and not yet named, waiting for a yes."""

    looked: Looked
    written: tuple[WrittenFile, ...]

    def drop(self) -> None:
        """Take away what is not to be kept."""
        for each in self.written:
            self.looked.here.files.drop(each)


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a package did."""

    assessment_id: str
    is_new: bool
    """Whether the assessment was not here before."""
    acts: int
    """Acts that were not known here."""
    evidence: int
    """Originals that were not here."""
    absent: tuple[Absent, ...]
    open_conflicts: int
    before: Receipt | None
    after: Receipt
    same_as_author: bool


@dataclass(frozen=True, slots=True)
class FromFolder:
    """What became of one package of a folder."""

    path: Path
    taken: Taken | None
    """None where it was refused."""
    refusal: UserFacingError | None = None

    @property
    def was_known(self) -> bool:
        """Tell whether all of it had been here before."""
        return self.taken is not None and not self.taken.is_new and not self.taken.acts and not self.taken.evidence


def stage(looked: Looked, *, progress: Progress | None = None, cancelled: Stop | None = None) -> StagedPackage:
    """Write the evidence that is not here beside the evidence that is, without naming it; each file is held against its digest.

    UserFacingError, with nothing left behind, for a damaged file or where the disk does not take it; Cancelled where that is asked for.
    """
    package, files = looked.package, looked.here.files
    written: list[WrittenFile] = []
    everything, done = sum(file.size for file in looked.evidence), 0
    try:
        with opening_package(package.path) as opened, files.flushing() as flush:
            require_same(opened, package)
            for file in looked.evidence:
                pieces = stoppable(opened.pieces(file), cancelled)
                written.append(files.write_pieces(pieces, StoredFile(file.sha256, file.size), name=file.name or file.path))
                flush(written[-1])
                done += file.size
                if progress is not None:
                    progress(done, everything)
    except BaseException:
        for each in written:
            files.drop(each)
        raise
    return StagedPackage(looked, tuple(written))


def settle(workspace: Workspace, staged: StagedPackage, *, opened: OpenAssessment | None = None, accepted: str = "") -> Taken:
    """Name the evidence and do the merge as one act that can be undone; a stranger who was accepted is known from then on.

    Opened is the assessment where it is open for work. UserFacingError, with nothing changed, where refuse() says so or the
    assessment was edited meanwhile. Belongs to the thread of the workspace.
    """
    looked = staged.looked
    try:
        refuse(looked, accepted)
        if looked.is_new == any(summary.assessment_id == looked.package.origin.id for summary in workspace.summaries()):
            raise _edited_meanwhile()
        if not looked.is_new:
            opened = opened or workspace.open_assessment(looked.package.origin.id)
            if looked.prepared.acts and not looked.prepared.fits(opened.known()):
                raise _edited_meanwhile()
        evidence = [each for each in staged.written if each.partial is not None]
        looked.here.files.settle_all(evidence)
        _save(workspace, looked, opened)
    finally:
        staged.drop()
    if plain_fingerprint(accepted) and looked.package.seal.certificate is not None:
        package_authors.accept(workspace, looked.package.seal.certificate)
    _keep_statements(workspace, looked.package)
    opened = opened or workspace.open_assessment(looked.package.origin.id)
    opened.refresh_approval()
    opened.settle()
    after = looked.prepared.receipt
    return Taken(
        looked.package.origin.id,
        looked.is_new,
        len(looked.prepared.acts),
        len(evidence),
        looked.absent,
        after.open_conflicts,
        looked.before,
        after,
        looked.same_as_author,
    )


def _edited_meanwhile() -> UserFacingError:
    return UserFacingError(
        "PKG-017",
        _("The assessment was edited while the package was looked at; nothing was changed."),
        _("Look at the package again."),
    )


def _save(workspace: Workspace, looked: Looked, opened: OpenAssessment | None) -> None:
    package, prepared = looked.package, looked.prepared
    if opened is not None:
        if prepared.acts:
            for template in package.templates:
                opened.keep(template)
            merging.take(opened, prepared, note(package))
        return
    line = JournalLine(1, prepared.change, workspace.who, workspace.now(), LineKind.ACT)
    came = {1: Arrival(note(package), prepared.acts)} if prepared.acts else {}
    manifest = package.manifest
    lines = (line,) if prepared.acts else ()
    result = prepared.preview.result
    workspace.store.bring_back(
        WholeAssessment(result, package.origin, lines, package.templates, manifest.begun_by, manifest.begun_at, came)
    )


def note(package: ReadPackage) -> str:
    """Return what is kept of where acts came from, as canonical JSON."""
    certificate, manifest = package.seal.certificate, package.manifest
    return canonical_bytes(
        {
            "package": package.sha256,
            "made_at": manifest.made_at,
            "made_by": manifest.made_by,
            "author": certificate.holder if certificate else "",
            "organization": certificate.organization if certificate else "",
            "fingerprint": certificate.fingerprint if certificate else "",
            "receipt": manifest.receipt,
        }
    ).decode()


def _keep_statements(workspace: Workspace, package: ReadPackage) -> None:
    """Put the statements on the templates beside those that are here; what is none says nothing, and trust is another question."""
    from evaluator_app.services.approving import file_statement
    from evaluator_app.services.templates import INSTALLED

    for template_digest in sorted({digest(template) for template in package.templates} & package.approvals.keys()):
        for data in package.approvals[template_digest]:
            file_statement(data, template_digest, workspace.root / INSTALLED, at=workspace.now())


def take_package(
    workspace: Workspace,
    path: Path,
    *,
    accepted: str = "",
    opened: OpenAssessment | None = None,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> Taken:
    """Take a package in one go; see read_for(), look(), stage() and settle()."""
    package = read_for(workspace, path)
    here, opened = opened_here(workspace, package.origin.id, opened)
    looked = look(package, here)
    refuse(looked, accepted)
    return settle(workspace, stage(looked, progress=progress, cancelled=cancelled), opened=opened, accepted=accepted)


def packages_in(folder: Path) -> tuple[Path, ...]:
    """Return the packages of a folder in the order of their names; UserFacingError for the folder of somebody's assessments."""
    refuse_workspace(folder)
    try:
        found = [path for path in folder.iterdir() if path.suffix.lower() == ENDING and not path.name.startswith(".") and path.is_file()]
    except OSError as error:
        raise UserFacingError(
            "PKG-020",
            _("The folder {folder} cannot be read: {reason}").format(folder=folder, reason=error.strerror or type(error).__name__),
            _("Check the name, and that the stick or folder is still there."),
        ) from error
    return tuple(sorted(found))


def take_folder(
    workspace: Workspace,
    folder: Path,
    *,
    only: str = "",
    progress: Callable[[int, int], None] | None = None,
    cancelled: Stop | None = None,
) -> tuple[FromFolder, ...]:
    """Take all packages of a folder one after another; what is refused is told and the others still come in.

    Only is the id of the assessment that is meant, where not all are. Progress counts packages. Cancelled leaves those taken before it.
    """
    found, done = packages_in(folder), []
    for number, path in enumerate(found, 1):
        if cancelled is not None and cancelled():
            raise Cancelled
        try:
            package = read_for(workspace, path)
            if only and package.origin.id != only:
                continue
            here, opened = opened_here(workspace, package.origin.id)
            looked = look(package, here)
            refuse(looked)
            done.append(FromFolder(path, settle(workspace, stage(looked, cancelled=cancelled), opened=opened)))
        except UserFacingError as error:
            done.append(FromFolder(path, None, error))
        if progress is not None:
            progress(number, len(found))
    return tuple(done)
