# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tables of limits: declared by a template, filled by rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from evaluator_app.catalog.conditions import read_condition
from evaluator_app.catalog.criteria import twice
from evaluator_app.catalog.names import Names, read_provenance
from evaluator_app.catalog.sections import Section
from evaluator_app.domain.sentence import say
from evaluator_app.domain.three_rates.method import RateKind
from evaluator_app.domain.thresholds import QuantityName, ThresholdLevel, ThresholdRow, ThresholdTable

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
        rate = section.choice("rate", RateKind)
        tables.append(ThresholdTable(name, title, quantity, unit, is_maximum, _quantities(section, names), rate=rate))
        section.close()
    return tuple(tables)


def fill_tables(root: Section, tables: tuple[ThresholdTable, ...], names: Names) -> tuple[ThresholdTable, ...]:
    """Return the tables with their rows; the rows of threshold files stand among those of the template by now."""
    rows: Rows = {}
    _read_rows(root, rows, names)
    return tuple(replace(table, rows=tuple(row for _, row in sorted(rows.get(table.id, {}).items()))) for table in tables)


def _quantities(section: Section, names: Names) -> tuple[QuantityName, ...]:
    read = []
    for inner in section.sections("quantities"):
        when, quantity = read_condition(inner, "when", names), inner.text("quantity")
        rate = inner.choice("rate", RateKind)
        if "when" not in inner:
            inner.problem("TPL-103", say("tpl.missing_key", "“{key}” is missing.", key="when"), key="when")
        inner.close()
        if when is not None:
            read.append(QuantityName(when, quantity, rate))
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
        level = row.choice("level", ThresholdLevel)
        listed[name] = ThresholdRow(name, when, low, high, condition, read_provenance(row, names), level)
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
