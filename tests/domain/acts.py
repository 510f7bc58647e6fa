# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""An assessment that has been worked on, and one example of every act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import (
    Assessment,
    Assessor,
    Consensus,
    Evidence,
    Finding,
    Mine,
    Observation,
    Outcome,
)
from evaluator_app.domain.changes import Act, Change, change_records, joined
from evaluator_app.domain.forms.definition import FieldKind, FormDefinition, FormField, FormScope, Stage
from evaluator_app.domain.forms.record import FormRecord, FormRow
from evaluator_app.domain.mending import Rectification
from evaluator_app.domain.moving import move, plan_move
from evaluator_app.domain.on_site import CameraClock, Corner, Outline, OutlineKind, Place
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.rounds import EarlierFault, EarlierPhoto, EarlierState, SelfScore
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.teamwork import Assignment, AssignmentScope, Closing, Comment, Conflict, Review, ReviewState, SignOff, Stated
from tests.builders import MORNING, a_template, an_assessment

D = Decimal
OBSERVATION = Observation("o1", "1.1", "有积尘", "料场")
PHOTO = Evidence("e1", "1.jpg", "0" * 64, 10, "image/jpeg", ("o1",), added_at=MORNING)


BOUNDARY = Outline("b", "矿区范围", OutlineKind.BOUNDARY, (Corner(D(112), D(35)), Corner(D("112.1"), D(35)), Corner(D(112), D("35.1"))))
PERMIT = FormDefinition("permit", "1", "证照", Stage.DESK_REVIEW, FormScope.ITEM, (FormField("number", "证号", FieldKind.TEXT),))
FILLED = FormRecord("f1", PERMIT.key, "1.1", {"number": "C1000002011"}, {"readings": (FormRow({"value": "3.5"}),)})
EARLIER = EarlierFault("o9", "1.1", "料场有积尘", "料场", photos=("1" * 64,))
SHARE = Assignment(AssignmentScope.GROUP, "1", assessor="z")
CONFLICT = Conflict('["observation","o1"]', "1.1", (Stated("张工", "1"), Stated("王工", "2")))

TEMPLATE = a_template().with_item("1.1", 5).with_item("1.2", 5).build()


def fresh() -> Assessment:
    return an_assessment(TEMPLATE).value


def worked() -> Assessment:
    assessment = changes.record_observation(fresh(), OBSERVATION).apply(fresh())
    assessment = changes.attach_evidence(assessment, PHOTO).apply(assessment)
    assessment = change_records(assessment, Act.FILL_FORM, RecordKind.FORM_RECORD, {"f1": FILLED}).apply(assessment)
    return changes.record_outcome(assessment, "1.2", Outcome.MET, reason="符合").apply(assessment)


def to_look_again(assessment: Assessment, target: str = "1.2") -> Assessment:
    finding = replace(assessment.findings.get(target) or Finding(target), look_again="test/template 2025")
    return replace(assessment, findings={**assessment.findings, target: finding})


ACTS: dict[Act, Callable[[Assessment], Change]] = {
    Act.RECORD_FINDING: lambda a: changes.record_outcome(a, "1.1", Outcome.NOT_MET),
    Act.RECORD_OBSERVATION: lambda a: changes.record_observation(a, replace(OBSERVATION, id="o2")),
    Act.EDIT_OBSERVATION: lambda a: changes.record_observation(a, replace(OBSERVATION, count=2)),
    Act.REMOVE_OBSERVATION: lambda a: changes.remove_observation(a, "o1"),
    Act.ATTACH_EVIDENCE: lambda a: changes.attach_evidence(a, replace(PHOTO, id="e2"), replace(PHOTO, id="e3")),
    Act.EDIT_EVIDENCE: lambda a: changes.attach_evidence(a, replace(PHOTO, caption="料场")),
    Act.DETACH_EVIDENCE: lambda a: changes.detach_evidence(a, "e1"),
    Act.CHANGE_MINE: lambda a: changes.change_mine(a, Mine("新名")),
    Act.CHANGE_PROFILE: lambda a: changes.change_profile(a, replace(a.profile, client="集团", status=AssessmentStatus.SIGNED)),
    Act.CHANGE_TEAM: lambda a: changes.change_team(a, {"z": Assessor("z", "张工")}),
    Act.CHANGE_STATUS: lambda a: changes.change_status(a, AssessmentStatus.COMPLETED),
    Act.MOVE_TEMPLATE: lambda a: move(a, plan_move(a, TEMPLATE, replace(TEMPLATE, edition="2027"))),
    Act.CONFIRM_AGAIN: lambda a: changes.confirm_again(a, "1.2"),
    Act.RECORD_MANY: lambda a: joined(
        Act.RECORD_MANY, (changes.record_outcome(a, "1.1", Outcome.MET), changes.record_outcome(a, "1.2", Outcome.NOT_MET))
    ),
    Act.CHANGE_PLACES: lambda a: change_records(a, Act.CHANGE_PLACES, RecordKind.PLACE, {"p1": Place("p1", "+120 台阶", "pit")}),
    Act.SET_CLOCK: lambda a: change_records(a, Act.SET_CLOCK, RecordKind.CLOCK, {"X1": CameraClock("X1", -75)}),
    Act.FILE_BY_CARDS: lambda a: change_records(a, Act.FILE_BY_CARDS, RecordKind.EVIDENCE, {"e1": replace(PHOTO, place="料场")}),
    Act.CHANGE_OUTLINES: lambda a: change_records(a, Act.CHANGE_OUTLINES, RecordKind.OUTLINE, {"b": BOUNDARY}),
    Act.FILL_FORM: lambda a: joined(
        Act.FILL_FORM,
        (
            change_records(a, Act.FILL_FORM, RecordKind.FORM, {PERMIT.key: PERMIT}),
            change_records(a, Act.FILL_FORM, RecordKind.FORM_RECORD, {"f2": replace(FILLED, id="f2")}),
        ),
    ),
    Act.REMOVE_FORM: lambda a: change_records(a, Act.REMOVE_FORM, RecordKind.FORM_RECORD, {"f1": None}),
    Act.CLOSE_SPREAD: lambda a: changes.close_spread(a, "1.2", Consensus("取中间值", "w")),
    Act.TAKE_OVER_ROUND: lambda a: change_records(a, Act.TAKE_OVER_ROUND, RecordKind.EARLIER_FAULT, {"o9": EARLIER}),
    Act.VERIFY_EARLIER: lambda a: change_records(
        a, Act.VERIFY_EARLIER, RecordKind.EARLIER_FAULT, {"o8": replace(EARLIER, id="o8", state=EarlierState.MENDED)}
    ),
    Act.PAIR_PHOTOS: lambda a: change_records(
        a, Act.PAIR_PHOTOS, RecordKind.EARLIER_PHOTO, {"p9": EarlierPhoto("p9", "9" * 64, now=("e1",), is_settled=True)}
    ),
    Act.SET_SCOPE: lambda a: replace(changes.change_profile(a, replace(a.profile, scope=("1.1",))), act=Act.SET_SCOPE),
    Act.TAKE_SELF_SCORES: lambda a: change_records(
        a, Act.TAKE_SELF_SCORES, RecordKind.SELF_SCORE, {"1.1": SelfScore("1.1", D(5), "全部达到")}
    ),
    Act.ASSIGN_WORK: lambda a: change_records(a, Act.ASSIGN_WORK, RecordKind.ASSIGNMENT, {SHARE.key: SHARE}),
    Act.REVIEW_ITEM: lambda a: change_records(
        a, Act.REVIEW_ITEM, RecordKind.REVIEW, {"1.1": Review("1.1", ReviewState.SUBMITTED, "张工", at=MORNING)}, "1.1"
    ),
    Act.COMMENT: lambda a: change_records(
        a, Act.COMMENT, RecordKind.COMMENT, {"c1": Comment("c1", "1.1", "请补照片", "王工", MORNING)}, "1.1"
    ),
    Act.SIGN_OFF: lambda a: change_records(a, Act.SIGN_OFF, RecordKind.SIGN_OFF, {"s1": SignOff("s1", "张工", MORNING)}),
    Act.MERGE_PACKAGE: lambda a: joined(
        Act.MERGE_PACKAGE,
        (
            change_records(a, Act.MERGE_PACKAGE, RecordKind.OBSERVATION, {"o3": replace(OBSERVATION, id="o3")}),
            change_records(a, Act.MERGE_PACKAGE, RecordKind.CONFLICT, {CONFLICT.key: CONFLICT}),
        ),
    ),
    Act.CLOSE_CONFLICT: lambda a: change_records(
        a, Act.CLOSE_CONFLICT, RecordKind.CONFLICT, {CONFLICT.key: replace(CONFLICT, closing=Closing("王工", "以现场为准", MORNING, "2"))}
    ),
    Act.ORDER_MENDING: lambda a: change_records(
        a, Act.ORDER_MENDING, RecordKind.RECTIFICATION, {"r1": Rectification("r1", "1.1", "清扫积尘", "o1")}, "1.1"
    ),
    Act.FOLLOW_MENDING: lambda a: change_records(
        a, Act.FOLLOW_MENDING, RecordKind.RECTIFICATION, {"r1": Rectification("r1", "1.1", "清扫积尘", "o1", report="已清扫")}, "1.1"
    ),
}
