# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the team notes of the ground it walks: places of this mine, clocks of cameras, outlines of areas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum


@dataclass(frozen=True, slots=True)
class Place:
    """A place of this mine that the team added, such as pit bench +120."""

    id: str
    title: str
    """How it is called; observations and evidence name it so."""
    of: str = ""
    """Id of the template's place that it is one of: what is to be looked at there is looked at here. Empty for none."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CameraClock:
    """By how much the clock of a camera is off, found by photographing the time that the laptop showed."""

    device: str
    """Maker and model as the photos state them; also the key of this record."""
    seconds: int
    """What is to be added to the camera's time to get the laptop's, in seconds."""
    evidence: str = ""
    """Id of the photo it was found by; empty where it was typed."""
    laptop_at: datetime | None = None
    """The time that the laptop showed."""
    camera_local: str = ""
    """The time that the camera gave the photo, ISO 8601 without a zone."""


class OutlineKind(Enum):
    """What an outline goes round."""

    BOUNDARY = "boundary"
    """The mine as the licence has it (矿区范围)."""
    GREENED = "greened"
    """Ground that is greened (已绿化)."""
    GREENABLE = "greenable"
    """Ground that can be greened (可绿化)."""
    RESTORED = "restored"
    """Ground that is restored (已修复治理)."""
    DISTURBED = "disturbed"
    """Ground that mining has disturbed (损毁土地)."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Corner:
    """One corner of an outline, CGCS2000."""

    longitude: Decimal
    """Degrees, east positive, eight places."""
    latitude: Decimal
    """Degrees, north positive, eight places."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The boundary of the mine or of an area in it: one ring, closed by itself."""

    id: str
    title: str
    kind: OutlineKind
    corners: tuple[Corner, ...]
    """In order round the area, the first not repeated."""
    given: str = ""
    """The corners as they were typed, such as on the licence."""
    system: str = ""
    """How they were given: "degrees", or the zone such as "gk3-40" or "gk6-20"."""
