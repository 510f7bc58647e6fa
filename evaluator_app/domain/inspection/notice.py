# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One thing that looking over an assessment has to say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from evaluator_app.domain.completeness import Problem, Severity
from evaluator_app.domain.sentence import Sentence


class Topic(Enum):
    """What a notice is about; notices are grouped by it."""

    FRAME = "frame"
    """Mine, dates, firm, template."""
    TEAM = "team"
    PREREQUISITES = "prerequisites"
    UNASSESSED = "unassessed"
    DISAGREEMENT = "disagreement"
    """Facts and verdict, or two facts, do not go together."""
    WORDS = "words"
    EVIDENCE = "evidence"
    """Something is asserted without anything that shows it."""
    PHOTOS = "photos"
    """What photos say about themselves."""
    VALUES = "values"
    """Figures, measurements, instruments."""
    FORMS = "forms"
    DOCUMENTS = "documents"
    PRESENCE = "presence"
    ROUNDS = "rounds"
    """Faults of the round before."""
    GAPS = "gaps"
    """The rules themselves are not on file."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to be mended, doubted or known."""

    code: str
    """Stable, such as QLT-201."""
    topic: Topic
    weight: Severity
    sentence: Sentence
    target: str = ""
    """Id of the indicator or prerequisite it leads to; empty for none."""
    evidence: str = ""
    """Id of the evidence it leads to."""
    place: str = ""
    """Title of the place it is about."""
    document: str = ""
    """Id of the template's document it is about."""


_FRAME = {"ASM-101", "ASM-104", "ASM-105", "ASM-106", "ASM-107", "ASM-108", "ASM-109", "ASM-130"}
_TOPICS = {
    **dict.fromkeys(_FRAME, Topic.FRAME),
    **dict.fromkeys(("ASM-102", "ASM-103", "ASM-142", "ASM-143", "ASM-144", "ASM-145"), Topic.TEAM),
    **dict.fromkeys(("ASM-111", "ASM-112", "ASM-113", "ASM-115", "ASM-116"), Topic.PREREQUISITES),
    **dict.fromkeys(("ASM-114", "ASM-126", "ASM-128"), Topic.EVIDENCE),
    **dict.fromkeys(("ASM-123", "ASM-125"), Topic.WORDS),
    **dict.fromkeys(("ASM-127", "ASM-131", "ASM-132", "ASM-133"), Topic.DISAGREEMENT),
    **dict.fromkeys(("ASM-134", "ASM-135", "ASM-136"), Topic.VALUES),
    "ASM-129": Topic.GAPS,
}
"""What the problems of completeness are about; the others are of items that are not assessed."""


def noticed(problem: Problem) -> Notice:
    """Return what hinders completion as a notice."""
    return Notice(problem.code, _TOPICS.get(problem.code, Topic.UNASSESSED), problem.severity, problem.sentence, problem.target)
