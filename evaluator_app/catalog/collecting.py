# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which files templates are made of - bases, overlays, thresholds - and where each belongs in a folder of templates. Copies nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evaluator_app.catalog.layers import OVERLAY_FORMAT, read_layer, root_of
from evaluator_app.catalog.listing import Catalog, CatalogEntry
from evaluator_app.catalog.packs import FileKind, PackRefusedError
from evaluator_app.i18n import _


@dataclass(frozen=True, slots=True)
class Collected:
    """The files of some templates."""

    files: dict[str, tuple[FileKind, bytes]]
    """Kind and content by the place below the folder of templates."""
    entries: tuple[CatalogEntry, ...]
    """Every template that these files make."""


def collect(names: Iterable[str], catalog: Catalog) -> Collected:
    """Return the files of the named templates, with all they are laid over; PackRefusedError for a name that is not here."""
    waiting, paths = list(dict.fromkeys(names)), dict[Path, None]()
    files: dict[str, tuple[FileKind, bytes]] = {}
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        entry = catalog.named(name)
        if entry is None or entry.template is None:
            raise PackRefusedError(
                "PCK-017",
                _("The template {name} is not installed here, or has errors. No pack was made.").format(name=name),
                _("Give the id of a sound template, or id@edition; the command templates lists them."),
            )
        if entry.path not in paths:
            paths[entry.path] = None
            waiting += _take(entry.path, files)
    return Collected(files, tuple(entry for entry in catalog.entries() if entry.path in paths and entry.template is not None))


def _take(path: Path, files: dict[str, tuple[FileKind, bytes]]) -> list[str]:
    """Take a file with its thresholds, and return the names of what it is laid over."""
    layer, root = read_layer(path), root_of(path)
    is_overlay = layer.format == OVERLAY_FORMAT
    _put(path.resolve().relative_to(root).as_posix(), FileKind.OVERLAY if is_overlay else FileKind.TEMPLATE, path, files)
    for _written, found in layer.included:
        _put(found.relative_to(root).as_posix(), FileKind.THRESHOLDS, found, files)
    over = layer.data.get("over") if is_overlay else None
    return [str(name) for name in over] if isinstance(over, list) else []


def _put(place: str, kind: FileKind, path: Path, files: dict[str, tuple[FileKind, bytes]]) -> None:
    data = path.read_bytes()
    if files.setdefault(place, (kind, data))[1] != data:
        raise PackRefusedError(
            "PCK-019",
            _("Two different files would both be {file} in the pack. No pack was made.").format(file=place),
            _("Make one pack for each of the templates."),
        )
