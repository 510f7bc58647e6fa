# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Points against the boundary of a mine: inside, or how far outside and which way, or outside by the shift of a camera."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from evaluator_app.domain.ground import Shift, Standing, Whereabouts, direction_of
from evaluator_app.domain.on_site import Corner
from evaluator_app.geography.plane import LocalPlane, geod
from evaluator_app.geography.shapes import points_of, region
from evaluator_app.geography.shifts import Point, from_bd09, from_gcj02, is_shifted_there

LEAST_SHIFT, MOST_SHIFT = 100, 1_600
"""Meters within which a shift is named. GCJ-02 moves points of China by up to 700 m, BD-09 by 690 to 1,510 m (measured over China);
below 100 m a shift cannot be told from a point that is simply outside."""
_FAR_OFF = 100_000
"""Meters from the middle of the mine beyond which the plane is no longer true."""
_SHIFTS: tuple[tuple[Shift, Callable[[float, float], Point]], ...] = ((Shift.GCJ02, from_gcj02), (Shift.BD09, from_bd09))


class Boundary:
    """The boundary of a mine, made ready for many points."""

    def __init__(self, rings: Sequence[Sequence[Corner]]) -> None:
        """Take the rings of the boundary, at least one."""
        import shapely

        degrees = [points_of(ring) for ring in rings]
        corners = [point for ring in degrees for point in ring]
        longitude = sum(point[0] for point in corners) / len(corners)
        latitude = sum(point[1] for point in corners) / len(corners)
        self._middle = (longitude, latitude)
        self.plane = LocalPlane(longitude, latitude)
        self._region: Any = region([self.plane.meters(ring) for ring in degrees])
        self._line: Any = self._region.boundary
        shapely.prepare(self._region)

    def locate(self, points: Sequence[Point]) -> tuple[Whereabouts, ...]:
        """Return where each point of longitude and latitude is."""
        import shapely

        if not points:
            return ()
        places = self.plane.meters(points)
        inside = shapely.intersects_xy(self._region, [place[0] for place in places], [place[1] for place in places])
        return tuple(
            Whereabouts(Standing.INSIDE) if is_inside else self._outside(point, place)
            for point, place, is_inside in zip(points, places, inside, strict=True)
        )

    def _outside(self, point: Point, place: Point) -> Whereabouts:
        meters, bearing = self._away(point, place)
        side = direction_of(bearing)
        for shift, taken_back in _SHIFTS:
            moved = self._moved(point, taken_back)
            if moved is not None:
                return Whereabouts(Standing.SHIFTED, meters, side, shift, moved)
        return Whereabouts(Standing.OUTSIDE, meters, side)

    def _away(self, point: Point, place: Point) -> tuple[int, float]:
        """Return how far a point lies outside and its bearing from there; far off, where the plane ends, from the middle of the mine."""
        from shapely.geometry import Point as ShapePoint
        from shapely.ops import nearest_points

        if not math.hypot(*place) < _FAR_OFF:
            bearing, _back, distance = geod().inv(*self._middle, *point)
            return round(distance), bearing % 360
        near = nearest_points(self._line, ShapePoint(place))[0]
        east, north = place[0] - near.x, place[1] - near.y
        return max(1, round(math.hypot(east, north))), math.degrees(math.atan2(east, north)) % 360

    def _moved(self, point: Point, taken_back: Callable[[float, float], Point]) -> int | None:
        """Return by how much a shift moved a point if without it the point lies inside; None where it does not."""
        import shapely

        if not is_shifted_there(*point):
            return None
        true = taken_back(*point)
        moved = geod().inv(*point, *true)[2]
        x, y = self.plane.meters([true])[0]
        is_inside = bool(shapely.intersects_xy(self._region, x, y))
        return round(moved) if is_inside and LEAST_SHIFT <= moved <= MOST_SHIFT else None
