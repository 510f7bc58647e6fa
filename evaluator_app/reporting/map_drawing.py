# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a map in a report shows, as plain values: areas and points in meters, each with the look that tells its kind."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class MapLook(Enum):
    """How an area is drawn on a map."""

    BOUNDARY = "boundary"
    HATCHED = "hatched"
    DASHED = "dashed"
    CROSSED = "crossed"
    BACK_HATCHED = "back_hatched"
    DOTTED = "dotted"


class MapMark(Enum):
    """How a point is drawn on a map."""

    DOT = "dot"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"


@dataclass(frozen=True, slots=True)
class MapArea:
    """An area of a map."""

    look: MapLook
    points: tuple[tuple[Decimal, Decimal], ...]
    """Meters east and north, on one plane with everything on the map."""
    label: str = ""


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A point of a map."""

    mark: MapMark
    point: tuple[Decimal, Decimal]
    label: str = ""


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A map: areas and points, with north arrow, scale bar and legend; it is shown as large as the page's width allows."""

    areas: tuple[MapArea, ...]
    points: tuple[MapPoint, ...] = ()
    legend: tuple[tuple[MapLook | MapMark, str], ...] = ()
    meters: str = "{length} 米"
    """The words at the scale bar."""
    caption: str = ""
    """Numbered by the writer (图 1 …) when given."""
    anchor: str | None = None
