# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The review of items: submitted, changes requested, accepted; and that editing what was accepted opens it again.

What was found for an item is its finding and its ledger, words and points alike. Evidence of it may be added, named and filed without
opening anything: proof that is added changes no word that was accepted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum

from evaluator_app.domain.assessment import Assessment, Observation, Outcome
from evaluator_app.domain.changes import Act, Change, Edit, change_records
from evaluator_app.domain.criteria import ScoreState
from evaluator_app.domain.records import RecordKind
from evaluator_app.domain.scoring import ScoreCard
from evaluator_app.domain.sentence import Sentence, say
from evaluator_app.domain.teamwork import Review, ReviewState
from evaluator_app.domain.walking import applies_not


class Step(Enum):
    """What a person does with the review of an item."""

    SUBMIT = "submit"
    REQUEST_CHANGES = "request_changes"
    ACCEPT = "accept"
    REOPEN = "reopen"


class WorkState(Enum):
    """How far the work on one item has come, from the first look to its acceptance."""

    OPEN = "open"
    """Not assessed yet, or to be looked at again."""
    DONE = "done"
    """Assessed, and not submitted yet."""
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes_requested"
    REOPENED = "reopened"
    ACCEPTED = "accepted"


_NEXT: Mapping[Step, ReviewState] = {
    Step.SUBMIT: ReviewState.SUBMITTED,
    Step.REQUEST_CHANGES: ReviewState.CHANGES_REQUESTED,
    Step.ACCEPT: ReviewState.ACCEPTED,
    Step.REOPEN: ReviewState.REOPENED,
}
_FROM: Mapping[Step, Collection[WorkState]] = {
    Step.SUBMIT: (WorkState.DONE, WorkState.CHANGES_REQUESTED, WorkState.REOPENED),
    Step.REQUEST_CHANGES: (WorkState.SUBMITTED, WorkState.ACCEPTED),
    Step.ACCEPT: (WorkState.SUBMITTED,),
    Step.REOPEN: (WorkState.ACCEPTED,),
}
_STATES: Mapping[WorkState, Sentence] = {
    WorkState.OPEN: say("work.open", "Not assessed"),
    WorkState.DONE: say("work.done", "To be submitted"),
    WorkState.SUBMITTED: say("work.submitted", "Handed in"),
    WorkState.CHANGES_REQUESTED: say("work.changes_requested", "Changes requested"),
    WorkState.REOPENED: say("work.reopened", "Open again"),
    WorkState.ACCEPTED: say("work.accepted", "Passed review"),
}


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who takes a step, when, and with which words."""

    name: str
    at: datetime | None = None
    words: str = ""
    editors: Mapping[str, str] = field(default_factory=dict)
    """Name of who edited an item last, by item, as far as it is known here."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What one step on several items comes to."""

    change: Change
    taken: tuple[str, ...]
    """Ids of the items that take it."""
    refused: tuple[tuple[str, Sentence], ...]
    """Ids of the others, each with why."""


def state_word(state: WorkState) -> Sentence:
    """Return the word for a state."""
    return _STATES[state]


def work_states(assessment: Assessment, card: ScoreCard) -> Mapping[str, WorkState]:
    """Return how far the work on every item and prerequisite has come; what does not apply by the facts of the mine is left out."""
    found: dict[str, WorkState] = {}
    for result in card.prerequisites:
        finding = assessment.findings.get(result.id)
        if result.outcome is not Outcome.NOT_APPLICABLE:
            is_open = result.outcome is Outcome.NOT_ASSESSED or bool(finding and finding.look_again)
            found[result.id] = _work_state(assessment, result.id, is_open=is_open)
    for item in card.items():
        if not applies_not(item, assessment):
            is_open = item.award.state is ScoreState.NOT_ASSESSED or item.is_to_look_at_again
            found[item.id] = _work_state(assessment, item.id, is_open=is_open)
    return found


def review(assessment: Assessment, card: ScoreCard, step: Step, targets: Sequence[str], by: Reviewer) -> Reviewed:
    """Take a step on all items that take it, as one act; the others are named, each with why."""
    states = work_states(assessment, card)
    why = {target: refusal(assessment, step, target, by, states.get(target)) for target in targets}
    taken = tuple(target for target, sentence in why.items() if sentence is None)
    changed = {target: _next(assessment.reviews.get(target), step, target, by) for target in taken}
    subject = taken[0] if len(taken) == 1 else ""
    change = change_records(assessment, Act.REVIEW_ITEM, RecordKind.REVIEW, changed, subject)
    return Reviewed(change, taken, tuple((target, sentence) for target, sentence in why.items() if sentence is not None))


def refusal(assessment: Assessment, step: Step, target: str, by: Reviewer, state: WorkState | None) -> Sentence | None:
    """Return why a step is not taken on an item of this state; None where it is. No state is an item that is not asked for."""
    if not by.name.strip():
        return say("review.no_name", "Nobody is named who works here; a review needs a name")
    if state is None:
        return say("review.unknown", "This item is not asked for in this assessment")
    if state is WorkState.OPEN and step is Step.SUBMIT:
        return say("review.open", "It is not assessed yet")
    if state not in _FROM[step]:
        return _out_of_turn(step, state)
    if step is Step.REQUEST_CHANGES and not by.words.strip():
        return say("review.no_words", "Say what is to be changed")
    held = assessment.reviews.get(target)
    if step in (Step.ACCEPT, Step.REQUEST_CHANGES) and held is not None:
        name = by.name.strip()
        if held.author == name:
            return say("review.own", "{name} submitted it; somebody else reviews it", name=name)
        if step is Step.ACCEPT and name in (held.edited_by, by.editors.get(target)):
            return say("review.edited", "{name} edited it last; somebody else accepts it", name=name)
    return None


def with_reopening(assessment: Assessment, change: Change, who: str = "", at: datetime | None = None) -> Change:
    """Return an act together with what it does to reviews: an accepted item that it edits is open again.

    Who edits a submitted item that another submitted is kept with its review. Merging says itself what becomes of reviews; who
    closes a conflict decides between the words of others, and has not edited the item by that.
    """
    if change.act is Act.MERGE_PACKAGE:
        return change
    editor = "" if change.act is Act.CLOSE_CONFLICT else who
    by_hand = {edit.key for edit in change.edits if edit.kind is RecordKind.REVIEW}
    edits: list[Edit] = []
    for target in sorted(edited_targets(change) - by_hand):
        held = assessment.reviews.get(target)
        if held is not None and (edited := _edited(held, editor, at)) != held:
            edits.append(Edit(RecordKind.REVIEW, target, held, edited))
    return replace(change, edits=(*change.edits, *edits)) if edits else change


def edited_targets(change: Change) -> frozenset[str]:
    """Return the ids of the items whose findings or observations an act edits."""
    found = {edit.key for edit in change.edits if edit.kind is RecordKind.FINDING}
    for edit in change.edits:
        found |= {record.target for record in (edit.old, edit.new) if isinstance(record, Observation)}
    return frozenset(found)


def _work_state(assessment: Assessment, target: str, *, is_open: bool) -> WorkState:
    held = assessment.reviews.get(target)
    if held is not None:
        return WorkState(held.state.value)
    return WorkState.OPEN if is_open else WorkState.DONE


def _next(held: Review | None, step: Step, target: str, by: Reviewer) -> Review:
    words, name = by.words.strip(), by.name.strip()
    if step is Step.SUBMIT or held is None:
        editor = by.editors.get(target) or (held.edited_by if held else "")
        return Review(target, _NEXT[step], name, words=words, at=by.at, edited_by="" if editor == name else editor)
    reviewer = held.reviewer if step is Step.REOPEN else name
    return replace(held, state=_NEXT[step], reviewer=reviewer, words=words, at=by.at)


def _edited(held: Review, who: str, at: datetime | None) -> Review:
    editor = held.edited_by if not who else "" if who == held.author else who
    if held.state is ReviewState.ACCEPTED:
        return replace(held, state=ReviewState.REOPENED, at=at, edited_by=editor)
    return replace(held, edited_by=editor)


def _out_of_turn(step: Step, state: WorkState) -> Sentence:
    if step is Step.SUBMIT:
        return say("review.not_to_submit", "It is submitted already: {state}", state=state_word(state))
    if step is Step.REOPEN:
        return say("review.not_accepted", "Only an accepted item is opened again; this one: {state}", state=state_word(state))
    return say("review.not_submitted", "Only a submitted item is reviewed; this one: {state}", state=state_word(state))
