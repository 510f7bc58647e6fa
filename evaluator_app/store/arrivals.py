# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Acts of colleagues as rows, by the line of the journal that merged them. They are added, never changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from evaluator_app.domain.changes import Act
from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.history import JournalLine, LineKind, StoredChange
from evaluator_app.domain.merging.acts import SharedAct, act_line, read_act
from evaluator_app.store.records import unreadable

_ROWS = "select line, sha256, body from arrived_acts where assessment_id = ? order by line, id"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one package brought."""

    package: str
    """What is known of the package, as JSON: who made it, when, its digest, the receipt of its author."""
    acts: tuple[SharedAct, ...]


def append(connection: sqlite3.Connection, assessment_id: str, line: int, package: str, acts: Sequence[SharedAct]) -> None:
    """Write what a package brought; the caller holds the transaction."""
    connection.execute("insert into arrivals (assessment_id, line, package) values (?, ?, ?)", (assessment_id, line, package))
    connection.executemany(
        "insert into arrived_acts (assessment_id, line, sha256, body) values (?, ?, ?, ?)",
        [(assessment_id, line, act.name, act_line(act).decode()) for act in acts],
    )


def read(connection: sqlite3.Connection, assessment_id: str) -> Mapping[int, Arrival]:
    """Return what came in, by the line of the journal that merged it; UserFacingError for an act that is not what its name says."""
    packages = dict(connection.execute("select line, package from arrivals where assessment_id = ?", (assessment_id,)).fetchall())
    rows = connection.execute(_ROWS, (assessment_id,)).fetchall()
    acts = {line: tuple(_act(assessment_id, *row) for row in found) for line, found in groupby(rows, key=lambda row: int(row[0]))}
    return {line: Arrival(package, acts.get(line, ())) for line, package in packages.items()}


def read_lines(connection: sqlite3.Connection, assessment_id: str) -> Mapping[int, Sequence[JournalLine]]:
    """Return the same acts as lines of a journal; what an act changed is read when it is asked for. UserFacingError as read()."""
    rows = connection.execute(_ROWS, (assessment_id,)).fetchall()
    return {line: tuple(_line(assessment_id, *row) for row in found) for line, found in groupby(rows, key=lambda row: int(row[0]))}


def packages(connection: sqlite3.Connection, assessment_id: str) -> Sequence[tuple[int, str]]:
    """Return what is known of the packages that came in, by the line that merged them, without reading their acts."""
    return connection.execute("select line, package from arrivals where assessment_id = ? order by line", (assessment_id,)).fetchall()


def _line(assessment_id: str, line: int, sha256: str, body: str) -> JournalLine:
    try:
        head = json.loads(body)
        change = StoredChange(Act(head["act"]), head["subject"], lambda: _act(assessment_id, line, sha256, body).change)
        at, kind = datetime.fromisoformat(head["at"]), LineKind(head["kind"])
        return JournalLine(line, change, head["who"], at, kind, head["continues"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise unreadable(assessment_id, f"arrived {line}") from error


def _act(assessment_id: str, line: int, sha256: str, body: str) -> SharedAct:
    try:
        act = read_act(body)
    except (DocumentError, ValueError) as error:
        raise unreadable(assessment_id, f"arrived {line}") from error
    if act.name != sha256:
        raise unreadable(assessment_id, f"arrived {line}")
    return act
