# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One line of pasted corners: its numbers, in whichever signs they were typed, and what kind of line it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.geography.zones import PREFIX, zone_of_number


class LineKind(Enum):
    """What a line was taken for."""

    EMPTY = "empty"
    CORNER = "corner"
    SEPARATOR = "separator"
    """Ends one area and begins the next."""
    HEADING = "heading"
    """Words; nothing in them is a corner."""
    HEIGHT = "height"
    """Heights between which may be mined; not used here."""
    MISTAKE = "mistake"


@dataclass(frozen=True, slots=True)
class GivenCorner:
    """A corner as it was given."""

    line: int
    """The first line is 1."""
    label: str
    ring: str
    """Number of the area, where the line names it; else empty."""
    first: Decimal
    """Northing in meters, or latitude in degrees."""
    second: Decimal
    """Easting in meters without the number of the zone, or longitude in degrees."""
    zone: int | None = None
    """The number that stood before the easting."""
    is_degrees: bool = False


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line and what was understood of it."""

    number: int
    text: str
    kind: LineKind
    words: Sentence
    corners: tuple[GivenCorner, ...] = ()
    title: str = ""
    """Name of the area that begins here."""


_SIGNS = str.maketrans({"″": '"', "”": '"', "“": '"', "′": "'", "’": "'", "‘": "'", "º": "°", "˚": "°", "、": ",", "；": ";", "　": " "})
_DMS = re.compile(r"(\d{1,3})\s*[°度:]\s*(\d{1,2})\s*['分:]\s*(\d{1,2}(?:\.\d+)?)\s*(?:\"|秒|'')?")
_DECORATION = re.compile(
    r"东经|北纬|纬度|经度|纵坐标|横坐标|坐标|[XYxy]\s*[:=]|(?<![A-Za-z])[NENSEWnesw](?=\s*[:=]?\s*\d)|(?<=\d)\s*(?:米|m|°|度|[NEne])(?![A-Za-z\d])"
)
_HEMISPHERE = re.compile(r"(?<![A-Za-z])[NESWnesw](?=\s*[:=]?\s*\d)|(?<=[\"'秒])\s*[NESWnesw](?![A-Za-z])")
_PARTS = re.compile(r"[\s,;=]+")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?")
_TITLE = re.compile(
    r"(?:第?[\d一二三四五六七八九十]+号?(?:矿区|区块|采区|矿段|块段|地块|区)|(?:矿区|区块|采区|矿段|块段|地块)\s*[\d一二三四五六七八九十A-Z]+)[:.]?"
)
_LABEL = re.compile(r"[^\d]{0,6}\d{1,4}[A-Za-z']?|[A-Za-z]{1,3}")
_LEAST_METERS = 100_000
_LONGEST_LINE = 2_000
_NORTH = (1_000_000, 6_000_000)
_EAST = (100_000, 900_000)
_LONGITUDES = (Decimal(73), Decimal(136))
_LATITUDES = (Decimal(3), Decimal(54))


class _Mistake(Exception):  # noqa: N818 - carries a sentence out of the reading of a line
    def __init__(self, words: Sentence) -> None:
        super().__init__(words.code)
        self.words = words


def plain_signs(text: str) -> str:
    """Return a text with full-width digits, Chinese commas and every kind of degree sign as plain ones."""
    return unicodedata.normalize("NFKC", text.translate(_SIGNS))


def read_line(number: int, text: str) -> ReadLine:
    """Return what is understood of one line."""
    bare = plain_signs(text).strip()
    if not bare:
        return ReadLine(number, text, LineKind.EMPTY, say("corner.empty", "empty"))
    if len(bare) > _LONGEST_LINE:
        return _mistaken(number, text, say("corner.long", "The line is too long to be a corner"))
    if bare.startswith("*") or bare.endswith("@"):
        return ReadLine(number, text, LineKind.SEPARATOR, say("corner.separator", "Next area"))
    if _TITLE.fullmatch(bare):
        return ReadLine(number, text, LineKind.SEPARATOR, say("corner.titled", "Next area: {title}", title=bare), title=bare.rstrip(":."))
    try:
        corners = tuple(_corners(number, bare))
    except _Mistake as mistake:
        return _mistaken(number, text, mistake.words)
    if corners:
        return ReadLine(number, text, LineKind.CORNER, _understood(corners), corners)
    if "标高" in bare or "高程" in bare:
        return ReadLine(number, text, LineKind.HEIGHT, say("corner.height", "Heights; not used"))
    return ReadLine(number, text, LineKind.HEADING, say("corner.heading", "No corner"))


def _mistaken(number: int, text: str, words: Sentence) -> ReadLine:
    return ReadLine(number, text, LineKind.MISTAKE, words)


def _understood(corners: tuple[GivenCorner, ...]) -> Sentence:
    if len(corners) > 1:
        return say("corner.several", "{count} corners", count=len(corners))
    corner = corners[0]
    if corner.is_degrees:
        return say(
            "corner.degrees",
            "{label} latitude {latitude}°, longitude {longitude}°",
            label=corner.label,
            latitude=round(corner.first, 7),
            longitude=round(corner.second, 7),
        )
    if corner.zone is None:
        return say("corner.meters", "{label} X {north} north, Y {east} east", label=corner.label, north=corner.first, east=corner.second)
    return say(
        "corner.zoned",
        "{label} X {north} north, Y {east} east, zone {zone}",
        label=corner.label,
        north=corner.first,
        east=corner.second,
        zone=corner.zone,
    )


def _corners(line: int, bare: str) -> Iterator[GivenCorner]:
    """Yield the corners of a line; _Mistake for one that has some but cannot be understood."""
    parts = _parts(bare)
    taken = [place for place, part in enumerate(parts) if isinstance(part, Decimal)]
    if not taken:
        return
    if len(taken) % 2:
        raise _Mistake(say("corner.odd", "A corner needs two coordinates; here stands {count}", count=len(taken)))
    if taken[-1] != len(parts) - 1:
        raise _Mistake(say("corner.after", "“{text}” after the coordinates is not understood", text=str(parts[taken[-1] + 1])))
    begin = 0
    for one, other in zip(taken[::2], taken[1::2], strict=True):
        labels = [str(part) for part in parts[begin:one]]
        if other != one + 1 or len(labels) > 2 or not all(_LABEL.fullmatch(label) for label in labels):
            raise _Mistake(say("corner.order", "A number of the corner and two coordinates are expected here"))
        ring = labels[1] if len(labels) == 2 else ""
        yield _corner(line, labels[0] if labels else "", ring, _decimal(parts[one]), _decimal(parts[other]))
        begin = other + 1


def _decimal(part: Decimal | str) -> Decimal:
    return part if isinstance(part, Decimal) else Decimal(part)


def _parts(bare: str) -> list[Decimal | str]:
    """Return the parts of a line: coordinates as numbers, all else as text."""
    if _DMS.search(bare):
        bare = _HEMISPHERE.sub(" ", bare)
        parts: list[Decimal | str] = []
        begin = 0
        for found in _DMS.finditer(bare):
            parts += _texts(bare[begin : found.start()])
            parts.append(_degrees(found))
            begin = found.end()
        return parts + _texts(bare[begin:])
    texts = _texts(bare)
    numbers = [text for text in texts if _NUMBER.fullmatch(text)]
    if any(len(text) > 30 for text in numbers):
        raise _Mistake(say("corner.digits", "A number has too many digits"))
    if any(Decimal(text) >= _LEAST_METERS for text in numbers):
        return [Decimal(text) if text in numbers and Decimal(text) >= 10_000 else text for text in texts]
    fine = [text for text in numbers if "." in text]
    if len(fine) != 2 and len(numbers) == 2 and len(texts) == 2:
        fine = numbers
    return [Decimal(text) if text in fine else text for text in texts] if len(fine) >= 2 or _is_lonely(texts, fine) else [*texts]


def _is_lonely(texts: list[str], fine: list[str]) -> bool:
    """Tell whether a line is nothing but numbers, one of them with decimals: a corner that misses its other half."""
    return len(fine) == 1 and all(_NUMBER.fullmatch(text) for text in texts)


def _texts(bare: str) -> list[str]:
    return [part for part in _PARTS.split(_DECORATION.sub(" ", bare)) if part.strip("()[]{}:.\"'")]


def _degrees(found: re.Match[str]) -> Decimal:
    degrees, minutes, seconds = Decimal(found[1]), Decimal(found[2]), Decimal(found[3][:20])
    if minutes >= 60 or seconds >= 60:
        raise _Mistake(say("corner.sixty", "Minutes and seconds end at 59: {text}", text=found[0].strip()))
    return degrees + minutes / 60 + seconds / 3600


def _corner(line: int, label: str, ring: str, one: Decimal, other: Decimal) -> GivenCorner:
    if max(abs(one), abs(other)) < 1000:
        return _geographic(line, label, ring, one, other)
    north, east = (one, other) if _is_north(one) else (other, one)
    if not _is_north(north):
        raise _Mistake(say("corner.no_north", "Neither number is a northing of China (X, seven digits before the point)"))
    if _is_north(east):
        raise _Mistake(say("corner.two_north", "Both numbers are northings (X); the easting (Y) has six or eight digits"))
    zone, rest = divmod(east, PREFIX)
    number = int(zone) or None
    if not _EAST[0] <= rest < _EAST[1] or (number is not None and zone_of_number(number) is None):
        words = say("corner.no_east", "{east} is no easting of China (Y, six digits, or eight with the zone)", east=decimal_text(east))
        raise _Mistake(words)
    return GivenCorner(line, label, ring, north, rest, number)


def _is_north(meters: Decimal) -> bool:
    return _NORTH[0] <= meters < _NORTH[1]


def _geographic(line: int, label: str, ring: str, one: Decimal, other: Decimal) -> GivenCorner:
    latitude, longitude = sorted((one, other))
    if not (_LATITUDES[0] <= latitude <= _LATITUDES[1] and _LONGITUDES[0] <= longitude <= _LONGITUDES[1]):
        raise _Mistake(say("corner.not_china", "These degrees do not lie in China (latitude 3 to 54, longitude 73 to 136)"))
    return GivenCorner(line, label, ring, latitude, longitude, is_degrees=True)
