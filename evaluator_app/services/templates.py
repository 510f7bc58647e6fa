# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Scoring templates for use: listing, finding, checking and installing them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from evaluator_app.catalog.installing import install
from evaluator_app.catalog.library import read_templates
from evaluator_app.catalog.listing import Catalog, CatalogEntry
from evaluator_app.catalog.reading import ReadTemplate
from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.codec import Json
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.template import ApprovalState, Template
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.paths import scoring_templates
from evaluator_app.services.workbooks import check_workbook, install_workbook, is_workbook

INSTALLED = "templates"
"""Folder of a workspace that holds the templates installed there."""


def catalog(workspace: Path) -> Catalog:
    """Return the shipped templates and those installed in a workspace."""

    def stated() -> Mapping[str, ApprovalState]:
        from evaluator_app.services.statements import states_of

        return states_of(workspace)

    return Catalog((scoring_templates(), workspace / INSTALLED), stated)


def shipped() -> tuple[CatalogEntry, ...]:
    """Return the sound templates that come with the program."""
    return tuple(entry for entry in Catalog((scoring_templates(),)).entries() if entry.template is not None)


def describe(entry: CatalogEntry) -> Json:
    """Return what programs ask for of one template."""
    if entry.template is None:
        return {"id": None, "file": entry.path.name, "problems": [problem.text() for problem in entry.problems]}
    sourced, gaps = figures(entry.template)
    return {
        "id": entry.id,
        "edition": entry.edition,
        "industry": entry.template.industry.id if entry.template.industry else None,
        "province": entry.template.province.id if entry.template.province else None,
        "status": entry.status,
        "items": entry.items,
        "points": entry.points,
        "figures_with_source": sourced,
        "gaps": gaps,
        "digest": entry.digest,
    }


def figures(template: Template) -> tuple[int, int]:
    """Return how many figures of a template have a source, and how many are known to be missing.

    A figure is a limit, the pass mark, the floor or the rule of the veto; a table without any limit is a gap as well.
    Limits of mines that the template cannot be for, such as those of another industry, do not count.
    """
    rules, settled = template.rating, template.facts_of({})
    found = [rules.pass_mark_source, rules.group_floor_source, rules.constraint_source]
    rows = [row for table in template.tables for row in table.rows if row.when is None or row.when.holds(settled) is not False]
    sourced = [row for row in rows if row.low is not None and row.provenance.confidence is not Confidence.NOT_FOUND]
    empty = sum(1 for table in template.tables if not table.rows)
    without = sum(1 for source in found if source.confidence is Confidence.NOT_FOUND)
    return len(sourced) + len(found) - without, len(rows) - len(sourced) + without + empty


def find_template(template_id: str, workspace: Path) -> Template:
    """Return the template of this id, or id@edition; UserFacingError if it is not installed."""
    installed = catalog(workspace)
    entry = installed.named(template_id)
    if entry is None or entry.template is None:
        raise _not_installed(template_id, installed)
    return entry.template


def template_of(assessment: Assessment, workspace: Path) -> Template:
    """Return the very template an assessment was made by; UserFacingError if it is not installed."""
    installed, wanted = catalog(workspace), assessment.profile.template
    entry = installed.by_digest(wanted.digest)
    if entry is None or entry.template is None:
        raise _not_installed(f"{wanted.id} {wanted.edition} ({wanted.digest[:12]})", installed)
    return entry.template


def check(path: Path, workspace: Path) -> tuple[ReadTemplate, ...]:
    """Read and check a template, overlay or workbook, one result for each template it makes; changes nothing."""
    if is_workbook(path):
        return (check_workbook(path),)
    return read_templates(path, catalog(workspace).folders)


def install_template(path: Path, workspace: Path) -> CatalogEntry:
    """Install a sound template, or that of a workbook, into a workspace; UserFacingError, with nothing installed, if it has mistakes."""
    if is_workbook(path):
        return install_workbook(path, workspace / INSTALLED, catalog(workspace))
    return install(path, workspace / INSTALLED, catalog(workspace))


def _not_installed(name: str, installed: Catalog) -> UserFacingError:
    known = "、".join(entry.id for entry in installed.entries() if entry.template) or "–"
    return UserFacingError(
        "TPL-601",
        _("The scoring template {name} is not installed here.").format(name=name),
        _("Install its file, or choose one of: {known}").format(known=known),
    )
