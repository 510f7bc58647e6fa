# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What was written in all assessments, as it is stored, for a search over them: read beside whoever works, locks nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from evaluator_app.domain.template import Template
from evaluator_app.store import templates
from evaluator_app.store.backups import DATABASE_NAME
from evaluator_app.store.connection import connect_to_read, told

_HEADS = (
    "select id, mine, template_sha256, template_id, last_line from assessments where removed_at is null order by last_change_at desc, id"
)
_ROWS = (
    "select kind, body from records where assessment_id = ? and kind in ('mine', 'observation', 'finding', 'evidence') order by kind, key"
)


@dataclass(frozen=True, slots=True)
class Written:
    """One assessment, with the bodies of its records that hold words."""

    id: str
    mine: str
    template_sha256: str
    template_id: str
    last_line: int
    rows: tuple[tuple[str, str], ...] | None
    """Kind and body; None where nothing has changed since the last time."""


def read_written(folder: Path, known: Mapping[str, int]) -> tuple[Written, ...]:
    """Return all assessments, the one changed last first, with the words of those whose last line is not the one known."""
    with told(folder), closing(connect_to_read(folder / DATABASE_NAME)) as connection:
        connection.execute("begin")
        heads = connection.execute(_HEADS).fetchall()
        return tuple(
            Written(own, mine, sha256, template, line, None if known.get(own) == line else _rows(connection, own))
            for own, mine, sha256, template, line in heads
        )


def read_template(folder: Path, digest: str) -> Template:
    """Return a template that is kept with assessments here."""
    with told(folder), closing(connect_to_read(folder / DATABASE_NAME)) as connection:
        return templates.read_template(connection, digest)


def _rows(connection: sqlite3.Connection, assessment_id: str) -> tuple[tuple[str, str], ...]:
    return tuple(connection.execute(_ROWS, (assessment_id,)).fetchall())
