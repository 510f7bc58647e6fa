# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What was seen where: the records of an assessment by the place they name and the item they bear on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluator_app.domain.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Sightings:
    """What was seen of one item at one place."""

    faults: int = 0
    """Observations that are faults."""
    clear: int = 0
    """Observations that are none: looked at here, and nothing found."""
    evidence: int = 0

    @property
    def is_looked_at(self) -> bool:
        """Whether somebody noted that they looked; a photo alone does not say so."""
        return bool(self.faults or self.clear)

    def __add__(self, other: Sightings) -> Sightings:
        """Return both together."""
        return Sightings(self.faults + other.faults, self.clear + other.clear, self.evidence + other.evidence)


NOTHING = Sightings()


def sightings(assessment: Assessment) -> Mapping[str, Mapping[str, Sightings]]:
    """Return what was seen by title of the place and by item; a place that only loose evidence names has no items."""
    found: dict[str, dict[str, Sightings]] = {}
    for observation in assessment.observations.values():
        if observation.place:
            seen = Sightings(faults=1) if observation.is_fault else Sightings(clear=1)
            _note(found, observation.place, observation.target, seen)
    for evidence in assessment.evidence.values():
        if evidence.place:
            found.setdefault(evidence.place, {})
            ledger = assessment.observations
            for target in sorted({ledger[each].target if each in ledger else each for each in evidence.targets}):
                _note(found, evidence.place, target, Sightings(evidence=1))
    return found


def sightings_of(assessment: Assessment, target: str) -> Mapping[str, Sightings]:
    """Return what was seen of one item, by title of the place: the same as all sightings say of it."""
    found: dict[str, Sightings] = {}
    targets = {target}
    for observation in assessment.observations.values():
        if observation.target == target:
            targets.add(observation.id)
            if observation.place:
                seen = Sightings(faults=1) if observation.is_fault else Sightings(clear=1)
                found[observation.place] = found.get(observation.place, NOTHING) + seen
    for evidence in assessment.evidence.values():
        if evidence.place and not targets.isdisjoint(evidence.targets):
            found[evidence.place] = found.get(evidence.place, NOTHING) + Sightings(evidence=1)
    return found


def _note(found: dict[str, dict[str, Sightings]], place: str, target: str, seen: Sightings) -> None:
    at = found.setdefault(place, {})
    at[target] = at.get(target, NOTHING) + seen
