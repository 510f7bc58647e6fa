# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Text set into lines, measured, ready to be drawn. Knows no pages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from evaluator_app.reporting.document import RichText, Run, Tone, runs_of
from evaluator_app.reporting.glyphs import cleaned
from evaluator_app.reporting.line_breaking import HANGING, break_lines
from evaluator_app.reporting.page_style import TEXT_COLOR, TextStyle
from evaluator_app.reporting.typesetting import BOLD, REGULAR, Face, face

_MOST_STRETCH = 0.07  # of the size, between two characters; more would read as a space


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a line in one look."""

    x: float
    """From the left edge of the text's room."""
    text: str
    width: float
    font: str
    color: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text."""

    pieces: tuple[Piece, ...]
    size: float
    leading: float
    spacing: float = 0
    """Added after every character."""

    @property
    def text(self) -> str:
        """The line's words."""
        return "".join(piece.text for piece in self.pieces)


def text_width(text: str, style: TextStyle) -> float:
    """Return the width of a text on one line."""
    return face(BOLD if style.bold else REGULAR).width(text, style.size)


def set_lines(text: RichText, style: TextStyle, width: float, tone: Tone = Tone.PLAIN) -> tuple[Line, ...]:
    """Break a text into lines of the given width; an empty text is one empty line.

    `tone` colors what has no tone of its own.
    """
    characters: list[str] = []
    looks: list[Run] = []
    for run in runs_of(text):
        words = cleaned(run.text)
        characters += words
        looks += [run] * len(words)
    whole = "".join(characters)
    widths = [
        0.0 if character == "\n" else _face(look, style).widths.get(ord(character), 1000) * style.size / 1000
        for character, look in zip(characters, looks, strict=True)
    ]
    indent = style.first_indent * style.size
    spans = break_lines(whole, widths, width - indent, width)
    lines = []
    for number, (start, stop) in enumerate(spans):
        left = indent if number == 0 else 0.0
        ends_paragraph = stop == len(whole) or whole[stop] == "\n"
        end = start + len(whole[start:stop].rstrip(" "))
        room = width - left
        used = sum(widths[start:end])
        spacing = 0.0
        if style.justified and not ends_paragraph and end - start > 1:
            spacing = _spacing(room - used + _overhang(whole, widths, end), end - start - 1, style.size)
        left += {"left": 0.0, "center": (room - used) / 2, "right": room - used}[style.align]
        lines.append(_line(characters[start:end], looks[start:end], widths[start:end], style, left, spacing, tone))
    return tuple(lines)


def _overhang(whole: str, widths: list[float], end: int) -> float:
    return widths[end - 1] / 2 if whole[end - 1] in HANGING else 0.0


def _spacing(gap: float, gaps: int, size: float) -> float:
    spacing = gap / gaps
    return spacing if -0.05 * size <= spacing <= _MOST_STRETCH * size else 0.0


def _face(look: Run, style: TextStyle) -> Face:
    return face(BOLD if look.bold or style.bold else REGULAR)


def _line(characters: list[str], looks: list[Run], widths: list[float], style: TextStyle, left: float, spacing: float, tone: Tone) -> Line:
    pieces = []
    position, x = 0, left
    for look, group in groupby(looks, key=lambda look: (look.bold or style.bold, look.tone, look.link)):
        length = sum(1 for _each in group)
        stop = position + length
        width = sum(widths[position:stop]) + spacing * length
        its_tone = look[1] if look[1] is not Tone.PLAIN else tone
        color = style.color if its_tone is Tone.PLAIN else TEXT_COLOR[its_tone]
        pieces.append(Piece(x, "".join(characters[position:stop]), width, BOLD if look[0] else REGULAR, color, look[2]))
        position, x = stop, x + width
    return Line(tuple(pieces), style.size, style.leading, spacing)
