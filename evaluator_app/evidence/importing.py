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
from evaluator_app.evidence.files import EvidenceFiles, StoredFile, WrittenFile
from evaluator_app.evidence.photos import PhotoFacts, look_at
from evaluator_app.evidence.sources import SIZE_LIMIT, read_head, read_source
from evaluator_app.evidence.thumbnails import LIST_SIDE, keep_thumbnail
from evaluator_app.evidence.videos import VIDEO_LIMIT, VideoFacts, is_cut_off, read_video, video_type
from evaluator_app.i18n import _

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that is now in the store."""

    name: str
    """File name as it was given, without folders."""
    media_type: str
    """Kind by content: image/jpeg, image/png, image/webp, image/heic, application/pdf or one of VIDEO_TYPES."""
    stored: StoredFile
    """Digest and size."""
    photo: PhotoFacts | None = None
    """What the photo records; None for a document or a video."""
    video: VideoFacts | None = None
    """What the video records; None for anything else."""
    fingerprint: str = ""
    """What the photo looks like; empty for a document or a video."""
    codes: tuple[str, ...] = ()
    """Texts of the program's own codes on the photo, where they were looked for."""


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
    is_gone: bool = False
    """Whether the folder that it lay in is not there any more."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of each file, in the order given."""

    accepted: tuple[ImportedFile, ...]
    """Stored and durable."""
    refused: tuple[Refusal, ...]
    """Not taken."""
    cancelled: bool = False
    """Whether the user stopped it before the last file; what was accepted by then stays stored."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where files are looked at and stored."""

    files: EvidenceFiles
    pictures: Path | None = None
    """Folder for the small pictures of lists; None to make none."""
    has_codes: bool = False
    """Whether photos are searched for the program's own codes: divider cards, the laptop's clock."""

    def write(self, path: Path) -> tuple[ImportedFile, WrittenFile]:
        """Check a file and write it, not safe yet; UserFacingError says why it is not taken, and nothing is left of it."""
        kind = video_type(read_head(path))
        if kind is not None:
            return self._write_video(path, kind)
        return self.write_bytes(path.name, read_source(path, limit=min(SIZE_LIMIT, self.files.size_limit)))

    def write_bytes(self, name: str, data: bytes) -> tuple[ImportedFile, WrittenFile]:
        """Check the content of a photo or document and write it, not safe yet."""
        if not data:
            raise empty(name)
        if media_type(data) == PDF:
            written = self.files.write(data, name=name)
            return ImportedFile(name, PDF, written.stored), written
        look = look_at(data, name, has_codes=self.has_codes)
        written = self.files.write(data, name=name)
        if self.pictures is not None:
            keep_thumbnail(look.small, LIST_SIDE, self.pictures, written.stored.sha256)
        facts = look.facts
        return ImportedFile(name, facts.media_type, written.stored, facts, None, look.fingerprint, look.codes), written

    def take(self, name: str, source: Path | bytes) -> ImportedFile:
        """Check and store one file; it is safe when this returns."""
        imported, written = self.write(source) if isinstance(source, Path) else self.write_bytes(name, source)
        self.files.settle(written, name=name)
        self.files.flush((written.stored,))
        return imported

    def _write_video(self, path: Path, kind: str) -> tuple[ImportedFile, WrittenFile]:
        """Copy a video piece by piece; nothing of it is decoded."""
        written = self.files.write(path, limit=VIDEO_LIMIT)
        lies = written.partial or self.files.path(written.stored.sha256)
        if is_cut_off(lies):
            self.files.drop(written)
            raise UserFacingError(
                "EVI-018",
                _("The video {name} is cut off: its index or its end is missing, nothing would play it.").format(name=path.name),
                _("Copy it again from the camera or the card."),
            )
        return ImportedFile(path.name, kind, written.stored, video=read_video(lies)), written


def import_files(
    paths: Sequence[Path],
    files: EvidenceFiles,
    *,
    pictures: Path | None = None,
    progress: Progress | None = None,
    cancelled: Stopped | None = None,
) -> ImportResult:
    """Check and store photos, videos and PDF documents, one after the other.

    `progress(done, total)` is called after each file; `cancelled()` is asked before each file.
    """
    desk = Desk(files, pictures)
    accepted: list[ImportedFile] = []
    refused: list[Refusal] = []
    for done, path in enumerate(paths):
        if cancelled is not None and cancelled():
            return ImportResult(tuple(accepted), tuple(refused), cancelled=True)
        try:
            accepted.append(desk.take(path.name, path))
        except UserFacingError as error:
            refused.append(refusal(path.name, error))
        if progress is not None:
            progress(done + 1, len(paths))
    return ImportResult(tuple(accepted), tuple(refused))


def import_bytes(name: str, data: bytes, files: EvidenceFiles, *, pictures: Path | None = None) -> ImportResult:
    """Check and store one photo or PDF that did not come from a file, such as a pasted picture."""
    try:
        return ImportResult((Desk(files, pictures).take(name, data),), ())
    except UserFacingError as error:
        return ImportResult((), (refusal(name, error),))


def refusal(name: str, error: UserFacingError, *, is_gone: bool = False) -> Refusal:
    """Return what is told of a file that was not taken."""
    return Refusal(name, error.code, error.message, error.advice, is_gone)
