# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Chinese words found by their pinyin: by initials, by whole syllables, or by a mixture; every reading of a character counts.

The letters typed become one regular expression over the characters that occur, so that many lines are searched at once.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_MOST_LETTERS = 24
"""Letters of a word beyond which it is not looked up by its sound."""
_LONGEST_SYLLABLE = 6
_PAIRS = ("zh", "ch", "sh")
"""Initials that are written with two letters."""


class Sounds:
    """Which of the characters met so far sound how."""

    def __init__(self, text: str = "") -> None:
        """Know the characters of a text."""
        self._met: set[str] = set()
        self._by_beginning: dict[str, set[str]] = {}
        self._syllables: set[str] = set()
        self._patterns: dict[str, re.Pattern[str] | None] = {}
        self.learn(text)

    def learn(self, text: str) -> None:
        """Come to know the characters of a text."""
        new = set(text) - self._met
        if not new:
            return
        self._met |= new
        self._patterns.clear()
        for character in new:
            for reading in readings(character):
                self._syllables.add(reading)
                for end in range(1, len(reading) + 1):
                    self._by_beginning.setdefault(reading[:end], set()).add(character)

    def pattern(self, word: str) -> re.Pattern[str] | None:
        """Return what finds a word typed in small letters by its sound; None where it holds no letters, or too many."""
        if word not in self._patterns:
            has_letters = any("a" <= sign <= "z" for sign in word)
            made = self._expression(word) if has_letters and len(word) <= _MOST_LETTERS else ""
            self._patterns[word] = re.compile(made) if made else None
        return self._patterns[word]

    def _expression(self, word: str) -> str:
        """Return the expression for a word: by sounds alone, else with letters that stand for themselves; "" where nothing can fit."""
        return self._rest_of(word, {}, itself=False) or self._rest_of(word, {}, itself=True) or ""

    def _rest_of(self, rest: str, known: dict[str, str | None], *, itself: bool) -> str | None:
        """Return the expression for the rest of a word; None where nothing can fit."""
        if not rest:
            return ""
        if rest not in known:
            ways: list[str] = []
            for end in self._ends(rest):
                one, after = self._one(rest[:end], rest[end:], itself=itself), self._rest_of(rest[end:], known, itself=itself)
                if one and after is not None:
                    ways.append(one + after)
            known[rest] = None if not ways else ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
        return known[rest]

    def _ends(self, rest: str) -> list[int]:
        """Return how many letters may stand for the next character: one, a pair, a syllable, or all that is left of one."""
        ends = [1]
        for end in range(2, min(len(rest), _LONGEST_SYLLABLE) + 1):
            begin = rest[:end]
            if begin in self._syllables or begin in _PAIRS or (end == len(rest) and begin in self._by_beginning):
                ends.append(end)
        return ends

    def _one(self, typed: str, after: str, *, itself: bool) -> str:
        """Return what stands for one character: by its first letters, or for a syllable in the middle by the whole of it."""
        found = self._by_beginning.get(typed, set())
        if len(typed) > 1 and typed not in _PAIRS and after:
            found = {character for character in found if typed in readings(character)}
        is_itself = len(typed) == 1 and (itself or not "a" <= typed <= "z")
        either = sorted(found | ({typed} if is_itself else set()))
        return f"[{re.escape(''.join(either))}]" if either else ""


def load() -> None:
    """Read the table of readings, which takes a moment; to be called beside the window."""
    readings("矿")


@cache
def readings(character: str) -> frozenset[str]:
    """Return all readings of a character in small letters without tones, ü as v; none for what is not Chinese."""
    if character < "\u3400":
        return frozenset()
    from pypinyin.constants import PINYIN_DICT

    told = PINYIN_DICT.get(ord(character), "")
    return frozenset(_plain(reading) for reading in told.split(",") if reading)


def _plain(reading: str) -> str:
    apart = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(sign for sign in apart if "a" <= sign <= "z")
