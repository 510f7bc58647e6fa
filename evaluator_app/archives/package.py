# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a package says of itself: which assessment, whose knowledge of it, which evidence goes along, and every file with its SHA-256.

Format evaluator-package, version 1 (docs/formats.md). History: 1 (2026-11) first. Its author signs the bytes of the manifest, in a
file beside it, and so everything that the manifest names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import ClassVar, Final

from evaluator_app.archives.container import OpenContainer, Refusals
from evaluator_app.archives.manifest import ORIGIN, PLACES, SUMS, ArchivedFile, FileKind, file_problems, files_of_kind, manifest_bytes
from evaluator_app.domain.assessment import TemplateRef
from evaluator_app.domain.canonical import read_json
from evaluator_app.domain.codec import DocumentError, DocumentProblem, decode
from evaluator_app.domain.document import NO_DIGEST, content_of
from evaluator_app.domain.merging.receipt import Receipt
from evaluator_app.domain.sentence import say
from evaluator_app.domain.status import AssessmentKind, AssessmentStatus
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

FORMAT: Final = "evaluator-package"
VERSION: Final = 1
ENDING: Final = ".gmp"
ACTS: Final = "acts.jsonl"
SIGNATURE: Final = "manifest.p7s"
LARGEST_SIGNATURE: Final = 256 * 1024
_PLACES: Final[Mapping[FileKind, re.Pattern[str]]] = {
    FileKind.READING: re.compile(rf"README\.txt|{re.escape(SUMS)}"),
    FileKind.ORIGIN: PLACES[FileKind.ORIGIN],
    FileKind.ACTS: re.compile(re.escape(ACTS)),
    **{kind: PLACES[kind] for kind in (FileKind.TEMPLATE, FileKind.APPROVAL, FileKind.EVIDENCE)},
}
_SHA256: Final = re.compile("[0-9a-f]{64}")
__all__ = ["ACTS", "ENDING", "FORMAT", "ORIGIN", "SIGNATURE", "VERSION", "EvidenceScope", "OpenPackage", "PackageManifest"]


class EvidenceScope(Enum):
    """Which originals go along; the acts always all do."""

    ALL = "all"
    """All that its author has."""
    OWN = "own"
    """What was added on this laptop itself."""
    LACKING = "lacking"
    """What somebody else lacks, by a package or a receipt from there."""
    NONE = "none"
    """None: acts alone."""


@dataclass(frozen=True, slots=True)
class PackageManifest:
    """What a package holds."""

    program: str
    """Version of the program that wrote it."""
    made_at: datetime
    """By the clock of that laptop."""
    made_by: str
    """The person at the keyboard, as named in the team; who signed it stands in the signature."""
    assessment: str
    """Id."""
    mine: str
    """Name of the mine."""
    kind: AssessmentKind
    status: AssessmentStatus
    template: TemplateRef
    begun_by: str
    begun_at: datetime
    origin_sha256: str
    """Digest of the assessment as it was begun: the same on all laptops of a team."""
    scope: EvidenceScope
    lacking: tuple[str, ...]
    """SHA-256 of evidence that is recorded and that its author does not have either, sorted."""
    receipt: Receipt
    """What its author has."""
    files: tuple[ArchivedFile, ...]

    def to_bytes(self) -> bytes:
        """Return the manifest as a file, to be read by people too."""
        return manifest_bytes(FORMAT, VERSION, self)

    def of_kind(self, kind: FileKind) -> tuple[ArchivedFile, ...]:
        """Return the files of a kind, in their order."""
        return files_of_kind(self.files, kind)


def read_package_manifest(data: bytes) -> PackageManifest:
    """Read a manifest from bytes that may be anything; DocumentError with what is wrong."""
    refusal = say("doc.not_package", "This is not the manifest of a package")
    manifest = decode(PackageManifest, content_of(read_json(data), FORMAT, VERSION, refusal))
    problems = tuple(_problems(manifest))
    if problems:
        raise DocumentError(problems)
    return manifest


def _problems(manifest: PackageManifest) -> Iterator[DocumentProblem]:
    yield from file_problems(manifest.files, _PLACES)
    for kind in (FileKind.ORIGIN, FileKind.ACTS):
        if len(manifest.of_kind(kind)) != 1:
            yield DocumentProblem("files", say("doc.package_one", "A package holds one file of the kind {kind}", kind=kind.value))
    if not manifest.of_kind(FileKind.TEMPLATE):
        yield DocumentProblem("files", say("doc.package_template", "A package holds the template that the assessment is made by"))
    if not all(_SHA256.fullmatch(each) for each in manifest.lacking):
        yield DocumentProblem("lacking", NO_DIGEST)


# What is said of a package that cannot be used


class PackageRefusedError(UserFacingError):
    """A package cannot be used; nothing was changed."""


def damaged(name: str, reason: str) -> PackageRefusedError:
    """Return what is said of a package that is not whole."""
    return PackageRefusedError(
        "PKG-001",
        _("The package {name} is damaged: {reason}. Nothing was changed.").format(name=name, reason=reason),
        _("Copy it again, or ask its author to export it again."),
    )


def unsafe(name: str, reason: str) -> PackageRefusedError:
    """Return what is said of a package that this program did not make."""
    return PackageRefusedError(
        "PKG-002",
        _("The package {name} is not safe to unpack: {reason}. Nothing was changed.").format(name=name, reason=reason),
        _("No package of this program is made like that; ask whoever gave it to you."),
    )


def too_large(name: str) -> PackageRefusedError:
    """Return what is said of a file that unpacks to more than a package can hold."""
    return PackageRefusedError(
        "PKG-003",
        _("The package {name} holds more than a package can, or unpacks to far more than it is. Nothing was changed.").format(name=name),
        _("No package of this program is made like that; ask whoever gave it to you."),
    )


def unknown(name: str, details: str) -> PackageRefusedError:
    """Return what is said of a manifest that cannot be read."""
    return PackageRefusedError(
        "PKG-004",
        _("{name} is no package that this program can read. {details} Nothing was changed.").format(name=name, details=details),
        _("If a newer program made the package, update this one."),
    )


class OpenPackage(OpenContainer[PackageManifest]):
    """A package that is being read; the file stays open until close."""

    refusals: ClassVar[Refusals] = Refusals(damaged, unsafe, too_large, unknown)
    beside: ClassVar[Mapping[str, int]] = {SIGNATURE: LARGEST_SIGNATURE}

    def parse(self, data: bytes) -> PackageManifest:
        """Override OpenContainer.parse."""
        return read_package_manifest(data)
