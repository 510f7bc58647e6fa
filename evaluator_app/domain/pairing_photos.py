# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Photos of the round before beside photos of now: pairs proposed by fault, place, position and direction, changed by hand.

A proposal is no statement: a report shows a pair only once a person has settled it, or put both photos to one fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from math import cos, hypot, radians

from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.changes import Act, Change, change_records
from evaluator_app.domain.records import Record, RecordKind
from evaluator_app.domain.rounds import EarlierPhoto

NEAR_METERS = 30
"""Two photos that state positions no farther apart were taken at one spot: phones are off by as much."""
APART_METERS = 200
"""Two photos that state positions farther apart do not show the same, whatever the place is called."""
ALIKE_DEGREES = 45
"""Two photos look the same way when their directions differ by no more."""
AWAY_DEGREES = 100
_METERS_A_DEGREE = 111_320.0
_CELL = 0.001
"""Degrees of a cell of the grid by which near photos are found; wider than NEAR_METERS anywhere in China."""


class PairReason(Enum):
    """Why two photos are thought to show the same."""

    CHOSEN = "chosen"
    """A person put them together."""
    FAULT = "fault"
    """Both are of one fault on the list to be verified."""
    PLACE = "place"
    POSITION = "position"
    DIRECTION = "direction"
    ITEM = "item"


_WEIGHTS = {PairReason.FAULT: 8, PairReason.PLACE: 4, PairReason.POSITION: 4, PairReason.DIRECTION: 2, PairReason.ITEM: 1}
_ENOUGH = frozenset((PairReason.FAULT, PairReason.PLACE, PairReason.POSITION))
"""Without one of these nothing is proposed."""


@dataclass(frozen=True, slots=True)
class PhotoPair:
    """One photo of then with those of now."""

    then: EarlierPhoto
    now: tuple[Evidence, ...] = ()
    reasons: tuple[PairReason, ...] = ()
    """Why they stand together; empty where nothing stands beside it."""

    @property
    def is_proposed(self) -> bool:
        """Whether it is only thought to be one."""
        return bool(self.now) and not self.then.is_settled


def pairs(assessment: Assessment) -> tuple[PhotoPair, ...]:
    """Return every photo of then with what was chosen or is proposed beside it, by place, then by fault, time and id."""
    chosen = {name: _chosen(assessment, photo) for name, photo in assessment.earlier_photos.items() if photo.is_settled}
    proposed = _proposals(assessment, {each.id for pair in chosen.values() for each in pair.now})
    found = [
        chosen.get(name) or proposed.get(name) or PhotoPair(photo) for name, photo in sorted(assessment.earlier_photos.items(), key=_order)
    ]
    return tuple(found)


def shown_pairs(assessment: Assessment) -> tuple[PhotoPair, ...]:
    """Return the pairs that a report shows: what a person has settled, or put to one and the same fault."""
    if not assessment.earlier_photos:
        return ()
    return tuple(pair for pair in pairs(assessment) if pair.now and (pair.then.is_settled or PairReason.FAULT in pair.reasons))


def as_evidence(photo: EarlierPhoto) -> Evidence:
    """Return a photo of then as if it were evidence, under an id that no evidence of now has, to be looked up by its digest."""
    return Evidence(f"then:{photo.id}", photo.name or photo.sha256, photo.sha256, photo.size, photo.media_type or "image/jpeg")


def pair_photos(assessment: Assessment, photo: str, now: Iterable[str] | None) -> Change:
    """Put photos of now beside one of then; none of them: it has no counterpart; None goes back to what is proposed.

    KeyError for a photo that is not among those of then, or evidence that is not there.
    """
    known = assessment.earlier_photos[photo]
    chosen = () if now is None else tuple(assessment.evidence[name].id for name in dict.fromkeys(now))
    return change_records(
        assessment, Act.PAIR_PHOTOS, RecordKind.EARLIER_PHOTO, {photo: replace(known, now=chosen, is_settled=now is not None)}
    )


def settle_proposals(assessment: Assessment) -> Change:
    """Settle every pair that is proposed, as one act; what has no proposal stays open."""
    settled: dict[str, Record | None] = {
        pair.then.id: replace(pair.then, now=tuple(each.id for each in pair.now), is_settled=True)
        for pair in pairs(assessment)
        if pair.is_proposed
    }
    return change_records(assessment, Act.PAIR_PHOTOS, RecordKind.EARLIER_PHOTO, settled)


def meters_between(then: EarlierPhoto | Evidence, now: EarlierPhoto | Evidence) -> float | None:
    """Return how far apart two photos were taken, in meters on the ground; None where either does not say where."""
    if then.latitude is None or then.longitude is None or now.latitude is None or now.longitude is None:
        return None
    north = float(now.latitude - then.latitude) * _METERS_A_DEGREE
    east = float(now.longitude - then.longitude) * _METERS_A_DEGREE * cos(radians(float(then.latitude)))
    return hypot(north, east)


def degrees_between(then: EarlierPhoto, now: Evidence) -> float | None:
    """Return by how much two photos look another way, from 0 to 180; None where either does not say."""
    if then.direction is None or now.direction is None:
        return None
    turn = float(now.direction - then.direction) % 360
    return min(turn, 360 - turn)


def _chosen(assessment: Assessment, photo: EarlierPhoto) -> PhotoPair:
    now = tuple(assessment.evidence[name] for name in photo.now if name in assessment.evidence)
    return PhotoPair(photo, now, (PairReason.CHOSEN,) if now else ())


def _order(entry: tuple[str, EarlierPhoto]) -> tuple[str, str, str]:
    name, photo = entry
    return photo.place, photo.taken_at, name


def _proposals(assessment: Assessment, taken: set[str]) -> Mapping[str, PhotoPair]:
    """Return the best pairs, each photo in one of them at most; the same whatever the order of the records."""
    then = [photo for photo in assessment.earlier_photos.values() if not photo.is_settled]
    now = [each for each in assessment.evidence.values() if each.media_type.startswith("image/") and each.id not in taken]
    faults = {name: frozenset(fault.evidence) for name, fault in assessment.earlier.items()}
    near = _Near(now, faults)
    rated = []
    for photo in then:
        for each in near.to(photo):
            reasons = _reasons(photo, each, faults)
            if _ENOUGH & set(reasons):
                rated.append((-sum(_WEIGHTS[reason] for reason in reasons), photo.id, each.id, reasons))
    found: dict[str, PhotoPair] = {}
    used: set[str] = set()
    for _weight, before, after, reasons in sorted(rated, key=lambda entry: entry[:3]):
        if before not in found and after not in used:
            found[before] = PhotoPair(assessment.earlier_photos[before], (assessment.evidence[after],), reasons)
            used.add(after)
    return found


class _Near:
    """Photos of now by what could make them a counterpart, so that not every one is held against every other."""

    def __init__(self, now: Iterable[Evidence], faults: Mapping[str, frozenset[str]]) -> None:
        self._by_place: dict[str, list[Evidence]] = {}
        self._by_cell: dict[tuple[int, int], list[Evidence]] = {}
        self._by_id = {each.id: each for each in now}
        self._faults = faults
        for each in self._by_id.values():
            if each.place.strip():
                self._by_place.setdefault(each.place.strip(), []).append(each)
            for cell in _cells(each)[:1]:
                self._by_cell.setdefault(cell, []).append(each)

    def to(self, photo: EarlierPhoto) -> Iterator[Evidence]:
        """Yield what could stand beside a photo of then, each once."""
        found = {each.id: each for each in self._by_place.get(photo.place.strip(), ())}
        for cell in _cells(photo):
            found |= {each.id: each for each in self._by_cell.get(cell, ())}
        for fault in photo.targets:
            found |= {name: self._by_id[name] for name in self._faults.get(fault, ()) if name in self._by_id}
        yield from found.values()


def _cells(photo: EarlierPhoto | Evidence) -> tuple[tuple[int, int], ...]:
    """Return the cell of a photo and those around it, its own first; none where it does not say where."""
    if photo.latitude is None or photo.longitude is None:
        return ()
    row, column = int(float(photo.latitude) / _CELL), int(float(photo.longitude) / _CELL)
    around = tuple((row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1) if (down, right) != (0, 0))
    return ((row, column), *around)


def _reasons(then: EarlierPhoto, now: Evidence, faults: Mapping[str, frozenset[str]]) -> tuple[PairReason, ...]:
    found = []
    if any(now.id in faults.get(target, ()) for target in then.targets):
        found.append(PairReason.FAULT)
    meters, degrees = meters_between(then, now), degrees_between(then, now)
    speaks_against = (meters is not None and meters > APART_METERS) or (degrees is not None and degrees > AWAY_DEGREES)
    if speaks_against and not found:
        return ()
    if then.place.strip() and then.place.strip() == now.place.strip():
        found.append(PairReason.PLACE)
    if meters is not None and meters <= NEAR_METERS:
        found.append(PairReason.POSITION)
    if degrees is not None and degrees <= ALIKE_DEGREES:
        found.append(PairReason.DIRECTION)
    if set(then.targets) & set(now.targets):
        found.append(PairReason.ITEM)
    return tuple(found)
