# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What of an assessment is mending and what is findings: a signature closes the findings, mending goes on after it."""

from __future__ import annotations

from dataclasses import replace

from evaluator_app.domain.assessment import Assessment, Evidence, Filing
from evaluator_app.domain.teamwork import Conflict

_ABOUT_MENDING = '["rectification",'
_ABOUT_EVIDENCE = '["evidence",'
_FILED = f'"filed_by":"{Filing.MENDING.value}"'


def serves_mending_alone(evidence: Evidence) -> bool:
    """Tell whether a file proves that something was put right, and supports no finding."""
    return evidence.filed_by is Filing.MENDING and not evidence.targets


def is_about_mending(conflict: Conflict) -> bool:
    """Tell whether people differ on what is put right, or on words about a file that proves it; that is never part of a report."""
    if conflict.key.startswith(_ABOUT_MENDING):
        return True
    said = [each.value for each in conflict.statements if each.value != "null"]
    return conflict.key.startswith(_ABOUT_EVIDENCE) and bool(said) and all(_FILED in value for value in said)


def without_mending(assessment: Assessment) -> Assessment:
    """Return the findings alone, as a report carries them: the same before, while and after things are put right."""
    kept = {name: item for name, item in assessment.evidence.items() if not serves_mending_alone(item)}
    conflicts = {key: conflict for key, conflict in assessment.conflicts.items() if not is_about_mending(conflict)}
    if not assessment.rectifications and len(kept) == len(assessment.evidence) and len(conflicts) == len(assessment.conflicts):
        return assessment
    return replace(assessment, rectifications={}, evidence=kept, conflicts=conflicts)
