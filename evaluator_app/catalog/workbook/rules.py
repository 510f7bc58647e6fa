# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Scoring rules as rows: one for each part, case, fault or basis, with the level at which it stands.

What fits into the columns of the item itself stands there. Which rules are sound is checked elsewhere, on the raw data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from evaluator_app.catalog.written import Toml

OWN_KEYS = ("kind", "amount", "table", "level")
"""Columns of a rule that an item has itself."""
CRITERION_KEYS: Mapping[str, tuple[str, ...]] = {
    "kind": ("kind",),
    "amount": ("step",),
    "table": ("table",),
    "level": ("level",),
    "measured": ("quantity",),
    "unit": ("unit",),
    "is_maximum": ("is_maximum",),
    "falls_every_year": ("falls_every_year",),
    "places": ("rounding", "places"),
    "mode": ("rounding", "mode"),
    "guidance": ("guidance",),
    "rule_on_file": ("rule_on_file",),
}
"""Where the columns of a rule stand in its raw data."""
_OF_COUNTS: Mapping[str, tuple[str, ...]] = {**CRITERION_KEYS, "amount": ("each",), "measured": ("counted",)}
ENTRY_KEYS: Mapping[str, Mapping[str, str]] = {
    "part": {"id": "id", "title": "title", "points": "points", "condition": "applies_when", "otherwise": "otherwise"},
    "case": {"condition": "when"},
    "fault": {"id": "id", "title": "title", "points": "deduction", "is_per_occurrence": "is_per_occurrence"},
    "basis": {"id": "id", "title": "title"},
}
"""Where the other columns stand in the raw data of a part, case, fault or basis."""
LISTS = {"part": "parts", "case": "cases", "fault": "faults", "basis": "bases"}
"""The list of a rule that holds each kind of row."""


def keys_of(kind: Toml) -> Mapping[str, tuple[str, ...]]:
    """Return where the columns of a rule of a kind stand in its raw data."""
    return _OF_COUNTS if kind == "points_per_count" else CRITERION_KEYS


@dataclass(slots=True)
class RuleRow:
    """One row of the rules."""

    depth: int
    node: str
    cells: dict[str, Toml] = field(default_factory=dict)
    """Values by column."""


def own_cells(criterion: Toml) -> dict[str, Toml]:
    """Return the columns of a rule that its item has itself."""
    return {key: value for key, value in _cells(criterion).items() if key in OWN_KEYS}


def rule_rows(criterion: Toml) -> Iterator[RuleRow]:
    """Yield the rows of a rule."""
    others = {key: value for key, value in _cells(criterion).items() if key not in OWN_KEYS}
    if others:
        yield RuleRow(0, "own", others)
    yield from _inner(criterion, 1)


def _inner(criterion: Toml, depth: int) -> Iterator[RuleRow]:
    if not isinstance(criterion, dict):
        return
    for node, key in LISTS.items():
        for member in criterion.get(key, ()):
            inner = member.get("criterion")
            own = {column: member[own] for column, own in ENTRY_KEYS[node].items() if own in member}
            yield RuleRow(depth, node, own | _cells(inner))
            yield from _inner(inner, depth + 1)
    if "base" in criterion:
        yield RuleRow(depth, "base", _cells(criterion["base"]))
        yield from _inner(criterion["base"], depth + 1)


def _cells(criterion: Toml) -> dict[str, Toml]:
    """Return the columns of a rule."""
    if isinstance(criterion, str):
        return {"kind": criterion}
    cells = {}
    for column, path in keys_of(criterion.get("kind")).items() if isinstance(criterion, dict) else ():
        value: Toml = criterion
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None:
            cells[column] = value
    return cells
