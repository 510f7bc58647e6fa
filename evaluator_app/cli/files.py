# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Documents that the command line is given or asked for. Knows nothing of what they say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest document that is read."""


def read_file(path: Path, limit: int = LARGEST) -> bytes:
    """Return what a file holds; UserFacingError if it cannot be read or is far too large."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise UserFacingError(
            "CLI-001", _("{path} cannot be read: {reason}").format(path=path, reason=error.strerror), _("Check the name.")
        ) from error
    if len(data) > limit:
        raise UserFacingError("CLI-002", _("{path} is too large to be such a document.").format(path=path), _("Check the name."))
    return data


def write_file(path: Path, text: str) -> None:
    """Write a text whole or not at all; UserFacingError if that cannot be done."""
    with writing(path) as file:
        file.write(text.encode())


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write into, which is there whole or not at all; UserFacingError if that cannot be done."""
    try:
        with replacing(path) as file:
            yield file
    except OSError as error:
        raise UserFacingError(
            "CLI-004",
            _("{path} cannot be written: {reason}").format(path=path, reason=error.strerror),
            _("Check the folder and the space on the disk."),
        ) from error
