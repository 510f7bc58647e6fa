# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Finding the program's own QR codes in a picture; codes of others are passed over. What they say: domain/cards.py."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PIL import Image

from evaluator_app.domain.cards import MOST_CODES, UNREADABLE, is_ours

if TYPE_CHECKING:
    import zxingcpp

SIDE = 2000
"""Pixels of the longer side at which a picture is searched: enough for a card that fills a fourteenth of its width."""

_LARGE = 0.12
"""Share of the longer side that an unreadable code must have to be told. Of 261 pictures without codes, mostly noise, one had such."""
_SQUARE = 0.6


def codes_in(picture: Image.Image) -> tuple[str, ...]:
    """Return the texts of the program's own codes that a picture shows, each once, sorted; none for most pictures.

    A picture that was decoded small already is searched as it is; it need not be upright. Where none can be read, and there is one
    as large as people photograph a card, UNREADABLE stands for it: what follows must not pass for the card before.
    """
    import zxingcpp

    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    gray = _gray(picture)
    found = zxingcpp.read_barcodes(gray, formats=formats, try_invert=False, text_mode=zxingcpp.TextMode.Plain, return_errors=True)
    read = [code for code in found if code.valid]
    if not read and any(_is_large(code, max(gray.size)) for code in found):
        return (UNREADABLE,)
    return tuple(sorted({code.text for code in read if is_ours(code.text)})[:MOST_CODES])


def _is_large(code: zxingcpp.Barcode, longest: int) -> bool:
    """Tell whether what was found and could not be read has the shape of a code, and the size of one that was photographed on purpose."""
    import zxingcpp

    if code.error is None or code.error.type is not zxingcpp.ErrorType.Checksum:
        return False
    place = code.position
    corners = [(corner.x, corner.y) for corner in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)]
    sides = [math.dist(corner, corners[number - 1]) for number, corner in enumerate(corners)]
    return min(sides) >= _LARGE * longest and min(sides) >= _SQUARE * max(sides)


def _gray(picture: Image.Image) -> Image.Image:
    gray = picture if picture.mode == "L" else picture.convert("L")
    scale = SIDE / max(gray.size)
    if scale >= 1:
        return gray
    width, height = (max(1, round(side * scale)) for side in gray.size)
    return gray.resize((width, height), Image.Resampling.BOX)
