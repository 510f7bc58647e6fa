# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commands that look an assessment over, and lay beside it what came before."""

from __future__ import annotations

from pathlib import Path

import click

from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, say, show_json
from evaluator_app.domain.completeness import Severity
from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.inspection.notice import Notice
from evaluator_app.i18n import _

_MARKS = {Severity.BLOCKS: "!", Severity.WARNS: "-", Severity.HINTS: " "}


@click.command("inspect")
@click.argument("assessment")
@click.option("--request", type=click.Path(path_type=Path), help="Write the documents that the mine is still asked for as a PDF here.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def inspect(place: tuple[Path, str], /, assessment: str, request: Path | None, as_json: bool) -> int:
    """Look an assessment over: what is missing, contradicts itself, is odd or cannot be acted on."""
    from evaluator_app.services.inspecting import Inspection, write_request

    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        inspection = Inspection(workspace.root)
        inspection.flags = opened.photo_flags(inspection.aids.zone)
        found = inspection.look_over(opened)
        if request is not None:
            write_request(opened, inspection.requests(opened), request, at=workspace.now())
        if as_json:
            show_json([_json(notice) for notice in found])
        else:
            for notice in found:
                title = opened.title_of(notice.target) if notice.target else notice.place
                echo(f"{_MARKS[notice.weight]} {notice.code}  " + "  ".join(part for part in (title, say(notice.sentence)) if part))
    return NO if any(notice.weight is Severity.BLOCKS for notice in found) else FINE


@click.command("self-scores")
@click.argument("assessment")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--form", is_flag=True, help="Write the form for the mine there instead of taking it in.")
@click.pass_obj
@guarded
def self_scores(place: tuple[Path, str], /, assessment: str, file: Path, form: bool) -> int:
    """Take the mine's own scores in from a workbook and show them beside ours."""
    from evaluator_app.domain.comparing_rounds import gaps
    from evaluator_app.services.rounds import read_scores, take_scores, write_form

    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        if form:
            write_form(opened, file)
            echo(_("Written: {path}").format(path=file))
            return FINE
        read = read_scores(file, opened)
        for remark in read.remarks:
            echo(f"{remark.sheet} {remark.cell}: {say(remark.sentence)}")
        take_scores(opened, read)
        for gap in gaps(opened.template, opened.assessment, opened.card):
            figures = (decimal_text(gap.own.points), decimal_text(gap.secured), decimal_text(gap.difference))
            echo("{}  {} / {}  ({})".format(opened.title_of(gap.target), *figures))
    return NO if read.remarks else FINE


@click.command("follow")
@click.argument("assessment")
@click.argument("earlier")
@click.pass_obj
@guarded
def follow(place: tuple[Path, str], /, assessment: str, earlier: str) -> int:
    """Take over the faults of an earlier assessment as a list to be verified."""
    from evaluator_app.services import rounds

    with open_workspace(place[0], place[1]) as workspace:
        earlier_id = open_named(workspace, earlier).assessment.id
        opened = open_named(workspace, assessment)
        rounds.follow(opened, earlier_id)
        for fault in opened.assessment.earlier.values():
            echo("  ".join(part for part in (fault.place, opened.title_of(fault.target), fault.text) if part))
    return FINE


def _json(notice: Notice) -> dict[str, str]:
    return {
        "code": notice.code,
        "weight": notice.weight.value,
        "topic": notice.topic.value,
        "target": notice.target,
        "evidence": notice.evidence,
        "place": notice.place,
        "document": notice.document,
        "message": say(notice.sentence),
    }


COMMANDS = (inspect, self_scores, follow)
