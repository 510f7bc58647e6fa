# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Walking a mine on the command line: what is open, found and done by place, document or indicator; the route of the day."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, show_json
from evaluator_app.domain.sightings import Sightings
from evaluator_app.domain.walking import Counts, Standing, Step, Stop, StopKind, Walk, Way
from evaluator_app.i18n import _


@click.command("walk")
@click.argument("assessment")
@click.option("--by", "way", type=click.Choice([way.value for way in Way]), default=Way.PLACE.value, show_default=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def walk(place: tuple[Path, str], /, assessment: str, way: str, as_json: bool) -> int:
    """List places, documents or groups with their items and how they stand."""
    from evaluator_app.services.walking import walk_of
    from evaluator_app.services.walking_order import walking_order

    with open_workspace(*place) as workspace:
        opened = open_named(workspace, assessment)
        walked = walk_of(opened, Way(way), walking_order(workspace.store, opened.assessment.id))
        titles = {step.target: opened.title_of(step.target) for stop in walked.stops for step in stop.steps}
        if as_json:
            show_json(_json(walked))
        else:
            _show(walked, titles)
        left = walked.counts.open + walked.counts.waiting + sum(stop.to_look_at for stop in walked.stops)
    return NO if left else FINE


@click.command("route")
@click.argument("assessment")
@click.argument("destination", type=click.Path(path_type=Path))
@click.option("--places", multiple=True, help="A place to walk, by title or id, again and again in the order walked; all if left out.")
@click.pass_obj
@guarded
def route(place: tuple[Path, str], /, assessment: str, destination: Path, places: tuple[str, ...]) -> int:
    """Print the route of the day as a PDF: place by place what to look at, boxes to tick, room for notes."""
    from evaluator_app.services.walking import write_route
    from evaluator_app.services.walking_order import walking_order

    with open_workspace(*place) as workspace:
        opened = open_named(workspace, assessment)
        order = walking_order(workspace.store, opened.assessment.id)
        written = write_route(opened, destination, places, datetime.now(UTC), order)
    echo(_("{name}: {pages} pages, {size} bytes").format(name=destination, pages=written.pages, size=written.size))
    return FINE


def _show(walked: Walk, titles: dict[str, str]) -> None:
    for stop in walked.stops:
        inset = "  " * stop.depth
        echo(inset + _("{title}  {counts}").format(title=_title(stop, walked.way), counts=_counts(stop.counts)) + _here(stop))
        for step in stop.steps:
            said = _seen(step.here, is_asked=step.is_asked) if stop.kind.is_place else ""
            echo(f"{inset}  {_MARKS[step.standing]} {titles[step.target]}{said}")
    echo(_("All items: {counts}").format(counts=_counts(walked.counts)))
    if walked.left_out:
        echo(_("Items that do not apply to this mine and are left out: {count}").format(count=len(walked.left_out)))


def _title(stop: Stop, way: Way) -> str:
    if stop.kind is not StopKind.UNNAMED:
        return stop.title
    return _("No place named") if way is Way.PLACE else _("No document named")


def _counts(counts: Counts) -> str:
    return _("{open} open, {waiting} waiting, {found} found, {done} done").format(
        open=counts.open, waiting=counts.waiting, found=counts.found, done=counts.done
    )


def _here(stop: Stop) -> str:
    if not stop.kind.is_place:
        return ""
    if not stop.is_visited:
        return "  " + _("[not been here]")
    return "  " + _("[{count} to look at here]").format(count=stop.to_look_at)


def _seen(here: Sightings, *, is_asked: bool) -> str:
    if here.faults:
        return "  " + _("[{count} problems here]").format(count=here.faults)
    if here.clear:
        return "  " + _("[looked at here, nothing found]")
    return "  " + _("[not looked at here]") if is_asked else ""


_MARKS = {
    Standing.OPEN: ".",
    Standing.LOOK_AGAIN: ".",
    Standing.UNDETERMINED: "?",
    Standing.FOUND: "!",
    Standing.VETO: "!",
    Standing.DONE: "+",
    Standing.NOT_APPLICABLE: "-",
}


def _json(walked: Walk) -> dict[str, object]:
    stops = [
        {
            "id": stop.id,
            "title": stop.title,
            "kind": stop.kind.value,
            "depth": stop.depth,
            "counts": _counts_json(stop.counts),
            "is_visited": stop.is_visited,
            "to_look_at": stop.to_look_at,
            "items": [_step_json(step) for step in stop.steps],
        }
        for stop in walked.stops
    ]
    return {"by": walked.way.value, "stops": stops, "counts": _counts_json(walked.counts), "left_out": list(walked.left_out)}


def _step_json(step: Step) -> dict[str, object]:
    here = {"faults": step.here.faults, "clear": step.here.clear, "evidence": step.here.evidence}
    return {"id": step.target, "standing": step.standing.value, "is_asked": step.is_asked, "here": here}


def _counts_json(counts: Counts) -> dict[str, object]:
    return {"open": counts.open, "waiting": counts.waiting, "found": counts.found, "done": counts.done}
