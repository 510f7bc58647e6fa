# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What goes into and comes out of the PDF writer, as plain values. Light: imports nothing that draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

PLACES_NAME = "signature-places.json"
"""Name of the attachment that says where each visible signature goes, so that a report can be signed later by anyone."""

Progress = Callable[[int, int], None]
"""Called with the pages done and all pages."""


class PhotoSize(Enum):
    """How large the photos of a report are: pixels of the longer side at most, and the quality of the JPEG.

    Two photos stand side by side, 75 mm each: the small ones still have 210 dots an inch there, the large ones 400.
    """

    SMALL = (640, 70)
    STANDARD = (900, 78)
    LARGE = (1200, 85)

    @property
    def side(self) -> int:
        """The pixels of the longer side."""
        return self.value[0]

    @property
    def quality(self) -> int:
        """The quality of the JPEG, of 95."""
        return self.value[1]


_LARGE_AT_MOST = 200
_STANDARD_AT_MOST = 260
"""So that a report stays under 40 MB, whatever its photos show."""


def photo_size_for(photos: int) -> PhotoSize:
    """Return the size that suits a report of so many photos."""
    if photos <= _LARGE_AT_MOST:
        return PhotoSize.LARGE
    return PhotoSize.STANDARD if photos <= _STANDARD_AT_MOST else PhotoSize.SMALL


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
