# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A timeline as plain values: what lasted from when to when, on which lane. Not for how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time on one lane of a timeline."""

    lane: str
    """What it is about, such as a place."""
    first: datetime
    """Its beginning, in the zone in which it is to be shown."""
    last: datetime
    """Its end; may be the beginning itself."""
    words: str = ""
    """What is said beside it, such as "3 张照片"."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Stretches of time by day and lane, drawn to the scale of the hours: who or what was where, when."""

    spans: tuple[Span, ...]
    """In the order of time. A day is a panel of its own."""
    caption: str = ""
    """Numbered with the figures when given."""
    anchor: str | None = None
