# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a picture looks like in 64 bits: whether each of 8 x 8 fields is clearly darker than its neighbor to the right.

Survives other sizes, other compression, another brightness; not a cut, a turn or a mirror. "Clearly", because where two fields
are as good as equal, compression alone would decide.
"""

from __future__ import annotations

from itertools import pairwise

from PIL import Image

_SIDE = 8
_STEP = 3
"""Levels of gray, of 256, above which two fields clearly differ."""
_LEAST_STEPS = 12
"""Of 64 pairs of fields so many must differ: an empty sheet and the dark look like any other."""


def fingerprint(picture: Image.Image) -> str:
    """Return 16 hex digits for an upright picture of any size; empty where there is too little to be seen on it."""
    levels = picture.convert("L").resize((_SIDE + 1, _SIDE), Image.Resampling.BOX).tobytes()
    bits = steps = 0
    for row in range(0, len(levels), _SIDE + 1):
        for left, right in pairwise(levels[row : row + _SIDE + 1]):
            bits = bits << 1 | (left + _STEP < right)
            steps += abs(left - right) > _STEP
    return f"{bits:016x}" if steps >= _LEAST_STEPS else ""
