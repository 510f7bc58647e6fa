# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A quiet line on an item: whose work it is, how far its review has come, and what can be done with it now."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Assessment
from evaluator_app.domain.reviewing import Step, WorkState, state_word, work_states
from evaluator_app.domain.teamwork import Review, ReviewState
from evaluator_app.gui.keymap import key_hint
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.item.say_field import SayField
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import clock, worded
from evaluator_app.i18n import _
from evaluator_app.services.reviewing import reviewed, shares_of

WORK_TONES = {
    WorkState.OPEN: Tone.OPEN,
    WorkState.DONE: Tone.NEUTRAL,
    WorkState.SUBMITTED: Tone.ACCENT,
    WorkState.CHANGES_REQUESTED: Tone.FOUND,
    WorkState.REOPENED: Tone.UNDETERMINED,
    WorkState.ACCEPTED: Tone.DONE,
}


def is_shared(assessment: Assessment) -> bool:
    """Tell whether more than one person works on an assessment, so that their dealings are worth showing."""
    return len(assessment.team) > 1 or bool(assessment.assignments or assessment.reviews or assessment.comments)


class ReviewLine(QWidget):
    """Hidden where one person works alone. *Signals:* told(str, Tone, bool): words on what came of a step; whether it can be undone."""

    told = Signal(str, object, bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._target = ""
        self.state = StateBadge("", Tone.OPEN)
        self.who = TextLabel(role=TextRole.SMALL, wraps=True)
        self.asked = TextLabel(tone=Tone.FOUND, wraps=True, selectable=True)
        """What the reviewer wants changed; stands where the item is worked on, apart from the line."""
        self.asked.hide()
        self.words = SayField(_("What is to be changed; Enter sends it back, Esc leaves"))
        self.buttons = {
            Step.SUBMIT: self._button(_("Submit"), "review.submit", "next"),
            Step.ACCEPT: self._button(_("Accept"), "review.accept", "done"),
            Step.REQUEST_CHANGES: self._button(_("Request changes"), "review.request_changes", "back"),
            Step.REOPEN: self._button(_("Open again"), "review.reopen", "edit"),
        }
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.who, 1)
        room = QWidget()
        flow = FlowLayout(room, spacing=GRID)
        for step, button in self.buttons.items():
            flow.addWidget(button)
            button.clicked.connect(partial(self.take, step))
        self._room = room
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(line)
        column.addWidget(room)
        column.addWidget(self.words)
        self.words.said.connect(self._on_said)
        self.words.left.connect(self._on_left)
        self.words.hide()

    def show_target(self, target: str) -> None:
        """Show how far an item or prerequisite is."""
        assessment = self._session.assessment
        if target != self._target:
            self._keep_draft()
            self._target = target
            self.words.hide()
        state = work_states(assessment, self._session.card).get(target)
        self.setVisible(state is not None and is_shared(assessment))
        self.asked.setVisible(False)
        if state is None:
            return
        held = assessment.reviews.get(target)
        self.state.set_state(worded(state_word(state)), WORK_TONES[state])
        self.who.setText(_(" · ").join(filter(None, (self._doers(target), _history(held)))))
        if held is not None and state is WorkState.CHANGES_REQUESTED:
            self.asked.setText(_("{name} asks for changes: {words}").format(name=held.reviewer, words=held.words))
            self.asked.setVisible(True)
        shown = _steps(state, is_own=held is not None and held.author == self._session.opened.who.strip())
        is_open = assessment.profile.status.is_open
        for step, button in self.buttons.items():
            button.setVisible(is_open and step in shown)
        self._room.setVisible(is_open and bool(shown))

    def take(self, step: Step, _checked: bool = False) -> None:
        """Take a step, or say why it is not taken; for changes the words are asked for first."""
        if not self._target or self.isHidden():
            return
        result = reviewed(self._session.opened, step, (self._target,), "?" if step is Step.REQUEST_CHANGES else "")
        if result.refused:
            self.told.emit(worded(result.refused[0][1]), Tone.FOUND, False)
        elif step is Step.REQUEST_CHANGES:
            self.words.setPlainText(self._session.text_drafts.get(self._key(), ""))
            self.words.show()
            self.words.setFocus()
        else:
            self._session.do(result.change)

    def settle(self) -> None:
        """Keep words that were not sent yet, before another item is shown or the window goes."""
        self._keep_draft()

    def _keep_draft(self) -> None:
        if not self.words.isHidden() and self._target:
            self._session.text_drafts[self._key()] = self.words.text()

    def _key(self) -> tuple[str, str, str]:
        return (self._target, "", "review.words")

    def _button(self, words: str, key: str, icon_name: str) -> ActionButton:
        hint = key_hint(key)
        return ActionButton(
            _("{words} ({key})").format(words=words, key=hint) if hint else words, kind=ButtonKind.QUIET, icon_name=icon_name
        )

    def _doers(self, target: str) -> str:
        share, team = shares_of(self._session.opened)[target], self._session.assessment.team
        if share.members:
            return _("Work of {names}").format(names="、".join(team[name].name for name in share.members))
        return _("Given to nobody") if self._session.assessment.assignments else ""

    def _on_said(self, words: str) -> None:
        result = reviewed(self._session.opened, Step.REQUEST_CHANGES, (self._target,), words)
        if result.refused:
            self.told.emit(worded(result.refused[0][1]), Tone.FOUND, False)
        elif self._session.do(result.change):
            self._session.text_drafts.pop(self._key(), None)
            self.words.clear()
            self.words.hide()
            self.told.emit(_("The item was sent back."), Tone.ACCENT, True)

    def _on_left(self) -> None:
        self._keep_draft()
        self.words.hide()
        self.setFocus()


def _steps(state: WorkState, *, is_own: bool) -> frozenset[Step]:
    """Return the steps that are offered; those of a reviewer not to the author."""
    if state is WorkState.SUBMITTED:
        return frozenset() if is_own else frozenset((Step.ACCEPT, Step.REQUEST_CHANGES))
    if state is WorkState.ACCEPTED:
        return frozenset((Step.REOPEN,)) if is_own else frozenset((Step.REOPEN, Step.REQUEST_CHANGES))
    return frozenset() if state is WorkState.OPEN else frozenset((Step.SUBMIT,))


def _history(held: Review | None) -> str:
    """Return who did what last, in words."""
    if held is None:
        return ""
    at = clock(held.at) if held.at else ""
    words = {
        ReviewState.SUBMITTED: _("handed in by {author}, {at}"),
        ReviewState.CHANGES_REQUESTED: _("sent back by {reviewer}, {at}"),
        ReviewState.ACCEPTED: _("{author}'s work, accepted by {reviewer}, {at}"),
        ReviewState.REOPENED: _("accepted by {reviewer} before, open again since {at}"),
    }[held.state]
    said = words.format(author=held.author, reviewer=held.reviewer, at=at).rstrip(" ,，")
    return _("{history}; last edited by {name}").format(history=said, name=held.edited_by) if held.edited_by else said
