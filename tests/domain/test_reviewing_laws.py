# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Laws of the review, over any order of acts, undo and redo: what is accepted is what was accepted, by somebody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Assessment, Outcome
from evaluator_app.domain.changes import Change
from evaluator_app.domain.many import verdict_on
from evaluator_app.domain.reviewing import Reviewer, Step, review, with_reopening
from evaluator_app.domain.scoring import score
from evaluator_app.domain.signing_off import found_sha256
from evaluator_app.domain.teamwork import ReviewState
from tests.builders import MORNING, a_template, an_assessment

BUILT = an_assessment(a_template().with_item("1.1", 5).with_item("1.2", 5)).verdict("1.1", Outcome.MET).verdict("1.2", Outcome.NOT_MET)
ITEMS, PEOPLE = ("1.1", "1.2"), ("王立新", "李敏", "赵强")
ACTS = (*Step, "verdict", "many", "remark", "see", "unsee", "photo", "undo", "redo", "through", "through")


class Desk:
    """Acts as the program does: reopening with every act, undo by inverse, and keeps what was accepted when."""

    def __init__(self) -> None:
        self.now: Assessment = BUILT.value
        self.done: list[Change] = []
        self.undone: list[Change] = []
        self.accepted: dict[object, str] = {}
        self.editors: dict[str, str] = {}
        self.minutes = 0

    def act(self, act: Step | str, target: str, who: str, number: int) -> None:
        if act == "through":
            self.act(Step.SUBMIT, target, who, number)
            self.act(Step.ACCEPT, target, PEOPLE[(PEOPLE.index(who) + 1) % len(PEOPLE)], number)
            return
        self.minutes += 1
        at = MORNING + timedelta(minutes=self.minutes)
        if act == "undo" and self.done:
            self.now = self.done[-1].inverse().apply(self.now)
            self.undone.append(self.done.pop())
        elif act == "redo" and self.undone:
            self.now = self.undone[-1].apply(self.now)
            self.done.append(self.undone.pop())
        elif act not in ("undo", "redo"):
            change = with_reopening(self.now, self._change(act, target, Reviewer(who, at, "补"), number), who, at)
            self.now = change.apply(self.now)
            self.done.append(change)
            self.undone.clear()
        if act is Step.ACCEPT and self.now.reviews.get(target) and self.now.reviews[target].at == at:
            self.accepted[target, at] = found_sha256(BUILT.template, self.now, target)

    def _change(self, act: Step | str, target: str, by: Reviewer, number: int) -> Change:
        if isinstance(act, Step):
            return review(self.now, score(BUILT.template, self.now), act, (target,), by).change
        outcome = (Outcome.MET, Outcome.NOT_MET, Outcome.NOT_ASSESSED)[number]
        seen = BUILT.saw(target).value.observations["o1"]
        name = f"{target}.{number}"
        photo = BUILT.with_photo(target).value.evidence["e1"]
        made = {
            "verdict": lambda: changes.record_outcome(self.now, target, outcome),
            "many": lambda: verdict_on(BUILT.template, self.now, ITEMS, outcome).change,
            "remark": lambda: changes.record_remark(self.now, target, f"备注{number}"),
            "see": lambda: changes.record_observation(self.now, replace(seen, id=name, count=number + 1)),
            "unsee": lambda: changes.remove_observation(self.now, name) if name in self.now.observations else _nothing(),
            "photo": lambda: changes.attach_evidence(self.now, replace(photo, id=name)),
        }[act]()
        return replace(made, edits=tuple(edit for edit in made.edits if edit.old != edit.new))


def _nothing() -> Change:
    return Change(changes.Act.REMOVE_OBSERVATION, ())


_STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(ITEMS), st.sampled_from(PEOPLE), st.integers(0, 2)), max_size=25)


@settings(max_examples=150)
@given(_STEPS)
def test_what_is_accepted_is_word_for_word_what_was_accepted_by_somebody_else(steps: list[tuple[Step | str, str, str, int]]) -> None:
    desk = Desk()
    for step in steps:
        desk.act(*step)
        for target, held in desk.now.reviews.items():
            if held.state is ReviewState.ACCEPTED:
                assert desk.accepted[target, held.at] == found_sha256(BUILT.template, desk.now, target)
                assert held.reviewer not in ("", held.author, held.edited_by)


@settings(max_examples=100)
@given(_STEPS)
def test_undoing_everything_leads_back_to_the_beginning(steps: list[tuple[Step | str, str, str, int]]) -> None:
    desk = Desk()
    for step in steps:
        desk.act(*step)
    while desk.done:
        desk.act("undo", "1.1", "", 0)
    assert desk.now == BUILT.value
