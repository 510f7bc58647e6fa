# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The command that looks an assessment over."""

from __future__ import annotations

from pathlib import Path

import click

from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, say, show_json
from evaluator_app.domain.completeness import Severity
from evaluator_app.domain.inspection.notice import Notice

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


COMMANDS = (inspect,)
