# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What goes into and comes out of the PDF writer, as plain values. Light: imports nothing that draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

PLACES_NAME = "signature-places.json"
"""Name of the attachment that says where each visible signature goes, so that a report can be signed later by anyone."""

Progress = Callable[[int, int], None]
"""Called with the pages done and all pages."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file carried inside the PDF."""

    name: str
    """Its file name, such as assessment.json."""
    media_type: str
    """Such as application/json."""
    data: bytes
    description: str = ""


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """The place of one visible signature."""

    slot_id: str
    """The `id` of its SignatureSlot."""
    label: str
    """The role and the person."""
    page_index: int
    """From 0."""
    box: tuple[float, float, float, float]
    """Left, bottom, right, top in points from the page's lower left corner."""


@dataclass(frozen=True, slots=True)
class WrittenPdf:
    """What was written."""

    pages: int
    sha256: str
    """Of the whole file, in hexadecimal."""
    size: int
    """In bytes, before any signature."""
    signature_boxes: tuple[SignatureBox, ...]
    """In the order of the document."""
