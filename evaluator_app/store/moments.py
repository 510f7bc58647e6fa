# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Moments as the database has them: UTC, ISO 8601."""

from __future__ import annotations

from datetime import UTC, datetime


def moment_text(at: datetime) -> str:
    """Return a time as it is stored; TypeError if it has no zone."""
    if at.tzinfo is None:
        raise TypeError("cannot be stored: a time without its zone")
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
