# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The words for what comparing and moving tell apart; the same on screen and terminal."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from evaluator_app.domain.comparing import Difference, ThingKind
from evaluator_app.domain.moving import FactFate, Fate, PointsPolicy
from evaluator_app.domain.requirements import Aspect
from evaluator_app.domain.sentence import Sentence, say

_TERMS: Mapping[Enum, Sentence] = {
    Difference.ADDED: say("difference.added", "Added"),
    Difference.REMOVED: say("difference.removed", "Removed"),
    Difference.TEXT: say("difference.text", "Worded otherwise"),
    Difference.POINTS: say("difference.points", "Other points"),
    Difference.RULE: say("difference.rule", "Other rule"),
    Difference.GUIDANCE: say("difference.guidance", "Other hints"),
    Difference.SOURCE: say("difference.source", "Other source"),
    Difference.MOVED: say("difference.moved", "Renumbered or moved"),
    ThingKind.TEMPLATE: say("thing.template", "The template as a whole"),
    ThingKind.RATING: say("thing.rating", "Rules of the verdict"),
    ThingKind.PREREQUISITE: say("thing.prerequisite", "Prerequisite"),
    ThingKind.GROUP: say("thing.group", "Group of indicators"),
    ThingKind.INDICATOR: say("thing.indicator", "Indicator"),
    ThingKind.FACT: say("thing.fact", "Fact of the mine"),
    ThingKind.TABLE: say("thing.table", "Table of limits"),
    ThingKind.ROW: say("thing.row", "Limit"),
    ThingKind.PLACE: say("thing.place", "Place"),
    ThingKind.DOCUMENT: say("thing.document", "Document to read"),
    ThingKind.AREA: say("thing.area", "Area"),
    ThingKind.DEADLINE: say("thing.deadline", "Deadline"),
    ThingKind.NEWER_DOCUMENT: say("thing.newer_document", "Rules not on file"),
    Fate.KEPT: say("fate.kept", "Stays as it is"),
    Fate.LOOK_AGAIN: say("fate.look_again", "Look at again"),
    Fate.FALLS_AWAY: say("fate.falls_away", "No longer asked"),
    Fate.NEW: say("fate.new", "Newly asked"),
    Aspect.TEXT: say("aspect.text", "wording"),
    Aspect.RULE: say("aspect.rule", "rule"),
    Aspect.POINTS: say("aspect.points", "points"),
    FactFate.UNFIT: say("fact.unfit", "what was given is no answer any more"),
    FactFate.SETTLED: say("fact.settled", "the new edition says otherwise than what was given"),
    FactFate.GONE: say("fact.gone", "no longer asked; what was given stays"),
    FactFate.NEW: say("fact.new", "to be given"),
    PointsPolicy.KEEP: say("policy.keep", "Leave as they are"),
    PointsPolicy.CLAMP: say("policy.clamp", "Cut to the new most"),
    PointsPolicy.SCALE: say("policy.scale", "Scale in proportion"),
    PointsPolicy.CLEAR: say("policy.clear", "Take out"),
}


def edition_term(thing: Enum) -> Sentence:
    """Return the word for a difference, a kind of thing, a fate, an aspect or a policy; KeyError for what has none."""
    return _TERMS[thing]


_FIELDS: Mapping[str, Sentence] = {
    "title": say("field.title", "Name of it"),
    "code": say("field.code", "Number"),
    "requirement": say("field.requirement", "Requirement"),
    "checks": say("field.checks", "What to check"),
    "max_score": say("field.max_score", "Points"),
    "criterion": say("field.criterion", "Scoring rule"),
    "applies_when": say("field.applies_when", "Applies where"),
    "otherwise": say("field.otherwise", "Otherwise counts as"),
    "not_applicable": say("field.not_applicable", "Ways of not applying"),
    "is_constraint": say("field.is_constraint", "Constraint item"),
    "places": say("field.places", "Places to look at"),
    "documents": say("field.documents", "Documents to read"),
    "evidence": say("field.evidence", "What evidence shows"),
    "needs_photo": say("field.needs_photo", "Photo needed"),
    "provenance": say("field.provenance", "Source"),
    "group": say("field.group", "Stands in"),
    "position": say("field.position", "Place in the order"),
    "low": say("field.low", "Limit, or its lowest step"),
    "high": say("field.high", "Highest step of the limit"),
    "when": say("field.when", "Holds where"),
    "level": say("field.level", "Level of the limit"),
    "condition_text": say("field.condition_text", "Condition as worded"),
    "quantity": say("field.quantity", "What is measured"),
    "quantities": say("field.quantities", "Names of the quantity"),
    "unit": say("field.unit", "Unit"),
    "is_maximum": say("field.is_maximum", "Limit is a most"),
    "rate": say("field.rate", "Calculator"),
    "kind": say("field.kind", "Kind of answer"),
    "options": say("field.options", "Options"),
    "value": say("field.value", "Settled as"),
    "hint": say("field.hint", "Hint"),
    "asked_when": say("field.asked_when", "Asked where"),
    "gate": say("field.gate", "What it closes"),
    "asks": say("field.asks", "Noted with it"),
    "has_floor": say("field.has_floor", "Has a least rate"),
    "pass_mark": say("field.pass_mark", "Pass mark"),
    "pass_mark_source": say("field.pass_mark_source", "Source of the pass mark"),
    "group_floor": say("field.group_floor", "Least rate of groups"),
    "group_floor_source": say("field.group_floor_source", "Source of the least rate"),
    "constraint_is_veto": say("field.constraint_is_veto", "Constraint items veto"),
    "constraint_source": say("field.constraint_source", "Source of the veto"),
    "rounding": say("field.rounding", "Rounding"),
    "panel_rounding": say("field.panel_rounding", "Rounding of a panel's mean"),
    "panel_quorum": say("field.panel_quorum", "Least number of experts"),
    "panel_spread": say("field.panel_spread", "Difference of experts that the leader must close"),
    "items": say("field.items", "Its indicators"),
    "fact": say("field.fact", "Counted from"),
    "months": say("field.months", "Months"),
    "issuer": say("field.issuer", "Issued by"),
    "notes": say("field.notes", "Notes"),
    "approval": say("field.approval", "Approval"),
    "industry": say("field.industry", "Industry"),
    "province": say("field.province", "Province"),
    "firm": say("field.firm", "Firm"),
    "kinds": say("field.kinds", "Kinds of assessment"),
}


def field_term(path: str) -> Sentence:
    """Return what a field that differs is called, with the keys below it as the template writes them."""
    top, _dot, rest = path.partition(".")
    outside, _colon, name = path.partition(":")
    if name:
        return (
            say("field.uses_table", "Table of limits {name}", name=name)
            if outside == "table"
            else say("field.uses_fact", "Fact of the mine {name}", name=name)
        )
    if path == "panel":
        return say("field.panel", "Rules of the panel")
    known = _FIELDS.get(top)
    if known is None:
        return say("field.raw", "{path}", path=path)
    return say("field.below", "{field} · {path}", field=known, path=rest) if rest else known
