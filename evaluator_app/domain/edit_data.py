# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The edits of an act as plain data, with old and new values, for the journal in files and for acts that laptops exchange."""

from __future__ import annotations

from dataclasses import dataclass

from evaluator_app.domain.changes import Change, Edit
from evaluator_app.domain.codec import DocumentError, DocumentProblem, Json, decode
from evaluator_app.domain.records import TYPES, Record, RecordKind
from evaluator_app.domain.sentence import say


@dataclass(frozen=True, slots=True)
class _Place:
    kind: RecordKind
    key: str


def edits_data(change: Change) -> Json:
    """Return the edits of a change as plain data."""
    return [{"kind": edit.kind, "key": edit.key, "old": edit.old, "new": edit.new} for edit in change.edits]


def read_edits(data: Json) -> tuple[Edit, ...]:
    """Read edits from data that may be anything; DocumentError for what is none."""
    if not isinstance(data, list):
        raise DocumentError((DocumentProblem("edits", say("doc.list", "A list is expected here")),))
    return tuple(_edit(item) for item in data)


def _edit(item: Json) -> Edit:
    if not isinstance(item, dict) or set(item) != {"kind", "key", "old", "new"}:
        raise DocumentError((DocumentProblem("edits", say("doc.edit", "A record with its old and its new value is expected here")),))
    place = decode(_Place, {"kind": item["kind"], "key": item["key"]})
    return Edit(place.kind, place.key, _side(place.kind, item["old"]), _side(place.kind, item["new"]))


def _side(kind: RecordKind, data: Json) -> Record | None:
    return None if data is None else decode(TYPES[kind], data)
