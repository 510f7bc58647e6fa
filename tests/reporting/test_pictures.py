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
from evaluator_app.reporting.page_marks import page_marks
from evaluator_app.reporting.pdf import PhotoSize, write_pdf
from evaluator_app.reporting.pdf_types import photo_size_for
from evaluator_app.reporting.picture_store import PictureStore
from evaluator_app.reporting.pictures import LONGEST_SIDE, Picture, picture
from tests.reporting.sample_documents import CREATED_AT, Write, jpeg, small_document


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


@pytest.mark.parametrize(
    ("photos", "size"), [(1, "LARGE"), (200, "LARGE"), (201, "STANDARD"), (260, "STANDARD"), (261, "SMALL"), (500, "SMALL")]
)
def test_the_number_of_photos_decides_their_size(photos: int, size: str) -> None:
    assert photo_size_for(photos) is PhotoSize[size]


def test_a_chosen_size_holds_for_every_photo_and_moves_no_page(tmp_path: Path) -> None:
    grid = PhotoGrid(tuple(Photo(jpeg(wide, high), (f"{wide}",)) for wide, high in ((1600, 1201), (901, 1350), (300, 200))))
    marks, longest = [], []
    for size in PhotoSize:
        path = tmp_path / f"{size.name}.pdf"
        write_pdf(small_document(grid), path, created_at=CREATED_AT, photo_size=size)
        marks.append(page_marks(path.read_bytes()))
        with pikepdf.open(path) as pdf:
            shown = [each for page in pdf.pages for each in page.resources.XObject.values()]
            longest.append(max(int(max(each.Width, each.Height)) for each in shown))
            assert all(picture(each.read_raw_bytes()) is not None for each in shown)
    assert longest == [640, 900, 1200]
    assert marks[0] == marks[1] == marks[2]


def test_grey_photos_stay_grey(write: Write, tmp_path: Path) -> None:
    target = io.BytesIO()
    Image.new("L", (64, 48), 90).save(target, "JPEG")
    write(small_document(PhotoGrid((Photo(target.getvalue()), Photo(jpeg())))))
    with pikepdf.open(tmp_path / "report.pdf") as pdf:
        assert {str(each.ColorSpace) for each in pdf.pages[0].resources.XObject.values()} == {"/DeviceGray", "/DeviceRGB"}


def test_pictures_laid_aside_take_the_place_of_what_stood_in_for_them() -> None:
    drawn = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/X 3 0 R/Y 4 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    places = [drawn.index(b"1 0 obj"), drawn.index(b"2 0 obj"), 0, 0]
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    drawn += b"\nxref\n0 5\n0000000000 65535 f \n" + table + b"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
    store = PictureStore(io.BytesIO())
    for name in ("one", "two", "one"):
        store.keep(Picture(name.encode(), 2, 3, name))
    store.join(drawn, {3: "two", 4: "one"})
    with pikepdf.open(store.file) as pdf:
        assert pdf.get_warnings() == []
        assert (pdf.Root.X.read_raw_bytes(), pdf.Root.Y.read_raw_bytes()) == (b"two", b"one")
        assert [int(pdf.Root.X.Width), int(pdf.Root.X.Height)] == [2, 3]
