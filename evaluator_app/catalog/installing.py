# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Putting a template into a folder of templates: checked first, then whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from evaluator_app.catalog.layers import root_of
from evaluator_app.catalog.library import NO_BASE, Library
from evaluator_app.catalog.listing import Catalog, CatalogEntry, entries_of
from evaluator_app.catalog.problems import CatalogProblem, Severity
from evaluator_app.catalog.reading import ReadTemplate
from evaluator_app.domain.canonical import digest
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _


class TemplateRefusedError(UserFacingError):
    """A template is not installed; nothing was changed."""

    def __init__(self, code: str, message: str, advice: str, problems: tuple[CatalogProblem, ...] = ()) -> None:
        """Keep the problems of the file besides what every error has."""
        super().__init__(code, message, advice)
        self.problems = problems


def install(path: Path, into: Path, known: Catalog) -> CatalogEntry:
    """Copy a template or overlay with its threshold files into a folder of its own below another, and return it there.

    A template that is known already is left where it is. TemplateRefusedError where the file has errors,
    or the same id and edition is known with another content; the folder is then as it was before.
    """
    read = Library(known.folders).read(path)
    made = {_name(one): digest(one.template) for one in read if one.template is not None}
    if len(made) < len(read):
        problems = tuple(dict.fromkeys(problem for one in read for problem in one.problems))
        errors = sum(1 for problem in problems if problem.severity is Severity.ERROR)
        message = _("The template {name} has {count} errors. Nothing was installed.").format(name=path.name, count=errors)
        needs_base = any(problem.code == NO_BASE for problem in problems)
        advice = _("Install what it is laid over first.") if needs_base else _("Correct them and install it again.")
        raise TemplateRefusedError("TPL-502", message, advice, problems)
    there = {name: known.find(*name) or Catalog((into,)).find(*name) for name in made}
    for (template, edition), entry in there.items():
        if entry is not None and entry.digest != made[template, edition]:
            message = _("{id}, edition {edition}, is installed already with another content. Nothing was installed.").format(
                id=template, edition=edition
            )
            raise TemplateRefusedError("TPL-501", message, _("A released template never changes: give the new content a new edition."))
    if (first := next(iter(there.values()))) is not None and all(there.values()):
        return first
    try:
        return _copy(path, into, read, made, known)
    except OSError as error:
        message = _("The template could not be written: {reason}. Nothing was installed.").format(reason=error.strerror or error)
        raise TemplateRefusedError("TPL-504", message, _("Check the space on the disk and your right to write to the folder.")) from error
    finally:
        known.reload()


def _name(read: ReadTemplate) -> tuple[str, str]:
    return (read.template.id, read.template.edition) if read.template else ("", "")


def _copy(path: Path, into: Path, read: tuple[ReadTemplate, ...], made: Mapping[tuple[str, str], str], known: Catalog) -> CatalogEntry:
    into.mkdir(parents=True, exist_ok=True)
    root, first = root_of(path), next(iter(made.items()))
    (template, edition), made_first = first
    own = path.resolve().relative_to(root)
    incoming = Path(tempfile.mkdtemp(prefix=".incoming-", dir=into))
    try:
        _write(incoming / own, path.read_bytes())
        for found in dict.fromkeys(found for one in read for _written, found in one.included):
            if found.is_relative_to(root):
                _write(incoming / found.relative_to(root), found.read_bytes())
        if [entry.digest for entry in entries_of(incoming / own, known.folders)] != list(made.values()):
            message = _("The template {name} changed while it was being read. Nothing was installed.").format(name=path.name)
            raise TemplateRefusedError("TPL-503", message, _("Install it again."))
        home = into / f"{template.partition('/')[2]}-{edition}-{made_first[:12]}"
        incoming.rename(home)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    return entries_of(home / own, known.folders)[0]


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
