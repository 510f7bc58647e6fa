# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What an overlay must say to turn one template's data into another's: no more than what differs.

The other way round than overlays.py. Asks nobody whether the base allows it; that is found out when it is laid over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluator_app.catalog.overlays import HEAD, LISTS, SINGLE, ChangeAction, member_name
from evaluator_app.catalog.written import Toml
from evaluator_app.domain.sentence import Sentence, say

Data = Mapping[str, Toml]
Reasons = Mapping[tuple[ChangeAction, str, str], tuple[str, str]]
"""Why a change is made, and by which source, where that is another than the overlay's own: by action, part and target."""

FREE = ("format", "id", "edition", "may_change", "thresholds")
"""Keys of a template that an overlay neither takes over nor changes."""


@dataclass(frozen=True)
class CannotDifferError(ValueError):
    """Data differ in something that no overlay can change."""

    part: str
    sentence: Sentence


def difference(base: Data, edited: Data, reasons: Reasons | None = None) -> dict[str, Toml]:
    """Return the part of an overlay that says what differs; empty where nothing does. CannotDifferError where no overlay can say it."""
    _refuse(base, edited)
    said: dict[str, Toml] = {key: edited[key] for key in HEAD if key in edited and not same(base.get(key), edited[key])}
    kept, notes = _kept_notes(base, edited), _texts(edited.get("notes"))
    if gone := [note for note in _texts(base.get("notes")) if note not in kept]:
        said["without_notes"] = gone
    if added := notes[len(kept) :]:
        said["notes"] = added
    own = _table(base.get("sources"))
    if sources := {name: source for name, source in _table(edited.get("sources")).items() if name not in own}:
        said["sources"] = sources
    changes: dict[ChangeAction, dict[str, Toml]] = {action: {} for action in ChangeAction}
    if rating := _changed(_table(base.get(SINGLE)), _table(edited.get(SINGLE)), ()):
        changes[ChangeAction.REPLACE][SINGLE] = {**rating, **_reason(reasons, ChangeAction.REPLACE, SINGLE, SINGLE)}
    for part, naming in LISTS.items():
        for action, entries in _members(part, naming, _list(base.get(part)), _list(edited.get(part)), reasons).items():
            if entries:
                changes[action][part] = entries
    return said | {action.value: entries for action, entries in changes.items() if entries}


def patched(said: Data, before: Data, now: Data) -> dict[str, Toml]:
    """Return what an overlay says once a difference has become another; what is the same in both stays as it was said.

    For an overlay over several templates: over one of them it may say what changes nothing there.
    """
    actions = [action.value for action in ChangeAction]
    result = _patched_keys(said, before, now, but=(*actions, "sources", "rows"))
    result["sources"] = _patched_keys(_table(said.get("sources")), _table(before.get("sources")), _table(now.get("sources")))
    for action in actions:
        own, old, new = _table(said.get(action)), _table(before.get(action)), _table(now.get(action))
        parts: dict[str, Toml] = {}
        if SINGLE in own or SINGLE in new:
            parts[SINGLE] = _patched_keys(_table(own.get(SINGLE)), _table(old.get(SINGLE)), _table(new.get(SINGLE)))
        for part in LISTS:
            more = _list(said.get("rows")) if (part, action) == ("rows", ChangeAction.ADD.value) else []
            parts[part] = _patched_members(part, [*_list(own.get(part)), *more], _list(old.get(part)), _list(new.get(part)))
        if kept := {part: entries for part, entries in parts.items() if entries}:
            result[action] = kept
    return {key: value for key, value in result.items() if value not in ({}, [])}


def _patched_members(part: str, said: Sequence[Data], before: Sequence[Data], now: Sequence[Data]) -> list[dict[str, Toml]]:
    old = {member_name(entry, part): entry for entry in before}
    new = {member_name(entry, part): entry for entry in now}
    entries: dict[str, dict[str, Toml]] = {member_name(entry, part): dict(entry) for entry in said}
    for name in dict.fromkeys((*old, *new)):
        if name in old and name in new and same(old[name], new[name]):
            continue
        if name in new:
            entries[name] = _patched_keys(entries.get(name, {}), old.get(name, {}), new[name])
        else:
            entries.pop(name, None)
    in_order = iter([name for name in new if name in entries])
    return [entries[next(in_order)] if name in new else entry for name, entry in entries.items()]


def _patched_keys(said: Data, before: Data, now: Data, but: Sequence[str] = ()) -> dict[str, Toml]:
    """Return a table with the keys changed that differ between two others."""
    result = {key: value for key, value in said.items() if key not in but}
    for key in dict.fromkeys((*before, *now)):
        if key in but or (key in before and key in now and same(before[key], now[key])):
            continue
        if key in now:
            result[key] = now[key]
        else:
            result.pop(key, None)
    return result


def same(one: Toml, other: Toml) -> bool:
    """Tell whether two pieces of raw data say the same; true is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _refuse(base: Data, edited: Data) -> None:
    for key in HEAD:
        if key in base and key not in edited:
            raise CannotDifferError(key, say("dif.head", "An overlay can set “{key}” anew but not take it away.", key=key))
    kept = _kept_notes(base, edited)
    if _texts(edited.get("notes"))[: len(kept)] != kept:
        raise CannotDifferError(
            "notes", say("dif.notes", "The notes of the base come first, in their order; an overlay adds its own after them.")
        )
    known = _table(edited.get("sources"))
    for name, source in _table(base.get("sources")).items():
        if name not in known or not same(known[name], source):
            sentence = say(
                "dif.source", "The source “{name}” is the base's; an overlay names another one instead of changing it.", name=name
            )
            raise CannotDifferError("sources", sentence)
    fixed = {*base, *edited} - {*HEAD, *LISTS, *FREE, SINGLE, "notes", "sources"}
    for key in sorted(fixed):
        if not same(base.get(key), edited.get(key)):
            raise CannotDifferError(key, say("dif.fixed", "“{key}” is the base's; an overlay cannot change it.", key=key))
    for part in LISTS:
        _refuse_twice(part, _list(edited.get(part)))


def _kept_notes(base: Data, edited: Data) -> list[Toml]:
    """Return the notes of the base that stay; one that begins like a note that goes cannot stay."""
    left = _texts(edited.get("notes"))
    gone = tuple(str(note) for note in _texts(base.get("notes")) if note not in left)
    return [note for note in _texts(base.get("notes")) if not (gone and str(note).startswith(gone))]


def _refuse_twice(part: str, members: Sequence[Data]) -> None:
    seen = set[str]()
    for name in (member_name(member, part) for member in members):
        if name in seen:
            raise CannotDifferError(part, say("tpl.id_twice", "The id “{id}” is used twice.", id=name))
        seen.add(name)


def _members(
    part: str, naming: Sequence[str], base: Sequence[Data], edited: Sequence[Data], reasons: Reasons | None
) -> Mapping[ChangeAction, list[dict[str, Toml]]]:
    """Return the entries that turn one list into another, by what they do."""
    old = {member_name(member, part): member for member in base}
    new = {member_name(member, part): member for member in edited}
    names = list(old)
    positions = {name: number for number, name in enumerate(names)}
    stays = {names[number] for number in _longest_rising([positions[name] for name in new if name in old])}
    entries: dict[ChangeAction, list[dict[str, Toml]]] = {action: [] for action in ChangeAction}
    for name, member in old.items():
        if name not in stays:
            entries[ChangeAction.REMOVE].append({**_id(member, naming), **_reason(reasons, ChangeAction.REMOVE, part, name)})
        elif changed := _changed(member, new[name], naming):
            entries[ChangeAction.REPLACE].append({**_id(member, naming), **changed, **_reason(reasons, ChangeAction.REPLACE, part, name)})
    after, added = "", entries[ChangeAction.ADD]
    for name in reversed(new):
        if name in stays:
            after = name
        else:
            place = {"before": after} if after else {}
            added.append({**new[name], **place, **_reason(reasons, ChangeAction.ADD, part, name)})
    added.reverse()
    return entries


def _changed(old: Data, new: Data, naming: Sequence[str]) -> dict[str, Toml]:
    """Return the keys that differ, and under `without` those that are gone."""
    changed = {key: value for key, value in new.items() if key not in naming and (key not in old or not same(old[key], value))}
    gone = [key for key in old if key not in new and key not in naming]
    return changed | ({"without": gone} if gone else {})


def _id(member: Data, naming: Sequence[str]) -> dict[str, Toml]:
    return {key: member[key] for key in naming if key in member}


def _reason(reasons: Reasons | None, action: ChangeAction, part: str, target: str) -> dict[str, str]:
    why, by = (reasons or {}).get((action, part, target), ("", ""))
    return {key: words for key, words in (("why", why), ("by", by)) if words}


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """Return the numbers of a longest part of a list that rises."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        before[number] = ends[place - 1] if place else None
        ends[place : place + 1] = [number]
    found, last = set[int](), (ends[-1] if ends else None)
    while last is not None:
        found.add(last)
        last = before[last]
    return frozenset(found)


def _list(value: Toml) -> list[Data]:
    return [member for member in value if isinstance(member, dict)] if isinstance(value, list) else []


def _table(value: Toml) -> Data:
    return value if isinstance(value, dict) else {}


def _texts(value: Toml) -> list[Toml]:
    return list(value) if isinstance(value, list) else []
