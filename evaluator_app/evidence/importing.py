# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Taking files in as evidence: each one is read once, checked, then stored; a bad one is refused by name while the others go in.

Does not write to the database: the caller attaches what was accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.containers import PDF, empty, media_type
from evaluator_app.evidence.files import EvidenceFiles, StoredFile
from evaluator_app.evidence.photos import PhotoFacts, read_photo
from evaluator_app.evidence.sources import read_source

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that is now in the store."""

    name: str
    """File name as it was given, without folders."""
    media_type: str
    """Kind by content: image/jpeg, image/png, image/webp or application/pdf."""
    stored: StoredFile
    """Digest and size."""
    photo: PhotoFacts | None
    """What the photo records; None for a document."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken, and why."""

    name: str
    """File name as it was given, without folders."""
    code: str
    """Stable problem code such as EVI-012."""
    message: str
    """What is wrong, a sentence that names the file."""
    advice: str
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of each file, in the order given."""

    accepted: tuple[ImportedFile, ...]
    """Stored and durable."""
    refused: tuple[Refusal, ...]
    """Not taken."""
    cancelled: bool = False
    """Whether the user stopped it before the last file; what was accepted by then stays stored."""


def import_files(
    paths: Sequence[Path], files: EvidenceFiles, *, progress: Progress | None = None, cancelled: Stopped | None = None
) -> ImportResult:
    """Check and store photos and PDF documents.

    `progress(done, total)` is called after each file; `cancelled()` is asked before each file.
    """
    accepted: list[ImportedFile] = []
    refused: list[Refusal] = []
    for done, path in enumerate(paths):
        if cancelled is not None and cancelled():
            return ImportResult(tuple(accepted), tuple(refused), cancelled=True)
        try:
            accepted.append(_take(path.name, read_source(path, limit=files.size_limit), files))
        except UserFacingError as error:
            refused.append(_refusal(path.name, error))
        if progress is not None:
            progress(done + 1, len(paths))
    return ImportResult(tuple(accepted), tuple(refused))


def import_bytes(name: str, data: bytes, files: EvidenceFiles) -> ImportResult:
    """Check and store one photo or PDF that did not come from a file, such as a pasted picture."""
    try:
        return ImportResult((_take(name, data, files),), ())
    except UserFacingError as error:
        return ImportResult((), (_refusal(name, error),))


def _take(name: str, data: bytes, files: EvidenceFiles) -> ImportedFile:
    if not data:
        raise empty(name)
    if media_type(data) == PDF:
        return ImportedFile(name, PDF, files.add(data, name=name), None)
    photo = read_photo(data, name=name)
    return ImportedFile(name, photo.media_type, files.add(data, name=name), photo)


def _refusal(name: str, error: UserFacingError) -> Refusal:
    return Refusal(name, error.code, error.message, error.advice)
