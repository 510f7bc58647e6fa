# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The pages of a report drawn one after another: cover, header, footer, watermark, parts. Writes no file."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock

from evaluator_app.errors import Cancelled
from evaluator_app.reporting.boxes import HeadingBox
from evaluator_app.reporting.cover import draw_cover
from evaluator_app.reporting.document import Document
from evaluator_app.reporting.glyphs import cleaned
from evaluator_app.reporting.logo import draw_logo
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
from evaluator_app.reporting.pdf_types import PhotoSize, Progress, SignatureBox
from evaluator_app.reporting.picture_store import PictureStore
from evaluator_app.reporting.sheet import Sheet
from evaluator_app.reporting.tagging import Element
from evaluator_app.reporting.text_layout import set_lines, text_width
from evaluator_app.reporting.typesetting import BOLD, face, new_canvas
from evaluator_app.reporting.watermark import draw_watermark, make_watermark

ONE_AT_A_TIME = Lock()
"""Held while something is drawn: the typefaces keep what they have drawn."""
_LOGO = (70.0, 16.0)
"""The most that the firm's sign takes at the head of a page, wide and high."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pages as reportlab writes them."""

    data: bytes
    pages: int
    signature_boxes: tuple[SignatureBox, ...]
    structure: Element
    """What stands on the pages, in the order it is read."""


def draw_document(
    document: Document,
    progress: Progress,
    cancelled: Callable[[], bool],
    photo_size: PhotoSize = PhotoSize.LARGE,
    pictures: PictureStore | None = None,
) -> Drawn:
    """Lay out and draw every page; Cancelled when asked to stop.

    Photos are laid aside in `pictures`, with something small in their place; without it they are in the pages.
    """
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
    sheet = Sheet(canvas, total, page_of, photo_size, pictures)
    for index in range(total):
        if cancelled():
            raise Cancelled
        sheet.begin_page(index)
        if document.watermark:
            with sheet.tags.artifact():
                draw_watermark(canvas)
        if index < first and document.cover is not None:
            draw_cover(sheet, document.cover)
        elif pages:
            _draw_page(sheet, document, pages[index - first])
        sheet.tags.end_page()
        canvas.showPage()
        progress(index + 1, total)
    if page_of:
        canvas.showOutline()
    canvas.save()
    return Drawn(target.getvalue(), total, tuple(sheet.signature_boxes), sheet.tags.root)


def _draw_page(sheet: Sheet, document: Document, page: list[Placed]) -> None:
    with sheet.tags.artifact(is_running=True):
        _draw_head_and_foot(sheet, document)
    for placed in page:
        with sheet.tagged(placed.box.tag, placed.box.goes_on):
            placed.box.draw(sheet, LEFT, PAGE_HEIGHT - TOP - placed.down)


def _draw_head_and_foot(sheet: Sheet, document: Document) -> None:
    right = LEFT + BODY_WIDTH
    left = LEFT
    if document.logo:
        left += draw_logo(sheet.canvas, document.logo, LEFT, HEADER_BASELINE + _LOGO[1] - 3, _LOGO)[0] + 7
    if document.header:
        sheet.words(_fitted(document.header, right - left), RUNNING, left, HEADER_BASELINE)
    if document.header or document.logo:
        sheet.rule(LEFT, right, HEADER_BASELINE - 7, HAIRLINE)
    number = document.words.page.format(page=sheet.page_index + 1, pages=sheet.pages)
    if document.footer:
        sheet.words(_fitted(document.footer, BODY_WIDTH - text_width(number, RUNNING) - 16), RUNNING, LEFT, FOOTER_BASELINE)
    sheet.words(number, RUNNING, right, FOOTER_BASELINE, "right")


def _fitted(text: str, width: float) -> str:
    """Return what of the text fits on one line."""
    whole = cleaned(text).replace("\n", " ")
    line = set_lines(whole, replace(RUNNING, justified=False), width)[0].text
    return line if line == whole.rstrip() else line.rstrip()[:-1] + "…"
