# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One writer a workspace: a lock that the system frees when the process dies, and a note of who holds it."""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

LOCK_NAME = "evaluator.lock"
HOLDER_NAME = "evaluator.holder"


class WriterLock:
    """The right to write in a workspace, held until release() or the end of the process."""

    def __init__(self, folder: Path) -> None:
        """Prepare the lock of a folder; acquire() takes it."""
        self._folder = folder
        self._lock = FileLock(folder / LOCK_NAME, timeout=0, thread_local=False)

    def acquire(self, writer: str, at: datetime) -> None:
        """Take the lock and note who holds it since when; UserFacingError if someone else has it."""
        try:
            self._lock.acquire()
        except Timeout as error:
            raise self._refusal() from error
        note = {"writer": writer, "host": platform.node(), "process": os.getpid(), "since": at.isoformat()}
        try:
            self._note.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
        except BaseException:
            self._lock.release()
            raise

    def release(self) -> None:
        """Give the lock back."""
        with suppress(OSError):
            self._note.unlink(missing_ok=True)
        self._lock.release()

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
