# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The stages and the facts sheet on the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, say, show_json
from evaluator_app.domain.facts_sheet import FORM
from evaluator_app.domain.stages import STAGE_TERMS, Stages
from evaluator_app.i18n import _


@click.command("stages")
@click.argument("assessment")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def stages(place: tuple[Path, str], /, assessment: str, as_json: bool) -> int:
    """List the stages with what each still needs, and the check of the team."""
    from evaluator_app.services.staging import Staging

    with open_workspace(*place) as workspace:
        found = Staging(place[0]).look(open_named(workspace, assessment))
    if as_json:
        show_json(_json(found))
    else:
        _show(found)
    return FINE if all(state.is_done for state in found.states) else NO


@click.command("facts-sheet")
@click.argument("assessment")
@click.argument("destination", type=click.Path(path_type=Path))
@click.pass_obj
@guarded
def facts_sheet(place: tuple[Path, str], /, assessment: str, destination: Path) -> int:
    """Print the facts found so far as a PDF for the mine's representative to sign by hand; no scores."""
    from evaluator_app.services.facts_sheet import write_sheet
    from evaluator_app.services.staging import Staging

    with open_workspace(*place) as workspace:
        opened = open_named(workspace, assessment)
        count = write_sheet(opened, Staging(place[0]).forms[FORM], destination, at=datetime.now(UTC))
    echo(_("{name}: {count} facts").format(name=destination, count=count))
    return FINE


def _show(found: Stages) -> None:
    for state in found.states:
        mark = "✓" if state.is_done else "→" if state.stage is found.current else " "
        echo(f"{mark} {say(STAGE_TERMS[state.stage])}  {state.done}/{state.of}")
        for need in state.needs:
            echo(f"    - {say(need.sentence)}")


def _json(found: Stages) -> dict[str, object]:
    return {
        "current": found.current.value,
        "stages": [
            {
                "stage": state.stage.value,
                "done": state.done,
                "of": state.of,
                "needs": [
                    {"code": need.sentence.code, "message": say(need.sentence), "way": need.way.kind.value, "id": need.way.id}
                    for need in state.needs
                ],
            }
            for state in found.states
        ],
        "team": [
            {
                "id": finding.id,
                "state": finding.state.value,
                "requirement": say(finding.requirement),
                "message": say(finding.sentence),
                "sources": [source.document for source in finding.sources],
                "is_preferred": finding.is_preferred,
            }
            for finding in found.team
        ],
    }
