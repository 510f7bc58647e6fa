# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The words, tones and icons by which the page shows how far the mending of a thing is."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from evaluator_app.domain.mending import RectificationState
from evaluator_app.domain.mending_limit import is_open
from evaluator_app.gui.palette import Tone
from evaluator_app.i18n import _
from evaluator_app.services.mending import MendingLine

TONES: Mapping[RectificationState, Tone] = {
    RectificationState.ORDERED: Tone.OPEN,
    RectificationState.REPORTED: Tone.ACCENT,
    RectificationState.CLOSED: Tone.DONE,
    RectificationState.ESCALATED: Tone.VETO,
}


class Shown(StrEnum):
    """Which part of the list is in sight."""

    ALL = "all"
    OPEN = "open"
    LATE = "late"
    REPORTED = "reported"
    CLOSED = "closed"


def is_shown(line: MendingLine, part: Shown) -> bool:
    """Tell whether a line belongs to a part of the list."""
    return {
        Shown.ALL: True,
        Shown.OPEN: is_open(line.thing),
        Shown.LATE: line.is_late,
        Shown.REPORTED: line.thing.state is RectificationState.REPORTED,
        Shown.CLOSED: line.thing.state is RectificationState.CLOSED,
    }[part]


def left_words(line: MendingLine) -> str:
    """Return how many days are left, or by how many it is late; empty where neither can be said."""
    if line.left is None:
        return ""
    if line.left == 0:
        return _("today")
    return _("{days} days late").format(days=-line.left) if line.is_late else _("{days} days").format(days=line.left)


def left_tone(line: MendingLine) -> Tone:
    """Return what the days that are left mean: late, nearly, or neither."""
    if line.is_late:
        return Tone.VETO
    return Tone.FOUND if line.left is not None and line.left <= _SOON else Tone.NEUTRAL


_SOON = 14
"""Days within which it is as good as due."""
