# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Reading an archive that may be anything: within bounds, no paths but those of the format, every file held against the manifest.

An archive that somebody unpacked and packed again with another program is read as well. Unpacks nothing to where a file says.
"""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import BinaryIO, Final, Self

from evaluator_app.archives.manifest import (
    LARGEST,
    LARGEST_MANIFEST,
    MANIFEST,
    MOST_FILES,
    ArchivedFile,
    FileKind,
    Manifest,
    is_safe_path,
    read_manifest,
)
from evaluator_app.domain.codec import DocumentError
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.i18n import _, current_language, translator

CHUNK: Final = 1024 * 1024
_HIGHEST_RATIO: Final = 300
"""Times that a file may grow when unpacked; a long journal shrinks to a fiftieth."""
_SMALL: Final = 256 * 1024
_LONGEST_DIRECTORY: Final = 32 * 1024 * 1024
_END: Final = 22
_LOCATOR: Final = 20
_LONG_END: Final = 56
_LOCAL_HEADER: Final = 30
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, UnicodeError)


class ArchiveRefusedError(UserFacingError):
    """An archive cannot be used; nothing was changed."""


class OpenArchive:
    """An archive that is being read; the file stays open until close."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        """Look at the list of files and read the manifest; ArchiveRefusedError, with the reason, for what is no safe archive.

        The file may be written to by nobody else meanwhile; `name` is what sentences call it.
        """
        self._name = name
        _check_directory(file, name)
        try:
            self._zip = zipfile.ZipFile(file)
            entries = self._zip.infolist()
        except _BROKEN as error:
            raise damaged(name, _("it cannot be unpacked")) from error
        self._entries = _checked(entries, self._zip.start_dir, name)
        if MANIFEST not in self._entries:
            raise damaged(name, _("it has no manifest"))
        self.manifest: Manifest = self._read_manifest()
        self._named: Mapping[str, ArchivedFile] = {each.path: each for each in self.manifest.files}
        self._compare()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the list of files; who opened the file closes it."""
        self._zip.close()

    def check(self, *, progress: Callable[[int, int], None] | None = None, cancelled: Callable[[], bool] | None = None) -> None:
        """Read every file and hold it against the manifest; ArchiveRefusedError naming the first that is not as it says."""
        everything, done = sum(each.size for each in self.manifest.files), 0
        for each in self.manifest.files:
            for piece in self.pieces(each):
                done += len(piece)
                if cancelled is not None and cancelled():
                    raise Cancelled
                if progress is not None:
                    progress(done, everything)

    def read(self, file: ArchivedFile) -> bytes:
        """Return what a file of the archive holds, checked against the manifest."""
        return b"".join(self.pieces(file))

    def only(self, kind: FileKind) -> bytes:
        """Return the one file of a kind."""
        return self.read(self.manifest.of_kind(kind)[0])

    def pieces(self, file: ArchivedFile) -> Iterator[bytes]:
        """Yield a file of the archive piece by piece; ArchiveRefusedError at the end if it is not as the manifest says."""
        digest, size = hashlib.sha256(), 0
        with self._unpacking(file.path) as source:
            while piece := source.read(CHUNK):
                size += len(piece)
                if size > file.size:
                    break
                digest.update(piece)
                yield piece
        if size != file.size or digest.hexdigest() != file.sha256:
            raise damaged(self._name, _("{file} is not as its manifest says").format(file=file.path))

    @contextmanager
    def _unpacking(self, path: str) -> Iterator[BinaryIO]:
        try:
            with self._zip.open(self._entries[path]) as source:
                yield source  # type: ignore[misc]  # what zipfile gives can be read from
        except _BROKEN as error:
            raise damaged(self._name, _("{file} cannot be unpacked").format(file=path)) from error

    def _read_manifest(self) -> Manifest:
        if self._entries[MANIFEST].file_size > LARGEST_MANIFEST:
            raise too_large(self._name)
        with self._unpacking(MANIFEST) as source:
            data = source.read(LARGEST_MANIFEST + 1)
        try:
            return read_manifest(data)
        except DocumentError as error:
            words = "；".join(f"{each.path}：{each.sentence.text(translator(current_language()))}" for each in error.problems[:3])
            raise ArchiveRefusedError(
                "ARC-004",
                _("The manifest of {name} cannot be used. {details} Nothing was changed.").format(name=self._name, details=words),
                _("If a newer program made the archive, open it with that one. Its files can be read with any zip program."),
            ) from error

    def _compare(self) -> None:
        """Refuse files that are named and not there, there and not named, or of another size."""
        there = set(self._entries) - {MANIFEST}
        if missing := sorted(set(self._named) - there):
            raise damaged(self._name, _("{file} is missing").format(file=missing[0]))
        if extra := sorted(there - set(self._named)):
            raise unsafe(self._name, _("{file} is not named in its manifest").format(file=extra[0]))
        for path, file in self._named.items():
            if self._entries[path].file_size != file.size:
                raise damaged(self._name, _("{file} is not as its manifest says").format(file=path))
            if file.size > LARGEST[file.kind]:
                raise too_large(self._name)


def _check_directory(file: BinaryIO, name: str) -> None:
    """Look at the end of the file before anything is made of its directory: the list of files must be short, and all there is."""
    length = file.seek(0, 2)
    file.seek(0)
    head = file.read(4)
    tail_start = max(0, length - _END - _LOCATOR)
    file.seek(tail_start)
    tail = file.read(_END + _LOCATOR)
    end = tail[-_END:]
    if len(end) < _END or not end.startswith(b"PK\x05\x06") or not head.startswith(b"PK\x03\x04") or end[20:22] != b"\0\0":
        raise damaged(name, _("it is no archive, or it is cut off"))
    locator = tail[:-_END] if len(tail) == _END + _LOCATOR and tail.startswith(b"PK\x06\x07") else b""
    if locator:
        last = length - _END - _LOCATOR
        start_of_end = int.from_bytes(locator[8:16], "little")
        file.seek(min(start_of_end, length))
        long_end = file.read(_LONG_END)
        if start_of_end + _LONG_END != last or not long_end.startswith(b"PK\x06\x06"):
            raise damaged(name, _("something stands before or after its files"))
        count, size, start = (int.from_bytes(long_end[at : at + 8], "little") for at in (32, 40, 48))
        last = start_of_end
    else:
        count, size, start = (int.from_bytes(end[at:to], "little") for at, to in ((10, 12), (12, 16), (16, 20)))
        last = length - _END
    if count > 2 * MOST_FILES or size > _LONGEST_DIRECTORY:
        raise too_large(name)
    if start + size != last:
        raise damaged(name, _("something stands before or after its files"))
    file.seek(0)


def _checked(entries: list[zipfile.ZipInfo], directory: int, name: str) -> Mapping[str, zipfile.ZipInfo]:
    """Return the files by path; folders, which other programs write, are passed over."""
    found: dict[str, zipfile.ZipInfo] = {}
    folded: set[str] = set()
    for info in entries:
        _check_entry(info, name)
        if info.filename.casefold() in folded:
            raise unsafe(name, _("{file} is in it twice").format(file=shown(info.filename)))
        folded.add(info.filename.casefold())
        if not info.is_dir():
            found[info.filename] = info
    edge = 0
    for info in sorted(entries, key=lambda each: each.header_offset):
        if info.header_offset < edge:
            raise unsafe(name, _("two of its files share the same bytes"))
        edge = info.header_offset + _LOCAL_HEADER + len(info.orig_filename.encode()) + info.compress_size
    if edge > directory:
        raise damaged(name, _("it cannot be unpacked"))
    return found


def _check_entry(info: zipfile.ZipInfo, name: str) -> None:
    path = info.filename
    if info.orig_filename != path or not is_safe_path(path.removesuffix("/")):
        raise unsafe(name, _("“{file}” is no path that an archive may hold").format(file=shown(info.orig_filename)))
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if info.is_dir() else stat.S_IFREG) or (info.is_dir() and info.file_size):
        raise unsafe(name, _("{file} is a link or no file at all").format(file=path))
    if info.flag_bits & 0x1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise unsafe(name, _("{file} is encrypted or packed in a way that is not read").format(file=path))
    if info.file_size > max(_SMALL, _HIGHEST_RATIO * info.compress_size) or info.file_size > max(LARGEST.values()):
        raise too_large(name)


def shown(text: str) -> str:
    """Return a name from elsewhere so that it can be shown."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text[:80])


def damaged(name: str, reason: str) -> ArchiveRefusedError:
    """Return what is said of an archive that is not whole."""
    return ArchiveRefusedError(
        "ARC-001",
        _("The archive {name} is damaged: {reason}. Nothing was changed.").format(name=name, reason=reason),
        _("Get the file again from where it came. What is whole in it can still be read with any zip program."),
    )


def unsafe(name: str, reason: str) -> ArchiveRefusedError:
    """Return what is said of an archive that this program did not make."""
    return ArchiveRefusedError(
        "ARC-002",
        _("The archive {name} is not safe to unpack: {reason}. Nothing was changed.").format(name=name, reason=reason),
        _("No archive of this program is made like that; ask whoever gave it to you."),
    )


def too_large(name: str) -> ArchiveRefusedError:
    """Return what is said of a file that unpacks to more than an archive can hold."""
    return ArchiveRefusedError(
        "ARC-003",
        _("The archive {name} holds more than an archive can, or unpacks to far more than it is. Nothing was changed.").format(name=name),
        _("No archive of this program is made like that; ask whoever gave it to you."),
    )
