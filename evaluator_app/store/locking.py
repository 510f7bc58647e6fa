# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One writer a workspace: a lock that the system frees when the process dies, and a note of who holds it."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_NAME = "evaluator.lock"
HOLDER_NAME = "evaluator.holder"


class WriterLock:
    """The right to write in a workspace, held until release() or the end of the process."""

    def __init__(self, folder: Path) -> None:
        """Prepare the lock of a folder; acquire() takes it."""
        self._folder = folder
        self._descriptor: int | None = None

    def acquire(self, writer: str, at: datetime) -> None:
        """Take the lock and note who holds it since when; UserFacingError if someone else has it."""
        descriptor = os.open(self._folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not _took(descriptor):
                raise self._refusal()
            note = {"writer": writer, "host": _host(), "process": os.getpid(), "since": at.isoformat()}
            self._note.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
        except BaseException:
            os.close(descriptor)  # frees the lock
            raise
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock back; does nothing if it is not held."""
        if self._descriptor is None:
            return
        with suppress(OSError):
            self._note.unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None

    @property
    def _note(self) -> Path:
        return self._folder / HOLDER_NAME

    def _refusal(self) -> UserFacingError:
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            since = datetime.fromisoformat(note["since"]).astimezone()
            message = _("{writer} on {host} has had these assessments open since {since}; nothing has been changed.").format(
                writer=note["writer"] or _("A program"), host=note["host"], since=f"{since:%Y-%m-%d %H:%M}"
            )
        except (OSError, ValueError, KeyError, TypeError):
            message = _("Another program has the assessments in {folder} open; nothing has been changed.").format(folder=self._folder)
        return UserFacingError("STO-004", message, _("Close the other program first, or choose another folder."))


def _took(descriptor: int) -> bool:
    """Lock an open file if nobody else has; OSError if its disk knows no locks."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _host() -> str:
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename
