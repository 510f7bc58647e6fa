# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where each key and list member of a TOML text stands. The text must be valid: tomllib has read it before.

tomllib gives values without lines; this gives lines without values.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

KeyPath = tuple[str | int, ...]
"""Keys and list positions from the top."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\r\n]*")
_STRINGS = (
    re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}', re.DOTALL),
    re.compile(r"'''.*?'{3,5}", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text or a sheet, counted from 1."""

    line: int
    column: int
    sheet: str = ""
    """Name of the sheet of a workbook."""


def positions(text: str) -> Mapping[KeyPath, Position]:
    """Return the place of every table, key and list member of a valid TOML text."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._found: dict[KeyPath, Position] = {}
        self._lengths: dict[KeyPath, int] = {}

    def scan(self) -> Mapping[KeyPath, Position]:
        base: KeyPath = ()
        self._skip()
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                base = self._header()
            else:
                self._key_and_value(base)
            self._skip()
        return self._found

    def _header(self) -> KeyPath:
        start = self._at
        is_list = self._text.startswith("[[", start)
        self._at += 2 if is_list else 1
        keys = self._keys()
        self._at = self._text.index("]", self._at) + (2 if is_list else 1)
        path: KeyPath = ()
        for depth, key in enumerate(keys, 1):
            path = (*path, key)
            if is_list and depth == len(keys):
                self._lengths[path] = self._lengths.get(path, 0) + 1
            self._note(path, start)
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
                self._note(path, start)
        return path

    def _key_and_value(self, base: KeyPath) -> None:
        start, path = self._at, base
        for key in self._keys():
            path = (*path, key)
            self._note(path, start)
        self._at = self._text.index("=", self._at) + 1
        self._value(path)

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._skip()
            keys.append(self._key())
            self._skip()
            if not self._text.startswith(".", self._at):
                return keys
            self._at += 1

    def _key(self) -> str:
        if bare := _BARE_KEY.match(self._text, self._at):
            self._at = bare.end()
            return bare.group()
        return str(tomllib.loads(f"key = {self._string()}")["key"])

    def _value(self, path: KeyPath) -> None:
        self._skip()
        opening = self._text[self._at]
        if opening in "\"'":
            self._string()
        elif opening == "[":
            self._members(path)
        elif opening == "{":
            self._inline_table(path)
        elif scalar := _SCALAR.match(self._text, self._at):
            self._at = scalar.end()

    def _string(self) -> str:
        match = next(match for match in (kind.match(self._text, self._at) for kind in _STRINGS) if match)
        self._at = match.end()
        return match.group()

    def _members(self, path: KeyPath) -> None:
        self._at += 1
        index = 0
        while self._more("]"):
            self._note((*path, index), self._at)
            self._value((*path, index))
            index += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        while self._more("}"):
            self._key_and_value(path)

    def _more(self, closing: str) -> bool:
        self._skip()
        if self._text[self._at] == ",":
            self._at += 1
            self._skip()
        if self._text[self._at] != closing:
            return True
        self._at += 1
        return False

    def _skip(self) -> None:
        blank = _BLANK.match(self._text, self._at)
        self._at = blank.end() if blank else self._at

    def _note(self, path: KeyPath, start: int) -> None:
        line = bisect_right(self._line_starts, start)
        self._found.setdefault(path, Position(line, start - self._line_starts[line - 1] + 1))
