# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How the team stands against what is known of the requirements for a third party's team. Nothing here hinders anything.

There are two texts, and they differ: that of 2020, and a later one whose title and date were not found. Each requirement names
the text it was read in; a text of 2024 or later was not found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from evaluator_app.domain.assessment import Assessment, Assessor, TitleGrade
from evaluator_app.domain.forms.checks import gaps
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.status import AssessmentKind

LEAST = 5
"""Members that a team has at least."""
LEAST_SENIOR = 2
INDEPENDENCE_FORM = "independence"
"""Id of the record form by which a member declares to be independent."""
CONFLICT_FIELD = "has_conflict"
NO_CONFLICT = "none"

OF_2020 = "《绿色矿山遴选第三方评估工作要求》"
_NUMBER_2020 = "自然资源部矿产资源保护监督司函，2020-06-01"
LATER = "绿色矿山第三方评估要求（后期文本，题名和日期未查到）"
_NO_TITLE = "在两处转载页面读到，页面没有题名、文号和日期；推断在 2020 年 6 月之后。"

_SIZE_2020 = Provenance(OF_2020, "评估组", Confidence.DERIVED, "据当年新闻报道，该句后半没有读到。", _NUMBER_2020)
_INDEPENDENCE_2020 = Provenance(OF_2020, "独立性", Confidence.READ, "", _NUMBER_2020)


def _later(clause: str) -> Provenance:
    return Provenance(LATER, clause, Confidence.DERIVED, _NO_TITLE)


SPECIALTIES: Mapping[str, tuple[Sentence, tuple[str, ...]]] = {
    "geology": (say("specialty.geology", "geology"), ("地质", "geolog")),
    "mining": (say("specialty.mining", "mining"), ("采矿", "mining")),
    "processing": (say("specialty.processing", "processing"), ("选矿", "矿物加工", "processing")),
    "ecology": (say("specialty.ecology", "ecology"), ("生态", "ecolog")),
    "environment": (say("specialty.environment", "environment"), ("环境", "环保", "environment")),
}
"""Specialties that a team preferably covers, with the words by which one is known; those are the program's own."""


class TeamState(Enum):
    """How the team stands against a requirement."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class TeamFinding:
    """One requirement, and how the team stands against it."""

    id: str
    """size, grades, seniors, leader, specialties or independence."""
    state: TeamState
    requirement: Sentence
    sentence: Sentence
    """How the team stands."""
    sources: tuple[Provenance, ...]
    """The texts that ask for it."""
    is_preferred: bool = False
    """Whether the text only prefers it."""


def grade_in(title: str) -> TitleGrade:
    """Return the grade that a title names itself, such as 高级工程师; not given for all others, which people must say."""
    if "高级" in title:
        return TitleGrade.SENIOR
    if "助理" in title or "技术员" in title:
        return TitleGrade.JUNIOR
    return TitleGrade.INTERMEDIATE if "工程师" in title else TitleGrade.NONE


def check_team(assessment: Assessment) -> tuple[TeamFinding, ...]:
    """Return how the team stands; nothing for other kinds of assessment, for whose teams no requirement is on file."""
    if assessment.profile.kind is not AssessmentKind.THIRD_PARTY:
        return ()
    return tuple(check(assessment) for check in _CHECKS)


def _size(assessment: Assessment) -> TeamFinding:
    count = len(assessment.team)
    asked = say("team.size", "At least {least} members", least=LEAST)
    found = say("team.count", "{count} members are named", count=count)
    state = TeamState.MET if count >= LEAST else TeamState.NOT_MET
    return TeamFinding("size", state, asked, found, (_SIZE_2020, _later("评估组")))


def _grades(assessment: Assessment) -> TeamFinding:
    asked = say("team.grades", "Every member has an intermediate title or a higher one")
    below, unknown = _members(assessment, TitleGrade.JUNIOR), _members(assessment, TitleGrade.NONE)
    if below:
        state, found = TeamState.NOT_MET, say("team.below", "Below intermediate: {names}", names=_names(below))
    elif unknown or not assessment.team:
        state, found = TeamState.NOT_KNOWN, say("team.no_grade", "Grade of the title not given: {names}", names=_names(unknown))
    else:
        state, found = TeamState.MET, say("team.all_graded", "All {count} have one", count=len(assessment.team))
    return TeamFinding("grades", state, asked, found, (_later("评估组成员"),))


def _seniors(assessment: Assessment) -> TeamFinding:
    asked = say("team.seniors", "At least {least} members have a senior title", least=LEAST_SENIOR)
    count, unknown = len(_members(assessment, TitleGrade.SENIOR)), len(_members(assessment, TitleGrade.NONE))
    found = say("team.senior_count", "{count} are given as senior, {unknown} without a grade", count=count, unknown=unknown)
    state = TeamState.NOT_KNOWN if count + unknown >= LEAST_SENIOR else TeamState.NOT_MET
    state = TeamState.MET if count >= LEAST_SENIOR else state
    return TeamFinding("seniors", state, asked, found, (_later("评估组成员"),))


def _leader(assessment: Assessment) -> TeamFinding:
    asked = say("team.leader", "The leader is full-time staff of the firm and has experience in assessing")
    leaders = [member for member in assessment.team.values() if member.is_leader]
    if not leaders:
        state, found = TeamState.NOT_KNOWN, say("team.no_leader", "Nobody is named as leader")
    elif not all(member.is_full_time for member in leaders):
        state, found = TeamState.NOT_MET, say("team.part_time", "{names}: not given as full-time", names=_names(leaders))
    else:
        state = TeamState.MET
        found = say("team.full_time", "{names}: full-time; experience is not asked by the program", names=_names(leaders))
    return TeamFinding("leader", state, asked, found, (_later("组长"),))


def _specialties(assessment: Assessment) -> TeamFinding:
    asked = say("team.specialties", "Geology, mining, processing, ecology and environment are preferably covered")
    given = [member.specialty.casefold() for member in assessment.team.values() if member.specialty.strip()]
    lacking = [title for title, words in SPECIALTIES.values() if not any(word in each for each in given for word in words)]
    if not lacking:
        state, found = TeamState.MET, say("team.covered", "All five are covered")
    elif not given:
        state, found = TeamState.NOT_KNOWN, say("team.no_specialty", "No member's specialty is given")
    else:
        state, found = TeamState.NOT_MET, _listed(lacking)
    return TeamFinding("specialties", state, asked, found, (_later("评估组成员"),), is_preferred=True)


def _independence(assessment: Assessment) -> TeamFinding:
    asked = say("team.independence", "Every member is independent of the mine and declares it")
    bound, silent = [], []
    for member in _ordered(assessment):
        declared = _declared(assessment, member)
        if declared is None:
            silent.append(member)
        elif declared != NO_CONFLICT:
            bound.append(member)
    if bound:
        state, found = TeamState.NOT_MET, say("team.bound", "Declared an interest: {names}", names=_names(bound))
    elif silent or not assessment.team:
        state, found = TeamState.NOT_KNOWN, say("team.silent", "Not declared yet: {names}", names=_names(silent))
    else:
        state, found = TeamState.MET, say("team.declared", "All {count} have declared it", count=len(assessment.team))
    return TeamFinding("independence", state, asked, found, (_INDEPENDENCE_2020, _later("独立性")))


def _declared(assessment: Assessment, member: Assessor) -> str | None:
    """Return what a member declared of interests: the worst, and None while no declaration is complete."""
    said: list[str] = []
    for record in assessment.form_records.values():
        definition = assessment.forms.get(record.form)
        if record.target != member.id or definition is None or definition.id != INDEPENDENCE_FORM:
            continue
        interest = str(record.values.get(CONFLICT_FIELD, ""))
        if not gaps(definition, record) or interest not in ("", NO_CONFLICT):
            said.append(interest)
    return next((interest for interest in said if interest != NO_CONFLICT), said[0] if said else None)


def _listed(lacking: list[Sentence]) -> Sentence:
    """Say which specialties nobody has, each in the reader's language."""
    words = lacking[0]
    for title in lacking[1:]:
        words = say("team.and", "{some}, {one}", some=words, one=title)
    return say("team.lacking", "Not covered as far as specialties are given: {names}", names=words)


def _members(assessment: Assessment, grade: TitleGrade) -> list[Assessor]:
    return [member for member in _ordered(assessment) if member.grade is grade]


def _ordered(assessment: Assessment) -> list[Assessor]:
    return sorted(assessment.team.values(), key=lambda member: (not member.is_leader, member.id))


def _names(members: list[Assessor]) -> str:
    return "、".join(member.name for member in members) or "–"


_CHECKS: tuple[Callable[[Assessment], TeamFinding], ...] = (_size, _grades, _seniors, _leader, _specialties, _independence)
