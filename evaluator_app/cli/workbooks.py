# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The commands for templates that are made and kept in Excel."""

from __future__ import annotations

from pathlib import Path

import click

from evaluator_app.cli import output
from evaluator_app.cli.guarding import FINE, NO, guarded
from evaluator_app.cli.output import echo, show_json
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@guarded
def skeleton(file: Path) -> int:
    """Write a workbook with example rows, to be made into a scoring template in Excel."""
    from evaluator_app.services.workbooks import write_skeleton

    write_skeleton(_named(file))
    echo(_("Written: {path}").format(path=file))
    return FINE


@click.command("export-template")
@click.argument("template_id")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
@guarded
def export_template(place: tuple[Path, str], /, template_id: str, file: Path) -> int:
    """Write a scoring template (its id, or id@edition) as a workbook."""
    from evaluator_app.services.templates import catalog, find_template
    from evaluator_app.services.workbooks import export_workbook

    _named(file)
    find_template(template_id, place[0])
    entry = catalog(place[0]).named(template_id)
    if entry is not None:
        export_workbook(entry, file)
    echo(_("Written: {path}").format(path=file))
    return FINE


@click.command("import-template")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--output", "target", type=click.Path(path_type=Path), help="File to write; beside the workbook if none is named.")
@click.option("--install", is_flag=True, help="Install it as well.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def import_template(place: tuple[Path, str], /, file: Path, target: Path | None, install: bool, as_json: bool) -> int:
    """Make a scoring template of a workbook; name every mistake with its sheet and cell."""
    from evaluator_app.services.templates import install_template
    from evaluator_app.services.workbooks import check_workbook, import_workbook

    _named(file)
    is_written = target is not None or not install
    written = target or file.with_suffix(".toml")
    if target is None and is_written and written.exists():
        raise UserFacingError("TPL-824", _("{path} is there already.").format(path=written), _("Name another file with --output."))
    read = import_workbook(file, written) if is_written else check_workbook(file)
    if as_json:
        show_json([output.problem_json(problem) for problem in read.problems])
    else:
        output.show_problems((read,), file.name)
    if read.template is None:
        return NO
    if is_written:
        echo(_("Written: {path}").format(path=written), err=as_json)
    if install:
        output.show_installed(install_template(file, place[0]).path, err=as_json)
    return FINE


def _named(file: Path) -> Path:
    """Refuse a name that programs would not take for a workbook."""
    if file.suffix.lower() != ".xlsx":
        raise UserFacingError("TPL-823", _("{path} is no name of a workbook.").format(path=file), _("Let it end in .xlsx."))
    return file


COMMANDS = (skeleton, export_template, import_template)
