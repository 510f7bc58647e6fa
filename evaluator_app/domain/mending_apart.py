# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What of an assessment is mending and what is findings: a signature closes the findings, mending goes on after it."""

from __future__ import annotations

from dataclasses import replace

from evaluator_app.domain.assessment import Assessment, Evidence, Filing


def serves_mending_alone(evidence: Evidence) -> bool:
    """Tell whether a file proves that something was put right, and supports no finding."""
    return evidence.filed_by is Filing.MENDING and not evidence.targets


def without_mending(assessment: Assessment) -> Assessment:
    """Return the findings alone, as a report carries them: the same before, while and after things are put right."""
    kept = {name: item for name, item in assessment.evidence.items() if not serves_mending_alone(item)}
    if not assessment.rectifications and len(kept) == len(assessment.evidence):
        return assessment
    return replace(assessment, rectifications={}, evidence=kept)
