# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What reportlab needs so that Chinese comes out right: its fonts, its text map, its settings.

Touches reportlab's internals (pinned to 5.1); nothing else does. Line breaking is not left to reportlab at all:
see line_breaking.py.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.paths import resource

REGULAR = "report-regular"
BOLD = "report-bold"
_FILES = {REGULAR: "fonts/NotoSansSC-Regular.ttf", BOLD: "fonts/NotoSansSC-Bold.ttf"}
_ENTRIES_PER_BLOCK = 100  # the most that a CMap allows

rl_config.useA85 = 0  # the pure-Python ASCII85 takes thirty times as long as all the rest


def text_map(name: str, characters: Sequence[int]) -> str:
    """Return the ToUnicode CMap of a subset; reportlab's own is wrong beyond U+FFFF."""
    entries = [f"<{code:02X}> <{_utf16(point)}>" for code, point in enumerate(characters) if point]
    blocks = [entries[start : start + _ENTRIES_PER_BLOCK] for start in range(0, len(entries), _ENTRIES_PER_BLOCK)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


def _utf16(point: int) -> str:
    return chr(point).encode("utf-16-be").hex().upper()


class ReportFont(TTFont):
    """A TrueType font whose embedded subsets say which characters they hold, rare ones too."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Override TTFont.addObjects: put the right text maps in place of reportlab's."""
        subsets = [tuple(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("ascii")
            doc.idToObject["toUnicodeCMap:" + name].content = text_map(name, subset)


@dataclass(frozen=True, slots=True)
class Face:
    """One weight of the report's typeface."""

    name: str
    """The name reportlab knows it by."""
    widths: Mapping[int, float]
    """The advance of each character that it has, in thousandths of the size."""
    font: ReportFont

    def width(self, text: str, size: float) -> float:
        """Return how wide the text is."""
        return sum(self.widths.get(ord(character), 1000) for character in text) * size / 1000


@cache
def face(name: str) -> Face:
    """Load REGULAR or BOLD once and make it known to reportlab."""
    path = resource(_FILES[name])
    font = _load(name, path)
    registerFont(font)
    widths = font.face.charWidths
    return Face(name, {point: widths[point] for point in font.face.charToGlyph if point in widths}, font)


def _load(name: str, path: Path) -> ReportFont:
    try:
        return ReportFont(name, str(path))
    except (OSError, TTFError) as error:
        raise UserFacingError(
            "REP-005",
            _("The program's own font {name} cannot be read, so no report can be made.").format(name=path.name),
            _("Install the program again; no assessment is affected."),
        ) from error


def new_canvas(target: io.BytesIO, width: float, height: float) -> Canvas:
    """Return a reportlab canvas without dates, unembedded fonts or slow filters."""
    regular = face(REGULAR)
    return Canvas(target, pagesize=(width, height), invariant=1, pageCompression=1, initialFontName=regular.name)


def write_operator(canvas: Canvas, operator: str) -> None:
    """Write an operator between the strokes of the current page."""
    canvas._code.append(operator)  # noqa: SLF001


def annotations_so_far(canvas: Canvas) -> int:
    """Return how many annotations the current page has."""
    return len(canvas._annotationrefs)  # noqa: SLF001


_STAND_IN = bytes.fromhex("ffd8 ffc0 0011 08 0001 0001 03 011100 021100 031100 ffd9")
"""No more of a JPEG than reportlab looks at."""


def stand_in(digest: str) -> bytes:
    """Return what is drawn in place of a picture that the archived file takes from elsewhere."""
    return _STAND_IN + digest.encode("ascii")


def stood_for(data: bytes) -> str | None:
    """Return the digest of the picture that something stands in for; None where it stands for itself."""
    return data[len(_STAND_IN) :].decode("ascii") if data.startswith(_STAND_IN) else None


class JpegBytes:
    """A JPEG in the form that Canvas.drawImage embeds as it is, without decoding it.

    Known by its digest, so a photo that is shown twice is stored once.
    """

    def __init__(self, data: bytes, digest: str) -> None:
        """Keep the file's bytes and the name it is stored under."""
        self._data = data
        self._digest = digest

    def __str__(self) -> str:
        """Return the name under which reportlab stores the picture."""
        return self._digest

    def jpeg_fh(self) -> io.BytesIO:
        """Return the file; reportlab asks by this name."""
        return io.BytesIO(self._data)
