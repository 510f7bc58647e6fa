# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The pages of a report drawn one after another: cover, header, footer, watermark, parts. Writes no file."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace

from evaluator_app.errors import Cancelled
from evaluator_app.reporting.boxes import HeadingBox
from evaluator_app.reporting.cover import draw_cover
from evaluator_app.reporting.document import Document
from evaluator_app.reporting.glyphs import cleaned
from evaluator_app.reporting.page_style import (
    BODY_WIDTH,
    FOOTER_BASELINE,
    HAIRLINE,
    HEADER_BASELINE,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RUNNING,
    TOP,
)
from evaluator_app.reporting.pagination import Placed, boxes_of, paginate
from evaluator_app.reporting.pdf_types import Progress, SignatureBox
from evaluator_app.reporting.sheet import Sheet
from evaluator_app.reporting.text_layout import set_lines, text_width
from evaluator_app.reporting.typesetting import BOLD, face, new_canvas
from evaluator_app.reporting.watermark import draw_watermark, make_watermark


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pages as reportlab writes them."""

    data: bytes
    pages: int
    signature_boxes: tuple[SignatureBox, ...]


def draw_document(document: Document, progress: Progress, cancelled: Callable[[], bool]) -> Drawn:
    """Lay out and draw every page; Cancelled when asked to stop."""
    face(BOLD)
    pages = paginate(boxes_of(document))
    first = 1 if document.cover is not None else 0
    total = max(1, len(pages) + first)
    page_of = {
        placed.box.anchor: index + first + 1 for index, page in enumerate(pages) for placed in page if isinstance(placed.box, HeadingBox)
    }
    target = io.BytesIO()
    canvas = new_canvas(target, PAGE_WIDTH, PAGE_HEIGHT)
    canvas.setTitle(document.title)
    if document.watermark:
        make_watermark(canvas, cleaned(document.watermark).replace("\n", " "))
    sheet = Sheet(canvas, total, page_of)
    for index in range(total):
        if cancelled():
            raise Cancelled
        sheet.page_index = index
        if document.watermark:
            draw_watermark(canvas)
        if index < first and document.cover is not None:
            draw_cover(sheet, document.cover)
        elif pages:
            _draw_page(sheet, document, pages[index - first])
        canvas.showPage()
        progress(index + 1, total)
    if page_of:
        canvas.showOutline()
    canvas.save()
    return Drawn(target.getvalue(), total, tuple(sheet.signature_boxes))


def _draw_page(sheet: Sheet, document: Document, page: list[Placed]) -> None:
    right = LEFT + BODY_WIDTH
    if document.header:
        sheet.words(_fitted(document.header, BODY_WIDTH), RUNNING, LEFT, HEADER_BASELINE)
        sheet.rule(LEFT, right, HEADER_BASELINE - 7, HAIRLINE)
    number = document.words.page.format(page=sheet.page_index + 1, pages=sheet.pages)
    if document.footer:
        sheet.words(_fitted(document.footer, BODY_WIDTH - text_width(number, RUNNING) - 16), RUNNING, LEFT, FOOTER_BASELINE)
    sheet.words(number, RUNNING, right, FOOTER_BASELINE, "right")
    for placed in page:
        placed.box.draw(sheet, LEFT, PAGE_HEIGHT - TOP - placed.down)


def _fitted(text: str, width: float) -> str:
    """Return what of the text fits on one line."""
    whole = cleaned(text).replace("\n", " ")
    line = set_lines(whole, replace(RUNNING, justified=False), width)[0].text
    return line if line == whole.rstrip() else line.rstrip()[:-1] + "…"
