# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What kind of proof a piece of evidence is, when it was made, and what it was drawn on or cut from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo
from enum import Enum

from evaluator_app.domain.assessment import Assessment, Evidence
from evaluator_app.domain.moments import moment_of
from evaluator_app.domain.sentence import Sentence, say

PDF = "application/pdf"
"""Media type of documents with pages."""
_LAST = float("inf")
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


def in_order(assessment: Assessment, evidence: Iterable[Evidence], zone: tzinfo) -> tuple[Evidence, ...]:
    """Return evidence by the time it was taken; a sketch or clip behind what it was made of, what names no time last.

    Times without a zone are read in the one given, and what is known of the cameras' clocks is counted in.
    """
    return tuple(sorted(evidence, key=lambda item: _order(assessment, item, zone)))


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


def _order(assessment: Assessment, evidence: Evidence, zone: tzinfo) -> tuple[float, float, str, int, float, str]:
    first = original_of(assessment, evidence) or evidence
    at = moment_of(first, assessment.clocks, zone)
    return (at.timestamp() if at else _LAST, _added(first), first.id, 0 if first is evidence else 1, _added(evidence), evidence.id)


def _added(evidence: Evidence) -> float:
    return evidence.added_at.timestamp() if evidence.added_at else 0.0
