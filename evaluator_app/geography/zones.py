# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The Gauss-Krueger zones of CGCS2000 and the ways between them and degrees.

China's zones are told by their number alone: 13 to 23 are six degrees wide, 25 to 45 three degrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from evaluator_app.domain.on_site import Corner

if TYPE_CHECKING:
    from pyproj import Transformer

DEGREES = 4490
"""EPSG code of CGCS2000 in degrees of latitude and longitude."""
FALSE_EASTING = 500_000
PREFIX = 1_000_000
"""What the number of the zone is multiplied with where it stands before the easting."""
PLACE = Decimal("1E-8")
"""How finely a corner is kept, in degrees: about a millimeter."""
_FIRST_3, _LAST_3 = 25, 45
_FIRST_6, _LAST_6 = 13, 23
_EPSG_3, _EPSG_6 = 4534, 4502
_EPSG_3_PREFIXED, _EPSG_6_PREFIXED = 4513, 4491


@dataclass(frozen=True, slots=True, order=True)
class Zone:
    """One zone: how many degrees wide, and its number."""

    width: int
    """3 or 6."""
    number: int

    def __post_init__(self) -> None:
        """Refuse a zone that does not lie over China; ValueError."""
        first, last = (_FIRST_3, _LAST_3) if self.width == 3 else (_FIRST_6, _LAST_6)
        if self.width not in (3, 6) or not first <= self.number <= last:
            raise ValueError(f"no zone of China: {self.width} degrees, number {self.number}")

    @property
    def central_meridian(self) -> int:
        """Its central meridian, degrees east."""
        return 3 * self.number if self.width == 3 else 6 * self.number - 3

    @property
    def epsg(self) -> int:
        """EPSG code of the zone without its number before the easting."""
        return _EPSG_3 + self.number - _FIRST_3 if self.width == 3 else _EPSG_6 + self.number - _FIRST_6

    @property
    def epsg_prefixed(self) -> int:
        """EPSG code of the zone with its number before the easting."""
        return _EPSG_3_PREFIXED + self.number - _FIRST_3 if self.width == 3 else _EPSG_6_PREFIXED + self.number - _FIRST_6

    @property
    def code(self) -> str:
        """How an outline names it, such as "gk3-40"."""
        return f"gk{self.width}-{self.number}"


ZONES = (*(Zone(3, number) for number in range(_FIRST_3, _LAST_3 + 1)), *(Zone(6, number) for number in range(_FIRST_6, _LAST_6 + 1)))


def zone_of_code(code: str) -> Zone | None:
    """Return the zone of a code such as "gk3-40"; None for anything else."""
    return next((zone for zone in ZONES if zone.code == code), None)


def zone_of_number(number: int) -> Zone | None:
    """Return the zone of a number as it stands before an easting; None where China has none of it."""
    return next((zone for zone in ZONES if zone.number == number), None)


def zone_of_epsg(epsg: int) -> tuple[Zone, bool] | None:
    """Return the zone of an EPSG code and whether its number stands before the easting; None for another code."""
    for zone in ZONES:
        if epsg in (zone.epsg, zone.epsg_prefixed):
            return zone, epsg == zone.epsg_prefixed
    return None


def zones_near(longitudes: Iterable[Decimal]) -> tuple[Zone, ...]:
    """Return the zones over places, the nearest central meridian first, three degrees before six; none for no places."""
    known = sorted(longitudes)
    if not known:
        return ()
    middle = known[len(known) // 2]
    away = {zone: abs(middle - zone.central_meridian) for zone in ZONES}
    near = [zone for zone in ZONES if away[zone] <= Decimal(zone.width) / 2 + Decimal("0.75")]
    return tuple(sorted(near, key=lambda zone: (zone.width, away[zone], zone.number)))


def to_degrees(points: Sequence[tuple[Decimal, Decimal]], zone: Zone) -> tuple[Corner, ...]:
    """Return where points of a zone are: northing and easting without the number before it, in meters."""
    if not points:
        return ()
    eastings = [float(east) for _north, east in points]
    northings = [float(north) for north, _east in points]
    longitudes, latitudes = _from_zone(zone).transform(eastings, northings)
    return tuple(corner_at(longitude, latitude) for longitude, latitude in zip(longitudes, latitudes, strict=True))


def to_zone(corners: Sequence[Corner], zone: Zone) -> tuple[tuple[Decimal, Decimal], ...]:
    """Return northing and easting of corners in a zone, in meters to the millimeter, without its number before the easting."""
    if not corners:
        return ()
    longitudes = [float(corner.longitude) for corner in corners]
    latitudes = [float(corner.latitude) for corner in corners]
    eastings, northings = _to_zone(zone).transform(longitudes, latitudes)
    return tuple((_meters(north), _meters(east)) for east, north in zip(eastings, northings, strict=True))


@cache
def _from_zone(zone: Zone) -> Transformer:
    from pyproj import Transformer

    return Transformer.from_crs(zone.epsg, DEGREES, always_xy=True)


@cache
def _to_zone(zone: Zone) -> Transformer:
    from pyproj import Transformer

    return Transformer.from_crs(DEGREES, zone.epsg, always_xy=True)


def corner_at(longitude: float, latitude: float) -> Corner:
    """Return the corner at a place in degrees, as finely as corners are kept."""
    return Corner(_place(longitude), _place(latitude))


def _place(degrees: float) -> Decimal:
    return Decimal(repr(degrees)).quantize(PLACE)


def _meters(meters: float) -> Decimal:
    return Decimal(repr(meters)).quantize(Decimal("0.001"))
