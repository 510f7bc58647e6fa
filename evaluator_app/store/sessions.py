# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Sessions: each opening of the workspace until its clean close, and what a session left that had none.

Also the item that was looked at last in each assessment, which a recovered session returns to.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from evaluator_app.store.moments import moment_text

if TYPE_CHECKING:
    from evaluator_app.domain.changes import Act
    from evaluator_app.domain.history import LineKind


@dataclass(frozen=True, slots=True)
class LastAct:
    """The last act that a session saved."""

    assessment_id: str
    number: int
    """Number of its journal line."""
    act: Act
    kind: LineKind
    subject: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was found of a session that did not end cleanly. Every act counted here is in the database."""

    began_at: datetime
    writer: str
    acts: int
    """How many acts it saved."""
    last: LastAct | None
    """None if it saved none."""
    assessment_id: str
    """The assessment that was open last; empty if none was."""
    target: str
    """The item in it that was looked at last; empty if none was."""


def begin(connection: sqlite3.Connection, writer: str, at: datetime) -> tuple[int, Recovery | None]:
    """Note that a session begins; return its number and what the session before left open."""
    rows = connection.execute(
        "select writer, began_at, ended_at, journal_start, assessment_id from sessions order by id desc limit 1"
    ).fetchall()
    recovery = None
    if rows and rows[0][2] is None:
        recovery = _recovery(connection, *rows[0])
    [(start,)] = connection.execute("select coalesce(max(id), 0) from journal").fetchall()
    cursor = connection.execute("insert into sessions (writer, began_at, journal_start) values (?, ?, ?)", (writer, moment_text(at), start))
    return cursor.lastrowid or 0, recovery


def end(connection: sqlite3.Connection, session: int, at: datetime) -> None:
    """Note that a session has ended cleanly."""
    connection.execute("update sessions set ended_at = ? where id = ?", (moment_text(at), session))


def set_bookmark(connection: sqlite3.Connection, session: int, assessment_id: str, target: str) -> None:
    """Note which item of which assessment is being looked at."""
    connection.execute("update assessments set bookmark = ? where id = ?", (target, assessment_id))
    connection.execute("update sessions set assessment_id = ? where id = ?", (assessment_id, session))


def bookmark(connection: sqlite3.Connection, assessment_id: str) -> str:
    """Return the item of an assessment that was looked at last; empty at first."""
    rows = connection.execute("select bookmark from assessments where id = ?", (assessment_id,)).fetchall()
    return rows[0][0] if rows else ""


def _recovery(
    connection: sqlite3.Connection, writer: str, began_at: str, _ended_at: None, journal_start: int, assessment_id: str | None
) -> Recovery:
    [(acts,)] = connection.execute("select count(*) from journal where id > ?", (journal_start,)).fetchall()
    rows = connection.execute(
        "select assessment_id, number, act, kind, subject, who, at from journal where id > ? order by id desc limit 1", (journal_start,)
    ).fetchall()
    from evaluator_app.domain.changes import Act  # not before the first window, unless a session broke off
    from evaluator_app.domain.history import LineKind

    last = None
    for owner, number, act, kind, subject, who, at in rows:
        last = LastAct(owner, number, Act(act), LineKind(kind), subject, who, datetime.fromisoformat(at))
    opened = assessment_id or (last.assessment_id if last else "")
    target = bookmark(connection, opened) or (last.subject if last else "")
    return Recovery(datetime.fromisoformat(began_at), writer, acts, last, opened, target)
