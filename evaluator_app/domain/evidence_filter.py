# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which evidence is looked for: by what it serves, place, person, kind, doubts and words."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from enum import Enum

from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.cards import is_aid
from evaluator_app.domain.evidence_kinds import EvidenceKind, kind_of
from evaluator_app.domain.evidence_uses import held_by_forms
from evaluator_app.domain.mending_apart import serves_mending_alone

NO_PLACE = "-"
"""Stands for evidence without a place; no place is called so."""


class Among(Enum):
    """Which part of all evidence is looked through."""

    ALL = "all"
    NOT_FILED = "not_filed"
    """Serves no item, prerequisite or observation yet, though it might; what a form holds and photographed cards and clocks never do."""
    FLAGGED = "flagged"
    """Something about it is to be looked at."""


@dataclass(frozen=True, slots=True)
class EvidenceFilter:
    """What is looked for; everything empty means all."""

    among: Among = Among.ALL
    kind: EvidenceKind | None = None
    place: str = ""
    """Title of a place, or NO_PLACE."""
    target: str = ""
    """Id of an indicator or prerequisite; what serves its observations counts."""
    person: str = ""
    """Name of who added it."""
    words: str = ""
    """All of these words must occur in name, caption, place, device or title of an item."""

    def of(self, assessment: Assessment, flagged: Container[str], title_of: Callable[[str], str]) -> tuple[Evidence, ...]:
        """Return the evidence that fits, in no particular order; flagged holds the ids of what is to be looked at."""
        words = self.words.casefold().split()
        held = held_by_forms(assessment) if self.among is Among.NOT_FILED else frozenset[str]()
        return tuple(
            item
            for item in assessment.evidence.values()
            if self._fits(item, flagged, held)
            and (not self.target or self.target in served_by(assessment, item))
            and (not words or _holds(words, _text(assessment, item, title_of)))
        )

    def _fits(self, item: Evidence, flagged: Container[str], held: Container[str]) -> bool:
        if self.among is Among.NOT_FILED and not is_to_file(item, held):
            return False
        if self.among is Among.FLAGGED and item.id not in flagged:
            return False
        if self.kind is not None and kind_of(item) is not self.kind:
            return False
        place = "" if self.place == NO_PLACE else self.place
        return (not self.place or item.place == place) and (not self.person or item.added_by == self.person)


def is_to_file(evidence: Evidence, held: Container[str]) -> bool:
    """Tell whether a piece of evidence serves nothing yet, though it might.

    A photographed card or clock need serve nothing, nor what a form holds, such as the drawing of a signature (held are its ids),
    nor what proves that something was put right.
    """
    return not evidence.targets and not is_aid(evidence.codes) and not serves_mending_alone(evidence) and evidence.id not in held


def served_by(assessment: Assessment, evidence: Evidence) -> tuple[str, ...]:
    """Return the items and prerequisites that a piece of evidence supports, also by way of their observations, each once."""
    seen = (assessment.observations.get(target) for target in evidence.targets)
    pairs = zip(evidence.targets, seen, strict=True)
    return tuple(dict.fromkeys(observation.target if observation else target for target, observation in pairs))


def places_of(assessment: Assessment) -> tuple[str, ...]:
    """Return the titles of places that evidence names, sorted."""
    return tuple(sorted({item.place for item in assessment.evidence.values() if item.place}))


def people_of(assessment: Assessment) -> tuple[str, ...]:
    """Return who added evidence, sorted."""
    return tuple(sorted({item.added_by for item in assessment.evidence.values() if item.added_by}))


def targets_of(assessment: Assessment) -> frozenset[str]:
    """Return the items and prerequisites that have evidence."""
    return frozenset(target for item in assessment.evidence.values() for target in served_by(assessment, item))


def _text(assessment: Assessment, item: Evidence, title_of: Callable[[str], str]) -> str:
    titles = (title_of(target) for target in served_by(assessment, item))
    return " ".join((item.name, item.caption, item.place, item.device, *titles)).casefold()


def _holds(words: Iterable[str], text: str) -> bool:
    return all(word in text for word in words)
