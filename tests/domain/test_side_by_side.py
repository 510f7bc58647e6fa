# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Scores of then and now stand side by side, item by item, with what changed and why."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from evaluator_app.domain.applicability import FactIs, NotApplicableKind
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.comparing_rounds import Then, take_over_round, verify_earlier
from evaluator_app.domain.criteria import DeductPerOccurrence
from evaluator_app.domain.rounds import EarlierState
from evaluator_app.domain.side_by_side import RoundBeside, beside
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.domain.template import FactDefinition, FactKind, NamedThing
from tests.builders import AssessmentBuilder, TemplateBuilder, a_template, an_assessment

D = Decimal
FACTS = (
    FactDefinition("pond", "有尾矿库", FactKind.FLAG),
    FactDefinition("method", "开采方式", FactKind.CHOICE, options=(NamedThing("open", "露天"), NamedThing("deep", "井工"))),
    FactDefinition("since", "投产日期", FactKind.DATE),
    FactDefinition("output", "产量", FactKind.NUMBER, unit="万吨"),
)
TEMPLATE = (
    a_template()
    .with_prerequisite("p")
    .with_item("A.1", 5, DeductPerOccurrence(D(1)))
    .with_item("A.2", 5)
    .with_item("A.3", 5, applies_when=FactIs("pond", (True,)), otherwise=NotApplicableKind.EXCLUDED)
    .with_facts(*FACTS)
)


def then(template: TemplateBuilder = TEMPLATE) -> AssessmentBuilder:
    made = an_assessment(template).verdict("p", Outcome.NOT_MET).saw("A.1", "积尘", count=2).saw("A.1", "缺牌").verdict("A.2", Outcome.MET)
    made = made.with_facts(pond=True, method="open", output="30").verdict("A.3", Outcome.MET)
    return replace(made, value=replace(made.value, id="old"))


def follows(now: AssessmentBuilder, before: AssessmentBuilder) -> AssessmentBuilder:
    taken = take_over_round(now.value, before.value, Then(before.template, before.score(), before.rate()))
    return replace(now, value=taken.apply(now.value))


def look(made: AssessmentBuilder) -> RoundBeside:
    found = beside(made.template, made.value, made.score(), made.rate())
    assert found is not None
    return found


def told(made: AssessmentBuilder, target: str) -> list[str]:
    return [sentence.text() for sentence in next(item for item in look(made).items if item.target == target).reasons]


def test_an_assessment_that_starts_from_nothing_has_no_other_side() -> None:
    made = an_assessment(TEMPLATE)
    assert beside(made.template, made.value, made.score(), made.rate()) is None


def test_what_is_the_same_has_no_reasons_and_a_difference_of_nothing() -> None:
    found = look(follows(then(), then()))
    items = {item.target: item for item in found.items}
    assert items["A.2"].reasons == ()
    assert (items["A.2"].difference, items["A.2"].before) == (D(0), items["A.2"].now)
    assert found.frame == ()
    assert items["p"].difference is None
    assert [item.target for item in found.changed] == ["A.1"]
    assert "not looked at 2" in items["A.1"].reasons[0].text()


def test_points_that_came_back_are_told_with_what_became_of_the_faults() -> None:
    made = follows(
        an_assessment(TEMPLATE)
        .saw("A.1", "新的积尘")
        .saw("A.1", "整齐", bad=False)
        .verdict("A.2", Outcome.NOT_MET)
        .verdict("p", Outcome.MET),
        then(),
    )
    for name, state in (("o1", EarlierState.MENDED), ("o2", EarlierState.NOT_MENDED)):
        made = replace(made, value=verify_earlier(made.value, replace(made.value.earlier[name], state=state)).apply(made.value))
    assert told(made, "A.1") == [
        "Points: 2 then, 4 now.",
        "Faults of then: 2; mended or gone 1, still there 1, not looked at 0.",
        "Faults in the ledger of now: 1.",
    ]
    assert told(made, "A.2") == ["Points: 5 then, 0 now."]
    assert told(made, "p") == ["Verdict: Not met then, Met now."]
    by_id = {item.target: item.difference for item in look(made).items}
    assert by_id == {"p": None, "A.1": D(2), "A.2": D(-5), "A.3": None}


def test_facts_that_changed_are_told_on_the_frame_and_on_the_items_that_hang_on_them() -> None:
    now = an_assessment(TEMPLATE).with_facts(pond=False, method="deep", since="2020-05-01", output="30")
    made = follows(now, then())
    facts = ["有尾矿库: yes then, no now.", "开采方式: 露天 then, 井工 now.", "投产日期: – then, 2020-05-01 now."]
    assert [sentence.text() for sentence in look(made).frame][:3] == facts
    assert told(made, "A.3") == ["Points to be had: 5 then, 0 now.", "Points: 5 then, 0 now.", facts[0]]
    more = follows(an_assessment(TEMPLATE).with_facts(pond=True, method="open", output="45"), then())
    assert look(more).frame[0].text() == "产量: 30 万吨 then, 45 万吨 now."


def test_another_edition_is_told_with_what_it_asks_otherwise_what_is_new_and_what_is_gone() -> None:
    other = a_template().with_prerequisite("p").with_item("A.1", 10, DeductPerOccurrence(D(1))).with_item("A.2", 5).with_item("B.1", 5)
    built = replace(other.build(), edition="2027")
    made = follows(an_assessment(built).saw("A.1"), then())
    assert look(made).frame[0].text() == "Made by 测试指标, edition 2026; this one by 测试指标, edition 2027."
    assert told(made, "A.1")[:3] == [
        "Points to be had: 5 then, 10 now.",
        "Points: 2 then, 9 now.",
        "The rules ask otherwise here than they did.",
    ]
    assert told(made, "B.1") == ["It is new: the rules of the round before did not have it."]
    assert told(made, "A.3") == ["The rules in use no longer have it."]
    assert told(made, "A.2") == ["Points: 5 then, 0 now.", "Points that are open: 0 then, 5 now."]
    assert {item.target: item.difference for item in look(made).items}["A.1"] is None


def test_verdict_and_total_are_held_against_each_other_only_where_all_was_looked_at() -> None:
    now = an_assessment(TEMPLATE).with_facts(pond=True, method="open", output="30")
    for target in ("p", "A.1", "A.2", "A.3"):
        now = now.verdict(target, Outcome.MET)
    made = follows(now, then())
    assert [sentence.text() for sentence in look(made).frame] == [
        "The verdict was “Not qualified” and is “Undetermined”.",
        "Points that are certain: 12 then, 15 now.",
    ]
    profile = replace(made.value.profile, kind=AssessmentKind.SPOT_CHECK, scope=("A.1",))
    bare = follows(an_assessment(TEMPLATE).with_facts(pond=True, method="open", output="30").saw("A.1"), then())
    partial = replace(bare, value=replace(bare.value, profile=replace(bare.value.profile, kind=profile.kind, scope=profile.scope)))
    found = look(partial)
    assert (found.is_partial, found.frame, [item.target for item in found.looked_at]) == (True, (), ["A.1"])
    left = next(item for item in found.items if item.target == "A.2")
    assert (left.is_left_out, left.now, left.reasons, left.difference) == (True, None, (), None)
    assert left.before is not None
    assert [item.target for item in found.changed] == ["A.1"]


def test_what_nobody_has_looked_at_yet_waits_and_does_not_differ() -> None:
    made = follows(an_assessment(TEMPLATE).with_facts(pond=True, method="open", output="30"), then())
    found = look(made)
    assert (found.changed, found.waiting) == ((), 4)
    looked = verify_earlier(made.value, replace(made.value.earlier["o1"], state=EarlierState.MENDED)).apply(made.value)
    assert [item.target for item in look(replace(made, value=looked)).changed] == ["A.1"]
    assert look(made.verdict("A.2", Outcome.NOT_MET)).waiting == 3


def test_a_round_of_which_only_the_faults_are_known_has_no_other_side() -> None:
    begun = an_assessment(TEMPLATE)
    taken = take_over_round(begun.value, then().value).apply(begun.value)
    assert beside(begun.template, taken, begun.score(), begun.rate()) is None
    assert taken.earlier
