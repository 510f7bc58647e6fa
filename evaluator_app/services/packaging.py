# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One file to hand to colleagues: all acts that are known here, the rules, the evidence they lack, signed by its author.

What is gathered from the workspace is gathered at once; the writing may then go on in any thread. It is read back and checked before
it gets its name. Taking one in: taking_packages.py.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator_app import __version__
from evaluator_app.archives import manifest as names
from evaluator_app.archives.explaining import LANGUAGES
from evaluator_app.archives.manifest import MANIFEST, ArchivedFile, FileKind
from evaluator_app.archives.package import ACTS, ENDING, SIGNATURE, EvidenceScope, OpenPackage, PackageManifest
from evaluator_app.archives.writing import Part, PartChangedError, write_container
from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.canonical import canonical_bytes
from evaluator_app.domain.document import to_document
from evaluator_app.domain.merging.acts import Known, SharedAct, act_line, root_of
from evaluator_app.domain.merging.ancestry import ancestry
from evaluator_app.domain.merging.receipt import Receipt, receipt
from evaluator_app.domain.pairing_photos import as_evidence
from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import N_, _, translator
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.credentials import Choice
from evaluator_app.services.file_names import fit_for_file
from evaluator_app.services.package_contents import Progress, ReadPackage, Stop, editions, known_from, read_opened
from evaluator_app.services.workspace import Workspace
from evaluator_app.store.backups import DATABASE_NAME
from evaluator_app.store.locking import LOCK_NAME
from evaluator_app.store.restoring import WholeAssessment

if TYPE_CHECKING:
    from evaluator_app.signing.certificates import CertificateInfo


@dataclass(frozen=True, slots=True)
class Have:
    """What somebody else has, as far as it is known here."""

    acts: frozenset[str]
    """Names of the acts known there."""
    lacking: frozenset[str] = frozenset()
    """SHA-256 of evidence that is recorded there and whose original is not."""


@dataclass(frozen=True, slots=True)
class GatheredPackage:
    """What goes into a package."""

    assessment: Assessment
    whole: WholeAssessment
    known: Known
    receipt: Receipt
    parts: tuple[Part, ...]
    scope: EvidenceScope
    absent: tuple[Evidence, ...]
    """Evidence that is recorded and not here, by name."""
    made_by: str
    made_at: datetime

    def manifest_of(self, files: tuple[ArchivedFile, ...]) -> bytes:
        """Return the manifest over what was written."""
        profile = self.assessment.profile
        manifest = PackageManifest(
            program=__version__,
            made_at=self.made_at,
            made_by=self.made_by,
            assessment=self.assessment.id,
            mine=self.assessment.mine.name,
            kind=profile.kind,
            status=profile.status,
            template=profile.template,
            begun_by=self.whole.begun_by,
            begun_at=self.whole.begun_at,
            origin_sha256=self.known.root,
            scope=self.scope,
            lacking=tuple(sorted({each.sha256 for each in self.absent})),
            receipt=self.receipt,
            files=files,
        )
        return manifest.to_bytes()


@dataclass(frozen=True, slots=True)
class Packed:
    """What was written."""

    path: Path
    size: int
    """Bytes."""
    acts: int
    evidence: int
    """Originals that went along."""
    absent: tuple[str, ...]
    """Names of evidence that is recorded and not here; whoever has it hands it on."""
    receipt: Receipt
    author: CertificateInfo
    """Whose certificate signed it."""


def package_name(opened: OpenAssessment, at: datetime) -> str:
    """Return a file name for a package that every system takes, and that tells one from another by eye."""
    mine, who = fit_for_file(opened.assessment.mine.name, "package"), fit_for_file(opened.who, "")
    return f"{mine}{f'-{who}' if who else ''}-{at.astimezone():%Y-%m-%d-%H%M}{ENDING}"


def has(package: ReadPackage) -> Have:
    """Return what the author of a package has."""
    return Have(frozenset(package.known.acts), frozenset(package.manifest.lacking))


def has_by_receipt(opened: OpenAssessment, told: Receipt) -> Have:
    """Return what somebody has by a receipt; only the acts that are known here too can be told."""
    known = opened.known()
    found: set[str] = set()
    waiting = [name for name in told.heads if name in known.acts]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(parent for parent in known.acts[name].parents if parent in known.acts)
    return Have(frozenset(found))


def export_package(
    workspace: Workspace,
    opened: OpenAssessment,
    destination: Path,
    choice: Choice,
    *,
    scope: EvidenceScope = EvidenceScope.ALL,
    there: Have | None = None,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> Packed:
    """Write a package in one go; see gather_package() and write_package(). Its author is known here from then on."""
    from evaluator_app.services.package_authors import accept

    packed = write_package(gather_package(workspace, opened, scope=scope, there=there), destination, choice, progress, cancelled)
    accept(workspace, packed.author)
    return packed


def gather_package(
    workspace: Workspace, opened: OpenAssessment, *, scope: EvidenceScope = EvidenceScope.ALL, there: Have | None = None
) -> GatheredPackage:
    """Gather all that goes into a package; UserFacingError if the journal does not lead to the records.

    What somebody else has must be given for the scope of what he lacks. Belongs to the thread of the workspace.
    """
    opened.require_records()
    whole, known = workspace.store.whole(opened.assessment.id), opened.known()
    came = {act.name for arrival in whole.arrivals.values() for act in arrival.acts}
    everything = {each.sha256: each for each in (*_then(opened.assessment), *opened.assessment.evidence.values())}
    absent = tuple(each for each in everything.values() if not opened.files.path(each.sha256).is_file())
    wanted = everything.keys() - {each.sha256 for each in absent}
    if scope is EvidenceScope.OWN:
        own = [act for act in known.acts.values() if act.name not in came]
        begun_here = not (whole.lines and 1 in whole.arrivals)
        wanted &= {*_shown_by(own), *(_at_first(whole.origin) if begun_here else ())}
    elif scope is EvidenceScope.LACKING:
        if there is None:
            raise ValueError("nobody is named who lacks something")
        seen = {*_shown_by(act for name, act in known.acts.items() if name in there.acts), *_at_first(whole.origin)}
        wanted &= (everything.keys() - seen) | there.lacking
    elif scope is EvidenceScope.NONE:
        wanted = set()
    evidence = tuple(_original(opened, each) for sha256, each in sorted(everything.items()) if sha256 in wanted)
    parts = (*_data(whole.origin, known), *_rules(workspace, opened, whole.origin, known), *evidence)
    made = receipt(opened.assessment, known)
    readme = Part(names.README, FileKind.READING, _readme(opened.assessment, made, opened.who).encode())
    return GatheredPackage(opened.assessment, whole, known, made, (readme, *parts), scope, absent, opened.who, workspace.now())


def write_package(
    gathered: GatheredPackage, destination: Path, choice: Choice, progress: Progress | None = None, cancelled: Stop | None = None
) -> Packed:
    """Write and sign a package, read it back and hold all of it against its digests, its signature and its receipt; then it gets its name.

    Progress counts bytes, written and then read. UserFacingError, with nothing left behind and what was there before unchanged, if
    evidence is not what was recorded, the certificate may not sign, or the disk does not take it. May be asked from any thread.
    """
    from evaluator_app.services import credentials
    from evaluator_app.signing.seals import seal_beside

    refuse_workspace(destination.parent)
    name, at = destination.name, gathered.made_at
    _sweep(destination)
    try:
        with credentials.opened(choice, now=at) as credential:

            def last_of(files: tuple[ArchivedFile, ...]) -> tuple[tuple[str, bytes], ...]:
                manifest = gathered.manifest_of(files)
                return (MANIFEST, manifest), (SIGNATURE, seal_beside(manifest, credential, signed_at=at))

            author = credential.certificate_info
            with replacing(destination) as file:
                write_container(file, gathered.parts, last_of, progress=_half(progress, 0), cancelled=cancelled)
                file.flush()
                os.fsync(file.fileno())
                size = file.seek(0, os.SEEK_END)
                with OpenPackage(file, name) as written:
                    written.check(progress=_half(progress, 1), cancelled=cancelled)
                    read = read_opened(written, destination, roots=(), at=at)
                _require_all(gathered, read)
    except PartChangedError as error:
        raise _not_as_recorded(error.part.name or error.part.path) from error
    except FileNotFoundError as error:
        lost = next((part.name for part in gathered.parts if isinstance(part.source, Path) and not part.source.is_file()), "")
        raise (_not_as_recorded(lost) if lost else _cannot_write(name, error)) from error
    except OSError as error:
        raise _cannot_write(name, error) from error
    absent = tuple(each.name for each in gathered.absent)
    return Packed(destination, size, len(read.acts), len(read.evidence), absent, gathered.receipt, author)


def refuse_workspace(folder: Path) -> None:
    """Make sure that packages do not lie in the folder of somebody's assessments; UserFacingError where they would."""
    if any((folder / name).exists() for name in (DATABASE_NAME, LOCK_NAME)):
        raise UserFacingError(
            "PKG-014",
            _("{folder} is the folder of somebody's assessments, not one for packages. Nothing was changed.").format(folder=folder),
            _("Choose a stick, or a folder of its own; each laptop keeps its assessments on its own disk."),
        )


def _require_all(gathered: GatheredPackage, read: ReadPackage) -> None:
    if read.manifest.receipt != gathered.receipt or set(known_from(read.origin, read.acts).acts) != set(gathered.known.acts):
        raise UserFacingError(
            "PKG-019",
            _("What was written does not hold what is known here; no package was left behind."),
            _("Try again; if it happens again, bring the workspace back from a backup."),
        )


def _sweep(destination: Path) -> None:
    """Take away what a killed program left half written of this very file."""
    with suppress(OSError):
        for leftover in destination.parent.glob(f".{_globbed(destination.name)}.*.part"):
            leftover.unlink(missing_ok=True)


def _globbed(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "[*?" else letter for letter in name)


def _half(progress: Progress | None, half: int) -> Progress | None:
    """Return what tells the progress of one of two passes of the same length as that of both."""
    if progress is None:
        return None
    return lambda done, everything: progress(half * everything + done, 2 * everything)


def _then(assessment: Assessment) -> Iterator[Evidence]:
    return (as_evidence(photo) for photo in assessment.earlier_photos.values())


def _at_first(origin: Assessment) -> Iterable[str]:
    return {*(each.sha256 for each in origin.evidence.values()), *(photo.sha256 for photo in origin.earlier_photos.values())}


def _shown_by(acts: Iterable[SharedAct]) -> set[str]:
    """Return the digests of the evidence that acts brought in."""
    edits = (edit for act in acts for edit in act.change.edits)
    return {edit.new.sha256 for edit in edits if isinstance(edit.new, Evidence) and edit.old is None}


def _original(opened: OpenAssessment, evidence: Evidence) -> Part:
    ending = evidence.name.rpartition(".")[2].lower()
    known = ending if ending.isascii() and ending.isalnum() and len(ending) <= 5 else "bin"
    return Part(f"evidence/{evidence.sha256}.{known}", FileKind.EVIDENCE, opened.file_of(evidence), evidence.name, evidence.sha256)


def _data(origin: Assessment, known: Known) -> Iterator[Part]:
    placed = ancestry(root_of(origin), known.acts).placed
    yield Part(names.ORIGIN, FileKind.ORIGIN, canonical_bytes(to_document(origin)))
    yield Part(ACTS, FileKind.ACTS, b"".join(act_line(each.act) + b"\n" for each in placed))


def _rules(workspace: Workspace, opened: OpenAssessment, origin: Assessment, known: Known) -> Iterator[Part]:
    for number, sha256 in enumerate(sorted(set(editions(origin, known.acts.values(), opened.assessment))), 1):
        template = workspace.store.template(sha256)
        title = f"{template.title} {template.edition}"
        yield Part(f"templates/{number}-{sha256[:12]}.json", FileKind.TEMPLATE, canonical_bytes(template), title, sha256)
    for number, filed in enumerate(opened.approval.history, 1):
        yield Part(f"approvals/{opened.approval.digest}/{number}.p7s", FileKind.APPROVAL, filed.data, filed.name)


def _readme(assessment: Assessment, made: Receipt, who: str) -> str:
    blocks = ["\r\n".join(_lines(assessment, made, who, translator(language))) for language in LANGUAGES]
    return "\ufeff" + ("\r\n\r\n" + "=" * 72 + "\r\n\r\n").join(blocks) + "\r\n"


def _lines(assessment: Assessment, made: Receipt, who: str, say: Callable[[str], str]) -> Iterator[str]:
    yield say(N_("Package of a green mine assessment, for colleagues"))
    yield ""
    yield say(N_("Mine: {name}")).format(name=assessment.mine.name)
    yield say(N_("Made by {who}; {acts} acts; to compare by eye: {code}")).format(who=who or "–", acts=made.total(), code=made.code)
    yield say(N_("To take it in: “Take a package” in the program, or the command package take."))
    yield "  " + say(N_("acts.jsonl: every act that its author knows, a line of JSON each. origin.json: the assessment as it was begun."))
    yield "  " + say(N_("templates/: the scoring templates. evidence/: photos and documents under their digest; manifest.json names them."))
    yield "  " + say(N_("manifest.json lists every file with its SHA-256; manifest.p7s is its author's signature over it (CMS)."))


def _not_as_recorded(name: str) -> UserFacingError:
    return UserFacingError(
        "PKG-012",
        _("{name} is missing, or no longer what was recorded; no package was written.").format(name=name),
        _("Bring the evidence folder back from a backup, or add the original files again."),
    )


def _cannot_write(name: str, error: OSError) -> UserFacingError:
    return UserFacingError(
        "PKG-013",
        _("The package {name} could not be written ({reason}); nothing of it was left behind.").format(
            name=name, reason=error.strerror or type(error).__name__
        ),
        _("Check the stick or folder and the space there, or choose another place."),
    )
