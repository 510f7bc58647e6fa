# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is looked at before a database is opened for work, and refused without touching it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.store import backups, migrations
from evaluator_app.store.backups import DATABASE_NAME, Backup
from evaluator_app.store.connection import is_corruption, is_no_database


class DamagedStoreError(UserFacingError):
    """The database cannot be read any more; it has been left as it is."""

    def __init__(self, message: str, backup: Backup | None) -> None:
        """Keep the last good backup, which restore_backup() puts in its place; None if there is none."""
        if backup is None:
            advice = _("There is no backup. Keep the folder as it is and ask for help.")
        else:
            taken = f"{backup.taken_at.astimezone():%Y-%m-%d %H:%M}"
            advice = _("The backup of {taken} is good and can be restored; the damaged file is then kept aside.").format(taken=taken)
        super().__init__("STO-003", message, advice)
        self.backup = backup


def refuse_missing(folder: Path) -> None:
    """Refuse to begin an empty database where there has been one."""
    path = folder / DATABASE_NAME
    if (not path.exists() or path.stat().st_size == 0) and (backup := backups.last_good(folder)):
        raise DamagedStoreError(_("The database in {folder} is missing or empty.").format(folder=folder), backup)


def none_there(folder: Path) -> UserFacingError:
    """Return what is said of a folder without a database by whoever only reads."""
    return UserFacingError(
        "STO-014",
        _("There are no assessments in {folder}.").format(folder=folder),
        _("Check the name of the folder; --workspace names another one."),
    )


def inspect(connection: sqlite3.Connection, folder: Path) -> None:
    """Refuse what is no database, somebody else's, newer than this program, or damaged."""
    _refuse(connection, folder, is_searched=True)


def refuse_unknown(connection: sqlite3.Connection, folder: Path) -> None:
    """Refuse what is no database, somebody else's or newer than this program; do not search it for damage, which takes its time."""
    _refuse(connection, folder, is_searched=False)


def _refuse(connection: sqlite3.Connection, folder: Path, *, is_searched: bool) -> None:
    try:
        is_foreign = _is_foreign(connection)
        is_newer = not is_foreign and bool(set(migrations.applied(connection)) - set(migrations.known()))
        is_damaged = is_searched and not is_foreign and not is_newer and bool(backups.check(connection))
    except sqlite3.DatabaseError as error:
        if not is_corruption(error) and not is_no_database(error):
            raise
        is_foreign, is_newer, is_damaged = is_no_database(error), False, True
    if is_newer:
        raise UserFacingError(
            "STO-001",
            _("A newer version of this program has written the database in {folder}; nothing has been changed.").format(folder=folder),
            _("Install the newer version, or choose another folder."),
        )
    if is_foreign or is_damaged:
        _refuse_unreadable(folder, is_foreign)


def _refuse_unreadable(folder: Path, is_foreign: bool) -> None:
    backup = backups.last_good(folder)
    if is_foreign and backup is None:
        raise UserFacingError(
            "STO-002",
            _("The file {file} is not a database of this program; nothing has been changed.").format(file=folder / DATABASE_NAME),
            _("Move the file elsewhere, or choose another folder."),
        )
    raise DamagedStoreError(_("The database in {folder} is damaged and has been left as it is.").format(folder=folder), backup)


def _is_foreign(connection: sqlite3.Connection) -> bool:
    [(application,)] = connection.execute("pragma application_id").fetchall()
    if application == migrations.APPLICATION_ID:
        return False
    tables = {name for (name,) in connection.execute("select tbl_name from sqlite_master").fetchall()}
    return application != 0 or bool(tables - {"_sqlite_migrations"})
