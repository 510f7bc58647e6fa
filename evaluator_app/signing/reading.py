# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Read a file once, whole and bounded in size; the SHA-256 of its beginnings is worked out beside that.

A signature covers the file but for its own container, near the end; a file that is signed more than once begins with what
was signed before. All of that needs the digest of a beginning and of a few bytes more, and never that of the file once more.
"""

from __future__ import annotations

import ctypes
import hashlib
import mmap
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO, RawIOBase
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.signing.layout import Outside, outside_streams

if TYPE_CHECKING:
    from hashlib import _Hash

LARGEST_DOCUMENT: Final = 512 * 1024 * 1024
_PART: Final = 1024 * 1024
_LARGE: Final = 4 * 1024 * 1024


class Document:
    """The bytes of a file and its name; the digests of its beginnings as soon as somebody asks for them."""

    def __init__(self, content: bytes, name: str, beginnings: _Beginnings | None = None) -> None:
        """Take bytes that were read already; those of `read_document` are hashed by then."""
        self.content = content
        self.name: Final = name
        self._streams: list[BytesIO] = []
        self._beginnings = beginnings
        self._outside: Outside | None = None

    def stream(self) -> BytesIO:
        """Return the bytes as a stream, for a library that reads one; it is closed when the document is let go."""
        self._streams.append(BytesIO(self.content))
        return self._streams[-1]

    def let_go(self) -> None:
        """Give the memory back at once: values of the library lead round in circles, and would keep it until they are collected."""
        for stream in self._streams:
            stream.close()
        self.content, self._beginnings, self._outside, self._streams = b"", None, None, []

    def sha256_until(self, size: int) -> _Hash:
        """Return the state of SHA-256 after so many bytes, to go on with."""
        if self._beginnings is None:
            self._beginnings = _Beginnings()
            for start in range(0, len(self.content), _PART):
                self._beginnings.add(memoryview(self.content)[start : start + _PART])
            self._beginnings.end()
        states = self._beginnings.states()
        number = min(size // _PART, len(states) - 1)
        state = states[number].copy()
        state.update(memoryview(self.content)[number * _PART : size])
        return state

    def sha256(self) -> str:
        """Return the SHA-256 of the whole, hexadecimal."""
        return self.sha256_until(len(self.content)).hexdigest()

    @property
    def outside(self) -> Outside:
        """What stands outside of streams; found once."""
        if self._outside is None:
            self._outside = outside_streams(self.content)
        return self._outside

    def digest_of_range(self, byte_range: Sequence[int], algorithm: str) -> bytes:
        """Return the digest of everything that a signature covers; its four numbers were looked at before."""
        view = memoryview(self.content)
        if algorithm == "sha256":
            digest = self.sha256_until(byte_range[1])
        else:
            digest = hashlib.new(algorithm, view[: byte_range[1]], usedforsecurity=True)
        digest.update(view[byte_range[2] : byte_range[2] + byte_range[3]])
        return digest.digest()


class _Beginnings:
    """Hashes parts in their order in a thread of its own and keeps the state after each of full size."""

    def __init__(self) -> None:
        self._states = [hashlib.sha256()]
        self._parts: SimpleQueue[memoryview | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._hash, name="digest", daemon=True)
        self._thread.start()

    def add(self, part: memoryview) -> None:
        """Take the next part; all but the last are of one size. It may not change before `states`."""
        self._parts.put(part)

    def end(self) -> None:
        """Say that there is no more."""
        self._parts.put(None)

    def states(self) -> Sequence[_Hash]:
        """Return the states before the first part and after each; waits for the thread."""
        self._thread.join()
        return self._states

    def _hash(self) -> None:
        state = self._states[0].copy()
        while (part := self._parts.get()) is not None:
            state.update(part)
            if len(part) == _PART:
                self._states.append(state.copy())
            part.release()


def read_document(source: Path | bytes | Document, name: str = "") -> Document:
    """Return the file; an error of its own for one that is missing, empty or too large.

    Bytes that were read already can bring the name of their file for what is said of it.
    """
    if isinstance(source, Document):
        return source
    if isinstance(source, bytes):
        document = Document(source, name or _("that was given"))
        if len(source) > LARGEST_DOCUMENT:
            raise _too_large(document.name)
    else:
        try:
            with source.open("rb", buffering=0) as handle:
                document = _read(handle, name or source.name)
        except OSError as error:
            raise UserFacingError(
                "SIG-020",
                _("The file {name} cannot be read: {reason}.").format(name=source.name, reason=error.strerror or type(error).__name__),
                _("Check that the file is still there and that you may open it."),
            ) from error
    if not document.content:
        raise UserFacingError(
            "SIG-021", _("The file {name} is empty.").format(name=document.name), _("Get the file again from where it came.")
        )
    return document


@contextmanager
def document_of(source: Path | bytes | Document, name: str = "") -> Iterator[Document]:
    """Give a file as long as the block runs; one that was read for it is let go then."""
    document = read_document(source, name)
    try:
        yield document
    finally:
        if document is not source:
            document.let_go()


def _too_large(name: str) -> UserFacingError:
    return UserFacingError(
        "SIG-023", _("The file {name} is larger than 512 MB and was not read.").format(name=name), _("Choose the report itself.")
    )


def _read(handle: RawIOBase, name: str) -> Document:
    """Read into memory that is hashed while it fills, one part after the other."""
    size = os.fstat(handle.fileno()).st_size
    if size > LARGEST_DOCUMENT:
        raise _too_large(name)
    memory = BytesIO(bytes(size))  # its buffer becomes the content below without being copied
    beginnings = _Beginnings()
    done = 0
    try:
        with memory.getbuffer() as room:
            _ask_for_large_pages(room)
            while count := _fill(handle, room[done : done + _PART]):
                beginnings.add(room[done : done + count])
                done += count
    finally:
        beginnings.end()
    beginnings.states()  # for as long as the thread looks at the memory, its content would be a copy
    content = memory.getvalue()
    if done < size:
        return Document(content[:done], name, beginnings)
    if more := handle.read(1):  # it grew meanwhile, or is none whose size the system knows
        rest = more + (handle.read(LARGEST_DOCUMENT - size) or b"")
        if size + len(rest) > LARGEST_DOCUMENT:
            raise _too_large(name)
        return Document(content + rest, name)
    return Document(content, name, beginnings)


def _ask_for_large_pages(room: memoryview) -> None:
    """Have the system give memory in large pages where it can: it is filled in a third of the time. Only a hint, never needed."""
    if sys.platform != "linux" or len(room) < _LARGE:
        return
    held = ctypes.c_char.from_buffer(room)
    begin = -(-ctypes.addressof(held) // mmap.PAGESIZE) * mmap.PAGESIZE
    length = ctypes.addressof(held) + len(room) - begin
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).madvise(ctypes.c_void_p(begin), ctypes.c_size_t(length), mmap.MADV_HUGEPAGE)


def _fill(handle: RawIOBase, room: memoryview) -> int:
    """Return how many bytes came, fewer than there is room for only at the end of the file."""
    done = 0
    while done < len(room) and (count := handle.readinto(room[done:])):
        done += count
    return done
