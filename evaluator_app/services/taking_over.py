# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Taking what was changed in a workbook back into a draft: what still means the same stays as it was written.

So an overlay that went through Excel says no more than before, and what changed there.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from evaluator_app.catalog.differing import same
from evaluator_app.catalog.overlays import HEAD, LISTS, SINGLE, member_name
from evaluator_app.catalog.written import Toml
from evaluator_app.domain.comparing import ComparedThing, Difference, ThingKind, compare
from evaluator_app.domain.template import Template
from evaluator_app.services.drafting import Draft
from evaluator_app.services.edits import Data, ReplaceAll
from evaluator_app.services.publishing import sound_workbook

_PARTS: Mapping[ThingKind, str] = {
    ThingKind.TEMPLATE: "",
    ThingKind.RATING: SINGLE,
    ThingKind.PREREQUISITE: "prerequisites",
    ThingKind.GROUP: "groups",
    ThingKind.INDICATOR: "indicators",
    ThingKind.FACT: "facts",
    ThingKind.TABLE: "tables",
    ThingKind.ROW: "rows",
    ThingKind.PLACE: "places",
    ThingKind.DOCUMENT: "documents",
    ThingKind.AREA: "areas",
    ThingKind.DEADLINE: "deadlines",
    ThingKind.NEWER_DOCUMENT: "newer_documents",
}
_SOURCES = ("source", "pass_mark_source", "group_floor_source", "constraint_source")


def stands_at(thing: ComparedThing) -> tuple[str, str]:
    """Return in which list of a template a thing stands, and under which name there; no list for the template as a whole."""
    return _PARTS[thing.kind], thing.id.replace("/", " ", 1) if thing.kind is ThingKind.ROW else thing.id


def changes_in(source: Path, draft: Draft) -> ReplaceAll:
    """Return the edit by which a draft becomes what a workbook says; TemplateRefusedError with every problem if it has mistakes."""
    now, data = sound_workbook(source)
    return ReplaceAll(merged(draft.data, draft.template, data, now))


def merged(old: Data, was: Template | None, new: Data, now: Template) -> dict[str, Toml]:
    """Return new data in the words of the old ones wherever both mean the same; id, edition and what overlays may change stay."""
    data = dict(old)
    names = _sources(data, new)
    unchanged = _unchanged(was, now) if was is not None else frozenset[tuple[str, str]]()
    for part in LISTS:
        known = {member_name(member, part): member for member in old.get(part) or ()}
        members = []
        for member in new.get(part) or ():
            name = member_name(member, part)
            stays = name in known and ((part, name) in unchanged or same(known[name], member))
            members.append(known[name] if stays else _renamed(member, names))
        if members or part in old:
            data[part] = members
    if was is None or was.newer_documents != now.newer_documents:
        data["newer_documents"] = new.get("newer_documents") or []
    else:
        data["newer_documents"] = old.get("newer_documents") or []
    if was is None or was.rating != now.rating:
        data[SINGLE] = _renamed(new.get(SINGLE) or {}, names)
    for key in (*HEAD, "notes"):
        if key in new and (was is None or getattr(was, key, None) != getattr(now, key, None)):
            data[key] = new[key]
    return data


def _unchanged(was: Template, now: Template) -> frozenset[tuple[str, str]]:
    """Return the things that mean the same in both, by list and name."""
    return frozenset(
        stands_at(thing)
        for thing in compare(was, now).things
        if all(difference is Difference.MOVED for difference in thing.differences) and not _has_code(thing.fields)
    )


def _has_code(fields: tuple[object, ...]) -> bool:
    """Tell whether the number or the group of a thing is another, which is more than its place in the list."""
    return any(getattr(field, "path", "") in ("code", "group") for field in fields)


def _sources(data: dict[str, Toml], new: Data) -> Mapping[str, str]:
    """Put new sources among the old ones; return under which name each of the new data stands there."""
    own = data.get("sources")
    known: dict[str, Toml] = dict(own) if isinstance(own, dict) else {}
    names: dict[str, str] = {}
    for name, source in (new.get("sources") or {}).items():
        found = (
            name if name in known and same(known[name], source) else next((key for key, each in known.items() if same(each, source)), "")
        )
        if not found:
            found = next(free for free in (name, *(f"{name}-{number}" for number in range(2, 1000))) if free not in known)
            known[found] = source
        names[name] = found
    data["sources"] = known
    return names


def _renamed(member: Data, names: Mapping[str, str]) -> dict[str, Toml]:
    return {key: names.get(value, value) if key in _SOURCES and isinstance(value, str) else value for key, value in member.items()}
