# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A page to draw on: text lines, rules, grounds, links, anchors. Decides nothing about where things go.

All places are in PDF's coordinates, from the lower left corner; `top` is the upper edge of what is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from evaluator_app.reporting.page_style import TextStyle
from evaluator_app.reporting.pdf_types import SignatureBox
from evaluator_app.reporting.text_layout import Line, set_lines
from evaluator_app.reporting.typesetting import BOLD, REGULAR, JpegBytes

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
    page_index: int = 0
    signature_boxes: list[SignatureBox] = field(default_factory=list)
    """The places to sign that have been drawn so far."""
    _keys: dict[str, str] = field(default_factory=dict)
    _outline_level: int = -1

    def line(self, line: Line, left: float, top: float) -> None:
        """Draw a line of text."""
        baseline = _baseline(top, line.size, line.leading)
        pen = self.canvas.beginText(left, baseline)
        pen.setCharSpace(line.spacing)
        for piece in line.pieces:
            pen.setTextOrigin(left + piece.x, baseline)
            pen.setFont(piece.font, line.size)
            pen.setFillColor(HexColor(piece.color))
            pen.textOut(piece.text)
            if piece.link is not None:
                self.link(piece.link, left + piece.x, top - line.leading, piece.width, line.leading)
        pen.setCharSpace(0)
        self.canvas.drawText(pen)

    def lines(self, lines: tuple[Line, ...], left: float, top: float) -> float:
        """Draw lines under each other and return where they end."""
        for line in lines:
            self.line(line, left, top)
            top -= line.leading
        return top

    def words(self, text: str, style: TextStyle, x: float, baseline: float, align: str = "left") -> None:
        """Draw words on one line, `x` being their left end, middle or right end."""
        self.canvas.setFont(BOLD if style.bold else REGULAR, style.size)
        self.canvas.setFillColor(HexColor(style.color))
        draw = {"left": self.canvas.drawString, "center": self.canvas.drawCentredString, "right": self.canvas.drawRightString}[align]
        draw(x, baseline, text)

    def text(self, text: str, style: TextStyle, left: float, top: float, width: float) -> float:
        """Set and draw a text at once and return where it ends."""
        return self.lines(set_lines(text, style, width), left, top)

    def rule(self, x1: float, x2: float, y: float, color: str, thickness: float = 0.5) -> None:
        """Draw a horizontal rule."""
        self.canvas.setStrokeColor(HexColor(color))
        self.canvas.setLineWidth(thickness)
        self.canvas.line(x1, y, x2, y)

    def ground(self, left: float, top: float, width: float, height: float, color: str, radius: float = 0) -> None:
        """Fill a rectangle."""
        self.canvas.setFillColor(HexColor(color))
        self.canvas.roundRect(left, top - height, width, height, radius, stroke=0, fill=1)

    def frame(self, left: float, top: float, width: float, height: float, color: str, radius: float = 0) -> None:
        """Draw the outline of a rectangle as a hairline."""
        self.canvas.setStrokeColor(HexColor(color))
        self.canvas.setLineWidth(0.5)
        self.canvas.roundRect(left, top - height, width, height, radius, stroke=1, fill=0)

    def picture(self, data: bytes, digest: str, box: tuple[float, float, float, float]) -> None:
        """Draw a JPEG into left, bottom, width, height."""
        left, bottom, width, height = box
        self.canvas.drawImage(JpegBytes(data, digest), left, bottom, width, height)

    def anchor(self, name: str | None, top: float) -> None:
        """Make this place the target of links to the name."""
        if name is not None:
            self.canvas.bookmarkHorizontalAbsolute(self._key(name), top + 6)

    def link(self, name: str, left: float, bottom: float, width: float, height: float) -> None:
        """Make a rectangle lead to an anchor."""
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
