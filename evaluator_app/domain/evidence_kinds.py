# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What kind of proof a piece of evidence is, when it was made, and what it was drawn on or cut from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import Enum

from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.on_site import CameraClock
from evaluator_app.domain.sentence import Sentence, say

PDF = "application/pdf"
"""Media type of documents with pages."""
_LAST = "~"
"""Sorts behind every time."""


class EvidenceKind(Enum):
    """Kinds of evidence as people look for them."""

    PHOTO = "photo"
    """A picture as it was given."""
    DOCUMENT = "document"
    VIDEO = "video"
    SKETCH = "sketch"
    """Drawn on a photo, a plan or a page."""
    CLIP = "clip"
    """Cut from a page of a document."""
    OTHER = "other"


def kind_of(evidence: Evidence) -> EvidenceKind:
    """Return which kind a piece of evidence is."""
    if evidence.revision_of:
        return EvidenceKind.CLIP if evidence.region else EvidenceKind.SKETCH
    if evidence.media_type == PDF:
        return EvidenceKind.DOCUMENT
    kinds = {"image": EvidenceKind.PHOTO, "video": EvidenceKind.VIDEO}
    return kinds.get(evidence.media_type.partition("/")[0], EvidenceKind.OTHER)


def wall_time(evidence: Evidence, clocks: Mapping[str, CameraClock]) -> datetime | None:
    """Return when it was taken by the laptop's clock, as a clock on the wall showed it, without a zone.

    What is known of the camera's clock is added; None where the file names no time or none that can be read.
    """
    try:
        shown = datetime.fromisoformat(evidence.taken_at).replace(tzinfo=None)
    except ValueError:
        return None
    clock = clocks.get(evidence.device) if evidence.device else None
    try:
        return shown + timedelta(seconds=clock.seconds if clock else 0)
    except OverflowError:
        return None


def in_order(assessment: Assessment, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence by the time it was taken; a sketch or clip behind what it was made of, what names no time last."""
    return tuple(sorted(evidence, key=lambda item: _order(assessment, item)))


def original_of(assessment: Assessment, evidence: Evidence) -> Evidence | None:
    """Return what it was drawn on or cut from; None where it stands for itself or that was taken away."""
    return assessment.evidence.get(evidence.revision_of)


def origin(assessment: Assessment, evidence: Evidence) -> Sentence | None:
    """Say what a sketch or clip was made of; None for what stands for itself."""
    if not evidence.revision_of:
        return None
    original = original_of(assessment, evidence)
    if original is None:
        return say("evidence.origin_gone", "Made from evidence that was taken away since")
    if evidence.region:
        return say("evidence.clip", "“{name}”, page {page}", name=original.name, page=evidence.page)
    if evidence.page:
        return say("evidence.sketch_on_page", "Sketch on “{name}”, page {page}", name=original.name, page=evidence.page)
    return say("evidence.sketch", "Sketch on “{name}”", name=original.caption or original.name)


def _order(assessment: Assessment, evidence: Evidence) -> tuple[str, float, str, int, float, str]:
    first = original_of(assessment, evidence) or evidence
    at = wall_time(first, assessment.clocks)
    return (at.isoformat() if at else _LAST, _added(first), first.id, 0 if first is evidence else 1, _added(evidence), evidence.id)


def _added(evidence: Evidence) -> float:
    return evidence.added_at.timestamp() if evidence.added_at else 0.0
