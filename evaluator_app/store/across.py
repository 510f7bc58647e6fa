# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whole assessments of a workspace with their journals, one after the other, beside whoever works in it: takes no lock, changes nothing.

For what compares assessments with each other; what only scores them reads less (bulk).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.history import JournalLine
from evaluator_app.domain.template import Template
from evaluator_app.store import arrivals, assessments, journal, templates
from evaluator_app.store.arrivals import Arrival
from evaluator_app.store.backups import DATABASE_NAME
from evaluator_app.store.bulk import open_reader
from evaluator_app.store.connection import connect_to_read, told

_HEADS = "select id, mine, last_line from assessments where removed_at is null order by id"


@dataclass(frozen=True, slots=True)
class Head:
    """An assessment that is there, and how far its journal goes."""

    id: str
    mine: str
    last_line: int


@dataclass(frozen=True, slots=True)
class Read:
    """An assessment with what was done on it."""

    assessment: Assessment
    lines: tuple[JournalLine, ...]
    arrivals: Mapping[int, Arrival]
    """What colleagues' packages brought, by the line that merged it."""


class AcrossReader:
    """A workspace open for reading; belongs to the thread that opened it. Assessments in the trash are left out."""

    def __init__(self, folder: Path) -> None:
        """Open it; UserFacingError if there is none, or it cannot be read by this version."""
        open_reader(folder).close()
        self._folder = folder
        with told(folder):
            self._connection: sqlite3.Connection = connect_to_read(folder / DATABASE_NAME)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()

    def heads(self) -> tuple[Head, ...]:
        """Return all assessments by id."""
        with told(self._folder):
            return tuple(Head(*row) for row in self._connection.execute(_HEADS).fetchall())

    def read(self, assessment_id: str) -> Read:
        """Return an assessment with its journal as they are at one moment; UserFacingError naming what cannot be read."""
        with told(self._folder):
            self._connection.execute("begin")
            try:
                return Read(
                    assessments.read(self._connection, assessment_id),
                    journal.read_lines(self._connection, assessment_id),
                    arrivals.read(self._connection, assessment_id),
                )
            finally:
                self._connection.execute("commit")

    def template(self, digest: str) -> Template:
        """Return the template that an assessment was made by."""
        with told(self._folder):
            return templates.read_template(self._connection, digest)
