# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where the photos and observations of an assessment are against the boundary of the mine, and what its drawn areas give.

where(assessment) tells it by id of evidence. It is cheap to ask again: a boundary is prepared once, and a point is located once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from threading import Lock

from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.changes import Act, Change, change_records, record_answer
from evaluator_app.domain.codec import LONGEST_TEXT
from evaluator_app.domain.criteria.measured import BASIS
from evaluator_app.domain.entry import entry_parts, prerequisite_part
from evaluator_app.domain.ground import (
    KIND_NAMES,
    AreaRate,
    Asked,
    RateOfAreas,
    Standing,
    Whereabouts,
    asked_rates,
    rates_of_areas,
)
from evaluator_app.domain.on_site import Corner, Outline, OutlineKind
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import Indicator, Prerequisite, Template
from evaluator_app.errors import UserFacingError
from evaluator_app.geography.corners import DEGREES_SYSTEM, MOST_CORNERS, Reading
from evaluator_app.geography.position import Boundary
from evaluator_app.geography.shapes import area_of, faults_of_ring, region_area, remarks_on_ring, united_area, usable_rings
from evaluator_app.geography.shifts import Point
from evaluator_app.geography.zones import Zone, zones_near
from evaluator_app.i18n import _, current_language, translator

GREENABLE_BASIS = "greenable_area"
"""Id under which templates name the greenable area as what a greening rate refers to."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A photo on the map."""

    evidence: Evidence
    longitude: float
    latitude: float
    direction: float | None
    """Where the camera looked, degrees clockwise from north."""
    whereabouts: Whereabouts | None
    """None without a boundary."""
    shows_fault: bool
    """Whether it shows a fault of the ledger."""
    item: str
    """Id of an item it supports; empty for none."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A rate of drawn areas that an item asks for."""

    asked: Asked
    found: RateOfAreas
    is_taken: bool
    """Whether the item has this very value already."""


class _Located:
    """One boundary with what was located against it."""

    def __init__(self, rings: tuple[tuple[Corner, ...], ...]) -> None:
        self._boundary = Boundary(rings)
        self._found: dict[Point, Whereabouts] = {}
        self._lock = Lock()

    def of(self, points: Sequence[Point]) -> tuple[Whereabouts, ...]:
        with self._lock:
            new = [point for point in dict.fromkeys(points) if point not in self._found]
            self._found.update(zip(new, self._boundary.locate(new), strict=True))
            return tuple(self._found[point] for point in points)


def boundary_of(assessment: Assessment) -> tuple[Outline, ...]:
    """Return the outlines that are the boundary of the mine, by id."""
    return same_kind(assessment, OutlineKind.BOUNDARY)


def same_kind(assessment: Assessment, kind: OutlineKind) -> tuple[Outline, ...]:
    """Return the outlines of a kind, by id."""
    return tuple(outline for _id, outline in sorted(assessment.outlines.items()) if outline.kind is kind)


def where(assessment: Assessment) -> Mapping[str, Whereabouts]:
    """Return where each piece of evidence with a position is, by its id; empty without a boundary."""
    rings = usable_rings(outline.corners for outline in boundary_of(assessment))
    placed = [item for item in assessment.evidence.values() if _point(item) is not None]
    if not rings or not placed:
        return {}
    points = [point for point in map(_point, placed) if point is not None]
    return dict(zip((item.id for item in placed), _located(rings).of(points), strict=True))


def where_observed(assessment: Assessment) -> Mapping[str, Whereabouts]:
    """Return where observations were made, by id, through their photos: by the one that lies furthest inside."""
    found = where(assessment)
    observed: dict[str, Whereabouts] = {}
    for evidence_id, whereabouts in found.items():
        for target in assessment.evidence[evidence_id].targets:
            if target in assessment.observations and (target not in observed or whereabouts.meters < observed[target].meters):
                observed[target] = whereabouts
    return observed


def spots(assessment: Assessment) -> tuple[Spot, ...]:
    """Return every photo with a position, as a map shows it."""
    found = where(assessment)
    return tuple(
        _spot(assessment, item, point, found.get(item.id)) for item in assessment.evidence.values() if (point := _point(item)) is not None
    )


def strays(assessment: Assessment) -> tuple[tuple[Evidence, Whereabouts], ...]:
    """Return the evidence that lies outside the boundary, the furthest first."""
    outside = [(assessment.evidence[key], place) for key, place in where(assessment).items() if place.standing is not Standing.INSIDE]
    return tuple(sorted(outside, key=lambda stray: (-stray[1].meters, stray[0].name, stray[0].id)))


def areas(assessment: Assessment) -> Mapping[OutlineKind, Decimal]:
    """Return the square meters of each kind of area that is drawn; what lies in two outlines of a kind is counted once."""
    return dict(_areas(tuple(outline for _id, outline in sorted(assessment.outlines.items()))))


def rates(assessment: Assessment) -> tuple[RateOfAreas, ...]:
    """Return the greening and the restoration rate that the drawn areas give."""
    return rates_of_areas(areas(assessment))


def likely_zones(assessment: Assessment) -> tuple[Zone, ...]:
    """Return the zones over the photos and outlines there are, the likeliest first; none while there are none."""
    photos = [item.longitude for item in assessment.evidence.values() if item.longitude is not None]
    return zones_near([*photos, *(outline.corners[0].longitude for outline in assessment.outlines.values())])


def outlines_of(reading: Reading, kind: OutlineKind, title: str, text: str, new_id: Callable[[], str]) -> tuple[Outline, ...]:
    """Return what was read as outlines, one a ring; UserFacingError where a ring is not sound."""
    translate = translator(current_language())
    name = title.strip() or KIND_NAMES[kind].text(translate)
    if not reading.is_usable:
        words = "；".join(mistake.text(translate) for mistake in reading.mistakes[:5]) or _("No area was understood.")
        raise UserFacingError(
            "GEO-001", _("The corners cannot be used: {words}").format(words=words), _("Correct the lines and try again.")
        )
    outlines = []
    for number, ring in enumerate(reading.rings, start=1):
        faults = faults_of_ring(ring.corners, ring.labels)
        if faults:
            words = "；".join(fault.text(translate) for fault in faults)
            raise UserFacingError(
                "GEO-002", _("The corners go round no area: {words}.").format(words=words), _("Check numbers and order of the corners.")
            )
        called = ring.title or (f"{name} {number}" if len(reading.rings) > 1 else name)
        outlines.append(Outline(new_id(), called, kind, ring.corners, _lines(text, ring.lines), reading.system))
    return tuple(outlines)


def drawn_outline(corners: Sequence[Corner], kind: OutlineKind, title: str, new_id: Callable[[], str]) -> Outline:
    """Return an area that was drawn on the map; UserFacingError where it is not sound."""
    translate = translator(current_language())
    if faults := faults_of_ring(corners):
        words = "；".join(fault.text(translate) for fault in faults)
        raise UserFacingError("GEO-002", _("The corners go round no area: {words}.").format(words=words), _("Draw the area again."))
    name = title.strip() or KIND_NAMES[kind].text(translate)
    return Outline(new_id(), name, kind, tuple(corners[:MOST_CORNERS]), "", DEGREES_SYSTEM)


def text_of(outline: Outline) -> str:
    """Return the corners of an outline as text that can be read again: as they were given, or in degrees."""
    if outline.given:
        return outline.given
    return "\n".join(f"{number} {corner.longitude} {corner.latitude}" for number, corner in enumerate(outline.corners, start=1))


def measured(outlines: Sequence[Outline]) -> Decimal:
    """Return the square meters that outlines of one kind have together."""
    return sum((area for _kind, area in _areas(tuple(outlines))), Decimal(0))


def remarks_on(outlines: Sequence[Outline]) -> tuple[Sentence, ...]:
    """Return what is odd about sound outlines of one kind."""
    found = [remark for outline in outlines for remark in remarks_on_ring(outline.corners)]
    if measured(outlines) < sum((outline_area(outline) for outline in outlines), Decimal(-1)):
        found.append(say("ring.overlap", "Areas lie in each other: inside a boundary one is taken out as a hole, else it is counted once"))
    return tuple(dict.fromkeys(found))


def put_outlines(assessment: Assessment, outlines: Iterable[Outline], instead_of: Iterable[str] = ()) -> Change:
    """Add outlines, instead of some that are there, as one act."""
    changed: dict[str, Outline | None] = {key: None for key in instead_of if key in assessment.outlines}
    changed |= {outline.id: outline for outline in outlines}
    return change_records(assessment, Act.CHANGE_OUTLINES, RecordKind.OUTLINE, changed)


def remove_outline(assessment: Assessment, outline_id: str) -> Change:
    """Take an outline out."""
    return change_records(assessment, Act.CHANGE_OUTLINES, RecordKind.OUTLINE, {outline_id: None})


def offers(assessment: Assessment, template: Template) -> tuple[Offer, ...]:
    """Return the rates of drawn areas for which some item asks; nothing is recorded before a person takes it over."""
    found = {rate.rate: rate for rate in rates(assessment)}
    facts = template.facts_of(assessment.mine.facts)
    asked = asked_rates(template, facts, template.tables_by_id(assessment.day))
    return tuple(
        Offer(one, found[one.rate], assessment.answer(one.target, one.part).values.get(one.name) == found[one.rate].percent)
        for one in asked
        if found[one.rate].percent is not None
    )


def take_over(assessment: Assessment, template: Template, offer: Offer) -> Change:
    """Record a rate of drawn areas for the item that asks for it, with what it refers to and how it came about."""
    asked, percent = offer.asked, offer.found.percent
    if percent is None:
        raise ValueError("there is no rate to take over")
    answer = assessment.answer(asked.target, asked.part)
    choices = dict(answer.choices)
    if asked.rate is AreaRate.GREENING and GREENABLE_BASIS in _bases(assessment, template, asked):
        choices[BASIS] = GREENABLE_BASIS
    kept = {name: known for name, known in answer.calculations.items() if name != asked.name}
    reason = answer.reason or offer.found.reason.text(translator(current_language()))
    values = {**answer.values, asked.name: percent}
    taken = replace(answer, values=values, choices=choices, calculations=kept, reason=reason)
    return record_answer(assessment, asked.target, asked.part, taken)


def _bases(assessment: Assessment, template: Template, asked: Asked) -> frozenset[str]:
    """Return the ids of what the value asked for may refer to."""
    facts, tables = template.facts_of(assessment.mine.facts), template.tables_by_id(assessment.day)
    items: tuple[Indicator | Prerequisite, ...] = (*template.prerequisites, *template.indicators())
    item = next(item for item in items if item.id == asked.target)
    parts = entry_parts(item, facts, tables) if isinstance(item, Indicator) else (prerequisite_part(item, facts, tables),)
    return frozenset(
        option for part in parts if part.path == asked.part for field in part.inputs if field.name == BASIS for option, _t in field.options
    )


def _lines(text: str, numbers: Sequence[int]) -> str:
    """Return the lines of a text that hold the corners of one ring; nothing where they are longer than any text that is kept."""
    lines = text.splitlines()
    given = "\n".join(" ".join(lines[number - 1].split()) for number in dict.fromkeys(numbers))
    return given if len(given) <= LONGEST_TEXT and given.replace("\n", "").isprintable() else ""


@lru_cache(maxsize=4)
def _located(rings: tuple[tuple[Corner, ...], ...]) -> _Located:
    return _Located(rings)


@lru_cache(maxsize=8)
def _areas(outlines: tuple[Outline, ...]) -> tuple[tuple[OutlineKind, Decimal], ...]:
    found = []
    for kind in OutlineKind:
        rings = usable_rings(outline.corners for outline in outlines if outline.kind is kind)
        if rings:
            found.append((kind, region_area(rings) if kind is OutlineKind.BOUNDARY else united_area(rings)))
    return tuple(found)


@lru_cache(maxsize=256)
def outline_area(outline: Outline) -> Decimal:
    """Return the area of one outline in square meters."""
    return area_of(outline.corners) if usable_rings([outline.corners]) else Decimal(0)


def _point(evidence: Evidence) -> Point | None:
    if evidence.longitude is None or evidence.latitude is None:
        return None
    return float(evidence.longitude), float(evidence.latitude)


def _spot(assessment: Assessment, item: Evidence, point: Point, found: Whereabouts | None) -> Spot:
    observed = [assessment.observations[target] for target in item.targets if target in assessment.observations]
    others = [target for target in item.targets if target not in assessment.observations]
    return Spot(
        item,
        point[0],
        point[1],
        None if item.direction is None else float(item.direction),
        found,
        any(observation.is_fault for observation in observed),
        observed[0].target if observed else others[0] if others else "",
    )
