# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where a rule or figure comes from and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Confidence(Enum):
    """How a figure came to be known."""

    READ = "read"
    """Read in the named document."""
    DRAFT = "draft"
    """Read in a draft for comment of the named document."""
    DERIVED = "derived"
    """Computed, inferred or transcribed by someone else; to be checked against the official text."""
    NOT_FOUND = "not_found"
    """The document is known or supposed to hold it, but it is not on file."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """The source of a rule, a figure or a setting."""

    document: str = ""
    """Name and number of the document."""
    clause: str = ""
    """Clause, table or line in it."""
    confidence: Confidence = Confidence.NOT_FOUND
    """How it came to be known."""
    note: str = ""
    """What a reader must know before relying on it."""
