# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Draw the seal of the sample's firm (resources/sample/seal.png): red on a clear ground, and it says that it is a sample."""

from __future__ import annotations

from math import cos, pi, sin
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

ROOT: Final = Path(__file__).resolve().parent.parent
SIDE: Final = 600
INK: Final = (196, 30, 22, 230)
_AROUND: Final = "示例评估机构（虚构）"
_BELOW: Final = "练习用 SAMPLE"


def draw() -> Image.Image:
    """Return the seal: a ring, the firm's name around it, and that it is for practice."""
    large = 2 * SIDE
    picture = Image.new("RGBA", (large, large), (*INK[:3], 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((10, 10, large - 10, large - 10), outline=INK, width=28)
    font = ImageFont.truetype(str(ROOT / "resources/fonts/NotoSansSC-Regular.ttf"), 110)
    for number, letter in enumerate(_AROUND):
        turn = pi * (1.28 * number / (len(_AROUND) - 1) - 0.64)
        _letter(picture, letter, font, large / 2 + 440 * sin(turn), large / 2 - 440 * cos(turn), -turn * 180 / pi)
    small = ImageFont.truetype(str(ROOT / "resources/fonts/NotoSansSC-Regular.ttf"), 90)
    pen.text((large / 2, large / 2 + 20), "样", font=ImageFont.truetype(small.path, 260), fill=INK, anchor="mm")
    pen.text((large / 2, large - 250), _BELOW, font=small, fill=INK, anchor="mm")
    return picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def _letter(picture: Image.Image, letter: str, font: ImageFont.FreeTypeFont, x: float, y: float, degrees: float) -> None:
    tile = Image.new("RGBA", (200, 200), (*INK[:3], 0))
    ImageDraw.Draw(tile).text((100, 100), letter, font=font, fill=INK, anchor="mm")
    picture.alpha_composite(tile.rotate(degrees, Image.Resampling.BICUBIC), (round(x) - 100, round(y) - 100))


if __name__ == "__main__":
    draw().save(ROOT / "resources/sample/seal.png", optimize=True)
