# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The chapter on the mine: who runs it, under which licence, where, and the facts that the rules depend on."""

from __future__ import annotations

from evaluator_app.domain.applicability import day_of
from evaluator_app.domain.template import FactDefinition, FactKind
from evaluator_app.reporting.document import Block, Heading, KeyValues, Paragraph
from evaluator_app.reporting.source import ReportSource


def mine(source: ReportSource) -> tuple[Block, ...]:
    """Return the chapter."""
    _ = source.translate
    about = source.assessment.mine
    known = source.template.facts_of(about.facts)
    facts = tuple((fact.title, _fact(source, fact, known[fact.id])) for fact in source.template.facts if fact.id in known)
    pairs = (
        (_("Mine"), about.name),
        (_("Operator"), about.operator or "–"),
        (_("Mining licence"), about.licence_number or "–"),
        (_("Region"), about.region or "–"),
    )
    asked = (Paragraph(_("Facts of the mine that the rules depend on:"), indent=False), KeyValues(facts, columns=2)) if facts else ()
    return (Heading(1, _("The mine"), anchor="mine"), KeyValues(pairs), *asked)


def _fact(source: ReportSource, fact: FactDefinition, value: str | bool) -> str:
    _ = source.translate
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if fact.kind is FactKind.CHOICE:
        return next((option.title for option in fact.options if option.id == value), value)
    if fact.kind is FactKind.DATE:
        return source.day(day_of(value)) if day_of(value) else value
    return f"{value} {fact.unit}".strip()
