# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Putting things right: what can be ordered, reported, closed and escalated, and what has changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator_app.domain import changes, mending_course
from evaluator_app.domain.assessment import Answer, Assessment, Assessor, Evidence, Filing, Finding, Observation, Outcome
from evaluator_app.domain.changes import Act
from evaluator_app.domain.criteria import DeductPerOccurrence, SumOfParts
from evaluator_app.domain.mending import Rectification, RectificationState
from evaluator_app.domain.mending_course import (
    DRIFT_TERMS,
    STATE_TERMS,
    Drift,
    MendingError,
    Owed,
    drifts,
    not_ordered,
    open_rectifications,
    order,
    owed,
    settle_by,
)
from evaluator_app.domain.rounds import EarlierFault, EarlierState
from evaluator_app.domain.scoring import score
from tests.builders import MORNING, a_template, an_assessment
from tests.domain.acts import D

DAY = date(2026, 11, 25)
TEMPLATE = (
    a_template()
    .with_item("1.1", 5, DeductPerOccurrence(D(1)))
    .with_item("1.2", 5)
    .with_item("1.3", 5)
    .with_prerequisite("P1")
    .with_prerequisite("P2")
    .build()
)
DUST = Observation("o1", "1.1", "有积尘", "料场", count=2)
OIL = Observation("o2", "1.1", "有油污", "机修间")
SPILL = Observation("o3", "P1", "有处罚", "厂区")
PROOF = Evidence("e9", "已清扫.jpg", "9" * 64, 10, "image/jpeg", filed_by=Filing.MENDING)


def found(*observations: Observation) -> Assessment:
    """Return an assessment with faults, an item not met as a whole, and one that is met although something was seen."""
    assessment = an_assessment(TEMPLATE).value
    for seen in observations or (DUST, OIL, SPILL, Observation("o4", "1.1", "整洁", "办公区", is_fault=False)):
        assessment = changes.record_observation(assessment, seen).apply(assessment)
    assessment = changes.record_outcome(assessment, "1.2", Outcome.NOT_MET, reason="没有台账").apply(assessment)
    assessment = changes.record_outcome(assessment, "1.3", Outcome.MET).apply(assessment)
    return changes.record_outcome(assessment, "P2", Outcome.NOT_MET).apply(assessment)


def things(assessment: Assessment) -> tuple[Owed, ...]:
    return owed(TEMPLATE, assessment, score(TEMPLATE, assessment))


def ordered(assessment: Assessment | None = None) -> Assessment:
    start = assessment or found()
    return order(TEMPLATE, start, things(start), on=DAY, due_on=date(2026, 12, 25), responsible="李矿长").apply(start)


def test_every_fault_that_took_points_and_everything_unmet_can_be_ordered() -> None:
    assert [(each.target, each.problem, each.place, each.id) for each in things(found())] == [
        ("P1", "有处罚", "厂区", "o3"),
        ("P2", "条件P2", "", "P2"),
        ("1.1", "有积尘 ×2", "料场", "o1"),
        ("1.1", "有油污", "机修间", "o2"),
        ("1.2", "没有台账", "", "1.2"),
    ]


def test_an_item_without_words_is_called_by_its_remark_or_its_name() -> None:
    assessment = found()
    bare = replace(assessment, findings={"1.2": Finding("1.2", {"": Answer(Outcome.NOT_MET)}, remark="见会议纪要")})
    assert [each.problem for each in things(bare) if each.target == "1.2"] == ["见会议纪要"]
    assert [each.problem for each in things(found()) if each.target == "P2"] == ["条件P2"]


def test_a_verdict_that_takes_points_beside_a_fault_is_ordered_beside_it() -> None:
    from evaluator_app.domain.criteria import AllOrNothing
    from evaluator_app.domain.criteria.composed import Part

    rule = SumOfParts((Part("a", "甲", D(2), AllOrNothing()), Part("b", "乙", D(3), DeductPerOccurrence(D(1)))))
    template = a_template().with_item("1.1", 5, rule).build()
    assessment = an_assessment(template).value
    assessment = changes.record_observation(assessment, replace(DUST, part="b")).apply(assessment)
    assessment = changes.record_outcome(assessment, "1.1", Outcome.NOT_MET, part="a").apply(assessment)
    assert [each.id for each in owed(template, assessment, score(template, assessment))] == ["o1", "1.1"]


def test_all_are_ordered_in_one_act_and_never_twice() -> None:
    before = found()
    change = order(TEMPLATE, before, things(before), on=DAY, due_on=date(2027, 5, 25), responsible="李矿长")
    after = change.apply(before)
    assert (change.act, len(after.rectifications), change.subject) == (Act.ORDER_MENDING, 5, "")
    assert after.rectifications["o1"] == Rectification("o1", "1.1", "要求", "o1", "有积尘 ×2", "料场", "李矿长", DAY, date(2027, 5, 25))
    assert not_ordered(TEMPLATE, after, score(TEMPLATE, after)) == ()
    assert order(TEMPLATE, after, things(after), on=date(2027, 1, 1), responsible="另一人").edits == ()
    assert change.inverse().apply(after) == before


def test_one_that_is_ordered_names_its_item_in_the_history() -> None:
    before = found()
    one = next(each for each in things(before) if each.id == "o2")
    assert order(TEMPLATE, before, (one,), on=DAY).subject == "1.1"


def test_a_day_beyond_the_limit_is_refused_whether_ordered_or_edited() -> None:
    before = found()
    with pytest.raises(MendingError, match="at most 6 months, until 2027-05-25"):
        order(TEMPLATE, before, things(before), on=DAY, due_on=date(2027, 5, 26))
    known = ordered().rectifications["o1"]
    with pytest.raises(MendingError, match="too late"):
        mending_course.edit(TEMPLATE, ordered(), replace(known, due_on=date(2027, 5, 26)))
    with pytest.raises(MendingError, match="before it was ordered"):
        mending_course.edit(TEMPLATE, ordered(), replace(known, due_on=date(2026, 11, 24)))


def test_words_responsible_and_day_are_edited_in_place() -> None:
    known = ordered().rectifications["o1"]
    wanted = replace(known, what="加装喷淋", responsible="王队长", due_on=date(2027, 1, 1))
    after = mending_course.edit(TEMPLATE, ordered(), wanted).apply(ordered())
    assert after.rectifications["o1"] == wanted
    blank = mending_course.edit(TEMPLATE, after, replace(wanted, due_on=None)).apply(after)
    assert blank.rectifications["o1"].due_on is None
    undated = replace(wanted, ordered_on=None, due_on=None)
    loose = replace(after, rectifications={**after.rectifications, "o1": undated})
    late = replace(undated, due_on=date(2030, 1, 1))
    assert mending_course.edit(TEMPLATE, loose, late).apply(loose).rectifications["o1"] == late


def test_a_day_that_was_agreed_long_ago_does_not_hinder_other_edits() -> None:
    old = replace(ordered().rectifications["o1"], due_on=date(2030, 1, 1))
    start = replace(ordered(), rectifications={"o1": old})
    after = mending_course.edit(TEMPLATE, start, replace(old, responsible="王队长")).apply(start)
    assert after.rectifications["o1"].responsible == "王队长"


def test_what_has_changed_since_is_told_and_can_be_taken_over() -> None:
    start = ordered()
    card = score(TEMPLATE, start)
    assert drifts(TEMPLATE, start, card) == {}
    edited = changes.record_observation(start, replace(DUST, count=3)).apply(start)
    edited = changes.remove_observation(edited, "o2").apply(edited)
    edited = changes.record_outcome(edited, "1.2", Outcome.MET).apply(edited)
    assert drifts(TEMPLATE, edited, score(TEMPLATE, edited)) == {"o1": Drift.REWORDED, "o2": Drift.GONE, "1.2": Drift.GONE}
    now = next(each for each in things(edited) if each.id == "o1")
    taken = mending_course.take_words_over(edited, now).apply(edited)
    assert taken.rectifications["o1"].problem == "有积尘 ×3"
    assert drifts(TEMPLATE, taken, score(TEMPLATE, taken)) == {"o2": Drift.GONE, "1.2": Drift.GONE}
    closed = replace(taken.rectifications["o2"], state=RectificationState.CLOSED)
    settled = replace(taken, rectifications={**taken.rectifications, "o2": closed})
    assert drifts(TEMPLATE, settled, score(TEMPLATE, settled)) == {"1.2": Drift.GONE}


def test_the_mine_reports_with_words_or_files() -> None:
    start = ordered()
    told = mending_course.report(start, "o1", " 已清扫 ", (PROOF,))
    after = told.apply(start)
    known = after.rectifications["o1"]
    assert (told.act, known.state, known.report, known.proof) == (Act.FOLLOW_MENDING, RectificationState.REPORTED, "已清扫", ("e9",))
    assert after.evidence["e9"] == PROOF
    again = mending_course.report(after, "o1", "", (PROOF, replace(PROOF, id="e8"))).apply(after)
    assert (again.rectifications["o1"].report, again.rectifications["o1"].proof) == ("已清扫", ("e8", "e9"))
    with pytest.raises(MendingError, match="words or files"):
        mending_course.report(start, "o1", "  ")


def test_a_recheck_closes_with_proof_words_and_name() -> None:
    start = mending_course.report(ordered(), "o1", "已清扫", (PROOF,)).apply(ordered())
    after = mending_course.recheck(start, "o1", is_mended=True, words="现场已清扫", by="王工", on=DAY).apply(start)
    known = after.rectifications["o1"]
    assert (known.state, known.words, known.checked_by, known.checked_on) == (RectificationState.CLOSED, "现场已清扫", "王工", DAY)
    assert [each.id for each in open_rectifications(after)] == ["1.2", "P2", "o2", "o3"]
    with pytest.raises(MendingError, match="closed already"):
        mending_course.recheck(after, "o1", is_mended=True, words="再看", by="王工", on=DAY)
    with pytest.raises(MendingError, match="closed already"):
        mending_course.report(after, "o1", "再报")
    opened = mending_course.reopen(after, "o1").apply(after)
    assert opened.rectifications["o1"] == start.rectifications["o1"]


def test_a_recheck_escalates_without_proof_and_the_mine_may_report_again() -> None:
    start = ordered()
    after = mending_course.recheck(start, "o1", is_mended=False, words="仍有积尘", by="王工", on=DAY).apply(start)
    assert after.rectifications["o1"].state is RectificationState.ESCALATED
    assert mending_course.report(after, "o1", "再次清扫").apply(after).rectifications["o1"].state is RectificationState.REPORTED
    assert mending_course.reopen(after, "o1").apply(after).rectifications["o1"].state is RectificationState.ORDERED


@pytest.mark.parametrize(
    ("words", "by", "expected"),
    [("", "王工", "what was seen"), ("看过", " ", "name of who"), ("看过", "王工", "only be closed with proof")],
)
def test_a_recheck_lacks_nothing(words: str, by: str, expected: str) -> None:
    with pytest.raises(MendingError, match=expected):
        mending_course.recheck(ordered(), "o1", is_mended=True, words=words, by=by, on=DAY)


def test_proof_whose_file_is_gone_closes_nothing() -> None:
    start = replace(ordered(), rectifications={"o1": replace(ordered().rectifications["o1"], proof=("gone",))})
    with pytest.raises(MendingError, match="proof"):
        mending_course.recheck(start, "o1", is_mended=True, words="看过", by="王工", on=DAY)
    assert mending_course.recheck(start, "o1", is_mended=True, words="看过", by="王工", on=DAY, files=(PROOF,)).edits


def test_proof_is_taken_away_with_its_file_unless_that_serves_something_else() -> None:
    start = mending_course.add_proof(ordered(), "o1", (PROOF,)).apply(ordered())
    assert "e9" not in mending_course.remove_proof(start, "o1", "e9").apply(start).evidence
    shared = mending_course.add_proof(start, "o2", (PROOF,)).apply(start)
    after = mending_course.remove_proof(shared, "o1", "e9").apply(shared)
    assert (after.rectifications["o1"].proof, "e9" in after.evidence) == ((), True)
    item = replace(PROOF, filed_by=Filing.HAND, targets=("1.1",))
    of_item = replace(start, evidence={"e9": item})
    assert mending_course.remove_proof(of_item, "o1", "e9").apply(of_item).evidence == {"e9": item}
    lost = replace(start, evidence={})
    assert mending_course.remove_proof(lost, "o1", "e9").apply(lost).rectifications["o1"].proof == ()


def test_an_order_is_withdrawn_with_the_files_that_prove_nothing_else() -> None:
    start = mending_course.add_proof(ordered(), "o1", (PROOF, replace(PROOF, id="e8"))).apply(ordered())
    start = mending_course.add_proof(start, "o2", (replace(PROOF, id="e8"),)).apply(start)
    change = mending_course.withdraw(start, "o1")
    after = change.apply(start)
    assert ("o1" in after.rectifications, sorted(after.evidence)) == (False, ["e8"])
    assert change.inverse().apply(after) == start
    with pytest.raises(KeyError):
        mending_course.withdraw(after, "o1")


def rechecked(*faults: EarlierFault) -> Assessment:
    shown = Evidence("n1", "复查.jpg", "7" * 64, 10, "image/jpeg", ("1.1",), added_at=MORNING, revision_of="n0")
    return replace(
        an_assessment(TEMPLATE).value,
        earlier={fault.id: fault for fault in faults},
        evidence={"n1": shown},
        team={"z": Assessor("z", "张工")},
    )


def test_a_later_recheck_settles_what_it_looked_at() -> None:
    start = ordered()
    later = rechecked(
        EarlierFault("o1", "1.1", "有积尘", state=EarlierState.MENDED, words="已清扫", evidence=("n1", "lost"), looked_at_by="z"),
        EarlierFault("x", "1.2", "没有台账", state=EarlierState.PARTLY_MENDED, words="只有半年", looked_at_by="q", rectification="1.2"),
        EarlierFault("o2", "1.1", "有油污", state=EarlierState.NO_LONGER_THERE, words="机修间已拆除", looked_at_by="z"),
        EarlierFault("o3", "P1", "有处罚", state=EarlierState.NOT_MENDED, words=" ", looked_at_by="z"),
        EarlierFault("P2", "P2", "条件P2"),
    )
    change = settle_by(start, later, DAY)
    after = change.apply(start)
    assert {name: each.state for name, each in after.rectifications.items()} == {
        "o1": RectificationState.CLOSED,
        "1.2": RectificationState.ESCALATED,
        "o2": RectificationState.CLOSED,
        "o3": RectificationState.ORDERED,
        "P2": RectificationState.ORDERED,
    }
    known = after.rectifications["o1"]
    assert (known.words, known.checked_by, known.checked_on, known.proof) == ("已清扫", "张工", later.day, ("n1",))
    assert after.rectifications["1.2"].checked_by == "q"
    assert (after.evidence["n1"].filed_by, after.evidence["n1"].targets) == (Filing.MENDING, ())
    reported = mending_course.report(after, "1.2", "补了半年").apply(after)
    assert settle_by(reported, later, DAY).edits == ()


def test_a_recheck_without_a_day_is_dated_by_the_day_it_is_taken_over() -> None:
    later = rechecked(EarlierFault("o1", "1.1", "有积尘", state=EarlierState.NOT_MENDED, words="仍有", looked_at_by="z"))
    later = replace(later, profile=replace(later.profile, opened_at=None, visit_from=None))
    assert settle_by(ordered(), later, DAY).apply(ordered()).rectifications["o1"].checked_on == DAY


def test_open_ones_come_the_first_due_first() -> None:
    start = ordered()
    early = replace(start.rectifications["o2"], due_on=date(2026, 12, 1))
    undated = replace(start.rectifications["1.2"], due_on=None)
    start = replace(start, rectifications={**start.rectifications, "o2": early, "1.2": undated})
    assert [each.id for each in open_rectifications(start)] == ["o2", "P2", "o1", "o3", "1.2"]


def test_every_state_and_drift_has_a_word() -> None:
    assert set(STATE_TERMS) == set(RectificationState)
    assert set(DRIFT_TERMS) == set(Drift)


@given(st.lists(st.sampled_from(["o1", "o2", "o3", "1.2", "P2"]), max_size=12))
def test_in_whatever_order_things_are_ordered_each_is_ordered_once(names: list[str]) -> None:
    assessment = found()
    by_id = {each.id: each for each in things(assessment)}
    for number, name in enumerate(names):
        assessment = order(TEMPLATE, assessment, (by_id[name],), on=DAY, responsible=str(number)).apply(assessment)
    assert {name: each.responsible for name, each in assessment.rectifications.items()} == {name: str(names.index(name)) for name in names}
