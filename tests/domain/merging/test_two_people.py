# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What becomes of what two people said apart: side by side, the same, different, taken back, accepted, closed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Answer, Assessment, Assessor, Judgement, Outcome
from evaluator_app.domain.changes import Act, change_records
from evaluator_app.domain.merging.conflicts import open_conflicts
from evaluator_app.domain.merging.parts import Slot, Verdict
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.teamwork import Review, ReviewState
from tests.domain.acts import OBSERVATION, PHOTO, fresh
from tests.domain.merging.laptops import Laptop, exchange, team

D = Decimal
VERDICT = Slot(RecordKind.FINDING, "1.1", ("verdict", "")).text


def pair(origin: Assessment | None = None) -> tuple[Laptop, Laptop]:
    zhang, wang = team(origin or fresh(), "张工", "王工")
    return zhang, wang


def met(laptop: Laptop, outcome: Outcome = Outcome.MET, target: str = "1.1") -> None:
    laptop.do(changes.record_outcome(laptop.assessment, target, outcome))


def settled(*laptops: Laptop) -> Assessment:
    """Exchange everything and return what stands on all of them."""
    exchange(laptops)
    for laptop in laptops:
        laptop.check()
    assert len({laptop.bytes for laptop in laptops}) == 1
    return laptops[0].assessment


def test_what_was_said_of_different_items_stands_side_by_side() -> None:
    zhang, wang = pair()
    met(zhang)
    met(wang, Outcome.NOT_MET, "1.2")
    together = settled(zhang, wang)
    assert together.answer("1.1").outcome is Outcome.MET
    assert together.answer("1.2").outcome is Outcome.NOT_MET
    assert not together.conflicts


def test_points_of_two_experts_for_one_item_stand_side_by_side() -> None:
    zhang, wang = pair()
    zhang.do(changes.record_judgement(zhang.assessment, "1.1", "z", Judgement(D(4))))
    wang.do(changes.record_judgement(wang.assessment, "1.1", "w", Judgement(D(2))))
    together = settled(zhang, wang)
    assert {who: each.points for who, each in together.answer("1.1").judgements.items()} == {"z": D(4), "w": D(2)}
    assert not together.conflicts


def test_the_same_word_of_two_people_is_no_conflict() -> None:
    zhang, wang = pair()
    met(zhang)
    met(wang)
    assert not settled(zhang, wang).conflicts


def test_different_words_of_two_people_are_a_conflict_and_both_are_kept() -> None:
    zhang, wang = pair()
    met(zhang)
    met(wang, Outcome.NOT_MET)
    together = settled(zhang, wang)
    [conflict] = open_conflicts(together)
    assert (conflict.key, conflict.target) == (VERDICT, "1.1")
    assert [(each.who, each.value) for each in conflict.statements] == [
        ("张工", '{"outcome":"met"}'),
        ("王工", '{"outcome":"not_met"}'),
    ]
    assert together.answer("1.1").outcome in (Outcome.MET, Outcome.NOT_MET)


def test_a_later_word_of_one_who_knew_the_other_is_no_conflict() -> None:
    zhang, wang = pair()
    met(zhang)
    wang.take(zhang.export())
    met(wang, Outcome.NOT_MET)
    together = settled(zhang, wang)
    assert together.answer("1.1").outcome is Outcome.NOT_MET
    assert not together.conflicts


def test_the_same_person_on_two_laptops_keeps_the_later_act_by_the_journal_whatever_the_clocks_say() -> None:
    first, second = team(fresh(), "张工", "张工")
    first.clock = first.clock.replace(year=2099)
    met(first, Outcome.NOT_MET)
    met(second, Outcome.PENDING, "1.2")
    met(second, Outcome.MET)
    together = settled(first, second)
    assert together.answer("1.1").outcome is Outcome.MET
    assert not together.conflicts


def test_a_conflict_stays_marked_until_the_leader_closes_it_and_the_words_are_kept() -> None:
    zhang, wang = pair()
    met(zhang)
    met(wang, Outcome.NOT_MET)
    exchange((zhang, wang))
    met(wang, Outcome.PENDING)
    assert [each.value for each in open_conflicts(settled(zhang, wang))[0].statements] == ['{"outcome":"met"}', '{"outcome":"pending"}']
    zhang.close(VERDICT, Verdict(Outcome.NOT_MET), "现场复核")
    together = settled(zhang, wang)
    assert together.answer("1.1").outcome is Outcome.NOT_MET
    assert not open_conflicts(together)
    closing = together.conflicts[VERDICT].closing
    assert closing is not None
    assert (closing.by, closing.words) == ("张工", "现场复核")


def test_closing_can_be_taken_back_and_done_again() -> None:
    zhang, wang = pair()
    met(zhang)
    met(wang, Outcome.NOT_MET)
    exchange((zhang, wang))
    before = zhang.assessment
    zhang.close(VERDICT, Verdict(Outcome.PENDING))
    settled(zhang, wang)
    zhang, wang = (laptop for laptop in (zhang, wang))
    while zhang.lines[-1].act is not Act.CLOSE_CONFLICT:
        zhang.undo()
    zhang.undo()
    assert zhang.assessment == before
    zhang.check()
    zhang.redo()
    zhang.check()
    assert not open_conflicts(settled(zhang, wang))


def test_what_is_said_apart_from_a_closing_is_a_new_conflict() -> None:
    zhang, wang, li = team(fresh(), "张工", "王工", "李工")
    met(zhang)
    met(wang, Outcome.NOT_MET)
    met(li, Outcome.PENDING)
    exchange((zhang, wang))
    zhang.close(VERDICT, Verdict(Outcome.MET))
    [conflict] = open_conflicts(settled(zhang, wang, li))
    assert [each.who for each in conflict.statements] == ["张工", "李工"]


def test_those_who_come_to_say_the_same_still_wait_for_the_leader() -> None:
    zhang, wang = pair()
    met(zhang)
    met(wang, Outcome.NOT_MET)
    exchange((zhang, wang))
    met(wang, Outcome.PENDING)
    met(wang, Outcome.MET)
    [conflict] = open_conflicts(settled(zhang, wang))
    assert len({each.value for each in conflict.statements}) == 1


def test_those_whose_last_words_apart_are_the_same_never_differed() -> None:
    zhang, wang = pair()
    met(zhang, Outcome.NOT_MET)
    met(zhang)
    met(wang, Outcome.PENDING)
    met(wang)
    assert not settled(zhang, wang).conflicts


def test_what_was_taken_back_at_once_is_no_word_at_all() -> None:
    zhang, wang = pair()
    met(zhang)
    zhang.undo()
    met(wang, Outcome.NOT_MET)
    together = settled(zhang, wang)
    assert together.answer("1.1").outcome is Outcome.NOT_MET
    assert not together.conflicts


def test_an_observation_removed_by_one_and_edited_by_the_other_is_a_conflict() -> None:
    origin = changes.record_observation(fresh(), OBSERVATION).apply(fresh())
    zhang, wang = pair(origin)
    zhang.do(changes.remove_observation(zhang.assessment, "o1"))
    wang.do(changes.record_observation(wang.assessment, replace(OBSERVATION, count=3)))
    [conflict] = open_conflicts(settled(zhang, wang))
    assert conflict.target == "1.1"
    assert conflict.statements[0].value == "null"


def test_a_photo_filed_under_an_observation_that_another_removes_keeps_it_in_question() -> None:
    origin = changes.record_observation(fresh(), OBSERVATION).apply(fresh())
    zhang, wang = pair(origin)
    zhang.do(changes.remove_observation(zhang.assessment, "o1"))
    wang.do(changes.attach_evidence(wang.assessment, PHOTO))
    [conflict] = open_conflicts(settled(zhang, wang))
    zhang.close(conflict.key, OBSERVATION)
    together = settled(zhang, wang)
    assert together.observations["o1"] == OBSERVATION
    assert together.evidence["e1"].targets == ("o1",)


def test_evidence_removed_by_one_and_captioned_by_the_other_can_be_kept() -> None:
    origin = changes.attach_evidence(fresh(), PHOTO).apply(fresh())
    zhang, wang = pair(origin)
    zhang.do(changes.detach_evidence(zhang.assessment, "e1"))
    wang.do(changes.attach_evidence(wang.assessment, replace(PHOTO, caption="料场积尘")))
    [conflict] = open_conflicts(settled(zhang, wang))
    zhang.close(conflict.key, True)
    assert settled(zhang, wang).evidence["e1"].caption == "料场积尘"


def test_one_photo_filed_by_two_people_for_two_items_serves_both() -> None:
    origin = changes.attach_evidence(fresh(), replace(PHOTO, targets=())).apply(fresh())
    zhang, wang = pair(origin)
    zhang.do(changes.attach_evidence(zhang.assessment, replace(PHOTO, targets=("1.1",))))
    wang.do(changes.attach_evidence(wang.assessment, replace(PHOTO, targets=("1.2",))))
    together = settled(zhang, wang)
    assert together.evidence["e1"].targets == ("1.1", "1.2")
    assert not together.conflicts


def test_the_frame_merges_field_by_field() -> None:
    zhang, wang = pair()
    zhang.do(changes.change_profile(zhang.assessment, replace(zhang.assessment.profile, client="集团")))
    wang.do(changes.change_profile(wang.assessment, replace(wang.assessment.profile, organization="评估公司")))
    wang.do(changes.change_mine(wang.assessment, replace(wang.assessment.mine, facts={"scale": "large"})))
    zhang.do(changes.change_team(zhang.assessment, {**zhang.assessment.team, "l": Assessor("l", "李工")}))
    together = settled(zhang, wang)
    assert (together.profile.client, together.profile.organization) == ("集团", "评估公司")
    assert together.mine.facts == {"scale": "large"}
    assert "l" in together.team
    assert not together.conflicts


def test_accepted_work_waits_for_a_yes_before_it_changes() -> None:
    zhang, wang = pair()
    met(zhang)
    exchange((zhang, wang))
    accepted = Review("1.1", ReviewState.ACCEPTED, "张工", "王工")
    wang.do(change_records(wang.assessment, Act.REVIEW_ITEM, RecordKind.REVIEW, {"1.1": accepted}, "1.1"))
    met(zhang, Outcome.NOT_MET)
    zhang.do(changes.record_observation(zhang.assessment, OBSERVATION))
    together = settled(zhang, wang)
    assert together.answer("1.1").outcome is Outcome.MET
    assert not together.observations
    both = open_conflicts(together, "1.1")
    assert len(both) == 2
    assert all(any(each.is_accepted for each in conflict.statements) for conflict in both)
    wang.close(VERDICT, Verdict(Outcome.NOT_MET))
    wang.close(Slot(RecordKind.OBSERVATION, "o1").text, OBSERVATION)
    together = settled(zhang, wang)
    assert together.answer("1.1").outcome is Outcome.NOT_MET
    assert together.observations == {"o1": OBSERVATION}


def test_a_merge_can_be_undone_and_the_package_taken_again() -> None:
    zhang, wang = pair()
    met(zhang)
    before = zhang.assessment
    met(wang, Outcome.NOT_MET)
    zhang.take(wang.export())
    after = zhang.assessment
    met(zhang, Outcome.PENDING, "1.2")
    zhang.undo()
    zhang.undo()
    assert zhang.assessment == before
    assert len(zhang.known.acts) == 1
    zhang.redo()
    assert zhang.assessment == before
    zhang.take(wang.export())
    assert zhang.assessment == after
    zhang.check()
    settled(zhang, wang)


def test_what_is_said_after_an_undone_merge_did_not_know_of_it() -> None:
    zhang, wang = pair()
    met(wang, Outcome.NOT_MET)
    zhang.take(wang.export())
    zhang.undo()
    met(zhang)
    assert open_conflicts(settled(zhang, wang))


def test_a_package_taken_twice_changes_nothing() -> None:
    zhang, wang = pair()
    met(wang, Outcome.NOT_MET)
    for _time in range(10):
        zhang.take(wang.export())
    assert len(zhang.lines) == 1


@pytest.mark.parametrize("answer", [Answer(values={"rate": D("91.5")}), Answer(choices={"rate": "设计"}), Answer(reason="待查")])
def test_an_answer_is_put_together_as_it_was(answer: Answer) -> None:
    zhang, wang = pair()
    zhang.do(changes.record_answer(zhang.assessment, "1.1", "a/b", answer))
    assert settled(zhang, wang).answer("1.1", "a/b") == answer
