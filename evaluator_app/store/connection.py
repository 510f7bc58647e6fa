# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Connections to SQLite: how they are set up, how a transaction runs, and what SQLite's errors mean to a person.

Knows no table.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

OLDEST_SQLITE = (3, 37)
"""The first release with STRICT tables."""


def connect(path: Path) -> sqlite3.Connection:
    """Open a database without changing anything in it. Transactions are begun by immediate() alone."""
    _require_sqlite()
    return sqlite3.connect(path, timeout=5.0, isolation_level=None)


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a database that somebody else may be writing, so that nothing can be written."""
    _require_sqlite()
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", timeout=5.0, isolation_level=None, uri=True)


def _require_sqlite() -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise UserFacingError(
            "STO-010",
            _("This Python brings SQLite {version}, which is too old; nothing has been opened.").format(version=sqlite3.sqlite_version),
            _("Use a Python with SQLite 3.37 or newer, such as the one from python.org."),
        )


def configure(connection: sqlite3.Connection) -> None:
    """Set what every connection that writes has: a commit returns when it is on the disk itself."""
    connection.execute("pragma journal_mode=wal")
    connection.execute("pragma synchronous=full")
    connection.execute("pragma fullfsync=on")  # on macOS a plain fsync leaves the data in the drive's cache
    connection.execute("pragma checkpoint_fullfsync=on")
    connection.execute("pragma trusted_schema=off")


@contextmanager
def immediate(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Run a block as one transaction that takes the write lock at once: all of it is kept, or nothing."""
    connection.execute("begin immediate")
    try:
        yield connection
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:  # a full disk may have ended it already
            connection.execute("rollback")
        raise


@contextmanager
def relaxed(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Run a block as one transaction that does not wait for the disk: for what can be made again.

    It reaches the disk with the next act at the latest, never after it.
    """
    connection.execute("pragma synchronous=normal")
    try:
        with immediate(connection):
            yield connection
    finally:
        connection.execute("pragma synchronous=full")


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn what the world did to the database in a folder into a sentence; bugs pass unchanged."""
    try:
        yield
    except sqlite3.Error as error:
        if (sentence := _of_sqlite(error, folder)) is None:
            raise
        raise sentence from error
    except OSError as error:
        raise _of_system(error, folder) from error


def is_corruption(error: sqlite3.Error) -> bool:
    """Tell whether SQLite found the file damaged."""
    return _primary(error) == sqlite3.SQLITE_CORRUPT


def is_no_database(error: sqlite3.Error) -> bool:
    """Tell whether SQLite took the file for something else than a database."""
    return _primary(error) == sqlite3.SQLITE_NOTADB


def _is_no_text(error: sqlite3.Error) -> bool:
    """Tell whether Python met bytes in a row that are no text; it has no code for that."""
    return isinstance(error, sqlite3.OperationalError) and str(error).startswith("Could not decode to UTF-8")


def _primary(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _of_sqlite(error: sqlite3.Error, folder: Path) -> UserFacingError | None:
    code = _primary(error)
    if code == sqlite3.SQLITE_FULL:
        return disk_full(folder)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return not_writable(folder)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UserFacingError(
            "STO-004",
            _("Another program is using the database in {folder}; the last act has not been saved.").format(folder=folder),
            _("Close the other program and repeat the act."),
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or _is_no_text(error):
        return UserFacingError(
            "STO-003",
            _("The database in {folder} is damaged; the last act has not been saved.").format(folder=folder),
            _("Close the program and open it again; it then offers the last good backup."),
        )
    if code == sqlite3.SQLITE_IOERR:
        return _disk_error(folder, str(error))
    return None


def _of_system(error: OSError, folder: Path) -> UserFacingError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(folder)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT):
        return not_writable(folder)
    return _disk_error(folder, error.strerror or str(error))


def disk_full(folder: Path) -> UserFacingError:
    """Return what is said when there is no room left."""
    return UserFacingError(
        "STO-006",
        _("The disk that holds {folder} is full; what was under way has not been saved, everything before it is safe.").format(
            folder=folder
        ),
        _("Free some space and try again."),
    )


def not_writable(folder: Path) -> UserFacingError:
    """Return what is said when the folder or the database in it may not be written."""
    return UserFacingError(
        "STO-005",
        _("The folder {folder} cannot be written; nothing has been changed.").format(folder=folder),
        _("Choose another folder, or ask for the right to write in this one."),
    )


def _disk_error(folder: Path, detail: str) -> UserFacingError:
    return UserFacingError(
        "STO-007",
        _("The disk that holds {folder} reports an error ({detail}); what was under way has not been saved.").format(
            folder=folder, detail=detail
        ),
        _("Everything saved before is kept. Check the disk, and copy the folder to another one."),
    )
