# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Putting a template into a folder of templates: checked first, then whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path, PurePosixPath

from evaluator_app.catalog.listing import Catalog, CatalogEntry, entry_of
from evaluator_app.catalog.problems import CatalogProblem, Severity
from evaluator_app.catalog.reading import ReadTemplate, read_template
from evaluator_app.domain.canonical import digest
from evaluator_app.domain.template import Template
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _


class TemplateRefusedError(UserFacingError):
    """A template is not installed; nothing was changed."""

    def __init__(self, code: str, message: str, advice: str, problems: tuple[CatalogProblem, ...] = ()) -> None:
        """Keep the problems of the file besides what every error has."""
        super().__init__(code, message, advice)
        self.problems = problems


def install(path: Path, into: Path, known: Catalog) -> CatalogEntry:
    """Copy a template with its threshold files into a folder of its own below another, and return it there.

    A template that is known already is left where it is. TemplateRefusedError where the file has errors,
    or the same id and edition is known with another content; the folder is then as it was before.
    """
    read = read_template(path)
    template = read.template
    if template is None:
        errors = sum(1 for problem in read.problems if problem.severity is Severity.ERROR)
        message = _("The template {name} has {count} errors. Nothing was installed.").format(name=path.name, count=errors)
        raise TemplateRefusedError("TPL-502", message, _("Correct them and install it again."), read.problems)
    there = known.find(template.id, template.edition) or Catalog((into,)).find(template.id, template.edition)
    made = digest(template)
    if there and there.digest == made:
        return there
    if there:
        message = _("{id}, edition {edition}, is installed already with another content. Nothing was installed.").format(
            id=template.id, edition=template.edition
        )
        raise TemplateRefusedError("TPL-501", message, _("A released template never changes: give the new content a new edition."))
    try:
        return _copy(path, into, read, template, made)
    except OSError as error:
        message = _("The template could not be written: {reason}. Nothing was installed.").format(reason=error.strerror or error)
        raise TemplateRefusedError("TPL-504", message, _("Check the space on the disk and your right to write to the folder.")) from error
    finally:
        known.reload()


def _copy(path: Path, into: Path, read: ReadTemplate, template: Template, made: str) -> CatalogEntry:
    into.mkdir(parents=True, exist_ok=True)
    issuer, name = template.id.split("/")
    incoming = Path(tempfile.mkdtemp(prefix=".incoming-", dir=into))
    try:
        copied = incoming / issuer / f"{name}.toml"
        _write(copied, path.read_bytes())
        for written, found in read.included:
            _write(incoming / os.path.normpath(PurePosixPath(issuer) / written), found.read_bytes())
        if entry_of(copied).digest != made:
            message = _("The template {name} changed while it was being read. Nothing was installed.").format(name=path.name)
            raise TemplateRefusedError("TPL-503", message, _("Install it again."))
        home = into / f"{name}-{template.edition}-{made[:12]}"
        incoming.rename(home)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    return entry_of(home / issuer / f"{name}.toml")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
