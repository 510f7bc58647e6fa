# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The tree of groups and indicators from a template file's flat lists, and whether its points add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from evaluator_app.catalog.criteria import positive, read_applicability, read_criterion, read_options, twice
from evaluator_app.catalog.names import Names, read_provenance
from evaluator_app.catalog.plain_items import read_plain
from evaluator_app.catalog.sections import Section
from evaluator_app.domain.criteria import AllOrNothing
from evaluator_app.domain.exact import ZERO
from evaluator_app.domain.sentence import say
from evaluator_app.domain.template import Indicator, IndicatorGroup

_DEEPEST = 8
_A_PLACE, _A_DOCUMENT = say("tpl.what_place", "place"), say("tpl.what_document", "document")
_A_GROUP = say("tpl.what_group", "group")

Member = TypeVar("Member")


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """A group as the file declares it."""

    section: Section
    group: IndicatorGroup
    parent: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """An indicator as the file declares it."""

    indicator: Indicator
    parent: str
    points: Decimal | None
    """None where they are wrong."""


def read_groups(root: Section, taken: set[str]) -> tuple[GroupEntry, ...]:
    """Read the declared groups; each id counts once."""
    entries = []
    for section in root.sections("groups"):
        name = _own(section, taken)
        code, title = section.texts_at("code", "title")
        group = IndicatorGroup(name, code, title, has_floor=section.flag("has_floor"))
        entries.append(GroupEntry(section, group, section.text("in", is_required=False), positive(section, "points")))
        section.close()
    parents = {entry.group.id: entry.parent for entry in entries}
    known = set(parents)
    for entry in entries:
        if entry.parent and entry.parent not in known:
            entry.section.unknown_name(entry.parent, known, "TPL-206", _A_GROUP, key="in")
        elif _is_endless(entry, parents):
            sentence = say("tpl.endless", "The group stands inside itself, or more than {levels} levels deep.", levels=_DEEPEST)
            entry.section.problem("TPL-208", sentence, key="in")
    return tuple(entries)


def read_indicators(root: Section, groups: Sequence[GroupEntry], names: Names, taken: set[str]) -> tuple[IndicatorEntry, ...]:
    """Read the indicators."""
    known = {entry.group.id for entry in groups}
    sections = root.sections("indicators")
    plain = read_plain(sections, known, names, taken)
    if plain is not None:
        entries = tuple([IndicatorEntry(*item) for item in plain])
    else:
        entries = tuple([_indicator(section, known, names, taken) for section in sections])
    if not entries:
        sentence = say("tpl.no_indicators", "The template has no indicators.")
        root.problem("TPL-306", sentence, say("tpl.add_indicators", "Add at least one group and one indicator."))
    return entries


def build_tree(groups: Sequence[GroupEntry], indicators: Sequence[IndicatorEntry]) -> tuple[IndicatorGroup, ...]:
    """Put groups and indicators together, each in the order of the file; the groups must not be endless."""
    inner = _by_parent((entry.parent, entry) for entry in groups)
    leaves = _by_parent((entry.parent, entry.indicator) for entry in indicators)

    def build(entry: GroupEntry) -> IndicatorGroup:
        name = entry.group.id
        below = tuple(build(other) for other in inner.get(name, ()))
        return replace(entry.group, groups=below, indicators=tuple(leaves.get(name, ())))

    return tuple(build(entry) for entry in groups if not entry.parent)


def check_points(groups: Sequence[GroupEntry], indicators: Sequence[IndicatorEntry]) -> None:
    """Report every group whose points are not what its members add up to; silent where a member's points are wrong anyway."""
    known = {entry.group.id for entry in groups}
    members_of = _by_parent([*((g.parent, g.points) for g in groups), *((i.parent, i.points) for i in indicators)])
    strays = {entry.points for entry in indicators if entry.parent not in known}
    for entry in groups:
        members = members_of.get(entry.group.id, [])
        if entry.points is None or None in members:
            continue
        total = sum((points for points in members if points is not None), ZERO)
        if total != entry.points and entry.points - total not in strays:
            named = f"{entry.group.code} {entry.group.title}"
            sentence = say(
                "tpl.group_sum",
                "The members of {group} add up to {total}, but {points} is declared.",
                group=named,
                total=total,
                points=entry.points,
            )
            advice = say("tpl.mend_group", "Correct the points of the group or of a member.")
            entry.section.problem("TPL-302", sentence, advice, key="points")


def _by_parent(pairs: Iterable[tuple[str, Member]]) -> Mapping[str, list[Member]]:
    """Sort things by the id they stand under, each list in the order of the file."""
    sorted_in: dict[str, list[Member]] = {}
    for parent, member in pairs:
        sorted_in.setdefault(parent, []).append(member)
    return sorted_in


def _indicator(section: Section, groups: set[str], names: Names, taken: set[str]) -> IndicatorEntry:
    parent, code, title, requirement = section.texts_at("in", "code", "title", "requirement")
    name, points = _own(section, taken), positive(section, "points")
    if parent and parent not in groups:
        section.unknown_name(parent, groups, "TPL-206", _A_GROUP, key="in")
    applies, otherwise = read_applicability(section, names)
    indicator = Indicator(
        id=name,
        code=code,
        title=title,
        max_score=points or ZERO,
        requirement=requirement,
        criterion=read_criterion(section, "criterion", points, names) or AllOrNothing(),
        is_constraint=section.flag("is_constraint"),
        places=section.references("places", names.places, "TPL-201", _A_PLACE),
        documents=section.references("documents", names.documents, "TPL-202", _A_DOCUMENT),
        evidence=section.texts("evidence"),
        needs_photo=section.flag("needs_photo"),
        applies_when=applies,
        otherwise=otherwise,
        not_applicable=read_options(section),
        provenance=read_provenance(section, names),
    )
    section.close()
    return IndicatorEntry(indicator, parent, points)


def _own(section: Section, taken: set[str]) -> str:
    name = section.identifier()
    if name and name in taken:
        twice(section, name)
    taken.add(name)
    return name


def _is_endless(entry: GroupEntry, parents: Mapping[str, str]) -> bool:
    name = entry.parent
    for _ in range(_DEEPEST):
        if not name:
            return False
        name = parents.get(name, "")
    return bool(name)
