# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a cell holds as raw data: numbers exact, words by their names, forgiving where nothing else can be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from evaluator_app.catalog.problems import did_you_mean
from evaluator_app.catalog.workbook import lines
from evaluator_app.catalog.workbook.layout import Column, Kind, Line
from evaluator_app.catalog.workbook.naming import plain
from evaluator_app.catalog.workbook.words import FLAGS, NO, OTHERWISE, RULES, YES, names_of
from evaluator_app.catalog.written import Toml
from evaluator_app.domain.exact import decimal_text, parse_decimal
from evaluator_app.domain.sentence import Sentence, say

Convert = Callable[[Toml], Toml]
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T]00:00(?::00)?)?")
_FLAG_WORDS = {**{word: name == "true" for name, word in FLAGS.items()}, "TRUE": True, "FALSE": False, "true": True, "false": False}
_FLAG_WORDS |= {"√": True, "×": False, "Y": True, "N": False}
_CODES = {id(RULES): "TPL-308", id(OTHERWISE): "TPL-309"}
_DIGITS = 15
"""Digits that a cell keeps of a number."""


class CellError(Exception):
    """A cell does not hold what its column is for."""

    def __init__(self, code: str, sentence: Sentence, advice: Sentence) -> None:
        """Take the problem without its place."""
        super().__init__(sentence.text())
        self.code = code
        self.sentence = sentence
        self.advice = advice


def converter(column: Column | Line) -> Convert | None:
    """Return what makes raw data of a cell of a column; None where a text stays as it is until more is known."""
    match column.kind:
        case Kind.ID:
            return _name
        case Kind.NUMBER:
            return _number
        case Kind.DAY:
            return _day
        case Kind.FLAG:
            return _flag
        case Kind.LINES:
            return _lines
        case Kind.CHOICE:
            return _choice(column.words, _CODES.get(id(column.words), "TPL-108"))
        case Kind.CHOICES:
            choose = _choice(column.words, "TPL-108")
            return lambda value: [choose(piece) for piece in re.split(r"[;；、,，\n]", text_of(value)) if piece.strip()]
        case _:
            return None


def text_of(value: Toml) -> str:
    """Return what a cell holds as a text, as a person would read it."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n") if "\r" in value else value
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, (int, float)):
        return decimal_text(_exact(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


@lru_cache(maxsize=4096)
def _exact(value: float) -> Decimal:
    """Return the number that the cell shows: what lies beyond the digits that it keeps is an accident of binary fractions."""
    return Decimal(f"{value:.{_DIGITS}g}")


def _name(value: Toml) -> Toml:
    return plain(value) if isinstance(value, str) else text_of(value)


def _lines(value: Toml) -> Toml:
    return lines.split(value if isinstance(value, str) else text_of(value))


def _number(value: Toml) -> Toml:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value == int(value) and abs(value) < 1e12:
            return int(value)
        return _exact(value)
    try:
        if not isinstance(value, str):
            raise ValueError
        number = parse_decimal(plain(value).replace("\u2212", "-"))
    except ValueError:
        sentence = say("xls.no_number", "“{text}” is no number.", text=text_of(value)[:60])
        raise CellError("TPL-809", sentence, say("xls.write_number", "Write the number alone, such as 0.5, without a unit.")) from None
    return int(number) if number == number.to_integral_value() else number


def _day(value: Toml) -> Toml:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(plain(value)) if isinstance(value, str) else None
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    shown = str(value) if isinstance(value, timedelta) else text_of(value)
    sentence = say("xls.no_day", "“{text}” is no date.", text=shown[:60])
    raise CellError("TPL-810", sentence, say("xls.write_day", "Write a day of the calendar such as 2026-10-01."))


def _flag(value: Toml) -> Toml:
    if isinstance(value, bool):
        return value
    found = _FLAG_WORDS.get(plain(value)) if isinstance(value, str) else {0: False, 1: True}.get(value)
    if found is None:
        sentence = say("xls.no_flag", "“{text}” is neither 是 nor 否.", text=text_of(value)[:60])
        raise CellError("TPL-811", sentence, say("xls.write_flag", "Choose 是 or 否."))
    return found


def _choice(words: Mapping[str, str], code: str) -> Convert:
    names = names_of(words)

    def choose(value: Toml) -> Toml:
        text = value if isinstance(value, str) else text_of(value)
        found = names.get(text) or names.get(plain(text))
        if found is None:
            sentence = say("xls.no_choice", "“{text}” is not one of the words of this column.", text=text.strip()[:60])
            raise CellError(code, sentence, did_you_mean(text.strip(), words.values()))
        return found

    return choose
