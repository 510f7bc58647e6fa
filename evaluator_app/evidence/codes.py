# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Finding the program's own QR codes in a picture; codes of others are passed over. What they say: domain/cards.py."""

from __future__ import annotations

from PIL import Image

from evaluator_app.domain.cards import MOST_CODES, is_ours

SIDE = 2000
"""Pixels of the longer side at which a picture is searched: enough for a card that fills a fourteenth of its width."""


def codes_in(picture: Image.Image) -> tuple[str, ...]:
    """Return the texts of the program's own codes that a picture shows, each once, sorted; none for most pictures.

    A picture that was decoded small already is searched as it is; it need not be upright.
    """
    import zxingcpp

    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    found = zxingcpp.read_barcodes(_gray(picture), formats=formats, try_invert=False, text_mode=zxingcpp.TextMode.Plain)
    return tuple(sorted({code.text for code in found if code.valid and is_ours(code.text)})[:MOST_CODES])


def _gray(picture: Image.Image) -> Image.Image:
    gray = picture if picture.mode == "L" else picture.convert("L")
    scale = SIDE / max(gray.size)
    if scale >= 1:
        return gray
    width, height = (max(1, round(side * scale)) for side in gray.size)
    return gray.resize((width, height), Image.Resampling.BOX)
