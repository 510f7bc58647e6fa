# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Zones against EPSG's own data and against Krueger's series worked here; shifts against published pairs and there and back."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Geod

from evaluator_app.domain.on_site import Corner
from evaluator_app.geography.shifts import from_bd09, from_gcj02, to_bd09, to_gcj02
from evaluator_app.geography.zones import (
    FALSE_EASTING,
    PREFIX,
    ZONES,
    Zone,
    corner_at,
    to_degrees,
    to_zone,
    zone_of_code,
    zone_of_epsg,
    zone_of_number,
    zones_near,
)

D = Decimal
GEOD = Geod(a=6378137, rf=298.257222101)
longitudes = st.floats(min_value=75, max_value=134)
latitudes = st.floats(min_value=18, max_value=53.5)


def krueger(latitude: float, longitude: float, meridian: float) -> tuple[float, float]:
    """Return northing and easting by Krueger's series to the fourth order, on the ellipsoid of CGCS2000."""
    f = 1 / 298.257222101
    n = f / (2 - f)
    radius = 6378137 / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    series = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180,
        13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440,
        61 * n**3 / 240 - 103 * n**4 / 140,
        49561 * n**4 / 161280,
    )
    phi, away = math.radians(latitude), math.radians(longitude - meridian)
    e = math.sqrt(f * (2 - f))
    conformal = math.sinh(math.atanh(math.sin(phi)) - e * math.atanh(e * math.sin(phi)))
    xi, eta = math.atan2(conformal, math.cos(away)), math.asinh(math.sin(away) / math.hypot(conformal, math.cos(away)))
    north = xi + sum(a * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, a in enumerate(series, start=1))
    east = eta + sum(a * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, a in enumerate(series, start=1))
    return radius * north, FALSE_EASTING + radius * east


@pytest.mark.parametrize("zone", ZONES, ids=lambda zone: zone.code)
def test_a_zone_is_what_epsg_says(zone: Zone) -> None:
    plain, prefixed = CRS.from_epsg(zone.epsg), CRS.from_epsg(zone.epsg_prefixed)
    for known, east in ((plain, FALSE_EASTING), (prefixed, zone.number * PREFIX + FALSE_EASTING)):
        assert known.geodetic_crs is not None
        assert known.geodetic_crs.to_epsg() == 4490
        assert known.coordinate_operation is not None
        assert [float(parameter.value) for parameter in known.coordinate_operation.params] == [0, zone.central_meridian, 1, east, 0]
    assert ("3-degree" in plain.name) is (zone.width == 3)
    assert f"zone {zone.number}" in prefixed.name


def test_every_zone_is_found_by_its_number_its_code_and_its_epsg() -> None:
    assert len(ZONES) == 21 + 11
    for zone in ZONES:
        assert zone_of_number(zone.number) is zone
        assert zone_of_code(zone.code) is zone
        assert zone_of_epsg(zone.epsg) == (zone, False)
        assert zone_of_epsg(zone.epsg_prefixed) == (zone, True)
    assert (zone_of_number(24), zone_of_code("gk3-24"), zone_of_epsg(4490)) == (None, None, None)


@pytest.mark.parametrize(("width", "number"), [(3, 24), (3, 46), (6, 12), (6, 24), (2, 30)])
def test_a_zone_that_china_does_not_have_is_refused(width: int, number: int) -> None:
    with pytest.raises(ValueError, match="no zone of China"):
        Zone(width, number)


def test_on_the_central_meridian_the_northing_is_the_known_length_of_the_meridian() -> None:
    ((north, east),) = to_zone([corner_at(114, 45)], Zone(3, 38))
    assert (north, east) == (D("4984944.378"), D("500000.000"))


@given(latitude=latitudes, away=st.floats(min_value=-3, max_value=3), zone=st.sampled_from(ZONES))
def test_points_of_a_zone_are_where_kruegers_series_puts_them(latitude: float, away: float, zone: Zone) -> None:
    corner = corner_at(zone.central_meridian + away, latitude)
    ((north, east),) = to_zone([corner], zone)
    worked_north, worked_east = krueger(float(corner.latitude), float(corner.longitude), zone.central_meridian)
    assert abs(float(north) - worked_north) < 0.002
    assert abs(float(east) - worked_east) < 0.002
    (back,) = to_degrees([(north, east)], zone)
    assert abs(back.latitude - corner.latitude) < D("0.00000003")
    assert abs(back.longitude - corner.longitude) < D("0.00000003")


def test_zones_near_places_begin_with_the_nearest() -> None:
    assert [zone.code for zone in zones_near([D("114.2"), D("114.3"), D("80")])] == ["gk3-38", "gk6-20", "gk6-19"]
    assert zones_near([]) == ()
    assert (to_degrees([], ZONES[0]), to_zone([], ZONES[0])) == ((), ())


@pytest.mark.parametrize(
    ("true", "shifted"),
    [
        ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    ],
)
def test_gcj02_agrees_with_published_pairs(true: tuple[float, float], shifted: tuple[float, float]) -> None:
    assert GEOD.inv(*to_gcj02(*true), *shifted)[2] < 0.5


def test_bd09_agrees_with_a_published_pair() -> None:
    true = from_gcj02(116.404, 39.915)
    assert GEOD.inv(*to_bd09(*true), 116.41036949371029, 39.92133699351021)[2] < 0.01


@given(longitude=longitudes, latitude=latitudes)
def test_a_shift_is_taken_back_to_less_than_a_meter(longitude: float, latitude: float) -> None:
    for there, back in ((to_gcj02, from_gcj02), (to_bd09, from_bd09)):
        assert GEOD.inv(longitude, latitude, *back(*there(longitude, latitude)))[2] < 0.01


def test_how_far_the_shifts_move_points_over_china() -> None:
    grid = [(75 + step, 20 + row) for step in range(60) for row in range(34)]
    by_gcj = sorted(GEOD.inv(*point, *to_gcj02(*point))[2] for point in grid)
    by_baidu = sorted(GEOD.inv(*point, *to_bd09(*point))[2] for point in grid)
    assert by_gcj[-1] < 700
    assert by_gcj[len(grid) // 50] > 100
    assert 690 < by_baidu[0] < by_baidu[-1] < 1510


def test_outside_of_china_gcj02_moves_nothing() -> None:
    assert to_gcj02(2.35, 48.85) == (2.35, 48.85)
    assert from_gcj02(-70.0, 10.0) == (-70.0, 10.0)


def test_corners_are_kept_to_eight_places() -> None:
    assert corner_at(114.123456789, 39.0) == Corner(D("114.12345679"), D("39.00000000"))
