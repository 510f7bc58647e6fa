# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Laws that hold for every template and every assessment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import event, given
from hypothesis import strategies as st

from evaluator_app.domain import changes
from evaluator_app.domain.applicability import NotApplicableKind
from evaluator_app.domain.assessment import Answer, Assessment, Finding, NotApplicable, Outcome
from evaluator_app.domain.canonical import canonical_bytes, read_json
from evaluator_app.domain.changes import Change
from evaluator_app.domain.codec import decode
from evaluator_app.domain.completeness import problems, progress
from evaluator_app.domain.criteria import Award, PartAward, ScoreState
from evaluator_app.domain.document import from_document, to_document
from evaluator_app.domain.entry import entry_parts
from evaluator_app.domain.rating import rate
from evaluator_app.domain.scoring import GroupScore, ScoreCard, score
from evaluator_app.domain.status import Verdict
from evaluator_app.domain.template import IndicatorGroup, NotApplicableOption, Template
from evaluator_app.domain.worth import worth
from tests.domain.any_template import FACTS, SETTLED, answers, cases, decided_cases, observations, paths

CASE = cases()
DECIDED = decided_cases()
Pair = tuple[Template, Assessment]


def awards(award: Award) -> Iterator[Award]:
    yield award
    for part in award.parts:
        yield from awards(part.award)


@given(CASE)
def test_points_are_awarded_lost_or_open_and_nothing_else(case: Pair) -> None:
    card = score(*case)
    for item in card.items():
        for award in awards(item.award):
            assert 0 <= award.awarded <= award.attainable
            assert award.open >= 0
            assert award.lost >= 0
            assert award.awarded + award.lost + award.open == award.attainable
            assert sum(deduction.points for deduction in award.deductions) == award.lost
            assert all(deduction.points >= 0 for deduction in award.deductions)
            is_open = award.state in (ScoreState.NOT_ASSESSED, ScoreState.UNDETERMINED)
            assert not award.open or is_open
            event(award.state.value)
        assert item.award.attainable <= item.max_score
    for name in ("attainable", "awarded", "open", "lost"):
        assert getattr(card, name) == sum(getattr(item.award, name) for item in card.items())


@given(CASE, st.randoms())
def test_the_order_in_which_things_were_recorded_does_not_matter(case: Pair, random: Random) -> None:
    template, assessment = case
    ledger, found = list(assessment.observations.items()), list(assessment.findings.items())
    random.shuffle(ledger)
    random.shuffle(found)
    shuffled = replace(assessment, observations=dict(ledger), findings=dict(found))
    assert score(template, shuffled) == score(template, assessment)
    assert canonical_bytes(shuffled) == canonical_bytes(assessment)


@given(CASE, st.data())
def test_leaving_an_item_out_never_lowers_the_rate_of_the_rest(case: Pair, data: st.DataObject) -> None:
    template, assessment = case
    target = data.draw(st.sampled_from(list(template.indicators())))
    allowing = _allowing(template, target.id)
    before = score(allowing, assessment)
    mark = changes.mark_not_applicable(assessment, target.id, NotApplicable(NotApplicableKind.EXCLUDED, "没有"))
    after = score(allowing, mark.apply(assessment))
    assert {i.id: i.award for i in after.items() if i.id != target.id} == {i.id: i.award for i in before.items() if i.id != target.id}
    item = before.items_by_id()[target.id].award
    assert after.attainable == before.attainable - item.attainable
    if after.attainable and not item.awarded:
        assert Fraction(after.awarded) / Fraction(after.attainable) >= Fraction(before.awarded) / Fraction(before.attainable)


def _allowing(template: Template, target: str) -> Template:
    """Return the template as if it allowed the item to be left out."""

    def grow(group: IndicatorGroup) -> IndicatorGroup:
        option = (NotApplicableOption(NotApplicableKind.EXCLUDED),)
        indicators = (replace(item, not_applicable=option) if item.id == target else item for item in group.indicators)
        return replace(group, groups=tuple(grow(inner) for inner in group.groups), indicators=tuple(indicators))

    return replace(template, groups=tuple(grow(group) for group in template.groups))


@given(CASE, st.data())
def test_another_fault_never_raises_what_can_be_reached(case: Pair, data: st.DataObject) -> None:
    template, assessment = case
    before = score(template, assessment)
    fault = replace(data.draw(observations(template, 99)), is_fault=True)
    after = score(template, changes.record_observation(assessment, fault).apply(assessment))
    for old, new in zip(before.items(), after.items(), strict=True):
        assert new.award.awarded + new.award.open <= old.award.awarded + old.award.open
        assert new.award.lost >= old.award.lost
        if not old.award.open:
            assert new.award.awarded <= old.award.awarded


def _settled(card: ScoreCard, data: st.DataObject) -> ScoreCard:
    """Settle every open item: what is open is won, lost, shared, or turns out not to apply."""

    def settle(award: Award) -> Award:
        ways = (award.open, Decimal(0), award.open / 2)
        won = data.draw(st.sampled_from(ways))
        left_out = data.draw(st.sampled_from((Decimal(0), award.open - won)))
        return replace(award, awarded=award.awarded + won, open=Decimal(0), attainable=award.attainable - left_out)

    def settle_group(group: GroupScore) -> GroupScore:
        groups = tuple(settle_group(inner) for inner in group.groups)
        items = tuple(replace(item, award=settle(item.award)) for item in group.items)
        sums = {
            name: sum((getattr(g, name) for g in groups), Decimal(0)) + sum((getattr(i.award, name) for i in items), Decimal(0))
            for name in ("attainable", "awarded", "open")
        }
        return replace(group, groups=groups, items=items, **sums)  # type: ignore[arg-type]

    groups = tuple(settle_group(group) for group in card.groups)
    sums = {name: sum((getattr(g, name) for g in groups), Decimal(0)) for name in ("attainable", "awarded", "open")}
    gates = tuple(
        replace(gate, outcome=data.draw(SETTLED)) if gate.outcome in (Outcome.NOT_ASSESSED, Outcome.PENDING) else gate
        for gate in card.prerequisites
    )
    return replace(card, groups=groups, prerequisites=gates, **sums)


@given(DECIDED, st.data())
def test_a_verdict_once_certain_stays_whatever_becomes_of_the_open_items(case: Pair, data: st.DataObject) -> None:
    template, assessment = case
    card = score(template, assessment)
    verdict = rate(card, template).verdict
    event(verdict.value)
    for _ in range(3 if verdict is not Verdict.UNDETERMINED else 0):
        assert rate(_settled(card, data), template).verdict is verdict


@given(DECIDED)
def test_settling_what_is_open_to_full_never_fails_a_mine(case: Pair) -> None:
    template, assessment = case
    card = score(template, assessment)
    before = rate(card, template)
    for item in card.items():
        if item.award.open:
            met = worth(item.id, card, template, before)
            assert met.gain >= 0
            assert met.risk >= 0
            if before.verdict is Verdict.QUALIFIED:
                assert met.verdict_if_met is Verdict.QUALIFIED


@st.composite
def _continued(draw: st.DrawFn, case: Pair) -> Assessment:
    """Go on with an assessment: answer what is open, give facts that were missing, change nothing that is settled."""
    template, assessment = case
    card = score(template, assessment).items_by_id()
    findings = dict(assessment.findings)
    for indicator in template.indicators():
        known = {part.path: part.award for part in _leaves(card[indicator.id].award)}
        old = findings.get(indicator.id) or Finding(indicator.id)
        given_now = dict(old.answers)
        for path in paths(indicator.criterion):
            award = card[indicator.id].award if not path else known.get(path)
            is_leaf = award is None or not award.parts
            if is_leaf and (award is None or award.open) and given_now.get(path, Answer()).outcome is Outcome.NOT_ASSESSED:
                given_now[path] = replace(draw(answers(whole=False)), outcome=draw(SETTLED))
        findings[indicator.id] = replace(old, answers=given_now)
    known_facts = {name: draw(st.sampled_from(values)) for name, values in FACTS.items()} | dict(assessment.mine.facts)
    return replace(assessment, findings=findings, mine=replace(assessment.mine, facts=known_facts))


@st.composite
def _case_and_continuation(draw: st.DrawFn) -> tuple[Template, Assessment, Assessment]:
    case = draw(DECIDED)
    return *case, draw(_continued(case))


def _leaves(award: Award) -> Iterator[PartAward]:
    for part in award.parts:
        yield part
        yield from _leaves(part.award)


@given(_case_and_continuation())
def test_going_on_takes_back_no_point_and_no_certain_verdict(case: tuple[Template, Assessment, Assessment]) -> None:
    template, before, after = case
    old, new = score(template, before), score(template, after)
    for earlier, later in zip(old.items(), new.items(), strict=True):
        assert later.award.awarded >= earlier.award.awarded
        assert later.award.awarded + later.award.open <= earlier.award.awarded + earlier.award.open
    verdict = rate(old, template).verdict
    event(verdict.value)
    if verdict is not Verdict.UNDETERMINED:
        assert rate(new, template).verdict is verdict


@given(CASE, st.data())
def test_every_act_can_be_undone_and_acts_on_one_record_merge(case: Pair, data: st.DataObject) -> None:
    template, assessment = case
    target = data.draw(st.sampled_from([indicator.id for indicator in template.indicators()]))

    def act(now: Assessment) -> Change:
        kind = data.draw(st.integers(0, 3))
        if kind == 0:
            return changes.record_remark(now, target, data.draw(st.sampled_from(["", "一", "二"])))
        if kind == 1:
            return changes.record_answer(now, target, "", data.draw(answers(whole=True)))
        if kind == 2 and now.observations:
            return changes.remove_observation(now, data.draw(st.sampled_from(sorted(now.observations))))
        return changes.record_observation(now, data.draw(observations(template, data.draw(st.integers(0, 5)))))

    first = act(assessment)
    middle = first.apply(assessment)
    second = act(middle)
    last = second.apply(middle)
    assert first.inverse().apply(middle) == assessment
    assert second.inverse().apply(last) == middle
    merged = first.merge(second)
    if merged is not None:
        event("merged")
        assert merged.apply(assessment) == last
        assert merged.inverse().apply(last) == assessment


@given(CASE)
def test_what_is_written_is_read_back_the_same(case: Pair) -> None:
    template, assessment = case
    assert decode(Template, read_json(canonical_bytes(template))) == template
    assert from_document(read_json(canonical_bytes(to_document(assessment)))) == assessment


@given(CASE)
def test_everything_that_is_said_can_be_shown(case: Pair) -> None:
    template, assessment = case
    card = score(template, assessment)
    rating = rate(card, template)
    said = [*rating.reasons, *(problem.sentence for problem in problems(template, assessment, card))]
    for item in card.items():
        for award in awards(item.award):
            said += [*award.reasons, *award.gaps, *(deduction.reason for deduction in award.deductions)]
    for indicator in template.indicators():
        for part in entry_parts(indicator, assessment.mine.facts, template.tables_by_id()):
            said += [part.rule, *(field.label for field in part.inputs)]
    assert all(sentence.text() for sentence in said)
    canonical_bytes([card, rating])
    done, count = progress(card)
    assert 0 <= done <= count


@given(CASE)
def test_where_points_are_open_something_is_missing(case: Pair) -> None:
    template, assessment = case
    card = score(template, assessment)
    named = {problem.target for problem in problems(template, assessment, card) if problem.code in ("ASM-121", "ASM-122")}
    assert {item.id for item in card.items() if item.award.open} <= named
