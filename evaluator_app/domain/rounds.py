# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What came before this assessment: the mine's own scores, faults of an earlier round, the signed assessment it revises.

The records alone; what is made of them stands in comparing_rounds.py and comparing_revisions.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from evaluator_app.domain.status import Verdict


class EarlierState(Enum):
    """What became of an earlier fault."""

    NOT_LOOKED_AT = "not_looked_at"
    MENDED = "mended"
    PARTLY_MENDED = "partly_mended"
    NOT_MENDED = "not_mended"
    NO_LONGER_THERE = "no_longer_there"
    """What it was about is gone, such as a workshop torn down."""


@dataclass(frozen=True, slots=True)
class EarlierFault:
    """One fault of the assessment before, to be verified in this one."""

    id: str
    """Id of the observation in the earlier assessment."""
    target: str
    """Id of the indicator or prerequisite it bears on."""
    text: str
    place: str = ""
    count: int = 1
    photos: tuple[str, ...] = ()
    """SHA-256 of the photos of then."""
    state: EarlierState = EarlierState.NOT_LOOKED_AT
    words: str = ""
    """What is seen there now."""
    evidence: tuple[str, ...] = ()
    """Ids of the evidence of now, paired with the photos of then."""
    looked_at_by: str = ""
    """Id of the assessor who looked."""


@dataclass(frozen=True, slots=True)
class SelfScore:
    """What the mine gave itself for one item, and what it claims as proof."""

    target: str
    """Id of the indicator."""
    points: Decimal
    words: str = ""
    claimed: str = ""
    """Material that the mine names as proof."""


@dataclass(frozen=True, slots=True)
class Revision:
    """That an assessment takes the place of a signed one, and why."""

    number: int
    """The signed one was the first, or the revision of the number before; from 2."""
    replaces: str
    """Id of the assessment that it starts from."""
    reason: str
    """Why there is a revision, in words."""
    replaced_report_sha256: str = ""
    """SHA-256 of the signed report that it takes the place of, in hex; empty where that was not at hand."""
    begun_at: datetime | None = None
    """When the revision was begun."""
    verdict: Verdict | None = None
    """What the signed one came to."""
    points: Decimal | None = None
    """Points that the signed one had for certain, rounded as its template says."""
    frame_sha256: str = ""
    """Digest of mine, team and frame of the signed one."""


@dataclass(frozen=True, slots=True)
class ReplacedItem:
    """What an item or prerequisite was in the signed assessment that a revision starts from."""

    target: str
    """Id of the indicator or prerequisite."""
    title: str
    """Its code and title then."""
    points: Decimal | None = None
    """Points that it had for certain; None for a prerequisite."""
    open: Decimal = Decimal(0)
    """Points that were open."""
    outcome: str = ""
    """Value of assessment.Outcome for a prerequisite; empty for an indicator."""
    observations: int = 0
    """Facts seen."""
    evidence: int = 0
    """Files that supported it or a fact seen there."""
    records_sha256: str = ""
    """Digest of all that was recorded for it."""
