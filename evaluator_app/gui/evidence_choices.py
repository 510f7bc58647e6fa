# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which evidence of one assessment was shown last. Kept from one start to the next; words searched for are not."""

from __future__ import annotations

from evaluator_app.domain.evidence_filter import Among, EvidenceFilter
from evaluator_app.domain.evidence_kinds import EvidenceKind
from evaluator_app.gui.preferences import Preferences

_NAME = "evidence"


def read_evidence_filter(preferences: Preferences, assessment_id: str) -> EvidenceFilter:
    """Return what was looked for in an assessment; what makes no sense any more counts as not chosen."""
    kept = preferences.of_assessment(_NAME, assessment_id)
    among, kind = kept.get("among", ""), kept.get("kind", "")
    return EvidenceFilter(
        Among(among) if among in {each.value for each in Among} else Among.ALL,
        EvidenceKind(kind) if kind in {each.value for each in EvidenceKind} else None,
        kept.get("place", ""),
        kept.get("target", ""),
        kept.get("person", ""),
    )


def keep_evidence_filter(preferences: Preferences, assessment_id: str, chosen: EvidenceFilter) -> None:
    """Keep what is looked for in an assessment."""
    kept = {
        "among": chosen.among.value,
        "kind": chosen.kind.value if chosen.kind else "",
        "place": chosen.place,
        "target": chosen.target,
        "person": chosen.person,
    }
    preferences.set_of_assessment(_NAME, assessment_id, kept)
