# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a package holds, read and checked without a workspace: signature, beginning, acts, rules, and the state that follows from them.

A package is hostile until all of that has been checked. The bytes of its evidence are checked when they are read: by check_evidence(),
or while they are written beside the evidence of a workspace, so that gigabytes are read once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app.archives.manifest import ArchivedFile, FileKind
from evaluator_app.archives.package import SIGNATURE, OpenPackage, PackageManifest, PackageRefusedError, damaged
from evaluator_app.domain.assessment import Assessment, Profile
from evaluator_app.domain.canonical import canonical_bytes, digest, read_json
from evaluator_app.domain.changes import Act
from evaluator_app.domain.codec import DocumentError, decode
from evaluator_app.domain.document import from_document, to_document
from evaluator_app.domain.merging.acts import Known, SharedAct, read_act, root_of, with_arrivals
from evaluator_app.domain.merging.ancestry import IncompleteError, TangledError, ancestry
from evaluator_app.domain.merging.folding import folded
from evaluator_app.domain.merging.names import speaks_for_another
from evaluator_app.domain.merging.receipt import receipt
from evaluator_app.domain.template import Template
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.i18n import _, current_language, translator

if TYPE_CHECKING:
    from evaluator_app.signing.seals import SealStatus

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class ReadPackage:
    """What a package holds."""

    path: Path
    manifest: PackageManifest
    sha256: str
    """Digest of its manifest: its name among packages."""
    seal: SealStatus
    """What its signature is worth; intact and usable, or it would have been refused."""
    origin: Assessment
    """The assessment as it was begun."""
    acts: tuple[SharedAct, ...]
    """All that its author knew, each after those that it follows."""
    state: Assessment
    """What follows from them: the assessment as its author has it."""
    templates: tuple[Template, ...]
    approvals: Mapping[str, tuple[bytes, ...]]
    """Statements by the digest of the template they are about."""

    @property
    def known(self) -> Known:
        """What its author knew."""
        return known_from(self.origin, self.acts)

    @property
    def evidence(self) -> tuple[ArchivedFile, ...]:
        """The originals that go along."""
        return self.manifest.of_kind(FileKind.EVIDENCE)


def known_from(origin: Assessment, acts: tuple[SharedAct, ...]) -> Known:
    """Return what somebody knows who knows these acts."""
    root = root_of(origin)
    return with_arrivals(Known(root, {}, (root,)), acts)


@contextmanager
def opening_package(path: Path) -> Iterator[OpenPackage]:
    """Open a package file; UserFacingError if it cannot be read, or is no safe package."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
        except OSError as error:
            raise UserFacingError(
                "PKG-005",
                _("{name} cannot be read: {reason}").format(name=path.name, reason=error.strerror or type(error).__name__),
                _("Check the name, and that the stick or folder is still there."),
            ) from error
        yield stack.enter_context(OpenPackage(file, path.name))


def read_package(path: Path, *, roots: tuple[Path, ...] = (), at: datetime) -> ReadPackage:
    """Read a package and check all of it but the bytes of its evidence; PackageRefusedError, with the reason, for what is not sound.

    The roots are the certificates of authorities that are trusted here, against which the signature is held. May be asked from any thread.
    """
    with opening_package(path) as opened:
        return read_opened(opened, path, roots=roots, at=at)


def check_evidence(package: ReadPackage, *, progress: Progress | None = None, cancelled: Stop | None = None) -> None:
    """Read every file of a package and hold it against its digest; for whoever wants to know without taking it."""
    with opening_package(package.path) as opened:
        require_same(opened, package)
        opened.check(progress=progress, cancelled=cancelled)


def require_same(opened: OpenPackage, package: ReadPackage) -> None:
    """Make sure that an opened file is the one that was checked before."""
    if hashlib.sha256(opened.manifest_bytes).hexdigest() != package.sha256:
        raise damaged(package.path.name, _("it has changed since it was checked"))


def stoppable(pieces: Iterator[bytes], cancelled: Stop | None) -> Iterator[bytes]:
    """Yield pieces until somebody wants it to stop; Cancelled then."""
    for piece in pieces:
        if cancelled is not None and cancelled():
            raise Cancelled
        yield piece


def read_opened(opened: OpenPackage, path: Path, *, roots: tuple[Path, ...], at: datetime) -> ReadPackage:
    """Read an opened package, as read_package()."""
    from evaluator_app.signing.seals import open_seal

    manifest, name = opened.manifest, path.name
    seal = open_seal(opened.small(SIGNATURE), beside=opened.manifest_bytes, roots=roots, at=at)
    if not seal.is_sound or seal.certificate is None:
        raise PackageRefusedError(
            "PKG-006",
            _("The signature of the package {name} does not hold: {reason} Nothing was changed.").format(name=name, reason=seal.reason),
            _("Ask its author to export it again; if that does not help, compare the certificate with him."),
        )
    try:
        origin = from_document(read_json(opened.only(FileKind.ORIGIN)))
        templates = tuple(_template(opened, file, name) for file in manifest.of_kind(FileKind.TEMPLATE))
        acts = _acts(opened.only(FileKind.ACTS), origin, name)
    except DocumentError as error:
        raise damaged(name, _in_words(error)) from error
    state = _state(origin, acts, name)
    _refuse_other_words(manifest, origin, acts, state, name)
    there = {digest(template) for template in templates}
    if wanted := {digest_ for digest_ in editions(origin, acts, state) if digest_ not in there}:
        raise damaged(name, _("the template {digest} that the assessment is made by is missing").format(digest=sorted(wanted)[0][:12]))
    _refuse_odd_evidence(manifest, state, name)
    approvals: dict[str, list[bytes]] = {}
    for file in manifest.of_kind(FileKind.APPROVAL):
        approvals.setdefault(file.path.split("/")[1], []).append(opened.read(file))
    statements = {key: tuple(found) for key, found in approvals.items()}
    sha256 = hashlib.sha256(opened.manifest_bytes).hexdigest()
    return ReadPackage(path, manifest, sha256, seal, origin, acts, state, templates, statements)


def _in_words(error: DocumentError) -> str:
    return "；".join(f"{each.path}：{each.sentence.text(translator(current_language()))}" for each in error.problems[:3])


def _template(opened: OpenPackage, file: ArchivedFile, name: str) -> Template:
    data = opened.read(file)
    template = decode(Template, read_json(data))
    if canonical_bytes(template) != data:
        raise damaged(name, _("{file} is not written in the canonical form").format(file=file.path))
    return template


def _acts(data: bytes, origin: Assessment, name: str) -> tuple[SharedAct, ...]:
    """Return the acts in their order; refused where a line is not canonical, twice there, out of order, or follows what is not there."""
    found: dict[str, SharedAct] = {}
    for position, line in enumerate(data.splitlines(), 1):
        try:
            act = read_act(line)
        except (DocumentError, ValueError) as error:
            words = _in_words(error) if isinstance(error, DocumentError) else ""
            raise damaged(
                name, _("its act {position} cannot be read {details}").format(position=position, details=words).rstrip()
            ) from error
        if hashlib.sha256(line).hexdigest() != act.name or act.name in found or act.act is Act.MERGE_PACKAGE:
            raise damaged(name, _("its act {position} cannot be read {details}").format(position=position, details="").rstrip())
        if speaks_for_another(act):
            raise damaged(name, _("its act {position} says something in the name of somebody else").format(position=position))
        found[act.name] = act
    try:
        ordered = tuple(each.act for each in ancestry(root_of(origin), found).placed)
    except IncompleteError as error:
        raise damaged(name, _("an act that others follow is missing ({act})").format(act=str(error)[:12])) from error
    except TangledError as error:
        raise damaged(name, _("its acts part from each other more often than the work of any team")) from error
    if [act.name for act in ordered] != list(found):
        raise damaged(name, _("its acts are not in their order"))
    return ordered


def _state(origin: Assessment, acts: tuple[SharedAct, ...], name: str) -> Assessment:
    try:
        state = folded(origin, known_from(origin, acts))
        if from_document(to_document(state)) != state:
            raise ValueError("the state cannot be written")
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:  # acts that no program of ours did
        raise damaged(name, _("its acts do not lead to an assessment")) from error
    return state


def _refuse_other_words(manifest: PackageManifest, origin: Assessment, acts: tuple[SharedAct, ...], state: Assessment, name: str) -> None:
    """Refuse a manifest that tells of another assessment, or of another state of it, than the acts lead to."""
    profile = state.profile
    told = (manifest.assessment, manifest.mine, manifest.kind, manifest.status, manifest.template, manifest.origin_sha256)
    if told != (origin.id, state.mine.name, profile.kind, profile.status, profile.template, root_of(origin)):
        raise damaged(name, _("its manifest tells of another assessment than it holds"))
    if manifest.receipt != receipt(state, known_from(origin, acts)):
        raise damaged(name, _("its acts do not lead to what its receipt says"))


def editions(origin: Assessment, acts: Iterable[SharedAct], state: Assessment) -> Iterator[str]:
    """Yield the digests of all editions that the assessment is made by, or was, at its beginning or by any of its acts."""
    sides = (side for act in acts for edit in act.change.edits for side in (edit.old, edit.new))
    for profile in (origin.profile, state.profile, *(side for side in sides if isinstance(side, Profile))):
        yield from (ref.digest for ref in (profile.template, *profile.moved_from))


def _refuse_odd_evidence(manifest: PackageManifest, state: Assessment, name: str) -> None:
    recorded = {(each.sha256, each.size) for each in state.evidence.values()}
    recorded |= {(photo.sha256, photo.size) for photo in state.earlier_photos.values()}
    named = {sha256 for sha256, _size in recorded}
    for file in manifest.of_kind(FileKind.EVIDENCE):
        if file.sha256 not in named:
            raise damaged(name, _("{file} belongs to no evidence of the assessment").format(file=file.path))
        if (file.sha256, file.size) not in recorded:  # somebody else may have recorded a size that is not so
            raise damaged(name, _("{file} is not as its manifest says").format(file=file.path))
    if len({file.sha256 for file in manifest.of_kind(FileKind.EVIDENCE)}) < len(manifest.of_kind(FileKind.EVIDENCE)):
        raise damaged(name, _("the same evidence is in it twice"))


def recorded_files(assessment: Assessment) -> Mapping[str, int]:
    """Return the size of every original that an assessment names, by digest: its evidence, and photos of the round before."""
    then = {photo.sha256: photo.size for photo in assessment.earlier_photos.values()}
    return then | {evidence.sha256: evidence.size for evidence in assessment.evidence.values()}
