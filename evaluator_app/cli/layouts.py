# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Layouts of reports on the command line: which there are, what is wrong with them, and the chapters that they can order."""

from __future__ import annotations

from pathlib import Path

import click

from evaluator_app.cli import output
from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.output import echo, say, show_json
from evaluator_app.i18n import _, current_language, translator


@click.command()
@click.option("--chapters", is_flag=True, help="List the chapters that a layout can order, instead.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
@click.pass_obj
@guarded
def layouts(place: tuple[Path, str], /, chapters: bool, as_json: bool) -> int:
    """List the layouts of reports with every mistake in them: the firm's own in the workspace, and the example."""
    return _chapters(as_json=as_json) if chapters else _layouts(place[0], as_json=as_json)


def _layouts(workspace: Path, *, as_json: bool) -> int:
    from evaluator_app.services.layouts import layouts as all_layouts

    found = all_layouts(workspace)
    if as_json:
        show_json(
            [
                {
                    "name": read.path.stem,
                    "title": read.layout.name if read.layout else "",
                    "file": str(read.path),
                    "problems": [output.problem_json(problem) for problem in read.problems],
                }
                for read in found
            ]
        )
    else:
        for read in found:
            title = read.layout.name if read.layout else _("{count} mistakes, not usable").format(count=len(read.problems))
            echo(f"{read.path.stem}  {title}  {read.path}")
            for problem in read.problems:
                echo(f"  {problem.text(translator(current_language()))}")
    return NO if any(read.layout is None for read in found) else FINE


def _chapters(*, as_json: bool) -> int:
    from evaluator_app.reporting.content import CHAPTERS

    if as_json:
        show_json([{"id": c.id, "title": say(c.title), "is_mandatory": c.is_mandatory, "part": c.part.name.lower()} for c in CHAPTERS])
    else:
        for chapter in CHAPTERS:
            echo(f"{chapter.id}  {say(chapter.title)}" + (_("  (in every report)") if chapter.is_mandatory else ""))
    return FINE


COMMANDS = (layouts,)
