# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The rows of the list in the order of a way: by indicator with the sums of groups, by place and by document with counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from evaluator_app.domain.criteria import ScoreState
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.scoring import GroupScore, ScoreCard
from evaluator_app.domain.walking import Stop, StopKind, Walk, Way
from evaluator_app.gui.models.indicator_row import Here, IndicatorRow, RowKind
from evaluator_app.i18n import _

LEFT_OUT = "left-out"
"""Id of the heading over the items that do not apply to the mine."""


def group_rows(card: ScoreCard, items: Mapping[str, IndicatorRow]) -> Iterator[IndicatorRow]:
    """Yield groups with their sums, each before its items."""
    for group in card.groups:
        yield from _group(group, (), items)


def walk_rows(walk: Walk, items: Mapping[str, IndicatorRow]) -> Iterator[IndicatorRow]:
    """Yield places or documents with their counts, each before its items; last what does not apply."""
    outer = ""
    for stop in walk.stops:
        name = stop_id(stop)
        outer = outer if stop.depth else name
        above = (outer,) if stop.depth else ()
        place = stop.title if stop.kind.is_place else ""
        yield _stop_row(walk.way, stop, above)
        for step in stop.steps:
            row = items[step.target]
            here = Here(step.here) if place else None
            yield replace(row, above=(*above, name), place=place, here=here, haystack=f"{row.haystack} {stop.title.lower()}")
    if walk.left_out:
        title = _("Does not apply to this mine")
        yield IndicatorRow(LEFT_OUT, RowKind.GROUP, "", title, "", _("{count} items").format(count=len(walk.left_out)))
        for target in walk.left_out:
            yield replace(items[target], above=(LEFT_OUT,))


def stop_id(stop: Stop) -> str:
    """Return the id of the heading of a stop."""
    return f"{stop.kind.value}/{stop.id}"


def _stop_row(way: Way, stop: Stop, above: tuple[str, ...]) -> IndicatorRow:
    title = stop.title
    if stop.kind is StopKind.UNNAMED:
        title = _("No place named") if way is Way.PLACE else _("No document named")
    place = stop.title if stop.kind.is_place else ""
    kind = RowKind.SUBGROUP if above else RowKind.GROUP
    return IndicatorRow(stop_id(stop), kind, "", title, "", _progress(stop), above=above, place=place, counts=stop.counts)


def _progress(stop: Stop) -> str:
    """Return how far one has come at a place."""
    if not stop.kind.is_place:
        return ""
    if not stop.is_visited:
        return _("Not been here")
    return _("{count} to look at").format(count=stop.to_look_at) if stop.to_look_at else _("All looked at")


def _group(group: GroupScore, above: tuple[str, ...], items: Mapping[str, IndicatorRow]) -> Iterator[IndicatorRow]:
    below = list(group.all_items())
    seen = sum(1 for item in below if item.award.state is not ScoreState.NOT_ASSESSED and not item.is_to_look_at_again)
    points = f"{decimal_text(group.awarded)} / {decimal_text(group.attainable)}"
    detail = _("{done}/{items} done").format(done=seen, items=len(below))
    kind = RowKind.SUBGROUP if above else RowKind.GROUP
    yield IndicatorRow(group.id, kind, group.code, group.title, points, detail, above=above)
    for inner in group.groups:
        yield from _group(inner, (*above, group.id), items)
    for item in group.items:
        yield replace(items[item.id], above=(*above, group.id))
