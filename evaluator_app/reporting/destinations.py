# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where a report goes, in whichever form: there whole or not at all, and a clear sentence why not."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _


@contextmanager
def written_whole(destination: Path) -> Iterator[BinaryIO]:
    """Give a file that takes the destination's place when the block ends well; UserFacingError REP-002 to REP-004 where it cannot."""
    try:
        with replacing(destination) as file:
            yield file
    except OSError as error:
        raise _not_written(error, destination) from error


def _not_written(error: OSError, destination: Path) -> UserFacingError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserFacingError(
            "REP-002",
            _("The disk is full, so the report {name} was not written. An earlier report in its place is unchanged.").format(
                name=destination.name
            ),
            _("Free some space or choose another disk, then make the report again."),
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return UserFacingError(
            "REP-003",
            _("The report {name} may not be written to {folder}: the folder is read-only or the file is open elsewhere.").format(
                name=destination.name, folder=destination.parent
            ),
            _("Close the file in other programs or choose another folder."),
        )
    return UserFacingError(
        "REP-004",
        _("The report {name} could not be written to {folder}: {reason}.").format(
            name=destination.name, folder=destination.parent, reason=error.strerror
        ),
        _("Check that the folder exists and choose another name if needed."),
    )
