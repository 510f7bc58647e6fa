# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Areas by hand, rings that are none, holes; points inside, outside by how much and which way, and outside by a camera's shift."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain.ground import Direction, Shift, Standing
from evaluator_app.domain.on_site import Corner
from evaluator_app.geography.position import Boundary
from evaluator_app.geography.shapes import (
    area_of,
    faults_of_ring,
    region_area,
    remarks_on_ring,
    united_area,
    usable_rings,
)
from evaluator_app.geography.shifts import to_bd09, to_gcj02
from evaluator_app.geography.zones import Zone, corner_at, to_degrees

D = Decimal
ZONE = Zone(3, 38)


def ring(*meters: tuple[int, int]) -> tuple[Corner, ...]:
    """Return a ring of meters north and east of a place on the central meridian, where a zone is true to scale."""
    return to_degrees([(D(4_321_000 + north), D(500_000 + east)) for north, east in meters], ZONE)


def point(north: float, east: float) -> tuple[float, float]:
    (corner,) = to_degrees([(D(4_321_000) + D(str(north)), D(500_000) + D(str(east)))], ZONE)
    return float(corner.longitude), float(corner.latitude)


SQUARE = ring((-500, -500), (500, -500), (500, 500), (-500, 500))


def test_a_square_of_a_kilometer_has_a_square_kilometer() -> None:
    assert abs(area_of(SQUARE) - 1_000_000) < D("0.5")
    assert area_of(tuple(reversed(SQUARE))) == area_of(SQUARE)


def test_a_triangle_has_half_of_its_square() -> None:
    assert abs(area_of(SQUARE[:3]) - 500_000) < D("0.5")


def test_areas_that_overlap_are_counted_once_and_holes_not_at_all() -> None:
    half = ring((-500, -500), (500, -500), (500, 0), (-500, 0))
    hole = ring((-100, -100), (100, -100), (100, 100), (-100, 100))
    island = ring((-50, -50), (50, -50), (50, 50), (-50, 50))
    apart = ring((2000, 0), (2100, 0), (2100, 100), (2000, 100))
    assert abs(united_area([SQUARE, half, hole]) - 1_000_000) < 1
    assert abs(region_area([hole, SQUARE]) - 960_000) < 1
    assert abs(region_area([island, hole, SQUARE]) - 970_000) < 1
    assert abs(region_area([SQUARE, apart]) - 1_010_000) < 1
    assert abs(region_area([SQUARE, SQUARE]) - 1_000_000) < 1


def test_a_ring_that_crosses_itself_names_the_sides() -> None:
    crossed = (SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3])
    (fault,) = faults_of_ring(crossed, ("1", "2", "3", "4"))
    assert fault.text() == "The side from corner 1 to 2 crosses or touches the side from corner 3 to 4"
    assert faults_of_ring(SQUARE) == ()
    assert faults_of_ring(SQUARE[:2])[0].code == "ring.few"
    assert faults_of_ring((SQUARE[0], SQUARE[1], SQUARE[0]))[0].code == "ring.few"
    flat = tuple(corner_at(114, 39 + step / 100) for step in range(3))
    assert faults_of_ring(flat) != ()
    star = [corner_at(114 + 0.01 * (number * 7919 % 101), 39 + 0.01 * (number * 104729 % 97)) for number in range(90)]
    assert len(faults_of_ring(star)) == 3


def test_a_strip_is_remarked_on() -> None:
    assert remarks_on_ring(ring((0, 0), (0, 1), (5000, 1), (5000, 0)))[0].code == "ring.thin"
    assert remarks_on_ring(SQUARE) == ()


def test_rings_of_another_world_are_left_out() -> None:
    beyond = (Corner(D(200), D(0)), *SQUARE[:2])
    assert usable_rings([SQUARE, SQUARE[:2], beyond]) == (SQUARE,)
    crossed = (SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3])
    assert abs(region_area([crossed]) - 500_000) < 1


@pytest.mark.parametrize(
    ("north", "east", "meters", "direction"),
    [
        (600, 0, 100, Direction.NORTH),
        (0, 750, 250, Direction.EAST),
        (-530, 100, 30, Direction.SOUTH),
        (0, -505, 5, Direction.WEST),
        (800, 900, 500, Direction.NORTHEAST),
        (-800, -800, 424, Direction.SOUTHWEST),
        (-600, 600, 141, Direction.SOUTHEAST),
        (600, -600, 141, Direction.NORTHWEST),
    ],
)
def test_a_point_outside_is_so_far_and_that_way(north: int, east: int, meters: int, direction: Direction) -> None:
    paris = Boundary([SQUARE])
    (found,) = paris.locate([point(north, east)])
    assert found.standing is not Standing.INSIDE
    assert (found.meters, found.direction) == (meters, direction)


def test_points_inside_and_on_the_line_are_inside() -> None:
    found = Boundary([SQUARE]).locate([point(0, 0), point(499, 499), point(-499, 0)])
    assert {place.standing for place in found} == {Standing.INSIDE}
    assert Boundary([SQUARE]).locate([]) == ()


def test_a_point_in_a_hole_is_outside() -> None:
    hole = ring((-100, -100), (100, -100), (100, 100), (-100, 100))
    (found,) = Boundary([SQUARE, hole]).locate([point(0, 0)])
    assert (found.standing, found.meters) == (Standing.OUTSIDE, 100)


def test_a_camera_that_shifts_is_named() -> None:
    gcj, baidu, far = Boundary([SQUARE]).locate([to_gcj02(*point(-400, 400)), to_bd09(*point(300, 300)), point(0, 5000)])
    assert (gcj.standing, gcj.shift) == (Standing.SHIFTED, Shift.GCJ02)
    assert 100 <= gcj.shift_meters <= 700
    assert (baidu.standing, baidu.shift) == (Standing.SHIFTED, Shift.BD09)
    assert (far.standing, far.shift, far.meters) == (Standing.OUTSIDE, None, 4500)


@pytest.mark.parametrize("stray", [(0.0, 0.0), (114.0, 90.0), (114.0, -90.0), (-66.0, 39.0), (180.0, -90.0), (2.35, 48.85)])
def test_points_at_the_end_of_the_world_are_far_outside(stray: tuple[float, float]) -> None:
    (found,) = Boundary([SQUARE]).locate([stray])
    assert found.standing is Standing.OUTSIDE
    assert found.meters > 1_000_000


@given(north=st.integers(-3000, 3000), east=st.integers(-3000, 3000))
def test_inside_and_outside_as_the_plane_says(north: int, east: int) -> None:
    (found,) = Boundary([SQUARE]).locate([point(north, east)])
    away = max(abs(north), abs(east)) - 500
    if abs(away) > 1:
        assert (found.standing is Standing.INSIDE) is (away < 0)
