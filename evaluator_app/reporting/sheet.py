# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A page to draw on: text lines, rules, grounds, links, anchors. Decides nothing about where things go.

All places are in PDF's coordinates, from the lower left corner; `top` is the upper edge of what is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from evaluator_app.reporting.page_style import TextStyle
from evaluator_app.reporting.pdf_types import PhotoSize, SignatureBox
from evaluator_app.reporting.picture_store import PictureStore
from evaluator_app.reporting.pictures import Picture
from evaluator_app.reporting.tagging import Role, Tag, Tags
from evaluator_app.reporting.text_layout import Line, Piece, set_lines
from evaluator_app.reporting.typesetting import BOLD, REGULAR, JpegBytes, annotations_so_far, stand_in, write_operator

_ASCENT = 0.88  # of the size, in Noto Sans SC


def _baseline(top: float, size: float, leading: float) -> float:
    return top - (leading - size) / 2 - _ASCENT * size


@dataclass(slots=True)
class Sheet:
    """The pages of one report, the current one under the pen."""

    canvas: Canvas
    pages: int
    """How many pages the report has."""
    page_of: Mapping[str, int]
    """The page number, from 1, of every heading's anchor."""
    photo_size: PhotoSize = PhotoSize.LARGE
    pictures: PictureStore | None = None
    """Where pictures are laid aside; None where they are drawn into the pages at once."""
    page_index: int = 0
    signature_boxes: list[SignatureBox] = field(default_factory=list)
    """The places to sign that have been drawn so far."""
    _keys: dict[str, str] = field(default_factory=dict)
    tags: Tags = field(init=False)
    """What the things drawn are."""
    _outline_level: int = -1

    def __post_init__(self) -> None:
        """Begin the tree of what is drawn."""
        self.tags = Tags(lambda operator: write_operator(self.canvas, operator))

    def begin_page(self, index: int) -> None:
        """Draw on the page of this number, from 0, from now on."""
        self.page_index = index
        self.tags.begin_page(index)

    @contextmanager
    def tagged(self, tag: Tag, again: bool) -> Iterator[None]:
        """Let what is drawn be what the tag says, or go on with the last one where it began on an earlier page."""
        if tag.role is None:
            yield
        elif tag.within is None:
            with self.tags.element(tag.role, again=-1 if again else None, alt=tag.alt):
                yield
        else:
            container = self.tags.element(tag.within, again=None if tag.begins and not again else -1)
            with container, self.tags.element(tag.role, again=-1 if again else None):
                yield

    def line(self, line: Line, left: float, top: float) -> None:
        """Draw a line of text."""
        with self._own_paragraph():
            for is_link, group in groupby(line.pieces, key=lambda piece: piece.link is not None):
                pieces = tuple(group)
                if is_link:
                    for piece in pieces:
                        with self.tags.element(Role.LINK):
                            self._pieces(line, (piece,), left, top)
                            self.link(str(piece.link), left + piece.x, top - line.leading, piece.width, line.leading, piece.text)
                else:
                    self._pieces(line, pieces, left, top)

    def _pieces(self, line: Line, pieces: tuple[Piece, ...], left: float, top: float) -> None:
        self.tags.mark()
        baseline = _baseline(top, line.size, line.leading)
        pen = self.canvas.beginText(left, baseline)
        pen.setCharSpace(line.spacing)
        for piece in pieces:
            pen.setTextOrigin(left + piece.x, baseline)
            pen.setFont(piece.font, line.size)
            pen.setFillColor(HexColor(piece.color))
            pen.textOut(piece.text)
        pen.setCharSpace(0)
        self.canvas.drawText(pen)

    def lines(self, lines: tuple[Line, ...], left: float, top: float) -> float:
        """Draw lines under each other and return where they end."""
        with self._own_paragraph():
            for line in lines:
                self.line(line, left, top)
                top -= line.leading
        return top

    @contextmanager
    def _own_paragraph(self) -> Iterator[None]:
        """Let words that belong to nothing be a paragraph."""
        if self.tags.is_loose:
            with self.tags.element(Role.PARAGRAPH):
                yield
        else:
            yield

    def words(self, text: str, style: TextStyle, x: float, baseline: float, align: str = "left") -> None:
        """Draw words on one line, `x` being their left end, middle or right end."""
        self.canvas.setFont(BOLD if style.bold else REGULAR, style.size)
        self.canvas.setFillColor(HexColor(style.color))
        draw = {"left": self.canvas.drawString, "center": self.canvas.drawCentredString, "right": self.canvas.drawRightString}[align]
        with self._own_paragraph():
            self.tags.mark()
            draw(x, baseline, text)

    def text(self, text: str, style: TextStyle, left: float, top: float, width: float) -> float:
        """Set and draw a text at once and return where it ends."""
        return self.lines(set_lines(text, style, width), left, top)

    def rule(self, x1: float, x2: float, y: float, color: str, thickness: float = 0.5) -> None:
        """Draw a horizontal rule."""
        self.tags.decorate()
        self.canvas.setStrokeColor(HexColor(color))
        self.canvas.setLineWidth(thickness)
        self.canvas.line(x1, y, x2, y)

    def ground(self, left: float, top: float, width: float, height: float, color: str, radius: float = 0) -> None:
        """Fill a rectangle."""
        self.tags.decorate()
        self.canvas.setFillColor(HexColor(color))
        self.canvas.roundRect(left, top - height, width, height, radius, stroke=0, fill=1)

    def frame(self, left: float, top: float, width: float, height: float, color: str, radius: float = 0) -> None:
        """Draw the outline of a rectangle as a hairline."""
        self.tags.decorate()
        self.canvas.setStrokeColor(HexColor(color))
        self.canvas.setLineWidth(0.5)
        self.canvas.roundRect(left, top - height, width, height, radius, stroke=1, fill=0)

    def picture(self, picture: Picture, box: tuple[float, float, float, float]) -> None:
        """Draw a picture into left, bottom, width, height."""
        self.tags.mark()
        data = picture.jpeg
        if self.pictures is not None:
            self.pictures.keep(picture)
            data = stand_in(picture.digest)
        left, bottom, width, height = box
        self.canvas.drawImage(JpegBytes(data, picture.digest), left, bottom, width, height)

    def anchor(self, name: str | None, top: float) -> None:
        """Make this place the target of links to the name."""
        if name is not None:
            self.canvas.bookmarkHorizontalAbsolute(self._key(name), top + 6)

    def link(self, name: str, left: float, bottom: float, width: float, height: float, words: str) -> None:
        """Make a rectangle with these words lead to an anchor."""
        self.tags.link(annotations_so_far(self.canvas), words)
        self.canvas.linkAbsolute("", self._key(name), (left, bottom, left + width, bottom + height))

    def bookmark(self, title: str, name: str, level: int) -> None:
        """Add a line to the outline that viewers show beside the pages; levels count from 1."""
        self._outline_level = min(level - 1, self._outline_level + 1)
        self.canvas.addOutlineEntry(title, self._key(name), self._outline_level, closed=self._outline_level > 0)

    def place_to_sign(self, slot_id: str, label: str, left: float, top: float, width: float, height: float) -> None:
        """Report a place for a visible signature."""
        box = (round(left, 2), round(top - height, 2), round(left + width, 2), round(top, 2))
        self.signature_boxes.append(SignatureBox(slot_id, label, self.page_index, box))

    def _key(self, name: str) -> str:
        return self._keys.setdefault(name, f"a{len(self._keys) + 1}")
