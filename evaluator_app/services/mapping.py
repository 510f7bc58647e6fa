# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The outlines and photos of an assessment on one plane, for whoever draws or lists them; and what lies under the map."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.ground import GroundMap, MappedOutline, MappedPoint
from evaluator_app.domain.on_site import Outline, OutlineKind
from evaluator_app.errors import UserFacingError
from evaluator_app.geography.base import BASE_TYPES, MOST_BYTES, Base, media_type_of, read_base
from evaluator_app.geography.plane import LocalPlane
from evaluator_app.geography.shapes import points_of, usable_rings
from evaluator_app.geography.shifts import Point
from evaluator_app.geography.zones import to_zone, zone_of_code
from evaluator_app.i18n import _
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.locating import areas, outline_area, spots

_DECIMETER = Decimal("0.1")
_CENTIMETER = Decimal("0.01")
_FARTHEST = 1e7


def ground_map(assessment: Assessment) -> GroundMap | None:
    """Return the map of a mine, the boundary first; None where nothing is outlined."""
    outlines = sorted(
        assessment.outlines.values(), key=lambda outline: (outline.kind is not OutlineKind.BOUNDARY, outline.title, outline.id)
    )
    outlines = [outline for outline in outlines if usable_rings([outline.corners])]
    if not outlines:
        return None
    plane = LocalPlane(*points_of(outlines[0].corners)[0])
    return GroundMap(tuple(_mapped(outline, plane) for outline in outlines), _placed(assessment, plane), areas(assessment))


def positions_map(assessment: Assessment) -> GroundMap | None:
    """Return a map of nothing but the photos; None where none states a position."""
    found = spots(assessment)
    if not found:
        return None
    plane = LocalPlane(found[0].longitude, found[0].latitude)
    return GroundMap((), _placed(assessment, plane), {})


def _placed(assessment: Assessment, plane: LocalPlane) -> tuple[MappedPoint, ...]:
    placed = sorted(spots(assessment), key=lambda spot: (spot.evidence.taken_at or "9", spot.evidence.name, spot.evidence.id))
    places = plane.meters([(spot.longitude, spot.latitude) for spot in placed])
    return tuple(
        MappedPoint(spot.evidence.id, _rounded(place), spot.whereabouts)
        for spot, place in zip(placed, places, strict=True)
        if abs(place[0]) < _FARTHEST and abs(place[1]) < _FARTHEST
    )


def kept_base(opened: OpenAssessment, path: Path) -> Evidence:
    """Keep a file by its digest as what lies under the map, and return it as evidence that is not recorded yet.

    UserFacingError where it cannot lie there. May be called in any thread.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserFacingError(
            "GEO-005", _("{name} cannot be read ({reason}).").format(name=path.name, reason=error.strerror), _("Check the file.")
        ) from error
    read_base(data, path.name)
    stored = opened.files.add(data, name=path.name)
    kind = media_type_of(data)
    return Evidence(opened.new_id(), path.name, stored.sha256, stored.size, kind, added_by=opened.who, added_at=opened.now())


def base_of(assessment: Assessment) -> Evidence | None:
    """Return the evidence that lies under the map: the latest that can; None for none."""
    found = [item for item in assessment.evidence.values() if item.media_type in BASE_TYPES]
    return max(found, key=lambda item: (item.added_at.timestamp() if item.added_at else 0.0, item.id), default=None)


def base_content(opened: OpenAssessment, evidence: Evidence) -> Base:
    """Read what lies under the map; UserFacingError where the file is missing or damaged. May be called in any thread."""
    with opened.files.open(evidence.sha256) as file:
        return read_base(file.read(MOST_BYTES + 1), evidence.name)


def _mapped(outline: Outline, plane: LocalPlane) -> MappedOutline:
    points = tuple(_rounded(place) for place in plane.meters(points_of(outline.corners)))
    return MappedOutline(outline, outline_area(outline), points, _in_zone(outline))


def _in_zone(outline: Outline) -> tuple[tuple[Decimal, Decimal], ...]:
    zone = zone_of_code(outline.system)
    if zone is None:
        return ()
    return tuple((north.quantize(_CENTIMETER), east.quantize(_CENTIMETER)) for north, east in to_zone(outline.corners, zone))


def _rounded(place: Point | Sequence[float]) -> tuple[Decimal, Decimal]:
    return Decimal(repr(place[0])).quantize(_DECIMETER), Decimal(repr(place[1])).quantize(_DECIMETER)
