# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The photos that the pages of a PDF show, in the order they are drawn; and whether two of them show the same. Bounded.

Looks at pictures alone; what else stands on the pages is compared by page_marks.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pikepdf
from PIL import Image, ImageChops

from evaluator_app.reporting.object_marks import stream_content
from evaluator_app.reporting.page_marks import PagesUnreadableError

_DEEPEST: Final = 3
_PLAIN: Final = frozenset({"/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Filter", "/Length"})
_LARGEST: Final = 32 * 1024 * 1024
_MOST_PIXELS: Final = 40_000_000
_FIELD, _FIELDS = 4, 32
_LEAST_DIFFERENCE: Final = 14
"""Levels, of 256, by which a thirty-second part of a picture may differ by compression and size alone."""
_SHAPE: Final = 0.02


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """One photo on a page."""

    width: int
    """Pixels."""
    height: int
    jpeg: bytes
    """Empty where it is no plain JPEG, which photos of reports always are."""


def drawn_pictures(data: bytes) -> Iterator[tuple[int, DrawnPicture]]:
    """Yield every photo with the number of its page, from 1; PagesUnreadableError where the pages cannot be taken apart."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for number, page in enumerate(pdf.pages, start=1):
                for drawn in _drawn(page, page.resources, 0):
                    yield number, _picture(drawn)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, LookupError, NotImplementedError) as error:
        raise PagesUnreadableError(str(error)) from error


def show_the_same(first: bytes, second: bytes) -> bool:
    """Tell whether two JPEG pictures show the same, whatever their size and compression; False for what cannot be read."""
    if first == second:
        return True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            one, other = _seen(first), _seen(second)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return False
    if abs(one[1] - other[1]) > _SHAPE * max(one[1], other[1]):
        return False
    apart = ImageChops.difference(one[0], other[0]).resize((_FIELDS, _FIELDS), Image.Resampling.BOX)
    return all(max(band.tobytes()) <= _LEAST_DIFFERENCE for band in apart.split())


def _seen(jpeg: bytes) -> tuple[Image.Image, float]:
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
        if image.width * image.height > _MOST_PIXELS:
            raise ValueError("too many pixels")
        shape = image.width / image.height
        side = _FIELD * _FIELDS
        return image.convert("RGB").resize((side, side), Image.Resampling.BOX), shape


def _drawn(drawn: Any, resources: Any, depth: int) -> Iterator[Any]:
    if depth > _DEEPEST:
        raise ValueError("forms within forms")
    contents = drawn.obj.get("/Contents", []) if isinstance(drawn, pikepdf.Page) else drawn
    for stream in [contents] if isinstance(contents, pikepdf.Stream) else contents:
        stream_content(stream)  # refuses one too large before it is unpacked
    for instruction in pikepdf.parse_content_stream(drawn, "Do"):
        if str(instruction.operator) != "Do":
            continue
        inner = resources.XObject[instruction.operands[0]]
        if inner.get("/Subtype") == "/Image":
            yield inner
        else:
            yield from _drawn(inner, inner.get("/Resources", pikepdf.Dictionary()), depth + 1)


def _picture(image: Any) -> DrawnPicture:
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    plain = not set(image.keys()) - _PLAIN and image.get("/Filter") == "/DCTDecode" and image.get("/BitsPerComponent") == 8
    plain = plain and image.get("/ColorSpace") in ("/DeviceRGB", "/DeviceGray")
    raw = bytes(image.read_raw_bytes()) if plain else b""
    return DrawnPicture(width, height, raw if len(raw) <= _LARGEST else b"")
