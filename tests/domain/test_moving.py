# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Moving an assessment to another edition: what is kept, looked at again, falls away; nothing recorded is lost, all can be undone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator_app.domain.applicability import FactIs
from evaluator_app.domain.assessment import Assessment, Finding, Outcome
from evaluator_app.domain.canonical import canonical_bytes
from evaluator_app.domain.changes import Change, StaleChangeError, confirm_again, record_outcome
from evaluator_app.domain.comparing import reference
from evaluator_app.domain.completeness import Severity, problems, progress
from evaluator_app.domain.criteria import (
    AllOrNothing,
    ByCondition,
    Case,
    DeductPerOccurrence,
    ExpertJudgement,
    Fault,
    HardZero,
    NamedFaults,
    Part,
    ScoreState,
    SumOfParts,
)
from evaluator_app.domain.moving import FactFate, Fate, ItemMove, MovePlan, PointsPolicy, move, plan_move
from evaluator_app.domain.rating import rate
from evaluator_app.domain.requirements import Aspect
from evaluator_app.domain.scoring import score
from evaluator_app.domain.status import AssessmentKind, Verdict
from evaluator_app.domain.template import FactDefinition, FactKind, Gate, NamedThing, Template
from tests.builders import AssessmentBuilder, TemplateBuilder, a_template, an_assessment
from tests.domain.any_edition import moves

D = Decimal
OLD = a_template().with_item("1.1", 5).with_item("1.2", 4, DeductPerOccurrence(D(1))).with_item("2.1", 3).build()


def edition(template: Template, items: TemplateBuilder) -> Template:
    """Return what was built as the next edition of a template."""
    return replace(items.build(), edition="2027", id=template.id)


def worded(template: Template, target: str, requirement: str) -> Template:
    """Return the next edition, in which one item asks in other words."""
    groups = tuple(
        replace(
            group,
            indicators=tuple(replace(item, requirement=requirement) if item.id == target else item for item in group.indicators),
        )
        for group in template.groups
    )
    return replace(template, edition="2027", groups=groups)


def planned(built: AssessmentBuilder, new: Template, policy: PointsPolicy = PointsPolicy.KEEP) -> MovePlan:
    return plan_move(built.value, built.template, new, policy)


def moved(built: AssessmentBuilder, new: Template, policy: PointsPolicy = PointsPolicy.KEEP) -> AssessmentBuilder:
    """Return the assessment as it is after it was moved."""
    return AssessmentBuilder(new, move(built.value, planned(built, new, policy)).apply(built.value))


def item(plan: MovePlan, target: str) -> ItemMove:
    return next(found for found in plan.items if found.target == target)


def codes(built: AssessmentBuilder) -> set[str]:
    return {problem.code for problem in problems(built.template, built.value, built.score())}


def judged() -> AssessmentBuilder:
    return an_assessment(OLD).verdict("1.1", Outcome.MET).saw("1.2").verdict("2.1", Outcome.NOT_MET)


def test_every_item_has_one_fate() -> None:
    new = edition(OLD, a_template().with_item("1.1", 5).with_item("1.2", 4, DeductPerOccurrence(D(2))).with_item("3.1", 3))
    plan = planned(judged(), new)
    assert {found.target: found.fate for found in plan.items} == {
        "1.1": Fate.KEPT,
        "1.2": Fate.LOOK_AGAIN,
        "3.1": Fate.NEW,
        "2.1": Fate.FALLS_AWAY,
    }
    assert [found.target for found in plan.of(Fate.FALLS_AWAY)] == ["2.1"]
    assert item(plan, "1.2").changed == (Aspect.RULE,)
    assert (plan.old, plan.new) == (reference(OLD), reference(new))


def test_an_item_that_asks_otherwise_is_open_until_it_is_confirmed() -> None:
    before, after = judged(), moved(judged(), worded(OLD, "1.1", "另有要求"))
    assert after.value.findings["1.1"].look_again == "test/template 2026"
    award = after.award("1.1")
    assert (award.state, award.open, award.awarded, award.reasons[0].code) == (ScoreState.UNDETERMINED, D(5), D(0), "award.look_again")
    assert "test/template 2026" in award.reasons[0].text()
    assert "ASM-140" in codes(after)
    assert "ASM-122" not in codes(after)
    assert progress(after.score()) == (2, 3)
    confirmed = AssessmentBuilder(after.template, confirm_again(after.value, "1.1").apply(after.value))
    assert confirmed.award("1.1") == before.award("1.1")
    assert "ASM-140" not in codes(confirmed)
    assert progress(confirmed.score()) == (3, 3)


def test_what_is_only_in_the_ledger_is_looked_at_again_too() -> None:
    after = moved(judged(), worded(OLD, "1.2", "另有要求"))
    assert (after.award("1.2").open, after.value.findings["1.2"]) == (D(4), Finding("1.2", look_again="test/template 2026"))
    again = record_outcome(after.value, "1.2", Outcome.PARTLY_MET).apply(after.value)
    assert score(after.template, again).items_by_id()["1.2"].award.lost == 1


def test_what_was_not_assessed_needs_no_second_look() -> None:
    built = an_assessment(OLD).with_photo("1.1")
    new = worded(OLD, "1.1", "另有要求")
    found = item(planned(built, new), "1.1")
    assert (found.fate, found.is_recorded, found.is_judged) == (Fate.LOOK_AGAIN, True, False)
    assert planned(built, new).to_confirm == ()
    assert moved(built, new).value.findings == {}


def test_a_prerequisite_that_asks_otherwise_waits() -> None:
    items = a_template().with_item("1.1", 5).with_prerequisite("p").with_prerequisite("q", Gate.REMOVAL)
    old = items.build()
    new = replace(old, edition="2027", prerequisites=tuple(replace(asked, checks=("查原件",)) for asked in old.prerequisites))
    built = an_assessment(old).verdict("1.1", Outcome.MET).verdict("p", Outcome.NOT_MET).verdict("q", Outcome.MET)
    assert rate(built.score(), old).verdict is Verdict.NOT_QUALIFIED
    after = moved(built, new)
    by_id = {result.id: result for result in after.score().prerequisites}
    assert (by_id["p"].outcome, by_id["p"].measured[0].code) == (Outcome.PENDING, "award.look_again")
    assert by_id["q"].outcome is Outcome.NOT_APPLICABLE
    listed = [problem for problem in problems(new, after.value, after.score()) if problem.target in ("p", "q")]
    assert [(problem.code, problem.severity, problem.target) for problem in listed] == [("ASM-140", Severity.BLOCKS, "p")]
    verified = after._with(profile=replace(after.value.profile, kind=AssessmentKind.VERIFICATION))
    assert {problem.target for problem in problems(new, verified.value, verified.score()) if problem.code == "ASM-140"} == {"p", "q"}


def test_what_falls_away_keeps_its_records_and_its_title() -> None:
    built = judged().saw("2.1", "无台账").with_photo("2.1")
    new = edition(OLD, a_template().with_item("1.1", 5).with_item("1.2", 4, DeductPerOccurrence(D(1))))
    after = moved(built, new)
    assert after.value.findings["2.1"] == replace(built.value.findings["2.1"], former_title="2.1 指标2.1")
    assert after.value.observations == built.value.observations
    [stranger] = [problem for problem in problems(new, after.value, after.score()) if problem.code == "ASM-130"]
    assert "2.1 指标2.1" in stranger.sentence.text()


def test_a_title_is_kept_also_where_only_a_photo_is() -> None:
    new = edition(OLD, a_template().with_item("1.1", 5))
    after = moved(an_assessment(OLD).with_photo("2.1"), new)
    assert after.value.findings == {"2.1": Finding("2.1", former_title="2.1 指标2.1")}


def test_what_comes_back_is_looked_at_again() -> None:
    without = edition(OLD, a_template().with_item("1.1", 5))
    gone = moved(judged().with_photo("1.2"), without)
    back = moved(gone, replace(OLD, edition="2028"))
    assert item(planned(gone, replace(OLD, edition="2028")), "2.1").fate is Fate.LOOK_AGAIN
    assert {target for target, finding in back.value.findings.items() if finding.look_again} == {"1.2", "2.1"}
    assert {finding.former_title for finding in back.value.findings.values()} == {""}
    assert [ref.edition for ref in back.value.profile.moved_from] == ["2026", "2027"]
    bare = moved(moved(an_assessment(OLD).with_photo("2.1"), without), replace(OLD, edition="2028"))
    assert bare.value.findings == {"2.1": Finding("2.1")}


def test_who_moves_twice_is_told_by_which_edition_it_was_judged() -> None:
    once = moved(judged(), worded(OLD, "1.1", "另有要求"))
    twice = moved(once, replace(worded(OLD, "1.1", "又有要求"), edition="2028"))
    thrice = moved(twice, replace(twice.template, edition="2029"))
    assert thrice.value.findings["1.1"].look_again == "test/template 2026"


def test_a_plan_is_for_the_edition_it_was_made_from() -> None:
    plan = planned(judged(), worded(OLD, "1.1", "另有要求"))
    after = move(judged().value, plan).apply(judged().value)
    with pytest.raises(StaleChangeError):
        move(after, plan)


PANEL = an_assessment(a_template().with_item("1.1", 5, ExpertJudgement()).with_item("1.2", 4, ExpertJudgement()))


def revalued(points: str) -> Template:
    return edition(PANEL.template, a_template().with_item("1.1", points, ExpertJudgement()).with_item("1.2", 4, ExpertJudgement()))


@pytest.mark.parametrize(
    ("policy", "points", "given", "expected"),
    [
        (PointsPolicy.KEEP, "3", "4", D(4)),
        (PointsPolicy.CLAMP, "3", "4", D(3)),
        (PointsPolicy.CLAMP, "3", "2.5", D("2.5")),
        (PointsPolicy.SCALE, "3", "4", D("2.4")),
        (PointsPolicy.SCALE, "3", "3.33", D("2")),
        (PointsPolicy.SCALE, "8", "3.33", D("5.33")),
        (PointsPolicy.SCALE, "2.125", "5", D("2.125")),
        (PointsPolicy.CLEAR, "3", "4", None),
    ],
)
def test_points_of_experts_follow_the_policy(policy: PointsPolicy, points: str, given: str, expected: Decimal | None) -> None:
    built = PANEL.judged("1.1", {"w": given}).judged("1.2", {"w": 3})
    plan = planned(built, revalued(points), policy)
    [judgement] = plan.judgements
    assert plan.needs_policy
    assert (judgement.target, judgement.assessor, judgement.old_points, judgement.new_points) == ("1.1", "w", D(given), expected)
    assert (judgement.old_most, judgement.new_most) == (D(5), D(points))
    after = moved(built, revalued(points), policy)
    found = {who: judged.points for who, judged in after.value.answer("1.1").judgements.items()}
    assert found == ({} if expected is None else {"w": expected})
    assert after.value.answer("1.2") == built.value.answer("1.2")
    if expected is not None:
        assert after.value.answer("1.1").judgements["w"].reason == "现场查看"


def test_points_kept_beyond_the_most_do_not_count_until_they_are_corrected() -> None:
    after = moved(PANEL.judged("1.1", {"w": 4}), revalued("3"))
    confirmed = AssessmentBuilder(after.template, confirm_again(after.value, "1.1").apply(after.value))
    assert confirmed.award("1.1").reasons[0].code == "award.judge_out_of_range"


def test_nobody_is_asked_about_points_where_none_were_given() -> None:
    assert not planned(PANEL.judged("1.2", {"w": 3}), revalued("3")).needs_policy
    assert not planned(PANEL.measured("1.1", value=3), revalued("3")).needs_policy


def test_points_of_a_part_follow_its_own_most() -> None:
    def rule(a: str, b: str) -> SumOfParts:
        return SumOfParts((Part("a", "甲", D(a), ExpertJudgement()), Part("b", "乙", D(b), AllOrNothing())))

    old = a_template().with_item("1.1", 5, rule("2", "3"))
    built = an_assessment(old)._answer("1.1", "a", judgements=PANEL.judged("1.1", {"w": 1}).value.answer("1.1").judgements)
    [judgement] = planned(built, edition(built.template, a_template().with_item("1.1", 5, rule("4", "1"))), PointsPolicy.SCALE).judgements
    assert (judgement.part, judgement.new_points) == ("a", D(2))
    gone = edition(built.template, a_template().with_item("1.1", 5, ExpertJudgement()))
    assert planned(built, gone).judgements == ()
    nothing = an_assessment(a_template().with_item("1.1", 5, rule("0", "5")))
    nothing = replace(nothing, value=replace(nothing.value, findings=built.value.findings))
    [judgement] = planned(nothing, edition(old.build(), old), PointsPolicy.SCALE).judgements
    assert (judgement.old_points, judgement.new_points) == (D(1), D(1))


def test_records_of_parts_and_faults_that_are_no_more_are_named_and_stay() -> None:
    dust, noise = Fault("dust", "积尘", D(1)), Fault("noise", "噪声", D(1))
    fatal = Fault("fatal", "坍塌", D(0))
    plant = FactIs("plant", (True,))
    old_rule = SumOfParts(
        (
            Part("a", "甲", D(2), NamedFaults((dust, noise))),
            Part("b", "乙", D(2), HardZero((fatal,), AllOrNothing())),
            Part("c", "丙", D(1), ByCondition((Case(plant, AllOrNothing()), Case(plant, NamedFaults((dust,)))))),
        )
    )
    new_rule = SumOfParts((Part("a", "甲", D(4), NamedFaults((noise,))), Part("c", "丙", D(1), AllOrNothing())))
    built = an_assessment(a_template().with_item("1.1", 5, old_rule)).verdict("1.1", Outcome.MET, "b")
    built = built.saw("1.1", part="a", fault="dust").saw("1.1", part="a", fault="noise").saw("1.1", part="b").saw("1.1", part="c")
    built = built.saw("1.1", part="b", fault="fatal").saw("1.1", part="z").saw("1.1")
    new = edition(built.template, a_template().with_item("1.1", 5, new_rule))
    found = item(planned(built, new), "1.1")
    assert (found.lost_parts, found.lost_faults, found.idle) == (("乙",), ("积尘", "坍塌"), ("o1", "o3", "o5"))
    assert moved(built, new).value.observations == built.value.observations


def facts(*definitions: FactDefinition) -> Template:
    return replace(a_template().with_item("1.1", 5).with_facts(*definitions).build(), edition=str(len(definitions)))


def test_facts_that_need_attention_are_named_and_what_was_given_stays() -> None:
    coal, iron, gold = (NamedThing(name, title) for name, title in (("coal", "煤"), ("iron", "铁"), ("gold", "金")))
    old = facts(
        FactDefinition("mineral", "矿种", FactKind.CHOICE, (coal, iron)),
        FactDefinition("kind", "类别", FactKind.CHOICE, (coal, iron)),
        FactDefinition("settled", "行业", FactKind.CHOICE, (coal, iron)),
        FactDefinition("agrees", "开采", FactKind.CHOICE, (coal, iron)),
        FactDefinition("plant", "选矿厂", FactKind.FLAG),
        FactDefinition("unknown", "未填", FactKind.TEXT),
    )
    new = facts(
        FactDefinition("mineral", "矿种", FactKind.CHOICE, (iron, gold)),
        FactDefinition("kind", "类别", FactKind.CHOICE, (coal, gold)),
        FactDefinition("settled", "行业", FactKind.CHOICE, (iron,)),
        FactDefinition("agrees", "开采", FactKind.CHOICE, (coal,)),
        FactDefinition("only", "省份", FactKind.CHOICE, (gold,)),
        FactDefinition("depth", "埋深", FactKind.NUMBER),
        FactDefinition("hidden", "尾矿库", FactKind.FLAG, asked_when=FactIs("kind", ("gold",))),
    )
    built = an_assessment(old).with_facts(mineral="coal", kind="coal", settled="coal", agrees="coal", plant=True)
    plan = planned(built, new)
    assert [(fact.id, fact.fate, fact.given, fact.given_title) for fact in plan.facts] == [
        ("mineral", FactFate.UNFIT, "coal", "煤"),
        ("settled", FactFate.SETTLED, "coal", "煤"),
        ("depth", FactFate.NEW, "", ""),
        ("plant", FactFate.GONE, "true", ""),
    ]
    assert moved(built, new).value.mine == built.value.mine
    again = planned(an_assessment(new), replace(new, edition="9"))
    assert again.facts == ()


def test_an_item_that_a_settled_fact_decides_otherwise_is_looked_at_again() -> None:
    coal, iron = NamedThing("coal", "煤"), NamedThing("iron", "铁")
    rule = ByCondition((Case(FactIs("mineral", ("coal",)), AllOrNothing()), Case(FactIs("mineral", ("iron",)), ExpertJudgement())))
    items = a_template().with_item("1.1", 5, rule).with_item("1.2", 5)
    old = items.with_facts(FactDefinition("mineral", "矿种", FactKind.CHOICE, (coal, iron)))
    new = edition(old.build(), items.with_facts(FactDefinition("mineral", "矿种", FactKind.CHOICE, (iron,))))
    built = an_assessment(old).with_facts(mineral="coal").verdict("1.1", Outcome.MET).verdict("1.2", Outcome.MET)
    assert [(found.target, found.fate, found.changed) for found in planned(built, new).items] == [
        ("1.1", Fate.LOOK_AGAIN, ()),
        ("1.2", Fate.KEPT, ()),
    ]


POLICIES = st.sampled_from([PointsPolicy.KEEP, PointsPolicy.CLAMP, PointsPolicy.SCALE, PointsPolicy.CLEAR])
Case_ = tuple[Template, Template, Assessment]


def done(case: Case_, policy: PointsPolicy = PointsPolicy.KEEP) -> tuple[MovePlan, Change, Assessment]:
    old, new, assessment = case
    plan = plan_move(assessment, old, new, policy)
    change = move(assessment, plan)
    return plan, change, change.apply(assessment)


@settings(max_examples=60, deadline=None)
@given(moves(), POLICIES)
def test_taking_a_move_back_brings_back_every_byte(case: Case_, policy: PointsPolicy) -> None:
    _plan, change, after = done(case, policy)
    assert canonical_bytes(change.inverse().apply(after)) == canonical_bytes(case[2])


@settings(max_examples=60, deadline=None)
@given(moves())
def test_a_move_to_the_same_rules_changes_nothing_but_the_reference(case: Case_) -> None:
    old, _new, assessment = case
    assert move(assessment, plan_move(assessment, old, old)).edits == ()
    renamed = replace(old, edition="renamed")
    plan, _change, after = done((old, renamed, assessment))
    assert {found.fate for found in plan.items} <= {Fate.KEPT}
    profile = replace(assessment.profile, template=reference(renamed), moved_from=(assessment.profile.template,))
    assert after == replace(assessment, profile=profile)
    assert [(i.award.awarded, i.award.open, i.award.state) for i in score(renamed, after).items()] == [
        (i.award.awarded, i.award.open, i.award.state) for i in score(old, assessment).items()
    ]


@settings(max_examples=100, deadline=None)
@given(moves(), POLICIES)
def test_what_is_kept_keeps_its_score_and_what_is_not_is_open(case: Case_, policy: PointsPolicy) -> None:
    old, new, assessment = case
    plan, _change, after = done(case, policy)
    before_card, after_card = score(old, assessment), score(new, after)
    was, now = before_card.items_by_id(), after_card.items_by_id()
    outcomes = {result.id: result.outcome for result in before_card.prerequisites}
    results = {result.id: result.outcome for result in after_card.prerequisites}
    for found in plan.items:
        if found.fate is Fate.KEPT and found.target in was:
            a, b = was[found.target].award, now[found.target].award
            assert (a.attainable, a.awarded, a.open, a.state, a.reasons) == (b.attainable, b.awarded, b.open, b.state, b.reasons)
        elif found.fate is Fate.KEPT:
            assert results[found.target] is outcomes[found.target]
        elif found in plan.to_confirm and found.target in now:
            assert now[found.target].award.open == now[found.target].max_score
            assert now[found.target].is_to_look_at_again


@settings(max_examples=100, deadline=None)
@given(moves(), POLICIES)
def test_nothing_that_was_recorded_is_lost(case: Case_, policy: PointsPolicy) -> None:
    _old, _new, assessment = case
    plan, _change, after = done(case, policy)
    assert (after.observations, after.evidence, after.mine, after.team) == (
        assessment.observations,
        assessment.evidence,
        assessment.mine,
        assessment.team,
    )
    touched = {(found.target, found.part) for found in plan.judgements}
    for target, finding in assessment.findings.items():
        assert after.findings[target].remark == finding.remark
        for part, answer in finding.answers.items():
            kept = after.findings[target].answers.get(part)
            if (target, part) not in touched:
                assert kept == answer
            elif kept is not None:
                assert replace(kept, judgements={}) == replace(answer, judgements={})
    assert {found.target for found in plan.items} >= set(assessment.findings)
