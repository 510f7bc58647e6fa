# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What was filled in on a record form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a table or of readings."""

    values: Mapping[str, str | bool] = field(default_factory=dict)
    """By column id; a reading stands under "value"."""


@dataclass(frozen=True, slots=True)
class FormSignature:
    """Who signed in a signature field, on the pad."""

    name: str
    evidence: str
    """Id of the evidence that is the drawing of the signature."""
    signed_at: datetime | None = None
    content_sha256: str = ""
    """Digest of what the form said when it was signed; see domain/forms/signing.py."""


@dataclass(frozen=True, slots=True)
class FormRecord:
    """One filled-in form."""

    id: str
    form: str
    """Key of its definition in the assessment: id and edition, such as permit@1."""
    target: str = ""
    """What it is about: id of an item, prerequisite or assessor; empty for the assessment."""
    values: Mapping[str, str | bool] = field(default_factory=dict)
    """By field id: texts, numbers as text, dates as ISO 8601, ids of choices, flags."""
    rows: Mapping[str, tuple[FormRow, ...]] = field(default_factory=dict)
    """By field id: tables and readings."""
    signatures: Mapping[str, FormSignature] = field(default_factory=dict)
    """By field id."""
    filled_by: str = ""
    """Id of the assessor."""
    filled_at: datetime | None = None
