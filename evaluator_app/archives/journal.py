# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The journal of an assessment as lines of JSON, one act each, with old and new values; and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.changes import Act, Change
from evaluator_app.domain.codec import DocumentError, DocumentProblem, Json, decode
from evaluator_app.domain.edit_data import edits_data, read_edits
from evaluator_app.domain.history import JournalLine, LineKind
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
    head = _Head(line.number, line.kind, line.continues, line.who, line.at, line.act, line.subject)
    return {"edits": edits_data(line.change), **{name: getattr(head, name) for name in _Head.__slots__}}


def _line(data: Json) -> JournalLine:
    if not isinstance(data, dict):
        raise DocumentError((DocumentProblem("/", say("doc.object", "An object is expected here")),))
    head = decode(_Head, {key: value for key, value in data.items() if key != "edits"})
    change = Change(head.act, read_edits(data.get("edits")), head.subject)
    return JournalLine(head.number, change, head.who, head.at, head.kind, head.continues)
