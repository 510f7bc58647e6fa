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
