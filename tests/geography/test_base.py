# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What may lie under the map: GeoJSON and GeoTIFF that say where they lie; everything else is refused with a sentence."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, TiffImagePlugin

from evaluator_app.errors import UserFacingError
from evaluator_app.geography.base import GEOJSON, GEOTIFF, MOST_POINTS, media_type_of, read_base
from evaluator_app.geography.zones import Zone, to_zone

D = Decimal
LINE = {"type": "LineString", "coordinates": [[114.0, 39.0], [114.1, 39.1, 300]]}
SQUARE = {"type": "Polygon", "coordinates": [[[114, 39], [114.1, 39], [114.1, 39.1], [114, 39]]]}


def geojson(value: Any) -> bytes:
    return json.dumps(value).encode()


def geotiff(
    *,
    size: tuple[int, int] = (40, 20),
    keys: tuple[int, ...] = (2048, 0, 1, 4490),
    tie: tuple[float, ...] = (0, 0, 0, 114, 39, 0),
    scale: tuple[float, ...] = (0.001, 0.002, 0),
    more: dict[int, Any] | None = None,
) -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags.tagtype.update({33550: 12, 33922: 12, 34264: 12, 34735: 3})
    if scale:
        tags[33550] = scale
    if tie:
        tags[33922] = tie
    tags[34735] = (1, 1, 0, len(keys) // 4, *keys)
    for tag, value in (more or {}).items():
        tags[tag] = value
    target = io.BytesIO()
    Image.new("RGB", size, (10, 120, 30)).save(target, "TIFF", tiffinfo=tags)
    return target.getvalue()


def test_lines_and_areas_of_geojson_are_lines() -> None:
    whole = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "geometry": LINE, "properties": {}},
            {"type": "Feature", "geometry": None, "properties": {}},
            {
                "type": "Feature",
                "geometry": {"type": "GeometryCollection", "geometries": [SQUARE, {"type": "Point", "coordinates": [1, 2]}]},
            },
            {"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]]}},
            {"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": [LINE["coordinates"]]}},
        ],
    }
    base = read_base(geojson(whole), "roads.json")
    assert [len(line) for line in base.lines] == [2, 4, 4, 2]
    assert base.lines[0] == ((114.0, 39.0), (114.1, 39.1))
    named = {**whole, "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}}
    assert read_base(b"\xef\xbb\xbf" + geojson(named), "roads.json") == base


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"{}",
        b'{"type":"Feature"}',
        b'{"type":"FeatureCollection","features":[]}',
        b'{"type":"LineString","coordinates":[[1]]}',
        b'{"type":"LineString","coordinates":[[NaN,1],[2,3]]}',
        b'{"type":"LineString","coordinates":[[1e400,1],[2,3]]}',
        b'{"type":"LineString","coordinates":[["a",1],[2,3]]}',
        b'{"type":"LineString","coordinates":[["113.9","35.1"],["113.8","35.2"]]}',
        b'{"type":"LineString","coordinates":[["11","22"],"33"]}',
        b'{"type":"LineString","coordinates":["11","22"]}',
        b'{"type":"LineString","coordinates":[[true,1],[2,3]]}',
        b'{"type":"LineString","coordinates":[[1' + b"0" * 400 + b",1],[2,3]]}",
        b'{"type":"Circle","coordinates":[]}',
        b'{"type":"LineString","coordinates":5}',
        b'{"crs":7,"type":"LineString","coordinates":[[1,2],[2,3]]}',
        b'{"type":"GeometryCollection","geometries":[' * 5000,
        geojson({"type": "LineString", "coordinates": [[500000.0, 4300000.0], [500001.0, 4300000.0]]}),
        geojson({**LINE, "crs": {"type": "name", "properties": {"name": "EPSG:3857"}}}),
        geojson({"type": "LineString", "coordinates": [[1, 1]] * (MOST_POINTS + 1)}),
        b"{" + b" " * (21 * 1024 * 1024),
        b"\x89PNG\r\n",
        b"",
        b"II*\0" + b"\0" * 40,
        geotiff()[:200],
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(UserFacingError, match="GEO-004") as refused:
        read_base(data, "base")
    assert refused.value.advice


def test_a_picture_in_degrees_lies_where_its_tags_say() -> None:
    base = read_base(geotiff(), "map.tif")
    assert [(corner.longitude, corner.latitude) for corner in base.corners] == [
        (D("114.00000000"), D("39.00000000")),
        (D("114.04000000"), D("39.00000000")),
        (D("114.04000000"), D("38.96000000")),
        (D("114.00000000"), D("38.96000000")),
    ]
    with Image.open(io.BytesIO(base.picture)) as picture:
        assert picture.size == (40, 20)
    by_points = read_base(geotiff(keys=(2048, 0, 1, 4326, 1025, 0, 1, 2)), "map.tif")
    assert by_points.corners[0].longitude == D("113.99950000")


@pytest.mark.parametrize(("epsg", "begin"), [(4547, 0), (4526, 38_000_000)])
def test_a_picture_in_a_zone_lies_where_its_tags_say(epsg: int, begin: int) -> None:
    base = read_base(geotiff(keys=(3072, 0, 1, epsg), tie=(0, 0, 0, begin + 512_000, 4_321_000, 0), scale=(2.0, 2.0, 0)), "map.tif")
    meters = to_zone(base.corners, Zone(3, 38))
    expected = ((4_321_000, 512_000), (4_321_000, 512_080), (4_320_960, 512_080), (4_320_960, 512_000))
    for found, known in zip(meters, expected, strict=True):
        assert all(abs(value - other) < D("0.01") for value, other in zip(found, known, strict=True))


@pytest.mark.parametrize(
    "data",
    [
        geotiff(keys=(3072, 0, 1, 3857)),
        geotiff(keys=(3072, 0, 1, 32767)),
        geotiff(keys=(2048, 0, 1, 4214)),
        geotiff(keys=()),
        geotiff(scale=()),
        geotiff(scale=(-1.0, 1.0, 0.0)),
        geotiff(tie=()),
        geotiff(tie=(0, 0, 0, 500, 39, 0)),
        geotiff(tie=(0, 0, 0, float("nan"), 39, 0)),
        geotiff(keys=(3072, 0, 1, 4547)),
        geotiff(more={34264: tuple(float(number) for number in range(16))}),
    ],
)
def test_a_picture_that_does_not_say_where_it_lies_is_refused(data: bytes) -> None:
    with pytest.raises(UserFacingError, match="GEO-004"):
        read_base(data, "map.tif")


def test_a_picture_that_claims_more_pixels_than_memory_holds_is_refused() -> None:
    bomb = bytearray(geotiff())
    at = bomb.index(b"\x00\x01\x04\x00\x01\x00\x00\x00\x28\x00")
    bomb[at + 8 : at + 12] = (2**31 - 1).to_bytes(4, "little")
    with pytest.raises(UserFacingError, match="GEO-004"):
        read_base(bytes(bomb), "bomb.tif")


def test_words_of_a_file_that_no_screen_can_show_are_told_by_their_codes() -> None:
    with pytest.raises(UserFacingError) as told:
        read_base(geojson({**LINE, "crs": {"properties": {"name": "\ud800"}}}), "base")
    assert told.value.message.encode()


def test_a_base_is_known_by_its_content() -> None:
    assert media_type_of(geojson(LINE)) == GEOJSON
    assert media_type_of(geotiff()) == GEOTIFF
    assert media_type_of(b"<kml>") == ""


@given(st.binary(max_size=200), st.integers(0, 600))
def test_no_damage_breaks_the_reader(junk: bytes, at: int) -> None:
    whole = geotiff(size=(4, 4))
    for data in (junk, whole[:at] + junk + whole[at + len(junk) :]):
        with suppress(UserFacingError):
            read_base(data, "base")
