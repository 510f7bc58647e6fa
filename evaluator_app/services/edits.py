# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Edits of a template's raw data: each gives new data and leaves the old as they were. Checks nothing, saves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluator_app.catalog.overlays import LISTS, member_name
from evaluator_app.catalog.written import Toml

Data = Mapping[str, Toml]
Path = tuple[str, ...]
"""Keys below a member; members of lists by id, or by their position written as a number."""


@dataclass(frozen=True, slots=True)
class SetValue:
    """Write a value, or take its key out where it is None."""

    part: str
    """Name of a list, rating, or empty for the template as a whole."""
    target: str
    """Id of the member; table and id of a row; empty for what a template has one of."""
    path: Path
    value: Toml

    def apply(self, data: Data) -> dict[str, Toml]:
        """Return data with the value; KeyError where there is no such thing."""
        if not self.part:
            return dict(_written(data, self.path, self.value))
        if self.part not in LISTS:
            own = data.get(self.part)
            return {**data, self.part: _written(own if isinstance(own, dict) else {}, self.path, self.value)}
        position = position_of(data, self.part, self.target)
        members = [*data[self.part]]
        members[position] = _written(members[position], self.path, self.value)
        return {**data, self.part: members}


@dataclass(frozen=True, slots=True)
class AddMember:
    """Put a new member into a list."""

    part: str
    member: Data
    before: str = ""
    """Name of the member it is put before; empty for the end."""

    @property
    def target(self) -> str:
        """Name of the new member."""
        return member_name(dict(self.member), self.part)

    def apply(self, data: Data) -> dict[str, Toml]:
        """Return data with the member; KeyError where there is no such thing to put it before."""
        members = [*(data.get(self.part) or [])]
        members.insert(position_of(data, self.part, self.before) if self.before else len(members), dict(self.member))
        return {**data, self.part: members}


@dataclass(frozen=True, slots=True)
class RemoveMember:
    """Take a member out of a list."""

    part: str
    target: str

    def apply(self, data: Data) -> dict[str, Toml]:
        """Return data without the member; KeyError where there is no such thing."""
        position = position_of(data, self.part, self.target)
        return {**data, self.part: [member for number, member in enumerate(data[self.part]) if number != position]}


@dataclass(frozen=True, slots=True)
class ReplaceAll:
    """Put other data in the place of all, such as a workbook gives."""

    data: Data
    part: str = ""
    target: str = ""

    def apply(self, _data: Data) -> dict[str, Toml]:
        """Return the other data."""
        return dict(self.data)


Edit = SetValue | AddMember | RemoveMember | ReplaceAll


def member_of(data: Data, part: str, target: str) -> Data:
    """Return a member of a list, or what a template has one of; empty where there is none."""
    if not part:
        return data
    if part not in LISTS:
        own = data.get(part)
        return own if isinstance(own, dict) else {}
    found = (member for member in data.get(part) or () if member_name(member, part) == target)
    return next(found, {})


def value_at(data: Toml, path: Path) -> Toml:
    """Return what stands at a path; None where nothing does."""
    for key in path:
        if isinstance(data, list):
            position = _position(data, key)
            data = None if position is None else data[position]
        else:
            data = data.get(key) if isinstance(data, dict) else None
    return data


def position_of(data: Data, part: str, target: str) -> int:
    """Return where in its list a member stands; KeyError where it does not."""
    for number, member in enumerate(data.get(part) or ()):
        if member_name(member, part) == target:
            return number
    raise KeyError(f"{part} {target}")


def _written(data: Toml, path: Path, value: Toml) -> Toml:
    key, *rest = path
    if isinstance(data, list):
        position = _position(data, key)
        if position is None:
            raise KeyError(key)
        new = [*data]
        new[position] = _written(data[position], tuple(rest), value)
        return new
    if rest:
        return {**data, key: _written(data.get(key, {}), tuple(rest), value)}
    if value is None:
        return {own: inner for own, inner in data.items() if own != key}
    return {**data, key: value}


def _position(members: list[Toml], key: str) -> int | None:
    for number, member in enumerate(members):
        if isinstance(member, dict) and member.get("id") == key:
            return number
    return int(key) if key.isdigit() and int(key) < len(members) else None
