# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The shipped typeface is the one its README describes, and holds what a report may need."""

from __future__ import annotations

import hashlib

import pytest
from fontTools.ttLib import TTFont

from evaluator_app.paths import resource
from tools.fonts import add_signs

FACES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
MINING = "矸石硐室磴口铁𬭊龙䶮㙍㟃𠙶𫚭"
SIGNS = "“”‘’—…·、。《》（）①⑳℃℉％‰≥≤±×÷²³㎡㎥Ⅰ→□■√￥～"
OTHERS = "AZaz09 éü Ωμα Дя ½"


@pytest.mark.parametrize("face", FACES)
def test_a_face_is_the_one_described(face: str) -> None:
    digest = hashlib.sha256((resource("fonts") / face).read_bytes()).hexdigest()
    assert f"| {face} | `{digest}` |" in (resource("fonts") / "README.md").read_text("utf-8")


@pytest.mark.parametrize("face", FACES)
def test_a_face_has_every_character_of_the_trade_and_figures_of_one_width(face: str) -> None:
    with TTFont(resource("fonts") / face) as font:
        characters, widths = font.getBestCmap(), font["hmtx"]
        wanted = {*map(ord, MINING + SIGNS + OTHERS), *range(0x4E00, 0x9FF0)}
        assert sorted(map(chr, wanted - set(characters))) == []
        assert len({widths[characters[ord(digit)]][0] for digit in "0123456789"}) == 1


@pytest.mark.parametrize("face", FACES)
def test_the_small_digits_and_boxes_are_in_and_adding_them_again_changes_nothing(face: str) -> None:
    with TTFont(resource("fonts") / face) as font:
        assert all(ord(sign) in font.getBestCmap() for sign in "₀₁₂₃₄₅₆₇₈₉₊₋⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻☐☑☒")
        assert add_signs(font) == []


def test_a_sign_the_face_lacks_is_composed_of_its_own_glyphs() -> None:
    with TTFont(resource("fonts") / FACES[0]) as font:
        for table in font["cmap"].tables:
            table.cmap.pop(ord("₂"), None)
        assert add_signs(font) == ["₂"]
        glyph = font["glyf"][font.getBestCmap()[ord("₂")]]
        assert [component.glyphName for component in glyph.components] == [font.getBestCmap()[ord("2")]]
        assert glyph.yMin < 0
