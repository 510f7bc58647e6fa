# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Reading a zip file that may be anything: within bounds, no paths but those of its format, every file held against its manifest.

What archives and packages have in common. One that somebody unpacked and packed again with another program is read as well. Unpacks
nothing to where a file says.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import BinaryIO, ClassVar, Final, Generic, Protocol, Self, TypeVar

from evaluator_app.archives.manifest import LARGEST, LARGEST_MANIFEST, MANIFEST, MOST_FILES, ArchivedFile, FileKind, is_safe_path
from evaluator_app.domain.codec import DocumentError
from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.safe_zip import is_packed_plainly, is_plain_file, is_plain_folder, shown

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


class Listing(Protocol):
    """A manifest, as far as a container must know it."""

    @property
    def files(self) -> tuple[ArchivedFile, ...]:
        """Every file beside the manifest and what seals it."""

    def of_kind(self, kind: FileKind) -> tuple[ArchivedFile, ...]:
        """Return the files of a kind, in their order."""


@dataclass(frozen=True, slots=True)
class Refusals:
    """What is said of a container that cannot be used, under the codes of its format."""

    damaged: Callable[[str, str], UserFacingError]
    """Of its name and the reason."""
    unsafe: Callable[[str, str], UserFacingError]
    too_large: Callable[[str], UserFacingError]
    unknown: Callable[[str, str], UserFacingError]
    """Of its name and what is wrong with its manifest."""


M = TypeVar("M", bound=Listing)


class OpenContainer(Generic[M]):
    """A container that is being read; the file stays open until close. Each format makes a class of its own of it."""

    refusals: ClassVar[Refusals]
    beside: ClassVar[Mapping[str, int]] = {}
    """Files beside the manifest that it does not name, and the bytes that each may have."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        """Look at the list of files and read the manifest; UserFacingError, with the reason, for what is no safe container.

        The file may be written to by nobody else meanwhile; `name` is what sentences call it.
        """
        self._name, self._file = name, file
        _check_directory(file, name, self.refusals)
        try:
            self._zip = zipfile.ZipFile(file)
            entries = self._zip.infolist()
        except _BROKEN as error:
            raise self.refusals.damaged(name, _("it cannot be unpacked")) from error
        self._entries = _checked(entries, self._zip.start_dir, name, self.refusals)
        if MANIFEST not in self._entries:
            raise self.refusals.damaged(name, _("it has no manifest"))
        self.manifest_bytes: bytes = self._small(MANIFEST, LARGEST_MANIFEST)
        self.manifest: M = self._read_manifest()
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
        """Read every file and hold it against the manifest; UserFacingError naming the first that is not as it says."""
        everything, done = sum(each.size for each in self.manifest.files), 0
        for each in self.manifest.files:
            for piece in self.pieces(each):
                done += len(piece)
                if cancelled is not None and cancelled():
                    raise Cancelled
                if progress is not None:
                    progress(done, everything)

    def read(self, file: ArchivedFile) -> bytes:
        """Return what a file of the container holds, checked against the manifest."""
        return b"".join(self.pieces(file))

    def only(self, kind: FileKind) -> bytes:
        """Return the one file of a kind."""
        return self.read(self.manifest.of_kind(kind)[0])

    def pieces(self, file: ArchivedFile) -> Iterator[bytes]:
        """Yield a file of the container piece by piece; UserFacingError at the end if it is not as the manifest says."""
        digest, size = hashlib.sha256(), 0
        info = self._entries[file.path]
        for piece in self._stored(info) if info.compress_type == zipfile.ZIP_STORED else self._unpacked(file.path):
            size += len(piece)
            if size > file.size:
                break
            digest.update(piece)
            yield piece
        if size != file.size or digest.hexdigest() != file.sha256:
            raise self.refusals.damaged(self._name, _("{file} is not as its manifest says").format(file=file.path))

    def _unpacked(self, path: str) -> Iterator[bytes]:
        with self._unpacking(path) as source:
            while piece := source.read(CHUNK):
                yield piece

    def _stored(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield a file that lies there as it is, without the sum of the zip format: the digest says more."""
        try:
            self._file.seek(info.header_offset)
            head = self._file.read(_LOCAL_HEADER)
            lengths = [int.from_bytes(head[at : at + 2], "little") for at in (26, 28)]
            if not head.startswith(b"PK\x03\x04") or self._file.read(lengths[0]) != info.orig_filename.encode():
                raise self.refusals.damaged(self._name, _("{file} cannot be unpacked").format(file=info.filename))
            place, end = (
                info.header_offset + _LOCAL_HEADER + sum(lengths),
                info.header_offset + _LOCAL_HEADER + sum(lengths) + info.file_size,
            )
            while place < end:
                self._file.seek(place)
                piece = self._file.read(min(CHUNK, end - place))
                if not piece:
                    return
                place += len(piece)
                yield piece
        except OSError as error:
            raise self.refusals.damaged(self._name, _("{file} cannot be unpacked").format(file=info.filename)) from error

    @contextmanager
    def _unpacking(self, path: str) -> Iterator[BinaryIO]:
        try:
            with self._zip.open(self._entries[path]) as source:
                yield source  # type: ignore[misc]  # what zipfile gives can be read from
        except _BROKEN as error:
            raise self.refusals.damaged(self._name, _("{file} cannot be unpacked").format(file=path)) from error

    def small(self, path: str) -> bytes:
        """Return a file that the manifest does not name, such as what seals it; refused where it is missing or too large."""
        if path not in self._entries:
            raise self.refusals.damaged(self._name, _("{file} is missing").format(file=path))
        return self._small(path, self.beside[path])

    def _small(self, path: str, most: int) -> bytes:
        if self._entries[path].file_size > most:
            raise self.refusals.too_large(self._name)
        with self._unpacking(path) as source:
            return source.read(most + 1)

    def parse(self, data: bytes) -> M:
        """Read the manifest of this format; DocumentError for what is none."""
        raise NotImplementedError

    def _read_manifest(self) -> M:
        try:
            return self.parse(self.manifest_bytes)
        except DocumentError as error:
            words = "；".join(f"{each.path}：{each.sentence.text(translator(current_language()))}" for each in error.problems[:3])
            raise self.refusals.unknown(self._name, words) from error

    def _compare(self) -> None:
        """Refuse files that are named and not there, there and not named, or of another size."""
        there = set(self._entries) - {MANIFEST, *self.beside}
        if missing := sorted(set(self._named) - there):
            raise self.refusals.damaged(self._name, _("{file} is missing").format(file=missing[0]))
        if extra := sorted(there - set(self._named)):
            raise self.refusals.unsafe(self._name, _("{file} is not named in its manifest").format(file=extra[0]))
        for path, file in self._named.items():
            if self._entries[path].file_size != file.size:
                raise self.refusals.damaged(self._name, _("{file} is not as its manifest says").format(file=path))
            if file.size > LARGEST[file.kind]:
                raise self.refusals.too_large(self._name)


def _check_directory(file: BinaryIO, name: str, refusals: Refusals) -> None:
    """Look at the end of the file before anything is made of its directory: the list of files must be short, and all there is."""
    length = file.seek(0, 2)
    file.seek(0)
    head = file.read(4)
    tail_start = max(0, length - _END - _LOCATOR)
    file.seek(tail_start)
    tail = file.read(_END + _LOCATOR)
    end = tail[-_END:]
    if len(end) < _END or not end.startswith(b"PK\x05\x06") or not head.startswith(b"PK\x03\x04") or end[20:22] != b"\0\0":
        raise refusals.damaged(name, _("it is no archive, or it is cut off"))
    locator = tail[:-_END] if len(tail) == _END + _LOCATOR and tail.startswith(b"PK\x06\x07") else b""
    if locator:
        last = length - _END - _LOCATOR
        start_of_end = int.from_bytes(locator[8:16], "little")
        file.seek(min(start_of_end, length))
        long_end = file.read(_LONG_END)
        if start_of_end + _LONG_END != last or not long_end.startswith(b"PK\x06\x06"):
            raise refusals.damaged(name, _("something stands before or after its files"))
        count, size, start = (int.from_bytes(long_end[at : at + 8], "little") for at in (32, 40, 48))
        last = start_of_end
    else:
        count, size, start = (int.from_bytes(end[at:to], "little") for at, to in ((10, 12), (12, 16), (16, 20)))
        last = length - _END
    if count > 2 * MOST_FILES or size > _LONGEST_DIRECTORY:
        raise refusals.too_large(name)
    if start + size != last:
        raise refusals.damaged(name, _("something stands before or after its files"))
    file.seek(0)


def _checked(entries: list[zipfile.ZipInfo], directory: int, name: str, refusals: Refusals) -> Mapping[str, zipfile.ZipInfo]:
    """Return the files by path; folders, which other programs write, are passed over."""
    found: dict[str, zipfile.ZipInfo] = {}
    folded: set[str] = set()
    for info in entries:
        _check_entry(info, name, refusals)
        if info.filename.casefold() in folded:
            raise refusals.unsafe(name, _("{file} is in it twice").format(file=shown(info.filename)))
        folded.add(info.filename.casefold())
        if not info.is_dir():
            found[info.filename] = info
    edge = 0
    for info in sorted(entries, key=lambda each: each.header_offset):
        if info.header_offset < edge:
            raise refusals.unsafe(name, _("two of its files share the same bytes"))
        edge = info.header_offset + _LOCAL_HEADER + len(info.orig_filename.encode()) + info.compress_size
    if edge > directory:
        raise refusals.damaged(name, _("it cannot be unpacked"))
    return found


def _check_entry(info: zipfile.ZipInfo, name: str, refusals: Refusals) -> None:
    path = info.filename
    if info.orig_filename != path or not is_safe_path(path.removesuffix("/")):
        raise refusals.unsafe(name, _("“{file}” is no path that an archive may hold").format(file=shown(info.orig_filename)))
    if not (is_plain_file(info) or is_plain_folder(info)):
        raise refusals.unsafe(name, _("{file} is a link or no file at all").format(file=path))
    if not is_packed_plainly(info):
        raise refusals.unsafe(name, _("{file} is encrypted or packed in a way that is not read").format(file=path))
    if info.file_size > max(_SMALL, _HIGHEST_RATIO * info.compress_size) or info.file_size > max(LARGEST.values()):
        raise refusals.too_large(name)
