# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The journal as rows: one line an act, numbered from 1 in each assessment, with old and new values; never changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from evaluator_app.domain.canonical import read_json
from evaluator_app.domain.changes import Act, Change, Edit
from evaluator_app.domain.codec import Json, decode
from evaluator_app.domain.history import JournalLine, LineKind, StoredChange
from evaluator_app.domain.records import TYPES, Record, RecordKind
from evaluator_app.store.moments import moment_text
from evaluator_app.store.records import canonical_text, readable_text, unreadable

Sides = tuple[Edit, str, str]
"""An edit with the canonical texts of its old and new record."""
_ACTS = {act.value: act for act in Act}
_KINDS = {kind.value: kind for kind in LineKind}


def sides(change: Change) -> tuple[Sides, ...]:
    """Return the edits of a change with their texts, for the row and for the journal; UserFacingError if one could not be read again."""
    return tuple(
        (edit, canonical_text(edit.old), canonical_text(None) if edit.new is None else readable_text(edit.kind, edit.new))
        for edit in change.edits
    )


def append(connection: sqlite3.Connection, assessment_id: str, line: JournalLine, edits: Sequence[Sides]) -> None:
    """Write one line."""
    body = ",".join(
        f'{{"key":{json.dumps(edit.key, ensure_ascii=False)},"kind":"{edit.kind.value}","new":{new},"old":{old}}}'
        for edit, old, new in edits
    )
    connection.execute(
        "insert into journal (assessment_id, number, kind, continues, who, at, act, subject, edits) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            assessment_id,
            line.number,
            line.kind.value,
            int(line.continues),
            line.who,
            moment_text(line.at),
            line.change.act.value,
            line.change.subject,
            f"[{body}]",
        ),
    )


def read_lines(connection: sqlite3.Connection, assessment_id: str) -> tuple[JournalLine, ...]:
    """Return the journal of an assessment, the first act first; UserFacingError naming a line that cannot be read, when it is read."""
    rows = connection.execute(
        "select number, kind, continues, who, at, act, subject, edits from journal where assessment_id = ? order by number",
        (assessment_id,),
    ).fetchall()
    return tuple(_line(assessment_id, *row) for row in rows)


def _line(assessment_id: str, number: int, kind: str, continues: int, who: str, at: str, act: str, subject: str, edits: str) -> JournalLine:
    try:
        done = _ACTS[act]
        change = StoredChange(done, subject, partial(_change, assessment_id, number, done, subject, edits))
        return JournalLine(number, change, who, datetime.fromisoformat(at), _KINDS[kind], bool(continues))
    except (KeyError, ValueError) as error:
        raise unreadable(assessment_id, f"journal {number}") from error


def _change(assessment_id: str, number: int, act: Act, subject: str, edits: str) -> Change:
    try:
        return Change(act, tuple(_edit(item) for item in read_json(edits)), subject)
    except (ValueError, KeyError, TypeError) as error:
        raise unreadable(assessment_id, f"journal {number}") from error


def _edit(item: Mapping[str, Json]) -> Edit:
    kind = RecordKind(item["kind"])
    return Edit(kind, item["key"], _side(kind, item["old"]), _side(kind, item["new"]))


def _side(kind: RecordKind, data: Json) -> Record | None:
    return None if data is None else decode(TYPES[kind], data)
