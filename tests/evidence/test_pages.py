# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Pages of documents as pictures: the right page, the right part, and a sentence for every document that cannot be shown."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from evaluator_app.errors import UserFacingError
from evaluator_app.evidence import decoder_process
from evaluator_app.evidence.pages import LARGEST_SIDE, cut_out, page_picture

D = Decimal


def a_document(path: Path, *pages: str, width: float = 200, height: float = 400, rotate: int = 0, **how: object) -> Path:
    """Write a document whose pages are drawn by PDF operators."""
    with pikepdf.new() as document:
        for operators in pages:
            page = document.add_blank_page(page_size=(width, height))
            page.Contents = document.make_stream(operators.encode())
            if rotate:
                page.rotate(rotate, relative=False)
        document.save(path, **how)  # type: ignore[arg-type]
    return path


RED_TOP_LEFT = "1 0 0 rg 0 300 100 100 re f"
"""A red quarter of the width and of the height, at the upper left of a page of 200 x 400 points."""
BLUE = "0 0 1 rg 0 0 200 400 re f"


def pixel(picture: bytes, x: float, y: float) -> tuple[int, ...]:
    with Image.open(BytesIO(picture)) as image:
        found = image.convert("RGB").getpixel((round(x * (image.width - 1)), round(y * (image.height - 1))))
    assert isinstance(found, tuple)
    return tuple(round(level / 255) for level in found)


def test_a_page_is_drawn_upright_with_the_number_of_pages(tmp_path: Path) -> None:
    drawn = page_picture(a_document(tmp_path / "方案.pdf", RED_TOP_LEFT, BLUE), 1, 400)
    assert (drawn.pages, drawn.width, drawn.height) == (2, 200, 400)
    assert pixel(drawn.picture, 0.2, 0.1) == (1, 0, 0)
    assert pixel(drawn.picture, 0.8, 0.1) == pixel(drawn.picture, 0.2, 0.5) == (1, 1, 1)
    assert pixel(page_picture(tmp_path / "方案.pdf", 2, 400).picture, 0.5, 0.5) == (0, 0, 1)


def test_a_part_is_cut_out_where_it_was_framed(tmp_path: Path) -> None:
    path = a_document(tmp_path / "a.pdf", RED_TOP_LEFT)
    cut = cut_out(path, 1, (D("0.25"), D("0.125"), D("0.5"), D("0.25")))
    assert cut.picture.startswith(b"\x89PNG")
    assert cut.width == pytest.approx(cut.height, abs=1)  # 100 x 100 points, at 300 dots an inch
    assert cut.width == pytest.approx(417, abs=1)
    assert pixel(cut.picture, 0.2, 0.2) == (1, 0, 0)
    assert pixel(cut.picture, 0.8, 0.2) == pixel(cut.picture, 0.2, 0.8) == (1, 1, 1)


def test_a_part_of_a_turned_page_is_cut_as_it_is_seen(tmp_path: Path) -> None:
    path = a_document(tmp_path / "a.pdf", RED_TOP_LEFT, rotate=90)
    assert pixel(page_picture(path, 1, 400).picture, 0.9, 0.2) == (1, 0, 0)
    cut = cut_out(path, 1, (D("0.75"), D(0), D("0.25"), D("0.5")))
    assert pixel(cut.picture, 0.5, 0.5) == (1, 0, 0)
    assert pixel(cut_out(path, 1, (D(0), D(0), D("0.25"), D("0.5"))).picture, 0.5, 0.5) == (1, 1, 1)


def test_a_page_as_large_as_a_house_stays_within_the_pixels(tmp_path: Path) -> None:
    path = a_document(tmp_path / "plan.pdf", BLUE, width=14000, height=7000)
    drawn = cut_out(path, 1, (D(0), D(0), D(1), D(1)))
    assert max(drawn.width, drawn.height) <= LARGEST_SIDE
    assert page_picture(path, 1, 320).width == 320


def test_what_cannot_be_shown_is_said(tmp_path: Path) -> None:
    whole = a_document(tmp_path / "a.pdf", BLUE)
    locked = a_document(tmp_path / "locked.pdf", BLUE, encryption=pikepdf.Encryption(owner="a", user="b"))
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + b"\x00\xff" * 500)
    for path, page, code in ((whole, 2, "EVI-051"), (locked, 1, "EVI-050"), (broken, 1, "EVI-053"), (tmp_path / "no.pdf", 1, "EVI-053")):
        with pytest.raises(UserFacingError) as refused:
            page_picture(path, page, 200, name="名称.pdf")
        assert refused.value.code == code
        assert "名称.pdf" in refused.value.message


def test_a_process_that_dies_takes_only_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killer = tmp_path / "killer.py"
    killer.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGABRT)\n")
    monkeypatch.setattr(decoder_process, "__file__", str(killer))
    with pytest.raises(UserFacingError, match=r"a\.pdf") as refused:
        page_picture(a_document(tmp_path / "a.pdf", BLUE), 1, 200)
    assert refused.value.code == "EVI-053"


def test_a_page_that_takes_for_ever_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(decoder_process, "__file__", str(sleeper))
    monkeypatch.setattr("evaluator_app.evidence.apart.LONGEST_WAIT", 0.3)
    with pytest.raises(UserFacingError) as refused:
        page_picture(a_document(tmp_path / "a.pdf", BLUE), 1, 200)
    assert refused.value.code == "EVI-052"


@pytest.mark.parametrize("region", [(0.2, 0.2, 0.0001, 0.5), (0.2, 0.2, 0.5, 0.0001), (0.2, 0.2, 0.005, 0.005)])
def test_a_sliver_is_called_a_sliver_and_the_document_sound(tmp_path: Path, region: tuple[float, ...]) -> None:
    with pytest.raises(UserFacingError, match=r"a\.pdf") as refused:
        cut_out(a_document(tmp_path / "a.pdf", BLUE), 1, tuple(D(str(share)) for share in region))
    assert refused.value.code == "EVI-059"


def test_a_narrow_column_is_still_cut(tmp_path: Path) -> None:
    cut = cut_out(a_document(tmp_path / "a.pdf", BLUE), 1, (D("0.2"), D("0.2"), D("0.02"), D("0.5")))
    assert min(cut.width, cut.height) >= decoder_process.THINNEST


@pytest.mark.parametrize("region", [(0, 0, 0, 1), (0, 0, 1, 0), (-1, 0, 1, 1), (0.5, 0, 0.6, 1), (0, 0.5, 1, 0.6)])
def test_a_part_that_is_not_on_the_page_is_refused(tmp_path: Path, region: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="not a part of a page"):
        cut_out(tmp_path / "a.pdf", 1, tuple(D(str(share)) for share in region))


@pytest.mark.parametrize("side", [0, 15, LARGEST_SIDE + 1])
def test_a_side_out_of_bounds_is_refused(tmp_path: Path, side: int) -> None:
    with pytest.raises(ValueError, match="side out of range"):
        page_picture(tmp_path / "a.pdf", 1, side)
