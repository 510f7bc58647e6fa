# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The facts of a mine that a template asks for."""

from __future__ import annotations

from collections.abc import Mapping

from evaluator_app.catalog.conditions import CONNECTIVES, read_condition
from evaluator_app.catalog.criteria import twice
from evaluator_app.catalog.names import FactName, Names
from evaluator_app.catalog.options import read_options
from evaluator_app.catalog.problems import NO_ADVICE, did_you_mean
from evaluator_app.catalog.sections import Section
from evaluator_app.domain.completeness import fits
from evaluator_app.domain.sentence import say
from evaluator_app.domain.template import FactDefinition, FactKind, NamedThing


def fact_names(root: Section) -> Mapping[str, FactName]:
    """Return the facts that are declared, right or wrong, so that conditions can refer to later ones; reports nothing."""
    declared = root.raw("facts")
    tables = [table for table in declared if isinstance(table, dict)] if isinstance(declared, list) else []
    return {table["id"]: _name(table) for table in reversed(tables) if isinstance(table.get("id"), str)}


def read_facts(root: Section, names: Names, key: str = "facts") -> tuple[FactDefinition, ...]:
    """Read the declared facts in their order."""
    facts, seen = [], set[str]()
    for section in root.sections(key):
        name, title = section.identifier(), section.text("title")
        if name in seen or name in CONNECTIVES:
            twice(section, name)
        seen.add(name)
        kind = section.choice("kind", FactKind)
        if "kind" not in section:
            advice = did_you_mean("", (member.value for member in FactKind))
            section.problem("TPL-103", say("tpl.missing_key", "“{key}” is missing.", key="kind"), advice, key="kind")
        fact = FactDefinition(
            id=name,
            title=title,
            kind=kind or FactKind.TEXT,
            options=_options(section, kind),
            unit=section.text("unit", is_required=False),
            hint=section.text("hint", is_required=False),
            asked_when=read_condition(section, "asked_when", names),
            value=_settled(section, kind),
        )
        if kind is not None and fact.value is not None and not fits(fact, fact.value):
            sentence = say("tpl.bad_option", "The fact “{fact}” cannot be “{value}”.", fact=name, value=str(fact.value)[:60])
            advice = did_you_mean(str(fact.value), (option.id for option in fact.options)) if fact.options else NO_ADVICE
            section.problem("TPL-204", sentence, advice, key="value")
        section.close()
        facts.append(fact)
    return tuple(facts)


def _settled(section: Section, kind: FactKind | None) -> str | bool | None:
    """Read the answer that the template settles."""
    if "value" not in section:
        return None
    if kind is FactKind.FLAG:
        return section.flag("value")
    return section.text("value") or None


def _options(section: Section, kind: FactKind | None) -> tuple[NamedThing, ...]:
    words = say("tpl.options", "A fact of the kind “choice” needs options, and no other kind has any.")
    found = read_options(section, is_choice=None if kind is None else kind is FactKind.CHOICE, code="TPL-306", otherwise=words)
    return tuple(NamedThing(name, title) for name, title in found)


def _name(table: Mapping[str, object]) -> FactName:
    options = table.get("options")
    ids = [option.get("id") for option in options if isinstance(option, dict)] if isinstance(options, list) else []
    kinds = {kind.value: kind for kind in FactKind}
    kind = kinds.get(str(table.get("kind")))
    return FactName(kind, frozenset(name for name in ids if isinstance(name, str)))
