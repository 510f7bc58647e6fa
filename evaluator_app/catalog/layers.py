# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One template or overlay file with the threshold files it names, as raw data that stand on their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from evaluator_app.catalog.files import read_format, read_section
from evaluator_app.catalog.problems import CatalogProblem, ProblemLog, Severity
from evaluator_app.catalog.sections import Section
from evaluator_app.catalog.written import PlacedTable, SourceFile, Spot
from evaluator_app.domain.sentence import say

TEMPLATE_FORMAT = "green-mine-template/1"
"""What a template file calls its format."""
OVERLAY_FORMAT = "green-mine-overlay/1"
"""What an overlay file calls its format."""
THRESHOLDS_FORMAT = "green-mine-thresholds/1"
"""What a file of threshold rows calls its format."""
THRESHOLDS_FOLDER = "thresholds"
"""Name of the folders that hold threshold files, which are no templates."""
_MOST_FILES = 50
_HIGHEST = 3
"""Folders above a file in which its root is looked for."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A file as it is laid under or over others."""

    path: Path
    format: str
    """TEMPLATE_FORMAT or OVERLAY_FORMAT; empty where the file cannot be used."""
    data: PlacedTable
    """What it says, with the rows and sources of its threshold files among its own."""
    problems: tuple[CatalogProblem, ...]
    included: tuple[tuple[str, Path], ...] = ()
    """The threshold files, as written and as found."""

    @property
    def title(self) -> str:
        """Its title as far as it can be read."""
        title = self.data.get("title")
        return title.strip() if isinstance(title, str) else ""

    @property
    def has_errors(self) -> bool:
        """Tell whether it cannot be used."""
        return not self.format or any(problem.severity is Severity.ERROR for problem in self.problems)


def root_of(path: Path) -> Path:
    """Return the folder of templates that a file belongs to: the nearest that holds a folder of thresholds, or the one above its own."""
    folder = path.resolve().parent
    for _ in range(_HIGHEST):
        if (folder / THRESHOLDS_FOLDER).is_dir():
            return folder
        folder = folder.parent
    return path.resolve().parent.parent


def read_layer(path: Path) -> Layer:
    """Read a template or overlay file and the threshold files it names; changes nothing.

    It may name files in its folder of templates, nowhere else.
    """
    log = ProblemLog()
    section = read_section(path, path.name, log)
    if section is None:
        return Layer(path, "", PlacedTable({}, Spot(SourceFile(path.name, dict))), log.in_order())
    if section.data.get("format") == THRESHOLDS_FORMAT:
        sentence = say("tpl.only_limits", "This file holds limits alone; a template names it under “thresholds”.")
        section.problem("TPL-005", sentence, say("tpl.check_template", "Check the template that names it."), key="format")
        return Layer(path, "", PlacedTable(section.data, section.spot), log.in_order())
    kind = read_format(section, TEMPLATE_FORMAT, OVERLAY_FORMAT)
    data = PlacedTable(section.data, section.spot)
    included = _included(section, path) if kind else ()
    data.pop("thresholds", None)
    for written, found in included:
        _take_in(data, written, found, log)
    return Layer(path, kind, data, log.in_order(), included)


def _included(section: Section, path: Path) -> tuple[tuple[str, Path], ...]:
    folder, allowed = path.resolve().parent, root_of(path)
    found: list[tuple[str, Path]] = []
    for index, written in enumerate(section.texts("thresholds")):
        target = (folder / written).resolve() if "\\" not in written and not PurePosixPath(written).is_absolute() else None
        if target is None or not target.is_relative_to(allowed) or target.suffix != ".toml" or index >= _MOST_FILES:
            sentence = say("tpl.outside", "The file “{file}” is not in the folder of the templates.", file=written[:60])
            advice = say("tpl.inside", "Name a .toml file beside the template or in a folder beside its own.")
            section.problem("TPL-006", sentence, advice, key="thresholds", index=index)
        elif not target.is_file():
            sentence = say("tpl.no_file", "The file “{file}” is missing.", file=written[:60])
            section.problem("TPL-007", sentence, say("tpl.put_file", "Put it there or take its name out."), key="thresholds", index=index)
        else:
            found.append((written, target))
    return tuple(dict.fromkeys(found))


def _take_in(data: PlacedTable, written: str, path: Path, log: ProblemLog) -> None:
    """Put the rows and sources of a threshold file among those of the template."""
    section = read_section(path, written, log)
    if section is None or not read_format(section, THRESHOLDS_FORMAT):
        return
    section.text("title")
    rows, sources = section.sections("rows"), section.section("sources")
    section.close()
    names = _add_sources(data, sources) if sources else {}
    own = data.get("rows")
    data["rows"] = [*(own if isinstance(own, list) else []), *(_row(row, names) for row in rows)]


def _add_sources(data: PlacedTable, sources: Section) -> Mapping[str, str]:
    """Add sources to those of a template; return the names of those that had to be called otherwise."""
    own = data.get("sources")
    known = own if isinstance(own, PlacedTable) else PlacedTable(own if isinstance(own, dict) else {}, data.spot_of("sources"))
    data["sources"] = known
    renamed = {}
    for name, source in sources.data.items():
        free, number = name, 2
        while free in known and known[free] != source:
            free, number = f"{name}-{number}", number + 1
        if free not in known:
            known[free] = source
            known.spots[free] = sources.spot_of(name)
        if free != name:
            renamed[name] = free
    return renamed


def _row(row: Section, names: Mapping[str, str]) -> PlacedTable:
    source = row.data.get("source")
    data = {**row.data, "source": names[source]} if isinstance(source, str) and source in names else row.data
    return PlacedTable(data, row.spot)
