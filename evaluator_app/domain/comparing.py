# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Two templates side by side: what was added, removed, worded otherwise, worth or ruled otherwise, or only renumbered.

A thing is known by its id. Says nothing of what becomes of an assessment: that is moving.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from evaluator_app.domain.assessment import TemplateRef
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.codec import Json, encode
from evaluator_app.domain.exact import ZERO, decimal_text
from evaluator_app.domain.requirements import GUIDANCE, TEXT, Requirement, requirements
from evaluator_app.domain.template import IndicatorGroup, Template


class ThingKind(Enum):
    """What is compared, in the order in which it is shown."""

    TEMPLATE = "template"
    RATING = "rating"
    PREREQUISITE = "prerequisite"
    GROUP = "group"
    INDICATOR = "indicator"
    FACT = "fact"
    TABLE = "table"
    ROW = "row"
    PLACE = "place"
    DOCUMENT = "document"
    AREA = "area"
    DEADLINE = "deadline"
    NEWER_DOCUMENT = "newer_document"


class Difference(Enum):
    """How a thing differs, what weighs most first."""

    ADDED = "added"
    REMOVED = "removed"
    TEXT = "text"
    POINTS = "points"
    RULE = "rule"
    GUIDANCE = "guidance"
    """Places, documents and evidence to look at; decides nothing."""
    SOURCE = "source"
    MOVED = "moved"
    """Another number or place in the order; no change of meaning."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs."""

    path: str
    """Where: key of the template's form, then keys or ids below it, such as criterion.parts.a.max_score."""
    difference: Difference
    old: str
    new: str
    """Both as text; empty where there is none."""


@dataclass(frozen=True, slots=True)
class ComparedThing:
    """One thing of either template or of both."""

    kind: ThingKind
    id: str
    """Empty for what a template has one of; table and row with a slash between for a row."""
    code: str
    title: str
    """As the new template has them, or the old one where it is gone."""
    differences: tuple[Difference, ...] = ()
    """Empty where both are the same."""
    fields: tuple[FieldChange, ...] = ()

    @property
    def asks_otherwise(self) -> bool:
        """Whether what was found for it under the old template is to be looked at again."""
        return any(difference in (Difference.TEXT, Difference.POINTS, Difference.RULE) for difference in self.differences)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All things of two templates in one order."""

    old: TemplateRef
    new: TemplateRef
    things: tuple[ComparedThing, ...]

    @property
    def changed(self) -> tuple[ComparedThing, ...]:
        """The things that differ."""
        return tuple(thing for thing in self.things if thing.differences)

    def counts(self) -> Mapping[Difference, int]:
        """Return how many things differ in each way; one may differ in several."""
        return {difference: sum(1 for thing in self.things if difference in thing.differences) for difference in Difference}


def reference(template: Template) -> TemplateRef:
    """Return what names a template for good."""
    return TemplateRef(template.id, template.edition, digest(template))


def compare(old: Template, new: Template) -> Comparison:
    """Compare two templates; which comes first is old, whatever their editions are called."""
    before, after = {thing.key: thing for thing in _things(old)}, {thing.key: thing for thing in _things(new)}
    asked_before, asked_after = requirements(old), requirements(new)
    moved = _out_of_order(before, after)
    compared = []
    for key in _in_one_order(before, after):
        was, now = before.get(key), after.get(key)
        if now is None:
            compared.append(before[key].compared((Difference.REMOVED,)))
        elif was is None:
            compared.append(now.compared((Difference.ADDED,)))
        else:
            changes = [*_fields(was, now), *_moves(was, now, moved)]
            if now.is_item:
                changes += _outside(asked_before[now.id], asked_after[now.id])
            differences = tuple(difference for difference in Difference if any(change.difference is difference for change in changes))
            compared.append(now.compared(differences, tuple(changes)))
    return Comparison(reference(old), reference(new), tuple(compared))


Key = tuple[ThingKind, str]


@dataclass(frozen=True, slots=True)
class _Thing:
    kind: ThingKind
    id: str
    title: str
    content: Mapping[str, Json]
    code: str = ""
    group: str = ""
    """Id of what it stands in."""
    sources: frozenset[str] = frozenset(("provenance",))
    """Fields that say where it comes from."""

    @property
    def key(self) -> Key:
        return self.kind, self.id

    @property
    def is_item(self) -> bool:
        return self.kind in (ThingKind.INDICATOR, ThingKind.PREREQUISITE)

    def compared(self, differences: tuple[Difference, ...], fields: tuple[FieldChange, ...] = ()) -> ComparedThing:
        return ComparedThing(self.kind, self.id, self.code, self.title, differences, fields)

    def difference(self, path: str, *, on_one_side: bool) -> Difference:
        """Return what a change of a field means."""
        top, _dot, rest = path.partition(".")
        is_source = top in self.sources and not (self.kind is ThingKind.ROW and rest.startswith("in_force"))
        if is_source or rest.endswith("is_confirmed") or self.kind is ThingKind.NEWER_DOCUMENT:
            return Difference.SOURCE
        if self.is_item and top in GUIDANCE:
            return Difference.GUIDANCE
        if top == "code":
            return Difference.MOVED
        if top in ("max_score", "pass_mark"):
            return Difference.POINTS
        if top in TEXT or top in ("hint", "quantity", "condition_text", "issuer", "notes"):
            return Difference.TEXT
        return Difference.TEXT if top == "options" and not on_one_side else Difference.RULE


_OWN_LISTS = frozenset(
    ("groups", "prerequisites", "rating", "facts", "places", "documents", "tables", "areas", "deadlines", "newer_documents")
)


def _things(template: Template) -> Iterator[_Thing]:
    whole = encode(template)
    head = {key: value for key, value in whole.items() if key not in _OWN_LISTS and key not in ("id", "edition")}
    yield _Thing(ThingKind.TEMPLATE, "", template.title, head, sources=frozenset(("provenance", "approval")))
    sources = frozenset(("pass_mark_source", "group_floor_source", "constraint_source"))
    yield _Thing(ThingKind.RATING, "", "", whole.get("rating", {}), sources=sources)
    for prerequisite in template.prerequisites:
        yield _Thing(ThingKind.PREREQUISITE, prerequisite.id, prerequisite.title, encode(prerequisite), prerequisite.code)
    for group in template.groups:
        yield from _group(group, "")
    yield from _entries(template)


def _entries(template: Template) -> Iterator[_Thing]:
    for fact in template.facts:
        options = {option.id: option.title for option in fact.options}
        yield _Thing(ThingKind.FACT, fact.id, fact.title, encode(fact) | {"options": options})
    for table in template.tables:
        own = encode(table)
        own.pop("rows", None)
        yield _Thing(ThingKind.TABLE, table.id, table.title, own)
        for row in table.rows:
            title = row.condition_text or row.id
            yield _Thing(ThingKind.ROW, f"{table.id}/{row.id}", f"{table.title} · {title}", encode(row), group=table.id)
    for kind, named in ((ThingKind.PLACE, template.places), (ThingKind.DOCUMENT, template.documents)):
        for thing in named:
            yield _Thing(kind, thing.id, thing.title, encode(thing))
    for area in template.areas:
        yield _Thing(ThingKind.AREA, area.id, area.title, encode(area))
    for deadline in template.deadlines:
        yield _Thing(ThingKind.DEADLINE, deadline.id, deadline.title, encode(deadline))
    for document in template.newer_documents:
        name = " ".join(filter(None, (document.number, document.document)))
        yield _Thing(ThingKind.NEWER_DOCUMENT, document.number or document.document, name, encode(document))


def _group(group: IndicatorGroup, parent: str) -> Iterator[_Thing]:
    points = sum((item.max_score for item in group.leaves()), ZERO)
    content = {"code": group.code, "title": group.title, "has_floor": group.has_floor, "max_score": decimal_text(points)}
    yield _Thing(ThingKind.GROUP, group.id, group.title, content, group.code, parent)
    for inner in group.groups:
        yield from _group(inner, group.id)
    for item in group.indicators:
        yield _Thing(ThingKind.INDICATOR, item.id, item.title, encode(item), item.code, group.id)


def _fields(was: _Thing, now: _Thing) -> Iterator[FieldChange]:
    for top in dict.fromkeys((*was.content, *now.content)):
        old, new = was.content.get(top), now.content.get(top)
        if old == new:
            continue
        before, after = dict(_leaves(old, top)), dict(_leaves(new, top))
        paths = [path for path in dict.fromkeys((*before, *after)) if before.get(path) != after.get(path)]
        for path in paths or [top]:  # none where only the order differs
            difference = now.difference(path, on_one_side=(path in before) != (path in after))
            yield FieldChange(path, difference, before.get(path, ""), after.get(path, ""))


def _leaves(data: Json, path: str) -> Iterator[tuple[str, str]]:
    """Yield every text below, each with its path: entries of a list go by their ids where they have such."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, f"{path}.{key}")
    elif isinstance(data, list) and any(isinstance(member, dict) for member in data):
        for number, member in enumerate(data):
            yield from _leaves(member, f"{path}.{member.get('id', number)}")
    elif isinstance(data, list):
        yield path, "\n".join(str(member) for member in data)
    elif data is not None:
        yield path, str(data).lower() if isinstance(data, bool) else str(data)


def _moves(was: _Thing, now: _Thing, moved: Mapping[Key, tuple[int, int]]) -> Iterator[FieldChange]:
    if was.group != now.group:
        yield FieldChange("group", Difference.MOVED, was.group, now.group)
    before, after = was.content.get("options") or {}, now.content.get("options") or {}
    old_order, new_order = [name for name in before if name in after], [name for name in after if name in before]
    if was.kind is ThingKind.FACT and old_order != new_order:
        yield FieldChange("options", Difference.MOVED, "\n".join(old_order), "\n".join(new_order))
    if now.key in moved:
        old, new = moved[now.key]
        yield FieldChange("position", Difference.MOVED, str(old), str(new))


def _outside(was: Requirement, now: Requirement) -> Iterator[FieldChange]:
    """Yield what has changed outside of an item and decides it all the same; what it has newly come to use is its own change."""
    before, after = dict(was.uses), dict(now.uses)
    for name in sorted(before.keys() & after.keys()):
        if before[name] != after[name]:
            yield FieldChange(name, Difference.RULE, "", "")


def _out_of_order(before: Mapping[Key, _Thing], after: Mapping[Key, _Thing]) -> Mapping[Key, tuple[int, int]]:
    """Return what stands elsewhere among the things of its kind that both have, with its old and new position: as few as can be."""
    moved: dict[Key, tuple[int, int]] = {}
    for kind in ThingKind:
        old = {key: number for number, key in enumerate((key for key in before if key[0] is kind and key in after), 1)}
        new = {key: number for number, key in enumerate((key for key in after if key in old), 1)}
        stays = _longest_rising([old[key] for key in new])
        moved |= {key: (old[key], number) for key, number in new.items() if old[key] not in stays}
    return moved


def _longest_rising(numbers: list[int]) -> frozenset[int]:
    """Return the numbers of a longest part of a list that rises."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        before[number] = ends[place - 1] if place else None
        ends[place : place + 1] = [number]
    found: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = before[last]
    return frozenset(found)


def _in_one_order(before: Mapping[Key, _Thing], after: Mapping[Key, _Thing]) -> list[Key]:
    """Return all keys in the order of the new template, those that are gone after what they stood behind."""
    order: list[Key] = []
    for kind in ThingKind:
        mixed = [key for key in after if key[0] is kind]
        place = 0
        for key in (key for key in before if key[0] is kind):
            if key in after:
                place = mixed.index(key) + 1
            else:
                mixed.insert(place, key)
                place += 1
        order += mixed
    return order
