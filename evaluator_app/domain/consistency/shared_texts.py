# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Texts that two assessments share: runs of characters that stand in both, whatever blanks and signs are between them.

Measured by shingles (Broder 1997): all runs of eight letters and digits. What stands in the templates, in the phrases of the firm, or in
more than a quarter of all assessments is wording of the house and is not counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from evaluator_app.domain.consistency.case import Case, Words
from evaluator_app.domain.consistency.statistics import rate

RUN = 8
"""Letters and digits of a shingle; in Chinese about a clause."""
LEAST = 16
"""A pair is named from so many shared characters on."""
MOST_PAIRS = 300
"""Pairs that are measured and listed, those that share most."""
MOST_PASSAGES = 60
"""Passages that are shown of a pair, the longest first."""
INDEXED = 500_000
"""Shingles that are kept to find pairs; of more only every second, third, … is looked at, so that short passages may be missed."""
HOUSE = 4
"""What stands in more than one in so many assessments is wording of the house,"""
LEAST_HOUSE = 8
"""and in at least so many."""
_BLANK = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Passage:
    """One run of characters that stands in both."""

    words: Words
    """Where it stands in the first: the whole text."""
    start: int
    end: int
    """The part of the text that is shared, as positions in it."""
    other: Words
    """A text of the second in which it begins."""
    length: int
    """Letters and digits."""

    @property
    def shared(self) -> str:
        """The part that is shared."""
        return self.words.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class SharedText:
    """What two assessments share in words."""

    first: str
    """Id of an assessment; the lesser of the two."""
    second: str
    shared: int
    """Letters and digits of the first that stand in the second, too."""
    share: Decimal
    """Of all letters and digits written in the first, to four places."""
    other_share: Decimal
    """The same, seen from the second."""
    jaccard: Decimal
    """Shingles in both of those in either."""
    containment: Decimal
    """Shingles in both of those in the one that has fewer."""
    passages: tuple[Passage, ...]
    """The longest first."""

    @property
    def larger_share(self) -> Decimal:
        """The larger of both shares."""
        return max(self.share, self.other_share)


@dataclass(frozen=True, slots=True)
class SharedTexts:
    """All pairs that share words."""

    pairs: tuple[SharedText, ...]
    """Those that share the largest part first."""
    step: int = 1
    """Every so many-th shingle was looked at to find the pairs; 1 for all."""


def known_runs(texts: Iterable[str]) -> frozenset[str]:
    """Return the shingles of texts that are not counted; a blank to be filled in divides a text."""
    return frozenset(run for text in texts for piece in _BLANK.split(text) for run in _runs(_letters(piece)))


def shared_texts(cases: Sequence[Case], known: Collection[str] = frozenset(), tick: Callable[[], None] = lambda: None) -> SharedTexts:
    """Return the pairs of assessments that share words; tick is called on the way and may raise."""
    ordered = sorted(cases, key=lambda case: case.id)
    texts = [[(words, _letters(words.text)) for words in case.words] for case in ordered]
    total = sum(max(0, len(letters) - RUN + 1) for of_case in texts for _words, letters in of_case)
    step = 1 + total // INDEXED
    candidates = _candidates(texts, known, step, tick)
    runs: dict[int, set[str]] = {}
    for index in {index for pair in candidates for index in pair}:
        tick()
        runs[index] = {run for _words, letters in texts[index] for run in _runs(letters)}.difference(known)
    both = {pair: runs[pair[0]] & runs[pair[1]] for pair in candidates}
    house = _house(texts, set[str]().union(*both.values()), tick)
    found = []
    for (one, two), shared in both.items():
        tick()
        counted = shared - house
        pair = _measured(ordered[one].id, ordered[two].id, texts[one], texts[two], counted)
        own, other = len(runs[one]), len(runs[two])
        figures = rate(len(counted), own + other - len(shared)), rate(len(counted), min(own, other))
        found.append(SharedText(*pair[:5], *figures, pair[5]))
    kept = sorted((pair for pair in found if pair.shared >= LEAST), key=lambda pair: (-pair.larger_share, pair.first, pair.second))
    return SharedTexts(tuple(kept), step)


_Text = tuple[Words, str]
"""A text with its letters and digits."""


def _letters(text: str) -> str:
    """Return the letters and digits of a text, of one width and case."""
    letters = "".join(filter(str.isalnum, text))
    folded = letters.casefold()
    if len(folded) == len(letters) and folded.isalnum() and unicodedata.is_normalized("NFKC", letters):
        return folded
    return "".join(map(_plain, text))


def _plain(sign: str) -> str:
    if not sign.isalnum():
        return ""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", sign).casefold()))


def _places(text: str) -> list[int]:
    """Return for each letter and digit of a text where it stands in it."""
    return [place for place, sign in enumerate(text) for _letter in _plain(sign)]


def _runs(letters: str) -> list[str]:
    return [letters[at : at + RUN] for at in range(len(letters) - RUN + 1)]


def _some_runs(letters: str, step: int) -> list[str]:
    """Return every so many-th shingle, chosen by its own letters, so that the same are chosen of every text."""
    if step == 1:
        return _runs(letters)
    codes = [ord(letter) for letter in letters]
    pairs = zip(codes, codes[RUN - 1 :], strict=False)
    return [letters[at : at + RUN] for at, (first, last) in enumerate(pairs) if (first + 31 * last) % step == 0]


def _candidates(texts: Sequence[Sequence[_Text]], known: Collection[str], step: int, tick: Callable[[], None]) -> list[tuple[int, int]]:
    """Return the pairs that share most of the shingles that are looked at."""
    where: dict[str, list[int]] = defaultdict(list)
    for index, of_case in enumerate(texts):
        tick()
        for run in {run for _words, letters in of_case for run in _some_runs(letters, step)}.difference(known):
            where[run].append(index)
    most = _house_limit(len(texts))
    alike = Counter(tuple(owners) for owners in where.values() if 1 < len(owners) <= most)
    pairs: Counter[tuple[int, int]] = Counter()
    for owners, times in alike.items():
        tick()
        for pair in combinations(owners, 2):
            pairs[pair] += times
    return [pair for pair, _times in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:MOST_PAIRS]]


def _house_limit(cases: int) -> int:
    return max(LEAST_HOUSE, cases // HOUSE)


def _house(texts: Sequence[Sequence[_Text]], asked: set[str], tick: Callable[[], None]) -> set[str]:
    """Return those of the shingles asked for that stand in so many assessments that they are wording of the house."""
    counted: Counter[str] = Counter()
    for of_case in texts:
        tick()
        counted.update({run for _words, letters in of_case for run in _runs(letters) if run in asked})
    return {run for run, times in counted.items() if times > _house_limit(len(texts))}


def _measured(
    first: str, second: str, own: Sequence[_Text], others: Sequence[_Text], counted: set[str]
) -> tuple[str, str, int, Decimal, Decimal, tuple[Passage, ...]]:
    covered = [(text, tuple(_covered(text[1], counted))) for text in own]
    back = sum(end - start for text in others for start, end in _covered(text[1], counted))
    shared = sum(end - start for _text, parts in covered for start, end in parts)
    found = {run: words for words, letters in reversed(others) for run in _runs(letters) if run in counted}
    passages = [_passage(text, start, end, found) for text, parts in covered for start, end in parts]
    longest = sorted(dict.fromkeys(passages), key=lambda passage: -passage.length)[:MOST_PASSAGES]
    return first, second, shared, rate(shared, _size(own)), rate(back, _size(others)), tuple(longest)


def _passage(text: _Text, start: int, end: int, found: Mapping[str, Words]) -> Passage:
    words, letters = text
    places = _places(words.text)
    return Passage(words, places[start], places[end - 1] + 1, found[letters[start : start + RUN]], end - start)


def _size(texts: Sequence[_Text]) -> int:
    return sum(len(letters) for _words, letters in texts)


def _covered(letters: str, counted: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the parts of letters that counted shingles cover, from and to."""
    start = end = -1
    for at, run in enumerate(_runs(letters)):
        if run in counted:
            if at > end:
                if end > start:
                    yield start, end
                start = at
            end = at + RUN
    if end > start:
        yield start, end
