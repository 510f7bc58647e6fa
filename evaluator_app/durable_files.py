# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Write a file so that it is there whole or not at all, even when the power fails or the disk is full."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(destination: Path, *, is_private: bool = False) -> Iterator[BinaryIO]:
    """Give a new file beside the destination, which takes its place when the block ends well; OSError otherwise.

    A private file is for its owner alone; any other may be read by whoever may read new files of this user.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{destination.name}.", suffix=".part", dir=destination.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        if os.name == "posix" and not is_private:
            temporary.chmod(_usual_mode())
        temporary.replace(destination)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    settle_folder(destination.parent)


def _usual_mode() -> int:
    """Return the rights that new files get; the mask can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


def settle_folder(folder: Path) -> None:
    """Make new names in a folder durable where the platform lets a folder be synchronized."""
    if os.name != "posix":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
