# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The places that a team adds for one mine: how they are added, renamed and removed without records losing their place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.changes import Act, Change, change_records, joined
from evaluator_app.domain.on_site import Place
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import Template

MOST_CHARACTERS = 60


class PlaceRefusedError(ValueError):
    """A place cannot be so; the sentence says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.code)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class PlaceUse:
    """The records that name a place."""

    observations: int
    evidence: int

    @property
    def is_used(self) -> bool:
        """Whether there are any."""
        return bool(self.observations or self.evidence)


def use_of(assessment: Assessment, title: str) -> PlaceUse:
    """Return how many records name a place by this title."""
    return PlaceUse(
        sum(1 for observation in assessment.observations.values() if observation.place == title),
        sum(1 for evidence in assessment.evidence.values() if evidence.place == title),
    )


def add_place(template: Template, assessment: Assessment, place: Place) -> Change:
    """Add a place; PlaceRefusedError where its name cannot be."""
    return change_records(assessment, Act.CHANGE_PLACES, RecordKind.PLACE, {place.id: _checked(template, assessment, place)})


def change_place(template: Template, assessment: Assessment, place: Place) -> Change:
    """Change a place; the records that name it follow in the same act.

    PlaceRefusedError where its name cannot be; KeyError for an unknown one.
    """
    old, new = assessment.places[place.id], _checked(template, assessment, place)
    changes = [change_records(assessment, Act.CHANGE_PLACES, RecordKind.PLACE, {place.id: new})]
    if new.title != old.title:
        seen = {key: replace(each, place=new.title) for key, each in assessment.observations.items() if each.place == old.title}
        files = {key: replace(each, place=new.title) for key, each in assessment.evidence.items() if each.place == old.title}
        changes.append(change_records(assessment, Act.CHANGE_PLACES, RecordKind.OBSERVATION, seen))
        changes.append(change_records(assessment, Act.CHANGE_PLACES, RecordKind.EVIDENCE, files))
    return joined(Act.CHANGE_PLACES, changes)


def remove_place(assessment: Assessment, place_id: str) -> Change:
    """Remove a place; PlaceRefusedError while records name it, KeyError for an unknown one."""
    use = use_of(assessment, assessment.places[place_id].title)
    if use.is_used:
        raise PlaceRefusedError(
            say(
                "place.used",
                "This place is named by {observations} observations and {evidence} pieces of evidence: give them another place first",
                observations=use.observations,
                evidence=use.evidence,
            )
        )
    return change_records(assessment, Act.CHANGE_PLACES, RecordKind.PLACE, {place_id: None})


def _checked(template: Template, assessment: Assessment, place: Place) -> Place:
    title = " ".join(place.title.split())
    if not title:
        raise PlaceRefusedError(say("place.nameless", "A place needs a name"))
    if len(title) > MOST_CHARACTERS:
        raise PlaceRefusedError(say("place.long", "The name is longer than {most} characters", most=MOST_CHARACTERS))
    taken = {each.title for each in template.places}
    taken |= {each.title for each in assessment.places.values() if each.id != place.id}
    if title in taken:
        raise PlaceRefusedError(say("place.taken", "There is a place called {title} already", title=title))
    return replace(place, title=title)
