# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A template file to a domain template: every problem of the file at once, and a template only if none is an error."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from evaluator_app.catalog.criteria import read_rounding, twice
from evaluator_app.catalog.facts import fact_names, read_facts
from evaluator_app.catalog.files import read_format
from evaluator_app.catalog.frame import read_areas, read_deadlines, read_newer_documents, read_prerequisites
from evaluator_app.catalog.layers import TEMPLATE_FORMAT
from evaluator_app.catalog.limits import fill_tables, read_tables
from evaluator_app.catalog.names import Names, read_provenance, read_sources
from evaluator_app.catalog.overlays import LaidLayer, check_rights
from evaluator_app.catalog.problems import CatalogProblem, ProblemLog
from evaluator_app.catalog.sections import Section
from evaluator_app.catalog.tree import build_tree, check_points, read_groups, read_indicators
from evaluator_app.catalog.written import PlacedTable
from evaluator_app.domain.exact import ZERO
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.sentence import say
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.template import (
    Approval,
    ApprovalState,
    NamedThing,
    RatingRules,
    Template,
)

TEMPLATE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,60}/[a-z0-9][a-z0-9-]{0,60}")
EDITION = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,60}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class ReadTemplate:
    """What the reading of a template file came to."""

    template: Template | None
    """None where a problem is an error."""
    problems: tuple[CatalogProblem, ...]
    """Every problem found, warnings too."""
    included: tuple[tuple[str, Path], ...] = ()
    """The threshold files it is made with, as written and as found."""
    title: str = ""
    """Its title as far as it could be read."""
    data: PlacedTable | None = None
    """Its raw data, overlays laid over; None where they could not be put together."""
    layers: tuple[LaidLayer, ...] = ()
    """The overlays that went into it, from below."""


def read_data(root: Section, log: ProblemLog) -> Template | None:
    """Read and check a template's data; every problem goes to the log, and there is a template only if none of them is an error."""
    check_rights(root)
    read_format(root, TEMPLATE_FORMAT)
    template = _template(root, log)
    root.close()
    return None if log.has_errors else template


def _template(root: Section, log: ProblemLog) -> Template:
    sources = read_sources(root)
    known = Names(fact_names(root), sources=sources)
    facts = read_facts(root, known)
    places, documents = _named_things(root, "places"), _named_things(root, "documents")
    tables = read_tables(root, known)
    names = Names(
        known.facts,
        frozenset(place.id for place in places),
        frozenset(document.id for document in documents),
        frozenset(table.id for table in tables),
        sources,
    )
    taken = set[str]()
    prerequisites = read_prerequisites(root, names, taken)
    groups = read_groups(root, taken)
    indicators = read_indicators(root, groups, names, taken)
    check_points(groups, indicators)
    points = [entry.points for entry in indicators]
    return Template(
        id=_matching(root, "id", TEMPLATE_ID),
        edition=_matching(root, "edition", EDITION),
        issuer=root.text("issuer"),
        title=root.text("title"),
        groups=() if log.has_errors else build_tree(groups, indicators),
        prerequisites=prerequisites,
        rating=_rating(root, names, None if None in points else sum((p for p in points if p is not None), ZERO)),
        approval=_approval(root),
        facts=facts,
        places=places,
        documents=documents,
        tables=fill_tables(root, tables, names),
        notes=root.texts("notes"),
        provenance=read_provenance(root, names),
        industry=_scope(root, "industry"),
        province=_scope(root, "province"),
        firm=_scope(root, "firm"),
        kinds=_kinds(root),
        areas=read_areas(root, [entry.indicator.id for entry in indicators], names),
        deadlines=read_deadlines(root, names),
        newer_documents=read_newer_documents(root),
    )


def _matching(root: Section, key: str, form: re.Pattern[str]) -> str:
    value = root.text(key)
    if value and not form.fullmatch(value):
        sentence = say("tpl.bad_name", "“{value}” cannot be the {key} of a template.", value=value[:60], key=key)
        advice = say("tpl.name_form", "The id is issuer/name in small Latin letters, digits and hyphens; the edition has no blanks.")
        root.problem("TPL-105", sentence, advice, key=key)
    return value


def _named_things(root: Section, key: str) -> tuple[NamedThing, ...]:
    things, seen = [], set[str]()
    for section in root.sections(key):
        name, title = section.identifier(), section.text("title")
        if name and name in seen:
            twice(section, name)
        seen.add(name)
        section.close()
        things.append(NamedThing(name, title))
    return tuple(things)


def _scope(root: Section, key: str) -> NamedThing | None:
    section = root.section(key)
    if section is None:
        return None
    thing = NamedThing(section.identifier(), section.text("title"))
    section.close()
    return thing


def _kinds(root: Section) -> tuple[AssessmentKind, ...]:
    known = {kind.value: kind for kind in AssessmentKind}
    names = root.references("kinds", known, "TPL-108", say("tpl.what_kind", "kind of assessment"))
    return tuple(known[name] for name in names)


def _rating(root: Section, names: Names, total: Decimal | None) -> RatingRules:
    section = root.section("rating")
    if section is None:
        return RatingRules()
    pass_mark, floor = section.number("pass_mark"), section.number("group_floor")
    if pass_mark is not None and (pass_mark <= ZERO or (total is not None and pass_mark > total)):
        sentence = say("tpl.pass_mark", "The pass mark {mark} is not between 0 and the total of the points.", mark=pass_mark)
        section.problem("TPL-312", sentence, say("tpl.mend_mark", "Write it on the scale of this template."), key="pass_mark")
    if floor is not None and not ZERO <= floor <= 1:
        sentence = say("tpl.floor", "The floor {floor} is not between 0 and 1.", floor=floor)
        section.problem("TPL-312", sentence, say("tpl.mend_floor", "Write 75 % as 0.75."), key="group_floor")
    spread = section.number("panel_spread")
    if spread is not None and not ZERO < spread <= 1:
        sentence = say("tpl.spread", "The spread {spread} is not above 0 and at most 1.", spread=spread)
        section.problem("TPL-312", sentence, say("tpl.mend_spread", "Write a quarter of an item's points as 0.25."), key="panel_spread")
    rules = RatingRules(
        pass_mark=pass_mark,
        pass_mark_source=_source_of(section, names, "pass_mark"),
        group_floor=floor,
        group_floor_source=_source_of(section, names, "group_floor"),
        constraint_is_veto=section.flag("constraint_is_veto"),
        constraint_source=_source_of(section, names, "constraint"),
        rounding=read_rounding(section, "rounding"),
        panel_rounding=read_rounding(section, "panel_rounding"),
        panel_quorum=max(section.whole("panel_quorum", 1), 1),
        panel_spread=spread,
    )
    section.close()
    return rules


def _source_of(section: Section, names: Names, rule: str) -> Provenance:
    """Read the source of a rule; where the rule is not set, none is needed."""
    key = f"{rule}_source"
    if key not in section and rule not in section and f"{rule}_is_veto" not in section:
        return Provenance()
    return read_provenance(section, names, key, f"{rule}_clause", f"{rule}_note")


def _approval(root: Section) -> Approval:
    section = root.section("approval")
    if section is None:
        return Approval()
    state, by = section.choice("state", ApprovalState), section.text("by", is_required=False)
    on, note = section.day("on"), section.text("note", is_required=False)
    if state is ApprovalState.APPROVED:
        sentence = say("tpl.approves_itself", "A template cannot say of itself that it is approved; it counts as a draft.")
        advice = say("tpl.sign_approval", "An approval is a signature over the template, made with the steward's certificate.")
        section.problem("TPL-402", sentence, advice, key="state", warns=True)
    section.close()
    return Approval(state or ApprovalState.DRAFT, by, on, note)
