# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Codes are found in photos as people take them: askew, far off, blurred, dark; and what is no code of ours is passed over."""

from __future__ import annotations

import io
import math
import random

import pytest
import segno
from PIL import Image, ImageEnhance, ImageFilter

from evaluator_app.domain.cards import MOST_CODES, UNREADABLE, Card, CardKind, card_code
from evaluator_app.evidence.codes import codes_in
from evaluator_app.paths import resource
from evaluator_app.reporting.cards import CORRECTION

TEXT = card_code(Card("0badcafe", CardKind.PLACE, "hazardous_store"))
SIZE = (2000, 1500)


def code(text: str = TEXT, side: int = 600) -> Image.Image:
    target = io.BytesIO()
    segno.make(text, error=CORRECTION, micro=False).save(target, kind="png", scale=12, border=4)
    return Image.open(target).convert("RGB").resize((side, side))


def ground() -> Image.Image:
    with Image.open(next(iter(sorted(resource("sample/photos").glob("*.jpg"))))) as photo:
        return photo.convert("RGB").resize(SIZE)


def scene(picture: Image.Image, share: float, turn: float = 0, lean: float = 0) -> Image.Image:
    """Put a card into a photo: so much of its width, turned by degrees, its right edge shorter by a share."""
    photo, side = ground(), round(SIZE[0] * share)
    card = picture.resize((side, side)).convert("RGBA")
    bend, half = -lean / side, side / 2
    coefficients = (1 - lean, 0, 0, half * bend, 1, 0, bend, 0)
    card = card.transform((side, side), Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC, fillcolor=(0, 0, 0, 0))
    card = card.rotate(turn, Image.Resampling.BICUBIC, expand=True)
    photo.paste(card, ((SIZE[0] - card.width) // 2, (SIZE[1] - card.height) // 2), card.getchannel("A"))
    return photo


@pytest.mark.parametrize("turn", [0, 17, 90, 135, 180, 271])
@pytest.mark.parametrize("share", [0.12, 0.3, 0.6])
def test_a_card_is_read_however_it_is_turned(share: float, turn: float) -> None:
    assert codes_in(scene(code(), share, turn)) == (TEXT,)


@pytest.mark.parametrize("lean", [0.2, 0.4])
def test_a_card_is_read_at_a_slant(lean: float) -> None:
    assert codes_in(scene(code(), 0.4, 8, lean)) == (TEXT,)


def test_a_card_is_read_through_blur_and_noise_and_in_the_dark() -> None:
    photo = scene(code(), 0.4, 5)
    assert codes_in(photo.filter(ImageFilter.GaussianBlur(4))) == (TEXT,)
    noisy = Image.blend(photo, Image.effect_noise(SIZE, 100).convert("RGB"), 0.3)
    assert codes_in(ImageEnhance.Brightness(noisy).enhance(0.25)) == (TEXT,)


def test_a_large_photo_is_searched_in_gray_at_a_bounded_size() -> None:
    assert codes_in(scene(code(), 0.3).resize((6000, 4500)).convert("RGBA")) == (TEXT,)


def test_a_card_torn_at_a_corner_is_still_read() -> None:
    torn = code()
    torn.paste("gray", (520, 520, 600, 600))
    assert codes_in(scene(torn, 0.4)) == (TEXT,)


def test_a_large_card_that_cannot_be_read_is_told() -> None:
    covered = code()
    covered.paste("gray", (200, 0, 360, 600))
    assert codes_in(scene(covered, 0.4)) == (UNREADABLE,)


def test_a_small_one_is_not_told() -> None:
    covered = code()
    covered.paste("gray", (200, 0, 360, 600))
    assert codes_in(scene(covered, 0.1)) == ()


def test_beside_a_code_that_can_be_read_it_does_not_count() -> None:
    photo, covered = scene(code("https://example.org/"), 0.3), code()
    covered.paste("gray", (200, 0, 360, 600))
    photo.paste(covered, (50, 400))
    assert codes_in(photo) == ()


@pytest.mark.parametrize("text", ["https://example.org/", "WIFI:S:mine;T:WPA;P:x;;", "GM1", "GM1|" + "a" * 300, "GM1|行\n|0"])
def test_codes_of_others_are_passed_over(text: str) -> None:
    assert codes_in(scene(code(text), 0.5)) == ()


def test_ours_is_found_among_others_each_once_and_not_without_end() -> None:
    photo, other = ground(), card_code(Card("0badcafe", CardKind.ITEM, "a1"))
    for place, text in enumerate([TEXT, "https://example.org/", other, TEXT]):
        photo.paste(code(text, 400), (100 + 450 * place, 500))
    assert codes_in(photo) == tuple(sorted((TEXT, other)))
    for place in range(12):
        photo.paste(code(f"GM1|{place}", 300), (20 + 330 * (place % 6), 100 + 400 * (place // 6)))
    assert len(codes_in(photo)) == MOST_CODES


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (9000, 2)])
def test_odd_pictures_hold_no_code(size: tuple[int, int]) -> None:
    assert codes_in(Image.new("L", size, 128)) == ()


def test_noise_holds_no_code() -> None:
    rng = random.Random(7)
    stripes = bytes(255 * (math.sin(x * rng.random()) > 0) for x in range(800 * 600))
    assert codes_in(Image.frombytes("L", (800, 600), stripes)) == ()
