# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What lists show of each assessment without loading it. What is computed is a copy and names what it came from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
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
    mending_due: tuple[date, ...] = ()
    """Days on which what the mine has to put right and is not closed is due."""

    def late_on(self, day: date) -> int:
        """Return how many things were due before a day and are not closed."""
        return sum(1 for due in self.mending_due if due < day)


_ALL = (
    "select id, mine, done, items, verdict, secured, reachable, source_sha256, summarized_line = last_line, last_change_at,"
    " last_act, last_target, template_id, template_edition, assessments.kind, status, is_practice,"
    " case when json_valid(body) then json_extract(body, '$.revision.number') end,"
    " case when json_valid(body) then json_extract(body, '$.revision.replaces') end,"
    " (select group_concat(json_extract(due.body, '$.due_on')) from records due where due.assessment_id = assessments.id"
    " and due.kind = 'rectification' and json_valid(due.body) and coalesce(json_extract(due.body, '$.state'), '') <> 'closed')"
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
            mending_due=tuple(_days(row[19] or "")),
        )
        for row in rows
    )


def _days(texts: str) -> Iterator[date]:
    """Yield the days that texts name; what is none is passed over, for the list must be shown all the same."""
    for text in texts.split(","):
        with suppress(ValueError):
            yield date.fromisoformat(text)


def overdue(known: Sequence[Summary], today: date) -> Mapping[str, int]:
    """Return how many things are late by assessment, where any are: none of practice, none that a revision has taken along."""
    replaced = {summary.replaces for summary in known}
    counts = {each.assessment_id: each.late_on(today) for each in known if not each.is_practice and each.assessment_id not in replaced}
    return {name: count for name, count in counts.items() if count}


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
