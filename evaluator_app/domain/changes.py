# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Every act on an assessment as a value: what record it replaces by what, so that it can be undone, journaled, merged.

A change is a set of edits under the name of an act. Functions named for the acts make them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from evaluator_app.domain.assessment import (
    Answer,
    Assessment,
    Assessor,
    Consensus,
    Evidence,
    Finding,
    Judgement,
    Mine,
    NotApplicable,
    Observation,
    Outcome,
    Profile,
)
from evaluator_app.domain.codec import require_readable
from evaluator_app.domain.mending_apart import is_about_mending, serves_mending_alone
from evaluator_app.domain.records import Record, RecordKind, record, with_records, with_single
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.teamwork import Conflict


class Act(Enum):
    """What a person did."""

    RECORD_FINDING = "record_finding"
    RECORD_OBSERVATION = "record_observation"
    EDIT_OBSERVATION = "edit_observation"
    REMOVE_OBSERVATION = "remove_observation"
    ATTACH_EVIDENCE = "attach_evidence"
    EDIT_EVIDENCE = "edit_evidence"
    DETACH_EVIDENCE = "detach_evidence"
    CHANGE_MINE = "change_mine"
    CHANGE_PROFILE = "change_profile"
    CHANGE_TEAM = "change_team"
    CHANGE_STATUS = "change_status"
    MOVE_TEMPLATE = "move_template"
    CONFIRM_AGAIN = "confirm_again"
    RECORD_MANY = "record_many"
    CHANGE_PLACES = "change_places"
    SET_CLOCK = "set_clock"
    FILE_BY_CARDS = "file_by_cards"
    CHANGE_OUTLINES = "change_outlines"
    FILL_FORM = "fill_form"
    REMOVE_FORM = "remove_form"
    CLOSE_SPREAD = "close_spread"
    TAKE_OVER_ROUND = "take_over_round"
    VERIFY_EARLIER = "verify_earlier"
    PAIR_PHOTOS = "pair_photos"
    SET_SCOPE = "set_scope"
    TAKE_SELF_SCORES = "take_self_scores"
    ASSIGN_WORK = "assign_work"
    REVIEW_ITEM = "review_item"
    COMMENT = "comment"
    SIGN_OFF = "sign_off"
    MERGE_PACKAGE = "merge_package"
    CLOSE_CONFLICT = "close_conflict"
    ORDER_MENDING = "order_mending"
    FOLLOW_MENDING = "follow_mending"


_NAMES: Mapping[Act, Sentence] = {
    Act.RECORD_FINDING: say("act.record_finding", "Record verdict"),
    Act.RECORD_OBSERVATION: say("act.record_observation", "Record observation"),
    Act.EDIT_OBSERVATION: say("act.edit_observation", "Edit observation"),
    Act.REMOVE_OBSERVATION: say("act.remove_observation", "Remove observation"),
    Act.ATTACH_EVIDENCE: say("act.attach_evidence", "Attach evidence"),
    Act.EDIT_EVIDENCE: say("act.edit_evidence", "Edit evidence"),
    Act.DETACH_EVIDENCE: say("act.detach_evidence", "Remove evidence"),
    Act.CHANGE_MINE: say("act.change_mine", "Change mine facts"),
    Act.CHANGE_PROFILE: say("act.change_profile", "Change assessment details"),
    Act.CHANGE_TEAM: say("act.change_team", "Change team"),
    Act.CHANGE_STATUS: say("act.change_status", "Change stage"),
    Act.MOVE_TEMPLATE: say("act.move_template", "Move to another edition"),
    Act.CONFIRM_AGAIN: say("act.confirm_again", "Confirm under the new edition"),
    Act.RECORD_MANY: say("act.record_many", "Record verdict on several items"),
    Act.CHANGE_PLACES: say("act.change_places", "Change places"),
    Act.SET_CLOCK: say("act.set_clock", "Set a camera's clock"),
    Act.FILE_BY_CARDS: say("act.file_by_cards", "File photos by divider cards"),
    Act.CHANGE_OUTLINES: say("act.change_outlines", "Change boundary and areas"),
    Act.FILL_FORM: say("act.fill_form", "Fill in a form"),
    Act.REMOVE_FORM: say("act.remove_form", "Remove a form"),
    Act.CLOSE_SPREAD: say("act.close_spread", "Close a difference of judgement"),
    Act.TAKE_OVER_ROUND: say("act.take_over_round", "Take over the round before"),
    Act.VERIFY_EARLIER: say("act.verify_earlier", "Verify an earlier fault"),
    Act.PAIR_PHOTOS: say("act.pair_photos", "Pair photos of then and now"),
    Act.SET_SCOPE: say("act.set_scope", "Choose what is looked at"),
    Act.TAKE_SELF_SCORES: say("act.take_self_scores", "Take in the mine's own scores"),
    Act.ASSIGN_WORK: say("act.assign_work", "Share out the work"),
    Act.REVIEW_ITEM: say("act.review_item", "Review an item"),
    Act.COMMENT: say("act.comment", "Comment on an item"),
    Act.SIGN_OFF: say("act.sign_off", "Sign off"),
    Act.MERGE_PACKAGE: say("act.merge_package", "Merge colleagues' work"),
    Act.CLOSE_CONFLICT: say("act.close_conflict", "Close a conflict"),
    Act.ORDER_MENDING: say("act.order_mending", "Order mending"),
    Act.FOLLOW_MENDING: say("act.follow_mending", "Follow mending"),
}


class StaleChangeError(ValueError):
    """A change does not fit the assessment it is applied to: a record is no longer what the change replaces."""


class AssessmentClosedError(ValueError):
    """The assessment is completed or signed; findings can no longer change, only what is put right can be followed."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One record replaced by another."""

    kind: RecordKind
    key: str
    """Id of the record; empty for profile and mine."""
    old: Record | None
    new: Record | None

    @property
    def is_of_mending(self) -> bool:
        """Whether it touches nothing of the findings: what is to be put right, a file that proves that alone, or a conflict on these."""
        if self.kind is RecordKind.RECTIFICATION:
            return True
        sides = [side for side in (self.old, self.new) if side is not None]
        if self.kind is RecordKind.CONFLICT:
            return all(isinstance(side, Conflict) and is_about_mending(side) for side in sides)
        return self.kind is RecordKind.EVIDENCE and all(isinstance(side, Evidence) and serves_mending_alone(side) for side in sides)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Which records a change touched; screens refresh those alone."""

    records: frozenset[tuple[RecordKind, str]]

    def touches(self, kind: RecordKind, key: str | None = None) -> bool:
        """Tell whether a record, or any of its kind, was touched."""
        return any(found is kind and key in (None, name) for found, name in self.records)


@dataclass(frozen=True, slots=True)
class Change:
    """One act: applied, undone and described as a whole."""

    act: Act
    edits: tuple[Edit, ...]
    subject: str = ""
    """Id of the indicator, prerequisite or record it is about."""

    @property
    def is_of_mending(self) -> bool:
        """Whether it touches nothing of the findings, so that it can be done, and taken back, when they are closed."""
        return all(edit.is_of_mending for edit in self.edits)

    def apply(self, assessment: Assessment) -> Assessment:
        """Return the assessment after the act.

        StaleChangeError if a record is not what the act replaces; AssessmentClosedError if findings can no longer change;
        DocumentError if a new record holds what no file could give back, such as a text without end. Colleagues' work may complete an
        assessment, or change one that was completed, in one act; into one that is signed it brings mending alone.
        """
        may_merge = self.act is Act.MERGE_PACKAGE and not assessment.profile.status.is_final
        waiting: dict[RecordKind, dict[str, Record | None]] = {}
        for edit in self.edits:
            if not may_merge and not assessment.profile.status.is_open and not (edit.is_of_mending or _is_step(assessment.profile, edit)):
                raise AssessmentClosedError(assessment.id)
            of_kind = waiting.setdefault(edit.kind, {})
            there = of_kind[edit.key] if edit.key in of_kind else record(assessment, edit.kind, edit.key)
            if there != edit.old:
                raise StaleChangeError(f"{edit.kind.value} {edit.key}")
            if edit.new is not None:
                require_readable(edit.new)
            if isinstance(edit.new, Profile | Mine):
                assessment = with_single(assessment, edit.new)
            else:
                of_kind[edit.key] = edit.new
        for kind, changed in waiting.items():
            assessment = with_records(assessment, kind, changed) if changed else assessment
        return assessment

    def inverse(self) -> Change:
        """Return the act that undoes this one."""
        edits = tuple(Edit(edit.kind, edit.key, edit.new, edit.old) for edit in reversed(self.edits))
        return Change(self.act, edits, self.subject)

    def merge(self, later: Change) -> Change | None:
        """Return both acts as one, for typing in one field and for files of one import; None if they are not one act."""
        if self.act is later.act is Act.ATTACH_EVIDENCE:
            return Change(self.act, self.edits + later.edits, self.subject)
        goes_on = self.act is later.act or (self.act, later.act) == (Act.RECORD_OBSERVATION, Act.EDIT_OBSERVATION)
        if not goes_on or len(self.edits) != 1 or len(later.edits) != 1:
            return None
        first, second = self.edits[0], later.edits[0]
        if (first.kind, first.key) != (second.kind, second.key) or first.new != second.old or None in (first.new, second.new):
            return None
        return Change(self.act, (replace(first, new=second.new),), self.subject)

    def describe(self, subject_title: str = "") -> Sentence:
        """Return the name of the act for menus and histories."""
        name = act_name(self.act)
        return say("act.on", "{act}: {subject}", act=name, subject=subject_title) if subject_title else name

    def change_set(self) -> ChangeSet:
        """Return which records it touches."""
        return ChangeSet(frozenset((edit.kind, edit.key) for edit in self.edits))


def act_name(act: Act) -> Sentence:
    """Return the name of an act for menus and histories."""
    return _NAMES[act]


def change_records(assessment: Assessment, act: Act, kind: RecordKind, changed: Mapping[str, Record | None], subject: str = "") -> Change:
    """Put in, replace or, for None, take out records of one kind that there can be many of, as one act."""
    edits = (Edit(kind, key, record(assessment, kind, key), new) for key, new in changed.items())
    return Change(act, tuple(edit for edit in edits if edit.old != edit.new), subject)


def joined(act: Act, changes: Iterable[Change], subject: str = "") -> Change:
    """Return several changes of different records as one act; a record that two of them touch is a ValueError."""
    edits = tuple(edit for change in changes for edit in change.edits)
    if len({(edit.kind, edit.key) for edit in edits}) < len(edits):
        raise ValueError("a record is changed twice in one act")
    return Change(act, edits, subject)


def record_answer(assessment: Assessment, target: str, part: str, answer: Answer) -> Change:
    """Record what was found for an item or a part of it; with that it has been looked at again."""
    old = assessment.findings.get(target)
    finding = old or Finding(target)
    answers = {path: given for path, given in finding.answers.items() if path != part}
    if answer != Answer():
        answers[part] = answer
    return _change(Act.RECORD_FINDING, RecordKind.FINDING, target, old, replace(finding, answers=answers, look_again=""), target)


def confirm_again(assessment: Assessment, target: str) -> Change:
    """Say that what was found for an item still holds under the edition moved to. KeyError where nothing was found."""
    return Change(Act.CONFIRM_AGAIN, (_seen_again(assessment.findings[target]),), target)


def record_outcome(assessment: Assessment, target: str, outcome: Outcome, part: str = "", reason: str | None = None) -> Change:
    """Record a verdict on an item or a part; a mark of not-applicable goes."""
    answer = assessment.answer(target, part)
    reason = answer.reason if reason is None else reason
    return record_answer(assessment, target, part, replace(answer, outcome=outcome, not_applicable=None, reason=reason))


def mark_not_applicable(assessment: Assessment, target: str, mark: NotApplicable) -> Change:
    """Mark an item as not applicable, with its reason."""
    answer = replace(assessment.answer(target), outcome=Outcome.NOT_APPLICABLE, not_applicable=mark)
    return record_answer(assessment, target, "", answer)


def record_judgement(assessment: Assessment, target: str, assessor: str, judgement: Judgement | None, part: str = "") -> Change:
    """Record one expert's points; None takes them back."""
    answer = assessment.answer(target, part)
    judgements = {who: given for who, given in answer.judgements.items() if who != assessor}
    if judgement is not None:
        judgements[assessor] = judgement
    return record_answer(assessment, target, part, replace(answer, judgements=judgements))


def close_spread(assessment: Assessment, target: str, consensus: Consensus | None, part: str = "") -> Change:
    """Close, as the leader, a point that the experts see very differently; None opens it again."""
    answer = replace(assessment.answer(target, part), consensus=consensus)
    return replace(record_answer(assessment, target, part, answer), act=Act.CLOSE_SPREAD)


def record_remark(assessment: Assessment, target: str, remark: str) -> Change:
    """Record a remark on an item."""
    old = assessment.findings.get(target)
    return _change(Act.RECORD_FINDING, RecordKind.FINDING, target, old, replace(old or Finding(target), remark=remark), target)


def record_observation(assessment: Assessment, observation: Observation) -> Change:
    """Record a new observation, or replace the one of the same id; with that its item has been looked at again."""
    old = assessment.observations.get(observation.id)
    act = Act.RECORD_OBSERVATION if old is None else Act.EDIT_OBSERVATION
    change = _change(act, RecordKind.OBSERVATION, observation.id, old, observation, observation.target)
    return replace(change, edits=(*change.edits, *_if_to_look_again(assessment, observation.target)))


def remove_observation(assessment: Assessment, observation_id: str) -> Change:
    """Remove an observation; evidence of it stays and only loses the link. KeyError for an unknown one."""
    observation = assessment.observations[observation_id]
    edits = [Edit(RecordKind.OBSERVATION, observation_id, observation, None)]
    for evidence in assessment.evidence.values():
        if observation_id in evidence.targets:
            kept = replace(evidence, targets=tuple(sorted({*evidence.targets, observation.target} - {observation_id})))
            edits.append(Edit(RecordKind.EVIDENCE, evidence.id, evidence, kept))
    edits.extend(_if_to_look_again(assessment, observation.target))
    return Change(Act.REMOVE_OBSERVATION, tuple(edits), observation.target)


def attach_evidence(assessment: Assessment, *evidence: Evidence) -> Change:
    """Attach evidence, or replace the one of the same id."""
    edits = tuple(Edit(RecordKind.EVIDENCE, item.id, assessment.evidence.get(item.id), item) for item in evidence)
    is_new = all(edit.old is None for edit in edits)
    subject = evidence[0].targets[0] if evidence and evidence[0].targets else ""
    return Change(Act.ATTACH_EVIDENCE if is_new else Act.EDIT_EVIDENCE, edits, subject)


def detach_evidence(assessment: Assessment, evidence_id: str) -> Change:
    """Remove evidence from the assessment; its file stays. KeyError for an unknown one."""
    evidence = assessment.evidence[evidence_id]
    subject = evidence.targets[0] if evidence.targets else ""
    return _change(Act.DETACH_EVIDENCE, RecordKind.EVIDENCE, evidence_id, evidence, None, subject)


def change_mine(assessment: Assessment, mine: Mine) -> Change:
    """Replace what is known of the mine."""
    return _change(Act.CHANGE_MINE, RecordKind.MINE, "", assessment.mine, mine)


def change_profile(assessment: Assessment, profile: Profile) -> Change:
    """Replace the frame of the assessment, its status excepted."""
    kept = replace(profile, status=assessment.profile.status)
    return _change(Act.CHANGE_PROFILE, RecordKind.PROFILE, "", assessment.profile, kept)


def change_team(assessment: Assessment, team: Mapping[str, Assessor]) -> Change:
    """Replace the members of the team that differ."""
    members = sorted({*assessment.team, *team})
    edits = (Edit(RecordKind.ASSESSOR, member, assessment.team.get(member), team.get(member)) for member in members)
    return Change(Act.CHANGE_TEAM, tuple(edit for edit in edits if edit.old != edit.new))


def change_status(assessment: Assessment, status: AssessmentStatus) -> Change:
    """Take the assessment one step further or back; ValueError for a step that is not allowed."""
    profile = assessment.profile
    if not profile.status.may_become(status):
        raise ValueError(f"{profile.status.value} cannot become {status.value}")
    return _change(Act.CHANGE_STATUS, RecordKind.PROFILE, "", profile, replace(profile, status=status))


def _change(act: Act, kind: RecordKind, key: str, old: Record | None, new: Record | None, subject: str = "") -> Change:
    return Change(act, (Edit(kind, key, old, new),), subject)


def _seen_again(finding: Finding) -> Edit:
    return Edit(RecordKind.FINDING, finding.target, finding, replace(finding, look_again=""))


def _if_to_look_again(assessment: Assessment, target: str) -> tuple[Edit, ...]:
    finding = assessment.findings.get(target)
    return (_seen_again(finding),) if finding is not None and finding.look_again else ()


def _is_step(profile: Profile, edit: Edit) -> bool:
    """Tell whether an edit does nothing but take a closed assessment a step that is allowed."""
    new = edit.new
    return isinstance(new, Profile) and new == replace(profile, status=new.status) and profile.status.may_become(new.status)
