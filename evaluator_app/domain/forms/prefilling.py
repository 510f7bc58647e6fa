# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a form begins with: what is known already of mine, assessment and team."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from evaluator_app.domain.assessment import Assessment, Assessor
from evaluator_app.domain.forms.definition import FieldKind, FormDefinition, FormField
from evaluator_app.domain.forms.record import FormRow

_Value = str | bool
TEAM = "team"
"""Fills a table with a row for each member; its columns say which part of a member they take."""

SOURCES: Mapping[str, Callable[[Assessment], str]] = {
    "mine.name": lambda found: found.mine.name,
    "mine.operator": lambda found: found.mine.operator,
    "mine.licence_number": lambda found: found.mine.licence_number,
    "mine.region": lambda found: found.mine.region,
    "profile.organization": lambda found: found.profile.organization,
    "profile.client": lambda found: found.profile.client,
    "profile.visit_from": lambda found: _day(found.profile.visit_from),
    "profile.visit_to": lambda found: _day(found.profile.visit_to),
    "profile.filing_on": lambda found: _day(found.profile.filing_on),
    "team.leader": lambda found: next((member.name for member in found.team.values() if member.is_leader), ""),
}
MEMBER_SOURCES: Mapping[str, Callable[[Assessor], _Value]] = {
    "person.name": lambda member: member.name,
    "person.title": lambda member: member.title,
    "person.specialty": lambda member: member.specialty,
    "person.grade": lambda member: member.grade.value,
    "person.is_leader": lambda member: member.is_leader,
    "person.is_full_time": lambda member: member.is_full_time,
}
"""For a form about one member, and for the columns of a table of the team."""


def first_values(definition: FormDefinition, assessment: Assessment, target: str = "", today: date | None = None) -> Mapping[str, _Value]:
    """Return what the fields of a form begin with; a field of which nothing is known is left out."""
    member = assessment.team.get(target)
    found: dict[str, _Value] = {}
    for field in definition.fields:
        value: _Value = ""
        if field.fills_from in SOURCES:
            value = SOURCES[field.fills_from](assessment)
        elif field.fills_from in MEMBER_SOURCES and member is not None:
            value = MEMBER_SOURCES[field.fills_from](member)
        elif field.fills_from == "today" and today is not None:
            value = today.isoformat()
        if value:
            found[field.id] = value
    return found


def first_rows(definition: FormDefinition, assessment: Assessment) -> Mapping[str, tuple[FormRow, ...]]:
    """Return the rows that the tables of a form begin with."""
    team = sorted(assessment.team.values(), key=lambda member: (not member.is_leader, member.id))
    return {
        field.id: tuple(_row(field, member) for member in team)
        for field in definition.fields
        if field.kind is FieldKind.TABLE and field.fills_from == TEAM and team
    }


def _row(field: FormField, member: Assessor) -> FormRow:
    values = {column.id: MEMBER_SOURCES[column.fills_from](member) for column in field.columns if column.fills_from in MEMBER_SOURCES}
    return FormRow({name: value for name, value in values.items() if value})


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
