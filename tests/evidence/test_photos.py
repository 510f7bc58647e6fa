# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Photos: what they record comes back, what is bad is refused by name, and nothing else is ever raised."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.files import EvidenceFiles
from evaluator_app.evidence.importing import import_bytes, import_files
from evaluator_app.evidence.photos import read_photo
from evaluator_app.evidence.thumbnails import thumbnail
from evaluator_app.paths import resource
from tools.sample_photos.drawing import draw_sample_photos

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # as decoding.py does; pytest resets it

NORTH = (IFDRational(35, 1), IFDRational(30, 1), IFDRational(36, 1))
EAST = (IFDRational(112, 1), IFDRational(45, 1), IFDRational(0, 1))


Tags = Mapping[Any, Any]


def exif_block(base: Tags | None = None, taken: Tags | None = None, gps: Tags | None = None) -> Image.Exif:
    exif = Image.Exif()
    exif.update(base or {})
    exif.get_ifd(IFD.Exif).update(taken or {})
    exif.get_ifd(IFD.GPSInfo).update(gps or {})
    return exif


def picture(kind: str = "JPEG", size: tuple[int, int] = (120, 80), **options: Any) -> bytes:
    target = BytesIO()
    image = Image.radial_gradient("L").resize(size).convert("RGB")
    image.paste((200, 30, 30), (0, 0, size[0] // 2, size[1] // 2))
    image.save(target, kind, **options)
    return target.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IEND", b"")


def refusal(data: bytes) -> str:
    with pytest.raises(UserFacingError) as caught:
        read_photo(data, name="IMG_1.jpg")
    assert "IMG_1.jpg" in caught.value.message
    assert caught.value.advice
    return caught.value.code


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_the_kind_is_decided_by_content(tmp_path: Path, kind: str, media_type: str) -> None:
    path = tmp_path / "misleading.txt"
    path.write_bytes(picture(kind))
    facts = read_photo(path)
    assert (facts.media_type, facts.width, facts.height) == (media_type, 120, 80)
    recorded = (facts.taken_local, facts.taken_at, facts.latitude, facts.longitude, facts.direction, facts.device)
    assert recorded == (None,) * 6


def test_an_instant_is_known_only_with_its_offset() -> None:
    local: dict[Any, Any] = {Base.DateTimeOriginal: "2025:09:16 08:03:01"}
    without = read_photo(picture(exif=exif_block(taken=local)))
    assert (without.taken_local, without.taken_source) == ("2025-09-16T08:03:01", "DateTimeOriginal")
    assert (without.taken_at, without.offset_source) == (None, None)
    stated = read_photo(picture(exif=exif_block(taken={**local, Base.OffsetTimeOriginal: "-03:30"})))
    assert stated.taken_at == datetime(2025, 9, 16, 8, 3, 1, tzinfo=timezone(-timedelta(hours=3, minutes=30)))
    assert stated.offset_source == "OffsetTimeOriginal"


def test_position_height_and_direction_come_back() -> None:
    gps: dict[Any, Any] = {GPS.GPSLatitudeRef: "S", GPS.GPSLatitude: NORTH, GPS.GPSLongitudeRef: "E", GPS.GPSLongitude: EAST}
    more: dict[Any, Any] = {GPS.GPSAltitudeRef: b"\x01", GPS.GPSAltitude: IFDRational(255, 10), GPS.GPSImgDirection: IFDRational(360, 1)}
    clock: dict[Any, Any] = {GPS.GPSDateStamp: "2025:09:16", GPS.GPSTimeStamp: (IFDRational(0, 1), IFDRational(3, 1), IFDRational(1, 1))}
    facts = read_photo(picture(exif=exif_block({Base.Make: "Acme", Base.Model: "X1"}, gps={**gps, **more, **clock})))
    assert (facts.latitude, facts.longitude) == (Decimal("-35.510000"), Decimal("112.750000"))
    assert (facts.altitude, facts.direction, facts.device) == (Decimal("-25.5"), Decimal("0.0"), "Acme X1")
    assert facts.satellite_time == datetime(2025, 9, 16, 0, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "bad",
    [
        {GPS.GPSLatitude: (IFDRational(35, 0), IFDRational(0, 0), IFDRational(0, 0))},
        {GPS.GPSLatitude: (IFDRational(91, 1), IFDRational(0, 1), IFDRational(0, 1))},
        {GPS.GPSLongitude: (IFDRational(180, 1), IFDRational(0, 1), IFDRational(1, 1))},
        {GPS.GPSLatitudeRef: "Q"},
        {GPS.GPSLatitude: (IFDRational(0, 1),) * 3, GPS.GPSLongitude: (IFDRational(0, 1),) * 3},
    ],
)
def test_an_absurd_position_is_no_position(bad: Tags) -> None:
    gps: dict[Any, Any] = {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: NORTH, GPS.GPSLongitudeRef: "E", GPS.GPSLongitude: EAST}
    assert read_photo(picture(exif=exif_block(gps=gps))).latitude == Decimal("35.510000")
    facts = read_photo(picture(exif=exif_block(gps={**gps, **bad})))
    assert facts.latitude is facts.longitude is None


@pytest.mark.parametrize("text", ["0000:00:00 00:00:00", "2025:13:01 00:00:00", "    :  :     :  :  ", "yesterday"])
def test_an_absurd_time_is_no_time(text: str) -> None:
    assert read_photo(picture(exif=exif_block(taken={Base.DateTimeOriginal: text}))).taken_local is None


def test_a_device_name_in_chinese_is_read_and_a_broken_one_left_out() -> None:
    assert read_photo(picture(exif=exif_block({Base.Model: "华为 Mate".encode()}))).device == "华为 Mate"
    assert read_photo(picture(exif=exif_block({Base.Model: b"\xbb\xaa\xce\xaa"}))).device is None


@given(st.binary(max_size=300))
def test_any_exif_block_leaves_the_photo_readable(block: bytes) -> None:
    assert read_photo(picture(exif=b"Exif\0\0II*\0\x08\0\0\0" + block)).media_type == "image/jpeg"


def test_what_is_no_photo_is_refused_by_name() -> None:
    assert refusal(b"") == "EVI-010"
    assert refusal(b"PK\x03\x04 not a photo at all") == "EVI-011"
    assert refusal(b"%PDF-1.7\n") == "EVI-011"
    assert refusal(b"\0\0\0\x18ftypheic" + bytes(40)) == "EVI-012"
    assert refusal(b"\0\0\0\x18ftypavif" + bytes(40)) == "EVI-016"


@pytest.mark.parametrize(
    ("kind", "options"), [("JPEG", {}), ("JPEG", {"progressive": True}), ("JPEG", {"exif": exif_block()}), ("PNG", {}), ("WEBP", {})]
)
def test_a_photo_cut_anywhere_is_called_truncated(kind: str, options: dict[str, Any]) -> None:
    whole = picture(kind, **options)
    read_photo(whole)
    for end in [*range(20, len(whole), 37), len(whole) - 2, len(whole) - 1]:
        assert refusal(whole[:end]) == "EVI-012", end


def test_a_photo_whose_end_became_zeros_is_refused() -> None:
    whole = picture()
    assert refusal(whole[: len(whole) // 2] + bytes(len(whole) // 2)) == "EVI-012"


def test_a_changed_byte_in_a_png_is_damage() -> None:
    whole = bytearray(picture("PNG"))
    whole[len(whole) // 2] ^= 1
    assert refusal(bytes(whole)) == "EVI-015"


def test_a_bomb_is_refused_before_anything_is_allocated() -> None:
    huge = bytearray(picture())
    frame = huge.index(b"\xff\xc0")
    huge[frame + 5 : frame + 9] = b"\xff\xff\xff\xff"
    text = zlib.compress(bytes(50_000_000))
    bombs = {
        png(60_000, 60_000, chunk(b"IDAT", zlib.compress(bytes(1000)))): "EVI-013",
        bytes(huge): "EVI-013",
        b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + b"\xff" * 6: "EVI-013",
        png(1, 1, chunk(b"zTXt", b"k\0\0" + text)): "EVI-014",
        png(1, 1, chunk(b"iTXt", b"k\0\x01\0\0\0" + text)): "EVI-014",
        png(1, 1, chunk(b"iCCP", b"k\0\0" + text)): "EVI-014",
    }
    tracemalloc.start()
    try:
        codes = [refusal(bomb) for bomb in bombs]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert codes == list(bombs.values())
    assert peak < 8_000_000


@settings(max_examples=300)
@given(st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\0\0\0WEBPVP8X"]), st.binary(max_size=400))
def test_random_bytes_raise_only_sentences(head: bytes, rest: bytes) -> None:
    with suppress(UserFacingError):
        read_photo(head + rest)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_damaged_photos_raise_only_sentences(kind: str, data: st.DataObject) -> None:
    broken = bytearray(picture(kind, exif=exif_block({Base.Model: "X"})))
    for place in data.draw(st.lists(st.integers(0, len(broken) - 1), min_size=1, max_size=5)):
        broken[place] = data.draw(st.integers(0, 255))
    with suppress(UserFacingError):
        read_photo(bytes(broken))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_thumbnail_is_upright(orientation: int) -> None:
    data = picture(size=(400, 200), exif=exif_block({Base.Orientation: orientation}))
    small = Image.open(BytesIO(thumbnail(data, 100)))
    facts = read_photo(data)
    assert small.size == ((100, 50) if orientation < 5 else (50, 100))
    assert (facts.width, facts.height) == ((400, 200) if orientation < 5 else (200, 400))
    corner = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[orientation]
    red = small.getpixel((small.width // 4 + corner[0] * small.width // 2, small.height // 4 + corner[1] * small.height // 2))
    assert isinstance(red, tuple)
    assert red[0] > 150 > 90 > red[1]


def test_a_thumbnail_is_kept_and_a_cut_off_one_made_again(tmp_path: Path) -> None:
    data = picture(size=(400, 200))
    first = thumbnail(data, 64, cache_root=tmp_path)
    (kept,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept.read_bytes() == first
    kept.write_bytes(first[:50])
    assert thumbnail(data, 64, cache_root=tmp_path) == first == kept.read_bytes()
    assert thumbnail(tmp_path / "gone", 64, cache_root=tmp_path, sha256=kept.name[:64]) == first


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    contents = {"a.jpg": picture(), "b.jpg": picture()[:-300], "c.jpg": b"", "d.pdf": b"%PDF-1.7\n%%EOF", "e.jpg": b"text"}
    contents["f.png"] = picture("PNG")
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    files = EvidenceFiles(tmp_path / "store")
    seen: list[tuple[int, int]] = []
    result = import_files([tmp_path / name for name in [*contents, "gone"]], files, progress=lambda *step: seen.append(step))
    assert [(file.name, file.media_type) for file in result.accepted] == [
        ("a.jpg", "image/jpeg"),
        ("d.pdf", "application/pdf"),
        ("f.png", "image/png"),
    ]
    assert [(no.name, no.code) for no in result.refused] == [
        ("b.jpg", "EVI-012"),
        ("c.jpg", "EVI-010"),
        ("e.jpg", "EVI-011"),
        ("gone", "EVI-001"),
    ]
    assert seen == [(done, 7) for done in range(1, 8)]
    for file in result.accepted:
        assert files.path(file.stored.sha256).read_bytes() == contents[file.name]
    assert len([path for path in files.root.rglob("*") if path.is_file()]) == 3


def test_a_cancelled_import_keeps_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(picture())
    answers = iter([False, True])
    result = import_files([tmp_path / "a.jpg"] * 3, EvidenceFiles(tmp_path / "store"), cancelled=lambda: next(answers))
    assert (len(result.accepted), result.cancelled) == (1, True)


def test_a_pasted_picture_goes_in_under_its_name(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path)
    (taken,) = import_bytes("pasted.png", picture("PNG"), files).accepted
    assert files.verify(taken.stored.sha256)
    assert import_bytes("pasted.png", b"", files).refused[0].code == "EVI-010"


def test_the_sample_photos_record_what_was_drawn_into_them(tmp_path: Path) -> None:
    drawn = draw_sample_photos(tmp_path)
    assert len({photo.scene for photo in drawn}) == 12
    for photo in drawn:
        shipped = resource("sample/photos") / photo.path.name
        for path in (photo.path, shipped):
            facts = read_photo(path)
            assert (facts.width, facts.height, facts.device) == (1600, 1200, "Sample Camera")
            assert facts.taken_at == photo.taken_at
            assert facts.taken_at.utcoffset() == timedelta(hours=8)
            assert (facts.latitude, facts.longitude, facts.direction) == (photo.latitude, photo.longitude, photo.direction)
        with Image.open(photo.path) as again, Image.open(shipped) as kept:
            apart = ImageChops.difference(again.convert("L"), kept.convert("L"))
            assert ImageStat.Stat(apart).mean[0] < 1
