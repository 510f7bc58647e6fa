# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Laying an overlay over a template: adds, replaces and removes by id, each with its reason and document.

Works on raw data; what comes out is read and checked like any template. The base says what may be changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from evaluator_app.catalog.problems import ProblemLog, did_you_mean
from evaluator_app.catalog.sections import Section
from evaluator_app.catalog.written import PlacedTable, Toml
from evaluator_app.domain.sentence import say

LISTS: Mapping[str, tuple[str, ...]] = {
    "facts": ("id",),
    "places": ("id",),
    "documents": ("id",),
    "tables": ("id",),
    "rows": ("table", "id"),
    "prerequisites": ("id",),
    "groups": ("id",),
    "indicators": ("id",),
    "areas": ("id",),
    "deadlines": ("id",),
    "newer_documents": ("id",),
}
"""The lists of a template whose members an overlay changes, and the keys that name a member."""
SINGLE = "rating"
"""The one table that an overlay may replace in part."""
HEAD = ("title", "issuer", "industry", "province", "firm", "kinds", "source", "clause", "note")
"""What an overlay says of the whole and is always free to say."""
_REASONS = ("why", "by")
_SOURCED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    SINGLE: {
        "pass_mark_source": ("pass_mark",),
        "group_floor_source": ("group_floor",),
        "constraint_source": ("constraint_is_veto",),
    },
    "rows": {"source": ("limit", "low", "high", "level", "when")},
    "prerequisites": {"source": ("requirement", "criterion", "gate", "applies_when")},
    "indicators": {"source": ("points", "requirement", "criterion", "is_constraint", "applies_when", "otherwise")},
    "deadlines": {"source": ("from", "months")},
}
"""What a source vouches for, by part: where that is replaced and the source is not, it would vouch for what it does not say."""


class OverlayKind(Enum):
    """For whom an overlay adapts a template."""

    INDUSTRY = "industry"
    PROVINCE = "province"
    FIRM = "firm"


_KIND_NAMES = {
    OverlayKind.INDUSTRY: say("overlay.industry", "industry"),
    OverlayKind.PROVINCE: say("overlay.province", "province"),
    OverlayKind.FIRM: say("overlay.firm", "firm"),
}


class ChangeAction(Enum):
    """What an overlay does to a part of a template."""

    ADD = "add"
    REPLACE = "replace"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class OverlayChange:
    """One change that an overlay makes."""

    action: ChangeAction
    part: str
    """Name of the list, or rating."""
    target: str
    """Id of the member; table and id of a row."""
    keys: tuple[str, ...]
    """Which keys are replaced or taken out; empty for whole members."""
    why: str
    by: str
    """Id of the source."""


@dataclass(frozen=True, slots=True)
class LaidLayer:
    """One overlay that went into a template."""

    path: Path
    kind: OverlayKind
    id: str
    edition: str
    title: str
    changes: tuple[OverlayChange, ...]


@dataclass(slots=True)
class _Work:
    """One laying over, as far as it has come."""

    merged: PlacedTable
    kind: OverlayKind
    log: ProblemLog
    rights: frozenset[str]
    reasons: tuple[str, str]
    changes: list[OverlayChange] = field(default_factory=list)


def check_rights(root: Section) -> None:
    """Report what a base says may be changed where it names no kind of overlay, or no part of a template."""
    rights = root.section("may_change")
    if rights is None:
        return
    parts = {*LISTS, SINGLE, "notes"}
    for kind in OverlayKind:
        for index, right in enumerate(rights.texts(kind.value)):
            action, blank, part = right.rpartition(" ")
            if part.partition(".")[0] not in parts or (blank and action not in {member.value for member in ChangeAction}):
                rights.unknown_name(right, parts, "TPL-716", say("tpl.what_part", "part of a template"), key=kind.value, index=index)
    rights.close()


def lay_over(base: PlacedTable, overlay: Section, kind: OverlayKind, log: ProblemLog) -> tuple[PlacedTable, tuple[OverlayChange, ...]]:
    """Return a template's data with an overlay's changes, and the changes; what cannot be done is in the log."""
    merged = PlacedTable(base, base.spot, base.spots)
    rights = base.get("may_change")
    allowed = rights.get(kind.value) if isinstance(rights, dict) else None
    names = frozenset(name for name in allowed if isinstance(name, str)) if isinstance(allowed, list) else frozenset[str]()
    reasons = (overlay.text("why", is_required=False), overlay.text("by", is_required=False))
    work = _Work(merged, kind, log, names, reasons)
    _head(work, overlay)
    _sources(work, overlay)
    rows = overlay.raw("rows")
    if isinstance(rows, list) and rows:
        _add(work, overlay, "rows")
    for action, act in ((ChangeAction.REMOVE, _remove), (ChangeAction.REPLACE, _replace), (ChangeAction.ADD, _add)):
        part = overlay.section(action.value)
        for name in part.data if part else ():
            if part is not None and (name in LISTS or (name == SINGLE and action is ChangeAction.REPLACE)):
                act(work, part, name)
        if part is not None:
            part.close()
    return merged, tuple(work.changes)


def _head(work: _Work, overlay: Section) -> None:
    for key in HEAD:
        if overlay.raw(key) is not None:
            work.merged[key] = overlay.data[key]
            work.merged.spots[key] = overlay.spot_of(key)
    own = work.merged.get("notes")
    kept = _kept_notes(work, overlay, own if isinstance(own, list) else [])
    work.merged["notes"] = [*kept, *overlay.texts("notes")]


def _kept_notes(work: _Work, overlay: Section, own: list[Toml]) -> list[Toml]:
    """Return the base's notes without those that no longer hold, each named by its beginning."""
    gone = overlay.texts("without_notes")
    for index, beginning in enumerate(gone):
        if not any(isinstance(note, str) and note.startswith(beginning) for note in own):
            sentence = say("tpl.no_note", "No note of the base begins with “{words}”.", words=beginning[:60])
            overlay.problem("TPL-702", sentence, key="without_notes", index=index)
    if gone and not _is_allowed(work, overlay, ChangeAction.REMOVE, "notes"):
        return own
    return [note for note in own if not (gone and isinstance(note, str) and note.startswith(gone))]


def _sources(work: _Work, overlay: Section) -> None:
    sources = overlay.section("sources")
    if sources is None:
        return
    own = work.merged.get("sources")
    known = PlacedTable(own if isinstance(own, dict) else {}, work.merged.spot_of("sources"), getattr(own, "spots", None))
    for name, source in sources.data.items():
        if name in known and known[name] != source:
            sentence = say("tpl.source_clash", "The base has another source of the name “{name}”.", name=name[:60])
            sources.problem("TPL-704", sentence, say("tpl.other_name", "Give it another name."), key=name)
        known[name] = source
        known.spots[name] = sources.spot_of(name)
    work.merged["sources"] = known


def _members(work: _Work, part: str) -> list[Toml]:
    """Return the list of a template as one that can be changed without touching the base's."""
    own = work.merged.get(part)
    members = list(own) if isinstance(own, list) else []
    work.merged[part] = members
    return members


def member_name(data: Toml, part: str) -> str:
    """Return what names a member of a list: its id, or table and id of a row."""
    return " ".join(str(data.get(key, "")) for key in LISTS[part]) if isinstance(data, dict) else ""


def _names(members: list[Toml], part: str) -> list[str]:
    return [member_name(member, part) for member in members]


def _find(section: Section, part: str, known: list[str]) -> int | None:
    """Return the position of the member that an entry names; None, with the problem in the log, where there is none."""
    name = member_name(section.data, part)
    for key in LISTS[part]:
        section.raw(key)
    if name in known:
        return known.index(name)
    sentence = say("tpl.no_member", "The base has no “{name}” among its {part}.", name=name[:60], part=part)
    section.problem("TPL-702", sentence, did_you_mean(name, known), key=LISTS[part][-1])
    return None


def _is_allowed(work: _Work, section: Section, action: ChangeAction, part: str, keys: tuple[str, ...] = ()) -> bool:
    if part in work.rights or f"{action.value} {part}" in work.rights:
        return True
    refused = [key for key in keys if f"{part}.{key}" not in work.rights]
    if keys and not refused:
        return True
    what = "、".join(f"{part}.{key}" for key in refused) or f"{action.value} {part}"
    kind = _KIND_NAMES[work.kind]
    sentence = say("tpl.not_free", "The base does not let an overlay of the kind {kind} change this: {what}.", kind=kind, what=what)
    section.problem("TPL-705", sentence, say("tpl.ask_issuer", "Leave it as it is, or have the base allow it in “may_change”."))
    return False


def _note(work: _Work, section: Section, action: ChangeAction, part: str, keys: tuple[str, ...] = ()) -> None:
    """Keep what was changed, with its reason and document; both must be given for the one change or for all."""
    why = section.text("why", is_required=False) or work.reasons[0]
    by = section.text("by", is_required=False) or work.reasons[1]
    if not why or not by:
        sentence = say("tpl.no_reason", "It is not said why this is changed, and by which document.")
        section.problem("TPL-706", sentence, say("tpl.give_reason", "Give “why” and “by” here, or once for the whole overlay."))
    sources = work.merged.get("sources")
    if by and (not isinstance(sources, dict) or by not in sources):
        known = sources if isinstance(sources, dict) else ()
        section.unknown_name(by, known, "TPL-207", say("tpl.what_source", "source"), key="by" if "by" in section else "")
    name = SINGLE if part == SINGLE else member_name(section.data, part)
    work.changes.append(OverlayChange(action, part, name, keys, why, by))


def _remove(work: _Work, root: Section, part: str) -> None:
    members = _members(work, part)
    known = _names(members, part)
    for section in root.sections(part):
        position = _find(section, part, known)
        if position is not None and _is_allowed(work, section, ChangeAction.REMOVE, part):
            del members[position], known[position]
            _note(work, section, ChangeAction.REMOVE, part)
        section.close()


def _replace(work: _Work, root: Section, part: str) -> None:
    if part == SINGLE:
        section, old = root.section(part), work.merged.get(part)
        if section is not None:
            work.merged[part] = _replaced(work, section, part, old if isinstance(old, dict) else {}, work.merged.spot_of(part))
        return
    members = _members(work, part)
    known = _names(members, part)
    for section in root.sections(part):
        position = _find(section, part, known)
        if position is not None:
            old = members[position]
            spot = old.spot if isinstance(old, PlacedTable) else work.merged.spot_of(part).inside(position)
            members[position] = _replaced(work, section, part, old, spot)


def _replaced(work: _Work, section: Section, part: str, old: Mapping[str, Toml], spot: Toml) -> PlacedTable:
    """Return a member with the keys that an entry gives and without those it takes out."""
    naming = LISTS.get(part, ())
    gone = section.texts("without")
    given = [key for key in section.data if key not in (*naming, *_REASONS, "without")]
    for key in gone:
        if key not in old or key in naming:
            section.unknown_name(key, set(old) - set(naming), "TPL-702", say("tpl.what_key", "key"), key="without")
    new = PlacedTable({key: value for key, value in old.items() if key in naming or key not in gone}, spot, getattr(old, "spots", None))
    for key in given:
        if old.get(key) == section.raw(key):
            say_nothing = say("tpl.same_already", "“{key}” is the same in the base; this changes nothing.", key=key)
            section.problem("TPL-707", say_nothing, say("tpl.leave_out", "Leave it out."), key=key, warns=True)
        new[key] = section.data[key]
        new.spots[key] = section.spot_of(key)
    keys = (*given, *gone)
    if not keys:
        section.problem("TPL-707", say("tpl.no_change", "Nothing is changed here."), say("tpl.leave_out", "Leave it out."), warns=True)
    if not _is_allowed(work, section, ChangeAction.REPLACE, part, keys):
        return PlacedTable(old, spot, getattr(old, "spots", None))
    _check_sources(section, part, old, keys)
    _note(work, section, ChangeAction.REPLACE, part, keys)
    return new


def _check_sources(section: Section, part: str, old: Mapping[str, Toml], keys: tuple[str, ...]) -> None:
    """Warn where what is replaced would still be said to come from the source of what it replaces."""
    for source, vouched in _SOURCED.get(part, {}).items():
        changed = [key for key in vouched if key in keys and key in section.data and not _says_it_has_no_source(section.data[key])]
        if changed and source in old and source not in keys:
            sentence = say("tpl.old_source", "“{key}” is changed, but its source stays that of the base.", key=changed[0])
            section.problem("TPL-715", sentence, say("tpl.give_source", "Give “{source}” too.", source=source), key=changed[0], warns=True)


def _says_it_has_no_source(value: Toml) -> bool:
    """Tell whether a rule says of itself that no document on file holds it."""
    return isinstance(value, dict) and value.get("rule_on_file") is False


def _add(work: _Work, root: Section, part: str) -> None:
    members = _members(work, part)
    names = _names(members, part)
    taken = set(names)
    for section in root.sections(part):
        name, before = member_name(section.data, part), section.text("before", is_required=False)
        if name in taken:
            sentence = say("tpl.there_already", "The base has “{name}” already.", name=name[:60])
            section.problem("TPL-703", sentence, say("tpl.replace_it", "Replace what differs instead of adding it."), key=LISTS[part][-1])
        elif before and before not in taken:
            section.unknown_name(before, names, "TPL-702", say("tpl.what_member", "member"), key="before")
        elif _is_allowed(work, section, ChangeAction.ADD, part):
            data = {key: value for key, value in section.data.items() if key not in (*_REASONS, "before")}
            place = names.index(before) if before else len(members)
            members.insert(place, PlacedTable(data, section.spot))
            names.insert(place, name)
            taken.add(name)
            _note(work, section, ChangeAction.ADD, part)
