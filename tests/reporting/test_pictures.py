# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Photos come into the report upright, small and without the camera's data."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from evaluator_app.reporting.document import Photo, PhotoGrid
from evaluator_app.reporting.pictures import LONGEST_SIDE, picture
from tests.reporting.sample_documents import Write, jpeg, small_document


def _exif(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    return exif.tobytes()


def _opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_large_photos_are_reduced_the_same_way_each_time() -> None:
    source = jpeg(4000, 3000)
    first, second = picture(source), picture(source)
    assert first is not None
    assert first == second
    assert (first.width, first.height) == (LONGEST_SIDE, 900)
    assert _opened(first.jpeg).size == (LONGEST_SIDE, 900)


def test_photos_that_lie_on_their_side_are_turned() -> None:
    turned = picture(jpeg(800, 600, exif=_exif(6)))
    assert turned is not None
    assert (turned.width, turned.height) == (600, 800)
    assert _opened(turned.jpeg).getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize("size", [(800, 600), (3000, 2000)])
def test_the_cameras_data_does_not_come_along(size: tuple[int, int]) -> None:
    shown = picture(jpeg(*size, exif=_exif()))
    assert shown is not None
    assert b"SecretCamera" not in shown.jpeg
    assert b"Exif" not in shown.jpeg


def test_a_photo_that_fits_keeps_its_pixels() -> None:
    source = jpeg(800, 600, exif=_exif())
    shown = picture(source)
    assert shown is not None
    assert _opened(shown.jpeg).tobytes() == _opened(source).tobytes()


@pytest.mark.parametrize("mode", ["RGBA", "P", "LA", "L", "1", "I;16"])
def test_every_kind_of_png_is_shown(mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (64, 48)).save(target, "PNG")
    shown = picture(target.getvalue())
    assert shown is not None
    assert _opened(shown.jpeg).mode in ("RGB", "L")


def test_what_is_transparent_becomes_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (64, 48), (200, 0, 0, 0)).save(target, "PNG")
    shown = picture(target.getvalue())
    assert shown is not None
    assert min(_opened(shown.jpeg).getpixel((30, 20))) > 250  # type: ignore[arg-type]


@pytest.mark.parametrize("broken", [b"", b"no photo", jpeg()[:900], jpeg(3000, 2000)[:5000], b"\xff\xd8\xff\xe1\x00\x05"])
def test_what_is_no_photo_is_none(broken: bytes) -> None:
    assert picture(broken) is None


def test_a_bomb_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert picture(jpeg(60, 30)) is None
    assert picture(jpeg(600, 300)) is None


def test_a_broken_or_absent_photo_is_a_box_with_words(write: Write, tmp_path: Path) -> None:
    (tmp_path / "good.jpg").write_bytes(jpeg())
    sources: tuple[bytes | Path, ...] = (b"", tmp_path / "absent.jpg", tmp_path / "good.jpg", jpeg())
    written = write(small_document(PhotoGrid(tuple(Photo(source, ("题注",), digest="ab12") for source in sources))))
    assert written.pages == 1
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        pictures = list(pdf.pages[0].Resources.XObject.values())
        assert len(pictures) == 1
        assert pictures[0].Filter in ("/DCTDecode", pikepdf.Array([pikepdf.Name.DCTDecode]))
        assert picture(pictures[0].read_raw_bytes()) is not None
