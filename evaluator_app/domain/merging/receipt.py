# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The receipt of a merge: what a laptop has, in counts and digests, so that every other can check that it has all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.merging.acts import Known
from evaluator_app.domain.merging.conflicts import open_conflicts

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one laptop has of an assessment."""

    assessment: str
    """Id."""
    acts: Mapping[str, int]
    """Acts by the name of who did them, all together and also those taken back."""
    acts_sha256: str
    """Digest of the names of all acts, sorted: the same where the same acts are known."""
    state_sha256: str
    """Digest of what follows from them."""
    heads: tuple[str, ...]
    """Names of the acts that nothing known follows."""
    findings: int = 0
    observations: int = 0
    evidence: int = 0
    comments: int = 0
    open_conflicts: int = 0
    people: Mapping[str, int] = field(default_factory=dict)
    """Facts seen, by the id of the assessor."""

    @property
    def code(self) -> str:
        """Eight digits to compare by eye: the same on all laptops that have the same."""
        mark = digest([self.acts_sha256, self.state_sha256])[: 2 * _DIGITS].upper()
        return f"{mark[:_DIGITS]}-{mark[_DIGITS:]}"

    def total(self) -> int:
        """Return how many acts are known."""
        return sum(self.acts.values())


def receipt(assessment: Assessment, known: Known) -> Receipt:
    """Return what a laptop has."""
    return Receipt(
        assessment=assessment.id,
        acts=dict(sorted(Counter(act.who for act in known.acts.values()).items())),
        acts_sha256=digest(sorted(known.acts)),
        state_sha256=digest(assessment),
        heads=tuple(sorted(known.heads)),
        findings=len(assessment.findings),
        observations=len(assessment.observations),
        evidence=len(assessment.evidence),
        comments=len(assessment.comments),
        open_conflicts=len(open_conflicts(assessment)),
        people=dict(sorted(Counter(each.assessor for each in assessment.observations.values()).items())),
    )
