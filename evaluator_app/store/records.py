# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The records of an assessment as rows: one canonical JSON body each, replaced only if it is what the act replaces."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.changes import Edit, StaleChangeError
from evaluator_app.domain.codec import DocumentError, Json, decode
from evaluator_app.domain.records import TYPES, Record, RecordKind, records
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

_KINDS = {kind.value: kind for kind in RecordKind}


def canonical_text(value: object) -> str:
    """Return the canonical JSON of a value as text; null for None."""
    return canonical_bytes(value).decode()


def readable_text(kind: RecordKind, value: Record) -> str:
    """Return the canonical text of a record; UserFacingError if reading it would not give the same record again."""
    detail = kind.value
    try:
        text = canonical_text(value)
        if decode(TYPES[kind], read_json(text)) == value:
            return text
    except DocumentError as error:
        detail = error.problems[0].path
    except UnicodeEncodeError:
        pass
    raise UserFacingError(
        "STO-013",
        _("The entry in {field} cannot be kept: it is too long, out of range or has characters that no file can hold.").format(
            field=detail
        ),
        _("Change the entry; nothing else is affected."),
    )


def insert_all(connection: sqlite3.Connection, assessment: Assessment) -> None:
    """Write every record of a new assessment."""
    rows = ((assessment.id, kind.value, key, readable_text(kind, value)) for (kind, key), value in records(assessment).items())
    connection.executemany("insert into records (assessment_id, kind, key, body) values (?, ?, ?, ?)", rows)


def replace(connection: sqlite3.Connection, assessment_id: str, edit: Edit, old: str, new: str) -> None:
    """Carry out one edit, given with the canonical texts of both sides; StaleChangeError if the row is not its old side."""
    row = (assessment_id, edit.kind.value, edit.key)
    if _swap(connection, row, edit, old, new):
        return
    stored = connection.execute("select body from records where assessment_id = ? and kind = ? and key = ?", row).fetchall()
    # The same value may have been written in another form by an earlier version of the program.
    if edit.old is None or not stored or read(assessment_id, edit.kind, edit.key, stored[0][0]) != edit.old:
        raise StaleChangeError(f"{edit.kind.value} {edit.key}")
    _swap(connection, row, edit, stored[0][0], new)


def _swap(connection: sqlite3.Connection, row: tuple[str, str, str], edit: Edit, old: str, new: str) -> bool:
    if edit.old is None and edit.new is None:
        return not connection.execute("select 1 from records where assessment_id = ? and kind = ? and key = ?", row).fetchall()
    if edit.old is None:
        sql = "insert into records (assessment_id, kind, key, body) values (?, ?, ?, ?) on conflict do nothing"
        return connection.execute(sql, (*row, new)).rowcount == 1
    if edit.new is None:
        sql = "delete from records where assessment_id = ? and kind = ? and key = ? and body = ?"
        return connection.execute(sql, (*row, old)).rowcount == 1
    sql = "update records set body = ? where assessment_id = ? and kind = ? and key = ? and body = ?"
    return connection.execute(sql, (new, *row, old)).rowcount == 1


def read_all(connection: sqlite3.Connection, assessment_id: str) -> Iterator[tuple[RecordKind, str, Record]]:
    """Yield the records of an assessment; UserFacingError naming the first that cannot be read."""
    rows = connection.execute("select kind, key, body from records where assessment_id = ?", (assessment_id,)).fetchall()
    for (kind, key, body), data in zip(rows, _parsed([body for _kind, _key, body in rows]), strict=True):
        named = kind_of(assessment_id, kind, key)
        yield named, key, read(assessment_id, named, key, body) if data is None else _decoded(assessment_id, named, key, data)


def _parsed(bodies: list[str]) -> list[Json]:
    """Return the data of bodies, parsed in one go; None for each where one of them cannot be, so that it is found and named."""
    try:
        parsed = read_json(f"[{','.join(bodies)}]")
    except DocumentError:
        parsed = []
    return parsed if len(parsed) == len(bodies) else [None] * len(bodies)


def kind_of(assessment_id: str, kind: str, key: str) -> RecordKind:
    """Return the kind of a row; UserFacingError naming a record of a kind that this program does not know."""
    if kind not in _KINDS:
        raise unreadable(assessment_id, f"{kind} {key}")
    return _KINDS[kind]


def read(assessment_id: str, kind: RecordKind, key: str, body: str) -> Record:
    """Read one body; UserFacingError naming the record if it cannot be read."""
    try:
        data = read_json(body)
    except DocumentError as error:
        raise unreadable(assessment_id, f"{kind.value} {key}".strip()) from error
    return _decoded(assessment_id, kind, key, data)


def _decoded(assessment_id: str, kind: RecordKind, key: str, data: Json) -> Record:
    try:
        return decode(TYPES[kind], data)
    except DocumentError as error:
        raise unreadable(assessment_id, f"{kind.value} {key}".strip()) from error


def unreadable(assessment_id: str, name: str) -> UserFacingError:
    """Return what is said of a row that cannot be read."""
    return UserFacingError(
        "STO-009",
        _("The record {record} of the assessment {assessment} cannot be read; the other assessments are not affected.").format(
            record=name, assessment=assessment_id
        ),
        _("Restore the last good backup, or ask for help with this one assessment."),
    )
