# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Read a small file from elsewhere no further than it may reach, whatever its size says."""

from __future__ import annotations

from pathlib import Path


def read_at_most(path: Path, most: int) -> bytes | None:
    """Return what a file holds, or None where that is more bytes than it may have; OSError where it cannot be read."""
    with path.open("rb") as file:
        content = file.read(most + 1)
    return content if len(content) <= most else None
