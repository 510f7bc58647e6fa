# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where things are against the boundary of the mine, and what the areas of the mine say of its greening and restoration.

Positions and areas come from elsewhere as numbers; here is what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from evaluator_app.domain.applicability import Facts
from evaluator_app.domain.criteria.base import InputField, InputKind
from evaluator_app.domain.entry import entry_parts, prerequisite_part
from evaluator_app.domain.exact import ZERO, Rounding
from evaluator_app.domain.on_site import Outline, OutlineKind
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.template import Template
from evaluator_app.domain.thresholds import Tables

NEAR_METERS = 20
"""Up to here a point outside may be so only by the error of a phone's position: an aid of this program, not a rule."""


class Direction(Enum):
    """The eight directions, clockwise from north."""

    NORTH = "north"
    NORTHEAST = "northeast"
    EAST = "east"
    SOUTHEAST = "southeast"
    SOUTH = "south"
    SOUTHWEST = "southwest"
    WEST = "west"
    NORTHWEST = "northwest"


class Shift(Enum):
    """A shift that Chinese maps and watermark cameras lay over positions."""

    GCJ02 = "gcj02"
    BD09 = "bd09"


class Standing(Enum):
    """Where a point is against the boundary of the mine."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    SHIFTED = "shifted"
    """Outside as stated, inside once a known shift is taken back."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a point is against the boundary of the mine."""

    standing: Standing
    meters: int = 0
    """How far outside, to the nearest point of the boundary; 0 inside."""
    direction: Direction | None = None
    """In which direction from there; None inside."""
    shift: Shift | None = None
    """Which shift is probable; None for none."""
    shift_meters: int = 0
    """How far that shift moves a point here."""

    @property
    def is_flagged(self) -> bool:
        """Whether it is to be looked at: outside by more than the error of a phone's position."""
        return self.standing is Standing.SHIFTED or (self.standing is Standing.OUTSIDE and self.meters > NEAR_METERS)

    def words(self) -> Sentence:
        """Return where it is, in one sentence."""
        if self.standing is Standing.INSIDE or self.direction is None:
            return say("ground.inside", "Inside the boundary of the mine")
        side = _DIRECTIONS[self.direction]
        if self.shift is not None:
            return say(
                "ground.shifted",
                "{meters} m outside the boundary of the mine, to the {side}; probably a shift of {shift} ({moved} m) by the camera: "
                "without it the point lies inside",
                meters=self.meters,
                side=side,
                shift=SHIFT_NAMES[self.shift],
                moved=self.shift_meters,
            )
        if self.meters <= NEAR_METERS:
            return say(
                "ground.near",
                "{meters} m outside the boundary of the mine, to the {side}; no more than a phone's position may be off",
                meters=self.meters,
                side=side,
            )
        return say("ground.outside", "{meters} m outside the boundary of the mine, to the {side}", meters=self.meters, side=side)


_DIRECTIONS = {
    Direction.NORTH: say("direction.north", "north"),
    Direction.NORTHEAST: say("direction.northeast", "northeast"),
    Direction.EAST: say("direction.east", "east"),
    Direction.SOUTHEAST: say("direction.southeast", "southeast"),
    Direction.SOUTH: say("direction.south", "south"),
    Direction.SOUTHWEST: say("direction.southwest", "southwest"),
    Direction.WEST: say("direction.west", "west"),
    Direction.NORTHWEST: say("direction.northwest", "northwest"),
}
SHIFT_NAMES = {Shift.GCJ02: "GCJ-02", Shift.BD09: "BD-09"}
KIND_NAMES: Mapping[OutlineKind, Sentence] = {
    OutlineKind.BOUNDARY: say("outline.boundary", "Boundary of the mine"),
    OutlineKind.GREENED: say("outline.greened", "Greened"),
    OutlineKind.GREENABLE: say("outline.greenable", "Can be greened"),
    OutlineKind.RESTORED: say("outline.restored", "Restored"),
    OutlineKind.DISTURBED: say("outline.disturbed", "Disturbed by mining"),
    OutlineKind.OTHER: say("outline.other", "Other area"),
}


@dataclass(frozen=True, slots=True)
class MappedOutline:
    """An outline as a drawing shows it and a table lists it."""

    outline: Outline
    square_meters: Decimal
    points: tuple[tuple[Decimal, Decimal], ...]
    """Meters east and north on a plane of the mine, to the decimeter."""
    meters: tuple[tuple[Decimal, Decimal], ...] = ()
    """Northing and easting of each corner in the zone that it was given in; empty for one given in degrees."""


@dataclass(frozen=True, slots=True)
class MappedPoint:
    """A photo as a drawing shows it."""

    evidence: str
    """Id of the evidence."""
    point: tuple[Decimal, Decimal]
    """Meters east and north on the plane of the outlines."""
    whereabouts: Whereabouts | None
    """None without a boundary."""


@dataclass(frozen=True, slots=True)
class GroundMap:
    """The outlines of a mine with the photos, on one plane."""

    outlines: tuple[MappedOutline, ...]
    points: tuple[MappedPoint, ...]
    areas: Mapping[OutlineKind, Decimal]
    """Square meters by kind, what lies in two outlines counted once."""


def direction_of(degrees: float) -> Direction:
    """Return the one of the eight directions nearest to a bearing in degrees clockwise from north."""
    return tuple(Direction)[round(degrees / 45) % 8]


class AreaRate(Enum):
    """A rate that two kinds of area give."""

    GREENING = "greening"
    """Greened over greenable (可绿化面积中已绿化的)."""
    RESTORATION = "restoration"
    """Restored over disturbed (损毁土地中已修复治理的)."""


_PARTS = {
    AreaRate.GREENING: (OutlineKind.GREENED, OutlineKind.GREENABLE),
    AreaRate.RESTORATION: (OutlineKind.RESTORED, OutlineKind.DISTURBED),
}
RATE_NAMES: Mapping[AreaRate, Sentence] = {
    AreaRate.GREENING: say("ground.greening", "Greening rate"),
    AreaRate.RESTORATION: say("ground.restoration", "Restoration rate"),
}
PERCENT = Rounding(2)


@dataclass(frozen=True, slots=True)
class RateOfAreas:
    """What two kinds of area give, or why they give nothing."""

    rate: AreaRate
    percent: Decimal | None
    """Rounded once; None where there is none."""
    reason: Sentence
    """How it was computed, or why there is none."""


def rates_of_areas(areas: Mapping[OutlineKind, Decimal]) -> tuple[RateOfAreas, ...]:
    """Return the rates that areas in square meters give; each with its reason."""
    return tuple(_rate(kind, areas) for kind in AreaRate)


def _rate(kind: AreaRate, areas: Mapping[OutlineKind, Decimal]) -> RateOfAreas:
    part_kind, whole_kind = _PARTS[kind]
    part, whole = areas.get(part_kind, ZERO), areas.get(whole_kind, ZERO)
    if missing := next((outline for outline in (part_kind, whole_kind) if not areas.get(outline)), None):
        return RateOfAreas(kind, None, say("ground.no_area", "No area of this kind is drawn: {kind}", kind=KIND_NAMES[missing]))
    fields: dict[str, Sentence | Decimal] = {
        "part": KIND_NAMES[part_kind],
        "part_m2": part,
        "whole": KIND_NAMES[whole_kind],
        "whole_m2": whole,
    }
    if part > whole:
        larger = say(
            "ground.part_larger", "{part} ({part_m2} m²) is larger than {whole} ({whole_m2} m²); look at the areas again", **fields
        )
        return RateOfAreas(kind, None, larger)
    exact = Fraction(part) / Fraction(whole) * 100
    percent = PERCENT.apply(exact)
    if Fraction(percent) == exact:
        said = say("ground.exact", "{part} {part_m2} m² ÷ {whole} {whole_m2} m² = {percent} %", **fields, percent=percent)
    else:
        said = say("ground.rounded", "{part} {part_m2} m² ÷ {whole} {whole_m2} m² ≈ {percent} %", **fields, percent=percent)
    return RateOfAreas(kind, percent, said)


@dataclass(frozen=True, slots=True)
class Asked:
    """A value of an item that is a rate of areas."""

    target: str
    part: str
    name: str
    label: Sentence
    rate: AreaRate


_WORDS = {AreaRate.GREENING: ("绿化率", "绿化覆盖率"), AreaRate.RESTORATION: ("复垦率", "土地修复率", "恢复治理率")}


def asked_rates(template: Template, facts: Facts, tables: Tables) -> tuple[Asked, ...]:
    """Return the values of items and prerequisites that ask for a rate of areas by its name."""
    return tuple(_asked(template, facts, tables))


def _asked(template: Template, facts: Facts, tables: Tables) -> Iterator[Asked]:
    parts = [(item.id, part.path, part.inputs) for item in template.indicators() for part in entry_parts(item, facts, tables)]
    for prerequisite in template.prerequisites:
        part = prerequisite_part(prerequisite, facts, tables)
        parts.append((prerequisite.id, part.path, part.inputs))
    for target, path, inputs in parts:
        for field in inputs:
            if field.kind is InputKind.NUMBER and (rate := _rate_named(field)):
                yield Asked(target, path, field.name, field.label, rate)


def _rate_named(field: InputField) -> AreaRate | None:
    label = field.label.text()
    return next((rate for rate, words in _WORDS.items() if any(word in label for word in words)), None)
