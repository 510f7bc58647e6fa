# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Fingerprints: the same for a picture in other sizes and compression, another for another picture."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance, ImageOps

from evaluator_app.domain.photo_flags import near
from evaluator_app.evidence.fingerprints import fingerprint
from evaluator_app.evidence.photos import look_at
from evaluator_app.paths import resource

PHOTOS = sorted(resource("sample/photos").glob("*.jpg"))


def sent_on(path: Path, side: int, quality: int) -> bytes:
    """Return a photo as messengers send it: smaller, compressed harder, without EXIF."""
    target = BytesIO()
    with Image.open(path) as image:
        image.thumbnail((side, side))
        image.save(target, "JPEG", quality=quality)
    return target.getvalue()


@pytest.mark.parametrize("path", PHOTOS, ids=lambda path: path.stem)
def test_a_photo_is_known_again_after_being_sent_on(path: Path) -> None:
    original = look_at(path.read_bytes(), path.name).fingerprint
    for side, quality in ((1600, 40), (1080, 70), (640, 50), (320, 85)):
        assert near(original, look_at(sent_on(path, side, quality), "x.jpg").fingerprint), (side, quality)


def test_other_photos_have_other_fingerprints() -> None:
    prints = [look_at(path.read_bytes(), path.name).fingerprint for path in PHOTOS]
    assert [pair for pair in combinations(prints, 2) if near(*pair)] == []


def test_a_brighter_picture_is_the_same_and_a_mirrored_one_is_not() -> None:
    with Image.open(PHOTOS[0]) as image:
        original = fingerprint(image)
        assert near(original, fingerprint(ImageEnhance.Brightness(image).enhance(1.2)))
        assert not near(original, fingerprint(ImageOps.mirror(image)))


def test_a_worked_case() -> None:
    rising = Image.new("L", (9, 8))
    rising.putdata([column * 20 for _row in range(8) for column in range(9)])
    assert fingerprint(rising) == "f" * 16
    assert fingerprint(ImageOps.mirror(rising)) == "0" * 16


@pytest.mark.parametrize("level", [0, 128, 255])
def test_where_nothing_is_to_be_seen_there_is_no_fingerprint(level: int) -> None:
    assert fingerprint(Image.new("RGB", (400, 300), (level, level, level))) == ""
