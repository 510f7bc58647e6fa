# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commands of a firm's own quality work: assessments compared with each other, practice mines with a model answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, show_json
from evaluator_app.domain.exact import decimal_text
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.services.consistency_tables import Sheet

_LINES = 20
"""Rows of each table that are printed."""


@click.command("consistency")
@click.option("--practice", is_flag=True, help="Compare the practice assessments instead of the real ones.")
@click.option("--excel", type=click.Path(path_type=Path), help="Write all tables as a workbook here.")
@click.option("--csv", "csv_folder", type=click.Path(path_type=Path), help="Write each table as a CSV file into this folder.")
@click.option("--png", "png_folder", type=click.Path(path_type=Path), help="Write each plot as a PNG file into this folder.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def consistency(
    place: tuple[Path, str], /, practice: bool, excel: Path | None, csv_folder: Path | None, png_folder: Path | None, as_json: bool
) -> int:
    """Compare all assessments: full marks by evaluator, items that decide, shared texts, reused photos, time on site. Changes nothing."""
    from datetime import UTC, datetime

    from evaluator_app.services.consistency import compare
    from evaluator_app.services.consistency_plots import NAMES, plot, png
    from evaluator_app.services.consistency_sheets import all_sheets
    from evaluator_app.services.consistency_tables import make_folder, write_bytes, write_csv, write_workbook

    found = compare(place[0], practice=practice)
    sheets = all_sheets(found)
    if excel is not None:
        write_workbook(sheets, excel, title=_("Consistency"), created_at=datetime.now(UTC))
    if csv_folder is not None:
        make_folder(csv_folder)
        for sheet in sheets:
            write_csv(sheet, csv_folder / f"{sheet.name}.csv")
    if png_folder is not None:
        make_folder(png_folder)
        for name in NAMES:
            write_bytes(png_folder / f"{name}.png", png(plot(found, name), scale=2))
    _show(sheets, as_json=as_json)
    return NO if found.gathered.unread else FINE


@click.command("practice-save")
@click.argument("assessment")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--note", default="", help="What those who practise must know beforehand.")
@click.pass_obj
@guarded
def practice_save(place: tuple[Path, str], /, assessment: str, folder: Path, note: str) -> int:
    """Save a finished assessment as a practice mine with its model answer: a folder to hand on."""
    from evaluator_app.services.practice import save_practice

    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        answer = save_practice(opened, folder, at=workspace.now(), own_id=workspace.new_id(), note=note)
    echo(_("Written: {path}").format(path=folder))
    echo(_("{items} items, {photos} photos").format(items=len(answer.items), photos=len(answer.photos)))
    return FINE


@click.command("practice-begin")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
@guarded
def practice_begin(place: tuple[Path, str], /, file: Path) -> int:
    """Begin the practice mine of a model answer; print its id. Nothing of what was found is shown."""
    from evaluator_app.services.practice import begin_practice

    with open_workspace(place[0], place[1]) as workspace:
        begun = begin_practice(workspace, file)
        click.echo(begun.opened.assessment.id)
    if begun.absent:
        words = _("{count} photos of the practice mine did not lie beside its file, or were not whole.")
        click.echo(words.format(count=begun.absent), err=True)
    return NO if begun.absent else FINE


@click.command("practice-compare")
@click.argument("assessment")
@click.option("--done", is_flag=True, help="Say that you are done; before that nothing is shown, and the first time counts.")
@click.option("--answer", type=click.Path(path_type=Path), help="Attach the model answer of this file first.")
@click.option("--excel", type=click.Path(path_type=Path), help="Write the comparison as a workbook here.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def practice_compare(
    place: tuple[Path, str], /, assessment: str, done: bool, answer: Path | None, excel: Path | None, as_json: bool
) -> int:
    """Compare a practice assessment with its model answer: verdicts, points, faults found, missed and extra."""
    from evaluator_app.services.consistency_tables import write_workbook
    from evaluator_app.services.practice import attach_answer, compare_with_model, say_done
    from evaluator_app.services.practice_sheets import practice_sheets

    with open_workspace(place[0], place[1]) as workspace:
        opened = open_named(workspace, assessment)
        if answer is not None:
            attach_answer(workspace.root, opened, answer)
        if done:
            say_done(workspace.store, workspace.root, opened, workspace.now())
        result = compare_with_model(workspace.root, workspace.store, opened)
        sheets = practice_sheets(result, opened.title_of)
        if excel is not None:
            write_workbook(sheets, excel, title=_("Agreement with the model answer"), created_at=workspace.now())
    _show(sheets, as_json=as_json)
    return FINE if result.agreement.same == len(result.agreement.items) else NO


def _show(sheets: Iterable[Sheet], *, as_json: bool) -> None:
    from evaluator_app.services.consistency_tables import cell_text

    if as_json:
        show_json({sheet.name: _json(sheet) for sheet in sheets})
        return
    for sheet in sheets:
        echo(f"\n{sheet.title}  ({len(sheet)})")
        echo(sheet.note)
        echo("  |  ".join(column.title for column in sheet.columns))
        for number, row in enumerate(sheet.rows()):
            if number == _LINES:
                echo("…")
                break
            echo("  |  ".join(cell_text(value, column.kind) for value, column in zip(row, sheet.columns, strict=True)))


def _json(sheet: Sheet) -> Mapping[str, Any]:
    """Return a table with its heads in the language in use; the order of columns is stable, shares are from 0 to 1."""
    rows = [[decimal_text(value) if isinstance(value, Decimal) else value for value in row] for row in sheet.rows()]
    return {"columns": [column.title for column in sheet.columns], "rows": rows}


COMMANDS = (consistency, practice_save, practice_begin, practice_compare)
