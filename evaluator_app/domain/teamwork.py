# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How several people share one assessment: who does which part, what was said of it, who reviewed and who stands for it.

The records alone. What follows from them stands in reviewing.py, what people said differently in conflicts.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class AssignmentScope(Enum):
    """By what a share of the work is named."""

    ITEM = "item"
    GROUP = "group"
    PLACE = "place"
    """Every item that is looked at there."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One share of the work and who does it."""

    scope: AssignmentScope
    subject: str
    """Id of the item, group or place."""
    assessor: str = ""
    """Id of the member of the team; empty where a specialty is named."""
    specialty: str = ""
    """Whoever has this specialty (专业) does it; empty where a member is named."""

    @property
    def key(self) -> str:
        """Under what it stands among the assignments."""
        return f"{self.scope.value}:{self.subject}"


class ReviewState(Enum):
    """How far the review of an item has come."""

    SUBMITTED = "submitted"
    """Its author holds it for done."""
    CHANGES_REQUESTED = "changes_requested"
    ACCEPTED = "accepted"
    REOPENED = "reopened"
    """It was accepted, and has been edited or opened again since."""


@dataclass(frozen=True, slots=True)
class Review:
    """How far the review of one item has come; an item without one has not been submitted."""

    target: str
    """Id of the indicator or prerequisite."""
    state: ReviewState
    author: str
    """Name of the person who submitted it."""
    reviewer: str = ""
    """Name of the person who asked for changes or accepted it; never the author."""
    words: str = ""
    """What is to be changed, or any note on it."""
    at: datetime | None = None
    """When it came to this state, by the clock of that laptop."""
    edited_by: str = ""
    """Name of who edited the item last, as far as that laptop knew, where it was another than the author; no more its reviewer."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One remark of a colleague on an item; never part of the score or of the report's findings."""

    id: str
    target: str
    """Id of the indicator or prerequisite; empty for the assessment as a whole."""
    text: str
    by: str
    """Name of the person."""
    at: datetime | None = None
    edited_at: datetime | None = None
    answers: str = ""
    """Id of the comment that it answers; empty for the first of a thread."""
    closed_by: str = ""
    """Name of who closed the thread; empty while it is open. Only the first of a thread is closed."""
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignOff:
    """That a person stands for what was found, by name and date."""

    id: str
    by: str
    """Name of the person."""
    at: datetime
    target: str = ""
    """Id of the item or group; empty for the assessment as a whole."""
    words: str = ""
    findings_sha256: str = ""
    """Digest of what was found then; another one now means that it was edited since."""
    revoked_by: str = ""
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """What one person said, where several said different things without knowing of each other."""

    who: str
    value: str
    """What the person said, as canonical JSON of that part of the record; "null" for nothing, or for having taken it out."""
    is_accepted: bool = False
    """Whether a reviewer had accepted it; then the others' words wait."""


@dataclass(frozen=True, slots=True)
class Closing:
    """How the leader closed a conflict."""

    by: str
    words: str = ""
    at: datetime | None = None
    value: str = "null"
    """What holds now, as canonical JSON."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One part of a record of which two people said different things without knowing of each other."""

    key: str
    """What stands in conflict: kind of the record, its key and the part of it, as a JSON list of texts."""
    target: str
    """Id of the indicator or prerequisite that it bears on; empty for the frame of the assessment."""
    statements: tuple[Stated, ...]
    """In the order of the names."""
    closing: Closing | None = None
    """None while it is open."""
