# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The same photo in two assessments: the same file, or one that looks nearly the same. Looks are an aid; whoever reads it looks at both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from evaluator_app.domain.consistency.case import Case, Picture
from evaluator_app.domain.photo_flags import NEAR_BITS, bands

MOST = 2_000
"""Pairs that are listed; the same files come first."""
_FLAT = 6
"""Of 64 bits, fewer set or unset than this show an empty picture, which looks like any other empty one."""
_BITS = 64


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
    files: dict[str, list[tuple[str, Picture]]] = {}
    looks: dict[tuple[int, int], list[tuple[str, Picture, int]]] = {}
    same: list[SharedPhoto] = []
    alike: list[SharedPhoto] = []
    for case in sorted(cases, key=lambda case: case.id):
        tick()
        for picture in case.pictures:
            if len(same) < MOST:
                same.extend(SharedPhoto(other, case.id, found, picture, 0, True) for other, found in files.get(picture.sha256, ()))
            if len(alike) < MOST:
                alike.extend(_alike(case.id, picture, looks))
        for picture in case.pictures:
            files.setdefault(picture.sha256, []).append((case.id, picture))
            for band in _bands(picture):
                looks.setdefault(band, []).append((case.id, picture, int(picture.fingerprint, 16)))
    ordered = sorted(alike, key=lambda pair: (pair.bits, pair.first, pair.second, pair.photo.evidence, pair.other.evidence))
    return (*same, *ordered)[:MOST]


def _alike(case: str, picture: Picture, looks: dict[tuple[int, int], list[tuple[str, Picture, int]]]) -> Iterator[SharedPhoto]:
    seen: set[tuple[str, str]] = set()
    for band in _bands(picture):
        bits = int(picture.fingerprint, 16)
        for other, found, others in looks.get(band, ()):
            distance = (bits ^ others).bit_count()
            if distance <= NEAR_BITS and found.sha256 != picture.sha256 and (other, found.evidence) not in seen:
                seen.add((other, found.evidence))
                yield SharedPhoto(other, case, found, picture, distance, False)


def _bands(picture: Picture) -> tuple[tuple[int, int], ...]:
    if not picture.fingerprint or not _FLAT <= int(picture.fingerprint, 16).bit_count() <= _BITS - _FLAT:
        return ()
    return bands(picture.fingerprint)
