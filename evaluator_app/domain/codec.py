# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Domain values to plain JSON data and back, by their declared types; strict on the way in.

A field that holds its default is left out, so a field added later does not change what was written
before. Unions name their member by its kind. Unknown keys and wrong types are problems with a place.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from evaluator_app.domain.applicability import AllOf, AnyOf, Condition, FactAtLeast, FactIs, FactSince, Not
from evaluator_app.domain.criteria import CRITERIA, Criterion
from evaluator_app.domain.exact import decimal_text, parse_decimal
from evaluator_app.domain.sentence import Sentence, say

T = TypeVar("T")
Json = Any
"""What json.loads returns: None, bool, int, Decimal, str, list or dict."""
_Path = tuple[str | int, ...] | None
"""Keys and positions from the top; None while nobody asks for them, since nearly all that is read is in order."""

LONGEST_TEXT = 20_000
"""Characters that any one text may have."""
DEEPEST = 150
"""Levels of nesting that are read."""
_LONGEST_KEY = 100
_FIRST_YEAR, _LAST_YEAR = 1970, 2999
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
"""What no file holds as text: zero bytes and halves of surrogate pairs."""

_UNIONS: Mapping[object, tuple[type, ...]] = {Criterion: CRITERIA, Condition: (AllOf, AnyOf, FactAtLeast, FactIs, FactSince, Not)}


@dataclass(frozen=True, slots=True)
class DocumentProblem:
    """One thing wrong in a document."""

    path: str
    """Where: keys and positions from the top, such as findings.zoning.answers."""
    sentence: Sentence


class DocumentError(ValueError):
    """A document cannot be read; carries every problem found."""

    def __init__(self, problems: tuple[DocumentProblem, ...]) -> None:
        """Keep the problems."""
        super().__init__("; ".join(f"{problem.path}: {problem.sentence.text()}" for problem in problems))
        self.problems = problems


def encode(value: object) -> Json:
    """Return a domain value as plain JSON data."""
    if value is None or isinstance(value, (bool, str, int)):
        return value
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return _moment_text(value) if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, Sentence):
        return {"code": value.code, "fields": {name: encode(field) for name, field in value.fields}}
    if isinstance(value, Mapping):
        return {key: encode(member) for key, member in value.items()}
    if isinstance(value, (tuple, list)):
        return [encode(member) for member in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _encode_dataclass(value)
    raise TypeError(f"cannot be written: {type(value).__name__}")


def _moment_text(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise TypeError("cannot be written: a time without its zone")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def require_readable(value: object) -> None:
    """Make sure that what would be written could be read again; DocumentError if not."""
    decode(type(value), encode(value))


def decode(kind: type[T], data: Json) -> T:
    """Read a domain value from plain JSON data; DocumentError with every problem found."""
    problems: list[DocumentProblem] = []
    read = _reader(typing.cast("Any", kind))
    value = read(data, None, problems, 0)
    if problems:
        problems.clear()
        read(data, (), problems, 0)
        raise DocumentError(tuple(problems))
    return typing.cast("T", value)


def _below(path: _Path, step: str | int) -> _Path:
    return None if path is None else (*path, step)


_Reader = Callable[[Json, _Path, list[DocumentProblem], int], object]
"""Reads data of one type that stands at a path and so many levels deep; adds what is wrong to the problems."""
_OBJECT = say("doc.object", "An object is expected here")
_UNKNOWN = say("doc.unknown", "This key is not known here")
_MISSING = say("doc.missing", "This is missing")
_TEXT = say("doc.text", "A text of at most {longest} readable characters is expected here", longest=LONGEST_TEXT)
_TOO_DEEP = say("doc.too_deep", "This is nested too deeply")
_UNREAD: object = None


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    type: Any
    is_required: bool
    default: Callable[[], object]


@cache
def _fields(kind: type) -> tuple[_Field, ...]:
    hints = typing.get_type_hints(kind)
    found = []
    for field in dataclasses.fields(kind):
        factory, default = field.default_factory, field.default
        if factory is not dataclasses.MISSING:
            found.append(_Field(field.name, hints[field.name], False, factory))
        else:
            found.append(_Field(field.name, hints[field.name], default is dataclasses.MISSING, _constant(default)))
    return tuple(found)


def _constant(value: object) -> Callable[[], object]:
    return lambda: value


def _encode_dataclass(value: object) -> dict[str, Json]:
    kind = getattr(type(value), "kind", None)
    written: dict[str, Json] = {"kind": kind} if isinstance(kind, str) else {}
    own: Any = type(value)
    for field in _fields(own):
        member = getattr(value, field.name)
        if field.is_required or member != field.default():
            written[field.name] = encode(member)
    return written


@cache
def _reader(kind: Any) -> _Reader:
    """Return what reads data of a declared type, made once for each type."""
    if kind in _UNIONS:
        return _union_reader(_UNIONS[kind])
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _choice_reader(typing.get_args(kind))
    if origin is tuple:
        return _tuple_reader(typing.get_args(kind)[0])
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_reader(typing.get_args(kind)[1])
    if dataclasses.is_dataclass(kind):
        return _dataclass_reader(typing.cast("type", kind))
    return _SCALARS.get(kind) or (_member_reader(kind) if issubclass(kind, Enum) else _day_reader(kind))


def _union_reader(members: tuple[type, ...]) -> _Reader:
    by_kind = {getattr(member, "kind", ""): member for member in members}
    not_known = say("doc.kind", "The kind must be one of: {known}", known=", ".join(sorted(by_kind)))

    def read(data: Json, path: _Path, problems: list[DocumentProblem], depth: int) -> object:
        named = data.get("kind") if isinstance(data, dict) else None
        if not isinstance(named, str) or named not in by_kind:
            return _wrong(problems, path, not_known)
        return _reader(by_kind[named])({key: value for key, value in data.items() if key != "kind"}, path, problems, depth + 1)

    return read


def _choice_reader(members: tuple[type, ...]) -> _Reader:
    readers = {member: _reader(member) for member in members if member is not type(None)}
    first = next(iter(readers.values()))

    def read_any(data: Json, path: _Path, problems: list[DocumentProblem], depth: int) -> object:
        return readers.get(type(data), first)(data, path, problems, depth)

    read = first if len(readers) == 1 else read_any
    if type(None) not in members:
        return read
    return lambda data, path, problems, depth: None if data is None else read(data, path, problems, depth)


def _tuple_reader(kind: Any) -> _Reader:
    read_member = _reader(kind)

    def read(data: Json, path: _Path, problems: list[DocumentProblem], depth: int) -> object:
        if not isinstance(data, list):
            _wrong(problems, path, say("doc.list", "A list is expected here"))
            return ()
        return tuple([read_member(member, _below(path, index), problems, depth + 1) for index, member in enumerate(data)])

    return read


def _mapping_reader(kind: Any) -> _Reader:
    read_member = _reader(kind)

    def read(data: Json, path: _Path, problems: list[DocumentProblem], depth: int) -> object:
        if not isinstance(data, dict):
            return _wrong(problems, path, _OBJECT)
        for key in data:
            _read_text(key, path, problems, depth)
        return {key: read_member(member, _below(path, key), problems, depth + 1) for key, member in data.items()}

    return read


@cache
def _field_readers(kind: type) -> tuple[tuple[str, bool, Callable[[], object], _Reader], ...]:
    """Return the fields of a class in their order with what reads each; not before it is read, since a class may hold itself."""
    return tuple((field.name, field.is_required, field.default, _reader(field.type)) for field in _fields(kind))


def _dataclass_reader(kind: type) -> _Reader:
    known = frozenset(field.name for field in dataclasses.fields(kind))

    def read(data: Json, path: _Path, problems: list[DocumentProblem], depth: int) -> object:
        if depth > DEEPEST:
            return _wrong(problems, path, _TOO_DEEP)
        if not isinstance(data, dict):
            return _wrong(problems, path, _OBJECT)
        before = len(problems)
        if not data.keys() <= known:
            _name_strangers(problems, path, data.keys() - known)
        values = []
        for name, is_required, default, read_field in _field_readers(kind):
            if name in data:
                values.append(read_field(data[name], None if path is None else (*path, name), problems, depth + 1))
            elif is_required:
                _wrong(problems, _below(path, name), _MISSING)
            else:
                values.append(default())
        if len(problems) > before:
            return None
        try:
            return kind(*values)  # in their order: faster than by their names
        except ValueError:
            return _wrong(problems, path, say("doc.value", "A value here is outside of what is allowed"))

    return read


def _name_strangers(problems: list[DocumentProblem], path: _Path, keys: Set[str]) -> None:
    for key in sorted(keys):
        _wrong(problems, _below(path, key), _UNKNOWN)


def _exactly(kind: type, otherwise: Sentence) -> _Reader:
    def read(data: Json, path: _Path, problems: list[DocumentProblem], _depth: int) -> object:
        return data if type(data) is kind else _wrong(problems, path, otherwise)

    return read


def _read_number(data: Json, path: _Path, problems: list[DocumentProblem], _depth: int) -> object:
    if type(data) in (str, int, Decimal):
        try:
            return parse_decimal(data)
        except ValueError:
            pass
    return _wrong(problems, path, say("doc.number", "A number is expected here"))


def _read_text(data: Json, path: _Path, problems: list[DocumentProblem], _depth: int) -> object:
    if isinstance(data, str) and len(data) <= LONGEST_TEXT and (data.isprintable() or not _UNWRITABLE.search(data)):
        return data
    return _wrong(problems, path, _TEXT)


_SCALARS: Mapping[object, _Reader] = {
    bool: _exactly(bool, say("doc.flag", "true or false is expected here")),
    int: _exactly(int, say("doc.integer", "A whole number is expected here")),
    Decimal: _read_number,
    str: _read_text,
}


def _member_reader(kind: type[Enum]) -> _Reader:
    members = {member.value: member for member in kind}
    expected = say("doc.choice", "One of these is expected here: {known}", known=", ".join(map(str, members)))

    def read(data: Json, path: _Path, problems: list[DocumentProblem], depth: int) -> object:
        if isinstance(data, str) and data in members:
            return members[data]
        return _UNREAD if _read_text(data, path, problems, depth) is _UNREAD else _wrong(problems, path, expected)

    return read


def _day_reader(kind: type[date]) -> _Reader:
    """Return what reads a day or a moment."""
    expected = say("doc.date", "A date or an ISO 8601 time with its zone is expected here")

    def read(data: Json, path: _Path, problems: list[DocumentProblem], depth: int) -> object:
        if _read_text(data, path, problems, depth) is _UNREAD:
            return _UNREAD
        try:
            found = kind.fromisoformat(data)
            return _in_utc(found) if isinstance(found, datetime) else found
        except (ValueError, OverflowError):
            return _wrong(problems, path, expected)

    return read


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError("no laptop's clock says so, and not every system can show it")
    return moment.astimezone(UTC)


def shown_key(key: str) -> str:
    """Return a key of a document so that it can be shown whatever stands in it."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", key[:_LONGEST_KEY])


def _wrong(problems: list[DocumentProblem], path: _Path, sentence: Sentence) -> object:
    """Note what is wrong; return what stands where the value would."""
    problems.append(DocumentProblem(_where(path), sentence))
    return _UNREAD


def _where(path: _Path) -> str:
    where = ""
    for step in path or ():
        shown = f"[{step}]" if isinstance(step, int) else shown_key(step)
        where = f"{where}.{shown}" if where and isinstance(step, str) else f"{where}{shown}"
    return where
