# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The look of the report: page, margins, sizes, colors. Numbers only; draws nothing.

Lengths are points. The margins follow the official documents' (GB/T 9704) width of 156 mm.
"""

from __future__ import annotations

from dataclasses import dataclass

from evaluator_app.reporting.document import Tone

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 26 * MM, 31 * MM, 29 * MM
BODY_WIDTH = PAGE_WIDTH - LEFT - RIGHT
BODY_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
HEADER_BASELINE = PAGE_HEIGHT - 20 * MM
FOOTER_BASELINE = 16 * MM

INK = "#1d2421"
ACCENT = "#1f6b4a"
ACCENT_TINT = "#edf4f0"
MUTED = "#66726c"
HAIRLINE = "#c9d3cd"
TRACK = "#e4ebe7"
WATERMARK = "#f2f4f3"
PAPER_TINT = "#f6f8f7"

TEXT_COLOR = {
    Tone.PLAIN: INK,
    Tone.MUTED: MUTED,
    Tone.ACCENT: ACCENT,
    Tone.OK: ACCENT,
    Tone.WARN: "#8a5a00",
    Tone.BAD: "#a3321f",
}
"""The color of words in a tone."""
GROUND = {
    Tone.MUTED: PAPER_TINT,
    Tone.ACCENT: ACCENT_TINT,
    Tone.OK: "#e7f3ec",
    Tone.WARN: "#fcf3dc",
    Tone.BAD: "#fbe9e5",
}
"""The ground of cells and boxes in a tone; plain ones have none."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a stretch of text is set."""

    size: float
    leading: float
    bold: bool = False
    color: str = INK
    first_indent: float = 0
    """In characters."""
    align: str = "left"
    """left, center or right."""
    justified: bool = False
    """Whether full lines are stretched a little to end evenly."""


BODY = TextStyle(10.5, 18.5, justified=True)
PROSE = TextStyle(10.5, 18.5, first_indent=2, justified=True)
CELL = TextStyle(9, 13.5)
CELL_HEAD = TextStyle(9, 13.5, bold=True, color=ACCENT)
LABEL = TextStyle(9, 13.5, color=MUTED)
SMALL = TextStyle(8, 12, color=MUTED)
CAPTION = TextStyle(9, 14, bold=True)
RUNNING = TextStyle(8, 10, color=MUTED)
HEADINGS = {
    1: TextStyle(16, 24, bold=True, color=ACCENT),
    2: TextStyle(12.5, 20, bold=True),
    3: TextStyle(10.5, 18, bold=True),
}
HEADING_SPACE = {1: (28, 17), 2: (18, 8), 3: (12, 4)}
"""Space over and under headings."""
CONTENTS_TITLE = TextStyle(18, 28, bold=True, color=ACCENT)
