# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What stands around the scored items in a template file: prerequisites, areas, deadlines, newer documents."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from evaluator_app.catalog.conditions import read_condition
from evaluator_app.catalog.criteria import read_criterion, twice
from evaluator_app.catalog.facts import read_facts
from evaluator_app.catalog.names import Names, read_provenance, read_source
from evaluator_app.catalog.sections import Section
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.sentence import say
from evaluator_app.domain.template import Area, Deadline, FactKind, Gate, Prerequisite

_WORTH = Decimal(1)
"""What a measured prerequisite is worth to its rule."""
_MOST_MONTHS = 600


def read_prerequisites(root: Section, names: Names, taken: set[str]) -> tuple[Prerequisite, ...]:
    """Read the prerequisites; each id counts once."""
    read = []
    for section in root.sections("prerequisites"):
        name = section.identifier()
        if name and name in taken:
            twice(section, name)
        taken.add(name)
        prerequisite = Prerequisite(
            id=name,
            code=section.text("code"),
            title=section.text("title"),
            requirement=section.text("requirement"),
            checks=section.texts("checks"),
            documents=section.references("documents", names.documents, "TPL-202", say("tpl.what_document", "document")),
            evidence=section.texts("evidence"),
            gate=section.choice("gate", Gate) or Gate.SCORING,
            provenance=read_provenance(section, names),
            applies_when=read_condition(section, "applies_when", names),
            criterion=read_criterion(section, "criterion", _WORTH, names) if "criterion" in section else None,
            asks=read_facts(section, names, "asks"),
        )
        section.close()
        read.append(prerequisite)
    return tuple(read)


def read_areas(root: Section, items: Sequence[str], names: Names) -> tuple[Area, ...]:
    """Read the areas; an item stands in one of them at most."""
    read, seen, placed = [], set[str](), dict[str, str]()
    for section in root.sections("areas"):
        name, title = _own(section, seen), section.text("title")
        inside = section.references("items", items, "TPL-210", say("tpl.what_indicator", "indicator"))
        for index, item in enumerate(inside):
            if item in placed:
                sentence = say("tpl.two_areas", "“{item}” stands in the area “{area}” already.", item=item, area=placed[item])
                section.problem("TPL-316", sentence, key="items", index=index)
            placed[item] = name
        read.append(Area(name, title, inside, read_provenance(section, names)))
        section.close()
    return tuple(read)


def read_deadlines(root: Section, names: Names) -> tuple[Deadline, ...]:
    """Read the deadlines; each is counted from a date fact."""
    read, seen = [], set[str]()
    for section in root.sections("deadlines"):
        name, title, fact = _own(section, seen), section.text("title"), section.text("from")
        known = names.facts.get(fact)
        if fact and known is None:
            section.unknown_name(fact, names.facts, "TPL-203", say("tpl.what_fact", "fact"), key="from")
        elif known is not None and known.kind not in (FactKind.DATE, None):
            sentence = say("tpl.no_date_fact", "The fact “{fact}” is no date, so nothing can be counted from it.", fact=fact)
            section.problem("TPL-204", sentence, key="from")
        months = section.whole("months", 0)
        if months > _MOST_MONTHS:
            section.problem("TPL-107", say("tpl.months", "At most {most} months can be counted.", most=_MOST_MONTHS), key="months")
        read.append(Deadline(name, title, fact, min(months, _MOST_MONTHS), read_provenance(section, names)))
        section.close()
    return tuple(read)


def read_newer_documents(root: Section) -> tuple[Provenance, ...]:
    """Read the rules that are in force, or will be, and are not on file."""
    read, seen = [], set[str]()
    for section in root.sections("newer_documents"):
        _own(section, seen)
        document = read_source(section)
        section.close()
        if document is not None:
            read.append(document)
    return tuple(read)


def _own(section: Section, seen: set[str]) -> str:
    name = section.identifier()
    if name and name in seen:
        twice(section, name)
    seen.add(name)
    return name
