# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How long a visit shows on site: from the first to the last proof of each day. Of visits, never of persons; what is far off is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.clocks import is_shot
from evaluator_app.domain.consistency.statistics import fences, rounded
from evaluator_app.domain.moments import moment_of

if TYPE_CHECKING:
    from evaluator_app.domain.consistency.case import Case

_HOUR = 3600


@dataclass(frozen=True, slots=True)
class DayOnSite:
    """One day of a visit as photos, videos and observations at places show it."""

    first: datetime
    """The first proof, in the zone asked for, the camera's clock put right as far as it is known."""
    last: datetime
    proofs: int
    places: tuple[str, ...]
    """Titles of the places that are named, sorted."""

    @property
    def hours(self) -> Decimal:
        """From the first to the last proof; 0 where there is one."""
        return rounded(_hours(self), "0.01")


@dataclass(frozen=True, slots=True)
class OnSite:
    """All days of a visit."""

    days: tuple[DayOnSite, ...] = ()
    outside: int = 0
    """Proofs of days that are not days of the visit, which count for nothing."""
    undated: int = 0
    """Photos and videos that state no time."""


class Length(Enum):
    """How the hours of a visit stand among all visits."""

    USUAL = "usual"
    SHORT = "short"
    """Below the lower fence."""
    LONG = "long"
    UNKNOWN = "unknown"
    """Nothing shows it."""
    NOT_SAID = "not_said"
    """Too few visits to say what is usual."""


@dataclass(frozen=True, slots=True)
class SiteTime:
    """One visit among the others."""

    case: str
    """Id of the assessment."""
    hours: Decimal
    """Of all its days together."""
    places: int
    on_site: OnSite
    length: Length


@dataclass(frozen=True, slots=True)
class SiteTimes:
    """All visits, and between which hours they are usual."""

    visits: tuple[SiteTime, ...]
    """The shortest first; those of which nothing is known at the end."""
    usual: tuple[Decimal, Decimal] | None = None
    """Tukey's fences; None for too few visits."""


@dataclass
class _Gathering:
    times: list[datetime] = field(default_factory=list)
    places: set[str] = field(default_factory=set)


def on_site(assessment: Assessment, zone: tzinfo) -> OnSite:
    """Return what shows when the team was there."""
    begin = assessment.profile.visit_from
    end = assessment.profile.visit_to or begin
    found: dict[date, _Gathering] = {}
    outside = undated = 0
    for moment, place in _proofs(assessment, zone):
        if moment is None:
            undated += 1
        elif begin is not None and end is not None and not begin <= moment.date() <= end:
            outside += 1
        else:
            day = found.setdefault(moment.date(), _Gathering())
            day.times.append(moment)
            day.places |= {place} if place else set()
    days = (DayOnSite(min(day.times), max(day.times), len(day.times), tuple(sorted(day.places))) for _date, day in sorted(found.items()))
    return OnSite(tuple(days), outside, undated)


def site_times(cases: Iterable[Case]) -> SiteTimes:
    """Return the visits with those that are unusually short or long by Tukey's fences."""
    every = tuple(cases)
    known = {case.id: sum((_hours(day) for day in case.on_site.days), Fraction(0)) for case in every if case.on_site.days}
    between = fences(known.values())
    visits = []
    for case in every:
        hours = known.get(case.id)
        places = {place for day in case.on_site.days for place in day.places}
        length = Length.UNKNOWN if hours is None else _length(hours, between)
        visits.append(SiteTime(case.id, rounded(hours or Fraction(0), "0.01"), len(places), case.on_site, length))
    ordered = tuple(sorted(visits, key=lambda visit: (visit.length is Length.UNKNOWN, visit.hours, visit.case)))
    usual = None if between is None else (max(Decimal(0), rounded(between[0], "0.01")), rounded(between[1], "0.01"))
    return SiteTimes(ordered, usual)


def _proofs(assessment: Assessment, zone: tzinfo) -> Iterator[tuple[datetime | None, str]]:
    for evidence in assessment.evidence.values():
        if is_shot(evidence):
            moment = moment_of(evidence, assessment.clocks, zone)
            yield None if moment is None else moment.astimezone(zone), evidence.place
    for observation in assessment.observations.values():
        if observation.place and observation.observed_at is not None:
            yield observation.observed_at.astimezone(zone), observation.place


def _hours(day: DayOnSite) -> Fraction:
    return Fraction(round((day.last - day.first).total_seconds()), _HOUR)


def _length(hours: Fraction, between: tuple[Fraction, Fraction] | None) -> Length:
    if between is None:
        return Length.NOT_SAID
    if hours < between[0]:
        return Length.SHORT
    return Length.LONG if hours > between[1] else Length.USUAL
