# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where a line of Chinese text, with Latin words and numbers in it, may end. Pure; knows no fonts and no pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import east_asian_width

CANNOT_START = frozenset("!%),.:;?]}¢°·’”…‰′″›℃℉‱—–～、。々〉》」』】〕〗〞ー！％），．：；？］｝｠｡｣､･¨ˇˉ‐¡²³⁰")
"""Signs that may not begin a line."""
CANNOT_END = frozenset("$([{£¥§№‘“‹〈《「『【〔〖〝＄（［｛｟￠￡￥｢＃＠#@")
"""Signs that may not end a line."""
HANGING = frozenset("，。、；：！？）》〉」』】〕”’")
"""Full-width signs whose right half is blank, so that half of them may stand beyond the line's end."""


@lru_cache(maxsize=50_000)
def is_wide(character: str) -> bool:
    """Tell whether the character stands alone as Chinese ones do, so that a line may end beside it."""
    return ord(character) >= 0x2E80 or character in "“”‘’…—·" or east_asian_width(character) in "WF" or 0x2460 <= ord(character) <= 0x24FF


def may_break(before: str, after: str) -> bool:
    """Tell whether a line may end between two characters."""
    if after in CANNOT_START or before in CANNOT_END or after == " ":
        return False
    return before == " " or is_wide(before) or is_wide(after)


def break_lines(text: str, widths: Sequence[float], first: float, rest: float | None = None) -> list[tuple[int, int]]:
    """Return the start and end of each line, filling lines of width `first`, then `rest`.

    A line feed always ends a line and belongs to none. Spaces at a line's end stay with it and take no room.
    Only where nothing else is possible (a word longer than the line) is a word cut.
    """
    lines: list[tuple[int, int]] = []
    for start, end in _paragraphs(text):
        position = start
        while True:
            limit = first if not lines or rest is None else rest
            cut = _line_end(text, widths, position, end, limit)
            lines.append((position, cut))
            if cut >= end:
                break
            position = cut
    return lines


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for part in text.split("\n"):
        spans.append((start, start + len(part)))
        start += len(part) + 1
    return spans


def _line_end(text: str, widths: Sequence[float], start: int, end: int, limit: float) -> int:
    used, position = 0.0, start
    while position < end:
        width = widths[position]
        room = width / 2 if text[position] in HANGING else width
        if text[position] != " " and used + room > limit + 1e-6:
            break
        used += width
        position += 1
    if position >= end:
        return end
    for cut in range(position, start, -1):
        if may_break(text[cut - 1], text[cut]):
            return cut
    for cut in range(position, start, -1):
        if text[cut] not in CANNOT_START and text[cut - 1] not in CANNOT_END:
            return cut
    return max(position, start + 1)
