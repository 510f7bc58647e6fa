# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The ellipsoid of CGCS2000, and a plane of meters around a mine."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from evaluator_app.geography.shifts import Point

if TYPE_CHECKING:
    from pyproj import Geod, Transformer

MAJOR_AXIS = 6_378_137
INVERSE_FLATTENING = 298.257222101


@cache
def geod() -> Geod:
    """Return the ellipsoid of CGCS2000 for geodesics."""
    from pyproj import Geod

    return Geod(a=MAJOR_AXIS, rf=INVERSE_FLATTENING)


class LocalPlane:
    """Meters around a place: a transverse Mercator of its own meridian, true to a few centimeters over a mine."""

    def __init__(self, longitude: float, latitude: float) -> None:
        """Make the plane around a place in degrees."""
        self._transformer = _plane(longitude, latitude)

    def meters(self, points: Sequence[Point]) -> list[Point]:
        """Return points of longitude and latitude as meters east and north of the middle."""
        if not points:
            return []
        x, y = self._transformer.transform([point[0] for point in points], [point[1] for point in points])
        return list(zip(x, y, strict=True))

    def degrees(self, points: Sequence[Point]) -> list[Point]:
        """Return points in meters as longitude and latitude."""
        if not points:
            return []
        columns = [point[0] for point in points], [point[1] for point in points]
        x, y = self._transformer.transform(*columns, direction="INVERSE")
        return list(zip(x, y, strict=True))


def _plane(longitude: float, latitude: float) -> Transformer:
    from pyproj import Transformer

    ellipsoid = f"+a={MAJOR_AXIS} +rf={INVERSE_FLATTENING}"
    here = f"+proj=tmerc +lat_0={latitude:.8f} +lon_0={longitude:.8f} +k=1 {ellipsoid} +units=m +no_defs"
    return Transformer.from_crs(f"+proj=longlat {ellipsoid} +no_defs", here, always_xy=True)
