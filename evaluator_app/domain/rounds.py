# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What came before this assessment: the mine's own scores, the earlier round it starts from, the signed assessment it revises.

The records alone; what is made of them stands in comparing_rounds.py, pairing_photos.py, side_by_side.py and comparing_revisions.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from evaluator_app.domain.status import AssessmentKind, Verdict


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
    rectification: str = ""
    """Id of the rectification that was ordered for it in the earlier assessment; empty where none was."""
    ordered: str = ""
    """What was to be done about it, in words."""
    due_on: date | None = None
    """The day until which it was to be done."""
    reported: str = ""
    """What the mine says that it did."""


@dataclass(frozen=True, slots=True)
class EarlierRound:
    """The assessment that this one starts from, as far as it must be known without it."""

    id: str
    kind: AssessmentKind
    template: str
    """Id of the template it was made by."""
    edition: str
    template_title: str = ""
    template_sha256: str = ""
    """Digest of the template, in hex."""
    organization: str = ""
    """Who evaluated it."""
    visit_from: date | None = None
    visit_to: date | None = None
    verdict: Verdict | None = None
    """What it came to; None where it looked at a part only."""
    points: Decimal | None = None
    """Points that it had for certain, rounded as its template says; None where it looked at a part only."""
    facts: Mapping[str, str | bool] = field(default_factory=dict)
    """What was on file of the mine, by fact id."""
    records_sha256: str = ""
    """Digest of the whole assessment as it was taken over, in hex."""
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EarlierPhoto:
    """One photo of the round before, to stand beside photos of now."""

    id: str
    """Id of the evidence in the earlier assessment."""
    sha256: str
    name: str = ""
    size: int = 0
    """Bytes of the original."""
    media_type: str = ""
    targets: tuple[str, ...] = ()
    """Ids of items, prerequisites and observations that it supported."""
    place: str = ""
    caption: str = ""
    taken_at: str = ""
    """ISO 8601 time from the file; without a zone where the file names none."""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    direction: Decimal | None = None
    """Where it looks, in degrees from north."""
    now: tuple[str, ...] = ()
    """Ids of the evidence of now that a person put beside it, the first first."""
    is_settled: bool = False
    """Whether a person has chosen; nothing chosen then means that it has no counterpart."""


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
    """What an item or prerequisite was in the earlier assessment that a revision or a new round starts from."""

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
    attainable: Decimal | None = None
    """Points that there were to be had; None for a prerequisite."""
    rule_sha256: str = ""
    """Digest of what the rules asked there, in hex; empty where that is not known."""
