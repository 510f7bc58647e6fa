# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The journal of an assessment as lines of JSON, one act each, with old and new values; and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.changes import Act, Change, Edit
from evaluator_app.domain.codec import DocumentError, DocumentProblem, Json, decode
from evaluator_app.domain.history import JournalLine, LineKind
from evaluator_app.domain.records import TYPES, Record, RecordKind
from evaluator_app.domain.sentence import say


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands in a line beside the edits."""

    number: int
    kind: LineKind
    continues: bool
    who: str
    at: datetime
    act: Act
    subject: str


@dataclass(frozen=True, slots=True)
class _Place:
    kind: RecordKind
    key: str


def journal_bytes(lines: Iterable[JournalLine]) -> bytes:
    """Return a journal as a file: canonical JSON, a line each."""
    return b"".join(canonical_bytes(_line_data(line)) + b"\n" for line in lines)


def read_journal(data: bytes) -> tuple[JournalLine, ...]:
    """Read a journal from bytes that may be anything; DocumentError, with the line, for what is none."""
    found = []
    for position, text in enumerate(data.splitlines(), 1):
        try:
            line = _line(read_json(text))
        except DocumentError as error:
            problems = tuple(DocumentProblem(f"[{position}] {problem.path}", problem.sentence) for problem in error.problems)
            raise DocumentError(problems) from error
        if line.number != position:
            raise DocumentError(
                (DocumentProblem(f"[{position}]", say("doc.journal_order", "The lines are not numbered one after the other")),)
            )
        found.append(line)
    return tuple(found)


def _line_data(line: JournalLine) -> Json:
    edits = [{"kind": edit.kind, "key": edit.key, "old": edit.old, "new": edit.new} for edit in line.change.edits]
    head = _Head(line.number, line.kind, line.continues, line.who, line.at, line.act, line.subject)
    return {"edits": edits, **{name: getattr(head, name) for name in _Head.__slots__}}


def _line(data: Json) -> JournalLine:
    if not isinstance(data, dict) or not isinstance(data.get("edits"), list):
        raise DocumentError((DocumentProblem("edits", say("doc.list", "A list is expected here")),))
    head = decode(_Head, {key: value for key, value in data.items() if key != "edits"})
    change = Change(head.act, tuple(_edit(item) for item in data["edits"]), head.subject)
    return JournalLine(head.number, change, head.who, head.at, head.kind, head.continues)


def _edit(item: Json) -> Edit:
    if not isinstance(item, dict) or set(item) != {"kind", "key", "old", "new"}:
        raise DocumentError((DocumentProblem("edits", say("doc.edit", "A record with its old and its new value is expected here")),))
    place = decode(_Place, {"kind": item["kind"], "key": item["key"]})
    return Edit(place.kind, place.key, _side(place.kind, item["old"]), _side(place.kind, item["new"]))


def _side(kind: RecordKind, data: Json) -> Record | None:
    return None if data is None else decode(TYPES[kind], data)
