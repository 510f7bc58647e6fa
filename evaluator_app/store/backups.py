# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Copies of the database: one before each migration, the last good ones at clean closes, and how to go back to one.

A copy gets its name only when it is whole and checked.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.store.connection import connect, told
from evaluator_app.store.locking import WriterLock

DATABASE_NAME = "evaluator.db"
FOLDER_NAME = "backups"
KEPT = 3
"""How many good copies are kept."""
_STAMP = "%Y%m%dT%H%M%SZ"
_GOOD = "good-"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database that was whole when it was made."""

    path: Path
    taken_at: datetime
    """By the clock of the machine then."""
    number: int
    """Counts up with every copy of the workspace."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What going back to a backup did."""

    backup: Backup
    damaged: Path | None
    """Where the damaged database is kept; None if there was none."""


def before_migration(connection: sqlite3.Connection, folder: Path, schema: str, at: datetime) -> Path:
    """Copy a database that is about to be migrated; return the copy, which nothing ever deletes."""
    return copy_whole(connection, folder / FOLDER_NAME / f"evaluator-{schema}-{_stamp(at)}.db")


def keep_good(connection: sqlite3.Connection, folder: Path, at: datetime) -> Backup:
    """Copy the database if it is whole, and let the oldest copies beyond the kept ones go."""
    kept = good_backups(folder)
    number = 1 + (kept[0].number if kept else 0)
    path = copy_whole(connection, folder / FOLDER_NAME / f"{_GOOD}{number:06}-{_stamp(at)}.db")
    for old in kept[KEPT - 1 :]:
        with suppress(OSError):
            old.path.unlink()
    return Backup(path, at, number)


def good_backups(folder: Path) -> tuple[Backup, ...]:
    """Return the good copies of a workspace, the newest first by their running number: a clock may have been set back."""
    found = []
    for path in (folder / FOLDER_NAME).glob(f"{_GOOD}*.db"):
        number, _dash, stamp = path.stem.removeprefix(_GOOD).partition("-")
        with suppress(ValueError):
            found.append(Backup(path, datetime.fromisoformat(stamp).astimezone(UTC), int(number)))
    return tuple(sorted(found, key=lambda backup: backup.number, reverse=True))


def last_good(folder: Path) -> Backup | None:
    """Return the newest copy that is still whole; None if there is none."""
    return next((backup for backup in good_backups(folder) if _is_whole(backup.path)), None)


def restore_backup(folder: Path, *, now: Callable[[], datetime]) -> Restored:
    """Put the last good backup in the place of the database; the damaged one is kept beside it under another name.

    UserFacingError if there is no good backup or the workspace is in use; then nothing has changed.
    """
    at = now()
    lock = WriterLock(folder)
    with told(folder):
        lock.acquire("", at)
    try:
        backup = last_good(folder)
        if backup is None:
            raise UserFacingError(
                "STO-011",
                _("There is no good backup in {folder}; nothing has been changed.").format(folder=folder / FOLDER_NAME),
                _("Keep the folder as it is and ask for help."),
            )
        with told(folder):
            return Restored(backup, _put_in_place(folder, backup, at))
    finally:
        lock.release()


def _put_in_place(folder: Path, backup: Backup, at: datetime) -> Path | None:
    import shutil

    database = folder / DATABASE_NAME
    incoming = folder / f"{DATABASE_NAME}.restoring"
    shutil.copyfile(backup.path, incoming)
    with incoming.open("r+b") as handle:
        os.fsync(handle.fileno())
    damaged = folder / f"evaluator-damaged-{_stamp(at)}.db"
    had_one = database.exists()
    for suffix in ("-wal", "-shm", ""):  # the log first: it must never meet the restored database
        with suppress(FileNotFoundError):
            Path(f"{database}{suffix}").replace(f"{damaged}{suffix}")
    incoming.replace(database)
    return damaged if had_one else None


def check(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what SQLite finds wrong with the structure of a database."""
    rows = connection.execute("pragma quick_check(5)").fetchall()
    return tuple(str(text) for (text,) in rows if text != "ok")


def _is_whole(path: Path) -> bool:
    try:
        with closing(connect(path)) as connection:
            return not check(connection)
    except sqlite3.Error:
        return False


def copy_whole(connection: sqlite3.Connection, destination: Path) -> Path:
    """Copy a database, also while somebody writes it, and check the copy; it gets its name only when it is whole."""
    destination.parent.mkdir(exist_ok=True)
    part = destination.with_suffix(".part")
    part.unlink(missing_ok=True)
    try:
        with closing(connect(part)) as target:
            connection.backup(target)
            target.execute("pragma journal_mode=delete")  # one file, readable in a folder that cannot be written
            if problems := check(target):
                raise sqlite3.DatabaseError("; ".join(problems))
        part.replace(destination)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return destination


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime(_STAMP)
