# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Charts, timelines and maps for Word: the very drawings of the PDF as pictures."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, cast

from PIL import Image, ImageChops

from evaluator_app.reporting.alternatives import Figure
from evaluator_app.reporting.document import Document, Words
from evaluator_app.reporting.page_style import BODY_WIDTH, BOTTOM, LEFT, RIGHT, TOP

_DOTS = 200
"""To the inch."""
_COLORS = 128


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure, or what of it stood on one page, as PNG."""

    png: bytes
    width: float
    """In points."""
    height: float


def drawings(figure: Figure, words: Words, cancelled: Callable[[], bool]) -> Iterator[Drawing]:
    """Draw a figure as the PDF has it; a figure of more than a page comes in parts."""
    from pypdfium2 import PdfDocument

    from evaluator_app.reporting.drawing import ONE_AT_A_TIME, draw_document

    shown = _printable(replace(figure, caption="", anchor=None))
    with ONE_AT_A_TIME:
        drawn = draw_document(Document("", "", (shown,), words=replace(words, page=" ")), _unheard, cancelled)
        with PdfDocument(drawn.data) as pdf:
            pages = [page.render(scale=_DOTS / 72, crop=(LEFT - 4, BOTTOM, RIGHT - 4, TOP - 4)).to_pil().convert("RGB") for page in pdf]
    for page in pages:
        found = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
        if found is None:
            continue
        part = page.crop((0, max(0, found[1] - 6), page.width, min(page.height, found[3] + 6)))
        target = io.BytesIO()
        part.quantize(_COLORS, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
        yield Drawing(target.getvalue(), BODY_WIDTH + 8, part.height * 72 / _DOTS)


def _printable(figure: Figure) -> Figure:
    """Return the figure with a box for every character that the drawing's typeface lacks."""
    from evaluator_app.reporting.typesetting import BOLD, REGULAR, face

    known = face(REGULAR).widths.keys() & face(BOLD).widths.keys()

    def changed(value: Any) -> Any:
        if isinstance(value, str):
            return "".join(each if ord(each) in known or each in "\n\r\t" else "□" for each in value)
        if isinstance(value, tuple):
            return tuple(changed(part) for part in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{each.name: changed(getattr(value, each.name)) for each in fields(value)})
        return value

    return cast("Figure", changed(figure))


def _unheard(_done: int, _all: int) -> None:
    """Report progress to nobody."""
