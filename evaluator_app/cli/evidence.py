# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commands that take files in as evidence, and say what evidence states of itself and what is odd about it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, say, show_json
from evaluator_app.domain.codec import Json, encode
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.photo_flags import Flagged
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.domain.assessment import Evidence
    from evaluator_app.domain.template import Indicator, Prerequisite
    from evaluator_app.services.assessing import OpenAssessment
    from evaluator_app.services.taking_in import TakenIn


@click.command("evidence-import")
@click.argument("assessment")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--target", "targets", multiple=True, metavar="ITEM", help="Item or observation that it supports; may be given again.")
@click.option("--place", "at", default="", help="Place where it was taken.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def evidence_import(
    place: tuple[Path, str], /, assessment: str, paths: tuple[Path, ...], targets: tuple[str, ...], at: str, as_json: bool
) -> int:
    """Take files, folders and cards in as evidence; what is there already is not added again."""
    from evaluator_app.services.taking_in import Order, take_in, taken_words

    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        order = Order(paths, tuple(target_of(opened, target) for target in targets), at, has_codes=True)
        taken = take_in(opened, order, progress=_show_progress)
        opened.settle()
    if as_json:
        show_json(_taken_json(taken))
    else:
        for line in taken_words(taken):
            echo(line)
    return NO if taken.refused or taken.halt else FINE


@click.command("evidence-list")
@click.argument("assessment")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def evidence_list(place: tuple[Path, str], /, assessment: str, as_json: bool) -> int:
    """Show what evidence states of itself, by what, and what is odd about it."""
    from evaluator_app.services.flagging import photo_flags_of, used_elsewhere

    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        zone = workspace.now().astimezone().tzinfo or UTC
        flags = photo_flags_of(opened.assessment, zone, used_elsewhere(workspace.store, opened.assessment))
        shown = sorted(opened.assessment.evidence.values(), key=lambda evidence: (evidence.taken_at, evidence.name, evidence.id))
        if as_json:
            show_json([_evidence_json(evidence, flags.get(evidence.id, ())) for evidence in shown])
        else:
            for evidence in shown:
                _show(opened, evidence, flags.get(evidence.id, ()))
            echo(_("Pieces of evidence: {count}, of which something is odd about: {odd}.").format(count=len(shown), odd=len(flags)))
    return FINE


def target_of(opened: OpenAssessment, named: str) -> str:
    """Return the id of an item or observation named by id or code."""
    items: tuple[Indicator | Prerequisite, ...] = (*opened.template.prerequisites, *opened.template.indicators())
    found = next((item.id for item in items if named in (item.id, item.code)), "")
    if found or named in opened.assessment.observations:
        return found or named
    raise UserFacingError(
        "CLI-018",
        _("There is no item or observation “{name}” in this assessment.").format(name=named),
        _("Give its id or its code, such as A1.3."),
    )


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo("\r" + _("{done} of {total}").format(done=done, total=total), nl=done >= total, err=True)


def _taken_json(taken: TakenIn) -> dict[str, Json]:
    return {
        "total": taken.total,
        "added": list(taken.added),
        "known": taken.known,
        "passed_over": taken.passed_over,
        "left": taken.left,
        "halt": taken.halt.value if taken.halt else "",
        "refused": [{"name": one.name, "code": one.code, "message": one.message, "advice": one.advice} for one in taken.refused],
    }


def _evidence_json(evidence: Evidence, flags: Sequence[Flagged]) -> dict[str, Json]:
    found = [{"flag": one.flag.value, "sentence": say(one.sentence), "other": one.other} for one in flags]
    return {"evidence": encode(evidence), "flags": found}


def _show(opened: OpenAssessment, evidence: Evidence, flags: Sequence[Flagged]) -> None:
    echo(f"{evidence.name}  {evidence.media_type}  {evidence.sha256[:12]}  {evidence.id}")
    targets = [opened.title_of(target) for target in evidence.targets if target not in opened.assessment.observations]
    targets += [opened.assessment.observations[target].text for target in evidence.targets if target in opened.assessment.observations]
    echo("  " + _("Supports: {targets}").format(targets="；".join(targets) or _("nothing yet")))
    echo("  " + _("Place: {place}").format(place=evidence.place or _("not said")))
    for line in stated(evidence):
        echo("  " + line)
    for flagged in flags:
        echo("  ! " + say(flagged.sentence))


def stated(evidence: Evidence) -> tuple[str, ...]:
    """Say what a file states of itself and by what; what it does not state is said plainly."""
    if evidence.taken_at:
        source = _("container of the video") if evidence.taken_source == "video" else f"EXIF {evidence.taken_source}".strip()
        time = _("Taken: {time} ({source})").format(time=evidence.taken_at.replace("T", " "), source=source)
    else:
        time = _("Taken: not stated")
    if evidence.latitude is None or evidence.longitude is None:
        position = _("Position: not stated")
    else:
        parts = [f"{decimal_text(evidence.latitude)}, {decimal_text(evidence.longitude)}"]
        parts += [_("{meters} m above the sea").format(meters=decimal_text(evidence.altitude))] if evidence.altitude is not None else []
        position = _("Position: {position} (EXIF GPS)").format(position=", ".join(parts))
    if evidence.direction is None:
        direction = _("Direction: not stated")
    else:
        direction = _("Direction: {degrees}° from north (EXIF GPSImgDirection)").format(degrees=decimal_text(evidence.direction))
    device = _("Device: {device} (EXIF Make, Model)").format(device=evidence.device) if evidence.device else _("Device: not stated")
    return (time, position, direction, device)
