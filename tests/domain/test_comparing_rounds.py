# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The mine's own points against ours, and the faults of the round before on the list to be verified."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.changes import Act
from evaluator_app.domain.comparing_rounds import (
    faults_of,
    gaps,
    not_looked_at,
    take_over_round,
    take_self_scores,
    verify_earlier,
)
from evaluator_app.domain.criteria import DeductPerOccurrence
from evaluator_app.domain.rounds import EarlierFault, EarlierState, SelfScore
from tests.builders import AssessmentBuilder, a_template, an_assessment

D = Decimal
TEMPLATE = a_template().with_item("A.1", 5, DeductPerOccurrence(D("0.5"))).with_item("A.2", 5).with_item("A.3", 5)


def scored() -> AssessmentBuilder:
    made = an_assessment(TEMPLATE).saw("A.1", count=2).verdict("A.2", Outcome.MET)
    own = (SelfScore("A.1", D(5)), SelfScore("A.2", D(4)), SelfScore("A.3", D(5)))
    return replace(made, value=take_self_scores(made.value, own).apply(made.value))


def test_the_mines_points_stand_beside_ours_and_what_is_open_is_no_gap() -> None:
    made = scored()
    found = {gap.target: gap for gap in gaps(made.template, made.value, made.score())}
    assert {name: gap.difference for name, gap in found.items()} == {"A.1": D(1), "A.2": D(-1), "A.3": D(0)}
    assert [gap.is_settled for gap in found.values()] == [True, True, False]
    assert (found["A.3"].secured, found["A.3"].reachable) == (D(0), D(5))


def test_an_item_that_the_mine_did_not_score_has_no_gap() -> None:
    made = scored()
    only = take_self_scores(made.value, (SelfScore("A.2", D(4)),)).apply(made.value)
    assert [gap.target for gap in gaps(made.template, only, made.score())] == ["A.2"]


def test_other_scores_take_the_place_of_those_before_in_one_act() -> None:
    before = scored().value
    change = take_self_scores(before, (SelfScore("A.2", D(3)),))
    after = change.apply(before)
    assert change.act is Act.TAKE_SELF_SCORES
    assert dict(after.self_scores) == {"A.2": SelfScore("A.2", D(3))}
    assert change.inverse().apply(after) == before


def earlier() -> AssessmentBuilder:
    made = an_assessment(TEMPLATE).saw("A.2", "缺牌", place="井口").saw("A.1", "积尘").saw("A.1", "整齐", bad=False)
    made = made.with_photo("o1").with_photo("o1", "A.1").with_photo("A.1")
    pdf = replace(made.value.evidence["e3"], media_type="application/pdf", targets=("o2",))
    first = replace(made.value.observations["o2"], observed_at=None)
    return replace(
        made,
        value=replace(
            made.value, id="old", evidence={**made.value.evidence, "e3": pdf}, observations={**made.value.observations, "o2": first}
        ),
    )


def test_the_faults_of_an_earlier_round_come_with_their_photos() -> None:
    assert faults_of(earlier().value) == (
        EarlierFault("o2", "A.1", "积尘", "筛分车间"),
        EarlierFault("o1", "A.2", "缺牌", "井口", photos=(f"{1:064x}", f"{2:064x}")),
    )


def test_a_round_is_taken_over_once_and_what_was_verified_stays() -> None:
    begun = an_assessment(TEMPLATE).value
    taken = take_over_round(begun, earlier().value).apply(begun)
    assert (taken.profile.follows, set(taken.earlier), not_looked_at(taken)) == ("old", {"o1", "o2"}, 2)
    change = verify_earlier(taken, replace(taken.earlier["o1"], state=EarlierState.MENDED, words="已补"))
    looked = change.apply(taken)
    assert (change.subject, not_looked_at(looked)) == ("A.2", 1)
    again = take_over_round(looked, earlier().value)
    assert again.edits == () or again.apply(looked) == looked
    assert take_over_round(begun, earlier().value).inverse().apply(taken) == begun


def test_a_fault_that_is_not_on_the_list_cannot_be_verified() -> None:
    with pytest.raises(KeyError):
        verify_earlier(scored().value, EarlierFault("o1", "A.1", "积尘"))
