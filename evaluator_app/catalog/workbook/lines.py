# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Several texts in one cell, one on a line, so that each comes back as it was."""

from __future__ import annotations

from collections.abc import Iterable

CONTINUED = "↵"
"""Begins a line that belongs to the text of the line before."""
_LITERAL = "\\"
"""Stands before a line that would begin with one of the two signs itself."""


def join(texts: Iterable[str]) -> str:
    """Return texts as lines of a cell."""
    return "\n".join(_first(text).replace("\n", f"\n{CONTINUED}") for text in texts)


def split(cell: str) -> list[str]:
    """Return the texts of a cell; empty lines are none."""
    if CONTINUED not in cell and _LITERAL not in cell and "\r" not in cell:
        return [line.strip() for line in cell.split("\n") if line and not line.isspace()]
    texts: list[str] = []
    for line in cell.replace("\r\n", "\n").split("\n"):
        if line.startswith(CONTINUED) and texts:
            texts[-1] += f"\n{line[1:]}"
        elif line.strip():
            texts.append(line[1:] if line.startswith(_LITERAL) else line)
    return [text.strip() for text in texts]


def _first(text: str) -> str:
    return f"{_LITERAL}{text}" if text.startswith((CONTINUED, _LITERAL)) else text
