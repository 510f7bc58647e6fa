# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Three ways through one data set: by place, by document, by indicator. Each shows what is open, found and done.

Nothing is stored twice: an item that stands under two places is one item, and counts once in the totals. What was seen at one
place is told beside it, for an item can be settled while this place was not looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from evaluator_app.domain.assessment import Assessment, Outcome
from evaluator_app.domain.criteria import ScoreState
from evaluator_app.domain.rating import Rating
from evaluator_app.domain.scoring import ItemScore, ScoreCard
from evaluator_app.domain.sightings import NOTHING, Sightings, sightings
from evaluator_app.domain.template import IndicatorGroup, Template


class Way(Enum):
    """How the items are walked."""

    PLACE = "place"
    DOCUMENT = "document"
    INDICATOR = "indicator"


class Standing(Enum):
    """How an item stands as a whole, in one word."""

    OPEN = "open"
    DONE = "done"
    FOUND = "found"
    VETO = "veto"
    """A constraint item that fails the mine."""
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not-applicable"
    LOOK_AGAIN = "look-again"
    """Open, because its rules have changed since it was judged."""


class StopKind(Enum):
    """What a stop of a walk is."""

    PLACE = "place"
    """A place of the template."""
    OWN_PLACE = "own_place"
    """A place that the team added."""
    NOTED_PLACE = "noted_place"
    """A place that records name in words of their own."""
    DOCUMENT = "document"
    GROUP = "group"
    UNNAMED = "unnamed"
    """For the items that name no place or no document."""

    @property
    def is_place(self) -> bool:
        """Whether one can stand there."""
        return self in (StopKind.PLACE, StopKind.OWN_PLACE, StopKind.NOTED_PLACE)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items stand how."""

    open: int = 0
    waiting: int = 0
    """Looked at, and not settled."""
    found: int = 0
    done: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.open + self.waiting + self.found + self.done


@dataclass(frozen=True, slots=True)
class Step:
    """One item at one stop."""

    target: str
    """Id of the indicator or prerequisite."""
    standing: Standing
    here: Sightings = NOTHING
    """What was seen of it at this stop; nothing where the stop is no place."""
    is_asked: bool = True
    """Whether the rules want it looked at here; otherwise it is here by its records alone."""

    @property
    def is_to_look_at(self) -> bool:
        """Whether it is wanted here and nobody has noted that they looked."""
        return self.is_asked and not self.here.is_looked_at and self.standing is not Standing.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Stop:
    """A place, a document or a group, with its items."""

    id: str
    title: str
    kind: StopKind
    steps: tuple[Step, ...]
    depth: int = 0
    """How far it is set in: a place of the team under the template's."""
    is_visited: bool = False
    """Whether an observation or evidence names it, or a place under it."""

    @property
    def counts(self) -> Counts:
        """How its items stand, as items: it says nothing of whether they were looked at here."""
        return counted(step.standing for step in self.steps)

    @property
    def to_look_at(self) -> int:
        """How many items are still to be looked at here."""
        return sum(1 for step in self.steps if step.is_to_look_at) if self.kind.is_place else 0


@dataclass(frozen=True, slots=True)
class Walk:
    """A way through all items."""

    way: Way
    stops: tuple[Stop, ...]
    """In order, a stop before those under it."""
    left_out: tuple[str, ...]
    """Ids of the items that do not apply by the facts of the mine."""
    counts: Counts
    """Every item once."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all ways share."""

    template: Template
    assessment: Assessment
    standings: Mapping[str, Standing]
    """Of the items that apply, and of the prerequisites that do."""


def standing(item: ItemScore, vetoes: Collection[str]) -> Standing:
    """Return how a scored item stands; vetoes are the ids of the constraint items that fail the mine."""
    award = item.award
    if award.state is ScoreState.NOT_APPLICABLE:
        return Standing.NOT_APPLICABLE
    if item.id in vetoes:
        return Standing.VETO
    if item.is_to_look_at_again:
        return Standing.LOOK_AGAIN
    if award.state is ScoreState.UNDETERMINED:
        return Standing.UNDETERMINED
    if award.lost > 0:
        return Standing.FOUND
    return Standing.OPEN if award.state is ScoreState.NOT_ASSESSED else Standing.DONE


def counted(standings: Iterable[Standing]) -> Counts:
    """Return how many stand how; what was marked as not applicable is done."""
    found = list(standings)
    return Counts(
        open=sum(each in (Standing.OPEN, Standing.LOOK_AGAIN) for each in found),
        waiting=found.count(Standing.UNDETERMINED),
        found=sum(each in (Standing.FOUND, Standing.VETO) for each in found),
        done=sum(each in (Standing.DONE, Standing.NOT_APPLICABLE) for each in found),
    )


def walk(way: Way, template: Template, assessment: Assessment, card: ScoreCard, rating: Rating, order: Sequence[str] = ()) -> Walk:
    """Return a way through the items. Order names stops that come before the others, by id."""
    left_out = tuple(item.id for item in card.items() if applies_not(item, assessment))
    items = {item.id: standing(item, rating.vetoes) for item in card.items() if item.id not in left_out}
    prerequisites = {each.id: _PREREQUISITES[each.outcome] for each in card.prerequisites if each.outcome is not Outcome.NOT_APPLICABLE}
    ground = _Ground(template, assessment, items | prerequisites)
    make = {Way.PLACE: _places, Way.DOCUMENT: _documents, Way.INDICATOR: _groups}[way]
    return Walk(way, ordered(tuple(make(ground)), order), left_out, counted(items.values()))


def applies_not(item: ItemScore, assessment: Assessment) -> bool:
    """Tell whether an item does not apply by the facts of the mine, and not because somebody marked it so."""
    return item.award.state is ScoreState.NOT_APPLICABLE and assessment.answer(item.id).outcome is not Outcome.NOT_APPLICABLE


def ordered(stops: Sequence[Stop], order: Sequence[str]) -> tuple[Stop, ...]:
    """Return stops with those named first, in that order, each with what is under it; unknown names are passed over."""
    blocks: list[list[Stop]] = []
    for stop in stops:
        if stop.depth:
            blocks[-1].append(stop)
        else:
            blocks.append([stop])
    rank = {name: number for number, name in enumerate(order)}
    last = len(rank)
    for block in blocks:
        block[1:] = sorted(block[1:], key=lambda stop: rank.get(stop.id, last))
    blocks.sort(key=lambda block: rank.get(block[0].id, last))
    return tuple(stop for block in blocks for stop in block)


_PREREQUISITES: Mapping[Outcome, Standing] = {
    Outcome.MET: Standing.DONE,
    Outcome.NOT_MET: Standing.FOUND,
    Outcome.PENDING: Standing.UNDETERMINED,
    Outcome.NOT_ASSESSED: Standing.OPEN,
}


def _places(ground: _Ground) -> Iterator[Stop]:
    seen = sightings(ground.assessment)
    own = sorted(ground.assessment.places.values(), key=lambda place: (place.title, place.id))
    asked: dict[str, list[str]] = {}
    for indicator in ground.template.indicators():
        for name in indicator.places if indicator.id in ground.standings else ():
            asked.setdefault(name, []).append(indicator.id)
    known = {place.id for place in ground.template.places}
    for place in ground.template.places:
        under = [each for each in own if each.of == place.id]
        titles = (place.title, *(each.title for each in under))
        stop = _place(ground, (place.id, place.title), StopKind.PLACE, asked.get(place.id, ()), _together(seen, titles))
        if stop.steps or stop.is_visited or under:
            yield stop
        for each in under:
            here = _together(seen, (each.title,))
            yield _place(ground, (each.id, each.title), StopKind.OWN_PLACE, asked.get(place.id, ()), here, depth=1)
    for each in own:
        if each.of not in known:
            yield _place(ground, (each.id, each.title), StopKind.OWN_PLACE, (), _together(seen, (each.title,)))
    titled = {place.title for place in ground.template.places} | {each.title for each in own}
    for title in sorted(seen.keys() - titled):
        yield _place(ground, (title, title), StopKind.NOTED_PLACE, (), seen[title])
    yield from _unnamed(ground, [item.id for item in ground.template.indicators() if not known & set(item.places)])


def _together(seen: Mapping[str, Mapping[str, Sightings]], titles: Sequence[str]) -> Mapping[str, Sightings] | None:
    """Return what was seen at places taken together, by item; None where nothing names any of them."""
    named = [seen[title] for title in titles if title in seen]
    if len(named) < 2:
        return named[0] if named else None
    return {target: sum((each.get(target, NOTHING) for each in named), NOTHING) for each in named for target in each}


def _place(
    ground: _Ground,
    named: tuple[str, str],
    kind: StopKind,
    asked: Sequence[str],
    here: Mapping[str, Sightings] | None,
    depth: int = 0,
) -> Stop:
    seen = here or {}
    others = [target for target in ground.standings if target in seen and target not in asked]
    steps = [Step(target, ground.standings[target], seen.get(target, NOTHING)) for target in asked]
    steps += [Step(target, ground.standings[target], seen[target], is_asked=False) for target in others]
    return Stop(*named, kind, tuple(steps), depth, is_visited=here is not None)


def _documents(ground: _Ground) -> Iterator[Stop]:
    wanting: list[tuple[str, tuple[str, ...]]] = [(each.id, each.documents) for each in ground.template.prerequisites]
    wanting += [(each.id, each.documents) for each in ground.template.indicators()]
    wanting = [(target, documents) for target, documents in wanting if target in ground.standings]
    known = {document.id for document in ground.template.documents}
    for document in ground.template.documents:
        steps = tuple(Step(target, ground.standings[target]) for target, documents in wanting if document.id in documents)
        if steps:
            yield Stop(document.id, document.title, StopKind.DOCUMENT, steps)
    yield from _unnamed(ground, [target for target, documents in wanting if not known & set(documents)])


def _groups(ground: _Ground) -> Iterator[Stop]:
    def below(group: IndicatorGroup, depth: int) -> Iterator[Stop]:
        steps = tuple(Step(each.id, ground.standings[each.id]) for each in group.indicators if each.id in ground.standings)
        yield Stop(group.id, f"{group.code} {group.title}".strip(), StopKind.GROUP, steps, depth)
        for inner in group.groups:
            yield from below(inner, depth + 1)

    for group in ground.template.groups:
        yield from below(group, 0)


def _unnamed(ground: _Ground, targets: Iterable[str]) -> Iterator[Stop]:
    steps = tuple(Step(target, ground.standings[target]) for target in targets if target in ground.standings)
    if steps:
        yield Stop("", "", StopKind.UNNAMED, steps)
