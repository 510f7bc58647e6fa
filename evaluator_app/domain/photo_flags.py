# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is odd about photos and videos: no time, no position, not of the visit, used before. Told, never a hindrance.

That two pictures look alike is an aid of the program, no proof: whoever reads it looks at both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from enum import Enum

from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.moments import moment_of
from evaluator_app.domain.sentence import Sentence, say

NEAR_BITS = 4
"""Of 64 bits of two fingerprints, how many may differ where the pictures count as alike. The program's own aid, not a rule."""
_BANDS = 5
"""One more than NEAR_BITS: of so many bands at least one is then the same in both."""
_BAND_BITS = 13
_CHANGED = "DateTime"
"""EXIF tag of the last change of a file."""


class PhotoFlag(Enum):
    """What is odd."""

    NO_TIME = "no_time"
    CHANGE_TIME = "change_time"
    """Its time is that of the last change of the file."""
    BEFORE_VISIT = "before_visit"
    AFTER_VISIT = "after_visit"
    NO_POSITION = "no_position"
    OUTSIDE = "outside"
    """Taken outside of the mine, or shifted as by another datum."""
    TWICE = "twice"
    """The same file is in the assessment more than once."""
    ALIKE = "alike"
    """Another picture of the assessment looks nearly the same."""
    EARLIER = "earlier"
    """The file, or one that looks nearly the same, is in another assessment."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """One thing that is odd about one photo."""

    flag: PhotoFlag
    sentence: Sentence
    other: str = ""
    """Id of the other evidence, of this assessment or of the one named; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Print:
    """What a picture of another assessment is known by."""

    assessment: str
    evidence: str
    sha256: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class UsedBefore:
    """A picture of this assessment that another one has as well."""

    evidence: str
    """Id of the picture here."""
    print: Print
    is_same_file: bool
    mine: str = ""
    """Name of the mine that the other assessment is of."""
    name: str = ""
    """File name there."""


def near(one: str, other: str) -> bool:
    """Tell whether two fingerprints are those of pictures that look nearly the same."""
    return bool(one and other) and (int(one, 16) ^ int(other, 16)).bit_count() <= NEAR_BITS


def used_before(assessment: Assessment, prints: Iterable[Print]) -> tuple[UsedBefore, ...]:
    """Return which pictures of an assessment others have as well, one for each of its pictures: the same file where there is one.

    A revision and what it replaces share their evidence, id by id; that is no second use.
    """
    here = _Prints(assessment)
    found: dict[str, UsedBefore] = {}
    for known in prints:
        if known.evidence in assessment.evidence:
            continue
        for evidence, is_same in here.like(known.sha256, known.fingerprint):
            if evidence.id not in found or (is_same and not found[evidence.id].is_same_file):
                found[evidence.id] = UsedBefore(evidence.id, known, is_same)
    return tuple(found.values())


def photo_flags(
    assessment: Assessment, zone: tzinfo, before: Iterable[UsedBefore] = (), outside: Mapping[str, Sentence] | None = None
) -> Mapping[str, tuple[Flagged, ...]]:
    """Return what is odd about the photos and videos of an assessment, by id of evidence; what has nothing odd is left out.

    The zone is that of the visit's days; `outside` says of evidence that it was not taken in the mine.
    """
    here = _Prints(assessment)
    earlier = {used.evidence: used for used in before}
    off = outside or {}
    found = {
        evidence.id: (
            *_times(assessment, evidence, zone),
            *_positions(evidence, off.get(evidence.id)),
            *_twins(evidence, here),
            *_earlier(earlier.get(evidence.id)),
        )
        for evidence in assessment.evidence.values()
        if _is_recording(evidence)
    }
    return {name: flags for name, flags in found.items() if flags}


class _Prints:
    """The pictures of an assessment, to be found by file and by looks."""

    def __init__(self, assessment: Assessment) -> None:
        self._files: dict[str, list[Evidence]] = {}
        self._bands: dict[tuple[int, int], list[tuple[Evidence, int]]] = {}
        for evidence in assessment.evidence.values():
            if evidence.revision_of:
                continue
            self._files.setdefault(evidence.sha256, []).append(evidence)
            for band in _bands(evidence.fingerprint):
                self._bands.setdefault(band, []).append((evidence, int(evidence.fingerprint, 16)))

    def like(self, sha256: str, fingerprint: str) -> Iterator[tuple[Evidence, bool]]:
        """Yield each picture that is the same file, with True, then each that only looks nearly the same."""
        seen = set()
        for evidence in self._files.get(sha256, ()):
            seen.add(evidence.id)
            yield evidence, True
        for band in _bands(fingerprint):
            bits = int(fingerprint, 16)
            for evidence, others in self._bands.get(band, ()):
                if (bits ^ others).bit_count() <= NEAR_BITS and evidence.id not in seen:
                    seen.add(evidence.id)
                    yield evidence, False


def _bands(fingerprint: str) -> tuple[tuple[int, int], ...]:
    if not fingerprint:
        return ()
    bits = int(fingerprint, 16)
    return tuple((number, bits >> number * _BAND_BITS & (1 << _BAND_BITS) - 1) for number in range(_BANDS))


def _is_recording(evidence: Evidence) -> bool:
    """Tell whether evidence comes from a camera: a photo or a video that was not drawn on or cut out here."""
    return evidence.media_type.startswith(("image/", "video/")) and not evidence.revision_of


def _times(assessment: Assessment, evidence: Evidence, zone: tzinfo) -> Iterator[Flagged]:
    moment = moment_of(evidence, assessment.clocks, zone)
    if moment is None:
        yield Flagged(PhotoFlag.NO_TIME, say("photo.no_time", "It states no time."))
        return
    if evidence.taken_source == _CHANGED:
        yield Flagged(
            PhotoFlag.CHANGE_TIME,
            say(
                "photo.change_time", "Its time is that of the last change of the file (EXIF DateTime); when it was taken it does not state."
            ),
        )
    day, begin = moment.date(), assessment.profile.visit_from
    end = assessment.profile.visit_to or begin
    if begin is not None and day < begin:
        yield Flagged(
            PhotoFlag.BEFORE_VISIT,
            say(
                "photo.before_visit",
                "It was taken on {day}, before the visit, which began on {begin}.",
                day=day.isoformat(),
                begin=begin.isoformat(),
            ),
        )
    elif end is not None and day > end:
        yield Flagged(
            PhotoFlag.AFTER_VISIT,
            say(
                "photo.after_visit",
                "It was taken on {day}, after the visit, which ended on {end}.",
                day=day.isoformat(),
                end=end.isoformat(),
            ),
        )


def _positions(evidence: Evidence, outside: Sentence | None) -> Iterator[Flagged]:
    if evidence.latitude is None or evidence.longitude is None:
        yield Flagged(PhotoFlag.NO_POSITION, say("photo.no_position", "It states no position."))
    elif outside is not None:
        yield Flagged(PhotoFlag.OUTSIDE, outside)


def _twins(evidence: Evidence, here: _Prints) -> Iterator[Flagged]:
    """Yield the same file elsewhere, else one picture that looks alike; two that state different moments are two shots of one sight."""
    for other, is_same in here.like(evidence.sha256, evidence.fingerprint):
        if other.id == evidence.id:
            continue
        if is_same:
            words = say("photo.twice", "The same file is in this assessment twice; the other is “{name}”.", name=other.name)
            yield Flagged(PhotoFlag.TWICE, words, other.id)
            return
        if not evidence.taken_at or not other.taken_at or evidence.taken_at == other.taken_at:
            yield Flagged(PhotoFlag.ALIKE, _alike(other), other.id)
            return


def _alike(other: Evidence) -> Sentence:
    return say(
        "photo.alike",
        "It looks nearly the same as “{name}” of this assessment. The program compares roughly; look at both.",
        name=other.name,
    )


def _earlier(used: UsedBefore | None) -> Iterator[Flagged]:
    if used is None:
        return
    if used.is_same_file:
        yield Flagged(
            PhotoFlag.EARLIER,
            say("photo.earlier_file", "The same file is in another assessment: “{name}” of {mine}.", name=used.name, mine=used.mine),
            used.print.evidence,
        )
    else:
        yield Flagged(
            PhotoFlag.EARLIER,
            say(
                "photo.earlier_look",
                "It looks nearly the same as “{name}” of another assessment, of {mine}. The program compares roughly; look at both.",
                name=used.name,
                mine=used.mine,
            ),
            used.print.evidence,
        )
