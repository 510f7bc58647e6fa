# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a map shows, in meters on a plane of the mine: outlines and photos, photos that fall together as heaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from evaluator_app.domain.ground import Standing
from evaluator_app.domain.on_site import Outline
from evaluator_app.geography.plane import LocalPlane
from evaluator_app.geography.shapes import points_of, usable_rings
from evaluator_app.gui.views.ground.frame import Frame, Point
from evaluator_app.services.locating import Spot

CHINA = (105.0, 35.0)
"""Where an empty map lies."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An outline on the plane."""

    outline: Outline
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Heap:
    """Photos that fall together at the size the map has."""

    spots: tuple[Spot, ...]
    place: Point

    @property
    def is_flagged(self) -> bool:
        """Whether one of them lies outside."""
        return any(spot.whereabouts is not None and spot.whereabouts.is_flagged for spot in self.spots)

    @property
    def shows_fault(self) -> bool:
        """Whether one of them shows a fault."""
        return any(spot.shows_fault for spot in self.spots)

    @property
    def is_shifted(self) -> bool:
        """Whether one of them was probably shifted by its camera."""
        return any(spot.whereabouts is not None and spot.whereabouts.standing is Standing.SHIFTED for spot in self.spots)


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything on a map."""

    plane: LocalPlane
    outlines: tuple[Drawn, ...] = ()
    spots: tuple[Spot, ...] = ()
    places: tuple[Point, ...] = field(default=())
    """Where each spot is."""

    def extent(self) -> list[Point]:
        """Return what must be seen when all is shown: the outlines, and the photos unless they are far off."""
        corners = [point for drawn in self.outlines for point in drawn.points]
        if not corners:
            return list(self.places)
        reach = 3 * max(1_000.0, *(abs(value) for point in corners for value in point))
        return corners + [place for place in self.places if max(abs(place[0]), abs(place[1])) <= reach]

    def heaps(self, frame: Frame, pixels: float) -> tuple[Heap, ...]:
        """Return the photos, those within so many pixels as one."""
        step = pixels * frame.scale
        cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, place in enumerate(self.places):
            cells[int(place[0] // step), int(place[1] // step)].append(number)
        return tuple(
            Heap(
                tuple(self.spots[number] for number in numbers),
                (
                    sum(self.places[number][0] for number in numbers) / len(numbers),
                    sum(self.places[number][1] for number in numbers) / len(numbers),
                ),
            )
            for numbers in cells.values()
        )


def scene_of(outlines: Sequence[Outline], spots: Sequence[Spot] = (), around: Point = CHINA) -> Scene:
    """Return outlines and photos on the plane of the mine; where there is neither, on one around a place in degrees."""
    usable = [outline for outline in outlines if usable_rings([outline.corners])]
    rings = [points_of(outline.corners) for outline in usable]
    corners = [point for ring in rings for point in ring] or [(spot.longitude, spot.latitude) for spot in spots] or [around]
    longitudes, latitudes = sorted(point[0] for point in corners), sorted(point[1] for point in corners)
    plane = LocalPlane(longitudes[len(longitudes) // 2], latitudes[len(latitudes) // 2])
    drawn = tuple(Drawn(outline, tuple(plane.meters(ring))) for outline, ring in zip(usable, rings, strict=True))
    places = plane.meters([(spot.longitude, spot.latitude) for spot in spots])
    near = [number for number, place in enumerate(places) if abs(place[0]) < 1e7 and abs(place[1]) < 1e7]
    return Scene(plane, drawn, tuple(spots[number] for number in near), tuple(places[number] for number in near))
