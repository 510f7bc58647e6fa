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
from collections.abc import Callable, Mapping
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

LONGEST_TEXT = 20_000
"""Characters that any one text may have."""
DEEPEST = 150
"""Levels of nesting that are read."""
_LONGEST_KEY = 100
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
    value = _decode(kind, data, "", problems, 0)
    if problems:
        raise DocumentError(tuple(problems))
    return typing.cast("T", value)


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


def _decode(kind: Any, data: Json, path: str, problems: list[DocumentProblem], depth: int) -> object:
    if depth > DEEPEST:
        problems.append(DocumentProblem(path, say("doc.too_deep", "This is nested too deeply")))
        return None
    if kind in _UNIONS:
        return _decode_union(_UNIONS[kind], data, path, problems, depth)
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        members = typing.get_args(kind)
        if type(None) in members and data is None:
            return None
        rest = tuple(member for member in members if member is not type(None))
        if len(rest) == 1:
            return _decode(rest[0], data, path, problems, depth)
        return _decode(type(data) if type(data) in rest else rest[0], data, path, problems, depth)
    if origin is tuple:
        return _decode_tuple(typing.get_args(kind)[0], data, path, problems, depth)
    if origin is not None and issubclass(origin, Mapping):
        return _decode_mapping(typing.get_args(kind)[1], data, path, problems, depth)
    if dataclasses.is_dataclass(kind):
        return _decode_dataclass(typing.cast("type", kind), data, path, problems, depth)
    return _decode_scalar(kind, data, path, problems)


def _decode_union(members: tuple[type, ...], data: Json, path: str, problems: list[DocumentProblem], depth: int) -> object:
    by_kind = {getattr(member, "kind", ""): member for member in members}
    named = data.get("kind") if isinstance(data, dict) else None
    if not isinstance(named, str) or named not in by_kind:
        known = ", ".join(sorted(by_kind))
        problems.append(DocumentProblem(path, say("doc.kind", "The kind must be one of: {known}", known=known)))
        return None
    return _decode(by_kind[named], {key: value for key, value in data.items() if key != "kind"}, path, problems, depth + 1)


def _decode_tuple(kind: Any, data: Json, path: str, problems: list[DocumentProblem], depth: int) -> object:
    if not isinstance(data, list):
        problems.append(DocumentProblem(path, say("doc.list", "A list is expected here")))
        return ()
    return tuple(_decode(kind, member, f"{path}[{index}]", problems, depth + 1) for index, member in enumerate(data))


def _decode_mapping(kind: Any, data: Json, path: str, problems: list[DocumentProblem], depth: int) -> object:
    if not isinstance(data, dict):
        problems.append(DocumentProblem(path, say("doc.object", "An object is expected here")))
        return {}
    for key in data:
        _decode_scalar(str, key, path, problems)
    return {key: _decode(kind, member, _join(path, key), problems, depth + 1) for key, member in data.items()}


def _decode_dataclass(kind: type, data: Json, path: str, problems: list[DocumentProblem], depth: int) -> object:
    if not isinstance(data, dict):
        problems.append(DocumentProblem(path, say("doc.object", "An object is expected here")))
        return None
    fields = _fields(kind)
    before = len(problems)
    unknown = sorted(set(data) - {field.name for field in fields})
    problems.extend(DocumentProblem(_join(path, key), say("doc.unknown", "This key is not known here")) for key in unknown)
    values = {}
    for field in fields:
        where = _join(path, field.name)
        if field.name in data:
            values[field.name] = _decode(field.type, data[field.name], where, problems, depth + 1)
        elif field.is_required:
            problems.append(DocumentProblem(where, say("doc.missing", "This is missing")))
    if len(problems) > before:
        return None
    try:
        return kind(**values)
    except ValueError:
        problems.append(DocumentProblem(path, say("doc.value", "A value here is outside of what is allowed")))
        return None


def _decode_scalar(kind: Any, data: Json, path: str, problems: list[DocumentProblem]) -> object:
    if kind is bool or kind is int:
        if type(data) is kind:
            return data
        expected = (
            say("doc.flag", "true or false is expected here") if kind is bool else say("doc.integer", "A whole number is expected here")
        )
        problems.append(DocumentProblem(path, expected))
        return None
    if kind is Decimal:
        if isinstance(data, (str, int, Decimal)) and not isinstance(data, bool):
            try:
                return parse_decimal(data)
            except ValueError:
                pass
        problems.append(DocumentProblem(path, say("doc.number", "A number is expected here")))
        return None
    if not isinstance(data, str) or len(data) > LONGEST_TEXT or _UNWRITABLE.search(data):
        problems.append(
            DocumentProblem(path, say("doc.text", "A text of at most {longest} readable characters is expected here", longest=LONGEST_TEXT))
        )
        return None
    if kind is str:
        return data
    try:
        return _read_text(kind, data)
    except (ValueError, OverflowError):
        if issubclass(kind, Enum):
            known = ", ".join(str(member.value) for member in kind)
            problems.append(DocumentProblem(path, say("doc.choice", "One of these is expected here: {known}", known=known)))
        else:
            problems.append(DocumentProblem(path, say("doc.date", "A date or an ISO 8601 time with its zone is expected here")))
        return None


def _read_text(kind: Any, data: str) -> object:
    if kind is datetime:
        moment = datetime.fromisoformat(data)
        if moment.tzinfo is None:
            raise ValueError("no time zone")
        return moment.astimezone(UTC)
    return date.fromisoformat(data) if kind is date else kind(data)


def shown_key(key: str) -> str:
    """Return a key of a document so that it can be shown whatever stands in it."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", key[:_LONGEST_KEY])


def _join(path: str, key: str) -> str:
    return f"{path}.{shown_key(key)}" if path else shown_key(key)
