# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where a rule or figure comes from and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
    """Name of the document."""
    clause: str = ""
    """Clause, table or line in it."""
    confidence: Confidence = Confidence.NOT_FOUND
    """How it came to be known."""
    note: str = ""
    """What a reader must know before relying on it."""
    number: str = ""
    """Number of the document (文号, 标准号); empty where it is not known."""
    in_force_from: date | None = None
    """First day it is in force; None where that is not known."""
    in_force_until: date | None = None
    """Last day it is in force; None where it still is, or that is not known."""

    def is_in_force(self, on: date | None) -> bool:
        """Tell whether it is in force on a day, as far as its dates are known; on an unknown day nothing speaks against it."""
        return on is None or ((self.in_force_from or on) <= on <= (self.in_force_until or on))
