# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the mine has to put right (整改), by whom and by when, and what proves that it did. The records alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class RectificationState(Enum):
    """How far the mending of one thing has come."""

    ORDERED = "ordered"
    REPORTED = "reported"
    """The mine says that it is done, and gave proof or not."""
    CLOSED = "closed"
    """A re-check found it done."""
    ESCALATED = "escalated"
    """A re-check found it not done; it goes to who ordered it."""


@dataclass(frozen=True, slots=True)
class Rectification:
    """One thing that the mine has to put right."""

    id: str
    target: str
    """Id of the indicator or prerequisite that it bears on."""
    what: str
    """What is to be done, in words."""
    observation: str = ""
    """Id of the fault that it answers; empty for an item that is not met as a whole."""
    problem: str = ""
    """What was found, in the words of the day on which it was ordered."""
    place: str = ""
    responsible: str = ""
    """Who at the mine sees to it."""
    ordered_on: date | None = None
    due_on: date | None = None
    state: RectificationState = RectificationState.ORDERED
    report: str = ""
    """What the mine says that it did."""
    proof: tuple[str, ...] = ()
    """Ids of the evidence that shows it, sorted."""
    words: str = ""
    """What the re-check saw."""
    checked_by: str = ""
    """Name of who checked it again."""
    checked_on: date | None = None
