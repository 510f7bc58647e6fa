# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The boundary of the mine and what lies outside of it, on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evaluator_app.cli.files import read_file
from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, say, show_json
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.ground import KIND_NAMES, RATE_NAMES, Whereabouts
from evaluator_app.domain.on_site import OutlineKind
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.geography.corners import Reading

_LARGEST = 1024 * 1024


@click.command("boundary")
@click.argument("assessment")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--zone", default="", help="Zone of meters that do not name theirs, such as gk3-38 or gk6-19.")
@click.option("--kind", type=click.Choice([kind.value for kind in OutlineKind]), default=OutlineKind.BOUNDARY.value, show_default=True)
@click.option("--title", default="", help="What to call it; else it is called by its kind.")
@click.option("--replace", "replaces", is_flag=True, help="Put it instead of all outlines of this kind.")
@click.option("--dry-run", is_flag=True, help="Only say what is understood.")
@click.pass_obj
@guarded
def boundary(
    place: tuple[Path, str], /, assessment: str, file: Path, zone: str, kind: str, title: str, replaces: bool, dry_run: bool
) -> int:
    """Take corners as a mining licence prints them as the boundary, or as another area."""
    from evaluator_app.services.locating import outline_area, outlines_of, put_outlines, remarks_on, same_kind

    text = _text(file)
    with open_workspace(*place) as workspace:
        opened = open_named(workspace, assessment)
        reading = _reading(text, zone, opened.assessment)
        outlines = outlines_of(reading, OutlineKind(kind), title, text, opened.new_id)
        there = same_kind(opened.assessment, OutlineKind(kind))
        new = [outline for outline in outlines if replaces or all(known.corners != outline.corners for known in there)]
        for note in dict.fromkeys((*reading.notes, *remarks_on(outlines))):
            echo(_("Hint: {words}").format(words=say(note)))
        for outline in outlines:
            words = _("{title}: {count} corners, {m2} m² ({system})")
            m2 = decimal_text(outline_area(outline))
            echo(words.format(title=outline.title, count=len(outline.corners), m2=m2, system=outline.system))
        if dry_run:
            return FINE
        opened.do(put_outlines(opened.assessment, new, [known.id for known in there] if replaces else ()))
        echo(_("Outlines recorded: {count}").format(count=len(new)))
    return FINE


@click.command("where")
@click.argument("assessment")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def where(place: tuple[Path, str], /, assessment: str, as_json: bool) -> int:
    """Say which photos lie outside of the boundary, and what the areas give."""
    from evaluator_app.services import locating

    with open_workspace(*place) as workspace:
        found = open_named(workspace, assessment).assessment
        located = locating.where(found)
        has_boundary = bool(locating.boundary_of(found))
        if as_json:
            show_json(_json(found))
        else:
            _show(found, has_boundary=has_boundary)
    return NO if not has_boundary or any(place.is_flagged for place in located.values()) else FINE


def _text(file: Path) -> str:
    data = read_file(file, _LARGEST)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserFacingError("CLI-014", _("{path} is no text.").format(path=file), _("Save the corners as plain text."))


def _reading(text: str, zone: str, assessment: Assessment) -> Reading:
    from evaluator_app.geography.corners import read_corners
    from evaluator_app.geography.zones import zone_of_code
    from evaluator_app.services.locating import likely_zones

    chosen = zone_of_code(zone)
    if zone and chosen is None:
        words = _("“{zone}” is no zone of China.").format(zone=zone)
        raise UserFacingError("CLI-015", words, _("Write gk3-25 to gk3-45 or gk6-13 to gk6-23."))
    reading = read_corners(text, chosen)
    if reading.needs_zone and chosen is None:
        near = ", ".join(f"{known.code} ({known.central_meridian}°)" for known in likely_zones(assessment)[:4])
        advice = _("Name it with --zone, such as gk3-38.")
        if near:
            advice = _("Name it with --zone; near the photos: {zones}.").format(zones=near)
        raise UserFacingError("GEO-003", _("The corners do not say in which zone they are."), advice)
    return reading


def _show(assessment: Assessment, *, has_boundary: bool) -> None:
    from evaluator_app.services import locating

    for kind, area in locating.areas(assessment).items():
        echo(_("{kind}: {m2} m²").format(kind=say(KIND_NAMES[kind]), m2=decimal_text(area)))
    for rate in locating.rates(assessment):
        echo(f"{say(RATE_NAMES[rate.rate])}: {say(rate.reason)}")
    if not has_boundary:
        echo(_("There is no boundary; nothing can be said of inside and outside."))
        return
    for evidence, whereabouts in locating.strays(assessment):
        mark = "!" if whereabouts.is_flagged else "-"
        echo(f"{mark} {evidence.name}: {say(whereabouts.words())}")
    placed = len(locating.where(assessment))
    outside = len(locating.strays(assessment))
    echo(_("{placed} files with a position, {outside} of them outside.").format(placed=placed, outside=outside))


def _json(assessment: Assessment) -> object:
    from evaluator_app.services import locating

    return {
        "areas": {kind.value: area for kind, area in locating.areas(assessment).items()},
        "rates": {rate.rate.value: rate.percent for rate in locating.rates(assessment)},
        "evidence": {key: {"name": assessment.evidence[key].name, **_place(found)} for key, found in locating.where(assessment).items()},
        "observations": {key: _place(found) for key, found in locating.where_observed(assessment).items()},
    }


def _place(found: Whereabouts) -> dict[str, str | int | None]:
    return {
        "standing": found.standing.value,
        "meters": found.meters,
        "direction": found.direction.value if found.direction else None,
        "shift": found.shift.value if found.shift else None,
    }
