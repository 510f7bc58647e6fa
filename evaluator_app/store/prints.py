# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the pictures of other assessments are known by: digest and fingerprint, read from their records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

Row = tuple[str, str, str, str]
"""Assessment, evidence, digest, fingerprint."""


def read_prints(connection: sqlite3.Connection, but: str) -> Iterator[Row]:
    """Yield what the evidence of all assessments but one is known by; those in the trash count as well, sketches and clips do not."""
    yield from connection.execute(
        "select assessment_id, key, coalesce(json_extract(body, '$.sha256'), ''), coalesce(json_extract(body, '$.fingerprint'), '')"
        " from records where kind = 'evidence' and assessment_id != ? and json_extract(body, '$.revision_of') is null",
        (but,),
    )


def read_names(connection: sqlite3.Connection, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return mine and file name of evidence, by assessment and evidence."""
    sql = (
        "select assessments.mine, coalesce(json_extract(records.body, '$.name'), '') from records"
        " join assessments on assessments.id = records.assessment_id"
        " where records.assessment_id = ? and records.kind = 'evidence' and records.key = ?"
    )
    found = {}
    for assessment, evidence in wanted:
        for mine, name in connection.execute(sql, (assessment, evidence)):
            found[assessment, evidence] = (mine, name)
    return found
