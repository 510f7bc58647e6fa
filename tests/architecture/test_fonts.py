# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The shipped typeface is the one its README describes, and holds what a report may need."""

from __future__ import annotations

import hashlib

import pytest
from fontTools.ttLib import TTFont

from evaluator_app.paths import resource

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
