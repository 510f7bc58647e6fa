# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a template defines by name, so that references can be checked while it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluator_app.catalog.problems import did_you_mean
from evaluator_app.catalog.sections import Section
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.sentence import say
from evaluator_app.domain.template import FactKind


@dataclass(frozen=True, slots=True)
class FactName:
    """A fact as far as conditions need to know it."""

    kind: FactKind | None
    """None where the definition is wrong; then nothing is checked against it."""
    options: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that can be referred to."""

    facts: Mapping[str, FactName] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    sources: Mapping[str, Provenance | None] = field(default_factory=dict)
    """None for a source whose definition is wrong."""


def read_sources(root: Section) -> Mapping[str, Provenance | None]:
    """Read the sources that a file names once and refers to."""
    sources = root.section("sources")
    if sources is None:
        return {}
    named: dict[str, Provenance | None] = {}
    for name in sources.data:
        source = sources.section(name)
        named[name] = read_source(source) if source else None
        if source:
            source.close()
    return named


def read_provenance(section: Section, names: Names, key: str = "source", clause_key: str = "clause", note_key: str = "note") -> Provenance:
    """Read where something comes from: a named source, with a clause and a note of its own, or a table."""
    clause = section.text(clause_key, is_required=False)
    note = section.text(note_key, is_required=False)
    source = section.raw(key)
    if source is None:
        sentence = say("tpl.no_source", "It is not said where this comes from.")
        advice = say("tpl.name_source", "Name the document with “{key}”, and its clause.", key=key)
        section.problem("TPL-401", sentence, advice, key=key, warns=True)
        return Provenance(clause=clause, note=note)
    if isinstance(source, dict):
        table = section.section(key)
        found = (read_source(table) if table else None) or Provenance()
        if table:
            table.close()
    else:
        name = section.text(key)
        if name and name not in names.sources:
            section.unknown_name(name, names.sources, "TPL-207", say("tpl.what_source", "source"), key=key)
        found = names.sources.get(name) or Provenance()
    if not clause and not note:
        return found
    dates = (found.in_force_from, found.in_force_until)
    return Provenance(found.document, clause or found.clause, found.confidence, note or found.note, found.number, *dates)


def read_source(section: Section) -> Provenance | None:
    """Read a source written as a table; None where it is wrong."""
    document = section.text("document")
    clause = section.text("clause", is_required=False)
    note = section.text("note", is_required=False)
    number = section.text("number", is_required=False)
    begins, ends = section.day("in_force_from"), section.day("in_force_until")
    if begins is not None and ends is not None and ends < begins:
        section.problem("TPL-315", say("tpl.days_reversed", "It is no longer in force before it is."), key="in_force_until")
    confidence = section.choice("confidence", Confidence)
    if "confidence" not in section.data:
        known = did_you_mean("", (member.value for member in Confidence))
        section.problem("TPL-103", say("tpl.missing_key", "“{key}” is missing.", key="confidence"), known, key="confidence")
    return Provenance(document, clause, confidence, note, number, begins, ends) if confidence else None
