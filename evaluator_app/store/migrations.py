# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The schema of the workspace database, step by step. A released step never changes; a new one is added at the end.

History: m0001_initial (2026-11); m0002_add_arrivals (2026-11): acts of colleagues.
sqlite-utils is imported only when a step is to be taken: it takes longer to import than the database to open.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

SET_NAME = "evaluator"
APPLICATION_ID = 0x474D4576
"""Marks the file as ours, in the header of the database."""

_INITIAL = (
    """create table templates (
        sha256 text primary key,
        template_id text not null,
        edition text not null,
        body text not null
    ) strict""",
    """create table assessments (
        id text primary key,
        template_sha256 text not null references templates (sha256),
        template_id text not null,
        template_edition text not null,
        mine text not null,
        kind text not null,
        status text not null,
        is_practice integer not null check (is_practice in (0, 1)),
        created_by text not null,
        created_at text not null,
        removed_at text,
        bookmark text not null default '',
        last_line integer not null default 0,
        last_change_at text not null,
        last_act text not null default '',
        last_target text not null default '',
        summarized_line integer not null default -1,
        done integer not null default 0,
        items integer not null default 0,
        verdict text not null default '',
        secured text not null default '0',
        reachable text not null default '0',
        source_sha256 text not null default ''
    ) strict""",
    """create table origins (
        assessment_id text primary key references assessments (id),
        body text not null
    ) strict""",
    """create table records (
        assessment_id text not null references assessments (id),
        kind text not null,
        key text not null,
        body text not null,
        primary key (assessment_id, kind, key)
    ) strict, without rowid""",
    """create table journal (
        id integer primary key,
        assessment_id text not null references assessments (id),
        number integer not null,
        kind text not null,
        continues integer not null check (continues in (0, 1)),
        who text not null,
        at text not null,
        act text not null,
        subject text not null,
        edits text not null,
        unique (assessment_id, number)
    ) strict""",
    """create table sessions (
        id integer primary key,
        writer text not null,
        began_at text not null,
        ended_at text,
        journal_start integer not null,
        assessment_id text
    ) strict""",
    "create table preferences (name text primary key, value text not null) strict, without rowid",
    f"pragma application_id={APPLICATION_ID}",
)

_ARRIVALS = (
    """create table arrivals (
        assessment_id text not null references assessments (id),
        line integer not null,
        package text not null,
        primary key (assessment_id, line)
    ) strict, without rowid""",
    """create table arrived_acts (
        id integer primary key,
        assessment_id text not null,
        line integer not null,
        sha256 text not null,
        body text not null,
        unique (assessment_id, line, sha256),
        foreign key (assessment_id, line) references arrivals (assessment_id, line)
    ) strict""",
)


def m0001_initial(database: Database) -> None:
    """Make the first tables."""
    for statement in _INITIAL:
        database.execute(statement)


def m0002_add_arrivals(database: Database) -> None:
    """Add where acts of colleagues are kept, by the line of the journal that merged them."""
    for statement in _ARRIVALS:
        database.execute(statement)


STEPS: tuple[Callable[[Database], None], ...] = (m0001_initial, m0002_add_arrivals)


def applied(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the steps that a database has taken, in order."""
    if not connection.execute("select 1 from sqlite_master where name = '_sqlite_migrations'").fetchall():
        return ()
    rows = connection.execute("select name from _sqlite_migrations where migration_set = ? order by rowid", (SET_NAME,))
    return tuple(name for (name,) in rows.fetchall())


def known() -> tuple[str, ...]:
    """Return the names of the steps that this program knows, in order."""
    return tuple(step.__name__ for step in STEPS)


def schema_number(names: tuple[str, ...]) -> str:
    """Return the number of the last step taken, such as 0001, for the names of files."""
    return names[-1][1:5] if names else "0000"


def apply(connection: sqlite3.Connection) -> None:
    """Take the steps that are missing, each in a transaction of its own."""
    sqlite_utils = _sqlite_utils()
    migrations = sqlite_utils.Migrations(SET_NAME)
    for step in STEPS:
        migrations()(step)
    migrations.apply(sqlite_utils.Database(connection, execute_plugins=False, strict=True))


def _sqlite_utils() -> ModuleType:
    """Import sqlite-utils without the data science libraries that it would load where they are installed."""
    absent = [name for name in ("pandas", "numpy") if name not in sys.modules]
    blocked: dict[str, ModuleType | None] = dict.fromkeys(absent)
    sys.modules.update(blocked)  # type: ignore[arg-type]
    try:
        import sqlite_utils
    finally:
        for name in absent:
            del sys.modules[name]
    return sqlite_utils
