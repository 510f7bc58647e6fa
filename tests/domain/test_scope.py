# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A spot check may look at some items only: the others stay open, hinder nothing, and there is no total."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.completeness import problems
from evaluator_app.domain.rounds import EarlierFault
from evaluator_app.domain.scope import is_partial, left_out, proposed_scope, set_scope
from evaluator_app.domain.status import AssessmentKind, Verdict
from tests.builders import AssessmentBuilder, a_template, an_assessment

TEMPLATE = a_template().with_prerequisite("p").with_item("A.1", 5).with_item("A.2", 5).with_item("A.3", 5)
PARTIAL = (AssessmentKind.SPOT_CHECK, AssessmentKind.RECHECK, AssessmentKind.LOOK_BACK)


def checked(*scope: str, kind: AssessmentKind = AssessmentKind.SPOT_CHECK) -> AssessmentBuilder:
    made = an_assessment(TEMPLATE)
    profile = replace(made.value.profile, kind=kind)
    made = replace(made, value=replace(made.value, profile=profile))
    return replace(made, value=set_scope(made.template, made.value, scope).apply(made.value)) if scope else made


def test_what_is_left_out_is_not_assessed_and_its_points_stay_open() -> None:
    made = checked("A.1", "p").verdict("A.1", Outcome.MET).verdict("p", Outcome.MET)
    assert left_out(made.template, made.value) == {"A.2", "A.3"}
    card = made.score()
    assert [str(points) for points in (card.awarded, card.open, card.lost)] == ["5", "10", "0"]
    assert made.rate().verdict is Verdict.UNDETERMINED


def test_what_is_left_out_hinders_no_completion_and_what_is_looked_at_does() -> None:
    made = checked("A.1", "A.2").verdict("A.1", Outcome.MET)
    open_ones = {problem.target for problem in problems(made.template, made.value, made.score()) if problem.code in ("ASM-121", "ASM-111")}
    assert open_ones == {"A.2"}


def test_what_was_recorded_beyond_the_scope_counts_as_looked_at() -> None:
    made = checked("A.1").verdict("A.2", Outcome.NOT_MET).saw("A.3")
    assert left_out(made.template, made.value) == {"p"}
    assert is_partial(made.template, made.value)
    assert not is_partial(made.template, made.verdict("p", Outcome.MET).value)


@pytest.mark.parametrize("kind", AssessmentKind)
def test_only_kinds_that_may_be_partial_leave_anything_out(kind: AssessmentKind) -> None:
    made = checked("A.1")
    other = replace(made.value, profile=replace(made.value.profile, kind=kind))
    assert is_partial(made.template, other) is (kind in PARTIAL)


def test_all_of_it_is_the_same_as_no_choice() -> None:
    made = checked("A.1")
    everything = set_scope(made.template, made.value, ("p", "A.1", "A.2", "A.3", "stranger")).apply(made.value)
    assert everything.profile.scope == ()
    assert not is_partial(made.template, everything)


@pytest.mark.parametrize(("kind", "scope"), [(AssessmentKind.THIRD_PARTY, ("A.1",)), (AssessmentKind.SPOT_CHECK, ("stranger",))])
def test_no_scope_is_taken_that_looks_at_nothing_or_where_all_has_to_be_looked_at(kind: AssessmentKind, scope: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="nothing is looked at"):
        checked(*scope, kind=kind)


def test_the_items_with_earlier_faults_are_proposed_in_the_order_of_the_template() -> None:
    made = checked()
    earlier = {name: EarlierFault(name, target, "积尘") for name, target in (("1", "A.3"), ("2", "p"), ("3", "A.3"))}
    assert proposed_scope(made.template, replace(made.value, earlier=earlier)) == ("p", "A.3")
