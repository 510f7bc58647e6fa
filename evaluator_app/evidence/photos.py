# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a photo is and says about itself: kind, size, time, position, direction, device.

Keeps nothing and changes nothing; the store of files is files.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from evaluator_app.evidence.codes import codes_in
from evaluator_app.evidence.decoding import content, opened_photo
from evaluator_app.evidence.exif import ExifFacts, exif_facts
from evaluator_app.evidence.fingerprints import fingerprint
from evaluator_app.evidence.thumbnails import LIST_SIDE, as_jpeg, small_upright

_CODE_SIDE = 640
"""Pixels that the shorter sides of a photo keep at least while codes are looked for."""


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """A photo that was decoded to its end, and what its EXIF records; None is "not recorded or absurd"."""

    media_type: str
    """image/jpeg, image/png, image/webp or image/heic, by content."""
    width: int
    """Pixels across, as the picture is meant to be seen."""
    height: int
    """Pixels down, as the picture is meant to be seen."""
    taken_local: str | None
    """Date and time on the camera's own clock, ISO 8601 without a zone, such as 2025-09-16T08:03:00."""
    taken_source: str | None
    """EXIF tag of taken_local: DateTimeOriginal, DateTimeDigitized, or DateTime, which is the last change."""
    taken_at: datetime | None
    """The same as an aware datetime, only where the photo states its offset from UTC; never guessed."""
    offset_source: str | None
    """EXIF tag of the offset; None with taken_local present means "local clock, zone not recorded"."""
    satellite_time: datetime | None
    """UTC time of the position fix; may lag behind the moment of the photo."""
    latitude: Decimal | None
    """Degrees, north positive, six places; present together with longitude or not at all."""
    longitude: Decimal | None
    """Degrees, east positive, six places."""
    altitude: Decimal | None
    """Meters above sea level, one place."""
    direction: Decimal | None
    """Degrees clockwise from north that the camera looked, 0 to under 360, one place."""
    direction_reference: str | None
    """Which north the direction counts from, "true" or "magnetic", where stated."""
    device: str | None
    """Maker and model."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one decoding of a photo gives."""

    facts: PhotoFacts
    small: bytes
    """The picture for lists, upright, as JPEG."""
    fingerprint: str
    """What it looks like, 16 hex digits; empty where there is nothing to be seen on it."""
    codes: tuple[str, ...] = ()
    """Texts of the program's own codes on it, where they were looked for."""


def read_photo(source: bytes | Path, *, name: str | None = None) -> PhotoFacts:
    """Decode a photo to its end and return what it records; UserFacingError names what is wrong with it."""
    data, shown = content(source, name)
    with opened_photo(data, shown) as (image, kind):
        exif = exif_facts(image)
        size = image.size
        image.draft(None, (1, 1))
        image.load()
    return _facts(kind, size, exif)


def look_at(data: bytes, name: str, *, has_codes: bool = False) -> Look:
    """Decode a photo once, to its end: what it records, its small picture, its fingerprint; UserFacingError as read_photo().

    With codes it is decoded larger, and searched for the program's own.
    """
    with opened_photo(data, name) as (image, kind):
        exif = exif_facts(image)
        size = image.size
        codes: tuple[str, ...] = ()
        if has_codes:
            image.draft(None, (_CODE_SIDE, _CODE_SIDE))
            image.load()
            codes = codes_in(image)
        small = small_upright(image, LIST_SIDE, exif.orientation)
        return Look(_facts(kind, size, exif), as_jpeg(small), fingerprint(small), codes)


def _facts(kind: str, size: tuple[int, int], exif: ExifFacts) -> PhotoFacts:
    width, height = size if exif.orientation < 5 else (size[1], size[0])
    return PhotoFacts(
        media_type=kind,
        width=width,
        height=height,
        taken_local=exif.taken_local,
        taken_source=exif.taken_source,
        taken_at=exif.taken_at,
        offset_source=exif.offset_source,
        satellite_time=exif.satellite_time,
        latitude=exif.latitude,
        longitude=exif.longitude,
        altitude=exif.altitude,
        direction=exif.direction,
        direction_reference=exif.direction_reference,
        device=exif.device,
    )
