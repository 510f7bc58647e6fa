# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Checking a report in one step, in a process of its own, since a file from anywhere may be made to hold or to break its reader.

Needs no workspace and no window.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from evaluator_app.services.reading_apart import read_apart
from evaluator_app.services.verification import ReportVerification

__all__ = ["ReportVerification", "verify_report"]


def verify_report(
    path: Path,
    *,
    trust_roots: Sequence[Path] = (),
    at: datetime,
    workspace: Path | None = None,
    evidence: Path | None = None,
    replaced: Path | None = None,
    longest: float | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ReportVerification:
    """Check a report; UserFacingError if the file cannot be read as a PDF at all, or not within the longest time, in seconds.

    The trust roots vouch for signers and for the steward of the template; the workspace, where one is given, tells which
    authorities and stewards are trusted, who was revoked, and what was stated of the template since. The evidence is a
    folder, an archive or a workspace with the originals; what is replaced is the report of the revision before. Cancelled
    is raised at once where that is asked for.
    """
    arguments = {
        "path": path.absolute(),
        "trust_roots": tuple(root.absolute() for root in trust_roots),
        "at": at,
        "workspace": workspace and workspace.absolute(),
        "evidence": evidence and evidence.absolute(),
        "replaced": replaced and replaced.absolute(),
    }
    found: ReportVerification = read_apart("judge", arguments, name=path.name, seconds=longest, cancelled=cancelled)
    return found
