# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is odd about the photos of an assessment, with what the other assessments of this laptop know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import tzinfo

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.ground import Shift, Whereabouts
from evaluator_app.domain.photo_flags import Flagged, Print, UsedBefore, photo_flags, used_before
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.services.locating import where
from evaluator_app.store.database import Store

_SHIFTS = {Shift.GCJ02: "GCJ-02", Shift.BD09: "BD-09"}


def used_elsewhere(store: Store, assessment: Assessment) -> tuple[UsedBefore, ...]:
    """Return which photos of an assessment other ones have as well, with their names.

    Reads all of them by a connection of its own and may be asked from any thread: about half a second for 200,000 photos.
    """
    found = used_before(assessment, _prints(store, assessment.id))
    names = store.evidence_names((used.print.assessment, used.print.evidence) for used in found)
    return tuple(_named(used, *names.get((used.print.assessment, used.print.evidence), ("", ""))) for used in found)


def _prints(store: Store, but: str) -> Iterable[Print]:
    return (Print(*row) for row in store.prints(but))


def _named(used: UsedBefore, mine: str, name: str) -> UsedBefore:
    return replace(used, mine=mine, name=name)


def photo_flags_of(assessment: Assessment, zone: tzinfo, before: Iterable[UsedBefore] = ()) -> Mapping[str, tuple[Flagged, ...]]:
    """Return what is odd about photos and videos, by id of evidence; where they are against the boundary is counted in."""
    outside = {name: _outside(found) for name, found in where(assessment).items() if found.is_flagged}
    return photo_flags(assessment, zone, before, outside)


def _outside(found: Whereabouts) -> Sentence:
    if found.shift is None:
        return say("photo.outside", "It was taken {meters} m outside of the boundary of the mine.", meters=found.meters)
    return say(
        "photo.shifted",
        "Its position is {meters} m outside of the boundary of the mine; without the shift of {shift} that some cameras add it is inside.",
        meters=found.meters,
        shift=_SHIFTS[found.shift],
    )
