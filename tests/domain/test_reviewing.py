# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The review of items: steps and refusals, and that editing what was accepted opens it again, by whatever act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.applicability import FactIs, NotApplicableKind
from evaluator_app.domain.assessment import Assessment, Finding, Outcome
from evaluator_app.domain.changes import Act, Change, change_records
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.reviewing import (
    Reviewed,
    Reviewer,
    Step,
    WorkState,
    edited_targets,
    review,
    state_word,
    with_reopening,
    work_states,
)
from evaluator_app.domain.scoring import score
from evaluator_app.domain.teamwork import Review, ReviewState
from evaluator_app.domain.template import FactDefinition, FactKind
from tests.builders import MORNING, a_template, an_assessment
from tests.domain.acts import ACTS, TEMPLATE, to_look_again, worked

LATER = MORNING + timedelta(hours=3)
WANG, LI = Reviewer("王立新", LATER), Reviewer("李敏", LATER)
BUILT = an_assessment(a_template().with_item("1.1", 5).with_item("1.2", 5).with_item("1.3", 5).with_prerequisite("p1"))
BEGUN = BUILT.verdict("1.1", Outcome.MET).verdict("1.2", Outcome.NOT_MET).saw("1.2").value


def step(assessment: Assessment, which: Step, by: Reviewer, *targets: str) -> Reviewed:
    return review(assessment, score(BUILT.template, assessment), which, targets or ("1.1",), by)


def went(assessment: Assessment, *steps: tuple[Step, Reviewer]) -> Assessment:
    for which, by in steps:
        reviewed = step(assessment, which, by)
        assert reviewed.refused == ()
        assessment = reviewed.change.apply(assessment)
    return assessment


def why(assessment: Assessment, which: Step, by: Reviewer, target: str = "1.1") -> str:
    reviewed = step(assessment, which, by, target)
    assert (reviewed.taken, reviewed.change.edits) == ((), ())
    [(_target, sentence)] = reviewed.refused
    return sentence.code


def held(assessment: Assessment, target: str = "1.1") -> Review:
    return assessment.reviews[target]


def test_an_item_goes_from_the_first_look_to_its_acceptance() -> None:
    asked = replace(LI, words=" 补主井照片 ")
    submitted = went(BEGUN, (Step.SUBMIT, WANG))
    assert held(submitted) == Review("1.1", ReviewState.SUBMITTED, "王立新", at=LATER)
    back = went(submitted, (Step.REQUEST_CHANGES, asked))
    assert held(back) == Review("1.1", ReviewState.CHANGES_REQUESTED, "王立新", "李敏", "补主井照片", LATER)
    accepted = went(back, (Step.SUBMIT, WANG), (Step.ACCEPT, LI))
    assert held(accepted) == Review("1.1", ReviewState.ACCEPTED, "王立新", "李敏", at=LATER)
    assert held(went(accepted, (Step.REOPEN, WANG))).state is ReviewState.REOPENED
    assert held(went(accepted, (Step.REQUEST_CHANGES, asked))).words == "补主井照片"


def test_what_is_not_assessed_cannot_be_submitted() -> None:
    assert why(BEGUN, Step.SUBMIT, WANG, "1.3") == "review.open"
    assert why(BEGUN, Step.SUBMIT, WANG, "p1") == "review.open"
    assert why(to_look_again(BEGUN), Step.SUBMIT, WANG, "1.2") == "review.open"


def test_only_what_was_submitted_is_reviewed_and_only_what_was_accepted_is_opened_again() -> None:
    submitted = went(BEGUN, (Step.SUBMIT, WANG))
    assert why(BEGUN, Step.ACCEPT, LI) == "review.not_submitted"
    assert why(BEGUN, Step.ACCEPT, LI, "1.3") == "review.not_submitted"
    assert why(BEGUN, Step.REQUEST_CHANGES, LI) == "review.not_submitted"
    assert why(submitted, Step.SUBMIT, WANG) == "review.not_to_submit"
    assert why(submitted, Step.REOPEN, WANG) == "review.not_accepted"
    assert why(went(submitted, (Step.ACCEPT, LI)), Step.ACCEPT, LI) == "review.not_submitted"


def test_changes_are_requested_with_words() -> None:
    assert why(went(BEGUN, (Step.SUBMIT, WANG)), Step.REQUEST_CHANGES, replace(LI, words="  ")) == "review.no_words"


def test_author_and_reviewer_differ() -> None:
    submitted = went(BEGUN, (Step.SUBMIT, WANG))
    assert why(submitted, Step.ACCEPT, WANG) == "review.own"
    assert why(submitted, Step.ACCEPT, Reviewer(" 王立新 ")) == "review.own"
    assert why(submitted, Step.REQUEST_CHANGES, replace(WANG, words="补")) == "review.own"


def test_whoever_edited_an_item_last_does_not_accept_it() -> None:
    submitted = went(BEGUN, (Step.SUBMIT, WANG))
    edited = with_reopening(submitted, changes.record_remark(submitted, "1.1", "改"), "李敏", LATER).apply(submitted)
    assert (held(edited).state, held(edited).edited_by) == (ReviewState.SUBMITTED, "李敏")
    assert why(edited, Step.ACCEPT, LI) == "review.edited"
    assert why(edited, Step.ACCEPT, WANG) == "review.own"
    assert held(went(edited, (Step.ACCEPT, Reviewer("赵强")))).state is ReviewState.ACCEPTED
    assert held(went(edited, (Step.REQUEST_CHANGES, replace(LI, words="补")))).state is ReviewState.CHANGES_REQUESTED
    again = with_reopening(edited, changes.record_remark(edited, "1.1", "再改"), "王立新", LATER).apply(edited)
    assert held(went(again, (Step.ACCEPT, LI))).reviewer == "李敏"


def test_whoever_edited_an_item_before_another_submitted_it_does_not_accept_it() -> None:
    submitted = went(BEGUN, (Step.SUBMIT, replace(WANG, editors={"1.1": "李敏"})))
    assert held(submitted).edited_by == "李敏"
    assert why(submitted, Step.ACCEPT, LI) == "review.edited"
    assert held(went(BEGUN, (Step.SUBMIT, replace(WANG, editors={"1.1": "王立新"})))).edited_by == ""
    assert why(went(BEGUN, (Step.SUBMIT, WANG)), Step.ACCEPT, replace(LI, editors={"1.1": "李敏"})) == "review.edited"


def test_a_review_needs_a_name_and_an_item_that_is_asked_for() -> None:
    assert why(BEGUN, Step.SUBMIT, Reviewer(" ")) == "review.no_name"
    assert why(BEGUN, Step.SUBMIT, WANG, "9.9") == "review.unknown"


def test_many_are_submitted_in_one_act_and_the_others_are_named() -> None:
    reviewed = step(BEGUN, Step.SUBMIT, WANG, "1.1", "1.2", "1.3")
    assert (reviewed.taken, [target for target, _why in reviewed.refused]) == (("1.1", "1.2"), ["1.3"])
    assert (reviewed.change.act, reviewed.change.subject, len(reviewed.change.edits)) == (Act.REVIEW_ITEM, "", 2)
    assert step(BEGUN, Step.SUBMIT, WANG, "1.1").change.subject == "1.1"


def test_items_that_do_not_apply_to_the_mine_have_no_state_but_those_that_somebody_marked_do() -> None:
    template = a_template().with_facts(FactDefinition("open", "露天", FactKind.FLAG))
    template = template.with_item("1.1", 5, applies_when=FactIs("open", (True,)), otherwise=NotApplicableKind.EXCLUDED)
    template = template.with_item("1.2", 5, may=[NotApplicableKind.EXCLUDED]).with_prerequisite("p1")
    built = an_assessment(template).with_facts(open=False).not_applicable("1.2", NotApplicableKind.EXCLUDED)
    assert work_states(built.value, built.score()) == {"p1": WorkState.OPEN, "1.2": WorkState.DONE}
    met = built.verdict("p1", Outcome.MET)
    assert work_states(met.value, met.score())["p1"] is WorkState.DONE
    again = to_look_again(met.value, "p1")
    assert work_states(again, score(built.template, again))["p1"] is WorkState.OPEN
    condition = replace(built.template.prerequisites[0], applies_when=FactIs("open", (True,)))
    unasked = replace(built.template, prerequisites=(condition,))
    assert "p1" not in work_states(built.value, score(unasked, built.value))


def test_every_state_has_a_word() -> None:
    assert len({state_word(state).template for state in WorkState}) == len(WorkState)


ACCEPTED = Review("", ReviewState.ACCEPTED, "王立新", "李敏", at=MORNING)
EDITS_WHAT_WAS_FOUND: Mapping[Act, frozenset[str]] = {
    Act.RECORD_FINDING: frozenset(("1.1",)),
    Act.RECORD_OBSERVATION: frozenset(("1.1",)),
    Act.EDIT_OBSERVATION: frozenset(("1.1",)),
    Act.REMOVE_OBSERVATION: frozenset(("1.1",)),
    Act.CLOSE_SPREAD: frozenset(("1.2",)),
    Act.CONFIRM_AGAIN: frozenset(("1.2",)),
    Act.RECORD_MANY: frozenset(("1.1", "1.2")),
}
"""Acts that edit a finding or a ledger, with their items; by all others an accepted item stays accepted."""


def all_accepted() -> Assessment:
    before = to_look_again(worked())
    return replace(before, reviews={item.id: replace(ACCEPTED, target=item.id) for item in TEMPLATE.indicators()})


@pytest.mark.parametrize("act", [act for act in Act if act is not Act.REVIEW_ITEM])
def test_an_accepted_item_that_is_edited_is_open_again_by_whatever_act(act: Act) -> None:
    before = all_accepted()
    change = with_reopening(before, ACTS[act](before), "赵强", LATER)
    after = change.apply(before)
    opened = {target for target, each in after.reviews.items() if each.state is ReviewState.REOPENED}
    assert opened == EDITS_WHAT_WAS_FOUND.get(act, frozenset())
    assert all(after.reviews[target].at == LATER and after.reviews[target].edited_by == "赵强" for target in opened)
    assert change.inverse().apply(after) == before


def test_moving_to_another_edition_opens_what_is_to_be_looked_at_again() -> None:
    before = all_accepted()
    moved = change_records(
        before, Act.MOVE_TEMPLATE, RecordKind.FINDING, {"1.1": replace(before.findings.get("1.1") or Finding("1.1"), look_again="x 2025")}
    )
    assert held(with_reopening(before, moved).apply(before)).state is ReviewState.REOPENED


def test_merging_says_itself_what_becomes_of_reviews() -> None:
    before = all_accepted()
    change = replace(changes.record_outcome(before, "1.1", Outcome.NOT_MET), act=Act.MERGE_PACKAGE)
    assert with_reopening(before, change, "赵强", LATER) is change


def test_closing_a_conflict_otherwise_than_what_was_accepted_opens_the_item_and_its_closer_may_still_accept_it() -> None:
    before = all_accepted()
    change = replace(changes.record_outcome(before, "1.1", Outcome.NOT_MET), act=Act.CLOSE_CONFLICT)
    held = with_reopening(before, change, "赵强", LATER).apply(before).reviews["1.1"]
    assert (held.state, held.edited_by) == (ReviewState.REOPENED, before.reviews["1.1"].edited_by)


def test_an_act_that_sets_the_review_itself_is_left_alone() -> None:
    before = all_accepted()
    both = changes.joined(
        Act.RECORD_FINDING, (changes.record_outcome(before, "1.1", Outcome.NOT_MET), step(before, Step.REOPEN, WANG).change)
    )
    assert with_reopening(before, both, "赵强", LATER) is both


def test_items_without_a_review_and_edits_by_nobody_leave_nothing() -> None:
    plain = changes.record_outcome(BEGUN, "1.1", Outcome.NOT_MET)
    assert with_reopening(BEGUN, plain, "赵强", LATER) is plain
    submitted = went(BEGUN, (Step.SUBMIT, WANG))
    edit = changes.record_outcome(submitted, "1.1", Outcome.NOT_MET)
    assert with_reopening(submitted, edit) is edit
    assert with_reopening(submitted, edit, "王立新", LATER) is edit


def test_an_observation_that_goes_to_another_item_touches_both() -> None:
    before = all_accepted()
    moved: Change = changes.record_observation(before, replace(before.observations["o1"], target="1.2"))
    assert edited_targets(moved) == {"1.1", "1.2"}
