# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Finding by a few words as they are typed: by Chinese text, by pinyin, by code. Every word must be found; the best hits first.

Finder(entries).find("bsbp 褪色")       entries with their rank and where the title was hit
matches(("bsbp",), "标识标牌 …")         whether all words are in one text, for lists with a filter of their own
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from evaluator_app.services.sounding import Sounds

_MOST_LOOKED_AT = 400
"""Hits that are ranked; with more, those that stand first."""
_MOST_TYPED = 80
_BEFORE, _AFTER = 6, 60
"""Characters shown before and after what was hit."""
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x0A: 0x20, 0x0D: 0x20, 0x09: 0x20}
_SEPARATORS = str.maketrans("", "", ".-_·（）()")


class EntryKind(IntEnum):
    """What can be found, in the order in which equal hits are shown."""

    ASSESSMENT = 0
    ITEM = 1
    PREREQUISITE = 2
    PLACE = 3
    DOCUMENT = 4
    PERSON = 5
    PAGE = 6
    COMMAND = 7
    OBSERVATION = 8
    REMARK = 9
    EVIDENCE = 10


class Rank(IntEnum):
    """How well an entry fits, the best first."""

    CODE = 0
    CODE_BEGINS = 1
    TITLE_BEGINS = 2
    INITIALS_BEGIN = 3
    TITLE_HOLDS = 4
    INITIALS_WITHIN = 5
    WORDS_HOLD = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found."""

    kind: EntryKind
    target: str
    """What choosing it leads to: id of an item, name of a page or command, text of a place."""
    title: str
    code: str = ""
    detail: str = ""
    """Shown after the title, and searched."""
    also: str = ""
    """Searched, not shown."""
    assessment: str = ""
    """Id of the assessment it is in; empty for the one that is open."""
    record: str = ""
    """Id of the observation or evidence itself."""
    keys: str = ""
    """The key that does the same."""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found."""

    entry: Entry
    rank: Rank
    spans: tuple[tuple[int, int], ...] = ()
    """Begin and end of what was hit in the title."""
    around: str = ""
    """The words round what was hit, where it is in words that are not shown."""


class Finder:
    """Entries made ready to be searched. What stands first among equals is shown first."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Join the words of all entries; it takes a moment for many, so that a thread may do it."""
        self.entries = tuple(sorted(entries, key=lambda entry: entry.kind))
        self._lines = [_line(entry) for entry in self.entries]
        self._text = "\n".join(self._lines)
        self._begins: list[int] = []
        begin = 0
        for line in self._lines:
            self._begins.append(begin)
            begin += len(line) + 1
        self._sounds = Sounds(self._text)

    def find(self, typed: str, limit: int = 60) -> tuple[Hit, ...]:
        """Return the entries that hold every word, the best first; none for no words."""
        words = split(typed)
        if not words:
            return ()
        longest = max(words, key=len)
        rest = [word for word in words if word is not longest]
        hits: list[tuple[Rank, int]] = []
        for number in self._holding(longest):
            if all(self._holds(word, self._lines[number]) for word in rest):
                hits.append((self._rank(words, self.entries[number]), number))
                if len(hits) == _MOST_LOOKED_AT:
                    break
        best = sorted(hits)[:limit]
        return tuple(self._hit(words, self.entries[number], rank) for rank, number in best)

    def _hit(self, words: Sequence[str], entry: Entry, rank: Rank) -> Hit:
        is_rule = entry.kind in (EntryKind.ITEM, EntryKind.PREREQUISITE)
        around = self._around(words, entry.also) if is_rule and rank is Rank.WORDS_HOLD else ""
        return Hit(entry, rank, self._spans(words, entry.title), around)

    def _around(self, words: Sequence[str], also: str) -> str:
        begin = next((at for at, _end in (_place(word, folded(also), self._sounds) for word in words) if at >= 0), -1)
        if begin < 0:
            return ""
        return ("…" if begin > _BEFORE else "") + also[max(0, begin - _BEFORE) : begin + _AFTER]

    def _holding(self, word: str) -> Iterator[int]:
        """Yield the numbers of the lines that hold a word: as it is written, then by its sound."""
        seen: set[int] = set()
        at = self._text.find(word)
        while at >= 0:
            number = bisect_right(self._begins, at) - 1
            seen.add(number)
            yield number
            at = self._text.find(word, self._begins[number] + len(self._lines[number]))
        pattern = self._sounds.pattern(word)
        found = pattern.search(self._text) if pattern else None
        while pattern and found:
            number = bisect_right(self._begins, found.start()) - 1
            if number not in seen:
                yield number
            found = pattern.search(self._text, self._begins[number] + len(self._lines[number]))

    def _holds(self, word: str, line: str) -> bool:
        return _place(word, line, self._sounds)[0] >= 0

    def _rank(self, words: Sequence[str], entry: Entry) -> Rank:
        typed, code = "".join(words), folded(entry.code)
        if code and typed in (code, compact(code)):
            return Rank.CODE
        if code and (code.startswith(typed) or compact(code).startswith(typed)):
            return Rank.CODE_BEGINS
        return max(_rank_of(word, folded(entry.title), self._sounds) for word in words)

    def _spans(self, words: Sequence[str], title: str) -> tuple[tuple[int, int], ...]:
        found = (_place(word, folded(title), self._sounds) for word in words)
        return tuple(sorted((begin, end) for begin, end in found if begin >= 0))


def split(typed: str) -> tuple[str, ...]:
    """Return the words that were typed, as they are compared."""
    return tuple(dict.fromkeys(folded(typed[:_MOST_TYPED]).split()))


def folded(text: str) -> str:
    """Return a text as it is compared: in small letters, wide letters and digits as narrow ones; no shorter and no longer."""
    narrow = text.translate(_WIDE)
    small = narrow.lower()
    return small if len(small) == len(narrow) else narrow


def compact(code: str) -> str:
    """Return a code without its dots, as it is typed in haste."""
    return code.translate(_SEPARATORS)


_MET = Sounds()


def matches(words: Iterable[str], haystack: str) -> bool:
    """Tell whether a text holds every word as it is written or by its pinyin; the words as split() gives them."""
    text = folded(haystack)
    _MET.learn(text)
    return all(_place(word, text, _MET)[0] >= 0 for word in words)


def _place(word: str, text: str, sounds: Sounds) -> tuple[int, int]:
    """Return where a word is in a text, first as it is written, then by its sound; -1 where it is not."""
    at = text.find(word)
    if at >= 0:
        return at, at + len(word)
    pattern = sounds.pattern(word)
    found = pattern.search(text) if pattern else None
    return found.span() if found else (-1, -1)


def _rank_of(word: str, title: str, sounds: Sounds) -> Rank:
    written = title.find(word)
    if written >= 0:
        return Rank.TITLE_HOLDS if written else Rank.TITLE_BEGINS
    begin, _end = _place(word, title, sounds)
    if begin >= 0:
        return Rank.INITIALS_WITHIN if begin else Rank.INITIALS_BEGIN
    return Rank.WORDS_HOLD


def _line(entry: Entry) -> str:
    code = folded(entry.code)
    return "\t".join((code, compact(code), folded(entry.title), folded(entry.detail), folded(entry.also)))
