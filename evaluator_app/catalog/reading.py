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
from evaluator_app.catalog.files import read_format, read_section
from evaluator_app.catalog.limits import fill_tables, included_files, read_tables
from evaluator_app.catalog.names import Names, read_provenance, read_sources
from evaluator_app.catalog.problems import CatalogProblem, ProblemLog, TooManyProblemsError
from evaluator_app.catalog.sections import Section
from evaluator_app.catalog.tree import build_tree, check_points, read_groups, read_indicators
from evaluator_app.domain.exact import ZERO
from evaluator_app.domain.provenance import Provenance
from evaluator_app.domain.sentence import say
from evaluator_app.domain.template import (
    Approval,
    ApprovalState,
    Gate,
    NamedThing,
    Prerequisite,
    RatingRules,
    Template,
)

TEMPLATE_FORMAT = "green-mine-template/1"
"""What a template file calls its format."""

_TEMPLATE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,60}/[a-z0-9][a-z0-9-]{0,60}")
_EDITION = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,60}[A-Za-z0-9])?")


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


def read_template(path: Path) -> ReadTemplate:
    """Read and check a template file with the threshold files it names; changes nothing.

    It may name files in its own folder and in the folders beside it, nowhere else.
    """
    log = ProblemLog()
    reader = _Reader(path, log)
    try:
        template = reader.read()
    except TooManyProblemsError:
        template = None
    return ReadTemplate(None if log.has_errors else template, log.in_order(), reader.included, reader.title)


class _Reader:
    def __init__(self, path: Path, log: ProblemLog) -> None:
        self._path = path
        self._log = log
        self.included: tuple[tuple[str, Path], ...] = ()
        self.title = ""

    def read(self) -> Template | None:
        root = read_section(self._path, self._path.name, self._log)
        if root is None:
            return None
        if not read_format(root, TEMPLATE_FORMAT):
            return None
        self.title = root.text("title")
        template = self._template(root)
        root.close()
        return template

    def _template(self, root: Section) -> Template:
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
        self.included = included_files(root, self._path)
        taken = set[str]()
        prerequisites = _prerequisites(root, names, taken)
        groups = read_groups(root, taken)
        indicators = read_indicators(root, groups, names, taken)
        check_points(groups, indicators)
        points = [entry.points for entry in indicators]
        return Template(
            id=_matching(root, "id", _TEMPLATE_ID),
            edition=_matching(root, "edition", _EDITION),
            issuer=root.text("issuer"),
            title=self.title,
            groups=() if self._log.has_errors else build_tree(groups, indicators),
            prerequisites=prerequisites,
            rating=_rating(root, names, None if None in points else sum((p for p in points if p is not None), ZERO)),
            approval=_approval(root),
            facts=facts,
            places=places,
            documents=documents,
            tables=fill_tables(root, tables, self.included, names, self._log),
            notes=root.texts("notes"),
            provenance=read_provenance(root, names),
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


def _prerequisites(root: Section, names: Names, taken: set[str]) -> tuple[Prerequisite, ...]:
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
        )
        section.close()
        read.append(prerequisite)
    return tuple(read)


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
    section.close()
    return Approval(state or ApprovalState.DRAFT, by, on, note)
