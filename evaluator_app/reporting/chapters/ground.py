# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where things are: the map of the mine, its areas and what they give, the corners, and what lies outside of the boundary."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from evaluator_app.domain.ground import KIND_NAMES, RATE_NAMES, GroundMap, MappedOutline, MappedPoint, Standing, rates_of_areas
from evaluator_app.domain.on_site import OutlineKind
from evaluator_app.reporting.document import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
    Tone,
)
from evaluator_app.reporting.map_drawing import MapArea, MapDrawing, MapLook, MapMark, MapPoint
from evaluator_app.reporting.source import ReportSource

_LOOKS = {
    OutlineKind.BOUNDARY: MapLook.BOUNDARY,
    OutlineKind.GREENED: MapLook.HATCHED,
    OutlineKind.GREENABLE: MapLook.DASHED,
    OutlineKind.RESTORED: MapLook.CROSSED,
    OutlineKind.DISTURBED: MapLook.BACK_HATCHED,
    OutlineKind.OTHER: MapLook.DOTTED,
}
_MARKS = {Standing.INSIDE: MapMark.DOT, Standing.OUTSIDE: MapMark.TRIANGLE, Standing.SHIFTED: MapMark.DIAMOND}
_MOST_NUMBERED = 30
"""With more photos than this on a map, only those outside have their numbers beside them."""
_MOST_CORNERS = 300
"""An outline of more corners is not listed corner by corner; the attached data hold them all."""


def ground(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter; nothing where nothing is outlined."""
    found = source.ground
    if found is None or not found.outlines:
        return ()
    _ = source.translate
    return (
        Heading(1, _("Boundary and positions"), anchor="ground", new_page=True),
        Paragraph(_("Coordinates are CGCS2000; areas are those on its ellipsoid. Positions are those that the photos themselves state.")),
        positions(source, found),
        _areas(source, found),
        *_rates(source, found),
        *_outside(source, found),
        *(block for mapped in found.outlines for block in _corners(source, mapped)),
    )


def positions(source: ReportSource, found: GroundMap) -> MapDrawing:
    """Return the map of the outlines and the photos."""
    _ = source.translate
    numbers = source.numbered_evidence()
    kinds = dict.fromkeys(mapped.outline.kind for mapped in found.outlines)
    marks = {_mark(point) for point in found.points}
    are_many = len(found.points) > _MOST_NUMBERED
    words = {MapMark.DOT: _("Photo"), MapMark.TRIANGLE: _("Photo outside"), MapMark.DIAMOND: _("Photo probably shifted by the camera")}
    return MapDrawing(
        areas=tuple(
            MapArea(
                _LOOKS[mapped.outline.kind], mapped.points, mapped.outline.title if mapped.outline.kind is not OutlineKind.BOUNDARY else ""
            )
            for mapped in found.outlines
        ),
        points=tuple(
            MapPoint(_mark(point), point.point, "" if _mark(point) is MapMark.DOT and are_many else str(numbers[point.evidence]))
            for point in found.points
        ),
        legend=(
            *((_LOOKS[kind], source.say(KIND_NAMES[kind])) for kind in kinds),
            *((mark, words[mark]) for mark in MapMark if mark in marks),
        ),
        meters=_("{length} m"),
        caption=_("Boundary, areas and positions of the photos; numbers are those of the annex")
        if found.outlines
        else _("Positions of the photos"),
        anchor="map",
    )


def _mark(point: MappedPoint) -> MapMark:
    return MapMark.DOT if point.whereabouts is None else _MARKS[point.whereabouts.standing]


def _areas(source: ReportSource, found: GroundMap) -> Table:
    _ = source.translate
    rows = [
        Row((mapped.outline.title, source.say(KIND_NAMES[mapped.outline.kind]), str(len(mapped.points)), *_area(mapped.square_meters)))
        for mapped in found.outlines
    ]
    for kind, area in found.areas.items():
        if sum(1 for mapped in found.outlines if mapped.outline.kind is kind) > 1:
            rows.append(Row((_("Together"), source.say(KIND_NAMES[kind]), "", *_area(area)), strong=True))
    columns = (
        Column(_("Outline"), 3),
        Column(_("Kind of area"), 2),
        Column(_("Number of corners"), 1.2, Align.RIGHT),
        Column(_("Hectares"), 1.6, Align.DECIMAL),
        Column("m²", 1.8, Align.DECIMAL),
    )
    return Table(columns, tuple(rows), caption=_("Boundary and areas"))


def _area(square_meters: Decimal) -> tuple[str, str]:
    return f"{square_meters / 10_000:.4f}", str(square_meters)


def _rates(source: ReportSource, found: GroundMap) -> Iterator[Block]:
    for rate in rates_of_areas(found.areas):
        if rate.percent is not None:
            yield Paragraph(f"{source.say(RATE_NAMES[rate.rate])}：{source.say(rate.reason)}", indent=False)


def _outside(source: ReportSource, found: GroundMap) -> Iterator[Block]:
    _ = source.translate
    located = [point for point in found.points if point.whereabouts is not None]
    if not located:
        return
    numbers = source.numbered_evidence()
    strays = [point for point in located if point.whereabouts is not None and point.whereabouts.standing is not Standing.INSIDE]
    if not strays:
        yield Paragraph(
            _("All {count} files with a position lie inside the boundary of the mine.").format(count=len(located)), indent=False
        )
        return
    rows = []
    for point in sorted(strays, key=lambda stray: numbers[stray.evidence]):
        evidence, whereabouts = source.assessment.evidence[point.evidence], point.whereabouts
        if whereabouts is not None:
            words = source.say(whereabouts.words())
            cell = Cell(words, Tone.WARN) if whereabouts.is_flagged else words
            rows.append(Row((str(numbers[point.evidence]), evidence.caption or evidence.name, cell)))
    columns = (Column(_("No."), 0.7, Align.RIGHT), Column(_("File"), 2.4), Column(_("Where"), 5))
    note = _("{count} files state a position; those that are not listed lie inside.").format(count=len(located))
    yield Table(columns, tuple(rows), caption=_("Positions outside of the boundary"), note=note)


def _corners(source: ReportSource, mapped: MappedOutline) -> Iterator[Block]:
    _ = source.translate
    outline, count = mapped.outline, len(mapped.points)
    if count > _MOST_CORNERS or (outline.kind is not OutlineKind.BOUNDARY and not outline.given):
        return
    if mapped.meters:
        pairs = [(str(north), str(east)) for north, east in mapped.meters]
        names = (_("X (north), m"), _("Y (east), m"))
        note = _("Zone {zone}, without its number before Y").format(zone=outline.system)
    else:
        pairs = [(f"{corner.latitude:.7f}", f"{corner.longitude:.7f}") for corner in outline.corners]
        names = (_("Latitude, °"), _("Longitude, °"))
        note = ""
    half = (count + 1) // 2
    rows = []
    for place in range(half):
        right = (str(place + half + 1), *pairs[place + half]) if place + half < count else ("", "", "")
        rows.append(Row((str(place + 1), *pairs[place], *right)))
    column = (Column(_("No."), 0.8, Align.RIGHT), Column(names[0], 2, Align.DECIMAL), Column(names[1], 2, Align.DECIMAL))
    yield Table((*column, *column), tuple(rows), caption=_("Corners: {title}").format(title=outline.title), note=note)
