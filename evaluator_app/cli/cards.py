# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commands for divider cards and the clocks of cameras."""

from __future__ import annotations

from pathlib import Path

import click

from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, say, show_json
from evaluator_app.domain.assessment import Evidence, Filing
from evaluator_app.domain.clocks import SeenCamera, offset_words, zone_doubt
from evaluator_app.domain.codec import Json, encode
from evaluator_app.domain.filing import Filed
from evaluator_app.i18n import _


@click.command("cards")
@click.argument("assessment")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--places", "what", flag_value="places", default=True, help="A card for each place; the usual.")
@click.option("--items", "what", flag_value="items", help="A card for each item and prerequisite.")
@click.option("--all", "what", flag_value="all", help="Both.")
@click.option("--large", is_flag=True, help="One on a page of A5 instead of four on a sheet of A4.")
@click.pass_obj
@guarded
def cards(place: tuple[Path, str], /, assessment: str, file: Path, what: str, large: bool) -> int:
    """Write divider cards as PDF; the last one ends filing."""
    from evaluator_app.services.cards import card_book, print_cards

    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        book = card_book(opened.template, opened.assessment)
        places = book.places if what in ("places", "all") else ()
        items = book.items if what in ("items", "all") else ()
        pages = print_cards(opened, file, places=places, items=items, is_large=large)
    echo(_("{path}: {cards} cards, {pages} pages").format(path=file, cards=len(places) + len(items) + 1, pages=pages))
    return FINE


@click.command("clocks")
@click.argument("assessment")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def clocks(place: tuple[Path, str], /, assessment: str, as_json: bool) -> int:
    """List the cameras of an assessment and by how much their clocks are off."""
    from evaluator_app.services.calibrating import seen_cameras

    with open_workspace(place[0], place[1]) as workspace:
        cameras = seen_cameras(open_named(workspace, assessment).assessment)
    if as_json:
        show_json([_camera_json(camera) for camera in cameras])
    else:
        for camera in cameras:
            _show_camera(camera)
    return NO if any(camera.clock is None and camera.photos for camera in cameras) else FINE


@click.command("file-by-cards")
@click.argument("assessment")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def file_by_cards(place: tuple[Path, str], /, assessment: str, as_json: bool) -> int:
    """Set clocks and file photos by the cards photographed before them, whenever they came in; say of each photo why."""
    from evaluator_app.services.calibrating import local_zone
    from evaluator_app.services.cards import explained, refile

    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        refiled = refile(opened)
        opened.settle()
        found = explained(opened.template, opened.assessment, local_zone())
        evidence = opened.assessment.evidence
    words = {name: _why(evidence[name], filed) for name, filed in found.items()}
    if as_json:
        photos = [
            {"evidence": name, "name": evidence[name].name, "place": evidence[name].place, "targets": evidence[name].targets, "why": why}
            for name, why in words.items()
        ]
        show_json({"moved": refiled.filed, "told": [say(sentence) for sentence in refiled.words], "photos": photos})
        return FINE
    for name, why in sorted(words.items(), key=lambda pair: evidence[pair[0]].name):
        echo(f"{evidence[name].name}: {why}")
    for sentence in refiled.words:
        echo(say(sentence))
    echo(_("Photos that now lie elsewhere: {count}.").format(count=refiled.filed))
    return FINE


def _why(evidence: Evidence, filed: Filed) -> str:
    if evidence.filed_by is not Filing.CARD and (evidence.targets or evidence.place):
        return _("Filed by hand or sent by a phone; it stays.")
    return say(filed.why)


def _show_camera(camera: SeenCamera) -> None:
    state = _("not compared") if camera.clock is None else say(offset_words(camera.clock))
    name = camera.device or _("Photos that do not name their camera")
    echo(_("{camera}: {count} photos and videos, {state}").format(camera=name, count=camera.photos, state=state))
    if camera.clock is not None and (doubt := zone_doubt(camera.clock)):
        echo(f"  {say(doubt)}")


def _camera_json(camera: SeenCamera) -> Json:
    return {
        "device": camera.device,
        "photos": camera.photos,
        "first": camera.first.isoformat() if camera.first else None,
        "last": camera.last.isoformat() if camera.last else None,
        "clock": encode(camera.clock),
    }
