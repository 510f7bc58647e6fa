# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The store of evidence: every file is kept under the SHA-256 of its bytes, once, unchanged, durable before it is named.

Knows nothing of what the files mean; which assessment uses which digest is a matter of the database.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO

from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.sources import SIZE_LIMIT, require_size, source_chunks
from evaluator_app.i18n import _

_DIGEST = re.compile(r"[0-9a-f]{64}")
_PARTIAL = ".partial-"
_AT_ONCE, _BESIDE = 8, 2
"""Files that are waited for at the same time when nothing else is done, and beside the writing of others."""
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the store."""

    sha256: str
    """Digest of the bytes, 64 lower-case hexadecimal digits; also its name in the store."""
    size: int
    """Length in bytes."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """Content that is written but not safe yet: it has no name in the store, and a killed program leaves nothing of it."""

    stored: StoredFile
    partial: Path | None
    """Where it lies until it is settled; None where the store has it already."""


class EvidenceFiles:
    """A folder of files named by their digest: root/ab/abcd...; made when the first file is added."""

    def __init__(self, root: Path, *, size_limit: int = SIZE_LIMIT) -> None:
        """Name the folder and the size in bytes above which a file is refused."""
        self.root = root
        self.size_limit = size_limit

    def add(self, source: Path | bytes, *, name: str | None = None) -> StoredFile:
        """Keep a copy of a file or of bytes and return its digest once it is safe on disk.

        The same content is kept once; a damaged copy of it is replaced. `name` is what sentences call the bytes.
        """
        written = self.write(source, name=name)
        self.settle(written, name=name or "")
        self.flush((written.stored,))
        return written.stored

    def write(self, source: Path | bytes, *, name: str | None = None, limit: int = 0) -> WrittenFile:
        """Write a copy that is not safe yet: settle() and flush() make it so, or drop() takes it away.

        `limit` is the size in bytes above which it is refused, where that is not the one of the store.
        """
        limit = limit or self.size_limit
        if isinstance(source, bytes):
            shown = name or _("The pasted content")
            require_size(shown, len(source), limit)
            stored = StoredFile(hashlib.sha256(source).hexdigest(), len(source))
            if self.verify(stored.sha256):
                return WrittenFile(stored, None)
            with self._writing(shown):
                return WrittenFile(stored, self._write((source,)))
        shown = name or source.name
        digest, size = hashlib.sha256(), 0

        def counted() -> Iterator[bytes]:
            nonlocal size
            for piece in source_chunks(source, limit=limit):
                digest.update(piece)
                size += len(piece)
                yield piece

        with self._writing(shown):
            partial = self._write(counted())
        return WrittenFile(StoredFile(digest.hexdigest(), size), partial)

    def write_pieces(self, pieces: Iterable[bytes], stored: StoredFile, *, name: str) -> WrittenFile:
        """Write content whose digest is known, piece by piece; whoever gives it has checked it by the last piece. Not safe yet."""
        if self.verify(stored.sha256):
            return WrittenFile(stored, None)
        with self._writing(name):
            return WrittenFile(stored, self._write(pieces))

    def settle(self, written: WrittenFile, *, name: str = "") -> None:
        """Bring the content to the disk and name it; the name is safe after flush(). A failure leaves nothing of it."""
        if written.partial is None:
            return
        with self._writing(name or written.stored.sha256[:12]):
            try:
                _flush_content(written.partial)
                self._put_in_place(written.partial, written.stored)
            except BaseException:
                self.drop(written)
                raise

    def settle_all(self, written: Sequence[WrittenFile]) -> None:
        """Bring many to the disk and name them, names safe: as settle() and flush(), with the waits for the disk at the same time.

        A failure leaves those that were named before it, which no assessment names, and nothing of the others.
        """
        waiting = [each for each in written if each.partial is not None]
        try:
            with self._writing(str(self.root)), ThreadPoolExecutor(_AT_ONCE) as pool:
                list(pool.map(_flush_content, [each.partial for each in waiting if each.partial is not None]))
            for each in waiting:
                with self._writing(each.stored.sha256[:12]):
                    if each.partial is not None:
                        self._put_in_place(each.partial, each.stored)
            self.flush([each.stored for each in waiting])
        except BaseException:
            for each in waiting:
                self.drop(each)
            raise

    @contextmanager
    def flushing(self) -> Iterator[Callable[[WrittenFile], None]]:
        """Give what brings written content to the disk beside the writing of the next, so that settling need not wait for it.

        What fails is said by settle(), which does it again.
        """
        pool = ThreadPoolExecutor(_BESIDE)

        def begin(written: WrittenFile) -> None:
            if written.partial is not None:
                pool.submit(_flush_content, written.partial)

        try:
            yield begin
        finally:
            pool.shutdown(cancel_futures=True)

    def flush(self, stored: Iterable[StoredFile]) -> None:
        """Make the names of settled files safe: after this they survive a loss of power."""
        with self._writing(str(self.root)), ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(_flush_folder, sorted({self.path(file.sha256).parent for file in stored})))

    def drop(self, written: WrittenFile) -> None:
        """Take away what was written and is not to be kept."""
        if written.partial is not None:
            with suppress(OSError):
                written.partial.unlink()

    def path(self, sha256: str) -> Path:
        """Return where the content with this digest lies, or would lie; ValueError if it is no digest."""
        if not _DIGEST.fullmatch(sha256):
            raise ValueError(f"not a SHA-256 digest: {sha256!r}")
        return self.root / sha256[:2] / sha256

    def open(self, sha256: str) -> BinaryIO:
        """Open stored content for reading; UserFacingError if it is missing or cannot be read."""
        try:
            return self.path(sha256).open("rb")
        except OSError as error:
            raise UserFacingError(
                "EVI-009",
                _("The evidence file {digest} is missing from the workspace or cannot be read.").format(digest=sha256[:12]),
                _("Bring the workspace's evidence folder back from a backup, or add the original file again."),
            ) from error

    def verify(self, sha256: str) -> bool:
        """Read stored content and tell whether it is there, readable and still has this digest."""
        try:
            with self.path(sha256).open("rb") as stored:
                return hashlib.file_digest(stored, "sha256").hexdigest() == sha256
        except OSError:
            return False

    def remove_leftovers(self) -> int:
        """Delete what a killed program left half written and return how many files that were.

        Only for the one program that holds the workspace, before it adds anything.
        """
        removed = 0
        for leftover in self.root.glob(f"{_PARTIAL}*"):
            with suppress(OSError):
                leftover.unlink()
                removed += 1
        return removed

    def _write(self, pieces: Iterable[bytes]) -> Path:
        self.root.mkdir(parents=True, exist_ok=True)
        descriptor, partial_name = tempfile.mkstemp(prefix=_PARTIAL, dir=self.root)
        partial = Path(partial_name)
        try:
            with os.fdopen(descriptor, "wb", buffering=0) as target:
                for piece in pieces:
                    _write_whole(target, piece)
        except BaseException:
            with suppress(OSError):
                partial.unlink()
            raise
        return partial

    def _put_in_place(self, partial: Path, stored: StoredFile) -> None:
        final = self.path(stored.sha256)
        if final.exists() and self.verify(stored.sha256):
            partial.unlink()
            return
        if not final.parent.is_dir():
            final.parent.mkdir(exist_ok=True)
            _flush_folder(self.root)
        partial.replace(final)

    @contextmanager
    def _writing(self, name: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._sentence(name, error) from error

    def _sentence(self, name: str, error: OSError) -> UserFacingError:
        if error.errno in _FULL:
            return UserFacingError(
                "EVI-006",
                _("The disk is full: {name} was not stored. Everything stored before is safe.").format(name=name),
                _("Free some space, then add it again."),
            )
        if error.errno in _FORBIDDEN:
            return UserFacingError(
                "EVI-007",
                _("The evidence folder {folder} cannot be written: {name} was not stored. Everything stored before is safe.").format(
                    folder=self.root, name=name
                ),
                _("Give yourself the right to write there, or move the workspace to another folder."),
            )
        return UserFacingError(
            "EVI-008",
            _("{name} could not be stored in {folder} ({reason}). Everything stored before is safe.").format(
                name=name, folder=self.root, reason=error.strerror or str(error)
            ),
            _("Check the disk, then add it again."),
        )


def _write_whole(target: RawIOBase, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[target.write(rest) or 0 :]


def _flush_content(partial: Path) -> None:
    descriptor = os.open(partial, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flush_folder(folder: Path) -> None:
    """Make a new name in a folder durable; Windows does so by itself and cannot open folders."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
