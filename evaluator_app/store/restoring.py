# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""An assessment that comes from elsewhere with its journal: written as it was, in one transaction, or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from evaluator_app.domain.assessment import Assessment, Profile
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.history import JournalLine
from evaluator_app.domain.template import Template
from evaluator_app.store import arrivals, assessments, journal, records, templates
from evaluator_app.store.arrivals import Arrival
from evaluator_app.store.moments import moment_text


@dataclass(frozen=True, slots=True)
class WholeAssessment:
    """An assessment with all that is kept of it beside its evidence."""

    assessment: Assessment
    origin: Assessment
    """As it was begun."""
    lines: tuple[JournalLine, ...]
    templates: tuple[Template, ...]
    """The editions that it was ever made by."""
    begun_by: str
    begun_at: datetime
    arrivals: Mapping[int, Arrival] = field(default_factory=dict)
    """What came in from colleagues, by the line of the journal that merged it."""


def read_whole(connection: sqlite3.Connection, assessment_id: str) -> WholeAssessment:
    """Return all that is kept of an assessment, also of one in the trash."""
    assessment = assessments.read(connection, assessment_id)
    origin = assessments.read_origin(connection, assessment_id)
    lines = journal.read_lines(connection, assessment_id)
    [(who, at)] = connection.execute("select created_by, created_at from assessments where id = ?", (assessment_id,)).fetchall()
    made_by = dict.fromkeys(_template_digests(assessment, origin, lines))
    found = tuple(templates.read_template(connection, sha256) for sha256 in made_by)
    came = arrivals.read(connection, assessment_id)
    return WholeAssessment(assessment, origin, lines, found, who, datetime.fromisoformat(at), came)


def bring_back(connection: sqlite3.Connection, whole: WholeAssessment) -> None:
    """Write all of an assessment; ValueError if its id is taken, a template is missing, or the journal does not lead to it."""
    there = {digest(template): template for template in whole.templates}
    wanted = dict.fromkeys(_template_digests(whole.assessment, whole.origin, whole.lines))
    if not wanted.keys() <= there.keys():
        raise ValueError("a template is missing")
    for sha256 in wanted:
        templates.pin(connection, there[sha256])
    if whole.origin.id != whole.assessment.id:
        raise ValueError("the origin is of another assessment")
    origin, own = whole.origin, whole.assessment.id
    assessments.insert(connection, origin, there[origin.profile.template.digest], whole.begun_by, whole.begun_at)
    connection.execute("delete from records where assessment_id = ?", (own,))
    records.insert_all(connection, whole.assessment)
    for line in whole.lines:
        journal.append(connection, own, line, journal.sides(line.change))
    for number, arrival in whole.arrivals.items():
        arrivals.append(connection, own, number, arrival.package, arrival.acts)
    profile = whole.assessment.profile
    last = whole.lines[-1] if whole.lines else None
    connection.execute(
        "update assessments set template_sha256 = ?, template_id = ?, template_edition = ?, mine = ?, kind = ?, status = ?,"
        " is_practice = ?, last_line = ?, last_change_at = ?, last_act = ?, last_target = ? where id = ?",
        (
            *(profile.template.digest, profile.template.id, profile.template.edition, whole.assessment.mine.name),
            *(profile.kind.value, profile.status.value, int(profile.is_practice)),
            len(whole.lines),
            moment_text(last.at if last else whole.begun_at),
            *(last.act.value if last else "", last.subject if last else "", own),
        ),
    )
    if mismatches := assessments.check(connection, own):
        raise ValueError(f"the journal does not lead to the records: {mismatches[0].line} {mismatches[0].record}")


def _template_digests(assessment: Assessment, origin: Assessment, lines: Sequence[JournalLine]) -> list[str]:
    """Return the digests of all editions that an assessment was ever made by, the one of now first."""
    profiles = [assessment.profile, origin.profile]
    for line in lines:
        for edit in line.change.edits:
            profiles += [side for side in (edit.old, edit.new) if isinstance(side, Profile)]
    return [ref.digest for profile in profiles for ref in (profile.template, *profile.moved_from)]


def same_digest(whole: WholeAssessment) -> str:
    """Return the digest by which it is told whether two of them are the same in everything that is kept."""
    lines = [(line.number, line.kind, line.continues, line.who, line.at, line.act, line.subject, _edits(line)) for line in whole.lines]
    came = [(number, arrival.package, [act.name for act in arrival.acts]) for number, arrival in sorted(whole.arrivals.items())]
    return digest([whole.assessment, whole.origin, lines, came])


def _edits(line: JournalLine) -> list[tuple[object, ...]]:
    return [(edit.kind, edit.key, edit.old, edit.new) for edit in line.change.edits]
