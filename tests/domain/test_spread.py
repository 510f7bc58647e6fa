# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How far a panel lies apart: by hand-worked figures, and who can close it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from evaluator_app.domain.applicability import FactIs, NotApplicableKind
from evaluator_app.domain.assessment import Assessor, Consensus, Judgement
from evaluator_app.domain.changes import close_spread, record_judgement
from evaluator_app.domain.completeness import problems
from evaluator_app.domain.criteria import AllOrNothing, ExpertJudgement, Part, SumOfParts
from evaluator_app.domain.spread import Spread, closing, leads, spreads
from evaluator_app.domain.template import FactDefinition, FactKind
from tests.builders import AssessmentBuilder, TemplateBuilder, a_template, an_assessment

D = Decimal
PARTS = SumOfParts(
    (
        Part("face", "工作面", D(6), ExpertJudgement()),
        Part("slope", "边坡", D(1), ExpertJudgement()),
        Part("rest", "其他", D(1), AllOrNothing()),
    )
)
TEAM = {
    "a": Assessor("a", "甲"),
    "b": Assessor("b", "乙", is_leader=True),
    "c": Assessor("c", "丙"),
}


def judged(template: TemplateBuilder, **points: str) -> AssessmentBuilder:
    built = an_assessment(template).judged("1.1", points)
    return replace(built, value=replace(built.value, team=TEAM))


def found(built: AssessmentBuilder) -> Spread:
    [spread] = spreads(built.template, built.value, built.score())
    return spread


def blocking(built: AssessmentBuilder) -> list[str]:
    return [problem.code for problem in problems(built.template, built.value, built.score()) if problem.code == "ASM-141"]


NINE = a_template().with_item("1.1", 9, ExpertJudgement())


def test_mean_spread_and_dissent_by_name_are_worked_out() -> None:
    spread = found(judged(NINE, a="8", b="6", c="4"))
    assert (spread.mean, spread.spread, spread.limit) == (D(6), D(4), D(3))
    assert [(voice.name, voice.off) for voice in spread.voices] == [("乙", D(0)), ("甲", D(2)), ("丙", D(-2))]
    assert [voice.name for voice in spread.dissent] == ["甲", "丙"]
    assert spread.points == (D(4), D(6), D(8))


@pytest.mark.parametrize(("low", "is_wide"), [("6", False), ("5.99", True), ("9", False)])
def test_our_own_aid_calls_wide_what_is_more_than_a_third_of_the_points(low: str, is_wide: bool) -> None:
    spread = found(judged(NINE, a="9", b=low))
    assert spread.is_wide is is_wide
    assert spread.is_own_aid
    assert "our own aid" in spread.sentence().text()


@pytest.mark.parametrize(("share", "is_wide"), [("0.25", False), ("0.2", True), ("1", False)])
def test_the_template_can_name_the_share(share: str, is_wide: bool) -> None:
    spread = found(judged(NINE.with_rules(panel_spread=D(share)), a="8", b="5.75"))
    assert spread.is_wide is is_wide
    assert not spread.is_own_aid
    assert "the template" in spread.sentence().text()


def test_nobody_dissents_where_all_agree() -> None:
    assert found(judged(NINE, a="7", b="7")).dissent == ()


def test_a_judge_who_left_the_team_is_named_by_id() -> None:
    assert [voice.name for voice in found(judged(NINE, a="7", x="7")).voices] == ["甲", "x"]


def test_a_wide_spread_blocks_until_the_leader_closes_it_and_blocks_again_when_points_change() -> None:
    built = judged(NINE, a="9", b="2")
    assert blocking(built) == ["ASM-141"]
    consensus = closing(found(built), "b", "  复看平台后认定边坡浮石已清理  ")
    assert consensus == Consensus("复看平台后认定边坡浮石已清理", "b", (D(2), D(9)))
    closed = replace(built, value=close_spread(built.value, "1.1", consensus).apply(built.value))
    assert found(closed).closed_by == "乙"
    assert not found(closed).is_open
    assert blocking(closed) == []
    given = closed.value.answer("1.1").judgements["a"]
    changed = replace(closed, value=record_judgement(closed.value, "1.1", "a", replace(given, points=D(8))).apply(closed.value))
    assert blocking(changed) == ["ASM-141"]
    back = replace(changed, value=record_judgement(changed.value, "1.1", "a", given).apply(changed.value))
    assert blocking(back) == []


@pytest.mark.parametrize(
    "consensus", [Consensus("说明", "a", (D(2), D(9))), Consensus("说明", "nobody", (D(2), D(9))), Consensus(" ", "b", (D(2), D(9)))]
)
def test_only_a_leader_with_words_closes_it(consensus: Consensus) -> None:
    built = judged(NINE, a="9", b="2")
    value = close_spread(built.value, "1.1", consensus).apply(built.value)
    assert blocking(replace(built, value=value)) == ["ASM-141"]


def test_it_cannot_be_closed_without_words() -> None:
    with pytest.raises(ValueError, match="words"):
        closing(found(judged(NINE, a="9", b="2")), "b", " ")


def test_who_leads() -> None:
    value = judged(NINE, a="9").value
    assert [leads(value, who) for who in ("a", "b", "")] == [False, True, False]


def test_a_part_is_held_against_its_own_points_and_named() -> None:
    built = an_assessment(a_template().with_item("1.1", 8, PARTS))
    value = built.value
    for who, points in (("a", "6"), ("b", "3.9")):
        value = record_judgement(value, "1.1", who, Judgement(D(points), "看过"), "face").apply(value)
    spread = found(replace(built, value=replace(value, team=TEAM)))
    assert (spread.part, spread.title, spread.limit, spread.is_wide) == ("face", "1.1 指标1.1：工作面", D(2), True)


def test_what_nobody_judged_or_does_not_apply_is_left_out() -> None:
    assert spreads(NINE.build(), an_assessment(NINE).value, an_assessment(NINE).score()) == ()
    may = a_template().with_item("1.1", 9, ExpertJudgement(), may=[NotApplicableKind.EXCLUDED]).with_item("1.2", 5)
    built = judged(may, a="9", b="2").not_applicable("1.1", NotApplicableKind.EXCLUDED)
    assert spreads(built.template, built.value, built.score()) == ()


def test_a_part_that_does_not_apply_is_left_out() -> None:
    face = Part("face", "工作面", D(6), ExpertJudgement(), applies_when=FactIs("open", ("true",)))
    parts = SumOfParts((face, Part("rest", "其他", D(2), AllOrNothing())))
    template = a_template().with_item("1.1", 8, parts).with_facts(FactDefinition("open", "露天", FactKind.FLAG))
    built = an_assessment(template).with_facts(open=False)
    value = record_judgement(built.value, "1.1", "a", Judgement(D(6), "看过"), "face").apply(built.value)
    assert spreads(built.template, value, replace(built, value=value).score()) == ()
