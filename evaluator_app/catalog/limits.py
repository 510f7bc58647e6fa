# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tables of limits: declared by the template, filled by rows of its own and of the threshold files it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path, PurePosixPath

from evaluator_app.catalog.conditions import read_condition
from evaluator_app.catalog.criteria import twice
from evaluator_app.catalog.files import read_format, read_section
from evaluator_app.catalog.names import Names, read_provenance, read_sources
from evaluator_app.catalog.problems import ProblemLog
from evaluator_app.catalog.sections import Section
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.sentence import say
from evaluator_app.domain.thresholds import QuantityName, ThresholdRow, ThresholdTable

THRESHOLDS_FORMAT = "green-mine-thresholds/1"
"""What a file of threshold rows calls its format."""
_MOST_FILES = 50

Rows = dict[str, dict[str, ThresholdRow]]
"""Rows by table and id."""


def read_tables(root: Section, names: Names) -> tuple[ThresholdTable, ...]:
    """Read the tables that the template declares, still without rows."""
    tables, seen = [], set[str]()
    for section in root.sections("tables"):
        name = section.identifier()
        if name and name in seen:
            twice(section, name)
        seen.add(name)
        title, quantity = section.text("title"), section.text("quantity")
        unit, is_maximum = section.text("unit", is_required=False, default="%"), section.flag("is_maximum")
        tables.append(ThresholdTable(name, title, quantity, unit, is_maximum, _quantities(section, names)))
        section.close()
    return tuple(tables)


def included_files(root: Section, path: Path) -> tuple[tuple[str, Path], ...]:
    """Return the threshold files that a template names, as written and as found; those outside its folder are refused."""
    folder = path.resolve().parent
    allowed = folder.parent
    found: list[tuple[str, Path]] = []
    for index, written in enumerate(root.texts("thresholds")):
        target = (folder / written).resolve() if "\\" not in written and not PurePosixPath(written).is_absolute() else None
        if target is None or not target.is_relative_to(allowed) or target.suffix != ".toml" or index >= _MOST_FILES:
            sentence = say("tpl.outside", "The file “{file}” is not in the folder of the templates.", file=written[:60])
            advice = say("tpl.inside", "Name a .toml file beside the template or in a folder beside its own.")
            root.problem("TPL-006", sentence, advice, key="thresholds", index=index)
        elif not target.is_file():
            sentence = say("tpl.no_file", "The file “{file}” is missing.", file=written[:60])
            root.problem("TPL-007", sentence, say("tpl.put_file", "Put it there or take its name out."), key="thresholds", index=index)
        else:
            found.append((written, target))
    return tuple(dict.fromkeys(found))


def fill_tables(
    root: Section, tables: tuple[ThresholdTable, ...], files: tuple[tuple[str, Path], ...], names: Names, log: ProblemLog
) -> tuple[ThresholdTable, ...]:
    """Return the tables with the rows of the template and of its threshold files."""
    rows: Rows = {}
    _read_rows(root, rows, names)
    for written, path in files:
        section = read_section(path, written, log)
        if section is None:
            continue
        if not read_format(section, THRESHOLDS_FORMAT):
            continue
        section.text("title")
        _read_rows(section, rows, replace(names, sources=_with_sources(names, section)))
        section.close()
    return tuple(replace(table, rows=tuple(row for _, row in sorted(rows.get(table.id, {}).items()))) for table in tables)


def _with_sources(names: Names, section: Section) -> Mapping[str, Provenance | None]:
    return {**names.sources, **read_sources(section)}


def _quantities(section: Section, names: Names) -> tuple[QuantityName, ...]:
    read = []
    for inner in section.sections("quantities"):
        when, quantity = read_condition(inner, "when", names), inner.text("quantity")
        if "when" not in inner:
            inner.problem("TPL-103", say("tpl.missing_key", "“{key}” is missing.", key="when"), key="when")
        inner.close()
        if when is not None:
            read.append(QuantityName(when, quantity))
    return tuple(read)


def _read_rows(section: Section, rows: Rows, names: Names) -> None:
    for row in section.sections("rows"):
        table, name = row.text("table"), row.identifier()
        if table and table not in names.tables:
            row.unknown_name(table, names.tables, "TPL-205", say("tpl.what_table", "table of limits"), key="table")
        listed = rows.setdefault(table, {})
        if name and name in listed:
            twice(row, name)
        when, (low, high) = read_condition(row, "when", names), _limits(row)
        condition = row.text("condition", is_required=False)
        listed[name] = ThresholdRow(name, when, low, high, condition, read_provenance(row, names))
        row.close()


def _limits(row: Section) -> tuple[Decimal | None, Decimal | None]:
    """Read one exact limit, or the lowest and highest step known; neither is a gap."""
    limit, low, high = row.number("limit"), row.number("low"), row.number("high")
    if limit is not None and ("low" in row or "high" in row):
        advice = say("tpl.limit_or_steps", "Write either “limit” or “low” and “high”.")
        row.problem("TPL-311", say("tpl.limit_twice", "A single limit and steps stand side by side."), advice, key="limit")
    if limit is not None:
        return limit, limit
    if ("low" in row) != ("high" in row):
        present = "low" if "low" in row else "high"
        advice = say("tpl.limit_or_steps", "Write either “limit” or “low” and “high”.")
        row.problem("TPL-311", say("tpl.one_step", "Only one end of the steps is given."), advice, key=present)
    if low is not None and high is not None and low > high:
        sentence = say("tpl.reversed", "The lowest step {low} is above the highest {high}.", low=low, high=high)
        row.problem("TPL-310", sentence, say("tpl.exchange", "Exchange them, or correct the wrong one."), key="low")
    return low, high
