# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Corners as a mining licence prints them, read from pasted text. What can mean two things is asked, never guessed.

Columns may stand in either order: a northing has seven digits, an easting six, or eight with the number of its zone; in degrees, no
latitude of China is as large as its longitudes. Older datums are named and refused: to turn them into CGCS2000 takes parameters that
are not public, and to take them as they are would move everything by tens of meters or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from evaluator_app.domain.on_site import Corner
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.geography.given import GivenCorner, LineKind, ReadLine, plain_signs, read_line
from evaluator_app.geography.zones import PLACE, ZONES, Zone, to_degrees, zone_of_number

MOST_CORNERS = 5_000
MOST_SIGNS = 300_000
DEGREES_SYSTEM = "degrees"


@dataclass(frozen=True, slots=True)
class Ring:
    """One closed line of corners."""

    title: str
    corners: tuple[Corner, ...]
    labels: tuple[str, ...]
    """What each corner is called: its number as given, or its place in the list."""
    lines: tuple[int, ...]
    """In which line each was given."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a text."""

    lines: tuple[ReadLine, ...] = ()
    rings: tuple[Ring, ...] = ()
    """Empty while something is wrong or to be asked."""
    system: str = ""
    """"degrees", or the zone such as "gk3-40"; empty while it is not known."""
    needs_zone: bool = False
    """Whether the text does not say which zone its meters are in."""
    width: int | None = None
    """How wide the zone is, where the text says only that."""
    mistakes: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()
    stated_km2: Decimal | None = None
    """The area of the mine in square kilometers, where the text states it."""

    @property
    def is_usable(self) -> bool:
        """Whether it gives areas."""
        return bool(self.rings) and not self.mistakes


@dataclass(frozen=True, slots=True)
class _Told:
    """What the words of the text say of its system."""

    zone: Zone | None
    width: int | None
    notes: tuple[Sentence, ...]
    mistakes: tuple[Sentence, ...]


_MERIDIAN = re.compile(r"中央(?:子午线|经线)\D{0,8}(\d{2,3})")
_WIDTH = re.compile(r"([36三六])\s*(?:°|度)\s*分?带|几度分带\D{0,3}([36])")
_NUMBER = re.compile(r"(?:带号\D{0,4}|第\s*)(\d{2})(?!\d)\s*(?:带)?|(?<!\d)(\d{2})\s*(?:号)?带")
_OLD = (
    (re.compile(r"80\s*年?\s*西安|西安\s*(?:19)?80|西安坐标|XI.?AN.?(?:19)?80", re.IGNORECASE), "1980 西安坐标系"),
    (re.compile(r"北京\s*54|54\s*年?北京|1954\s*年?\s*北京|北京坐标系|BEIJING.?54", re.IGNORECASE), "1954 北京坐标系"),
)
_NEW = re.compile(r"2000\s*(?:国家)?(?:大地)?坐标|国家\s*2000|CGCS\s*2000|国家大地坐标系", re.IGNORECASE)
_WGS = re.compile(r"WGS.?84", re.IGNORECASE)
_AREA = re.compile(r"面积\D{0,8}(\d{1,6}(?:\.\d{1,8})?)\s*(?:平方(?:公里|千米)|km)", re.IGNORECASE)
_PACKED = re.compile(r"\d+\.[0-5]\d[0-5]\d\d*")


def read_corners(text: str, zone: Zone | None = None) -> Reading:
    """Read corners; the zone is the one that a person chose, for meters that do not say theirs."""
    if len(text) > MOST_SIGNS:
        return Reading(mistakes=(say("corners.too_long", "The text is too long for corners of an area"),))
    lines = tuple(read_line(number, line) for number, line in enumerate(text.splitlines(), start=1))
    given = [corner for line in lines for corner in line.corners]
    if len(given) > MOST_CORNERS:
        return Reading(lines, mistakes=(say("corners.too_many", "More than {most} corners cannot be taken", most=MOST_CORNERS),))
    told = _told(text)
    reading = _read(lines, given, told, zone)
    area = _AREA.search(plain_signs(text))
    return replace(reading, stated_km2=Decimal(area[1])) if area else reading


def _read(lines: tuple[ReadLine, ...], given: Sequence[GivenCorner], told: _Told, zone: Zone | None) -> Reading:
    mistakes = [
        say("corners.line", "Line {line}: {words}", line=line.number, words=line.words) for line in lines if line.kind is LineKind.MISTAKE
    ]
    mistakes += told.mistakes
    if not given and not mistakes:
        return Reading(
            lines,
            mistakes=(say("corners.none", "No corner was found in the text"),)
            if any(line.kind is not LineKind.EMPTY for line in lines)
            else (),
        )
    mistakes += _mixed(given)
    if mistakes:
        return Reading(lines, mistakes=tuple(mistakes), notes=told.notes)
    return _placed(lines, given, told, zone)


def _placed(lines: tuple[ReadLine, ...], given: Sequence[GivenCorner], told: _Told, chosen: Zone | None) -> Reading:
    notes = [*told.notes]
    groups, more = _groups(lines)
    notes += more
    if given[0].is_degrees:
        notes += _packed(lines)
        return _checked(Reading(lines, _rings(groups, None), DEGREES_SYSTEM, notes=tuple(notes)))
    named = zone_of_number(given[0].zone) if given[0].zone else None
    if named and told.zone and named.central_meridian != told.zone.central_meridian:
        words = say("corners.zone_told", "The eastings begin with zone {number}, but the words name another zone", number=named.number)
        return Reading(lines, mistakes=(words,), notes=tuple(notes))
    zone = named or told.zone or chosen
    if zone is None:
        return Reading(lines, needs_zone=True, width=told.width, notes=tuple(notes))
    reading = Reading(lines, _rings(groups, zone), zone.code, needs_zone=named is None and told.zone is None, width=told.width)
    return _checked(reading, [*notes, *_far(reading.rings, zone)])


def _checked(reading: Reading, notes: Sequence[Sentence] | None = None) -> Reading:
    notes = reading.notes if notes is None else notes
    short = [ring for ring in reading.rings if len(ring.corners) < 3]
    mistakes = [
        say(
            "corners.few",
            "The area from line {line} has only {count} corners; three are the least",
            line=ring.lines[0],
            count=len(ring.corners),
        )
        for ring in short
    ]
    return replace(reading, rings=() if mistakes else reading.rings, mistakes=tuple(mistakes), notes=tuple(notes))


def _told(text: str) -> _Told:
    words = plain_signs("\n".join(line for line in text.splitlines() if any("一" <= sign <= "鿿" or sign.isalpha() for sign in line)))
    notes: list[Sentence] = []
    mistakes = [
        say(
            "corners.old_datum",
            "The text names {datum}: its corners must first be converted to CGCS2000; this program does not do it",
            datum=name,
        )
        for pattern, name in _OLD
        if pattern.search(words)
    ]
    if _WGS.search(words):
        notes.append(say("corners.wgs", "WGS 84 is taken for CGCS2000; they differ by less than the error of a phone's position"))
    elif not mistakes and not _NEW.search(words):
        notes.append(say("corners.no_datum", "The text names no coordinate system; it is read as CGCS2000"))
    width = None
    if found := _WIDTH.search(words):
        width = {"3": 3, "6": 6, "三": 3, "六": 6}[found[1] or found[2]]
    return _Told(_told_zone(words, width), width, tuple(notes), tuple(mistakes))


def _told_zone(words: str, width: int | None) -> Zone | None:
    if found := _NUMBER.search(words):
        zone = zone_of_number(int(found[1] or found[2]))
        if zone is not None and width in (None, zone.width):
            return zone
    if found := _MERIDIAN.search(words):
        fitting = [zone for zone in ZONES if zone.central_meridian == int(found[1]) and width in (None, zone.width)]
        return fitting[0] if fitting else None
    return None


def _mixed(given: Sequence[GivenCorner]) -> Iterator[Sentence]:
    for corner in given:
        if corner.is_degrees != given[0].is_degrees:
            yield say("corners.mixed", "Line {line}: meters and degrees stand in one text", line=corner.line)
            return
        if corner.zone != given[0].zone:
            yield say(
                "corners.zones",
                "Line {line}: another zone than in line {first} ({zone}, there {known})",
                line=corner.line,
                first=given[0].line,
                zone=corner.zone or "–",
                known=given[0].zone or "–",
            )
            return


def _groups(lines: Sequence[ReadLine]) -> tuple[list[tuple[str, list[GivenCorner]]], list[Sentence]]:
    """Return the corners of each area with its title, and what is to be said of how they were told apart."""
    notes: list[Sentence] = []
    by_blanks = _split(lines, at_blanks=True)
    groups = by_blanks if all(len(corners) >= 3 for _title, corners in by_blanks) else _split(lines, at_blanks=False)
    told: list[tuple[str, list[GivenCorner]]] = []
    for title, corners in groups:
        told += [(title, part) for part in _restarted(corners)]
    ordered = []
    for title, corners in told:
        better = _by_label(corners)
        if better != corners:
            notes.append(
                say("corners.sorted", "The corners from line {line} on are put in the order of their numbers", line=corners[0].line)
            )
        notes += _gaps(better)
        ordered.append((title, better))
    if any(line.kind is LineKind.HEIGHT for line in lines):
        notes.append(say("corners.heights", "Heights (标高) are not used"))
    return ordered, notes


def _split(lines: Sequence[ReadLine], *, at_blanks: bool) -> list[tuple[str, list[GivenCorner]]]:
    groups: list[tuple[str, list[GivenCorner]]] = [("", [])]
    for line in lines:
        if line.kind is LineKind.SEPARATOR or (at_blanks and line.kind is LineKind.EMPTY):
            if groups[-1][1]:
                groups.append((line.title, []))
            elif line.title:
                groups[-1] = (line.title, [])
        for corner in line.corners:
            if groups[-1][1] and corner.ring != groups[-1][1][-1].ring:
                groups.append((groups[-1][0], []))
            groups[-1][1].append(corner)
    return [group for group in groups if group[1]]


def _restarted(corners: list[GivenCorner]) -> Iterator[list[GivenCorner]]:
    """Divide corners whose numbers begin anew; a last corner that is the first again is none."""
    part: list[GivenCorner] = []
    for corner in corners:
        begins = bool(part) and bool(corner.label) and corner.label == part[0].label
        if begins and (corner.first, corner.second) != (part[0].first, part[0].second):
            yield part
            part = []
        if not (begins and part):
            part.append(corner)
    if part:
        yield part


def _by_label(corners: list[GivenCorner]) -> list[GivenCorner]:
    """Return corners in the order of their numbers where several stand in one line, as in a table of two halves."""
    side_by_side = len({corner.line for corner in corners}) < len(corners)
    numbered = all(corner.label.isdecimal() for corner in corners) and len({corner.label for corner in corners}) == len(corners)
    return sorted(corners, key=lambda corner: int(corner.label)) if side_by_side and numbered else corners


def _gaps(corners: Sequence[GivenCorner]) -> Iterator[Sentence]:
    for before, after in pairwise(corners):
        if before.label.isdecimal() and after.label.isdecimal() and int(after.label) != int(before.label) + 1:
            yield say(
                "corners.gap", "Line {line}: after corner {before} comes {after}", line=after.line, before=before.label, after=after.label
            )


def _rings(groups: Sequence[tuple[str, list[GivenCorner]]], zone: Zone | None) -> tuple[Ring, ...]:
    rings = []
    for title, corners in groups:
        kept = [corner for place, corner in enumerate(corners) if place == 0 or not _is_same(corner, corners[place - 1])]
        if len(kept) > 1 and _is_same(kept[0], kept[-1]):
            kept.pop()
        if zone is None:
            places = tuple(Corner(corner.second.quantize(PLACE), corner.first.quantize(PLACE)) for corner in kept)
        else:
            places = to_degrees([(corner.first, corner.second) for corner in kept], zone)
        labels = tuple(corner.label or str(place) for place, corner in enumerate(kept, start=1))
        rings.append(Ring(title, places, labels, tuple(corner.line for corner in kept)))
    return tuple(rings)


def _is_same(one: GivenCorner, other: GivenCorner) -> bool:
    return (one.first, one.second) == (other.first, other.second)


def _far(rings: Sequence[Ring], zone: Zone) -> Iterator[Sentence]:
    reach = zone.width / 2 + 0.5
    if any(abs(float(corner.longitude) - zone.central_meridian) > reach for ring in rings for corner in ring.corners):
        yield say(
            "corners.far",
            "The corners lie far from the central meridian {meridian}° of the zone; check the zone",
            meridian=zone.central_meridian,
        )


def _packed(lines: Sequence[ReadLine]) -> Iterator[Sentence]:
    """Say so where degrees could as well be degrees, minutes and seconds without signs."""
    texts = [plain_signs(line.text) for line in lines if line.corners]
    if all(len(_PACKED.findall(text)) >= 2 for text in texts):
        yield say(
            "corners.packed",
            "Read as decimal degrees. If minutes and seconds are meant (112.2530 for 112°25′30″), write them with their signs",
        )
