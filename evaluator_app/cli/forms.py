# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Record forms on the command line: which there are, checking a file, filling in, printing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evaluator_app.cli import output
from evaluator_app.cli.files import read_file
from evaluator_app.cli.guarding import CANNOT, FINE, NO, guarded
from evaluator_app.cli.opening import open_named, open_workspace
from evaluator_app.cli.output import echo, fail, say, show_json
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _, current_language, translator

if TYPE_CHECKING:
    from evaluator_app.domain.forms.definition import FormDefinition

UNREAD_FILE = "TPL-001"
"""Code of a problem that means that nothing could be checked."""


@click.command("forms")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
@click.pass_obj
@guarded
def list_forms(place: tuple[Path, str], /, as_json: bool) -> int:
    """List the record forms that come with the program, and the firm's own in the workspace."""
    from evaluator_app.services.filling import form_catalog

    catalog = form_catalog(place[0])
    forms = sorted(catalog.forms().values(), key=lambda form: form.id)
    broken = [entry for entry in catalog.entries() if entry.definition is None]
    if as_json:
        show_json([{"id": f.id, "edition": f.edition, "title": f.title, "stage": f.stage, "scope": f.scope, "firm": f.firm} for f in forms])
    else:
        for form in forms:
            firm = f"  [{form.firm}]" if form.firm else ""
            echo(f"{form.id}  {form.edition}  {form.title}  ({form.stage.value}, {form.scope.value}){firm}")
    for entry in broken:
        echo(_("{title}: {count} mistakes, not usable").format(title=entry.path.name, count=len(entry.problems)), err=True)
    return NO if broken else FINE


@click.command("check-form")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--install", is_flag=True, help="Put it among the firm's own forms of the workspace if it is sound.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def check_form(place: tuple[Path, str], /, file: Path, install: bool, as_json: bool) -> int:
    """Check a record form and name every mistake with its line."""
    from evaluator_app.catalog.forms import read_form
    from evaluator_app.catalog.problems import Severity
    from evaluator_app.services.form_files import install_form

    read = read_form(file)
    if unread := next((problem for problem in read.problems if problem.code == UNREAD_FILE), None):
        fail(unread.code, say(unread.sentence), say(unread.advice))
        return CANNOT
    if as_json:
        show_json([output.problem_json(problem) for problem in read.problems])
    else:
        for problem in read.problems:
            words = problem.text(translator(current_language()))
            echo(words if problem.severity is Severity.ERROR else _("Hint: {words}").format(words=words))
        if read.definition is not None:
            echo(_("{id} {edition} is sound.").format(id=read.definition.id, edition=read.definition.edition))
    if read.definition is None:
        return NO
    if install:
        echo(_("Installed as {path}").format(path=install_form(file, place[0])), err=as_json)
    return FINE


@click.command("form-fill")
@click.argument("assessment_id")
@click.argument("form_id")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--target", default="", help="Id of the item, prerequisite or member it is about.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
@guarded
def form_fill(place: tuple[Path, str], /, assessment_id: str, form_id: str, file: Path, target: str, as_json: bool) -> int:
    """Fill in a record form from a file: values by field, rows by table."""
    from evaluator_app.domain.canonical import read_json
    from evaluator_app.services.filling import form_catalog
    from evaluator_app.services.form_files import fill_form

    data = read_json(read_file(file))
    with open_workspace(*place) as workspace:
        opened = open_named(workspace, assessment_id)
        definition = _named(form_catalog(place[0]).forms(), form_id)
        summary = fill_form(opened, definition, target, data)
        opened.settle()
    reasons = [say(reason) for reason in summary.reasons]
    if as_json:
        show_json({"record": summary.record.id, "form": summary.definition.key, "state": summary.state, "reasons": reasons})
    else:
        echo(_("Filled in: {form}, {id}").format(form=summary.definition.title, id=summary.record.id))
        for reason in reasons:
            echo(f"  {reason}")
    return FINE


@click.command("form-print")
@click.argument("assessment_id")
@click.argument("form")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--target", default="", help="For a blank form: the item, prerequisite or member it is about.")
@click.pass_obj
@guarded
def form_print(place: tuple[Path, str], /, assessment_id: str, form: str, file: Path, target: str) -> int:
    """Print a form as a PDF: a filled one by its id, or a blank one by the form's id."""
    from evaluator_app.services.filling import form_catalog
    from evaluator_app.services.printing_forms import write_blank_form, write_filled_form

    with open_workspace(*place) as workspace:
        opened = open_named(workspace, assessment_id)
        at = workspace.now()
        filled = [name for name in opened.assessment.form_records if form and name.startswith(form)]
        if len(filled) == 1:
            write_filled_form(opened, filled[0], file, at=at)
        else:
            write_blank_form(opened, _named(form_catalog(place[0]).forms(), form), file, at=at, target=target)
    echo(_("Written: {path}").format(path=file))
    return FINE


def _named(forms: Mapping[str, FormDefinition], name: str) -> FormDefinition:
    if name not in forms:
        known = _("Known here: {known}.").format(known="、".join(sorted(forms)))
        raise UserFacingError("FRM-005", _("There is no form {id}.").format(id=name), known)
    return forms[name]


COMMANDS = (list_forms, check_form, form_fill, form_print)
