# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""An optional base under the map: lines of a GeoJSON file, or a GeoTIFF picture whose own tags say where it lies.

Files from elsewhere: sizes are bounded before anything is decoded, and what is not understood exactly is refused with a sentence.
"""

from __future__ import annotations

import io
import json
import math
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evaluator_app.domain.on_site import Corner
from evaluator_app.errors import UserFacingError
from evaluator_app.geography.shifts import Point
from evaluator_app.geography.zones import DEGREES, corner_at, to_degrees, zone_of_epsg
from evaluator_app.i18n import _

GEOJSON = "application/geo+json"
GEOTIFF = "application/x-geotiff"
BASE_TYPES = (GEOJSON, GEOTIFF)
"""Media types under which a base is kept among the evidence."""
MOST_BYTES = 200 * 1024 * 1024
MOST_JSON_BYTES = 20 * 1024 * 1024
MOST_POINTS = 200_000
MOST_PIXELS = 80_000_000
SIDE = 3_000
"""Pixels of the longer side of the picture that is shown."""
_WGS84 = 4326
_DAMAGE = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    struct.error,
    Warning,
    MemoryError,
)
"""What Pillow raises for damaged pictures."""
_SCALE, _TIEPOINT, _TRANSFORMATION, _KEYS = 33550, 33922, 34264, 34735
_RASTER_TYPE, _GEOGRAPHIC, _PROJECTED = 1025, 2048, 3072
_POINT_RASTER = 2
_MEMBERS = {"FeatureCollection": "features", "Feature": "geometry", "GeometryCollection": "geometries"}
_DEPTHS = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
"""How deep the lines of a kind lie in its coordinates."""
_KNOWN_CRS = ("CRS84", "EPSG::4326", "EPSG:4326", "EPSG::4490", "EPSG:4490")


@dataclass(frozen=True, slots=True)
class Base:
    """What lies under the map."""

    lines: tuple[tuple[Point, ...], ...] = ()
    """Lines in degrees."""
    picture: bytes = b""
    """A picture as PNG; empty for none."""
    corners: tuple[Corner, ...] = ()
    """Where its upper left, upper right, lower right and lower left corners are."""


def media_type_of(data: bytes) -> str:
    """Return the media type of a base by its content; empty for anything else."""
    if data[:4] in (b"II*\0", b"MM\0*"):
        return GEOTIFF
    return GEOJSON if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else ""


def read_base(data: bytes, name: str) -> Base:
    """Read a base; UserFacingError says why it is none."""
    kind = media_type_of(data)
    if kind == GEOJSON:
        return _read_geojson(data, name)
    if kind == GEOTIFF and len(data) <= MOST_BYTES:
        return _read_geotiff(data, name)
    raise _refused(name, _("it is neither GeoJSON nor GeoTIFF"))


def _refused(name: str, reason: str) -> UserFacingError:
    return UserFacingError(
        "GEO-004",
        _("{name} cannot lie under the map: {reason}.").format(name=name, reason=reason),
        _("Export it as GeoJSON in degrees (CGCS2000 or WGS 84), or as GeoTIFF in degrees or a CGCS2000 Gauss-Krueger zone."),
    )


def _read_geojson(data: bytes, name: str) -> Base:
    if len(data) > MOST_JSON_BYTES:
        raise _refused(name, _("the file is too large"))
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
        crs = str(found.get("crs", {}).get("properties", {}).get("name", "CRS84")) if isinstance(found.get("crs", {}), dict) else ""
        if not crs.endswith(_KNOWN_CRS):
            raise _refused(name, _("its coordinates are in another system ({system})").format(system=ascii(crs[:60])[1:-1]))
        lines = tuple(_lines(found, [MOST_POINTS]))
    except (ValueError, AttributeError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
        raise _refused(name, _("it is damaged, or not GeoJSON in degrees")) from error
    if not lines:
        raise _refused(name, _("it holds no lines and no areas"))
    return Base(lines=lines)


def _no_number(text: str) -> float:
    raise ValueError(text)


def _lines(found: Any, left: list[int]) -> Iterator[tuple[Point, ...]]:
    """Yield every line of a GeoJSON value; ValueError for more points than are left, or places that are none."""
    kind = found["type"]
    if kind in _MEMBERS:
        members = found[_MEMBERS[kind]]
        for member in members if isinstance(members, list) else [members]:
            if member is not None:
                yield from _lines(member, left)
    elif kind in _DEPTHS:
        for line in _flat(found["coordinates"], _DEPTHS[kind]):
            yield _line(line, left)
    elif kind not in ("Point", "MultiPoint"):
        raise ValueError(kind)


def _flat(coordinates: Any, depth: int) -> Iterator[Any]:
    if depth == 0:
        yield coordinates
        return
    for inner in coordinates:
        yield from _flat(inner, depth - 1)


def _line(coordinates: Any, left: list[int]) -> tuple[Point, ...]:
    left[0] -= len(coordinates)
    points = tuple((_number(place[0]), _number(place[1])) for place in coordinates)
    if left[0] < 0 or not all(abs(x) <= 180 and abs(y) <= 90 for x, y in points):
        raise ValueError("points")
    return points


def _number(found: Any) -> float:
    """Return a coordinate; ValueError for a text or a truth value, which Python would take for a number."""
    if type(found) not in (int, float):
        raise ValueError(found)
    return float(found)


def _read_geotiff(data: bytes, name: str) -> Base:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what Pillow only warns of is damage to us
            with Image.open(io.BytesIO(data), formats=("TIFF",)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise _refused(name, _("the picture is larger than {pixels} million pixels").format(pixels=MOST_PIXELS // 1_000_000))
                tags: dict[int, Any] = dict(image.tag_v2)  # type: ignore[attr-defined]
                corners = _corners(tags, image.width, image.height, name)
                target = io.BytesIO()
                shown = image.convert("RGBA" if image.mode in ("RGBA", "LA", "P") else "RGB")
                shown.thumbnail((SIDE, SIDE))
                shown.save(target, "PNG")
    except (*_DAMAGE, Image.DecompressionBombError) as error:
        raise _refused(name, _("the picture is damaged or of a kind that is not known")) from error
    return Base(picture=target.getvalue(), corners=corners)


def _corners(tags: dict[int, Any], width: int, height: int, name: str) -> tuple[Corner, ...]:
    """Return where the corners of the picture are, by scale and tie point; a turned picture is refused."""
    if _TRANSFORMATION in tags or _SCALE not in tags or len(tags.get(_TIEPOINT, ())) != 6:
        raise _refused(name, _("it does not say where it lies, or lies askew"))
    across, down = float(tags[_SCALE][0]), float(tags[_SCALE][1])
    column, row, _height, x, y, _z = (float(value) for value in tags[_TIEPOINT])
    keys = _geo_keys(tags.get(_KEYS, ()))
    half = 0.5 if keys.get(_RASTER_TYPE) == _POINT_RASTER else 0.0
    left, top = x - (column + half) * across, y + (row + half) * down
    right, bottom = left + width * across, top - height * down
    if not all(map(math.isfinite, (left, top, right, bottom))) or across <= 0 or down <= 0:
        raise _refused(name, _("it does not say where it lies, or lies askew"))
    places = ((left, top), (right, top), (right, bottom), (left, bottom))
    return _placed(places, keys, name)


def _placed(places: tuple[Point, ...], keys: dict[int, int], name: str) -> tuple[Corner, ...]:
    projected, geographic = keys.get(_PROJECTED), keys.get(_GEOGRAPHIC)
    if projected is None and geographic in (DEGREES, _WGS84):
        if not all(abs(x) <= 180 and abs(y) <= 90 for x, y in places):
            raise _refused(name, _("it does not say where it lies, or lies askew"))
        return tuple(corner_at(x, y) for x, y in places)
    zone = zone_of_epsg(projected) if projected is not None else None
    if zone is None:
        system = f"EPSG:{projected or geographic or '–'}"
        raise _refused(name, _("its coordinates are in another system ({system})").format(system=system))
    begin = zone[0].number * 1_000_000 if zone[1] else 0
    meters = [(Decimal(repr(y)), Decimal(repr(x - begin))) for x, y in places]
    if not all(1_000_000 < north < 7_000_000 and 0 < east < 1_000_000 for north, east in meters):
        raise _refused(name, _("it does not say where it lies, or lies askew"))
    return to_degrees(meters, zone[0])


def _geo_keys(directory: Any) -> dict[int, int]:
    """Return the keys of a GeoKeyDirectory whose values stand in it."""
    values = [int(value) for value in directory][:4000]
    entries = (values[start : start + 4] for start in range(4, len(values) - 3, 4))
    return {key: value for key, location, _count, value in entries if location == 0}
