# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Items and what they name: points, places, documents, evidence, what is used twice and what is not used at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from evaluator_app.domain.criteria import BestOf, CappedSum, ExpertJudgement, Minimum
from evaluator_app.domain.exact import ZERO
from evaluator_app.domain.quality.conditions import conditions_of
from evaluator_app.domain.quality.finding import (
    CODE_TWICE,
    EMPTY_GROUP,
    NO_EVIDENCE,
    NO_PLACE,
    NOWHERE,
    OUT_OF_REACH,
    OWN_OPTION,
    RULE_MISSING,
    TEXT_TWICE,
    TITLE_TWICE,
    TOTAL,
    UNUSED_DOCUMENT,
    UNUSED_FACT,
    UNUSED_PLACE,
    UNUSED_TABLE,
    Issue,
    QualityFinding,
)
from evaluator_app.domain.quality.rules import rules_of
from evaluator_app.domain.sentence import say
from evaluator_app.domain.template import Indicator, IndicatorGroup, Prerequisite, Template

_ROUND = Decimal(10)


def whole(template: Template) -> Iterator[QualityFinding]:
    """Look at the template as a whole: its total, its groups, whether evidence is asked for at all."""
    if template.points % _ROUND:
        sentence = say("qua.total_is", "All items together are worth {points} points.", points=template.points)
        yield QualityFinding(TOTAL, "", "", sentence)
    for group in _groups(template.groups):
        if next(group.leaves(), None) is None:
            sentence = say("qua.empty_group_at", "“{group}” holds no item.", group=f"{group.code} {group.title}")
            yield QualityFinding(EMPTY_GROUP, "groups", group.id, sentence)


def items(template: Template) -> Iterator[QualityFinding]:
    """Look at each item for itself."""
    every: tuple[Indicator | Prerequisite, ...] = (*template.prerequisites, *template.indicators())
    for item in every:
        part, title = ("indicators" if isinstance(item, Indicator) else "prerequisites"), f"{item.code} {item.title}"
        places = item.places if isinstance(item, Indicator) else ()
        if not places and not item.documents:
            yield QualityFinding(NOWHERE, part, item.id, say("qua.nowhere_at", "“{item}” names neither place nor document.", item=title))
        elif not places and isinstance(item, Indicator):
            yield QualityFinding(NO_PLACE, part, item.id, say("qua.no_place_at", "“{item}” names no place.", item=title))
        if not item.evidence and not item.documents:
            yield QualityFinding(NO_EVIDENCE, part, item.id, say("qua.no_evidence_at", "“{item}” asks for no evidence.", item=title))
        if isinstance(item, Indicator) and any(not option.is_confirmed for option in item.not_applicable):
            sentence = say("qua.own_option_at", "How “{item}” counts where it does not apply is not confirmed.", item=title)
            yield QualityFinding(OWN_OPTION, part, item.id, sentence)
    yield from _rules(template)


def _rules(template: Template) -> Iterator[QualityFinding]:
    for rule in rules_of(template):
        criterion = rule.criterion
        if isinstance(criterion, ExpertJudgement) and not criterion.rule_on_file:
            sentence = say("qua.rule_missing_at", "The scoring rule of “{item}” is not on file; experts judge.", item=rule.title)
            yield QualityFinding(RULE_MISSING, rule.part, rule.target, sentence)
        if isinstance(criterion, (CappedSum, BestOf)):
            points = [part.max_score for part in criterion.parts]
            reach = sum(points, ZERO) if isinstance(criterion, CappedSum) else max(points, default=ZERO)
            if reach < rule.points:
                sentence = say(
                    "qua.out_of_reach_at",
                    "Of “{item}”, at most {reach} of {points} points can be earned.",
                    item=rule.title,
                    reach=reach,
                    points=rule.points,
                )
                yield QualityFinding(OUT_OF_REACH, rule.part, rule.target, sentence)


def repeated(template: Template) -> Iterator[QualityFinding]:
    """Say which numbers, titles and requirements are used twice."""
    groups = [("groups", group.id, group.code, f"{group.code} {group.title}", "", "") for group in _groups(template.groups)]
    every = [
        *(
            ("prerequisites", item.id, item.code, f"{item.code} {item.title}", item.title, item.requirement)
            for item in template.prerequisites
        ),
        *(("indicators", item.id, item.code, f"{item.code} {item.title}", item.title, item.requirement) for item in template.indicators()),
    ]
    for issue, column, members in ((CODE_TWICE, 2, (*groups, *every)), (TITLE_TWICE, 4, every), (TEXT_TWICE, 5, every)):
        first: dict[str, str] = {}
        for member in members:
            words = member[column].strip()
            if words in first:
                sentence = say("qua.same_as", "“{item}” has the same as “{other}”.", item=member[3], other=first[words])
                yield QualityFinding(issue, member[0], member[1], sentence)
            elif words:
                first[words] = member[3]


def unused(template: Template) -> Iterator[QualityFinding]:
    """Say which places, documents, facts and tables nothing uses."""
    every = tuple(template.indicators())
    places = {place for item in every for place in item.places}
    documents = {document for item in every for document in item.documents}
    documents |= {document for prerequisite in template.prerequisites for document in prerequisite.documents}
    facts = {fact for named in conditions_of(template) for fact in named.condition.facts_needed()}
    facts |= {deadline.fact for deadline in template.deadlines}
    tables = {rule.criterion.table for rule in rules_of(template) if isinstance(rule.criterion, Minimum)}
    yield from _unused(UNUSED_PLACE, "places", {place.id: place.title for place in template.places}, places)
    yield from _unused(UNUSED_DOCUMENT, "documents", {document.id: document.title for document in template.documents}, documents)
    yield from _unused(UNUSED_FACT, "facts", {fact.id: fact.title for fact in template.facts if fact.settled is None}, facts)
    yield from _unused(UNUSED_TABLE, "tables", {table.id: table.title for table in template.tables}, tables)


def _unused(issue: Issue, part: str, known: Mapping[str, str], used: Iterable[str]) -> Iterator[QualityFinding]:
    names = set(used)
    for name, title in known.items():
        if name not in names:
            yield QualityFinding(issue, part, name, say("qua.unused_at", "Nothing refers to “{thing}”.", thing=title))


def _groups(groups: Iterable[IndicatorGroup]) -> Iterator[IndicatorGroup]:
    for group in groups:
        yield group
        yield from _groups(group.groups)
