# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where the team was, when: made of the times of photos and observations, so that a visit shows without anybody being tracked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.history import JournalLine
from evaluator_app.domain.template import Template

_A_JUMP = timedelta(minutes=1)
"""Less than this a clock is put back by itself, when it is set by a time server."""


@dataclass(frozen=True, slots=True)
class Stay:
    """What was recorded at one place on one day."""

    place: str
    """Title of the place, as it was noted."""
    first: datetime
    """The first thing recorded, in the zone asked for."""
    last: datetime
    photos: int
    observations: int

    @property
    def day(self) -> date:
        """The day of it."""
        return self.first.date()


Moment = Callable[[Evidence], datetime | None]
"""When a piece of evidence was taken, its camera's clock corrected; None where that is not known."""


def stays(assessment: Assessment, moment_of: Moment, zone: tzinfo) -> tuple[Stay, ...]:
    """Return the stays at all places in the order of time; what names no place or no time is left out."""
    found: dict[tuple[str, date], list[tuple[datetime, bool]]] = {}
    for evidence in assessment.evidence.values():
        moment = moment_of(evidence)
        if evidence.place and moment is not None and evidence.media_type.startswith(("image/", "video/")) and not evidence.revision_of:
            _note(found, evidence.place, moment.astimezone(zone), is_photo=True)
    for observation in assessment.observations.values():
        if observation.place and observation.observed_at is not None:
            _note(found, observation.place, observation.observed_at.astimezone(zone), is_photo=False)
    made = (_stay(place, moments) for (place, _day), moments in found.items())
    return tuple(sorted(made, key=lambda stay: (stay.first, stay.place)))


def required_places(template: Template, applicable: Mapping[str, bool]) -> Mapping[str, str]:
    """Return title by id of the places that the template wants looked at, in its order, as far as their items apply."""
    asked = {place for indicator in template.indicators() if applicable.get(indicator.id, True) for place in indicator.places}
    return {place.id: place.title for place in template.places if place.id in asked}


def not_visited(template: Template, assessment: Assessment, applicable: Mapping[str, bool]) -> tuple[str, ...]:
    """Return the ids of places to be looked at of which neither a photo nor an observation speaks; the team's own places count."""
    seen = {evidence.place for evidence in assessment.evidence.values()} | {seen.place for seen in assessment.observations.values()}
    own = {place.of for place in assessment.places.values() if place.title in seen}
    return tuple(place for place, title in required_places(template, applicable).items() if title not in seen and place not in own)


@dataclass(frozen=True, slots=True)
class ClockJump:
    """The laptop's clock went back between two acts."""

    number: int
    """Number of the journal line after it."""
    before: datetime
    after: datetime

    @property
    def minutes(self) -> int:
        """By how many minutes, at least."""
        return int((self.before - self.after).total_seconds() // 60)


def clock_jumps(lines: Iterable[JournalLine]) -> tuple[ClockJump, ...]:
    """Return where an act is older than one before it by a minute or more; the order of the journal is by number and stays right."""
    found: list[ClockJump] = []
    last: datetime | None = None
    for line in lines:
        if last is not None and line.at <= last - _A_JUMP:
            found.append(ClockJump(line.number, last, line.at))
        last = line.at
    return tuple(found)


def _note(found: dict[tuple[str, date], list[tuple[datetime, bool]]], place: str, at: datetime, *, is_photo: bool) -> None:
    found.setdefault((place, at.date()), []).append((at, is_photo))


def _stay(place: str, moments: list[tuple[datetime, bool]]) -> Stay:
    times = [at for at, _is_photo in moments]
    photos = sum(is_photo for _at, is_photo in moments)
    return Stay(place, min(times), max(times), photos, len(moments) - photos)
