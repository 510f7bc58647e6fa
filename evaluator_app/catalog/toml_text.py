# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Raw data as TOML text that people can read on: scalars first, one table an entry, exact numbers. Checks nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from re import compile as pattern

from evaluator_app.catalog.written import Toml
from evaluator_app.domain.exact import decimal_text

_BARE = pattern("[A-Za-z0-9_-]+")
_WIDEST = 100
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def toml_text(data: Mapping[str, Toml]) -> str:
    """Return data as TOML; reading it gives the same data."""
    return "\n".join(_table(data, ())).strip("\n") + "\n"


def _table(data: Mapping[str, Toml], path: tuple[str, ...]) -> Iterator[str]:
    simple = {key: value for key, value in data.items() if not _is_block(value)}
    for key, value in simple.items():
        yield f"{_key(key)} = {_value(value)}"
    for key, value in data.items():
        if key in simple:
            continue
        inner = (*path, key)
        name = ".".join(_key(part) for part in inner)
        if isinstance(value, dict):
            if not value or not all(_is_block(member) for member in value.values()):
                yield f"\n[{name}]"
            yield from _table(value, inner)
        else:
            for member in value:
                yield f"\n[[{name}]]"
                for own, inside in member.items():
                    yield f"{_key(own)} = {_value(inside)}"


def _is_block(value: Toml) -> bool:
    """Tell whether something gets tables of its own: a table, or a list of nothing but tables."""
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and all(isinstance(member, dict) for member in value))


def _value(value: Toml) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(member)}" for key, member in value.items()) + " }" if value else "{}"
    if isinstance(value, list):
        members = [_value(member) for member in value]
        line = f"[{', '.join(members)}]"
        is_short = len(line) <= _WIDEST and not any(isinstance(member, dict) for member in value)
        return line if is_short else "[\n" + "".join(f"  {member},\n" for member in members) + "]"
    return str(value)


def _text(text: str) -> str:
    shown = "".join(_ESCAPES.get(sign, sign if sign >= " " and sign != "\x7f" else f"\\u{ord(sign):04X}") for sign in text)
    return f'"{shown}"'


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)
