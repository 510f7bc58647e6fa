# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What can be said of a template's quality: every issue with its stable code, and one finding of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from evaluator_app.domain.sentence import Sentence, say


class Weight(Enum):
    """How much an issue matters."""

    ERROR = "error"
    """Something cannot work."""
    WARNING = "warning"
    """Someone should look at it before the template is used."""
    HINT = "hint"
    """It might be better."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A kind of thing that can be said; its code is stable for ever."""

    code: str
    weight: Weight
    title: Sentence


@dataclass(frozen=True, slots=True)
class QualityFinding:
    """One thing said of one part of a template."""

    issue: Issue
    part: str
    """Name of the list it stands in, such as indicators; empty for the template as a whole."""
    target: str
    """Id of the member; table and id, with a blank between, of a row."""
    sentence: Sentence


NOBODY = Issue("QUA-101", Weight.ERROR, say("qua.nobody", "An item whose rule fits no mine"))
CONTRADICTION = Issue("QUA-102", Weight.ERROR, say("qua.contradiction", "A condition that contradicts itself"))
EMPTY_GROUP = Issue("QUA-103", Weight.ERROR, say("qua.empty_group", "A group without items"))
TOTAL = Issue("QUA-201", Weight.WARNING, say("qua.total", "Points that add up to no round total"))
OUT_OF_REACH = Issue("QUA-202", Weight.WARNING, say("qua.out_of_reach", "Points that nobody can earn"))
NO_RULE = Issue("QUA-203", Weight.WARNING, say("qua.no_rule", "Mines for which an item has no rule"))
NO_FIGURE = Issue("QUA-204", Weight.WARNING, say("qua.no_figure", "A table of limits without any figure"))
GAP = Issue("QUA-205", Weight.WARNING, say("qua.gap", "Figures that are not on file"))
NO_LEVEL = Issue("QUA-206", Weight.WARNING, say("qua.no_level", "A level that is asked for and not on file"))
TWO_LIMITS = Issue("QUA-207", Weight.WARNING, say("qua.two_limits", "Two limits for the same mines"))
NO_SOURCE = Issue("QUA-208", Weight.WARNING, say("qua.no_source", "Sources that are missing"))
UNCONFIRMED = Issue("QUA-209", Weight.WARNING, say("qua.unconfirmed", "Lines of the verdict that no official text confirms"))
NO_LINE = Issue("QUA-210", Weight.WARNING, say("qua.no_line", "Lines of the verdict that are not set"))
LOWERED = Issue("QUA-211", Weight.WARNING, say("qua.lowered", "Lines lower than in the base"))
NOWHERE = Issue("QUA-212", Weight.WARNING, say("qua.nowhere", "Items with neither place nor document"))
NO_EVIDENCE = Issue("QUA-213", Weight.WARNING, say("qua.no_evidence", "Evidence that is asked for nowhere"))
RULE_MISSING = Issue("QUA-214", Weight.WARNING, say("qua.rule_missing", "Scoring rules that are not on file"))
NEWER = Issue("QUA-215", Weight.WARNING, say("qua.newer", "Newer documents whose figures are not on file"))
CODE_TWICE = Issue("QUA-216", Weight.WARNING, say("qua.code_twice", "Numbers used twice"))
NEVER_HERE = Issue("QUA-301", Weight.HINT, say("qua.never_here", "Parts that never count, as the facts are settled"))
NO_PLACE = Issue("QUA-302", Weight.HINT, say("qua.no_place", "Items without a place"))
TITLE_TWICE = Issue("QUA-303", Weight.HINT, say("qua.title_twice", "Titles used twice"))
TEXT_TWICE = Issue("QUA-304", Weight.HINT, say("qua.text_twice", "Requirements with the same text"))
UNUSED_PLACE = Issue("QUA-305", Weight.HINT, say("qua.unused_place", "Places that no item names"))
UNUSED_DOCUMENT = Issue("QUA-306", Weight.HINT, say("qua.unused_document", "Documents that no item names"))
UNUSED_FACT = Issue("QUA-307", Weight.HINT, say("qua.unused_fact", "Facts that no rule needs"))
UNUSED_TABLE = Issue("QUA-308", Weight.HINT, say("qua.unused_table", "Tables of limits that no item uses"))
NO_NUMBER = Issue("QUA-309", Weight.HINT, say("qua.no_number", "Sources without a number"))
NO_DATE = Issue("QUA-310", Weight.HINT, say("qua.no_date", "Sources without a day from which they are in force"))
OWN_OPTION = Issue("QUA-311", Weight.HINT, say("qua.own_option", "Ways not to apply that no official text confirms"))

ISSUES: tuple[Issue, ...] = (
    NOBODY, CONTRADICTION, EMPTY_GROUP,
    TOTAL, OUT_OF_REACH, NO_RULE, NO_FIGURE, GAP, NO_LEVEL, TWO_LIMITS, NO_SOURCE, UNCONFIRMED, NO_LINE, LOWERED,
    NOWHERE, NO_EVIDENCE, RULE_MISSING, NEWER, CODE_TWICE,
    NEVER_HERE, NO_PLACE, TITLE_TWICE, TEXT_TWICE, UNUSED_PLACE, UNUSED_DOCUMENT, UNUSED_FACT, UNUSED_TABLE, NO_NUMBER, NO_DATE, OWN_OPTION,
)  # fmt: skip
"""Every issue, what weighs most first."""
