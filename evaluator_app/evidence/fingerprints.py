# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a picture looks like in 64 bits: whether each of 8 x 8 fields is darker than its neighbor to the right.

Survives other sizes, other compression, another brightness; not a cut, a turn or a mirror.
"""

from __future__ import annotations

from PIL import Image

_SIDE = 8
_LEAST_CONTRAST = 8
"""Levels of gray of 256 that fields must differ by at least: an empty sheet and the dark look like any other."""


def fingerprint(picture: Image.Image) -> str:
    """Return 16 hex digits for an upright picture of any size; empty where there is nothing to be seen on it."""
    fields = picture.convert("L").resize((_SIDE + 1, _SIDE), Image.Resampling.BOX)
    low, high = fields.getextrema()
    if not isinstance(low, int) or not isinstance(high, int) or high - low < _LEAST_CONTRAST:
        return ""
    levels = fields.tobytes()
    bits = 0
    for row in range(_SIDE):
        for column in range(_SIDE):
            at = row * (_SIDE + 1) + column
            bits = bits << 1 | (levels[at] < levels[at + 1])
    return f"{bits:016x}"
