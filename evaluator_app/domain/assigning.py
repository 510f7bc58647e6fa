# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who does which item: worked out from the shares of the work by item, place and group, to members and to specialties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from evaluator_app.domain.assessment import Assessment, Assessor
from evaluator_app.domain.changes import Act, Change, change_records
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.teamwork import Assignment, AssignmentScope
from evaluator_app.domain.template import Indicator, IndicatorGroup, Template

_BETWEEN = re.compile(r"[、，,;；/／\s]+")
"""What stands between the specialties of one member."""


@dataclass(frozen=True, slots=True)
class Share:
    """Who does one item, and by which assignments."""

    members: tuple[str, ...] = ()
    """Ids of the members, ascending; empty where nobody was given it, or nobody of that name or specialty is in the team."""
    by: tuple[Assignment, ...] = ()
    """The assignments that say so: one of the item, all of its places, or the one of its nearest group."""


NOBODY = Share()


def assign(assessment: Assessment, scope: AssignmentScope, subjects: Iterable[str], *, assessor: str = "", specialty: str = "") -> Change:
    """Give items, groups or places to a member or to a specialty, as one act; ValueError unless exactly one of them is named."""
    if bool(assessor) is bool(specialty):
        raise ValueError("a share goes to a member or to a specialty")
    given = [Assignment(scope, subject, assessor, specialty) for subject in subjects]
    return _changed(assessment, {each.key: each for each in given})


def take_back(assessment: Assessment, scope: AssignmentScope, subjects: Iterable[str]) -> Change:
    """Take shares back; those under a wider share fall to it."""
    return _changed(assessment, {Assignment(scope, subject).key: None for subject in subjects})


def specialties(member: Assessor) -> frozenset[str]:
    """Return the specialties of a member; several may be written in one field."""
    return frozenset(filter(None, _BETWEEN.split(member.specialty)))


def members_meant(assignment: Assignment, team: Mapping[str, Assessor]) -> tuple[str, ...]:
    """Return the ids of the members that an assignment means, ascending; empty where none of the team is meant."""
    if assignment.assessor:
        return (assignment.assessor,) if assignment.assessor in team else ()
    wanted = assignment.specialty.strip()
    return tuple(sorted(name for name, member in team.items() if wanted in (specialties(member) | {member.specialty.strip()})))


def shares(template: Template, assessment: Assessment) -> Mapping[str, Share]:
    """Return who does which item and prerequisite: the item's own share counts before those of its places, these before its groups'."""
    given = assessment.assignments
    if not given:
        return dict.fromkeys(_targets(template), NOBODY)
    found = {each.id: _share(assessment, _of_item(given, each.id)) for each in template.prerequisites}
    under = _own_places(assessment)
    for indicator, groups in _with_groups(template):
        by = _of_item(given, indicator.id) or _of_places(given, indicator, under) or _of_groups(given, groups)
        found[indicator.id] = _share(assessment, by)
    return found


def _changed(assessment: Assessment, changed: Mapping[str, Assignment | None]) -> Change:
    subject = ""
    if len(changed) == 1:
        scope, _colon, name = next(iter(changed)).partition(":")
        subject = name if scope == AssignmentScope.ITEM.value else ""
    return change_records(assessment, Act.ASSIGN_WORK, RecordKind.ASSIGNMENT, changed, subject)


def _share(assessment: Assessment, by: tuple[Assignment, ...]) -> Share:
    members = {name for each in by for name in members_meant(each, assessment.team)}
    return Share(tuple(sorted(members)), by)


def _targets(template: Template) -> Iterator[str]:
    yield from (each.id for each in template.prerequisites)
    yield from (each.id for each in template.indicators())


def _of_item(given: Mapping[str, Assignment], target: str) -> tuple[Assignment, ...]:
    return _named(given, AssignmentScope.ITEM, (target,))


def _of_places(given: Mapping[str, Assignment], indicator: Indicator, under: Mapping[str, tuple[str, ...]]) -> tuple[Assignment, ...]:
    places = [name for place in indicator.places for name in (place, *under.get(place, ()))]
    return _named(given, AssignmentScope.PLACE, places)


def _of_groups(given: Mapping[str, Assignment], groups: tuple[str, ...]) -> tuple[Assignment, ...]:
    return _named(given, AssignmentScope.GROUP, reversed(groups))[:1]


def _named(given: Mapping[str, Assignment], scope: AssignmentScope, subjects: Iterable[str]) -> tuple[Assignment, ...]:
    keys = (Assignment(scope, subject).key for subject in subjects)
    return tuple(given[key] for key in keys if key in given)


def _own_places(assessment: Assessment) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the team's own places by the template's place that they are one of."""
    found: dict[str, tuple[str, ...]] = {}
    for place in sorted(assessment.places.values(), key=lambda place: place.id):
        found[place.of] = (*found.get(place.of, ()), place.id)
    return found


def _with_groups(template: Template) -> Iterator[tuple[Indicator, tuple[str, ...]]]:
    """Yield every item with the ids of its groups, the outer first."""

    def below(group: IndicatorGroup, above: tuple[str, ...]) -> Iterator[tuple[Indicator, tuple[str, ...]]]:
        here = (*above, group.id)
        for indicator in group.indicators:
            yield indicator, here
        for inner in group.groups:
            yield from below(inner, here)

    for group in template.groups:
        yield from below(group, ())
