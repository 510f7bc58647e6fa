# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a copy of a workspace says of itself: which assessments it holds up to which act, and every file with its SHA-256.

Format evaluator-rescue, version 1 (docs/formats.md). History: 1 (2026-11) first. A copy is told from another by what it holds:
nothing in it is the id of a laptop, for two laptops may go on from one copy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import PurePosixPath
from typing import Final

from evaluator_app.domain.canonical import read_json
from evaluator_app.domain.codec import DocumentError, DocumentProblem, decode, encode
from evaluator_app.domain.document import NO_DIGEST, content_of
from evaluator_app.domain.sentence import say
from evaluator_app.domain.status import AssessmentKind, AssessmentStatus

FORMAT: Final = "evaluator-rescue"
VERSION: Final = 1
FOLDER: Final = "GreenMineRescue"
"""Folder on the stick, under the one that a person chose."""
COPIES: Final = "copies"
EVIDENCE: Final = "evidence"
"""Evidence of all copies by digest, laid out as in a workspace."""
FILES: Final = "files"
"""Other large files of all copies by digest."""
WORKSPACE: Final = "workspace"
"""In a copy: database and small files under their own names."""
MANIFEST: Final = "copy.json"
SUMS: Final = "SHA256SUMS"
CONTENTS: Final = "contents.txt"
README: Final = "README.txt"
DATABASE: Final = "evaluator.db"

MOST_FILES: Final = 400_000
LARGEST_MANIFEST: Final = 160 * 1024 * 1024
LARGEST_FILE: Final = 4 * 1024**3 - 1
"""Bytes that a file on FAT32 may have."""
LONGEST_PATH: Final = 400
_LONGEST_NAME: Final = 200
_SHA256: Final = re.compile("[0-9a-f]{64}")
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,8}")
_UNFIT: Final = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


class Why(Enum):
    """Why a file of the workspace is in no copy."""

    SECRET = "secret"  # noqa: S105 - no password
    """A private key, or lies where they are kept."""
    TOO_LARGE = "too_large"
    """4 GB or more, which FAT cannot hold."""
    DAMAGED = "damaged"
    """Evidence that is no longer what its name says, or cannot be read."""
    MISSING = "missing"
    """Evidence that is recorded and not there."""
    UNREADABLE = "unreadable"
    """It cannot be read, or changed while it was being read."""
    LINK = "link"
    """A link that leads elsewhere, or no file."""


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """One file of a workspace as it stands in a copy."""

    path: str
    """Where it lies in the workspace; parts are joined by /."""
    place: str
    """Where it lies on the stick, seen from the folder of the copy."""
    size: int
    """Bytes."""
    sha256: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One file of a workspace that the copy does not hold."""

    path: str
    why: Why


@dataclass(frozen=True, slots=True)
class HeldAssessment:
    """An assessment that a copy holds."""

    id: str
    mine: str
    """Name of the mine."""
    kind: AssessmentKind
    status: AssessmentStatus
    acts: int
    """Lines of the journal; the number of the last."""
    journal: str
    """SHA-256 over the lines of the journal."""
    changed_at: datetime
    """When the last act was recorded, by the clock there."""
    evidence: int = 0
    """Pieces of evidence."""
    is_practice: bool = False
    is_removed: bool = False
    """Whether it lies in the trash."""


@dataclass(frozen=True, slots=True)
class CopyManifest:
    """What a copy holds."""

    program: str
    """Version of the program that wrote it."""
    taken_at: datetime
    """By the clock of the laptop."""
    by: str
    """Who worked there; empty if no name was given."""
    computer: str
    """What the laptop calls itself, for people alone: two may bear one name, and one may change it."""
    assessments: tuple[HeldAssessment, ...]
    files: tuple[CopiedFile, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    def to_bytes(self) -> bytes:
        """Return the manifest as a file, to be read by people too."""
        data = {"format": FORMAT, "version": VERSION, **encode(self)}
        return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False).encode()


def read_copy_manifest(data: bytes) -> CopyManifest:
    """Read a manifest from bytes that may be anything; DocumentError with what is wrong."""
    refusal = say("doc.not_rescue", "This is not the manifest of a copy of a workspace")
    manifest = decode(CopyManifest, content_of(read_json(data), FORMAT, VERSION, refusal))
    if problems := tuple(_problems(manifest)):
        raise DocumentError(problems)
    return manifest


def sums_of(manifest: CopyManifest, sha256: str) -> bytes:
    """Return what sha256sum -c takes: every file of the copy, and the manifest with its digest."""
    lines = [f"{file.sha256}  {file.place}\n" for file in manifest.files]
    return "".join([*lines, f"{sha256}  {MANIFEST}\n"]).encode()


def shared_place(path: str, sha256: str) -> str:
    """Return where a file that all copies share lies, seen from the folder of a copy: evidence by digest, other files likewise."""
    if is_evidence(path, sha256):
        return f"../../{path}"
    ending = PurePosixPath(path).suffix
    return f"../../{FILES}/{sha256[:2]}/{sha256}{ending if _ENDING.fullmatch(ending) else ''}"


def is_evidence(path: str, sha256: str) -> bool:
    """Tell whether a path is that of evidence with this digest."""
    return path == f"{EVIDENCE}/{sha256[:2]}/{sha256}"


def own_place(path: str) -> str:
    """Return where a file that a copy has for itself lies, seen from the folder of the copy."""
    return f"{WORKSPACE}/{path}"


def is_portable(path: str) -> bool:
    """Tell whether every system takes the path as it is."""
    return len(path.encode()) <= _LONGEST_NAME and all(
        not _UNFIT.search(part) and part[-1:] not in (".", " ") and not _DEVICES.fullmatch(part) for part in path.split("/")
    )


def fitted(path: str) -> str:
    """Return a path that Windows takes, with other characters in the place of those that it does not."""
    parts = (re.sub(r"[. ]$", "_", _UNFIT.sub("_", part)) for part in path.split("/"))
    return "/".join(f"_{part}" if _DEVICES.fullmatch(part) else part for part in parts)


def _is_inside(path: str) -> bool:
    """Tell whether a path of a manifest stays in the folder that it is meant for."""
    parts = path.split("/")
    return (
        0 < len(path) <= LONGEST_PATH
        and "\\" not in path
        and path.isprintable()
        and not re.match("[A-Za-z]:", path)
        and not any(part in ("", ".", "..") for part in parts)
    )


def _problems(manifest: CopyManifest) -> Iterator[DocumentProblem]:
    if len(manifest.files) > MOST_FILES:
        yield DocumentProblem("files", say("doc.rescue_files", "A copy holds at most {most} files", most=MOST_FILES))
        return
    seen: set[str] = set()
    for index, file in enumerate(manifest.files):
        if not _SHA256.fullmatch(file.sha256):
            yield DocumentProblem(f"files[{index}].sha256", NO_DIGEST)
            continue
        is_place = file.place in (own_place(file.path), shared_place(file.path, file.sha256))
        if not _is_inside(file.path) or not is_place or file.path in seen or not 0 <= file.size <= LARGEST_FILE:
            yield DocumentProblem(f"files[{index}]", say("doc.rescue_file", "This names no file that a copy may hold, or one twice"))
        seen.add(file.path)
    if DATABASE not in seen:
        yield DocumentProblem("files", say("doc.rescue_database", "A copy holds the database"))
    for index, held in enumerate(manifest.assessments):
        if not _SHA256.fullmatch(held.journal) or held.acts < 0:
            yield DocumentProblem(f"assessments[{index}].journal", NO_DIGEST)
