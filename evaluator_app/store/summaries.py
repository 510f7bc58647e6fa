# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What lists show of each assessment without loading it. What is computed is a copy and names what it came from."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from evaluator_app.domain.assessment import AssessmentKind, AssessmentStatus
from evaluator_app.domain.exact import decimal_text


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of a list of assessments."""

    assessment_id: str
    mine: str
    """Name of the mine."""
    done: int
    """Items that are assessed."""
    items: int
    verdict: str
    """Value of rating.Verdict; empty while nothing has been computed."""
    secured: Decimal
    """Points that are certain."""
    reachable: Decimal
    """Points that can still be reached."""
    last_change_at: datetime
    last_act: str
    """Value of changes.Act; empty before the first act."""
    last_target: str
    """What the last act was about."""
    source_digest: str
    """Digest of the assessment that the computed part came from."""
    template_id: str
    template_edition: str = ""
    kind: AssessmentKind = AssessmentKind.THIRD_PARTY
    status: AssessmentStatus = AssessmentStatus.DRAFT
    is_practice: bool = False
    is_current: bool = False
    """Whether the computed part is of the last act; otherwise it is to be computed again."""


_ALL = (
    "select id, mine, done, items, verdict, secured, reachable, last_change_at, last_act, last_target, source_sha256, "
    "template_id, template_edition, kind, status, is_practice, summarized_line = last_line"
    " from assessments where (removed_at is not null) = ? order by last_change_at desc, id"
)


def read_summaries(connection: sqlite3.Connection, *, removed: bool) -> tuple[Summary, ...]:
    """Return all assessments that are, or are not, in the trash; the last changed first."""
    rows = connection.execute(_ALL, (int(removed),)).fetchall()
    return tuple(_summary(*row) for row in rows)


def write_computed(connection: sqlite3.Connection, summary: Summary) -> None:
    """Write the computed part of a summary; all else the database keeps up to date by itself."""
    connection.execute(
        "update assessments set done = ?, items = ?, verdict = ?, secured = ?, reachable = ?, source_sha256 = ?,"
        " summarized_line = last_line where id = ?",
        (
            summary.done,
            summary.items,
            summary.verdict,
            decimal_text(summary.secured),
            decimal_text(summary.reachable),
            summary.source_digest,
            summary.assessment_id,
        ),
    )


def _summary(
    assessment_id: str,
    mine: str,
    done: int,
    items: int,
    verdict: str,
    secured: str,
    reachable: str,
    last_change_at: str,
    *rest: str | int,
) -> Summary:
    last_act, last_target, source, template_id, edition, kind, status, is_practice, is_current = rest
    return Summary(
        assessment_id=assessment_id,
        mine=mine,
        done=done,
        items=items,
        verdict=verdict,
        secured=Decimal(secured),
        reachable=Decimal(reachable),
        last_change_at=datetime.fromisoformat(last_change_at),
        last_act=str(last_act),
        last_target=str(last_target),
        source_digest=str(source),
        template_id=str(template_id),
        template_edition=str(edition),
        kind=AssessmentKind(kind),
        status=AssessmentStatus(status),
        is_practice=bool(is_practice),
        is_current=bool(is_current),
    )
