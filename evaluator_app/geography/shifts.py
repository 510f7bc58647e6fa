# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The shifts that maps and watermark cameras in China lay over positions: GCJ-02 and BD-09.

Neither has a published definition. What stands here is the publicly known reverse-engineered form, found alike in many open programs
(first in EvilTransform, 2013): polynomials with sines over longitude - 105 and latitude - 35, on the ellipsoid of Krassowski 1940;
BD-09 turns and stretches that once more. It is an approximation of what cameras do, good to about a meter.
"""

from __future__ import annotations

import math

_A = 6_378_245.0
_E2 = 0.00669342162296594323
_BAIDU_TURN = math.pi * 3000.0 / 180.0
_BAIDU_EAST, _BAIDU_NORTH = 0.0065, 0.006
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271
_STEPS = 12

Point = tuple[float, float]
"""Longitude and latitude in degrees."""


def is_shifted_there(longitude: float, latitude: float) -> bool:
    """Tell whether a position lies in the box within which GCJ-02 shifts."""
    return _WEST <= longitude <= _EAST and _SOUTH <= latitude <= _NORTH


def to_gcj02(longitude: float, latitude: float) -> Point:
    """Return what GCJ-02 makes of a true position; outside of China the same."""
    if not is_shifted_there(longitude, latitude):
        return longitude, latitude
    x, y = longitude - 105.0, latitude - 35.0
    phi = math.radians(latitude)
    magic = 1 - _E2 * math.sin(phi) ** 2
    root = math.sqrt(magic)
    north = math.degrees(_north_meters(x, y) / (_A * (1 - _E2) / (magic * root)))
    east = math.degrees(_east_meters(x, y) / (_A / root * math.cos(phi)))
    return longitude + east, latitude + north


def from_gcj02(longitude: float, latitude: float) -> Point:
    """Return the true position that GCJ-02 made this one of, by approaching it."""
    east, north = longitude, latitude
    for _step in range(_STEPS):
        shifted_east, shifted_north = to_gcj02(east, north)
        off_east, off_north = shifted_east - longitude, shifted_north - latitude
        east, north = east - off_east, north - off_north
        if abs(off_east) + abs(off_north) < 1e-11:
            break
    return east, north


def to_bd09(longitude: float, latitude: float) -> Point:
    """Return what BD-09 makes of a true position."""
    x, y = to_gcj02(longitude, latitude)
    radius = math.hypot(x, y) + 0.00002 * math.sin(y * _BAIDU_TURN)
    angle = math.atan2(y, x) + 0.000003 * math.cos(x * _BAIDU_TURN)
    return radius * math.cos(angle) + _BAIDU_EAST, radius * math.sin(angle) + _BAIDU_NORTH


def from_bd09(longitude: float, latitude: float) -> Point:
    """Return the true position that BD-09 made this one of."""
    east, north = longitude - _BAIDU_EAST, latitude - _BAIDU_NORTH
    for _step in range(_STEPS):
        shifted_east, shifted_north = to_bd09(east, north)
        off_east, off_north = shifted_east - longitude, shifted_north - latitude
        east, north = east - off_east, north - off_north
        if abs(off_east) + abs(off_north) < 1e-11:
            break
    return east, north


def _north_meters(x: float, y: float) -> float:
    meters = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    meters += _short_waves(x)
    meters += (20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    return meters + (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0


def _east_meters(x: float, y: float) -> float:
    meters = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    meters += _short_waves(x)
    meters += (20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    return meters + (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0


def _short_waves(x: float) -> float:
    return (20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)) * 2.0 / 3.0
