# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""HEIC photos and videos: known by their content, read no further than needed, refused where they are cut off."""

from __future__ import annotations

import struct
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from evaluator_app.domain.photo_flags import near
from evaluator_app.errors import UserFacingError
from evaluator_app.evidence.containers import media_type
from evaluator_app.evidence.files import EvidenceFiles
from evaluator_app.evidence.importing import Desk, import_files
from evaluator_app.evidence.photos import look_at, read_photo
from evaluator_app.evidence.thumbnails import thumbnail
from evaluator_app.evidence.videos import AVI, MATROSKA, read_video, video_type
from evaluator_app.paths import resource

RECORDED = datetime(2025, 9, 16, 2, 20, 30, tzinfo=UTC)
SINCE_1904 = int((RECORDED - datetime(1904, 1, 1, tzinfo=UTC)).total_seconds())


@pytest.fixture
def heic(project_root: Path) -> bytes:
    return (project_root / "tests/data/photos/workshop.heic").read_bytes()


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def movie(seconds: int = SINCE_1904, *, version: int = 0, brand: bytes = b"mp42") -> bytes:
    times = struct.pack(">IQQ" if version else ">III", version << 24, seconds, seconds)
    return box(b"ftyp", brand + bytes(4) + b"isom") + box(b"mdat", bytes(5000)) + box(b"moov", box(b"mvhd", times + bytes(80)))


def test_a_heic_photo_says_what_the_same_jpeg_says(heic: bytes) -> None:
    look = look_at(heic, "IMG_1.HEIC")
    facts = look.facts
    assert (facts.media_type, facts.width, facts.height, facts.device) == ("image/heic", 400, 300, "Acme H1")
    assert (facts.taken_local, facts.taken_source) == ("2025-09-16T10:20:30", "DateTimeOriginal")
    assert (facts.latitude, facts.longitude, facts.altitude) == (Decimal("35.510000"), Decimal("112.750000"), Decimal("812.0"))
    assert near(look.fingerprint, look_at((resource("sample/photos") / "04_workshop.jpg").read_bytes(), "a.jpg").fingerprint)
    assert Image.open(BytesIO(look.small)).size == (320, 240)


def test_a_heic_photo_that_was_taken_upright_is_shown_upright(project_root: Path, heic: bytes) -> None:
    turned = (project_root / "tests/data/photos/workshop-turned.heic").read_bytes()
    assert near(look_at(turned, "a").fingerprint, look_at(heic, "b").fingerprint)
    assert Image.open(BytesIO(thumbnail(turned, 100))).size == (100, 75)


def test_a_heic_photo_is_kept_as_it_came(tmp_path: Path, heic: bytes) -> None:
    (tmp_path / "IMG_1.HEIC").write_bytes(heic)
    files = EvidenceFiles(tmp_path / "store")
    (taken,) = import_files([tmp_path / "IMG_1.HEIC"], files).accepted
    assert files.path(taken.stored.sha256).read_bytes() == heic


def test_a_heic_photo_cut_anywhere_is_refused(heic: bytes) -> None:
    for end in [*range(30, len(heic), 97), len(heic) - 1]:
        with pytest.raises(UserFacingError) as caught:
            read_photo(heic[:end], name="IMG_1.HEIC")
        assert caught.value.code == "EVI-012", end


def test_a_heic_photo_that_claims_to_be_huge_is_not_decoded(heic: bytes) -> None:
    at = heic.index(b"ispe")
    huge = heic[: at + 8] + struct.pack(">II", 60_000, 60_000) + heic[at + 16 :]
    with pytest.raises(UserFacingError) as caught:
        read_photo(huge, name="IMG_1.HEIC")
    assert caught.value.code == "EVI-013"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_heic_photos_raise_only_sentences(data: st.DataObject) -> None:
    broken = bytearray((Path(__file__).parents[1] / "data/photos/workshop.heic").read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(broken) - 1), min_size=1, max_size=4)):
        broken[place] = data.draw(st.integers(0, 255))
    with suppress(UserFacingError):
        read_photo(bytes(broken))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (movie(), "video/mp4"),
        (movie(brand=b"qt  "), "video/quicktime"),
        (box(b"moov", b""), "video/quicktime"),
        (b"RIFF\x10\0\0\0AVI LIST", AVI),
        (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska", MATROSKA),
        (b"\x1a\x45\xdf\xa3 something else", None),
        (box(b"ftyp", b"M4A \0\0\0\0"), None),
        (box(b"ftyp", b"mif1\0\0\0\0mif1heic"), None),
        (b"", None),
    ],
)
def test_the_kind_of_a_video_is_decided_by_content(head: bytes, kind: str | None) -> None:
    assert video_type(head) == kind


def test_an_item_whose_kind_is_no_text_is_refused_before_the_library_crashes_on_it(heic: bytes) -> None:
    damaged = heic.replace(b"\0Exif\0", b"\0Ex\xfff\0", 1)
    assert damaged != heic
    with pytest.raises(UserFacingError, match="EVI-015"):
        look_at(damaged, "IMG_1.HEIC")


def test_a_heic_photo_is_no_video(heic: bytes) -> None:
    assert media_type(heic) == "image/heic"


@pytest.mark.parametrize(("version", "brand"), [(0, b"mp42"), (1, b"isom"), (0, b"qt  ")])
def test_a_video_is_taken_whole_with_the_time_of_its_container(tmp_path: Path, version: int, brand: bytes) -> None:
    content = movie(version=version, brand=brand)
    (tmp_path / "V1.MP4").write_bytes(content)
    files = EvidenceFiles(tmp_path / "store", size_limit=1000)  # photos are smaller than videos
    imported = Desk(files).take("V1.MP4", tmp_path / "V1.MP4")
    assert imported.video is not None
    assert imported.video.taken_at == RECORDED
    assert (imported.photo, imported.fingerprint) == (None, "")
    assert files.path(imported.stored.sha256).read_bytes() == content


@pytest.mark.parametrize("seconds", [0, 5, 2**32 - 1])
def test_a_clock_that_was_never_set_is_no_time(tmp_path: Path, seconds: int) -> None:
    path = tmp_path / "V1.MP4"
    path.write_bytes(movie(seconds))
    found = read_video(path).taken_at
    assert found is None or found.year == 2040
    path.write_bytes(movie(2**63, version=1))
    assert read_video(path).taken_at is None


def test_a_video_without_end_or_index_is_refused_and_nothing_stays(tmp_path: Path) -> None:
    whole = movie()
    path = tmp_path / "V1.MP4"
    files = EvidenceFiles(tmp_path / "store")
    for broken in (whole[:-1], whole[:3000], box(b"ftyp", b"mp42\0\0\0\0") + box(b"mdat", bytes(100))):
        path.write_bytes(broken)
        with pytest.raises(UserFacingError) as caught:
            Desk(files).take("V1.MP4", path)
        assert caught.value.code == "EVI-018"
        assert [left for left in files.root.rglob("*") if left.is_file()] == []


def test_a_video_of_another_kind_states_no_time(tmp_path: Path) -> None:
    path = tmp_path / "V1.AVI"
    path.write_bytes(b"RIFF\x10\0\0\0AVI LIST")
    imported = Desk(EvidenceFiles(tmp_path / "store")).take("V1.AVI", path)
    assert (imported.media_type, imported.video and imported.video.taken_at) == (AVI, None)
    assert read_video(tmp_path / "gone").taken_at is None


@given(st.binary(max_size=200))
def test_any_boxes_end(rest: bytes) -> None:
    video_type(rest)
    with suppress(UserFacingError):
        read_photo(b"\0\0\0\x18ftypheic" + rest)
