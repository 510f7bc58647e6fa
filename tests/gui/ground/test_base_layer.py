# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A base under the map: taken in from a file by its digest, painted where it lies, refused with a sentence, removed by a click."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image, TiffImagePlugin
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from evaluator_app.geography.base import GEOJSON, GEOTIFF
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.ground.ground_page import GroundPage


def geotiff(path: Path) -> Path:
    """Write a red picture that lies around 114.15° E, 39.02° N, its lower half blue."""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags.tagtype.update({33550: 12, 33922: 12, 34735: 3})
    tags[33550], tags[33922], tags[34735] = (0.0005, 0.0005, 0.0), (0.0, 0.0, 0.0, 114.14, 39.03, 0.0), (1, 1, 0, 1, 2048, 0, 1, 4490)
    image = Image.new("RGB", (40, 40), (255, 0, 0))
    image.paste((0, 0, 255), (0, 20, 40, 40))
    target = io.BytesIO()
    image.save(target, "TIFF", tiffinfo=tags)
    path.write_bytes(target.getvalue())
    return path


def choose(monkeypatch: pytest.MonkeyPatch, page: GroundPage, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    QTest.mouseClick(page.base_button, Qt.MouseButton.LeftButton)


def test_a_picture_lies_under_the_map_until_it_is_removed(
    page: GroundPage, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, page, geotiff(tmp_path / "map.tif"))
    (kept,) = session.assessment.evidence.values()
    assert (kept.media_type, kept.name) == (GEOTIFF, "map.tif")
    assert session.opened.files.verify(kept.sha256)
    assert page.map.isVisible()
    shown = page.map.grab().toImage()
    upper, lower = (
        shown.pixelColor(shown.width() // 2, shown.height() // 2 - 60),
        shown.pixelColor(shown.width() // 2, shown.height() // 2 + 60),
    )
    assert upper.red() > 200 > upper.blue()
    assert lower.blue() > 200 > lower.red()
    QTest.mouseClick(page.base_button, Qt.MouseButton.LeftButton)
    assert session.assessment.evidence == {}
    assert page.empty.isVisible()
    session.undo()
    page.refresh()
    assert page.map.isVisible()


def test_lines_lie_under_the_map(page: GroundPage, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "roads.geojson"
    path.write_text(json.dumps({"type": "LineString", "coordinates": [[114.14, 39.02], [114.16, 39.02]]}), "utf-8")
    choose(monkeypatch, page, path)
    (kept,) = session.assessment.evidence.values()
    assert kept.media_type == GEOJSON
    shown = page.map.grab().toImage()
    column = [shown.pixelColor(shown.width() // 3, row).lightness() for row in range(shown.height() // 2 - 10, shown.height() // 2 + 10)]
    assert min(column) < 200


def test_what_says_no_place_is_refused_and_nothing_is_kept(
    page: GroundPage, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = tmp_path / "plain.tif"
    Image.new("RGB", (4, 4)).save(plain, "TIFF")
    for path in (plain, tmp_path / "missing.tif"):
        choose(monkeypatch, page, path)
        assert session.assessment.evidence == {}
    assert page.empty.isVisible()
