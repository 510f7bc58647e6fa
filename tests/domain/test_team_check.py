# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The team against the requirements: each one met, not met, not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from evaluator_app.domain.assessment import Assessment, Assessor, TitleGrade
from evaluator_app.domain.forms.definition import FieldKind, FormChoice, FormDefinition, FormField, FormScope, Stage
from evaluator_app.domain.forms.record import FormRecord
from evaluator_app.domain.provenance import Confidence
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.team_check import LATER, OF_2020, TeamFinding, TeamState, check_team, grade_in
from tests.builders import a_template, an_assessment

SPECIALTIES = ("地质", "采矿工程", "选矿", "生态修复", "环保")
DECLARATION = FormDefinition(
    "independence",
    "1",
    "独立性声明",
    Stage.PREPARATION,
    FormScope.PERSON,
    (
        FormField("has_conflict", "利益关系", FieldKind.CHOICE, True, options=(FormChoice("none", "没有"), FormChoice("some", "有"))),
        FormField("name", "姓名", FieldKind.TEXT, True),
    ),
)
PLAIN = an_assessment(a_template().with_item("1.1", 5)).value


def a_team(grades: str = "ssiii", *, full_time: bool = True, specialties: tuple[str, ...] = SPECIALTIES) -> Assessment:
    known = {"s": TitleGrade.SENIOR, "i": TitleGrade.INTERMEDIATE, "j": TitleGrade.JUNIOR, "-": TitleGrade.NONE}
    team = {
        f"m{number}": Assessor(f"m{number}", f"成员{number}", "", specialties[number], number == 0, known[grade], number == 0 and full_time)
        for number, grade in enumerate(grades)
    }
    return replace(PLAIN, team=team)


def declared(assessment: Assessment, **said: Mapping[str, str]) -> Assessment:
    records = {who: FormRecord(who, DECLARATION.key, who, values) for who, values in said.items()}
    return replace(assessment, forms={DECLARATION.key: DECLARATION}, form_records=records)


def finding(assessment: Assessment, name: str) -> TeamFinding:
    return next(each for each in check_team(assessment) if each.id == name)


def standing(assessment: Assessment, name: str) -> tuple[TeamState, str]:
    found = finding(assessment, name)
    return found.state, found.sentence.text()


MET, NOT_MET, NOT_KNOWN = TeamState.MET, TeamState.NOT_MET, TeamState.NOT_KNOWN


def test_a_full_team_meets_all_that_can_be_seen() -> None:
    everybody = {f"m{number}": {"has_conflict": "none", "name": "x"} for number in range(5)}
    assert {each.id: each.state for each in check_team(declared(a_team(), **everybody))} == dict.fromkeys(
        ("size", "grades", "seniors", "leader", "specialties", "independence"), MET
    )


def test_other_kinds_of_assessment_have_no_requirement_on_file() -> None:
    for kind in (AssessmentKind.SELF_ASSESSMENT, AssessmentKind.VERIFICATION):
        assert check_team(replace(a_team(), profile=replace(PLAIN.profile, kind=kind))) == ()


def test_each_requirement_names_the_texts_it_was_read_in() -> None:
    assert [source.document for source in finding(a_team(), "size").sources] == [OF_2020, LATER]
    assert [source.document for source in finding(a_team(), "grades").sources] == [LATER]
    assert [source.document for source in finding(a_team(), "independence").sources] == [OF_2020, LATER]
    assert all(source.confidence is not Confidence.NOT_FOUND for each in check_team(a_team()) for source in each.sources)


@pytest.mark.parametrize(
    ("grades", "name", "state", "words"),
    [
        ("ssii", "size", NOT_MET, "4 members are named"),
        ("", "size", NOT_MET, "0 members are named"),
        ("sjiii", "grades", NOT_MET, "Below intermediate: 成员1"),
        ("si-ii", "grades", NOT_KNOWN, "Grade of the title not given: 成员2"),
        ("", "grades", NOT_KNOWN, "Grade of the title not given: –"),
        ("siiii", "seniors", NOT_MET, "1 are given as senior, 0 without a grade"),
        ("si-ii", "seniors", NOT_KNOWN, "1 are given as senior, 1 without a grade"),
        ("ss-ii", "seniors", MET, "2 are given as senior, 1 without a grade"),
        ("", "leader", NOT_KNOWN, "Nobody is named as leader"),
        ("ssiii", "leader", MET, "成员0: full-time; experience is not asked by the program"),
    ],
)
def test_grades_and_numbers(grades: str, name: str, state: TeamState, words: str) -> None:
    assert standing(a_team(grades), name) == (state, words)


def test_a_leader_who_is_not_given_as_full_time_is_named() -> None:
    assert standing(a_team(full_time=False), "leader") == (NOT_MET, "成员0: not given as full-time")


def test_specialties_that_nobody_has_are_named_and_only_preferred() -> None:
    found = finding(a_team(specialties=("Geology", "采矿", "", "", "")), "specialties")
    assert (found.state, found.is_preferred) == (NOT_MET, True)
    assert found.sentence.text() == "Not covered as far as specialties are given: processing, ecology, environment"
    only_one = finding(a_team(specialties=("地质", "采矿", "选矿", "生态", "")), "specialties")
    assert only_one.sentence.text() == "Not covered as far as specialties are given: environment"
    assert standing(a_team(specialties=("",) * 5), "specialties") == (NOT_KNOWN, "No member's specialty is given")


def test_independence_is_declared_by_each() -> None:
    team = a_team("ss")
    assert standing(team, "independence") == (NOT_KNOWN, "Not declared yet: 成员0、成员1")
    half = declared(team, m0={"has_conflict": "none", "name": "x"}, m1={"has_conflict": "none"})
    assert standing(half, "independence") == (NOT_KNOWN, "Not declared yet: 成员1")
    bound = declared(team, m0={"has_conflict": "some"}, m1={"has_conflict": "none", "name": "x"})
    assert standing(bound, "independence") == (NOT_MET, "Declared an interest: 成员0")


def test_the_worse_of_two_declarations_counts_and_forms_that_are_gone_do_not() -> None:
    team = declared(a_team("s"), m0={"has_conflict": "none", "name": "x"})
    second = FormRecord("z", DECLARATION.key, "m0", {"has_conflict": "some", "name": "x"})
    both = replace(team, form_records={**team.form_records, "z": second})
    assert finding(both, "independence").state is NOT_MET
    assert finding(replace(team, forms={}), "independence").state is NOT_KNOWN
    assert finding(replace(PLAIN, team={}), "independence").state is NOT_KNOWN


@pytest.mark.parametrize(
    ("title", "grade"),
    [
        ("高级工程师", TitleGrade.SENIOR),
        ("正高级工程师", TitleGrade.SENIOR),
        ("助理工程师", TitleGrade.JUNIOR),
        ("技术员", TitleGrade.JUNIOR),
        ("工程师", TitleGrade.INTERMEDIATE),
        ("教授", TitleGrade.NONE),
        ("", TitleGrade.NONE),
    ],
)
def test_a_grade_is_taken_only_from_a_title_that_names_it(title: str, grade: TitleGrade) -> None:
    assert grade_in(title) is grade
