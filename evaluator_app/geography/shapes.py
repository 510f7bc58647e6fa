# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Rings of corners as areas: whether a ring is sound, how large it is, what several of them are together.

Areas are those on the ellipsoid, as the ministry's notice of 2022 on areas of mining rights asks for (by TD/T 1055-2019, annex D, which
sums trapezoids of the ellipsoid; here the sides are geodesics, and the difference lies below what is printed).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from evaluator_app.domain.on_site import Corner
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.geography.plane import LocalPlane, geod

SQUARE_METERS = Decimal("0.01")
_MOST_NAMED = 3
_THIN = 0.005
"""A circle has 1; below this the corners are probably out of order: an aid of this program."""


def faults_of_ring(corners: Sequence[Corner], labels: Sequence[str] = ()) -> tuple[Sentence, ...]:
    """Return what is wrong with a ring, each side and corner by its label; nothing for a sound one."""
    from shapely.geometry import Polygon

    names = tuple(labels) or tuple(str(place) for place in range(1, len(corners) + 1))
    if len({(corner.longitude, corner.latitude) for corner in corners}) < 3:
        return (say("ring.few", "An area needs three different corners"),)
    shape = Polygon(points_of(corners))
    if shape.is_valid:
        return ()
    crossings = _crossings(corners, names)
    return crossings or (say("ring.flat", "The corners lie on one line and go round nothing"),)


def remarks_on_ring(corners: Sequence[Corner]) -> tuple[Sentence, ...]:
    """Return what is odd about a sound ring."""
    area, length = geod().polygon_area_perimeter(*_columns(corners))
    if 12.566 * abs(area) < _THIN * length * length:
        return (say("ring.thin", "The area is a very narrow strip; check that the corners are in order"),)
    return ()


def area_of(corners: Sequence[Corner]) -> Decimal:
    """Return the area of one ring in square meters, to two places."""
    area, _length = geod().polygon_area_perimeter(*_columns(corners))
    return _square_meters(area)


def united_area(rings: Sequence[Sequence[Corner]]) -> Decimal:
    """Return the area that rings cover together, what lies in several of them counted once."""
    from shapely import union_all

    return _area_together(rings, lambda shapes: union_all([_sound(shape) for shape in shapes]))


def region_area(rings: Sequence[Sequence[Corner]]) -> Decimal:
    """Return the area of a boundary of several rings: one that lies wholly inside another is a hole in it."""
    return _area_together(rings, region)


def region(rings: Sequence[Sequence[tuple[float, float]]]) -> Any:
    """Return the shape of a boundary of several rings: one that lies wholly inside another is a hole in it."""
    from shapely import union_all
    from shapely.geometry import Polygon

    shapes = sorted((_sound(ring) for ring in rings), key=lambda shape: -shape.area)
    whole = Polygon()
    for shape in shapes:
        whole = whole.difference(shape) if whole.contains_properly(shape) else union_all([whole, shape])
    return whole


def usable_rings(rings: Iterable[Sequence[Corner]]) -> tuple[tuple[Corner, ...], ...]:
    """Return the rings that have three corners on the earth; a document from elsewhere may hold others."""
    return tuple(tuple(ring) for ring in rings if len(ring) >= 3 and all(_is_on_earth(corner) for corner in ring))


def points_of(corners: Sequence[Corner]) -> list[tuple[float, float]]:
    """Return corners as pairs of longitude and latitude."""
    return [(float(corner.longitude), float(corner.latitude)) for corner in corners]


def _sound(ring: Sequence[tuple[float, float]]) -> Any:
    """Return the shape of a ring; of one that crosses itself, what it goes round."""
    from shapely import make_valid
    from shapely.geometry import Polygon

    shape = Polygon(ring)
    return shape if shape.is_valid else make_valid(shape)


def _is_on_earth(corner: Corner) -> bool:
    return abs(corner.longitude) <= 180 and abs(corner.latitude) < 90


def _columns(corners: Sequence[Corner]) -> tuple[list[float], list[float]]:
    return [float(corner.longitude) for corner in corners], [float(corner.latitude) for corner in corners]


def _area_together(rings: Sequence[Sequence[Corner]], joined: Callable[[list[list[tuple[float, float]]]], Any]) -> Decimal:
    """Return the area on the ellipsoid of what rings make together; they are joined on a plane, where a side stays a side."""
    from shapely.geometry.polygon import orient

    if len(rings) == 1 and not faults_of_ring(rings[0]):
        return area_of(rings[0])
    degrees = [points_of(ring) for ring in rings]
    plane = LocalPlane(*degrees[0][0])
    shape = joined([plane.meters(ring) for ring in degrees])
    parts = [orient(part) for part in getattr(shape, "geoms", (shape,)) if part.geom_type == "Polygon" and not part.is_empty]
    total = 0.0
    for part in parts:
        for line in (part.exterior, *part.interiors):
            points = plane.degrees(list(line.coords))
            total += geod().polygon_area_perimeter([point[0] for point in points], [point[1] for point in points])[0]
    return _square_meters(total)


def _square_meters(area: float) -> Decimal:
    return Decimal(repr(abs(float(area)))).quantize(SQUARE_METERS)


def _crossings(corners: Sequence[Corner], names: Sequence[str]) -> tuple[Sentence, ...]:
    from shapely import STRtree
    from shapely.geometry import LineString

    points = points_of(corners)
    count = len(points)
    sides = [LineString((points[place], points[(place + 1) % count])) for place in range(count)]
    tree = STRtree(sides)
    found: list[Sentence] = []
    for place, side in enumerate(sides):
        for other in sorted(int(hit) for hit in tree.query(side, predicate="intersects")):
            if other <= place + 1 or (place == 0 and other == count - 1):
                continue
            found.append(
                say(
                    "ring.crossing",
                    "The side from corner {a} to {b} crosses or touches the side from corner {c} to {d}",
                    a=names[place],
                    b=names[(place + 1) % count],
                    c=names[other],
                    d=names[(other + 1) % count],
                )
            )
            if len(found) == _MOST_NAMED:
                return tuple(found)
    return tuple(found)
