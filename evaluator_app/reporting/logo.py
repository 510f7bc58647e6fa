# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A firm's sign, looked at before it is trusted: PNG or JPEG within bounds, whole, and made fit for paper."""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.reporting.layout import MOST_LOGO_BYTES

if TYPE_CHECKING:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

MOST_PIXELS = 4000
"""The longest side that is opened."""
LONGEST_SIDE = 1200
"""The longest side that is printed."""


def logo_objection(data: bytes) -> Sentence | None:
    """Say why a file cannot be a firm's sign; None where it can."""
    from PIL import Image

    if len(data) > MOST_LOGO_BYTES:
        return say("layout.logo_bytes", "The sign has more than {most} KB.", most=MOST_LOGO_BYTES // 1024)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                if max(image.size) > MOST_PIXELS:
                    return say("layout.logo_pixels", "The sign is more than {most} pixels wide or high.", most=MOST_PIXELS)
                image.load()
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        return say("layout.logo_unreadable", "The sign is no whole PNG or JPEG picture.")
    return None


@lru_cache(maxsize=2)
def _printable(data: bytes) -> ImageReader:
    """Return a sign on white, of at most 1200 pixels a side, as the canvas takes it."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        seen = image.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return ImageReader(paper)


def draw_logo(canvas: Canvas, data: bytes, left: float, top: float, most: tuple[float, float]) -> tuple[float, float]:
    """Draw a sign with its upper left corner at the place, as large as the room allows; return its width and height."""
    picture = _printable(data)
    wide, high = picture.getSize()
    scale = min(most[0] / wide, most[1] / high)
    canvas.drawImage(picture, left, top - high * scale, wide * scale, high * scale)
    return wide * scale, high * scale
