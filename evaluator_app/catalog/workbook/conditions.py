# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Conditions as a cell holds them, such as 开采方式 = 地下开采 且 有尾矿库 = 是, to and from raw data.

Read by descent within bounds, and never run. Facts and options go by title or id; an id in square brackets and a value
in quotation marks are taken as they stand. Whether a fact can have a value is checked elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from evaluator_app.catalog.workbook.naming import tables
from evaluator_app.catalog.workbook.words import NO, YES
from evaluator_app.catalog.written import Toml
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.sentence import Sentence, say

_LONGEST = 4000
_DEEPEST = 8
_BLANK = re.compile(r"[\s\u200b\ufeff]*")
_AND, _OR, _NOT = re.compile("并且|且|&&?"), re.compile(r"或者|或|\|\|?"), re.compile("非|!(?![=])|！(?![=＝])")
_NOT_OF = re.compile(r"[非!！]\s*[(（]")
_OPEN, _CLOSE, _COMMA = re.compile("[(（]"), re.compile("[)）]"), re.compile("[、,，]")
_OPERATOR = re.compile("[>＞][=＝]|[≥≧]|[!！][=＝]|<>|＜＞|≠|[=＝]{1,2}|[<＜][=＝]?|[≤≦]|[>＞]")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"|“([^”]*)”|「([^」]*)」')
_BRACKETED = re.compile(r"\[([^\]\s]*)\]")
_WORD = re.compile(r"[^\s=＝!！≠<>＜＞≥≧≤≦()（）、,，;；\"“”「」]+")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?![0-9./年-])")
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_AT_LEAST = {">=", "＞=", ">＝", "＞＝", "≥", "≧"}
_BELOW = {"<", "＜"}
_OTHER_THAN = {"!=", "！=", "!＝", "！＝", "<>", "＜＞", "≠"}
_FLAGS = {YES: True, NO: False, "true": True, "false": False, "TRUE": True, "FALSE": False, "有": True, "无": False}


class ConditionError(Exception):
    """A condition cannot be read."""

    def __init__(self, at: int, sentence: Sentence) -> None:
        """Take the character, counted from 1, and what is wrong there."""
        super().__init__(sentence.text())
        self.at = at
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class _Fact:
    id: str
    title: str
    kind: str
    options: tuple[tuple[str, str], ...]
    words: re.Pattern[str] | None
    values: Mapping[str, str]


class Conditions:
    """The conditions of a template, whose facts they are about."""

    def __init__(self, facts: Toml) -> None:
        """Take the list of facts as raw data."""
        self._facts: dict[str, _Fact] = {}
        for table in tables(facts):
            if isinstance(table.get("id"), str):
                self._facts.setdefault(table["id"], _fact(table))
        self._called = _unique((fact.id, fact.title) for fact in self._facts.values())
        self._names = _longest_first(self._called)
        self._read: dict[str, Toml] = {}

    def data(self, text: str) -> Toml:
        """Return a condition as raw data; ConditionError if it cannot be read."""
        if text not in self._read:
            self._read[text] = _Reader(text, self._facts, self._names, self._called).read()
        return self._read[text]

    def text(self, data: Toml) -> str:
        """Return raw data as text that gives them back."""
        for style in (_Style.TITLES, _Style.IDS, _Style.EXACT):
            text = _Writer(self._facts, style).write(data)
            try:
                if shape(self.data(text)) == shape(data):
                    return text
            except ConditionError:
                continue
        raise ValueError("a condition that cannot be written")


def _fact(table: Mapping[str, Toml]) -> _Fact:
    options = tuple((str(option.get("id", "")), str(option.get("title", ""))) for option in tables(table.get("options")))
    values = _unique(options)
    return _Fact(table["id"], str(table.get("title", "")), str(table.get("kind", "")), options, _longest_first(values), values)


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return ids by title and by themselves; a title of several is left out."""
    listed = list(pairs)
    titles: dict[str, str] = {}
    for name, title in listed:
        titles[title] = "" if title in titles and titles[title] != name else name
    return {title: name for title, name in titles.items() if title and name} | {name: name for name, _ in listed if name}


def _longest_first(names: Iterable[str]) -> re.Pattern[str] | None:
    known = sorted(names, key=len, reverse=True)
    ends = (re.escape(name) + (r"(?![A-Za-z0-9_.-])" if name[-1].isascii() and name[-1].isalnum() else "") for name in known)
    return re.compile("|".join(ends)) if known else None


def shape(data: Toml) -> Toml:
    """Return what a condition claims, however it is put together."""
    if not isinstance(data, dict):
        return data
    claims = [_claim_shape(key, value) for key, value in data.items()]
    return claims[0] if len(claims) == 1 else _joined_shape("all", claims)


def _claim_shape(key: str, value: Toml) -> Toml:
    if key == "not":
        return ("not", shape(value))
    if key in ("all", "any"):
        return _joined_shape(key, [shape(member) for member in value])
    if isinstance(value, dict):
        return (key, tuple(sorted((name, str(member)) for name, member in value.items())))
    return (key, tuple(value) if isinstance(value, list) else (value,))


def _joined_shape(key: str, members: list[Toml]) -> Toml:
    flat: set[Toml] = set()
    for member in members:
        flat |= member[1] if isinstance(member, tuple) and member[0] == f"@{key}" else {member}
    return next(iter(flat)) if len(flat) == 1 else (f"@{key}", frozenset(flat))


class _Style:
    TITLES, IDS, EXACT = range(3)


class _Writer:
    def __init__(self, facts: Mapping[str, _Fact], style: int) -> None:
        self._facts = facts
        self._style = style

    def write(self, data: Toml, *, is_inner: bool = False) -> str:
        if not isinstance(data, dict):
            return ""
        claims = [self._claim(key, value, is_inner=is_inner or len(data) > 1) for key, value in data.items()]
        text = " 且 ".join(claims)
        return f"({text})" if is_inner and len(claims) > 1 else text

    def _claim(self, key: str, value: Toml, *, is_inner: bool) -> str:
        if key in ("all", "any") and isinstance(value, list):
            text = (" 且 " if key == "all" else " 或 ").join(self.write(member, is_inner=True) for member in value)
            return f"({text})" if is_inner and len(value) > 1 else text
        if key == "not" and isinstance(value, dict):
            if len(value) == 1 and not set(value) & {"all", "any", "not"}:
                return self._about(*next(iter(value.items())), is_denied=True)
            return f"非 ({self.write(value)})"
        return self._about(key, value, is_denied=False)

    def _about(self, key: str, value: Toml, *, is_denied: bool) -> str:
        fact = self._facts.get(key)
        name = fact.title if fact and self._style == _Style.TITLES else key if self._style == _Style.IDS else f"[{key}]"
        if isinstance(value, dict):
            bound = value.get("at_least", value.get("since"))
            shown = bound.isoformat() if isinstance(bound, date) else decimal_text(Decimal(str(bound)))
            return f"{name} {'<' if is_denied else '>='} {shown}"
        values = value if isinstance(value, list) else [value]
        return f"{name} {'≠' if is_denied else '='} {'、'.join(self._value(member, fact) for member in values)}"

    def _value(self, value: Toml, fact: _Fact | None) -> str:
        if isinstance(value, bool):
            return YES if value else NO
        titles = dict(fact.options) if fact else {}
        if self._style == _Style.EXACT or value not in titles:
            return '"' + str(value).replace('"', '""') + '"'
        return titles[value] if self._style == _Style.TITLES else str(value)


class _Reader:
    def __init__(self, text: str, facts: Mapping[str, _Fact], names: re.Pattern[str] | None, called: Mapping[str, str]) -> None:
        self._text = text
        self._facts = facts
        self._names = names
        self._called = called
        self._at = 0

    def read(self) -> Toml:
        if len(self._text) > _LONGEST:
            raise ConditionError(_LONGEST, say("xls.long_condition", "The condition has more than {most} characters", most=_LONGEST))
        data = self._any(0)
        if self._rest():
            raise self._error(say("xls.condition_rest", "after a whole condition only 且 or 或 can follow"))
        return data

    def _rest(self) -> str:
        self._skip()
        return self._text[self._at :]

    def _skip(self) -> None:
        blank = _BLANK.match(self._text, self._at)
        self._at = blank.end() if blank else self._at

    def _take(self, pattern: re.Pattern[str] | None) -> re.Match[str] | None:
        self._skip()
        found = pattern.match(self._text, self._at) if pattern else None
        if found and found.end() > self._at:
            self._at = found.end()
            return found
        return None

    def _take_ahead(self, pattern: re.Pattern[str]) -> bool:
        self._skip()
        return pattern.match(self._text, self._at) is not None

    def _error(self, sentence: Sentence) -> ConditionError:
        self._skip()
        return ConditionError(self._at + 1, sentence)

    def _any(self, depth: int) -> Toml:
        if depth > _DEEPEST:
            raise self._error(say("xls.deep_condition", "brackets are nested deeper than {most} levels", most=_DEEPEST))
        members = [self._all(depth)]
        while self._take(_OR):
            members.append(self._all(depth))
        return members[0] if len(members) == 1 else {"any": members}

    def _all(self, depth: int) -> Toml:
        members = [self._one(depth)]
        while self._take(_AND):
            members.append(self._one(depth))
        joined = {key: value for member in members for key, value in member.items()}
        return joined if len(joined) == sum(len(member) for member in members) else {"all": members}

    def _one(self, depth: int) -> Toml:
        if self._take(_OPEN):
            inner = self._any(depth + 1)
            if not self._take(_CLOSE):
                raise self._error(say("xls.open_bracket", "a bracket is not closed"))
            return inner
        name = None if self._take_ahead(_NOT_OF) else self._fact_name()
        if name is None:
            if self._take(_NOT):
                return {"not": self._one(depth + 1)} if depth < _DEEPEST else self._any(depth + 1)
            raise self._error(say("xls.no_fact", "here a fact of the mine is expected"))
        return self._claim(name)

    def _fact_name(self) -> str | None:
        if found := self._take(_BRACKETED):
            return found[1]
        if found := self._take(self._names):
            return self._called[found[0]]
        self._skip()
        if _NOT.match(self._text, self._at):
            return None
        found = self._take(_WORD)
        return found[0] if found else None

    def _claim(self, name: str) -> Toml:
        fact = self._facts.get(name)
        operator = self._take(_OPERATOR)
        if operator is None:
            if fact is not None and fact.kind == "flag":
                return {name: True}
            raise self._error(say("xls.no_operator", "after the name of a fact one of =, ≠, >= and < is expected"))
        sign = operator[0]
        if sign in _AT_LEAST or sign in _BELOW:
            bound = self._bound()
            return {name: bound} if sign in _AT_LEAST else {"not": {name: bound}}
        if sign not in _OTHER_THAN and sign[0] not in "=＝":
            self._at -= len(sign)
            raise self._error(say("xls.bad_operator", "“{sign}” is not possible; write >= or <", sign=sign))
        values = [self._value(fact)]
        while self._take(_COMMA):
            values.append(self._value(fact))
        claim = {name: values[0] if len(values) == 1 else values}
        return {"not": claim} if sign in _OTHER_THAN else claim

    def _bound(self) -> Toml:
        self._skip()
        if day := self._take(_DAY):
            try:
                return {"since": date(int(day[1]), int(day[2]), int(day[3]))}
            except ValueError:
                self._at -= len(day[0])
                raise self._error(say("xls.condition_day", "“{day}” is no day of the calendar", day=day[0])) from None
        if number := self._take(_NUMBER):
            value = Decimal(number[0])
            return {"at_least": int(value) if value == value.to_integral_value() else value}
        raise self._error(say("xls.no_bound", "after >= or < a number or a date such as 2021-01-01 is expected"))

    def _value(self, fact: _Fact | None) -> Toml:
        if found := self._take(_QUOTED):
            return (found[1] or "").replace('""', '"') if found[0][0] == '"' else found[2] or found[3] or ""
        if fact is not None and (found := self._take(fact.words)):
            return fact.values[found[0]]
        start = self._at
        if (found := self._take(_WORD)) is None:
            raise self._error(say("xls.no_value", "here a value is expected"))
        if fact is not None and fact.kind == "flag":
            for word, value in _FLAGS.items():
                if found[0].startswith(word) and not (word.isascii() and found[0] != word):
                    self._at = found.start() + len(word)
                    return value
        self._at = max(self._at, start)
        return found[0]
