# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Score cards, verdicts, lines and what one item is worth."""

# mypy: no-strict-equality
# Points are compared with whole numbers for the sake of the reader.

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.criteria import DeductPerOccurrence
from evaluator_app.domain.exact import Rounding
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.rating import Rating, Standing, rate
from evaluator_app.domain.scoring import score
from evaluator_app.domain.status import Verdict
from evaluator_app.domain.template import Approval, ApprovalState, IndicatorGroup
from evaluator_app.domain.worth import worth
from tests.builders import AssessmentBuilder, a_template, an_assessment, from_table

D = Decimal
TABLE = """
    1.1 | 20 | MET            | 20
    1.2 | 10 | NOT_MET        | 0
    2.1 | 30 | FULL_MARKS     | 30
    2.2 | 10 | EXCLUDED       | 0
    3.1 | 30 | NOT_ASSESSED   | 0
"""


def reasons(rating: Rating) -> list[str]:
    return [reason.text() for reason in rating.reasons]


def test_a_table_of_verdicts_gives_the_points_expected_of_each_item() -> None:
    built, expected = from_table(TABLE)
    card = built.score()
    assert {item.id: item.award.awarded for item in card.items()} == expected
    assert (card.max_score, card.attainable, card.awarded, card.open, card.lost) == (100, 90, 50, 30, 10)
    assert [(g.max_score, g.attainable, g.awarded, g.open, g.lost) for g in card.groups] == [
        (30, 30, 20, 0, 10),
        (40, 30, 30, 0, 0),
        (30, 30, 0, 30, 0),
    ]


def test_what_left_the_denominator_is_made_up_for_in_proportion() -> None:
    built, _ = from_table(TABLE, pass_mark=D(85))
    total = built.rate().total
    assert (total.secured, total.reachable, total.standing) == (D("55.56"), D("88.89"), Standing.OPEN)
    assert total.distance == D("-29.44")


def test_the_verdict_is_open_as_long_as_the_line_can_be_reached_and_missed() -> None:
    built, _ = from_table(TABLE, pass_mark=D(85))
    assert built.rate().verdict is Verdict.UNDETERMINED
    assert reasons(built.rate()) == ["The total is 55.56 so far and can reach 88.89; 85 are required"]
    assert built.verdict("3.1", Outcome.MET).rate().verdict is Verdict.QUALIFIED
    missed = built.verdict("3.1", Outcome.NOT_MET).rate()
    assert (missed.verdict, reasons(missed)) == (Verdict.NOT_QUALIFIED, ["The total can reach 55.56 at most; 85 are required"])


def test_without_a_pass_mark_on_file_no_verdict_is_qualified() -> None:
    built, _ = from_table("1.1 | 20 | MET | 20")
    rating = built.rate()
    assert (rating.verdict, reasons(rating), rating.total.distance) == (Verdict.UNDETERMINED, ["No pass mark is on file"], None)


def test_a_mine_to_which_nothing_applies_is_undetermined() -> None:
    built, _ = from_table("1.1 | 20 | EXCLUDED | 0", pass_mark=D(10))
    assert (built.rate().verdict, built.rate().total.secured) == (Verdict.UNDETERMINED, 0)


@pytest.mark.parametrize(("places", "verdict"), [(2, Verdict.NOT_QUALIFIED), (0, Verdict.QUALIFIED)])
def test_the_total_is_rounded_as_the_template_says_before_it_is_compared(places: int, verdict: Verdict) -> None:
    template = a_template().with_item("1.1", 100, DeductPerOccurrence(D("0.5"))).with_rules(pass_mark=D(85), rounding=Rounding(places))
    assert an_assessment(template).saw("1.1", count=31).rate().verdict is verdict


def floored() -> AssessmentBuilder:
    template = a_template().with_item("1.1", 8, DeductPerOccurrence(D(1))).with_item("2.1", 92)
    return an_assessment(template.with_rules(pass_mark=D(80)).with_group_floors("0.75")).verdict("2.1", Outcome.MET)


def test_a_group_below_its_floor_fails_the_mine_whatever_the_total() -> None:
    rating = floored().saw("1.1", count=3).rate()
    assert (rating.verdict, reasons(rating)) == (Verdict.NOT_QUALIFIED, ["组1 can reach 5 at most; 6 are required"])
    assert rating.total.standing is Standing.REACHED


def test_a_group_at_its_floor_passes_and_an_open_one_is_named() -> None:
    assert floored().saw("1.1", count=2).rate().verdict is Verdict.QUALIFIED
    rating = floored().rate()
    assert (rating.verdict, reasons(rating)) == (Verdict.UNDETERMINED, ["组1 is 0 so far and can reach 8; 6 are required"])


def test_groups_without_a_floor_or_without_points_have_no_line() -> None:
    built = floored()
    inner = IndicatorGroup("outer", "0", "外", groups=built.template.groups)
    nested = replace(built.template, groups=(inner, IndicatorGroup("empty", "9", "空", has_floor=True)))
    card = score(nested, built.value)
    assert [line.id for line in rate(card, nested).floors] == ["g1", "g2"]
    assert (card.groups[0].attainable, [item.id for item in card.items()]) == (100, ["1.1", "2.1"])


def vetoing(*, is_veto: bool) -> AssessmentBuilder:
    template = a_template().with_item("1.1", 5, constraint=True).with_item("1.2", 95)
    return an_assessment(template.with_rules(pass_mark=D(80), constraint_is_veto=is_veto)).verdict("1.2", Outcome.MET)


def test_a_constraint_item_vetoes_where_the_template_says_so() -> None:
    rating = vetoing(is_veto=True).saw("1.1").rate()
    assert (rating.verdict, rating.vetoes, reasons(rating)) == (
        Verdict.NOT_QUALIFIED,
        ("1.1",),
        ["Constraint item not met: 1.1 指标1.1"],
    )
    lenient = vetoing(is_veto=False).saw("1.1").rate()
    assert (lenient.verdict, lenient.vetoes) == (Verdict.QUALIFIED, ())


def test_a_constraint_item_vetoes_by_any_point_it_loses() -> None:
    template = a_template().with_item("1.1", 5, DeductPerOccurrence(D("0.5")), constraint=True).with_item("1.2", 95)
    built = an_assessment(template.with_rules(pass_mark=D(80), constraint_is_veto=True)).verdict("1.2", Outcome.MET)
    assert built.verdict("1.1", Outcome.MET).rate().verdict is Verdict.QUALIFIED
    assert built.saw("1.1").rate().vetoes == ("1.1",)


def test_an_open_constraint_item_keeps_the_verdict_open() -> None:
    rating = vetoing(is_veto=True).rate()
    assert (rating.verdict, reasons(rating)) == (Verdict.UNDETERMINED, ["Constraint item still open: 1.1 指标1.1"])
    assert vetoing(is_veto=False).rate().verdict is Verdict.QUALIFIED


def gated() -> AssessmentBuilder:
    template = a_template().with_item("1.1", 100).with_prerequisite("p1").with_rules(pass_mark=D(80))
    return an_assessment(template).verdict("1.1", Outcome.MET)


@pytest.mark.parametrize(
    ("outcome", "seen", "verdict"),
    [
        (Outcome.MET, Outcome.MET, Verdict.QUALIFIED),
        (Outcome.NOT_MET, Outcome.NOT_MET, Verdict.NOT_QUALIFIED),
        (Outcome.PARTLY_MET, Outcome.NOT_MET, Verdict.NOT_QUALIFIED),
        (Outcome.PENDING, Outcome.PENDING, Verdict.UNDETERMINED),
        (Outcome.NOT_APPLICABLE, Outcome.PENDING, Verdict.UNDETERMINED),
        (Outcome.NOT_ASSESSED, Outcome.NOT_ASSESSED, Verdict.UNDETERMINED),
    ],
)
def test_a_prerequisite_gates_the_verdict(outcome: Outcome, seen: Outcome, verdict: Verdict) -> None:
    built = gated().verdict("p1", outcome, reason="说明")
    (result,) = built.score().prerequisites
    assert (result.outcome, result.reason, built.rate().verdict) == (seen, "说明", verdict)


def test_a_fault_in_the_ledger_of_a_prerequisite_fails_it_and_a_mere_fact_does_not() -> None:
    failed = gated().verdict("p1", Outcome.MET).saw("p1", "采矿许可证过期")
    assert [o.text for o in failed.score().prerequisites[0].observations] == ["采矿许可证过期"]
    assert reasons(failed.rate()) == ["Prerequisite not met: p1 条件p1"]
    assert gated().verdict("p1", Outcome.MET).saw("p1", bad=False).rate().verdict is Verdict.QUALIFIED
    assert reasons(gated().rate()) == ["Prerequisite still open: p1 条件p1"]


def test_a_rating_says_whether_template_and_lines_are_approved_and_confirmed() -> None:
    built = gated()
    assert (built.rate().is_approved, built.rate().total.is_confirmed) == (False, False)
    rules = replace(built.template.rating, pass_mark_source=Provenance("文件", confidence=Confidence.READ))
    template = replace(built.template, approval=Approval(ApprovalState.APPROVED, "自然资源厅"), rating=rules)
    rating = rate(built.score(), template, is_approved=True)
    assert (rating.is_approved, rating.total.is_confirmed) == (True, True)
    assert not rate(built.score(), template).is_approved  # a template cannot approve itself


def test_what_an_item_is_worth_is_what_the_total_and_the_verdict_would_be() -> None:
    template = a_template().with_item("1.1", 30, DeductPerOccurrence(D(5))).with_item("2.1", 60).with_item("2.2", 10)
    built = an_assessment(template.with_rules(pass_mark=D(80))).saw("1.1", count=3)
    built = built.verdict("2.1", Outcome.MET).verdict("2.2", Outcome.NOT_MET)
    rating = built.rate()
    item = worth("1.1", built.score(), built.template, rating)
    assert (item.gain, item.risk, item.verdict_if_met, item.verdict_if_lost) == (15, 15, Verdict.QUALIFIED, Verdict.NOT_QUALIFIED)
    assert item.decides(rating.verdict)
    other = worth("2.2", built.score(), built.template, rating)
    assert (other.gain, other.risk, other.decides(rating.verdict)) == (10, 0, True)


def test_the_worth_of_an_item_in_a_group_within_a_group() -> None:
    built = vetoing(is_veto=True)
    nested = replace(built.template, groups=(IndicatorGroup("outer", "0", "外", groups=built.template.groups),))
    card = score(nested, built.value)
    item = worth("1.1", card, nested, rate(card, nested))
    assert (item.gain, item.risk, item.verdict_if_met, item.verdict_if_lost) == (5, 0, Verdict.QUALIFIED, Verdict.NOT_QUALIFIED)


def test_an_unknown_item_is_worth_an_error() -> None:
    built = gated()
    with pytest.raises(KeyError):
        worth("9.9", built.score(), built.template, built.rate())
