# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What of an assessment a report carries: the findings, with who shared, reviewed and signed them off.

Not mending, which goes on after a signature; not what colleagues say to each other, which stays with the team.
"""

from __future__ import annotations

from dataclasses import replace

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.mending_apart import without_mending


def as_reported(assessment: Assessment) -> Assessment:
    """Return an assessment as a report carries it: the same whatever is said or put right meanwhile."""
    findings = without_mending(assessment)
    return replace(findings, comments={}) if findings.comments else findings
