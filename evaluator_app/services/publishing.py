# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How a template that is being written begins and ends: a new overlay, a new edition, a file from elsewhere; published as an edition.

Who approves what was published signs it in approving.py.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from evaluator_app.catalog.installing import TemplateRefusedError, install
from evaluator_app.catalog.layers import OVERLAY_FORMAT, TEMPLATE_FORMAT, read_layer
from evaluator_app.catalog.listing import Catalog, CatalogEntry
from evaluator_app.catalog.overlays import OverlayKind
from evaluator_app.catalog.problems import Severity
from evaluator_app.catalog.reading import EDITION, TEMPLATE_ID
from evaluator_app.catalog.toml_text import toml_text
from evaluator_app.catalog.written import PlacedTable, SourceFile, Spot, Toml
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.template import NamedThing, Template
from evaluator_app.durable_files import replacing
from evaluator_app.errors import UserFacingError
from evaluator_app.i18n import _
from evaluator_app.services.drafting import DRAFTS, Draft, open_draft
from evaluator_app.services.edits import Data, SetValue
from evaluator_app.services.templates import INSTALLED
from evaluator_app.services.workbench import base_of


@dataclass(frozen=True, slots=True)
class NewOverlay:
    """What is asked before an overlay is begun."""

    id: str
    edition: str
    title: str
    kind: OverlayKind
    made_for: NamedThing
    """The industry, province or firm."""
    why: str
    """Reason of all changes that give no other."""
    document: str
    """Document that they rest on."""
    number: str = ""
    confidence: Confidence = Confidence.READ


def begin_overlay(base: CatalogEntry, new: NewOverlay, workspace: Path) -> Draft:
    """Begin an overlay over a template; it changes nothing yet. UserFacingError where its name cannot be used."""
    _check_name(new.id, new.edition)
    if base.data is None:
        raise ValueError("a template with errors has nothing to lay over")
    sources = base.data.get("sources")
    names = (f"own{number or ''}" for number in range(1000))
    source = next(name for name in names if not isinstance(sources, dict) or name not in sources)
    said: dict[str, Toml] = {"document": new.document, "confidence": new.confidence.value}
    overlay: dict[str, Toml] = {
        "format": OVERLAY_FORMAT,
        "id": new.id,
        "edition": new.edition,
        "kind": new.kind.value,
        "over": [f"{base.id}@{base.edition}"],
        "title": new.title,
        "why": new.why,
        "by": source,
    }
    data = {
        **base.data,
        "id": new.id,
        "edition": new.edition,
        "title": new.title,
        new.kind.value: {"id": new.made_for.id, "title": new.made_for.title},
        "sources": {**(sources if isinstance(sources, dict) else {}), source: said | ({"number": new.number} if new.number else {})},
    }
    return _saved(Draft(_free_path(workspace, new.id, new.edition), data, overlay=overlay, base=base))


def begin_edition(entry: CatalogEntry, edition: str, workspace: Path, catalog: Catalog) -> Draft:
    """Begin a new edition of a template: an overlay over the same templates where it is one, otherwise a copy that stands on its own."""
    if entry.data is None or entry.template is None:
        raise ValueError("a template with errors has no next edition")
    _check_name(entry.id, edition)
    path = _free_path(workspace, entry.id, edition)
    base = base_of(entry, catalog) if entry.layers else None
    if base is None or base.data is None:
        data = {**entry.data, "edition": edition}
        data.pop("approval", None)
        return _saved(Draft(path, data))
    overlay = {**read_layer(entry.path).data, "edition": edition}
    named: dict[str, Toml] = {key: overlay[key] for key in ("id", "edition", "title") if key in overlay}
    path = _free_path(workspace, str(overlay.get("id", entry.id)), edition)
    return _saved(Draft(path, {**entry.data, **named}, overlay=overlay, base=base))


def begin_from_file(source: Path, workspace: Path, catalog: Catalog) -> Draft:
    """Begin with a template or overlay file from elsewhere; UserFacingError where it cannot be read."""
    found = open_draft(source, catalog)
    name, edition = str(found.data.get("id", source.stem)), str(found.data.get("edition", ""))
    return _saved(Draft(_free_path(workspace, name, edition), found.data, overlay=found.overlay(), base=found.base))


def begin_from_workbook(source: Path, workspace: Path) -> Draft:
    """Begin with the template of a workbook; TemplateRefusedError with every problem, and nothing written, if it has mistakes."""
    template, read = sound_workbook(source)
    return _saved(Draft(_free_path(workspace, template.id, template.edition), {"format": TEMPLATE_FORMAT, **read}))


def sound_workbook(source: Path) -> tuple[Template, Data]:
    """Return the template of a workbook and its raw data; TemplateRefusedError with every problem if it has mistakes."""
    from evaluator_app.services.workbooks import check_workbook

    read = check_workbook(source)
    if read.template is None or read.data is None:
        errors = sum(1 for problem in read.problems if problem.severity is Severity.ERROR)
        message = _("The workbook {name} has {count} mistakes. Nothing was taken over.").format(name=source.name, count=errors)
        raise TemplateRefusedError("WRK-106", message, _("Correct them in the workbook and read it again."), read.problems)
    return read.template, read.data


def publish(draft: Draft, edition: str, notes: str, workspace: Path, catalog: Catalog) -> CatalogEntry:
    """Install a draft as an edition of its own and put the draft away; UserFacingError, with nothing installed, where it has errors.

    The notes are what every reader of its results is told, one a line.
    """
    _check_name(str(draft.data.get("id", "")), edition)
    lines = [line.strip() for line in notes.splitlines() if line.strip()]
    if edition != draft.data.get("edition"):
        draft.do(SetValue("", "", ("edition",), edition))
    if lines:
        draft.do(SetValue("", "", ("notes",), [*(draft.data.get("notes") or []), *lines]))
    if draft.template is None:
        message = _("The draft has {count} errors. Nothing was published.").format(count=len(draft.errors))
        raise UserFacingError("WRK-104", message, _("Correct them; the page of its quality leads to each."))
    issuer, _slash, name = draft.template.id.partition("/")
    with tempfile.TemporaryDirectory(prefix="publishing-") as folder:
        path = Path(folder) / issuer / f"{name}.toml"
        path.parent.mkdir()
        path.write_text(draft.text(), encoding="utf-8", newline="\n")
        entry = install(path, workspace / INSTALLED, catalog)
    discard(draft)
    return entry


def discard(draft: Draft) -> None:
    """Put a draft away for good."""
    draft.path.unlink(missing_ok=True)


def next_edition(template: Template, catalog: Catalog) -> str:
    """Return a name for the next edition of a template: its last number raised by one, or a second one begun."""
    found = re.fullmatch(r"(.*?)([0-9]{1,6})", template.edition)
    stem, number = (found[1], int(found[2])) if found else (f"{template.edition}.", 1)
    names = (f"{stem}{count}" for count in range(number + 1, number + 10_000))
    return next(name for name in names if catalog.find(template.id, name) is None)


def write_file(template: Template, data: Data, path: Path) -> None:
    """Write a template as one file that needs no other, a workbook where its name says so; UserFacingError if it cannot be."""
    from evaluator_app.services.workbooks import export_workbook, is_workbook

    if is_workbook(path):
        export_workbook(
            CatalogEntry(path, template, "", (), template.title, data=PlacedTable(data, Spot(SourceFile(path.name, dict)))), path
        )
        return
    try:
        with replacing(path) as file:
            file.write(toml_text(data).encode())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = _("The file {name} cannot be written: {reason}.").format(name=path.name, reason=reason)
        raise UserFacingError("WRK-105", message, _("Choose another place.")) from error


def _check_name(template_id: str, edition: str) -> None:
    if TEMPLATE_ID.fullmatch(template_id) and EDITION.fullmatch(edition):
        return
    raise UserFacingError(
        "TPL-105",
        _("“{id}”, edition “{edition}”, cannot be the name of a template.").format(id=template_id, edition=edition),
        _("The id is issuer/name in small Latin letters, digits and hyphens; the edition has no blanks."),
    )


def _free_path(workspace: Path, template_id: str, edition: str) -> Path:
    stem = re.sub(r"[^A-Za-z0-9.-]+", "-", f"{template_id}-{edition}").strip("-.")[:80] or "template"
    names = (f"{stem}{f'-{number}' if number else ''}.toml" for number in range(1000))
    return next(path for path in (workspace / DRAFTS / name for name in names) if not path.exists())


def _saved(draft: Draft) -> Draft:
    draft.save()
    return draft
