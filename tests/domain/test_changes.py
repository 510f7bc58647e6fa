# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Acts on an assessment: applied, undone, merged, refused; and the journal they leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evaluator_app.domain import changes
from evaluator_app.domain.applicability import NotApplicableKind
from evaluator_app.domain.assessment import (
    Answer,
    Assessment,
    Assessor,
    Judgement,
    NotApplicable,
    Observation,
    Outcome,
)
from evaluator_app.domain.changes import Act, AssessmentClosedError, Change, Edit, StaleChangeError, joined
from evaluator_app.domain.codec import DocumentError
from evaluator_app.domain.records import RecordKind, assembled, records
from evaluator_app.domain.status import AssessmentStatus
from tests.builders import a_template, an_assessment
from tests.domain.acts import ACTS, OBSERVATION, PHOTO, D, fresh, to_look_again, worked


@pytest.mark.parametrize("act", Act)
def test_each_act_changes_what_it_names_and_its_inverse_brings_back_what_was(act: Act) -> None:
    before = to_look_again(worked())
    change = ACTS[act](before)
    after = change.apply(before)
    assert (change.act, after != before) == (act, True)
    assert change.inverse().apply(after) == before
    assert change.inverse().inverse() == change
    touched = {name for name, value in records(after).items() if records(before).get(name) != value}
    gone = set(records(before)) - set(records(after))
    assert change.change_set().records == touched | gone


@pytest.mark.parametrize("act", Act)
def test_each_act_has_a_name_for_the_menus(act: Act) -> None:
    change = ACTS[act](worked())
    assert change.describe().code == f"act.{act.value}"
    assert change.describe("1.1 分区").text() == f"{change.describe().text()}: 1.1 分区"


def test_an_act_of_several_changes_touches_no_record_twice() -> None:
    met = changes.record_outcome(worked(), "1.1", Outcome.MET)
    with pytest.raises(ValueError, match="twice"):
        joined(Act.RECORD_MANY, (met, met))


def test_an_assessment_is_put_together_again_from_its_records() -> None:
    whole = worked()
    frame = (Act.CHANGE_PLACES, Act.SET_CLOCK, Act.CHANGE_OUTLINES, Act.FILL_FORM, Act.TAKE_OVER_ROUND, Act.TAKE_SELF_SCORES)
    team = (Act.ASSIGN_WORK, Act.REVIEW_ITEM, Act.COMMENT, Act.SIGN_OFF, Act.MERGE_PACKAGE, Act.ORDER_MENDING)
    for act in (*frame, *team):
        whole = ACTS[act](whole).apply(whole)
    found = [(kind, key, value) for (kind, key), value in records(whole).items()]
    assert assembled(whole.id, found) == whole
    with pytest.raises(KeyError, match="mine"):
        assembled(whole.id, [row for row in found if row[0] is not RecordKind.MINE])


def test_a_change_set_tells_what_was_touched() -> None:
    touched = ACTS[Act.EDIT_OBSERVATION](worked()).change_set()
    assert touched.touches(RecordKind.OBSERVATION)
    assert touched.touches(RecordKind.OBSERVATION, "o1")
    assert not touched.touches(RecordKind.OBSERVATION, "o2")
    assert not touched.touches(RecordKind.FINDING)


def test_removing_an_observation_keeps_its_photos_with_the_item() -> None:
    after = changes.remove_observation(worked(), "o1").apply(worked())
    assert (after.observations, after.evidence["e1"].targets) == ({}, ("1.1",))
    other = changes.attach_evidence(worked(), replace(PHOTO, id="e2", targets=("1.2",))).apply(worked())
    assert changes.remove_observation(other, "o1").apply(other).evidence["e2"].targets == ("1.2",)


def test_what_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(KeyError):
        changes.remove_observation(fresh(), "o1")
    with pytest.raises(KeyError):
        changes.detach_evidence(fresh(), "e1")


def test_evidence_without_a_target_has_no_subject() -> None:
    loose = replace(PHOTO, targets=())
    change = changes.attach_evidence(fresh(), loose)
    assert (change.subject, changes.detach_evidence(change.apply(fresh()), "e1").subject) == ("", "")
    assert (changes.attach_evidence(fresh(), PHOTO).subject, changes.detach_evidence(worked(), "e1").subject) == ("o1", "o1")


def test_a_verdict_keeps_values_and_reason_and_drops_a_mark_of_not_applicable() -> None:
    marked = changes.mark_not_applicable(fresh(), "1.1", NotApplicable(NotApplicableKind.EXCLUDED, "没有")).apply(fresh())
    assert marked.answer("1.1").outcome is Outcome.NOT_APPLICABLE
    valued = changes.record_answer(marked, "1.1", "", replace(marked.answer("1.1"), values={"value": D(3)}, reason="见表")).apply(marked)
    answer = changes.record_outcome(valued, "1.1", Outcome.MET).apply(valued).answer("1.1")
    assert answer == Answer(Outcome.MET, {"value": D(3)}, reason="见表")


@pytest.mark.parametrize(
    "act", [Act.RECORD_FINDING, Act.RECORD_OBSERVATION, Act.EDIT_OBSERVATION, Act.REMOVE_OBSERVATION], ids=lambda act: act.value
)
def test_whoever_records_something_for_an_item_has_looked_at_it_again(act: Act) -> None:
    before = to_look_again(worked(), "1.1")
    after = ACTS[act](before).apply(before)
    assert (before.findings["1.1"].look_again, after.findings["1.1"].look_again) == ("test/template 2025", "")
    assert ACTS[act](before).inverse().apply(after) == before


def test_a_remark_or_a_photo_is_no_second_look() -> None:
    before = to_look_again(worked())
    remarked = changes.record_remark(before, "1.2", "待复查").apply(before)
    shown = changes.attach_evidence(before, replace(PHOTO, id="e2", targets=("1.2",))).apply(before)
    assert remarked.findings["1.2"].look_again == shown.findings["1.2"].look_again == "test/template 2025"


def test_a_confirmation_changes_nothing_but_the_mark() -> None:
    before = to_look_again(worked())
    assert changes.confirm_again(before, "1.2").apply(before) == worked()
    with pytest.raises(KeyError):
        changes.confirm_again(before, "1.1")


def test_an_empty_answer_leaves_no_trace_but_the_remark() -> None:
    after = changes.record_answer(worked(), "1.2", "", Answer()).apply(worked())
    assert after.findings["1.2"].answers == {}
    remarked = changes.record_remark(after, "1.2", "复查").apply(after)
    assert (remarked.findings["1.2"].remark, remarked.answer("1.2")) == ("复查", Answer())


def test_experts_give_points_and_take_them_back() -> None:
    given = changes.record_judgement(fresh(), "1.1", "w", Judgement(D(4), "好")).apply(fresh())
    both = changes.record_judgement(given, "1.1", "z", Judgement(D(3), "可")).apply(given)
    assert dict(both.answer("1.1").judgements) == {"w": Judgement(D(4), "好"), "z": Judgement(D(3), "可")}
    back = changes.record_judgement(both, "1.1", "w", None).apply(both)
    assert set(back.answer("1.1").judgements) == {"z"}


def test_a_change_of_the_profile_leaves_the_stage_alone() -> None:
    assert ACTS[Act.CHANGE_PROFILE](fresh()).apply(fresh()).profile.status is AssessmentStatus.DRAFT


def test_a_change_of_the_team_holds_only_who_differs() -> None:
    change = changes.change_team(fresh(), {**fresh().team, "z": Assessor("z", "张工")})
    assert [edit.key for edit in change.edits] == ["z"]


def test_a_change_that_does_not_fit_any_more_is_refused() -> None:
    change = changes.record_observation(fresh(), OBSERVATION)
    with pytest.raises(StaleChangeError, match="observation o1"):
        change.apply(worked())


def test_what_no_file_could_give_back_is_refused_before_it_is_saved() -> None:
    for text in ("a" * 20_001, "half \ud83d", "zero \0"):
        with pytest.raises(DocumentError):
            changes.record_remark(fresh(), "1.1", text).apply(fresh())
    with pytest.raises(DocumentError):
        changes.record_answer(fresh(), "1.1", "", Answer(values={"value": D(10) ** 12})).apply(fresh())


def at(status: AssessmentStatus) -> Assessment:
    return replace(worked(), profile=replace(worked().profile, status=status))


@pytest.mark.parametrize("status", [status for status in AssessmentStatus if status is not AssessmentStatus.DRAFT])
@pytest.mark.parametrize("act", [act for act in Act if act not in (Act.CHANGE_STATUS, Act.ORDER_MENDING, Act.FOLLOW_MENDING)])
def test_once_completed_nothing_but_mending_can_change(status: AssessmentStatus, act: Act) -> None:
    if act is Act.MERGE_PACKAGE and not status.is_final:
        assert ACTS[act](at(status)).apply(at(status)) != at(status)  # colleagues' work may still come in before a signature
        return
    with pytest.raises(AssessmentClosedError):
        ACTS[act](at(status)).apply(at(status))


def test_the_stages_follow_each_other() -> None:
    allowed = {(before.value, after.value) for before in AssessmentStatus for after in AssessmentStatus if before.may_become(after)}
    assert allowed == {
        ("draft", "completed"),
        ("completed", "draft"),
        ("completed", "signed"),
        ("signed", "submitted"),
        ("submitted", "accepted"),
        ("submitted", "returned"),
    }
    with pytest.raises(ValueError, match="draft cannot become signed"):
        changes.change_status(fresh(), AssessmentStatus.SIGNED)


def test_a_signature_cannot_be_undone() -> None:
    completed = at(AssessmentStatus.COMPLETED)
    signing = changes.change_status(completed, AssessmentStatus.SIGNED)
    signed = signing.apply(completed)
    with pytest.raises(AssessmentClosedError):
        signing.inverse().apply(signed)


def test_a_change_of_stage_carries_nothing_else_into_a_closed_assessment() -> None:
    completed = at(AssessmentStatus.COMPLETED)
    for new in (replace(completed.profile, status=AssessmentStatus.SIGNED, client="别人"), completed.profile):
        smuggled = Change(Act.CHANGE_STATUS, (Edit(RecordKind.PROFILE, "", completed.profile, new),))
        with pytest.raises(AssessmentClosedError):
            smuggled.apply(completed)
    with pytest.raises(AssessmentClosedError):
        Change(Act.CHANGE_STATUS, ACTS[Act.RECORD_FINDING](completed).edits).apply(completed)


def typed(assessment: Assessment, *texts: str) -> tuple[Assessment, list[Change]]:
    done = []
    for text in texts:
        change = changes.record_remark(assessment, "1.1", text)
        assessment = change.apply(assessment)
        done.append(change)
    return assessment, done


def test_typing_in_one_field_is_one_act() -> None:
    after, (first, second, third) = typed(fresh(), "台", "台阶", "台阶高")
    merged = first.merge(second)
    assert merged is not None
    merged = merged.merge(third)
    assert merged is not None
    assert merged.apply(fresh()) == after
    assert merged.inverse().apply(after) == fresh()


def test_different_acts_stay_apart() -> None:
    after, (first, second) = typed(fresh(), "台", "台阶")
    elsewhere = changes.record_remark(after, "1.2", "其他")
    observation = changes.record_observation(after, OBSERVATION)
    several = changes.change_records(after, changes.Act.RECORD_MANY, RecordKind.EVIDENCE, {"e1": PHOTO, "e2": replace(PHOTO, id="e2")})
    assert first.merge(elsewhere) is None
    assert first.merge(observation) is None
    assert several.merge(several) is None
    assert second.merge(first) is None


def test_the_files_of_one_import_are_one_act() -> None:
    first = changes.attach_evidence(fresh(), PHOTO, replace(PHOTO, id="e2"))
    between = first.apply(fresh())
    second = changes.attach_evidence(between, replace(PHOTO, id="e3"))
    merged = first.merge(second)
    assert merged is not None
    assert merged.apply(fresh()) == second.apply(between)
    assert merged.inverse().apply(second.apply(between)) == fresh()
    assert merged.subject == first.subject
    assert first.merge(changes.detach_evidence(between, "e2")) is None


def test_a_removal_and_a_return_are_two_acts() -> None:
    removal = changes.detach_evidence(worked(), "e1")
    again = Change(Act.DETACH_EVIDENCE, (Edit(RecordKind.EVIDENCE, "e1", None, PHOTO),))
    assert removal.merge(again) is None


def test_a_visit_can_be_dated() -> None:
    dated = changes.change_profile(fresh(), replace(fresh().profile, visit_to=date(2026, 11, 23))).apply(fresh())
    assert dated.profile.visit_to == date(2026, 11, 23)


def test_a_new_observation_that_is_typed_on_is_still_one_new_observation() -> None:
    blank = an_assessment(a_template().with_item("1.1", 2)).value
    first = changes.record_observation(blank, Observation("o", "1.1", "界线"))
    typed = first.apply(blank)
    later = changes.record_observation(typed, Observation("o", "1.1", "界线不清", place="工业广场"))
    merged = first.merge(later)
    assert merged is not None
    assert merged.apply(blank) == later.apply(typed)
    assert merged.inverse().apply(later.apply(typed)) == blank
