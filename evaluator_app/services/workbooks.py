# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Scoring templates as Excel workbooks: begun from a skeleton, written from what is installed, checked, and taken over as files."""

from __future__ import annotations

import tempfile
from pathlib import Path

from evaluator_app.catalog.installing import TemplateRefusedError, install
from evaluator_app.catalog.library import read_template
from evaluator_app.catalog.listing import Catalog, CatalogEntry
from evaluator_app.catalog.problems import Severity
from evaluator_app.catalog.reading import ReadTemplate
from evaluator_app.catalog.toml_text import toml_text
from evaluator_app.catalog.writing import in_order, template_data
from evaluator_app.catalog.written import Toml
from evaluator_app.domain.canonical import digest
from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _

ENDING = ".xlsx"
"""How the name of a workbook ends."""


def is_workbook(path: Path) -> bool:
    """Tell by its name whether a file is taken for a workbook."""
    return path.suffix.lower() == ENDING


def write_skeleton(path: Path) -> None:
    """Write a workbook with a few example rows, to be filled in; UserFacingError if that cannot be done."""
    from evaluator_app.catalog.workbook.skeleton import skeleton_data

    _write_workbook(skeleton_data(), path)


def export_workbook(entry: CatalogEntry, path: Path) -> None:
    """Write a sound template as a workbook; UserFacingError if that cannot be done."""
    if entry.template is None:
        raise ValueError(entry.path.name)
    _write_workbook(entry.data if entry.data is not None else template_data(entry.template), path)


def _write_workbook(data: Toml, path: Path) -> None:
    from evaluator_app.catalog.workbook.writing import write_workbook

    try:
        with replacing(path) as file:
            write_workbook(data, file)
    except OSError as error:
        raise _not_written(path, error) from error


def check_workbook(path: Path) -> ReadTemplate:
    """Read and check a workbook; changes nothing."""
    from evaluator_app.catalog.workbook.reading import read_workbook

    return read_workbook(path)


def import_workbook(path: Path, output: Path) -> ReadTemplate:
    """Write the template of a sound workbook as a file; what comes back has no template, and nothing is written, if it has mistakes."""
    read = check_workbook(path)
    if read.template is not None:
        text = workbook_text(read)
        try:
            with replacing(output) as file:
                file.write(text.encode())
        except OSError as error:
            raise _not_written(output, error) from error
    return read


def install_workbook(path: Path, into: Path, known: Catalog) -> CatalogEntry:
    """Install the template of a workbook as a file; UserFacingError, with nothing installed, if it has mistakes."""
    read = check_workbook(path)
    if read.template is None:
        errors = sum(1 for problem in read.problems if problem.severity is Severity.ERROR)
        message = _("The template {name} has {count} errors. Nothing was installed.").format(name=path.name, count=errors)
        raise TemplateRefusedError("TPL-502", message, _("Correct them and install it again."), read.problems)
    with tempfile.TemporaryDirectory(prefix="workbook-") as folder:
        issuer, _slash, name = read.template.id.partition("/")
        file = Path(folder) / issuer / f"{name}.toml"
        file.parent.mkdir()
        file.write_text(workbook_text(read), "utf-8", newline="\n")
        return install(file, into, known)


def workbook_text(read: ReadTemplate) -> str:
    """Return the template of a sound workbook as the text of a file that makes the same template; UserFacingError if there is none."""
    if read.template is None or read.data is None:
        raise ValueError("a workbook with mistakes makes no file")
    text = toml_text(in_order(read.data))
    with tempfile.TemporaryDirectory(prefix="workbook-") as folder:
        file = Path(folder) / "template.toml"
        file.write_text(text, "utf-8", newline="\n")
        again = read_template(file)
    if again.template is None or digest(again.template) != digest(read.template):
        problem = next((problem for problem in again.problems if problem.severity is Severity.ERROR), None)
        reason = problem.sentence.text() if problem else ""
        message = _("The template of the workbook cannot be kept as a file. {reason}").format(reason=reason)
        raise UserFacingError("TPL-821", message, _("Nothing was written. Make the template smaller or its rules less deeply nested."))
    return text


def _not_written(path: Path, error: OSError) -> UserFacingError:
    message = _("{path} cannot be written: {reason}").format(path=path, reason=error.strerror or error)
    return UserFacingError("TPL-822", message, _("Check the folder and the space on the disk; close the file where it is open."))
