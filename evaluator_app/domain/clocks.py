# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""By how much the clocks of cameras are off: worked out from photos of the time that the laptop showed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.cards import ShownTime, read_code
from evaluator_app.domain.moments import stated_moment
from evaluator_app.domain.on_site import CameraClock
from evaluator_app.domain.sentence import Sentence, say

FARTHEST = timedelta(days=366 * 30)
"""What a camera can be off by at most; one that begins anew in the year 2000 is within it."""
_HALF_HOUR = 1800
_NEAR = 120
"""Seconds by which a difference may miss a whole number of half hours and still be one of zones."""


@dataclass(frozen=True, slots=True)
class SeenCamera:
    """One camera whose photos are among the evidence."""

    device: str
    """Maker and model; empty for photos that do not say."""
    photos: int
    first: datetime | None
    """The first photo's time as the camera gave it; None where none states a time."""
    last: datetime | None
    clock: CameraClock | None
    """What is known of its clock."""


def compared(evidence: Evidence, zone: tzinfo) -> CameraClock | Sentence:
    """Return what a photo of the laptop's time says of the camera's clock, or why it says nothing.

    A camera that names no zone is read in the one given.
    """
    shown = {code.at for code in map(read_code, evidence.codes) if isinstance(code, ShownTime)}
    if not shown:
        return say("clock.none", "The photo {name} shows no time of the laptop.", name=evidence.name)
    if len(shown) > 1:
        return say("clock.several", "The photo {name} shows several times of the laptop.", name=evidence.name)
    if not evidence.device:
        return say("clock.no_device", "The photo {name} does not say with which camera it was taken.", name=evidence.name)
    stated = stated_moment(evidence.taken_at, zone)
    if stated is None:
        return say("clock.no_time", "The photo {name} states no time of its own, so nothing can be compared.", name=evidence.name)
    (laptop_at,) = shown
    off = laptop_at - stated
    if abs(off) > FARTHEST:
        return say("clock.absurd", "The time of the photo {name} is decades off; the camera's clock was never set.", name=evidence.name)
    return CameraClock(
        evidence.device, round(off.total_seconds()), evidence.id, laptop_at, stated.replace(tzinfo=None).isoformat(timespec="seconds")
    )


def newest(found: Iterable[CameraClock], known: Mapping[str, CameraClock]) -> Mapping[str, CameraClock]:
    """Return the comparisons that take the place of those known: the newest of each camera."""
    chosen: dict[str, CameraClock] = {}
    for clock in found:
        if _is_newer(clock, chosen.get(clock.device)):
            chosen[clock.device] = clock
    return {device: clock for device, clock in chosen.items() if clock != known.get(device) and _is_newer(clock, known.get(device))}


def drift(earlier: CameraClock, later: CameraClock) -> Sentence | None:
    """Say by how much a clock went wrong, or was set, between two comparisons; None where nothing can be said."""
    if earlier.laptop_at is None or later.laptop_at is None or earlier.seconds == later.seconds:
        return None
    hours = round(abs((later.laptop_at - earlier.laptop_at).total_seconds()) / 3600)
    return say(
        "clock.drift",
        "Between two comparisons of {device}, {hours} hours apart, its clock changed by {seconds} seconds; the newer one counts.",
        device=later.device,
        hours=hours,
        seconds=abs(later.seconds - earlier.seconds),
    )


def offset_words(clock: CameraClock) -> Sentence:
    """Say by how much a camera's clock is off."""
    if clock.seconds == 0:
        return say("clock.right", "Right to the second")
    seconds = abs(clock.seconds)
    amount = say(
        "clock.amount", "{hours} h {minutes} min {seconds} s", hours=seconds // 3600, minutes=seconds // 60 % 60, seconds=seconds % 60
    )
    if clock.seconds > 0:
        return say("clock.slow", "Slow by {amount}", amount=amount)
    return say("clock.fast", "Fast by {amount}", amount=amount)


def zone_doubt(clock: CameraClock) -> Sentence | None:
    """Say that a difference looks like one of time zones; None where it does not."""
    near = round(clock.seconds / _HALF_HOUR) * _HALF_HOUR
    if near == 0 or abs(clock.seconds - near) > _NEAR:
        return None
    return say("clock.zone", "The difference is close to whole half hours: the camera is probably set to another time zone.")


def cameras(assessment: Assessment, zone: tzinfo) -> tuple[SeenCamera, ...]:
    """Return the cameras whose photos and videos are among the evidence, and those whose clock was noted, by name."""
    times: dict[str, list[datetime]] = {}
    clocks = assessment.clocks
    counts: dict[str, int] = dict.fromkeys(clocks, 0)
    for evidence in assessment.evidence.values():
        if is_shot(evidence):
            counts[evidence.device] = counts.get(evidence.device, 0) + 1
            stated = stated_moment(evidence.taken_at, zone)
            times.setdefault(evidence.device, []).extend([] if stated is None else [stated])
    return tuple(
        SeenCamera(device, count, min(times.get(device, ()), default=None), max(times.get(device, ()), default=None), clocks.get(device))
        for device, count in sorted(counts.items())
    )


def is_shot(evidence: Evidence) -> bool:
    """Tell whether evidence is what a camera recorded, not drawn or cut from something else."""
    return evidence.media_type.startswith(("image/", "video/")) and not evidence.revision_of


def _is_newer(clock: CameraClock, other: CameraClock | None) -> bool:
    if other is None or other.laptop_at is None:
        return True
    return clock.laptop_at is not None and clock.laptop_at >= other.laptop_at
