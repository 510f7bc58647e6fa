# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Divider cards and clocks of cameras on the command line, from the printed page to the filed photo."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
import segno
from click.testing import CliRunner, Result
from PIL import Image
from PIL.ExifTags import IFD, Base

from evaluator_app.cli import main_group
from evaluator_app.domain.cards import time_code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


def call(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main_group, ["--language", "en", "--workspace", str(folder), *arguments])


@pytest.fixture
def assessment(folder: Path) -> str:
    begun = call(folder, "new", "--template", "cn-mnr/green-mine-2024-coal", "--mine", "青石煤矿", "--json")
    return str(json.loads(begun.output)["id"])


def take(path: Path, picture: Image.Image, minute: int) -> str:
    exif = Image.Exif()
    exif[Base.Model] = "X100"
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = f"2026:03:14 09:{minute:02}:00"
    picture.convert("RGB").save(path, "JPEG", exif=exif)
    return str(path)


def test_a_printed_card_that_is_photographed_files_what_follows(folder: Path, assessment: str, tmp_path: Path) -> None:
    written = call(folder, "cards", assessment, str(tmp_path / "cards.pdf"), "--all", "--large")
    assert written.exit_code == 0
    with pypdfium2.PdfDocument(tmp_path / "cards.pdf") as pdf:
        assert f"{len(pdf)} cards, {len(pdf)} pages" in written.output
        page = pdf[1]
        card = page.render(scale=1).to_pil()
        page.close()
    scene = Image.linear_gradient("L").resize((640, 480))
    code = io.BytesIO()
    segno.make(time_code(datetime(2026, 3, 14, 9, 30, tzinfo=UTC)), micro=False).save(code, kind="png", scale=8)
    shots = tmp_path / "shots"
    shots.mkdir()
    take(shots / "IMG_0001.JPG", card, 1)
    take(shots / "IMG_0002.JPG", scene, 2)
    assert call(folder, "evidence-import", assessment, str(shots)).exit_code == 0
    assert "X100: 2 photos and videos, not compared" in (told := call(folder, "clocks", assessment)).output
    assert told.exit_code == 1
    again = call(folder, "file-by-cards", assessment)
    assert "IMG_0002.JPG: By the card for 采场, photographed as IMG_0001.JPG." in again.output
    assert "Photos that now lie elsewhere: 0." in again.output
    assert call(folder, "evidence-import", assessment, take(tmp_path / "IMG_0003.JPG", Image.open(code), 10)).exit_code == 0
    (camera,) = json.loads(call(folder, "clocks", assessment, "--json").output)
    assert (camera["device"], camera["photos"]) == ("X100", 3)
    assert camera["clock"]["device"] == "X100"
    answer = json.loads(call(folder, "file-by-cards", assessment, "--json").output)
    assert answer["moved"] == 0
    assert {photo["name"]: photo["place"] for photo in answer["photos"]} == {
        "IMG_0001.JPG": "采场",
        "IMG_0002.JPG": "采场",
        "IMG_0003.JPG": "",
    }


def test_places_are_printed_where_nothing_else_is_asked_for(folder: Path, assessment: str, tmp_path: Path) -> None:
    places = call(folder, "cards", assessment, str(tmp_path / "places.pdf")).output
    assert places == call(folder, "cards", assessment, str(tmp_path / "places.pdf"), "--places").output
    assert "51 cards" in call(folder, "cards", assessment, str(tmp_path / "items.pdf"), "--items").output


def test_a_place_that_is_not_there_is_named(folder: Path, assessment: str, tmp_path: Path) -> None:
    failed = call(folder, "cards", assessment, str(tmp_path / "gone" / "cards.pdf"))
    assert failed.exit_code == 2
    assert "CRD-002" in failed.output
