# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Assessments as rows: begun with a pinned template, changed act by act, loaded, put into the trash, checked by replay."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from evaluator_app.domain.assessment import Assessment, Mine, Profile
from evaluator_app.domain.canonical import read_json
from evaluator_app.domain.changes import Change
from evaluator_app.domain.codec import DocumentError, decode
from evaluator_app.domain.history import JournalLine, LineKind
from evaluator_app.domain.records import assembled, records
from evaluator_app.domain.template import Template
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.store import journal, templates
from evaluator_app.store.moments import moment_text
from evaluator_app.store.records import canonical_text, insert_all, read_all, replace, unreadable


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where the journal and the records of an assessment do not agree."""

    line: int
    """Number of the journal line that does not fit what came before; 0 if only the outcome differs."""
    record: str
    """Kind and key of the record."""


def insert(connection: sqlite3.Connection, assessment: Assessment, template: Template, who: str, at: datetime) -> None:
    """Write a new assessment; ValueError if it names another template, or its id is taken."""
    profile = assessment.profile
    if templates.pin(connection, template) != profile.template.digest:
        raise ValueError(f"the assessment names another template: {profile.template.digest}")
    if connection.execute("select 1 from assessments where id = ?", (assessment.id,)).fetchall():
        raise ValueError(f"there is an assessment of this id: {assessment.id}")
    moment = moment_text(at)
    connection.execute(
        "insert into assessments (id, template_sha256, template_id, template_edition, mine, kind, status, is_practice,"
        " created_by, created_at, last_change_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            assessment.id,
            profile.template.digest,
            profile.template.id,
            profile.template.edition,
            assessment.mine.name,
            profile.kind.value,
            profile.status.value,
            int(profile.is_practice),
            who,
            moment,
            moment,
        ),
    )
    connection.execute("insert into origins (assessment_id, body) values (?, ?)", (assessment.id, canonical_text(assessment)))
    insert_all(connection, assessment)


def write(
    connection: sqlite3.Connection, assessment_id: str, change: Change, *, who: str, at: datetime, kind: LineKind | None, continues: bool
) -> JournalLine:
    """Write an act and its journal line; the caller holds the transaction."""
    edits = journal.sides(change)
    rows = connection.execute(
        "update assessments set last_line = last_line + 1, last_change_at = ?, last_act = ?, last_target = ?"
        " where id = ? returning last_line",
        (moment_text(at), change.act.value, change.subject, assessment_id),
    ).fetchall()
    if not rows:
        raise unknown(assessment_id)
    line = JournalLine(rows[0][0], change, who, at.astimezone(UTC), kind or LineKind.ACT, continues)
    for edit, old, new in edits:
        replace(connection, assessment_id, edit, old, new)
        if isinstance(edit.new, Profile):
            _follow_profile(connection, assessment_id, edit.new)
        elif isinstance(edit.new, Mine):
            connection.execute("update assessments set mine = ? where id = ?", (edit.new.name, assessment_id))
    journal.append(connection, assessment_id, line, edits)
    return line


def _follow_profile(connection: sqlite3.Connection, assessment_id: str, profile: Profile) -> None:
    connection.execute(
        "update assessments set template_sha256 = ?, template_id = ?, template_edition = ?, kind = ?, status = ?, is_practice = ?"
        " where id = ?",
        (
            profile.template.digest,
            profile.template.id,
            profile.template.edition,
            profile.kind.value,
            profile.status.value,
            int(profile.is_practice),
            assessment_id,
        ),
    )


def read(connection: sqlite3.Connection, assessment_id: str) -> Assessment:
    """Return an assessment as its records have it; UserFacingError if it is unknown or a record cannot be read."""
    refuse_unknown(connection, assessment_id)
    try:
        return assembled(assessment_id, read_all(connection, assessment_id))
    except KeyError as error:
        raise unreadable(assessment_id, str(error.args[0])) from error


def read_origin(connection: sqlite3.Connection, assessment_id: str) -> Assessment:
    """Return an assessment as it was when it was begun, before the first line of its journal."""
    rows = connection.execute("select body from origins where assessment_id = ?", (assessment_id,)).fetchall()
    try:
        [(body,)] = rows
        return decode(Assessment, read_json(body))
    except (ValueError, DocumentError) as error:
        raise unreadable(assessment_id, "origin") from error


def check(connection: sqlite3.Connection, assessment_id: str) -> tuple[Mismatch, ...]:
    """Replay the journal from the start and return where it does not lead to the records; empty if all is well."""
    stored = records(read(connection, assessment_id))
    replayed = read_origin(connection, assessment_id)
    for position, line in enumerate(journal.read_lines(connection, assessment_id), 1):
        if line.number != position:
            return (Mismatch(position, "journal"),)
        try:
            replayed = line.change.apply(replayed)
        except ValueError as error:  # stale, closed or unreadable: none of them was so when the act was saved
            return (Mismatch(line.number, str(error)),)
    outcome = records(replayed)
    differing = sorted((kind.value, key) for kind, key in {*stored, *outcome} if stored.get((kind, key)) != outcome.get((kind, key)))
    return tuple(Mismatch(0, f"{kind} {key}".strip()) for kind, key in differing)


def set_removed(connection: sqlite3.Connection, assessment_id: str, at: datetime | None) -> None:
    """Put an assessment into the trash, or take it out."""
    refuse_unknown(connection, assessment_id)
    moment = None if at is None else moment_text(at)
    connection.execute("update assessments set removed_at = ? where id = ?", (moment, assessment_id))


def refuse_unknown(connection: sqlite3.Connection, assessment_id: str) -> None:
    """Refuse an id that no assessment has."""
    if not connection.execute("select 1 from assessments where id = ?", (assessment_id,)).fetchall():
        raise unknown(assessment_id)


def unknown(assessment_id: str) -> UserFacingError:
    """Return what is said of an id that no assessment has."""
    return UserFacingError(
        "STO-008",
        _("There is no assessment {assessment} in this folder.").format(assessment=assessment_id),
        _("Look the assessment up in the list, or open the folder that holds it."),
    )
