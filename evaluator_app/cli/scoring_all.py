# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The command that scores every stored assessment anew and prints a line for each while it goes on."""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evaluator_app.cli.files import writing
from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.output import echo
from evaluator_app.domain.exact import decimal_text
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.services.rescoring import Rescored, Unreadable

COLUMNS = ("id", "mine", "template", "secured", "reachable", "verdict", "summary", "problem")
"""What a line says of an assessment."""
UNREADABLE = "unreadable"
MOST_PROCESSES = 61
"""More than these no system's pool takes."""

Write = Callable[[str], None]


def _one_for_each_core() -> int:
    return min(os.cpu_count() or 1, MOST_PROCESSES)


@click.command("score-all")
@click.option("--processes", type=click.IntRange(1, MOST_PROCESSES), default=_one_for_each_core, help="One for each core if not given.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.option("--output", "destination", type=click.Path(path_type=Path), help="File for the lines.")
@click.pass_obj
@guarded
def score_all(place: tuple[Path, str], /, processes: int, as_json: bool, destination: Path | None) -> int:
    """Score every stored assessment anew and say whether what lists show of it still agrees. Changes nothing."""
    from evaluator_app.services.rescoring import rescore_all

    counted: Counter[str] = Counter()
    with _lines(destination, as_json=as_json) as write:
        if not as_json:
            write(",".join(COLUMNS))
        for outcome in rescore_all(place[0], processes):
            values = _values(outcome)
            counted[values["summary"] or ""] += 1
            write(json.dumps(values, ensure_ascii=False) if as_json else _cells(values))
    _show_end(counted, as_json=as_json)
    return NO if counted["differs"] or counted[UNREADABLE] else FINE


@contextmanager
def _lines(destination: Path | None, *, as_json: bool) -> Iterator[Write]:
    """Give what writes a line: to a file, or to the terminal, where JSON is UTF-8 whatever that speaks."""
    if destination is None:
        yield (lambda line: click.echo(line.encode())) if as_json else echo
    else:
        with writing(destination) as file:

            def write(line: str) -> None:
                file.write(f"{line}\n".encode())

            yield write


def _values(outcome: Rescored | Unreadable) -> Mapping[str, str | None]:
    from evaluator_app.services.rescoring import Unreadable

    known: dict[str, str | None] = dict.fromkeys(COLUMNS)
    known |= {"id": outcome.id, "mine": outcome.mine}
    if isinstance(outcome, Unreadable):
        return known | {"summary": UNREADABLE, "problem": f"{outcome.code} {outcome.message}"}
    return known | {
        "template": outcome.template,
        "secured": decimal_text(outcome.secured),
        "reachable": decimal_text(outcome.reachable),
        "verdict": outcome.verdict.value,
        "summary": outcome.agreement.value,
    }


def _cells(values: Mapping[str, str | None]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(values.values())
    return line.getvalue()


def _show_end(counted: Mapping[str, int], *, as_json: bool) -> None:
    figures = {name: counted[name] for name in ("agrees", "differs", "outdated", UNREADABLE)}
    figures["assessments"] = sum(figures.values())
    if as_json:
        click.echo(json.dumps(figures))
    else:
        said = _(
            "{assessments} assessments scored anew: of {agrees} the list agrees, of {differs} it differs,"
            " of {outdated} it is to be computed again; {unreadable} cannot be read."
        )
        echo(said.format(**figures))
