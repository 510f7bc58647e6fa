# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The same photo in two assessments: the same file, or one that looks nearly the same. Looks are an aid; whoever reads it looks at both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from evaluator_app.domain.consistency.case import Case, Picture
from evaluator_app.domain.photo_flags import NEAR_BITS

MOST = 2_000
"""Pairs that are listed; the same files come first."""
_FLAT = 6
"""Of 64 bits, fewer set or unset than this show an empty picture, which looks like any other empty one."""
_BITS = 64
_PARTS = tuple(((1 << width) - 1) << at for at, width in ((0, 11), (11, 11), (22, 11), (33, 11), (44, 10), (54, 10)))
"""Masks of six parts of a fingerprint: two more than NEAR_BITS."""


@dataclass(frozen=True, slots=True)
class SharedPhoto:
    """One photo of two assessments."""

    first: str
    """Id of an assessment; the lesser of the two."""
    second: str
    photo: Picture
    """In the first."""
    other: Picture
    bits: int
    """How many of 64 bits of what they look like differ; 0 for the same file."""
    is_same_file: bool


def shared_photos(cases: Iterable[Case], tick: Callable[[], None] = lambda: None) -> tuple[SharedPhoto, ...]:
    """Return photos that stand in two assessments, each pair of photos once; tick is called on the way and may raise."""
    pictures = [(case.id, picture) for case in sorted(cases, key=lambda case: case.id) for picture in case.pictures]
    same = [
        SharedPhoto(first, second, photo, other, 0, True) for (first, photo), (second, other) in islice(_same_files(pictures, tick), MOST)
    ]
    alike = [_pair(pictures, *pair) for pair in _alike(pictures, tick)]
    return (*same, *sorted(alike, key=lambda pair: (pair.bits, pair.first, pair.second, pair.photo.evidence, pair.other.evidence)))[:MOST]


_Owned = tuple[str, Picture]
"""A photo with the id of its assessment."""


def _same_files(pictures: Sequence[_Owned], tick: Callable[[], None]) -> Iterator[tuple[_Owned, _Owned]]:
    files: dict[str, list[_Owned]] = {}
    for owned in pictures:
        files.setdefault(owned[1].sha256, []).append(owned)
    tick()
    for found in files.values():
        for first, second in combinations(found, 2):
            if first[0] != second[0]:
                yield first, second


def _alike(pictures: Sequence[_Owned], tick: Callable[[], None]) -> set[tuple[int, int]]:
    """Return the places of pictures that look nearly the same.

    Where at most four bits differ, at least two of six parts of the fingerprint are the same: all that share two parts are compared.
    """
    prints = [(place, int(picture.fingerprint, 16)) for place, (_case, picture) in enumerate(pictures) if _says_something(picture)]
    found: set[tuple[int, int]] = set()
    for one, two in combinations(_PARTS, 2):
        tick()
        mask = one | two
        keys = [bits & mask for _place, bits in prints]
        repeated = {key for key, times in Counter(keys).items() if times > 1}
        alike: dict[int, list[tuple[int, int]]] = {}
        for key, own in zip(keys, prints, strict=True):
            if key in repeated:
                alike.setdefault(key, []).append(own)
        for members in alike.values():
            for (first, bits), (second, others) in combinations(members, 2):
                if (bits ^ others).bit_count() <= NEAR_BITS and _are_two(pictures[first], pictures[second]):
                    found.add((first, second))
                    if len(found) >= MOST:
                        return found
    return found


def _are_two(one: _Owned, two: _Owned) -> bool:
    """Tell whether two photos are of two assessments and not the same file, which is named as such."""
    return one[0] != two[0] and one[1].sha256 != two[1].sha256


def _pair(pictures: Sequence[_Owned], one: int, two: int) -> SharedPhoto:
    (first, photo), (second, other) = pictures[one], pictures[two]
    distance = (int(photo.fingerprint, 16) ^ int(other.fingerprint, 16)).bit_count()
    return SharedPhoto(first, second, photo, other, distance, False)


def _says_something(picture: Picture) -> bool:
    return bool(picture.fingerprint) and _FLAT <= int(picture.fingerprint, 16).bit_count() <= _BITS - _FLAT
