# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The finder of lines agrees with tomllib on what is there, and with the eye on where."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from evaluator_app.catalog.positions import Position, positions

TRICKY = '''# [not.a.table]
top = "a # no comment"   # but this is
"quoted.key" = 'C:\\path'
dotted . inner = 1979-05-27 07:32:00Z
text = """
[[not]] "an" array ""
key = 1 \\""" still text"""""
literal = \'\'\'
x = "[" \'\'\'
list = [
  1, # one
  { a = { b = [true, -0.5e3] }, "c d" = "]" },

  "two",
]
empty = []
none = {}

[ table . "with space" ]
key = [[1, 2], ["a"]]
[[rows]]
id = "first"
[rows.inner]
x = 1
[[rows.parts]]
x = 2
[[rows.parts]]
x = 3
[[rows]]
[[rows.parts]]
x = 4
'''


def paths(data: Any, at: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """Return every key path and list position of parsed data."""
    members = list(data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ())
    return {(*at, key) for key, _ in members}.union(*(paths(value, (*at, key)) for key, value in members))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_key_and_member_has_a_place_and_nothing_else_has(newline: str) -> None:
    text = TRICKY.replace("\n", newline)
    assert set(positions(text)) == paths(tomllib.loads(text))


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("top",), 2, 1),
        (("quoted.key",), 3, 1),
        (("dotted", "inner"), 4, 1),
        (("list",), 10, 1),
        (("list", 0), 11, 3),
        (("list", 1, "a", "b", 1), 12, 22),
        (("list", 1, "c d"), 12, 33),
        (("list", 2), 14, 3),
        (("table", "with space"), 19, 1),
        (("table", "with space", "key", 1, 0), 20, 17),
        (("rows", 0), 21, 1),
        (("rows", 0, "inner", "x"), 24, 1),
        (("rows", 0, "parts", 1, "x"), 28, 1),
        (("rows", 1, "parts", 0, "x"), 31, 1),
    ],
)
def test_places_are_where_the_eye_finds_them(path: tuple[str | int, ...], line: int, column: int) -> None:
    assert positions(TRICKY)[path] == Position(line, column)
