# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a package is to a workspace: who made it, what it would do, which evidence comes along, and what stands against it.

Changes nothing. here_of() reads the workspace, in its thread; look() may be asked from any. Taking it: taking_packages.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.archives.manifest import ArchivedFile
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.merging.acts import Known, root_of
from evaluator_app.domain.merging.folding import folded
from evaluator_app.domain.merging.names import carried
from evaluator_app.domain.merging.receipt import Receipt
from evaluator_app.domain.pairing_photos import as_evidence
from evaluator_app.domain.template import Template
from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.files import EvidenceFiles
from evaluator_app.i18n import _
from evaluator_app.services import authorities, package_authors
from evaluator_app.services.merging import Prepared, worked_out
from evaluator_app.services.package_authors import KnownAuthor, Standing, plain_fingerprint, shown_fingerprint, standing_of
from evaluator_app.services.package_contents import ReadPackage, read_package, recorded_files
from evaluator_app.services.workspace import Workspace

if TYPE_CHECKING:
    from evaluator_app.services.assessing import OpenAssessment

_SHORTEST_ACCEPTED = 16
"""Digits of a fingerprint that must be given to accept its holder."""


@dataclass(frozen=True, slots=True)
class Here:
    """What this workspace has of the assessment of a package, and whom it takes packages from."""

    origin: Assessment | None
    """None where the assessment is not here."""
    assessment: Assessment | None
    known: Known | None
    is_in_trash: bool
    files: EvidenceFiles
    accepted: tuple[KnownAuthor, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """An original that will be in no place here after a package was taken."""

    name: str
    sha256: str
    added_by: str
    """Who took it in, and so has it."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a package is to this workspace."""

    package: ReadPackage
    here: Here
    standing: Standing
    is_in_team: bool
    """Whether its author, by the name in the certificate, is in the team."""
    prepared: Prepared
    """The merge as worked out; for an assessment that is not here, from its beginning."""
    evidence: tuple[ArchivedFile, ...]
    """Originals that go along and are not here."""
    absent: tuple[Absent, ...]
    obstacle: UserFacingError | None
    """Why it cannot be taken, whoever its author is; None if it can."""

    @property
    def is_new(self) -> bool:
        """Tell whether the assessment is not here yet."""
        return self.here.assessment is None

    @property
    def template(self) -> Template:
        """The edition that the assessment would be made by; the package's where that one is not in it."""
        wanted = self.prepared.preview.result.profile.template.digest
        named = {digest(template): template for template in self.package.templates}
        return named.get(wanted) or named[self.package.state.profile.template.digest]

    @property
    def carried(self) -> Mapping[str, int]:
        """New acts that bear another name than the author's, by name: his signature tells that he handed them on, not who did them."""
        certificate = self.package.seal.certificate
        return carried(self.prepared.acts, certificate.holder if certificate else "")

    @property
    def brings_nothing(self) -> bool:
        """Tell whether all of it is here already."""
        return not self.is_new and not self.prepared.acts and not self.evidence

    @property
    def before(self) -> Receipt | None:
        """What this laptop has now; None where the assessment is not here."""
        return None if self.is_new else self.prepared.before

    @property
    def same_as_author(self) -> bool:
        """Tell whether this laptop will have exactly what the author has."""
        return self.prepared.receipt == self.package.manifest.receipt


def read_for(workspace: Workspace, path: Path) -> ReadPackage:
    """Read and check a package, its signature against the authorities of a workspace; see package_contents.read_package()."""
    return read_package(path, roots=trusted_roots(workspace.root), at=workspace.now())


def trusted_roots(root: Path) -> tuple[Path, ...]:
    """Return the certificates of the authorities that are trusted in a workspace."""
    return (*authorities.roots(root), *authorities.intermediates(root))


def here_of(workspace: Workspace, assessment_id: str, opened: OpenAssessment | None = None) -> Here:
    """Return what a workspace has; opened is the assessment where it is open for work. Belongs to the thread of the workspace."""
    return opened_here(workspace, assessment_id, opened)[0]


def opened_here(workspace: Workspace, assessment_id: str, opened: OpenAssessment | None = None) -> tuple[Here, OpenAssessment | None]:
    """Return the same with the assessment opened for work; None where it is not here."""
    accepted = package_authors.authors(workspace)
    in_trash = any(summary.assessment_id == assessment_id for summary in workspace.store.removed())
    if opened is None and any(summary.assessment_id == assessment_id for summary in workspace.summaries()):
        opened = workspace.open_assessment(assessment_id)
    if opened is None:
        return Here(None, None, None, in_trash, workspace.files, accepted), None
    return Here(opened.origin(), opened.assessment, opened.known(), in_trash, workspace.files, accepted), opened


def look(package: ReadPackage, here: Here) -> Looked:
    """Work out what a package is and would do; changes nothing. May be asked from any thread."""
    obstacle = _obstacle_before(package, here)
    if here.assessment is None or here.origin is None or here.known is None or obstacle is not None:
        root = root_of(package.origin)
        prepared = worked_out(package.origin, package.origin, Known(root, {}, (root,)), package.acts, package.state)
    else:
        prepared = worked_out(here.origin, here.assessment, here.known, package.acts, package.state)
        obstacle = _obstacle_after(package, here, prepared)
    result = prepared.preview.result
    named = package.seal.certificate.holder if package.seal.certificate else ""
    coming = {file.sha256 for file in package.evidence}
    sizes = recorded_files(result)
    evidence = tuple(file for file in package.evidence if file.sha256 in sizes and not _is_here(here, file.sha256, file.size))
    absent = {
        each.sha256: Absent(each.name, each.sha256, each.added_by)
        for each in (*result.evidence.values(), *(as_evidence(photo) for photo in result.earlier_photos.values()))
        if each.sha256 not in coming and not _is_here(here, each.sha256, each.size)
    }
    in_team = named in {member.name for member in result.team.values()}
    standing = standing_of(package.seal, here.accepted)
    return Looked(package, here, standing, in_team, prepared, evidence, tuple(absent.values()), obstacle)


def _is_here(here: Here, sha256: str, size: int) -> bool:
    """Tell whether an original lies here; by its length, for reading it all is the business of other checks."""
    try:
        return here.files.path(sha256).stat().st_size == size
    except OSError:
        return False


def _obstacle_before(package: ReadPackage, here: Here) -> UserFacingError | None:
    mine = package.manifest.mine
    if here.is_in_trash:
        return UserFacingError(
            "PKG-015",
            _("The assessment of {mine} lies in the trash here; the package was not taken.").format(mine=mine),
            _("Take it out of the trash first."),
        )
    if here.origin is not None and root_of(here.origin) != root_of(package.origin):
        return UserFacingError(
            "PKG-008",
            _("The package is of another assessment than that of {mine} here: both bear the same id and began differently.").format(
                mine=mine
            ),
            _("Nothing was changed. Let all begin from one package of the leader, in an empty workspace if need be."),
        )
    return None


def _obstacle_after(package: ReadPackage, here: Here, prepared: Prepared) -> UserFacingError | None:
    own, theirs, apart = here.assessment, package.state, prepared.preview.unknown_there
    if own is None or not prepared.acts or prepared.change.is_of_mending:
        return None
    if own.profile.status.is_final or (apart and not own.profile.status.is_open):
        return UserFacingError(
            "PKG-010",
            _("The assessment is completed or signed here, and the package brings {count} acts more; it was not taken.").format(
                count=len(prepared.acts)
            ),
            _("Reopen it first, or begin a revision if it is signed."),
        )
    if apart and not theirs.profile.status.is_open:
        return UserFacingError(
            "PKG-011",
            _("In the package the assessment is completed or signed already, and {count} acts from here are not in it.").format(
                count=apart
            ),
            _("Nothing was changed. Give its author a package from here, to reopen the assessment and take it in."),
        )
    if apart and _moved_apart(package, here):
        return UserFacingError(
            "PKG-009",
            _("Both sides have moved the assessment to another edition of the template, here {here}, there {there}.").format(
                here=own.profile.template.edition, there=theirs.profile.template.edition
            ),
            _("Nothing was changed. Agree on one edition, and take the move back on one side."),
        )
    return None


def _moved_apart(package: ReadPackage, here: Here) -> bool:
    """Tell whether both sides left the edition that they had in common, for different ones."""
    own, theirs = here.assessment, package.state
    if own is None or here.known is None or own.profile.template == theirs.profile.template:
        return False
    there = package.known.acts
    common = {name: act for name, act in here.known.acts.items() if name in there}
    followed = {parent for act in common.values() for parent in act.parents}
    heads = tuple(name for name in common if name not in followed) or (here.known.root,)
    base = folded(package.origin, Known(here.known.root, common, heads)).profile.template
    return base not in (own.profile.template, theirs.profile.template)


def refuse(looked: Looked, accepted: str = "") -> None:
    """Make sure that a package may be taken; UserFacingError with what stands against it.

    Accepted is the fingerprint of its author as the person at the keyboard compared it; it must be given once for a stranger.
    """
    certificate = looked.package.seal.certificate
    if looked.obstacle is not None:
        raise looked.obstacle
    if certificate is None or (looked.standing is not Standing.STRANGER and not accepted):
        return
    given = plain_fingerprint(accepted)
    if not given:
        raise UserFacingError(
            "PKG-007",
            _(
                "The package is signed by {holder} ({organization}), who is not known here; it was not taken. Fingerprint: {fingerprint}"
            ).format(
                holder=certificate.holder,
                organization=certificate.organization or "–",
                fingerprint=shown_fingerprint(certificate.fingerprint),
            ),
            _("Compare the fingerprint with the author, by telephone or side by side, and accept him once if it is the same."),
        )
    if len(given) < _SHORTEST_ACCEPTED or not certificate.fingerprint.startswith(given):
        raise UserFacingError(
            "PKG-016",
            _("The fingerprint given is not that of the package's author; nothing was changed."),
            _("Give at least 16 digits of the fingerprint that its author reads out: {fingerprint} is that of the package.").format(
                fingerprint=shown_fingerprint(certificate.fingerprint)
            ),
        )
