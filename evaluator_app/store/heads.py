# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How far each assessment of a database has come, by the lines of its journal; and a copy of the database while it is written.

Everything is read beside whoever works in the folder: takes no lock, changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from evaluator_app.domain.status import AssessmentKind, AssessmentStatus
from evaluator_app.store import backups, opening
from evaluator_app.store.backups import DATABASE_NAME
from evaluator_app.store.connection import connect, connect_to_read, told

_HEADS = (
    "select id, mine, assessments.kind, status, is_practice, removed_at is not null, last_line, last_change_at,"
    " case when json_valid(body) then json_extract(body, '$.visit_from') end,"
    " case when json_valid(body) then json_extract(body, '$.visit_to') end,"
    " (select count(*) from records as pieces where pieces.assessment_id = id and pieces.kind = 'evidence')"
    " from assessments left join records on assessment_id = id and records.kind = 'profile' and key = '' order by id"
)
_LINES = "select number, kind, continues, who, at, act, subject, edits from journal where assessment_id = ? order by number"
_EVIDENCE = (
    "select distinct case when json_valid(body) then json_extract(body, '$.sha256') end from records where kind = 'evidence' order by 1"
)
_SPAN = "select min(at), max(at) from journal where assessment_id = ? and number > ?"


@dataclass(frozen=True, slots=True)
class Head:
    """How far an assessment has come."""

    id: str
    mine: str
    kind: AssessmentKind
    status: AssessmentStatus
    is_practice: bool
    is_removed: bool
    last_line: int
    """Number of the last line of the journal; 0 before the first."""
    last_change_at: datetime
    visit_from: date | None
    visit_to: date | None
    evidence: int
    """Pieces of evidence."""


def snapshot(folder: Path, destination: Path) -> Path:
    """Copy the database of a workspace that may be open and written; UserFacingError if there is none or it is none of ours."""
    with _reading(folder) as connection:
        return backups.copy_whole(connection, destination)


def read_heads(folder: Path, name: str = DATABASE_NAME) -> tuple[Head, ...]:
    """Return all assessments, also those in the trash, in the order of their ids."""
    with _reading(folder, name) as connection:
        rows = connection.execute(_HEADS).fetchall()
    return tuple(
        Head(
            row[0],
            row[1],
            AssessmentKind(row[2]),
            AssessmentStatus(row[3]),
            bool(row[4]),
            bool(row[5]),
            row[6],
            datetime.fromisoformat(row[7]),
            _day(row[8]),
            _day(row[9]),
            row[10],
        )
        for row in rows
    )


def journal_digests(folder: Path, wanted: Mapping[str, Iterable[int]], name: str = DATABASE_NAME) -> dict[tuple[str, int], str]:
    """Return the SHA-256 over the journals of some assessments up to some lines, by id and line; those beyond the last are left out."""
    found: dict[tuple[str, int], str] = {}
    with _reading(folder, name) as connection:
        for own, lines in wanted.items():
            asked, digest = set(lines), hashlib.sha256()
            if 0 in asked:
                found[own, 0] = digest.hexdigest()
            for row in connection.execute(_LINES, (own,)):
                digest.update(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                if row[0] in asked:
                    found[own, row[0]] = digest.hexdigest()
    return found


def evidence_digests(folder: Path, name: str = DATABASE_NAME) -> tuple[str, ...]:
    """Return the digests of all evidence that the assessments name."""
    with _reading(folder, name) as connection:
        return tuple(sha256 for (sha256,) in connection.execute(_EVIDENCE) if sha256)


def span_after(folder: Path, after: Mapping[str, int]) -> tuple[datetime, datetime] | None:
    """Return when the first and the last act after a line of each assessment were recorded; None if there are none."""
    moments: list[datetime] = []
    with _reading(folder) as connection:
        for own, line in after.items():
            for row in connection.execute(_SPAN, (own, line)):
                moments += [datetime.fromisoformat(moment) for moment in row if moment]
    return (min(moments), max(moments)) if moments else None


@contextmanager
def _reading(folder: Path, name: str = DATABASE_NAME) -> Iterator[sqlite3.Connection]:
    path = folder / name
    if not path.is_file():
        raise opening.none_there(folder)
    with told(folder), closing(_connected(path)) as connection:
        opening.refuse_unknown(connection, folder)
        yield connection


def _connected(path: Path) -> sqlite3.Connection:
    """Open a database to read it; by an ordinary connection where its log needs one to be looked through."""
    connection = connect_to_read(path)
    try:
        connection.execute("select 1 from sqlite_master").fetchall()
    except sqlite3.OperationalError:
        connection.close()
        return connect(path)
    return connection


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
