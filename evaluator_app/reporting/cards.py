# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Divider cards on paper: a large code, what it stands for, what to do with it; four on a sheet of A4 to be cut, or one on A5."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from evaluator_app.domain.cards import CardKind
from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.reporting.archive import PRODUCER
from evaluator_app.reporting.page_style import ACCENT, HAIRLINE, INK, MM, MUTED, PAGE_HEIGHT, PAGE_WIDTH, TextStyle
from evaluator_app.reporting.sheet import Sheet
from evaluator_app.reporting.text_layout import set_lines
from evaluator_app.reporting.typesetting import BOLD, REGULAR, face, new_canvas

CORRECTION = "m"
"""Level of error correction: in tests with blurred photos the larger squares of this level were read more often than denser codes."""
QUIET = 4
"""White squares round a code, as its standard asks."""
_MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class CardFace:
    """What stands on one card."""

    kind: CardKind
    text: str
    """The text of its code."""
    title: str
    number: str
    """Number of the item; empty for none."""
    mine: str


@dataclass(frozen=True, slots=True)
class _Size:
    """The measures of a card, in points."""

    width: float
    height: float
    code: float
    """Side of the code with its white margin."""
    margin: float
    title: TextStyle
    words: TextStyle
    small: TextStyle


_SMALL = _Size(
    PAGE_WIDTH / 2,
    PAGE_HEIGHT / 2,
    84 * MM,
    9 * MM,
    TextStyle(17, 22, bold=True, align="center"),
    TextStyle(9, 13, align="center"),
    TextStyle(7.5, 11, color=MUTED, align="center"),
)
_LARGE = _Size(
    148 * MM,
    210 * MM,
    124 * MM,
    11 * MM,
    TextStyle(25, 32, bold=True, align="center"),
    TextStyle(11.5, 17, align="center"),
    TextStyle(9, 13, color=MUTED, align="center"),
)


@dataclass(frozen=True, slots=True)
class CardsFor:
    """What the file says of itself besides its title, as a report does."""

    template: str = ""
    """Title of the template."""
    organization: str = ""
    """Who evaluates; the program stands for it where nobody is named."""


def write_cards(faces: Sequence[CardFace], path: Path, *, told: CardsFor | None = None, is_large: bool = False) -> int:
    """Write the cards as a PDF, whole or not at all, and return its pages. UserFacingError if there are none or it cannot be written."""
    if not faces:
        raise UserFacingError("CRD-001", _("No card was chosen, so there is nothing to print."), _("Choose at least one place or item."))
    data, pages = draw_cards(faces, told=told, is_large=is_large)
    try:
        with replacing(path) as file:
            file.write(data)
    except OSError as error:
        raise UserFacingError(
            "CRD-002",
            _("The cards {name} could not be written to {folder}: {reason}.").format(
                name=path.name, folder=path.parent, reason=error.strerror or str(error)
            ),
            _("Close the file in other programs, or choose another folder."),
        ) from error
    return pages


def draw_cards(faces: Sequence[CardFace], *, told: CardsFor | None = None, is_large: bool = False) -> tuple[bytes, int]:
    """Return the cards as a PDF, and its pages; the same cards give the same bytes."""
    size = _LARGE if is_large else _SMALL
    page = (size.width, size.height) if is_large else (PAGE_WIDTH, PAGE_HEIGHT)
    places = [(0.0, page[1])] if is_large else [(x, y) for y in (PAGE_HEIGHT, PAGE_HEIGHT / 2) for x in (0.0, PAGE_WIDTH / 2)]
    target = io.BytesIO()
    face(BOLD)
    canvas = new_canvas(target, *page)
    _tell(canvas, f"{_('Divider cards')} {faces[0].mine}".strip(), told or CardsFor())
    count = 0
    for start in range(0, len(faces), len(places)):
        sheet = Sheet(canvas, 0, {})
        for one, (left, top) in zip(faces[start : start + len(places)], places, strict=False):
            _draw_card(sheet, one, size, left, top)
        if not is_large:
            _draw_cuts(canvas)
        canvas.showPage()
        count += 1
    canvas.save()
    return target.getvalue(), count


def _tell(canvas: Canvas, title: str, told: CardsFor) -> None:
    """Say in the file what it is and whose; what is not said here reportlab would call anonymous."""
    canvas.setTitle(title)
    canvas.setSubject(told.template or title)
    canvas.setAuthor(told.organization or PRODUCER)
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)


def _draw_card(sheet: Sheet, card: CardFace, size: _Size, left: float, top: float) -> None:
    middle, room = left + size.width / 2, size.width - 2 * size.margin
    inner, top = left + size.margin, top - size.margin
    band = size.words.leading + 6
    sheet.ground(inner, top, room, band, ACCENT if card.kind is not CardKind.END else INK, 3)
    word = TextStyle(size.words.size, size.words.leading, bold=True, color="#ffffff")
    sheet.words(_kind_word(card.kind), word, middle, top - band / 2 - word.size * 0.36, "center")
    top -= band + 0.5 * size.margin
    draw_code(sheet.canvas, card.text, middle - size.code / 2, top - size.code, size.code)
    top -= size.code
    lines = set_lines(_printable(f"{card.number} {card.title}".strip()), size.title, room)
    top = sheet.lines(lines[:_MOST_LINES], inner, top) - 0.25 * size.margin
    top = sheet.lines(set_lines(_instruction(card.kind), size.words, room), inner, top) - 0.25 * size.margin
    foot = set_lines(_printable(card.mine), size.small, room)[0]
    sheet.lines((foot, *set_lines(_printable(card.text), size.small, room)[:1]), inner, top)


def draw_code(canvas: Canvas, text: str, left: float, bottom: float, side: float) -> None:
    """Draw a code with its white margin into a square; each row's neighbors as one bar, so that no hairlines show between them."""
    import segno

    rows = [bytes(row) for row in segno.make(text, error=CORRECTION, micro=False, boost_error=False).matrix]
    unit = side / (len(rows) + 2 * QUIET)
    path = canvas.beginPath()
    for number, row in enumerate(rows):
        start = 0
        while (start := row.find(b"\1", start)) >= 0:
            end = row.find(b"\0", start)
            end = len(row) if end < 0 else end
            path.rect(left + (start + QUIET) * unit, bottom + side - (number + 1 + QUIET) * unit, (end - start) * unit, unit)
            start = end
    canvas.setFillColor(HexColor("#000000"))
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_cuts(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setStrokeColor(HexColor(HAIRLINE))
    canvas.setLineWidth(0.5)
    canvas.setDash([3, 3])
    canvas.line(0, PAGE_HEIGHT / 2, PAGE_WIDTH, PAGE_HEIGHT / 2)
    canvas.line(PAGE_WIDTH / 2, 0, PAGE_WIDTH / 2, PAGE_HEIGHT)
    canvas.restoreState()


def _kind_word(kind: CardKind) -> str:
    words = {CardKind.PLACE: _("Place"), CardKind.ITEM: _("Item"), CardKind.END: _("End of filing")}
    return words[kind]


def _instruction(kind: CardKind) -> str:
    if kind is CardKind.END:
        return _("Photograph this card when you are done: the photos that follow are filed nowhere.")
    return _("Photograph this card first, the whole of it. The photos that follow are filed here, until the next card.")


def _printable(text: str) -> str:
    """Return a text with a box for each character that the typeface does not have."""
    known = face(REGULAR).widths.keys() & face(BOLD).widths.keys()
    return "".join(character if ord(character) in known else "□" for character in text)
