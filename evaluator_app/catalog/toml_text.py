# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Raw data as TOML text that people read and change: in the order of the data, items under their groups, long lists in lines.

tomllib reads the same data from it. Checks nothing, and knows of templates only that groups and indicators make a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from unicodedata import east_asian_width

from evaluator_app.catalog.written import Toml
from evaluator_app.domain.exact import decimal_text

_WIDEST = 140
"""Columns of a line; a Chinese character takes two."""
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')
_ESCAPED_IN_LINES = re.compile(r'[\x00-\x09\x0b-\x1f\x7f\\]|"""')
_SHORT = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\", '"""': '\\"\\"\\"'}

Path = tuple[str, ...]


def toml_text(data: Mapping[str, Toml]) -> str:
    """Return a table as a TOML text."""
    lines = [f"{_key(key)} = {_lines(key, value)}" for key, value in data.items() if not _stands_apart(value)]
    is_tree = _is_tree(data)
    for key, value in data.items():
        if is_tree and key == "groups":
            lines += _tree_lines(data["groups"], data["indicators"])
        elif _stands_apart(value) and not (is_tree and key == "indicators"):
            lines += _apart_lines((key,), value)
    return "\n".join(lines).strip() + "\n"


def _holds_tables(value: Toml) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(member, dict) for member in value)


def _stands_apart(value: Toml) -> bool:
    """Tell whether a value of the file itself gets a head of its own: a table of more than a name, or a list of tables."""
    return _holds_tables(value) or (isinstance(value, dict) and not set(value) <= {"id", "title"})


def _is_long(key: str, value: Toml) -> bool:
    """Tell whether a table inside a table is too long for one line, or a list of tables has a long one with more inside."""
    if isinstance(value, dict):
        return bool(value) and _width(f"{key} = {_inline(value)}") > _WIDEST
    return _holds_tables(value) and any(
        _width(_inline(member)) + 3 > _WIDEST and any(isinstance(part, (dict, list)) for part in member.values()) for member in value
    )


def _apart_lines(path: Path, value: Toml, *, is_head: bool = True) -> Iterator[str]:
    """Yield a table, or the tables of a list, under heads; a table that holds nothing but such things needs none itself."""
    name = ".".join(_key(part) for part in path)
    if isinstance(value, list):
        for member in value:
            yield from _under(f"[[{name}]]", path, member, is_head=is_head)
    elif is_head and value and all(isinstance(member, dict) or _holds_tables(member) for member in value.values()):
        for key, member in value.items():
            if isinstance(member, dict):
                yield from _under(f"[{name}.{_key(key)}]", (*path, key), member, is_head=True)
            else:
                yield from _apart_lines((*path, key), member)
    else:
        yield from _under(f"[{name}]", path, value, is_head=is_head)


def _under(head: str, path: Path, table: Mapping[str, Toml], *, is_head: bool) -> Iterator[str]:
    """Yield a table under its head: first the keys that fit into lines, then those that have heads of their own."""
    yield from ("", head) if is_head else (head,)
    apart = {key for key, value in table.items() if _is_long(key, value)}
    for key, value in table.items():
        if key not in apart:
            yield f"{_key(key)} = {_lines(key, value)}"
    for key, value in table.items():
        if key in apart:
            yield from _apart_lines((*path, key), value, is_head=False)


def _is_tree(data: Mapping[str, Toml]) -> bool:
    """Tell whether every group and item stands under a group that comes before, so that they can be written under it."""
    groups, items = data.get("groups"), data.get("indicators")
    if not _holds_tables(groups) or not _holds_tables(items):
        return False
    seen: set[Toml] = {None}
    for group in groups or ():
        if not isinstance(group.get("id"), str) or group["id"] in seen or not _is_under(group, seen):
            return False
        seen.add(group["id"])
    return all(item.get("in") is not None and _is_under(item, seen) for item in items or ())


def _is_under(member: Mapping[str, Toml], seen: set[Toml]) -> bool:
    parent = member.get("in")
    return (parent is None or isinstance(parent, str)) and parent in seen


def _tree_lines(groups: list[Toml], items: list[Toml]) -> Iterator[str]:
    """Yield each group, the groups inside and what stands in it; the order among equals is that of the lists."""

    def under(parent: str | None) -> Iterator[str]:
        for group in groups:
            if group.get("in") == parent:
                if parent is None:
                    yield from ("", f"# {'=' * 64} {_comment(group)}")
                yield from _under("[[groups]]", ("groups",), group, is_head=True)
                yield from under(group["id"])
        for item in items:
            if item["in"] == parent:
                yield from _under("[[indicators]]", ("indicators",), item, is_head=True)

    return under(None)


def _comment(group: Mapping[str, Toml]) -> str:
    return _ESCAPED.sub(" ", f"{group.get('code', '')} {group.get('title', '')}").strip()


def _lines(key: str, value: Toml) -> str:
    """Return a value that stands after its key: in one line, or a list or text in several."""
    if isinstance(value, str) and "\n" in value and not value.endswith('"'):
        return '"""\n' + _ESCAPED_IN_LINES.sub(_escape, value) + '"""'
    if isinstance(value, list) and value:
        holds_several = len(value) > 1 and any(isinstance(member, dict) for member in value)
        if holds_several or _width(f"{key} = {_inline(value)}") > _WIDEST:
            return "[\n" + "".join(f"  {_inline(member)},\n" for member in value) + "]"
    return _inline(value)


def _inline(value: Toml) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case Decimal():
            return decimal_text(value)
        case int():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case list():
            return f"[{', '.join(_inline(member) for member in value)}]"
        case dict():
            members = ", ".join(f"{_key(key)} = {_inline(member)}" for key, member in value.items())
            return f"{{ {members} }}" if members else "{}"
    raise TypeError(type(value).__name__)


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}"


def _width(text: str) -> int:
    return len(text) + sum(1 for character in text if character > "\u10ff" and east_asian_width(character) in "WF")
