# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Names of files after a mine, that every system takes."""

from __future__ import annotations

import re

_UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_LONGEST = 60


def fit_for_file(mine: str, otherwise: str) -> str:
    """Return the name of a mine as the beginning of a file name; the other word where nothing is left of it."""
    return _UNFIT.sub("_", mine).strip("._")[:_LONGEST] or otherwise
