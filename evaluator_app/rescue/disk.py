# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Bytes on a stick: written through to it, read back from it rather than from memory, and what its errors mean to a person."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.i18n import _

CHUNK = 1024 * 1024
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}
Cancel = Callable[[], bool] | None


def write_through(destination: Path, pieces: Iterable[bytes]) -> str:
    """Write a file under another name, bring it to the disk, give it its own; return its SHA-256. OSError leaves nothing of it."""
    part = destination.with_name(f"{destination.name}.part")
    digest = hashlib.sha256()
    try:
        with part.open("wb") as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        part.replace(destination)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def pieces_of(path: Path, cancelled: Cancel = None, *, from_disk: bool = False) -> Iterator[bytes]:
    """Yield the bytes of a file; those on the disk rather than what memory has kept of them, where the system allows it."""
    with path.open("rb", buffering=0) as file:
        if from_disk:
            _forget(file.fileno())
        while piece := file.read(CHUNK):
            if cancelled is not None and cancelled():
                raise Cancelled
            yield piece


def digest_on_disk(path: Path, size: int, cancelled: Cancel = None, told: Callable[[int], None] | None = None) -> str:
    """Return the SHA-256 of what the disk gives back; "" where it gives nothing, or not so many bytes."""
    digest, read = hashlib.sha256(), 0
    try:
        if path.stat().st_size != size:
            return ""
        for piece in pieces_of(path, cancelled, from_disk=True):
            digest.update(piece)
            read += len(piece)
            if told is not None:
                told(len(piece))
    except OSError:
        return ""
    return digest.hexdigest() if read == size else ""


def _forget(descriptor: int) -> None:
    with suppress(OSError):
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(descriptor, fcntl.F_NOCACHE, 1)
        elif hasattr(os, "posix_fadvise"):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def told_of_stick(place: Path) -> Iterator[None]:
    """Turn what the stick did into a sentence."""
    try:
        yield
    except OSError as error:
        raise _sentence(place, error) from error


def full(place: Path, missing: int) -> UserFacingError:
    """Return what is said where there is no room; `missing` is how many bytes are wanting, 0 if that is not known."""
    words = _("There is no room left on {place}.").format(place=place)
    if missing:
        words += " " + _("{size} MB are wanting.").format(size=-(-missing // 1_000_000))
    return UserFacingError(
        "RES-003",
        words + " " + _("The copies that were there are whole."),
        _("Delete something else from it, or take another stick."),
    )


def _sentence(place: Path, error: OSError) -> UserFacingError:
    if error.errno in _FULL:
        return full(place, 0)
    if error.errno in _FORBIDDEN:
        return UserFacingError(
            "RES-004",
            _("{place} cannot be written: it is locked, or you may not write there. Nothing was changed.").format(place=place),
            _("Open the lock at its side if it has one, or take another stick."),
        )
    return gone(place, error.strerror or type(error).__name__)


def gone(place: Path, reason: str) -> UserFacingError:
    """Return what is said when a stick is not there, or fails."""
    return UserFacingError(
        "RES-005",
        _("{place} is gone or no longer answers ({reason}). The copies that were on it are as they were.").format(
            place=place, reason=reason
        ),
        _("Put the stick in again and copy once more: what is on it already is not written twice."),
    )
