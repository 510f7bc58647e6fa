# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""When evidence was taken by the laptop's clock: what the file says, put right by what is known of the camera's clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.on_site import CameraClock


def stated_moment(taken_at: str, zone: tzinfo) -> datetime | None:
    """Return the moment that a file states; a time without a zone is read in the one given. None where it states none."""
    try:
        stated = datetime.fromisoformat(taken_at)
        return stated.replace(tzinfo=zone) if stated.tzinfo is None else stated.astimezone(zone)
    except (ValueError, OverflowError):
        return None


def moment_of(evidence: Evidence, clocks: Mapping[str, CameraClock], zone: tzinfo) -> datetime | None:
    """Return when evidence was taken by the laptop's clock, in the zone given; None where its file states no time.

    A camera whose clock was never compared counts as right.
    """
    stated = stated_moment(evidence.taken_at, zone)
    clock = clocks.get(evidence.device) if evidence.device else None
    if stated is None or clock is None:
        return stated
    try:
        return stated + timedelta(seconds=clock.seconds)
    except OverflowError:
        return None
