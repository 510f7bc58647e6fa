# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The XML of Word in small pieces: runs, paragraphs, fields. Any text goes in as text; elements stand in the schema's order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from evaluator_app.reporting.document import Tone
from evaluator_app.reporting.glyphs import cleaned
from evaluator_app.reporting.page_style import TEXT_COLOR

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMESPACES = {
    "w": W,
    "r": R,
    "wp": f"{_DRAWING}/wordprocessingDrawing",
    "a": f"{_DRAWING}/main",
    "pic": f"{_DRAWING}/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TWIPS = 20
"""Word's unit of length in a point."""
EMU = 12_700
"""The unit of pictures in a point."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNKNOWN = "\ufffd"


def xml_text(text: str) -> str:
    """Return a text as it stands in XML; what XML cannot hold is a sign of replacement."""
    return escape(_NOT_XML.sub(_UNKNOWN, cleaned(text)))


def plain_text(text: str) -> str:
    """Return a text on one line, without what XML cannot hold."""
    return _NOT_XML.sub(_UNKNOWN, cleaned(text)).replace("\n", " ")


def attribute(text: str) -> str:
    """Return a text as it stands between the quotes of an attribute, on one line."""
    return escape(plain_text(text), {'"': "&quot;"})


def color_of(color: str) -> str:
    """Return a color as Word writes it."""
    return color.removeprefix("#").upper()


def twips(points: float) -> int:
    """Return a length in points in Word's unit."""
    return round(points * TWIPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What of a run differs from its paragraph's style."""

    bold: bool = False
    color: str = ""
    """As #rrggbb, empty for the style's own."""
    size: float = 0
    """In points, 0 for the style's own."""


PLAIN = Look()


def toned_look(tone: Tone, *, bold: bool = False) -> Look:
    """Return the look of words in a tone."""
    return Look(bold=bold, color="" if tone is Tone.PLAIN else TEXT_COLOR[tone])


def run(text: str, look: Look = PLAIN) -> str:
    """Return a run; a line feed is a line break."""
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' if line else "" for line in xml_text(text).split("\n"))
    return f"<w:r>{_look(look, text)}{words}</w:r>" if words else ""


def tab(look: Look = PLAIN) -> str:
    """Return a tab."""
    return f"<w:r>{_look(look, '')}<w:tab/></w:r>"


def _look(look: Look, text: str) -> str:
    parts = "" if text.isascii() else '<w:rFonts w:hint="eastAsia"/>'  # else Word takes quotation marks and dashes for Latin ones
    parts += "<w:b/><w:bCs/>" if look.bold else ""
    parts += f'<w:color w:val="{color_of(look.color)}"/>' if look.color else ""
    parts += f'<w:sz w:val="{round(look.size * 2)}"/><w:szCs w:val="{round(look.size * 2)}"/>' if look.size else ""
    return f"<w:rPr>{parts}</w:rPr>" if parts else ""


def field(instruction: str, shown: str, look: Look = PLAIN) -> str:
    """Return a field with what it shows until it is renewed."""
    properties = _look(look, shown)
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(shown, look)}"
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What of a paragraph differs from its style; lengths in points."""

    keep_next: bool = False
    new_page: bool = False
    unnumbered: bool = False
    """Whether a number that the style brings is left out, as the report has its own."""
    box: tuple[str, str] | None = None
    """The colors of a thick rule at the left and of the ground, of a paragraph that is a box."""
    under: str = ""
    """The color of a fine rule under it."""
    tabs: tuple[tuple[str, float], ...] = ()
    """Kind and place; the kind may be followed by a leader: "right dot"."""
    before: float | None = None
    after: float | None = None
    line: float | None = None
    """Exactly so high."""
    left: float = 0
    right: float = 0
    hanging: float = 0
    align: str = ""
    """center or right; empty for the style's own."""


FLAT = Shape()


def paragraph(content: str, style: str = "", shape: Shape = FLAT) -> str:
    """Return a paragraph of runs."""
    parts = f'<w:pStyle w:val="{style}"/>' if style else ""
    if shape is not FLAT:
        parts += _shape(shape)
    return f"<w:p>{f'<w:pPr>{parts}</w:pPr>' if parts else ''}{content}</w:p>"


def _shape(shape: Shape) -> str:
    parts = "<w:keepNext/>" if shape.keep_next else ""
    parts += "<w:pageBreakBefore/>" if shape.new_page else ""
    parts += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>' if shape.unnumbered else ""
    if shape.box is not None:
        bar, ground = (color_of(color) for color in shape.box)
        edges = (("top", 4, 5, ground), ("left", 24, 8, bar), ("bottom", 4, 5, ground), ("right", 4, 8, ground))
        parts += "<w:pBdr>" + "".join(_edge(*edge) for edge in edges) + "</w:pBdr>" + shading(ground)
    elif shape.under:
        parts += f"<w:pBdr>{_edge('bottom', 4, 4, color_of(shape.under))}</w:pBdr>"
    if shape.tabs:
        parts += "<w:tabs>" + "".join(_tab_stop(*stop) for stop in shape.tabs) + "</w:tabs>"
    spacing = "" if shape.before is None else f' w:before="{twips(shape.before)}"'
    spacing += "" if shape.after is None else f' w:after="{twips(shape.after)}"'
    spacing += "" if shape.line is None else f' w:line="{twips(shape.line)}" w:lineRule="exact"'
    parts += f"<w:spacing{spacing}/>" if spacing else ""
    if shape.left or shape.right or shape.hanging:
        hanging = f' w:hanging="{twips(shape.hanging)}"' if shape.hanging else ""
        parts += f'<w:ind w:left="{twips(shape.left)}" w:right="{twips(shape.right)}"{hanging}/>'
    return parts + (f'<w:jc w:val="{shape.align}"/>' if shape.align else "")


def _edge(name: str, width: int, space: int, color: str) -> str:
    return f'<w:{name} w:val="single" w:sz="{width}" w:space="{space}" w:color="{color}"/>'


def _tab_stop(kind: str, place: float) -> str:
    name, _space, leader = kind.partition(" ")
    led = f' w:leader="{leader}"' if leader else ""
    return f'<w:tab w:val="{name}"{led} w:pos="{twips(place)}"/>'


def shading(color: str) -> str:
    """Return a ground in a color, nothing for none."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{color_of(color)}"/>' if color else ""


def gap(height: float = 6, *, new_page: bool = False, keep_next: bool = False) -> str:
    """Return an empty paragraph of a height; tables need one between them, and cells at least one."""
    size = f'<w:rPr><w:sz w:val="{min(max(round(height), 2), 8)}"/></w:rPr>'
    page = ("<w:keepNext/>" if keep_next else "") + ("<w:pageBreakBefore/>" if new_page else "")
    return f'<w:p><w:pPr>{page}<w:spacing w:before="0" w:after="0" w:line="{twips(height)}" w:lineRule="exact"/>{size}</w:pPr></w:p>'
