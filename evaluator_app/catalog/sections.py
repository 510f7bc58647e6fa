# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One table of a template file, read key by key: every wrong type, missing or unknown key becomes a problem.

Knows TOML's types and the file's lines, nothing of what a template means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from typing import Any, TypeVar

from evaluator_app.catalog.problems import NO_ADVICE, CatalogProblem, ProblemLog, Severity, did_you_mean
from evaluator_app.catalog.written import PlacedTable, SourceFile, Spot, Toml
from evaluator_app.domain.codec import LONGEST_TEXT
from evaluator_app.domain.exact import parse_decimal
from evaluator_app.domain.sentence import Sentence, say

Chosen = TypeVar("Chosen", bound=Enum)

_ID = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LONGEST_WHOLE = 1_000_000
_A_TEXT = say("tpl.a_text", "a text in quotation marks")
_A_NUMBER = say("tpl.a_number", "a number without quotation marks")
_A_FLAG = say("tpl.a_flag", "true or false")
_A_DATE = say("tpl.a_date", "a date such as 2026-10-01")
_A_LIST = say("tpl.a_list", "a list in square brackets")
_A_TABLE = say("tpl.a_table", "a table")
_TABLES = say("tpl.tables", "a list of tables")


class Section:
    """A table of the file with its place; keeps in mind which keys were asked for."""

    __slots__ = ("_above", "_asked", "_index", "_key", "_label", "_log", "_spot", "data")

    def __init__(
        self,
        data: Mapping[str, Toml],
        spot: Spot | None,
        log: ProblemLog,
        label: str = "",
        above: Section | None = None,
        key: str = "",
        index: int | None = None,
    ) -> None:
        """Take the table and where it stands, for machines (spot) and for people (label), or by its place in the one above."""
        self.data = data
        self._label = label
        self._spot = spot
        self._log = log
        self._asked: set[str] = set()
        self._above = above
        self._key = key
        self._index = index

    @property
    def spot(self) -> Spot:
        """Where the table stands; found out when it is asked for, which is where something is wrong."""
        if self._spot is None and self._above is not None:
            self._spot = self.data.spot if isinstance(self.data, PlacedTable) else self._above.spot_of(self._key, self._index)
        return self._spot if self._spot is not None else Spot(SourceFile("", dict))

    @property
    def label(self) -> str:
        """Where the table stands, as people say it."""
        if self._above is None:
            return self._label
        name = self._key
        if self._index is not None:
            known = self.data.get("id")
            name += f".{_short(known)}" if isinstance(known, str) and known else f".[{self._index}]"
        return f"{self._above.label}.{name}" if self._above.label else name

    def __contains__(self, key: str) -> bool:
        """Tell whether the key is written here, whatever it holds."""
        self._asked.add(key)
        return key in self.data

    def problem(
        self, code: str, sentence: Sentence, advice: Sentence = NO_ADVICE, *, key: str = "", index: int | None = None, warns: bool = False
    ) -> None:
        """Note a problem at a key, at a member of its list, or at the table itself."""
        spot = self.spot_of(key, index)
        place = spot.position
        severity = Severity.WARNING if warns else Severity.ERROR
        path = f"{self.label}.{key}" if self.label and key else self.label or key
        self._log.add(CatalogProblem(code, spot.file.name, place.line, place.column, path, sentence, advice, severity, place.sheet))

    def spot_of(self, key: str = "", index: int | None = None) -> Spot:
        """Return where a key, a member of its list, or the table itself was written."""
        if not key:
            return self.spot
        spot = self.data.spot_of(key) if isinstance(self.data, PlacedTable) else self.spot.inside(key)
        return spot if index is None else spot.inside(index)

    def close(self) -> None:
        """Report every key that nobody asked for."""
        if self.data.keys() <= self._asked:
            return
        for key in self.data:
            if key not in self._asked:
                sentence = say("tpl.unknown_key", "The key “{key}” is not known here.", key=_short(key))
                self.problem("TPL-101", sentence, did_you_mean(key, self._asked), key=key)

    def raw(self, key: str) -> Toml:
        """Return what stands at a key, unread; None where nothing does."""
        self._asked.add(key)
        return self.data.get(key)

    def text(self, key: str, *, is_required: bool = True, default: str = "") -> str:
        """Return a text without blanks around it; a required one must not be empty."""
        self._asked.add(key)
        value = self.data.get(key)
        if value.__class__ is str:
            text: str = value.strip()
            if text and len(text) <= LONGEST_TEXT and (text.isprintable() or not _CONTROL.search(value)):
                return text
        elif value is None and not is_required and key not in self.data:
            return default
        return self._odd_text(key, is_required=is_required, default=default)

    def texts_at(self, *keys: str) -> tuple[str, ...]:
        """Return required texts, each as text() does, several at once."""
        self._asked.update(keys)
        plain = _plain_texts([self.data.get(key) for key in keys])
        return plain if plain is not None else tuple([self.text(key) for key in keys])

    def _odd_text(self, key: str, *, is_required: bool, default: str) -> str:
        value = self._typed(key, str, _A_TEXT, is_required=is_required)
        if value is None:
            return default
        text = str(value).strip()
        if len(text) > LONGEST_TEXT or _CONTROL.search(text):
            sentence = say(
                "tpl.bad_text", "The text of “{key}” has control characters or more than {most} characters.", key=key, most=LONGEST_TEXT
            )
            self.problem("TPL-106", sentence, key=key)
            return default
        if not text and is_required:
            self.problem("TPL-104", say("tpl.empty_text", "“{key}” is empty.", key=key), say("tpl.write_text", "Write the text."), key=key)
        return text

    def identifier(self, key: str = "id") -> str:
        """Return an id of ASCII letters, digits, dots, hyphens and underscores; empty where it is none."""
        value = self.text(key)
        if value and not _ID.fullmatch(value):
            sentence = say("tpl.bad_id", "“{id}” cannot be an id.", id=_short(value))
            advice = say("tpl.id_form", "Use small Latin letters, digits, hyphens and underscores, with dots between, a letter first.")
            self.problem("TPL-105", sentence, advice, key=key)
            return ""
        return value

    def number(self, key: str, *, is_required: bool = False) -> Decimal | None:
        """Return an exact number; None where there is none."""
        plain = self.data.get(key)
        if plain.__class__ is int or plain.__class__ is Decimal:
            self._asked.add(key)
            known = _exact(plain)
            if known is not None:
                return known
        value = self._typed(key, (int, Decimal), _A_NUMBER, is_required=is_required)
        if value is None:
            return None
        try:
            return parse_decimal(value)
        except (ValueError, ArithmeticError):
            self.problem("TPL-107", say("tpl.number_range", "The number at “{key}” is too large or too fine.", key=key), key=key)
            return None

    def whole(self, key: str, default: int) -> int:
        """Return a whole number from 0; the default where there is none."""
        value = self.number(key)
        if value is None:
            return default
        if value != int(value) or not 0 <= value <= _LONGEST_WHOLE:
            self.problem("TPL-107", say("tpl.whole", "“{key}” must be a whole number from 0.", key=key), key=key)
            return default
        return int(value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        plain = self.data.get(key)
        if plain is True or plain is False:
            self._asked.add(key)
            return plain
        value = self._typed(key, bool, _A_FLAG, is_required=False)
        return default if value is None else bool(value)

    def day(self, key: str) -> date | None:
        """Return a date."""
        value = self._typed(key, date, _A_DATE, is_required=False)
        return value.date() if isinstance(value, datetime) else value

    def choice(self, key: str, kind: type[Chosen], *, code: str = "TPL-108") -> Chosen | None:
        """Return a member of an enumeration by its value; None where it is missing or unknown."""
        if key not in self.data:
            self._asked.add(key)
            return None
        value = self.text(key, is_required=False)
        known: Mapping[str, Chosen] = _members_of(kind)
        if value and value not in known:
            sentence = say("tpl.bad_choice", "“{value}” is not possible for “{key}”.", value=_short(value), key=key)
            self.problem(code, sentence, did_you_mean(value, known), key=key)
        return known.get(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; members that are none are reported and left out."""
        self._asked.add(key)
        if key not in self.data:
            return ()
        members = self._typed(key, list, _A_LIST, is_required=False) or []
        plain = _plain_texts(members)
        if plain is not None:
            return plain
        read = []
        for index, member in enumerate(members):
            if isinstance(member, str) and member.strip() and len(member) <= LONGEST_TEXT and not _CONTROL.search(member):
                read.append(member.strip())
            else:
                sentence = say("tpl.list_of_texts", "“{key}” must be a list of texts, none of them empty.", key=key)
                self.problem("TPL-102", sentence, key=key, index=index)
        return tuple(read)

    def references(self, key: str, known: Iterable[str], code: str, what: Sentence) -> tuple[str, ...]:
        """Return a list of ids that are defined elsewhere in the template."""
        read = self.texts(key)
        names = known if isinstance(known, (frozenset, set)) else set(known)
        if names.issuperset(read):
            return read
        for index, name in enumerate(read):
            if name not in names:
                self.unknown_name(name, names, code, what, key=key, index=index)
        return tuple(name for name in read if name in names)

    def unknown_name(self, name: str, known: Iterable[str], code: str, what: Sentence, *, key: str, index: int | None = None) -> None:
        """Report a name that is not defined."""
        sentence = say("tpl.unknown_name", "There is no {what} “{name}”.", what=what, name=_short(name))
        self.problem(code, sentence, did_you_mean(name, known), key=key, index=index)

    def section(self, key: str) -> Section | None:
        """Return a table inside this one; None where there is none."""
        self._asked.add(key)
        if key not in self.data:
            return None
        value = self._typed(key, dict, _A_TABLE, is_required=False)
        return None if value is None else Section(value, None, self._log, "", self, key)

    def sections(self, key: str) -> tuple[Section, ...]:
        """Return the tables of a list; members that are none are reported and left out."""
        self._asked.add(key)
        if key not in self.data:
            return ()
        members = self._typed(key, list, _TABLES, is_required=False) or []
        read = []
        for index, member in enumerate(members):
            if isinstance(member, dict):
                read.append(Section(member, None, self._log, "", self, key, index))
            else:
                sentence = say("tpl.list_of_tables", "“{key}” must be a list of tables.", key=key)
                self.problem("TPL-102", sentence, key=key, index=index)
        return tuple(read)

    def standing_for(self, key: str, data: Mapping[str, Toml]) -> Section:
        """Return a table that a short form at a key stands for."""
        return Section(data, None, self._log, "", self, key)

    def _typed(self, key: str, kind: type | tuple[type, ...], expected: Sentence, *, is_required: bool) -> Toml:
        self._asked.add(key)
        if key not in self.data:
            if is_required:
                self.problem("TPL-103", say("tpl.missing_key", "“{key}” is missing.", key=key), say("tpl.add_key", "Add it."), key=key)
            return None
        value = self.data[key]
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return value
        sentence = say("tpl.wrong_type", "“{key}” must be {expected}.", key=key, expected=expected)
        self.problem("TPL-102", sentence, key=key)
        return None


def is_identifier(text: str) -> bool:
    """Tell whether a text can be an id."""
    return _ID.fullmatch(text) is not None


def _plain_texts(values: list[Toml]) -> tuple[str, ...] | None:
    """Return values as they stand if all are texts without anything to be said against them; a printable text has no blanks but spaces."""
    try:
        whole = "".join(values)
    except TypeError:
        return None
    if len(whole) > LONGEST_TEXT or not whole.isprintable():
        return None
    for text in values:
        if not text or text[0] == " " or text[-1] == " ":
            return None
    return tuple(values)


@lru_cache(maxsize=1024)
def _exact(value: int | Decimal) -> Decimal | None:
    try:
        return parse_decimal(value)
    except (ValueError, ArithmeticError):
        return None


@cache
def _members_of(kind: type[Enum]) -> Mapping[str, Any]:
    return {str(member.value): member for member in kind}


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
