# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""All assessments of a workspace read one after the other, beside whoever works in it: takes no lock, changes nothing.

Gives rows as they are stored; what reads them decides which are worth decoding. Not for one assessment: Store.load().
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Self

from evaluator_app.domain.template import Template
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.store import migrations, opening, templates
from evaluator_app.store.backups import DATABASE_NAME
from evaluator_app.store.connection import connect_to_read, told
from evaluator_app.store.summaries import Computed

Row = tuple[str, str, str, str]
"""Assessment, kind, key and body of a record."""


@dataclass(frozen=True, slots=True)
class IdRange:
    """Some assessments that follow each other in the order of their ids."""

    first: str
    last: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredAssessment:
    """An assessment as it is stored: what lists show of it, and the rows that its score rests on."""

    id: str
    mine: str
    computed: Computed | None
    """None where it cannot be read."""
    is_current: bool
    """Whether the computed part is of the last act."""
    rows: tuple[Row, ...]
    """Profile, mine, findings, observations and record forms, and what is of no known kind, in the order of kind and key."""


_IDS = "select id from assessments where removed_at is null and id > ? order by id limit ?"
_HEADS = (
    "select id, mine, done, items, verdict, secured, reachable, source_sha256, summarized_line = last_line"
    " from assessments where removed_at is null and id between ? and ? order by id"
)
_ROWS = (
    "select assessment_id, kind, key, body from records"
    " where assessment_id between ? and ?"
    " and kind not in ('assessor', 'evidence', 'place', 'clock', 'outline', 'earlier_fault', 'self_score')"
    " order by assessment_id, kind, key"
)


def open_reader(folder: Path) -> Reader:
    """Open the database of a folder to read it; UserFacingError if there is none, or it cannot be read by this version."""
    path = folder / DATABASE_NAME
    if not path.is_file():
        raise opening.none_there(folder)
    with told(folder):
        connection = connect_to_read(path)
        try:
            opening.refuse_unknown(connection, folder)
            if migrations.applied(connection) != migrations.known():
                raise UserFacingError(
                    "STO-015",
                    _("An older version of this program has written the database in {folder}.").format(folder=folder),
                    _("Open it once with this version, which keeps a copy and brings it up to date; then try again."),
                )
        except BaseException:
            connection.close()
            raise
    return Reader(folder, connection)


class Reader:
    """A workspace open for reading. Assessments in the trash are left out."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        """Take over a connection; open_reader() makes it."""
        self._folder = folder
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def ranges(self, size: int) -> Iterator[IdRange]:
        """Yield the ids of all assessments, so many at a time."""
        last = ""
        while True:
            with told(self._folder):
                ids = tuple(found for (found,) in self._connection.execute(_IDS, (last, size)).fetchall())
            if not ids:
                return
            last = ids[-1]
            yield IdRange(ids[0], last, ids)

    def read(self, ids: IdRange) -> tuple[StoredAssessment, ...]:
        """Return some assessments as they are at one moment; UserFacingError if the database is damaged there."""
        with told(self._folder):
            self._connection.execute("begin")
            try:
                heads = self._connection.execute(_HEADS, (ids.first, ids.last)).fetchall()
                found = self._connection.execute(_ROWS, (ids.first, ids.last))
                rows = {owner: tuple(group) for owner, group in groupby(found, itemgetter(0))}
            finally:
                self._connection.execute("commit")
        return tuple(_stored(head, rows.get(head[0], ())) for head in heads)

    def template(self, digest: str) -> Template:
        """Return the template that an assessment was made by."""
        with told(self._folder):
            return templates.read_template(self._connection, digest)


def _stored(head: tuple[str, str, int, int, str, str, str, str, int], rows: tuple[Row, ...]) -> StoredAssessment:
    own, mine, done, items, verdict, secured, reachable, source, is_current = head
    try:
        computed = Computed(done, items, verdict, Decimal(secured), Decimal(reachable), source)
    except InvalidOperation:
        computed = None
    return StoredAssessment(own, mine, computed, bool(is_current), rows)
