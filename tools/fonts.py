# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Give the shipped typeface the signs it lacks and assessors write, such as CO₂ or ☑: `python -m tools.fonts FILE...`.

Each new glyph is composed of glyphs that the face has; nothing is drawn anew. Run after the subsetting (resources/fonts/README.md).
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

_SMALL = 0.6
_RAISED, _LOWERED = 330, -120
_SIGNS = "0123456789+-"
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", _SIGNS, strict=True))
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋", _SIGNS, strict=True))
_BOXES = {"☐": "□", "☑": "□✓", "☒": "□×"}


def add_signs(font: TTFont) -> list[str]:
    """Add the signs that the font lacks and return them."""
    known = font.getBestCmap()
    added = []
    for signs, shift in ((_SUPERSCRIPTS, _RAISED), (_SUBSCRIPTS, _LOWERED)):
        for sign, base in signs.items():
            if ord(sign) not in known:
                width = font["hmtx"][known[ord(base)]][0]
                _add(font, sign, [(known[ord(base)], _SMALL, 0, shift)], round(width * _SMALL))
                added.append(sign)
    for sign, bases in _BOXES.items():
        if ord(sign) not in known:
            frame = known[ord(bases[0])]
            width = font["hmtx"][frame][0]
            parts = [(frame, 1.0, 0, 0), *(_centered(font, known[ord(inner)], width) for inner in bases[1:])]
            _add(font, sign, parts, width)
            added.append(sign)
    return added


def _centered(font: TTFont, name: str, width: int) -> tuple[str, float, int, int]:
    """Place a glyph, made smaller, in the middle of a frame of the given width."""
    scale, own = 0.7, font["hmtx"][name][0]
    return name, scale, round((width - own * scale) / 2), 110


def _add(font: TTFont, sign: str, parts: list[tuple[str, float, int, int]], width: int) -> None:
    name = f"uni{ord(sign):04X}"
    pen = TTGlyphPen(font.getGlyphSet())
    for base, scale, right, up in parts:
        pen.addComponent(base, (scale, 0, 0, scale, right, up))
    glyph = pen.glyph()
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(sign)] = name


def main(paths: list[str]) -> int:
    """Add the signs to each font file in place."""
    for path in paths:
        font = TTFont(path, recalcTimestamp=False)
        added = add_signs(font)
        font.save(path)
        print(f"{Path(path).name}: {''.join(added) or '–'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
