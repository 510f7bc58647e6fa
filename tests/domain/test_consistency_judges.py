# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who judged an item: by ledger, journal, review; and what of an assessment is compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta
from decimal import Decimal
from fractions import Fraction

from evaluator_app.domain import changes
from evaluator_app.domain.applicability import NotApplicableKind
from evaluator_app.domain.assessment import Assessor, NotApplicable, Observation, Outcome
from evaluator_app.domain.changes import Act, Change
from evaluator_app.domain.consistency.case import Source, case_of
from evaluator_app.domain.consistency.judges import judges, judgings
from evaluator_app.domain.criteria import ExpertJudgement
from evaluator_app.domain.history import JournalLine, LineKind
from evaluator_app.domain.rounds import Revision
from evaluator_app.domain.status import Verdict
from evaluator_app.domain.teamwork import Review, ReviewState
from tests.builders import MORNING, a_template, an_assessment

THREE = a_template().with_item("1.1", 5).with_item("1.2", 5).with_item("2.1", 9, ExpertJudgement())
BASE = an_assessment(THREE)
MET = changes.record_outcome(BASE.value, "1.1", Outcome.MET)


def line(number: int, change: Change, who: str, kind: LineKind = LineKind.ACT) -> JournalLine:
    return JournalLine(number, change, who, MORNING, kind)


def test_who_recorded_the_verdict_that_holds_judged_it() -> None:
    lines = [line(1, MET, "甲"), line(2, MET, "乙 ")]
    assert judges(BASE.value, lines) == {"1.1": "乙"}


def test_what_was_taken_back_judged_nothing() -> None:
    lines = [line(1, MET, "甲"), line(2, MET.inverse(), "甲", LineKind.UNDO)]
    assert judges(BASE.value, lines) == {}


def test_a_remark_is_no_judgement_and_other_acts_are_none() -> None:
    remark = changes.record_remark(BASE.value, "1.1", "请补照片")
    team = changes.change_team(BASE.value, {"w": Assessor("w", "赵工")})
    merged = replace(MET, act=Act.MERGE_PACKAGE)
    assert judges(BASE.value, [line(1, MET, "甲"), line(2, remark, "乙"), line(3, team, "丙"), line(4, merged, "丁")]) == {"1.1": "甲"}


def test_what_a_merge_brought_was_judged_by_whoever_did_it() -> None:
    merged = replace(MET, act=Act.MERGE_PACKAGE)
    found = judges(BASE.value, [line(1, merged, "组长")], {1: [line(1, MET, "乙"), line(1, replace(MET, act=Act.COMMENT), "丙")]})
    assert found == {"1.1": "乙"}


def test_of_two_who_recorded_different_verdicts_the_one_that_stands_judged() -> None:
    built = BASE.verdict("1.1", Outcome.MET)
    other = changes.record_outcome(BASE.value, "1.1", Outcome.NOT_MET)
    assert judges(built.value, [line(1, MET, "甲"), line(2, other, "乙")]) == {"1.1": "甲"}


def test_a_verdict_on_many_items_and_a_confirmation_judge() -> None:
    many = changes.joined(Act.RECORD_MANY, [MET, changes.record_outcome(BASE.value, "1.2", Outcome.NOT_MET)])
    other = changes.change_mine(BASE.value, replace(BASE.value.mine, region="示例省"))
    mixed = Change(Act.RECORD_MANY, (*many.edits, *other.edits))
    again = Change(Act.CONFIRM_AGAIN, (), "1.2")
    assert judges(BASE.value, [line(1, mixed, "甲"), line(2, again, "乙")]) == {"1.1": "甲", "1.2": "乙"}


def test_who_saw_the_faults_judged_the_item_even_where_another_typed() -> None:
    built = BASE.saw("1.1")
    seen = changes.record_observation(BASE.value, Observation("o1", "1.1", "有积尘"))
    assert judges(built.value, [line(1, seen, "录入员")]) == {"1.1": "王工"}


def test_faults_of_two_people_leave_it_to_the_journal() -> None:
    built = BASE.saw("1.1").saw("1.1")
    second = replace(built.value.observations["o2"], assessor="x")
    value = replace(
        built.value,
        team={**built.value.team, "x": Assessor("x", "赵工")},
        observations={**built.value.observations, "o2": second, "o3": replace(second, id="o3", is_fault=False)},
    )
    assert judges(value, [line(1, MET, "甲")]) == {"1.1": "甲"}


def test_who_submitted_an_item_is_the_last_resort() -> None:
    value = replace(
        BASE.value, reviews={"1.2": Review("1.2", ReviewState.SUBMITTED, "乙"), "1.1": Review("1.1", ReviewState.SUBMITTED, "")}
    )
    assert judges(value, []) == {"1.2": "乙"}


def test_experts_are_judged_by_their_own_points_and_open_items_not_at_all() -> None:
    built = BASE.verdict("1.1", Outcome.MET).judged("2.1", {"w": 9, "gone": 3, "blank": 5})
    built = replace(built, value=replace(built.value, team={**built.value.team, "blank": Assessor("blank", " ")}))
    found = judgings(built.template, built.value, built.score(), [])
    assert [(each.item, each.evaluator, each.share, each.is_full) for each in found] == [
        ("1.1", "", 1, True),
        ("2.1", "王工", 1, True),
        ("2.1", "gone", Fraction(1, 3), False),
    ]


def test_a_case_has_the_words_photos_and_frame_of_its_assessment() -> None:
    built = BASE.verdict("1.1", Outcome.MET, reason="资料齐全").saw("1.2", " 裸露土方未覆盖 ").judged("2.1", {"w": 9}, reason="绿化好")
    built = built.with_photo("o1").with_photo("1.1").with_photo()
    remarked = changes.record_remark(built.value, "1.2", "已拍照").apply(built.value)
    marked = changes.mark_not_applicable(remarked, "1.1", NotApplicable(NotApplicableKind.EXCLUDED, "本矿没有"))
    value = marked.apply(remarked)
    drawn = replace(value.evidence["e3"], revision_of="e1")
    profile = replace(value.profile, revision=Revision(2, "old", "", "更正"))
    value = replace(value, evidence={**value.evidence, "e3": drawn}, profile=profile)
    case = case_of(value, built.template, built.score(), built.rate(), [], UTC)
    assert [(words.item, words.source, words.text) for words in case.words] == [
        ("1.2", Source.OBSERVATION, "裸露土方未覆盖"),
        ("1.1", Source.REASON, "资料齐全"),
        ("1.1", Source.REASON, "本矿没有"),
        ("1.2", Source.REMARK, "已拍照"),
        ("2.1", Source.REASON, "绿化好"),
    ]
    assert [(picture.evidence, picture.item) for picture in case.pictures] == [("e1", "1.2"), ("e2", "1.1")]
    assert (case.id, case.template, case.replaces, case.verdict, case.margin) == ("a1", "test/template", "old", Verdict.UNDETERMINED, None)
    assert case_of(BASE.value, BASE.template, BASE.score(), BASE.rate(), [], UTC).replaces == ""


def test_a_case_counts_its_days_on_site() -> None:
    built = BASE.saw("1.1").saw("1.2", place="堆场")
    value = replace(built.value, profile=replace(built.value.profile, visit_from=date(2026, 11, 21)))
    later = replace(value.observations["o2"], observed_at=MORNING + timedelta(hours=3, minutes=1))
    value = replace(value, observations={**value.observations, "o2": later})
    [day] = case_of(value, built.template, built.score(), built.rate(), [], UTC).on_site.days
    assert (day.hours, day.proofs, day.places) == (Decimal("3.00"), 2, ("堆场", "筛分车间"))
