# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The clocks of cameras: found from photos of the laptop's time, typed, removed; each a named act that can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.changes import Act, Change, change_records
from evaluator_app.domain.clocks import SeenCamera, cameras, compared, drift, newest
from evaluator_app.domain.filing import Role, role_of
from evaluator_app.domain.on_site import CameraClock
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.sentence import Sentence
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

MOST_SECONDS = 366 * 86_400 * 30
"""What can be typed at most."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What photos of the laptop's time gave."""

    change: Change
    """The act; without edits where nothing new was found."""
    clocks: tuple[CameraClock, ...]
    """The comparisons that count now."""
    words: tuple[Sentence, ...]
    """What is to be told: drift, and photos that say nothing."""


def local_zone() -> tzinfo:
    """Return the zone that this computer is set to; times of cameras that name none are read in it."""
    zone = datetime.now().astimezone().tzinfo
    if zone is None:
        raise AssertionError("a time of this computer has a zone")
    return zone


def compare(assessment: Assessment, zone: tzinfo, among: Iterable[str] | None = None) -> Comparison:
    """Work out the clocks of cameras from photos of the laptop's time: from all evidence, or from the ids given."""
    ids = assessment.evidence if among is None else among
    photos = [assessment.evidence[name] for name in ids if Role.CLOCK is role_of(assessment.evidence[name].codes)]
    answers = [compared(photo, zone) for photo in photos]
    found = [answer for answer in answers if isinstance(answer, CameraClock)]
    words = [answer for answer in answers if isinstance(answer, Sentence)]
    chosen = newest(found, assessment.clocks)
    for device, clock in chosen.items():
        others = [known for known in (*found, assessment.clocks.get(device)) if known and known.device == device and known is not clock]
        before = max((other for other in others if other.laptop_at), key=_shown_at, default=None)
        if before is not None and (said := drift(before, clock)):
            words.append(said)
    change = change_records(assessment, Act.SET_CLOCK, RecordKind.CLOCK, dict(chosen))
    return Comparison(change, tuple(chosen.values()), tuple(words))


def typed_clock(assessment: Assessment, device: str, seconds: int) -> Change:
    """Say by hand by how much a camera's clock is off: what is to be added to its time, in seconds."""
    if not device:
        raise UserFacingError(
            "CLK-001",
            _("Photos that do not name their camera cannot be put right together."),
            _("Say in their own records when they were taken."),
        )
    if abs(seconds) > MOST_SECONDS:
        raise UserFacingError(
            "CLK-002",
            _("{seconds} seconds are more than any clock can be off.").format(seconds=seconds),
            _("Give the difference in seconds; more if the camera is slow, with a minus if it is fast."),
        )
    return change_records(assessment, Act.SET_CLOCK, RecordKind.CLOCK, {device: CameraClock(device, seconds)})


def without_clock(assessment: Assessment, device: str) -> Change:
    """Forget what is known of a camera's clock; its photos then count by its own time."""
    return change_records(assessment, Act.SET_CLOCK, RecordKind.CLOCK, {device: None} if device in assessment.clocks else {})


def seen_cameras(assessment: Assessment) -> tuple[SeenCamera, ...]:
    """Return the cameras of an assessment with what is known of their clocks."""
    return cameras(assessment, local_zone())


def _shown_at(clock: CameraClock) -> float:
    return clock.laptop_at.timestamp() if clock.laptop_at else 0.0
