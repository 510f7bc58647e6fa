# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is still missing: each problem appears and disappears."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from evaluator_app.domain.applicability import FactIs, NotApplicableKind
from evaluator_app.domain.assessment import Assessor, Outcome
from evaluator_app.domain.completeness import Problem, Severity, problems, progress
from evaluator_app.domain.criteria import AllOrNothing, DeductPerOccurrence, ExpertJudgement, Minimum, Part, PointsPerCount, SumOfParts
from evaluator_app.domain.teamwork import Closing, Conflict, Stated
from evaluator_app.domain.template import FactDefinition, FactKind, NamedThing
from evaluator_app.domain.thresholds import ThresholdRow, ThresholdTable
from tests.builders import AssessmentBuilder, a_template, an_assessment

D = Decimal
PARTS = SumOfParts((Part("a", "甲", D(1), AllOrNothing()), Part("b", "乙", D(1), DeductPerOccurrence(D("0.5")))))
LIMITS = ThresholdTable("limits", "回采率", "回采率", rows=(ThresholdRow("only", None, D(80)),))
TEMPLATE = (
    a_template()
    .with_prerequisite("p1")
    .with_item("1.1", 5, may=[NotApplicableKind.EXCLUDED])
    .with_item("1.2", 5, DeductPerOccurrence(D(1)), photo=True)
    .with_item("1.3", 2, PARTS)
    .with_item("1.4", 2, Minimum("limits"))
    .with_tables(LIMITS)
    .with_facts(
        FactDefinition("method", "开采方式", FactKind.CHOICE, (NamedThing("open_pit", "露天"), NamedThing("underground", "地下"))),
        FactDefinition("seam", "煤层厚度", FactKind.TEXT, asked_when=FactIs("method", ("underground",))),
    )
)


def complete() -> AssessmentBuilder:
    built = an_assessment(TEMPLATE).with_facts(method="open_pit").verdict("p1", Outcome.MET).with_photo("p1")
    for code in ("1.1", "1.2", "1.3"):
        built = built.verdict(code, Outcome.MET)
    return built.measured("1.4", value=90)


def codes(built: AssessmentBuilder) -> list[str]:
    return [problem.code for problem in problems(built.template, built.value, built.score())]


def sentences(built: AssessmentBuilder) -> list[str]:
    return [problem.sentence.text() for problem in problems(built.template, built.value, built.score())]


def without(built: AssessmentBuilder, **given: object) -> AssessmentBuilder:
    return replace(built, value=replace(built.value, **given))  # type: ignore[arg-type]


def test_a_complete_assessment_lacks_nothing() -> None:
    assert codes(complete()) == []


def test_facts_of_the_mine_are_missed_only_where_they_are_asked_for() -> None:
    assert codes(complete().with_facts(method="underground")) == ["ASM-101"]
    assert sentences(complete().with_facts(method="underground")) == ["Fact of the mine not given: 煤层厚度"]
    assert codes(complete().with_facts(method="underground", seam="薄")) == []
    assert codes(complete().with_facts(method=" ")) == ["ASM-101", "ASM-101"]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (FactKind.CHOICE, "a", "z"),
        (FactKind.CHOICE, "a", True),
        (FactKind.FLAG, False, "yes"),
        (FactKind.NUMBER, "-1.5", "much"),
        (FactKind.NUMBER, "3", True),
        (FactKind.TEXT, "任何", True),
    ],
)
def test_a_fact_must_be_an_answer_to_its_question(kind: FactKind, good: str | bool, bad: str | bool) -> None:
    fact = FactDefinition("f", "问题", kind, (NamedThing("a", "甲"), NamedThing("b", "乙")))
    built = complete()
    built = replace(built, template=replace(built.template, facts=(*built.template.facts, fact)))
    assert codes(built.with_facts(f=good)) == []
    assert sentences(built.with_facts(f=bad)) == ["This cannot be the answer to: 问题"]


def test_an_answer_that_the_template_settles_otherwise_is_named() -> None:
    settled = FactDefinition("industry", "行业", FactKind.CHOICE, (NamedThing("coal", "煤"), NamedThing("gold", "金")), value="coal")
    built = replace(complete(), template=replace(complete().template, facts=(*complete().template.facts, settled)))
    assert codes(built) == codes(built.with_facts(industry="coal")) == []
    assert sentences(built.with_facts(industry="gold")) == ["Settled by the template, so what was given does not count: 行业"]


def test_the_team_needs_members_and_a_leader() -> None:
    assert codes(without(complete(), team={})) == ["ASM-102"]
    assert codes(without(complete(), team={"w": Assessor("w", "王工")})) == ["ASM-103"]


def test_the_dates_of_the_visit_are_wished_for_and_the_firm_is_needed() -> None:
    profile = complete().value.profile
    found = problems(complete().template, complete().value, complete().score())
    assert found == ()
    assert codes(without(complete(), profile=replace(profile, visit_from=None))) == ["ASM-104"]
    assert codes(without(complete(), profile=replace(profile, organization=""))) == ["ASM-105"]


@pytest.mark.parametrize(
    ("outcome", "code"),
    [(Outcome.NOT_ASSESSED, "ASM-111"), (Outcome.PENDING, "ASM-112"), (Outcome.NOT_MET, "ASM-113")],
)
def test_a_prerequisite_is_checked_decided_and_explained(outcome: Outcome, code: str) -> None:
    assert codes(complete().verdict("p1", outcome)) == [code]
    assert codes(complete().verdict("p1", outcome).saw("p1", "许可证过期")) == []


def test_a_prerequisite_that_is_met_wishes_for_evidence() -> None:
    assert codes(without(complete(), evidence={})) == ["ASM-114"]


def test_an_item_nobody_judged_blocks() -> None:
    built = complete().verdict("1.1", Outcome.NOT_ASSESSED)
    assert [(p.code, p.severity, p.target) for p in problems(built.template, built.value, built.score())] == [
        ("ASM-121", Severity.BLOCKS, "1.1")
    ]
    assert progress(built.score()) == (3, 4)
    assert progress(complete().score()) == (4, 4)


def test_a_part_nobody_judged_is_named() -> None:
    assert sentences(complete().verdict("1.3", Outcome.NOT_ASSESSED).verdict("1.3", Outcome.MET, "a")) == ["乙: Not assessed yet"]


def test_an_undetermined_item_warns_with_its_reason() -> None:
    built = complete().verdict("1.1", Outcome.PENDING, reason="等批复")
    assert (codes(built), sentences(built)) == (["ASM-122"], ["Undetermined: Waiting: 等批复"])
    part = complete().verdict("1.3", Outcome.PENDING, "a", "等批复")
    assert sentences(part) == ["Undetermined: 甲: Waiting: 等批复"]


def test_points_lost_by_a_mere_verdict_need_an_observation() -> None:
    assert codes(complete().verdict("1.1", Outcome.NOT_MET, reason="台阶超高")) == ["ASM-123"]
    assert codes(complete().verdict("1.1", Outcome.NOT_MET).saw("1.1")) == []


def test_points_lost_by_a_value_are_explained_by_the_value() -> None:
    assert codes(complete().measured("1.4", value=70)) == []


def test_an_observation_needs_a_place_and_words() -> None:
    built = complete().verdict("1.1", Outcome.NOT_MET)
    assert codes(built.saw("1.1", place=" ")) == ["ASM-125"]
    assert codes(built.saw("1.1", text="")) == ["ASM-125"]


def test_a_fault_wishes_for_a_photo_where_the_template_asks_for_one() -> None:
    built = complete().verdict("1.2", Outcome.PARTLY_MET).saw("1.2")
    assert codes(built) == ["ASM-126"]
    assert codes(built.with_photo("o1")) == []


def test_a_verdict_that_the_ledger_contradicts_is_named() -> None:
    built = complete().saw("1.2").with_photo("o1")
    assert codes(built) == ["ASM-127"]
    assert codes(built.verdict("1.2", Outcome.PARTLY_MET)) == []


def test_what_does_not_apply_wishes_for_evidence() -> None:
    built = complete().not_applicable("1.1", NotApplicableKind.EXCLUDED)
    assert codes(built) == ["ASM-128"]
    assert codes(built.with_photo("1.1")) == []


def test_a_rule_that_is_not_on_file_is_named() -> None:
    built = an_assessment(TEMPLATE.with_item("1.5", 2, ExpertJudgement(rule_on_file=False)))
    built = replace(built, value=complete().value).judged("1.5", {"w": 2})
    assert (codes(built), sentences(built)) == (["ASM-129"], ["Rule text not on file"])


def test_records_for_items_the_template_does_not_have_are_named() -> None:
    assert sentences(complete().saw("9.9")) == ["Recorded for an item that the template does not have: 9.9"]
    assert codes(complete().verdict("9.8", Outcome.MET)) == ["ASM-130"]


def test_a_fault_that_no_rule_looks_for_where_it_stands_blocks_if_it_can_stand_elsewhere() -> None:
    lost = complete().saw("1.3", "无台账")
    assert codes(lost) == ["ASM-131", "ASM-127"]
    assert sentences(lost)[0] == "Takes no points where it stands in the ledger: 无台账"
    assert codes(complete().saw("1.3", part="b").verdict("1.3", Outcome.PARTLY_MET).verdict("1.3", Outcome.MET, "a")) == []
    assert codes(complete().saw("1.3", part="zzz", bad=False)) == []


def test_a_fault_in_an_item_that_a_value_decides_only_warns() -> None:
    assert codes(complete().saw("1.4")) == ["ASM-132"]


def test_what_blocks_comes_first() -> None:
    built = without(complete(), evidence={}).verdict("1.1", Outcome.NOT_ASSESSED)
    assert codes(built) == ["ASM-121", "ASM-114"]


def test_faults_of_an_item_that_is_made_not_applicable_must_be_settled() -> None:
    template = a_template().with_item("1", 5, DeductPerOccurrence(D(1)), may=[NotApplicableKind.FULL_MARKS])
    built = an_assessment(template).saw("1")
    assert "ASM-133" not in codes(built)
    assert "ASM-133" in codes(built.not_applicable("1", NotApplicableKind.FULL_MARKS))
    assert "ASM-133" not in codes(an_assessment(template).not_applicable("1", NotApplicableKind.FULL_MARKS))


def test_faults_of_a_part_that_a_late_fact_leaves_out_must_be_settled() -> None:
    left_out = Part("b", "乙", D(1), DeductPerOccurrence(D("0.5")), FactIs("pond", (True,)), NotApplicableKind.EXCLUDED)
    template = a_template().with_item("1", 2, SumOfParts((Part("a", "甲", D(1), AllOrNothing()), left_out)))
    template = template.with_facts(FactDefinition("pond", "尾矿库", FactKind.FLAG))
    built = an_assessment(template).saw("1", part="b")
    assert "ASM-133" not in codes(built.with_facts(pond=True))
    assert "ASM-133" in codes(built.with_facts(pond=False))


@pytest.mark.parametrize(("count", "expected"), [("2", []), ("0", []), ("0.5", ["ASM-134"]), ("-1", ["ASM-134"])])
def test_a_count_that_is_none_must_be_settled(count: str, expected: list[str]) -> None:
    built = an_assessment(a_template().with_item("1", 2, PointsPerCount(D("0.5"), "专利"))).measured("1", count=count)
    assert [code for code in codes(built) if code >= "ASM-134"] == expected


@pytest.mark.parametrize(("value", "expected"), [("100", []), ("100.01", ["ASM-135"]), ("-5", ["ASM-135"])])
def test_a_rate_that_can_hardly_be_meant_is_asked_about(value: str, expected: list[str]) -> None:
    built = an_assessment(a_template().with_tables(LIMITS).with_item("1", 2, Minimum("limits"))).measured("1", value=value)
    assert [code for code in codes(built) if code >= "ASM-134"] == expected


def test_a_conflict_hinders_completion_until_the_leader_has_closed_it() -> None:
    built = complete()
    conflict = Conflict('["finding","1.1","remark"]', "1.1", (Stated("张工", '"甲"'), Stated("王工", '"乙"')))

    def found(conflict: Conflict) -> list[Problem]:
        assessment = replace(built.value, conflicts={conflict.key: conflict})
        return [each for each in problems(built.template, assessment, built.score()) if each.code == "ASM-146"]

    [problem] = found(conflict)
    assert (problem.severity, problem.target) == (Severity.BLOCKS, "1.1")
    assert "张工、王工" in problem.sentence.text()
    assert found(replace(conflict, closing=Closing("张工"))) == []
