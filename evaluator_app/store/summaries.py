# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What lists show of each assessment without loading it. What is computed is a copy and names what it came from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.status import AssessmentKind, AssessmentStatus


@dataclass(frozen=True, slots=True)
class Computed:
    """What was computed of an assessment when it was last looked at."""

    done: int
    """Items that are assessed."""
    items: int
    verdict: str
    """Value of rating.Verdict; empty while nothing has been computed."""
    secured: Decimal
    """Points that are certain."""
    reachable: Decimal
    """Points that can still be reached."""
    source_digest: str
    """Digest of the assessment that it came from."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of a list of assessments."""

    assessment_id: str
    mine: str
    """Name of the mine."""
    computed: Computed
    is_current: bool
    """Whether the computed part is of the last act; otherwise it is to be computed again."""
    last_change_at: datetime
    last_act: str
    """Value of changes.Act; empty before the first act."""
    last_target: str
    """What the last act was about."""
    template_id: str
    template_edition: str
    kind: AssessmentKind
    status: AssessmentStatus
    is_practice: bool
    revision: int = 1
    """1 for an assessment that is no revision."""
    replaces: str = ""
    """Id of the assessment that a revision takes the place of; empty for no revision."""


_ALL = (
    "select id, mine, done, items, verdict, secured, reachable, source_sha256, summarized_line = last_line, last_change_at,"
    " last_act, last_target, template_id, template_edition, assessments.kind, status, is_practice,"
    " case when json_valid(body) then json_extract(body, '$.revision.number') end,"
    " case when json_valid(body) then json_extract(body, '$.revision.replaces') end"
    " from assessments left join records on assessment_id = id and records.kind = 'profile' and key = ''"
    " where (removed_at is not null) = ? order by last_change_at desc, id"
)


def read_summaries(connection: sqlite3.Connection, *, removed: bool) -> tuple[Summary, ...]:
    """Return all assessments that are, or are not, in the trash; the last changed first."""
    rows = connection.execute(_ALL, (int(removed),)).fetchall()
    return tuple(
        Summary(
            assessment_id=row[0],
            mine=row[1],
            computed=Computed(row[2], row[3], row[4], Decimal(row[5]), Decimal(row[6]), row[7]),
            is_current=bool(row[8]),
            last_change_at=datetime.fromisoformat(row[9]),
            last_act=row[10],
            last_target=row[11],
            template_id=row[12],
            template_edition=row[13],
            kind=AssessmentKind(row[14]),
            status=AssessmentStatus(row[15]),
            is_practice=bool(row[16]),
            revision=row[17] if isinstance(row[17], int) else 1,
            replaces=row[18] if isinstance(row[18], str) else "",
        )
        for row in rows
    )


def revisions_of(assessment_id: str, known: Iterable[Summary]) -> tuple[Summary, ...]:
    """Return the revisions that start from an assessment, among those that are known, in their order."""
    return tuple(summary for summary in known if summary.replaces == assessment_id)


def write_computed(connection: sqlite3.Connection, assessment_id: str, computed: Computed) -> None:
    """Write the computed part of a summary; all else the database keeps up to date by itself."""
    connection.execute(
        "update assessments set done = ?, items = ?, verdict = ?, secured = ?, reachable = ?, source_sha256 = ?,"
        " summarized_line = last_line where id = ?",
        (
            computed.done,
            computed.items,
            computed.verdict,
            decimal_text(computed.secured),
            decimal_text(computed.reachable),
            computed.source_digest,
            assessment_id,
        ),
    )
