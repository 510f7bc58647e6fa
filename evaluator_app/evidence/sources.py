# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Reading a file that somebody else owns: regular files only, of bounded size, that hold still while they are read.

Not for our own stored files and not for deciding what the content is.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

SIZE_LIMIT = 200 * 1024 * 1024
CHUNK = 1024 * 1024

_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def read_source(path: Path, *, limit: int = SIZE_LIMIT) -> bytes:
    """Return the whole content of a file; UserFacingError if it is no plain file, too large, unreadable or changing."""
    return b"".join(source_chunks(path, limit=limit, chunk=limit + 1))


def read_head(path: Path, length: int = 256) -> bytes:
    """Return the first bytes of a file; UserFacingError if it is no plain file or cannot be read."""
    with _reading(path):
        _require_plain(path, path.lstat())
        descriptor = os.open(path, _OPEN_FLAGS)
        with os.fdopen(descriptor, "rb", buffering=0) as source:
            _require_plain(path, os.fstat(descriptor))
            return source.read(length)


def source_chunks(path: Path, *, limit: int = SIZE_LIMIT, chunk: int = CHUNK) -> Iterator[bytes]:
    """Yield the content of a file piece by piece and refuse it at the end if it changed meanwhile."""
    with _reading(path):
        _require_plain(path, path.lstat())
        descriptor = os.open(path, _OPEN_FLAGS)
    with os.fdopen(descriptor, "rb", buffering=0) as source:
        before = os.fstat(descriptor)
        _require_plain(path, before)
        require_size(path.name, before.st_size, limit)
        size = 0
        while size <= before.st_size:
            with _reading(path):
                piece = source.read(min(chunk, before.st_size - size + 1))
            if not piece:
                break
            size += len(piece)
            yield piece
        after = os.fstat(descriptor)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or size != after.st_size:
        raise UserFacingError(
            "EVI-005",
            _("The file {name} changed while it was being read; it was not taken.").format(name=path.name),
            _("Wait until the other program has finished writing it, then add it again."),
        )


def require_size(name: str, size: int, limit: int) -> None:
    """Raise the sentence for a file that is larger than the limit in bytes."""
    if size > limit:
        raise UserFacingError(
            "EVI-004",
            _("The file {name} is larger than {limit} MB; it was not taken.").format(name=name, limit=limit // (1024 * 1024)),
            _("Make it smaller or divide it, then add it again."),
        )


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise UserFacingError(
            "EVI-001",
            _("The file {name} is not there any more; it was not taken.").format(name=path.name),
            _("Check that the card or the folder is still connected."),
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UserFacingError(
            "EVI-003",
            _("The file {name} cannot be read ({reason}); it was not taken.").format(name=path.name, reason=reason),
            _("Check that you may read it and that the card or the folder is still connected."),
        ) from error


def _require_plain(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UserFacingError(
            "EVI-002",
            _("{name} is a folder, a link or a device, not a file; it was not taken.").format(name=path.name),
            _("Choose the file itself."),
        )
