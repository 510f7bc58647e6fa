# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the EXIF block of a photo says: each statement with its tag, absurd ones left out, nothing guessed.

Does not judge whether the statements are true; a camera's clock and position can be wrong.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

Tags = Mapping[int, Any]

_TIMES = (
    (Base.DateTimeOriginal, Base.OffsetTimeOriginal),
    (Base.DateTimeDigitized, Base.OffsetTimeDigitized),
    (Base.DateTime, Base.OffsetTime),
)
_LOCAL_TIME = re.compile(r"(\d{4})[:\-/](\d\d)[:\-/](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"([+\-])(\d\d):(\d\d)")
_DEVICE_LIMIT = 80

# What a broken EXIF block makes Pillow raise; a photo with one is still a photo.
_BROKEN = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    Warning,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class ExifFacts:
    """What could be read; None is "not recorded or absurd"."""

    orientation: int = 1
    """How the pixels are to be turned, 1 to 8 as EXIF numbers it; 1 is upright."""
    taken_local: str | None = None
    """Date and time as the camera's clock showed them, ISO 8601 without a zone."""
    taken_source: str | None = None
    """Name of the tag that taken_local comes from."""
    taken_at: datetime | None = None
    """The same as an instant, only where the photo states the clock's offset from UTC."""
    offset_source: str | None = None
    """Name of the tag that states the offset."""
    satellite_time: datetime | None = None
    """Time of the position fix by satellite, UTC; may lag behind the moment of the photo."""
    latitude: Decimal | None = None
    """Degrees, north positive, six places."""
    longitude: Decimal | None = None
    """Degrees, east positive, six places."""
    altitude: Decimal | None = None
    """Meters above sea level, one place."""
    direction: Decimal | None = None
    """Degrees clockwise from north that the camera looked, one place."""
    direction_reference: str | None = None
    """"true" or "magnetic" north, where stated."""
    device: str | None = None
    """Maker and model of the camera."""


def exif_facts(image: Image.Image) -> ExifFacts:
    """Read what an opened picture's EXIF says; never raises for what stands in it."""
    base, exif, gps = _tag_groups(image)
    taken = _taken(base, exif)
    latitude, longitude = _position(gps)
    direction = _within(_decimal(gps.get(GPS.GPSImgDirection)), 0, 360, "0.1")
    reference = {"T": "true", "M": "magnetic"}.get(_text(gps.get(GPS.GPSImgDirectionRef)) or "")
    orientation = base.get(Base.Orientation)
    return ExifFacts(
        orientation=orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1,
        taken_local=taken[0],
        taken_source=taken[1],
        taken_at=taken[2],
        offset_source=taken[3],
        satellite_time=_satellite_time(gps),
        latitude=latitude,
        longitude=longitude,
        altitude=_altitude(gps),
        direction=None if direction is None else direction % 360,
        direction_reference=reference if direction is not None else None,
        device=_device(base),
    )


def _tag_groups(image: Image.Image) -> tuple[Tags, Tags, Tags]:
    groups: list[Tags] = []
    try:
        block = image.getexif()
        groups.append(dict(block))
    except _BROKEN:
        return {}, {}, {}
    for group in (IFD.Exif, IFD.GPSInfo):
        try:
            groups.append(dict(block.get_ifd(group)))
        except _BROKEN:
            groups.append({})
    return groups[0], groups[1], groups[2]


def _taken(base: Tags, exif: Tags) -> tuple[str | None, str | None, datetime | None, str | None]:
    for time_tag, offset_tag in _TIMES:
        local = _local_time(exif.get(time_tag) or base.get(time_tag))
        if local is None:
            continue
        zone = _zone(exif.get(offset_tag) or base.get(offset_tag))
        if zone is None:
            return local.isoformat(), time_tag.name, None, None
        return local.isoformat(), time_tag.name, local.replace(tzinfo=zone), offset_tag.name
    return None, None, None, None


def _local_time(value: object) -> datetime | None:
    match = _LOCAL_TIME.fullmatch(_text(value) or "")
    if match is None:
        return None
    try:
        found = datetime.fromisoformat("{}-{}-{}T{}:{}:{}".format(*match.groups()))
    except ValueError:
        return None
    return found if found.year >= 1900 else None


def _zone(value: object) -> timezone | None:
    match = _OFFSET.fullmatch(_text(value) or "")
    if match is None:
        return None
    sign, hours, minutes = match[1], int(match[2]), int(match[3])
    if hours > 14 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if sign == "-" else offset)


def _satellite_time(gps: Tags) -> datetime | None:
    day = re.fullmatch(r"(\d{4})[:\-](\d\d)[:\-](\d\d)", _text(gps.get(GPS.GPSDateStamp)) or "")
    clock = gps.get(GPS.GPSTimeStamp)
    if day is None or not isinstance(clock, tuple) or len(clock) != 3:
        return None
    hour, minute, second = (_decimal(part) for part in clock)
    if hour is None or minute is None or second is None:
        return None
    try:
        return datetime(int(day[1]), int(day[2]), int(day[3]), int(hour), int(minute), int(second), tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _position(gps: Tags) -> tuple[Decimal | None, Decimal | None]:
    """Return both or neither; exactly 0, 0 is what devices write when they have no fix."""
    latitude = _degrees(gps.get(GPS.GPSLatitude), gps.get(GPS.GPSLatitudeRef), "NS", 90)
    longitude = _degrees(gps.get(GPS.GPSLongitude), gps.get(GPS.GPSLongitudeRef), "EW", 180)
    if latitude is None or longitude is None or latitude == longitude == 0:
        return None, None
    return latitude, longitude


def _degrees(value: object, reference: object, signs: str, limit: int) -> Decimal | None:
    side = (_text(reference) or "").upper()
    if not isinstance(value, tuple) or len(value) != 3 or side not in tuple(signs):
        return None
    degrees, minutes, seconds = (_decimal(part) for part in value)
    if degrees is None or minutes is None or seconds is None or not (0 <= minutes <= 60 and 0 <= seconds <= 60):
        return None
    total = _within(degrees + minutes / 60 + seconds / 3600, 0, limit, "0.000001")
    return -total if total is not None and side == signs[1] else total


def _altitude(gps: Tags) -> Decimal | None:
    meters = _within(_decimal(gps.get(GPS.GPSAltitude)), 0, 12_000, "0.1")
    below = gps.get(GPS.GPSAltitudeRef) in (1, b"\x01", b"\x03", 3)
    return -meters if meters is not None and below else meters


def _decimal(value: object) -> Decimal | None:
    """Return a rational or number exactly as far as Decimal goes; None for a zero denominator or no number."""
    numerator, denominator = getattr(value, "numerator", None), getattr(value, "denominator", None)
    if isinstance(value, float):
        return Decimal(str(value)) if math.isfinite(value) else None
    if not isinstance(numerator, int) or not isinstance(denominator, int) or denominator == 0:
        return None
    return Decimal(numerator) / Decimal(denominator)


def _within(value: Decimal | None, low: int, high: int, step: str) -> Decimal | None:
    if value is None or not low <= value <= high:
        return None
    return value.quantize(Decimal(step), rounding=ROUND_HALF_UP)


def _device(base: Tags) -> str | None:
    maker, model = _text(base.get(Base.Make)), _text(base.get(Base.Model))
    if maker and model and not model.lower().startswith(maker.lower()):
        model = f"{maker} {model}"
    return (model or maker or "")[:_DEVICE_LIMIT].strip() or None


def _text(value: object) -> str | None:
    """Return readable text: ASCII as EXIF wants it, or UTF-8 as many devices write it; None for anything else."""
    if not isinstance(value, str | bytes):
        return None
    try:
        raw = value if isinstance(value, bytes) else value.encode("latin-1")
        return _readable(raw.decode("utf-8"))
    except UnicodeError:
        return None


def _readable(text: str) -> str | None:
    text = text.partition("\0")[0].strip()
    return text if text and text.isprintable() else None
