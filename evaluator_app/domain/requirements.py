# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What each item of a template asks, taken apart into text, rule and points, each with its digest.

A rule is the criterion with all that decides it: conditions, limits, the facts they hang on, the rules of a panel. Sources, hints,
places and the number shown to people are no part of what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from evaluator_app.domain.canonical import digest
from evaluator_app.domain.codec import Json, encode
from evaluator_app.domain.template import Indicator, Prerequisite, Template

GUIDANCE = frozenset(("places", "documents", "evidence", "needs_photo"))
"""Fields that help the assessor and decide nothing."""
TEXT = frozenset(("title", "requirement", "checks"))
"""Fields that are the wording of an item."""
_APART = frozenset(("id", "code", "provenance", "max_score")) | GUIDANCE | TEXT
_NO_RULE = frozenset(("id", "title", "quantity", "condition_text", "provenance"))
"""Fields of a table and its rows that decide nothing."""


class Aspect(Enum):
    """What can change of what an item asks."""

    TEXT = "text"
    RULE = "rule"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What one indicator or prerequisite asks. Two that are equal in all digests ask the same, to the character."""

    item: Indicator | Prerequisite
    text: str
    """SHA-256 of its wording, in hex."""
    rule: str
    """SHA-256 of its rule with all that decides it."""
    points: str
    """SHA-256 of what it is worth."""
    uses: tuple[tuple[str, str], ...] = ()
    """What the rule hangs on outside of the item, such as table:limits, each with its digest."""
    facts: frozenset[str] = frozenset()
    """Facts of the mine that the rule hangs on."""

    def changed(self, new: Requirement) -> tuple[Aspect, ...]:
        """Return what of it another edition asks otherwise; empty where both ask the same."""
        pairs = {Aspect.TEXT: (self.text, new.text), Aspect.RULE: (self.rule, new.rule), Aspect.POINTS: (self.points, new.points)}
        return tuple(aspect for aspect, (before, after) in pairs.items() if before != after)


def requirements(template: Template) -> Mapping[str, Requirement]:
    """Return what every prerequisite and indicator asks, by id, in the order of the template."""
    tables = {table.id: _deciding(encode(table)) for table in template.tables}
    facts = {fact.id: encode((fact.kind, fact.unit)) for fact in template.facts}
    panel = encode((template.rating.panel_rounding, template.rating.panel_quorum))
    items: tuple[Indicator | Prerequisite, ...] = (*template.prerequisites, *template.indicators())
    return {item.id: _requirement(item, tables, facts, panel) for item in items}


def _requirement(item: Indicator | Prerequisite, tables: Mapping[str, Json], facts: Mapping[str, Json], panel: Json) -> Requirement:
    written: dict[str, Json] = encode(item)
    own = {key: value for key, value in written.items() if key not in _APART}
    own["not_applicable"] = [(option["kind"], option.get("when", "")) for option in own.get("not_applicable", ())]
    named = sorted(set(_values(own, "table")))
    used = {f"table:{name}": tables.get(name) for name in named}
    needed = frozenset(_values([own, *used.values()], "fact"))
    used |= {f"fact:{name}": facts.get(name) for name in sorted(needed)}
    if "expert_judgement" in _values(own, "kind"):
        used["panel"] = panel
    uses = tuple((name, digest(content)) for name, content in used.items())
    return Requirement(
        item=item,
        text=digest({key: written[key] for key in sorted(TEXT & written.keys())}),
        rule=digest([own, uses]),
        points=digest(written.get("max_score")),
        uses=uses,
        facts=needed,
    )


def _deciding(table: Json) -> Json:
    """Return what decides of a table of limits: its figures, and the days on which its documents are in force."""
    rows = []
    for row in table.get("rows", ()):
        days = {key: row.get("provenance", {}).get(key) for key in ("in_force_from", "in_force_until")}
        rows.append({key: value for key, value in row.items() if key not in _NO_RULE} | days)
    return {key: value for key, value in table.items() if key not in _NO_RULE} | {"rows": rows}


def _values(data: Json, wanted: str) -> Iterator[str]:
    """Yield every text that stands under a key, however deep."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == wanted and isinstance(value, str):
                yield value
            yield from _values(value, wanted)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from _values(value, wanted)
