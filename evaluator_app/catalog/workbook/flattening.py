# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The raw data of a sound template as rows of sheets: values still as they are, inner lists in sheets of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evaluator_app.catalog.workbook.naming import tables
from evaluator_app.catalog.workbook.rules import own_cells, rule_rows
from evaluator_app.catalog.written import Toml

Row = dict[str, Toml]
_SOURCE_KEYS = ("source", "pass_mark_source", "group_floor_source", "constraint_source")
_SOURCED = ("indicators", "prerequisites", "areas", "deadlines", "rows")


def flattened(data: Mapping[str, Toml]) -> dict[str, list[Row]]:
    """Return the rows of every sheet that holds a list, by part; the data must have named_sources."""
    rows: dict[str, list[Row]] = {part: [dict(member) for member in tables(data.get(part))] for part in data}
    indicators, prerequisites = rows.get("indicators", []), rows.get("prerequisites", [])
    rows["rules"] = [row for member in (*indicators, *prerequisites) for row in _rules(member)]
    rows["not_applicable"] = [{"owner": member["id"], **option} for member in indicators for option in tables(member.get("not_applicable"))]
    rows["asks"] = [{"owner": member["id"], **ask} for member in prerequisites for ask in tables(member.get("asks"))]
    askers = [(str(fact["id"]), fact) for fact in rows.get("facts", [])]
    askers += [(f"{ask['owner']}/{ask['id']}", ask) for ask in rows["asks"]]
    rows["options"] = [{"owner": name, **option} for name, fact in askers for option in tables(fact.get("options"))]
    rows["quantities"] = [{"owner": table["id"], **name} for table in rows.get("tables", []) for name in tables(table.get("quantities"))]
    sources, rights = data.get("sources"), data.get("may_change")
    rows["sources"] = [{"name": name, **source} for name, source in (sources or {}).items()]
    rows["may_change"] = [{"layer": layer, "what": what} for layer, listed in (rights or {}).items() for what in listed]
    for member in (*indicators, *prerequisites):
        member.update(own_cells(member.get("criterion")))
    return rows


def _rules(member: Row) -> Iterator[Row]:
    for row in rule_rows(member.get("criterion")):
        yield {"owner": member["id"], "depth": row.depth, "node": row.node, **row.cells}


def named_sources(data: Mapping[str, Toml]) -> dict[str, Toml]:
    """Return data in which every source has a name, also those that were written where they are used."""
    sources = dict(data.get("sources") or {})

    def named(table: Mapping[str, Toml]) -> dict[str, Toml]:
        return {key: _name(value, sources) if key in _SOURCE_KEYS else value for key, value in table.items()}

    whole = named({key: value for key, value in data.items() if key != "sources"})
    for part in _SOURCED:
        if part in whole:
            whole[part] = [named(member) for member in tables(whole[part])]
    if isinstance(whole.get("rating"), dict):
        whole["rating"] = named(whole["rating"])
    return {**whole, "sources": sources} if sources else whole


def _name(source: Toml, sources: dict[str, Toml]) -> Toml:
    if not isinstance(source, dict):
        return source
    known = next((name for name, other in sources.items() if other == source), None)
    if known is None:
        number = len(sources) + 1
        while f"source-{number}" in sources:
            number += 1
        known = f"source-{number}"
        sources[known] = source
    return known
