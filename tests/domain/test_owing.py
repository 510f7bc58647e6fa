# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who still owes what, worked by hand; and what of it is said of completeness."""

from __future__ import annotations

from dataclasses import replace

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessment, Assessor, Outcome
from evaluator_app.domain.completeness import Problem, Severity, problems
from evaluator_app.domain.owing import Owed, owed
from evaluator_app.domain.reviewing import WorkState
from evaluator_app.domain.scoring import score
from evaluator_app.domain.signing_off import sign_off
from evaluator_app.domain.teamwork import Assignment, AssignmentScope, Comment, Review, ReviewState, SignOff
from tests.builders import MORNING, a_template, an_assessment

BUILT = an_assessment(
    a_template().with_item("1.1", 5).with_item("1.2", 5).with_item("1.3", 5).with_item("2.1", 5).with_item("2.2", 5).with_prerequisite("p1")
)
TEAM = {"m1": Assessor("m1", "李敏", specialty="环境"), "m2": Assessor("m2", "王立新", specialty="采矿", is_leader=True)}
S = WorkState


def team_work() -> Assessment:
    done = BUILT.verdict("1.1", Outcome.MET).verdict("1.2", Outcome.MET).verdict("2.1", Outcome.MET).verdict("2.2", Outcome.MET).value
    given = (
        Assignment(AssignmentScope.GROUP, "g1", "m1"),
        Assignment(AssignmentScope.ITEM, "1.3", specialty="采矿"),
        Assignment(AssignmentScope.ITEM, "2.1", specialty="采矿"),
    )
    reviews = (
        Review("1.2", ReviewState.CHANGES_REQUESTED, "李敏", "王立新", "补照片", MORNING),
        Review("2.1", ReviewState.SUBMITTED, "王立新", at=MORNING),
        Review("2.2", ReviewState.REOPENED, "李敏", "王立新", at=MORNING),
    )
    comments = (Comment("c1", "1.1", "在哪里拍的？", "王立新", MORNING), Comment("c2", "", "明天八点集合", "王立新", MORNING))
    return replace(
        done,
        team=TEAM,
        assignments={each.key: each for each in given},
        reviews={each.target: each for each in reviews},
        comments={each.id: each for each in comments},
    )


def rows() -> dict[str, Owed]:
    assessment = team_work()
    return {row.member.name if row.member else "": row for row in owed(BUILT.template, assessment, score(BUILT.template, assessment))}


def held(row: Owed) -> dict[WorkState, tuple[str, ...]]:
    assert set(row.items) == set(WorkState)
    return {state: items for state, items in row.items.items() if items}


def test_every_member_owes_what_was_given_and_the_rest_is_nobody_s() -> None:
    found = rows()
    assert list(found) == ["王立新", "李敏", ""]
    assert held(found["李敏"]) == {S.DONE: ("1.1",), S.CHANGES_REQUESTED: ("1.2",)}
    assert held(found["王立新"]) == {S.OPEN: ("1.3",), S.SUBMITTED: ("2.1",)}
    assert held(found[""]) == {S.OPEN: ("p1",), S.REOPENED: ("2.2",)}
    assert [(row.count, row.left) for row in found.values()] == [(2, 1), (2, 2), (2, 2)]
    assert [[thread.first.id for thread in row.threads] for row in found.values()] == [[], ["c1"], ["c2"]]


def said(assessment: Assessment) -> list[Problem]:
    wanted = ("ASM-142", "ASM-143", "ASM-144", "ASM-145")
    return [each for each in problems(BUILT.template, assessment, score(BUILT.template, assessment)) if each.code in wanted]


def test_what_colleagues_want_of_each_other_warns_and_hinders_nothing() -> None:
    found = said(team_work())
    assert {each.severity for each in found} == {Severity.WARNS}
    assert [(each.code, each.target) for each in found] == [("ASM-142", "1.2"), ("ASM-143", "2.2"), ("ASM-144", "1.1"), ("ASM-144", "")]
    assert found[0].sentence.text() == "王立新 asks for changes: 补照片"
    closed = replace(team_work(), comments={"c1": Comment("c1", "1.1", "在哪里拍的？", "王立新", closed_by="王立新")})
    assert [each.code for each in said(closed)] == ["ASM-142", "ASM-143"]


def test_what_was_edited_since_it_was_signed_off_is_named() -> None:
    assessment = replace(team_work(), reviews={}, comments={})
    for target in ("", "1.1"):
        assessment = sign_off(BUILT.template, assessment, SignOff(target or "whole", "王立新", MORNING, target)).apply(assessment)
    assert said(assessment) == []
    assessment = changes.record_remark(assessment, "1.1", "改").apply(assessment)
    assert sorted((each.code, each.target) for each in said(assessment)) == [("ASM-145", ""), ("ASM-145", "1.1")]
