# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What becomes of reviews that were taken apart, and of mending that several follow after the signature."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessment, Outcome
from evaluator_app.domain.changes import Act, Change, Edit, change_records
from evaluator_app.domain.mending import Rectification, RectificationState
from evaluator_app.domain.mending_apart import without_mending
from evaluator_app.domain.merging.conflicts import open_conflicts
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.teamwork import Review, ReviewState
from tests.domain.acts import OBSERVATION, fresh
from tests.domain.merging.laptops import Laptop, team
from tests.domain.merging.test_two_people import met, settled
from tests.domain.test_mending_after_signing import PROOF

HELD = Review("1.1", ReviewState.SUBMITTED, "张工")
ORDERED = Rectification("r1", "1.1", "清扫积尘", "o1")


def submitted() -> Assessment:
    return replace(fresh(), reviews={"1.1": HELD})


def reviews(laptop: Laptop, review: Review) -> None:
    laptop.do(change_records(laptop.assessment, Act.REVIEW_ITEM, RecordKind.REVIEW, {"1.1": review}, "1.1"))


@pytest.mark.parametrize("acts_before", [0, 3])
def test_who_edits_apart_from_an_acceptance_does_not_take_it_back(acts_before: int) -> None:
    wang, li = team(submitted(), "王工", "李工")
    reviews(wang, replace(HELD, state=ReviewState.ACCEPTED, reviewer="王工"))
    for number in range(acts_before):
        li.do(changes.record_remark(li.assessment, "1.2", f"{number}"))
    reviews(li, replace(HELD, edited_by="李工"))
    held = settled(wang, li).reviews["1.1"]
    assert (held.state, held.edited_by) == (ReviewState.ACCEPTED, "李工")


@pytest.mark.parametrize("first_acts", [0, 3])
def test_changes_that_one_requests_are_not_lost_where_another_accepts(first_acts: int) -> None:
    wang, li = team(submitted(), "王工", "李工")
    for number in range(first_acts):
        wang.do(changes.record_remark(wang.assessment, "1.2", f"{number}"))
    reviews(wang, replace(HELD, state=ReviewState.ACCEPTED, reviewer="王工"))
    reviews(li, replace(HELD, state=ReviewState.CHANGES_REQUESTED, reviewer="李工", words="补照片"))
    held = settled(wang, li).reviews["1.1"]
    assert (held.state, held.words) == (ReviewState.CHANGES_REQUESTED, "补照片")


def test_a_review_that_is_taken_out_is_not_there() -> None:
    wang, li = team(submitted(), "王工", "李工")
    reviews(li, replace(HELD, edited_by="李工"))
    wang.do(change_records(wang.assessment, Act.REVIEW_ITEM, RecordKind.REVIEW, {"1.1": None}, "1.1"))
    assert not settled(wang, li).reviews


def signed() -> Assessment:
    a = replace(fresh(), rectifications={"r1": ORDERED}, evidence={"e9": PROOF})
    return replace(a, profile=replace(a.profile, status=AssessmentStatus.SIGNED))


def follows(laptop: Laptop, report: str) -> None:
    record = replace(ORDERED, state=RectificationState.REPORTED, report=report)
    laptop.do(change_records(laptop.assessment, Act.FOLLOW_MENDING, RecordKind.RECTIFICATION, {"r1": record}, "1.1"))


def test_mending_that_two_follow_after_the_signature_comes_together_and_is_closed_without_touching_what_was_signed() -> None:
    zhang, wang = team(signed(), "张工", "王工")
    follows(zhang, "已清扫")
    follows(wang, "已硬化")
    for laptop in (zhang, wang):
        proof = replace(PROOF, caption=laptop.who)
        laptop.do(change_records(laptop.assessment, Act.FOLLOW_MENDING, RecordKind.EVIDENCE, {"e9": proof}))
    together = settled(zhang, wang)
    about_proof, about_report = open_conflicts(together)
    follows(wang, "已硬化并清扫")
    wang.undo()
    zhang.close(about_report.key, replace(ORDERED, state=RectificationState.REPORTED, report="已硬化"))
    zhang.close(about_proof.key, replace(PROOF, caption="硬化后"))
    together = settled(zhang, wang)
    assert not open_conflicts(together)
    assert (together.rectifications["r1"].report, together.evidence["e9"].caption) == ("已硬化", "硬化后")
    assert without_mending(together) == without_mending(signed())


def test_a_conflict_on_findings_is_no_mending() -> None:
    zhang, wang = team(fresh(), "张工", "王工")
    met(zhang)
    met(wang, Outcome.NOT_MET)
    together = settled(zhang, wang)
    assert without_mending(together) is together


def moves(laptop: Laptop, edition: str) -> None:
    a = laptop.assessment
    new = replace(a.profile.template, edition=edition)
    moved = replace(a.profile, template=new, moved_from=(*a.profile.moved_from, a.profile.template))
    laptop.do(Change(Act.MOVE_TEMPLATE, (Edit(RecordKind.PROFILE, "", a.profile, moved),)))


def test_what_was_found_by_an_edition_that_another_left_meanwhile_is_looked_at_again() -> None:
    zhang, wang = team(fresh(), "张工", "王工")
    met(zhang, target="1.2")
    moves(zhang, "2027")
    met(wang)
    wang.do(changes.record_remark(wang.assessment, "1.2", "只是备注"))
    together = settled(zhang, wang)
    before = fresh().profile.template
    assert {name: each.look_again for name, each in together.findings.items()} == {"1.1": f"{before.id} {before.edition}", "1.2": ""}
    wang.do(changes.confirm_again(wang.assessment, "1.1"))
    assert not settled(zhang, wang).findings["1.1"].look_again
    wang.undo()
    wang.check()
    assert wang.assessment.findings["1.1"].look_again


def test_what_was_found_apart_by_the_edition_that_both_moved_to_is_not_looked_at_again() -> None:
    zhang, wang = team(fresh(), "张工", "王工")
    moves(zhang, "2027")
    moves(wang, "2027")
    met(wang)
    wang.do(changes.record_observation(wang.assessment, OBSERVATION))
    assert not settled(zhang, wang).findings["1.1"].look_again
