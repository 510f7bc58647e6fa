# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who stands by name for what was found, since when, and whether it was edited since; and a line to do so oneself."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from evaluator_app.domain.signing_off import SignOffState, no_revoking, sign_off_word
from evaluator_app.domain.teamwork import SignOff
from evaluator_app.domain.template import Indicator, IndicatorGroup
from evaluator_app.gui.human_time import full_time
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.page import PageContext
from evaluator_app.gui.views.team.team_card import TeamCard
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.reviewing import sign_off_revoked, sign_offs_of, signed_off, subject_title

_TONES = {SignOffState.HOLDS: Tone.DONE, SignOffState.EDITED_SINCE: Tone.FOUND, SignOffState.REVOKED: Tone.NOT_APPLICABLE}


class SignOffsCard(TeamCard):
    """No electronic signature: those are made on the report."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, _("Sign-offs"))
        self.revoke_buttons: dict[str, ActionButton] = {}
        self.badges: dict[str, StateBadge] = {}
        self._shown: object = None
        self._room = QWidget()
        self._none = TextLabel(_("Nobody has signed off anything yet."), TextRole.MUTED, wraps=True)
        self.subject = ChoiceBox()
        self.subject.setAccessibleName(_("What is signed off"))
        self.subject.setMinimumContentsLength(14)
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("A note, if any"))
        self.words.setAccessibleName(_("A note, if any"))
        self.button = ActionButton("", icon_name="sign")
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.subject, 2)
        line.addWidget(self.words, 2)
        line.addWidget(self.button)
        self._entry = QWidget()
        line.setContentsMargins(0, 0, 0, 0)
        self._entry.setLayout(line)
        note = _("A sign-off says that a person stands for what was found, and when; what is edited later is seen. It is no signature.")
        self.add(self._room)
        self.add(self._none)
        self.add(self._entry)
        self.add(TextLabel(note, TextRole.SMALL, wraps=True))
        self.button.clicked.connect(self._on_clicked)
        self.words.returnPressed.connect(self._on_clicked)

    def refresh(self) -> None:
        """Override TeamCard.refresh."""
        opened = self.session.opened
        is_open = self.session.assessment.profile.status.is_open
        self._entry.setVisible(is_open)
        who = opened.who.strip()
        self.button.setText(_("Sign off as {name}").format(name=who) if who else _("Sign off"))
        self._offer()
        found = sign_offs_of(opened)
        self._none.setVisible(not found)
        self._room.setVisible(bool(found))
        if (shown := (found, who, is_open)) != self._shown:
            self._shown = shown
            self._fill(found, is_open=is_open)

    def _offer(self) -> None:
        chosen = self.subject.currentData()
        self.subject.clear()
        self.subject.addItem(_("The whole assessment"), "")
        current = self.session.item(self.session.current)
        if current is not None:
            word = _("This item: {title}") if isinstance(current, Indicator) else _("This prerequisite: {title}")
            self.subject.addItem(word.format(title=f"{current.code} {current.title}"), current.id)

        def offer(group: IndicatorGroup, depth: int) -> None:
            self.subject.addItem(f"{'    ' * depth}{group.code} {group.title}", group.id)
            for inner in group.groups:
                offer(inner, depth + 1)

        for group in self.session.template.groups:
            offer(group, 0)
        self.subject.setCurrentIndex(max(0, self.subject.findData(chosen)))

    def _fill(self, found: tuple[tuple[SignOff, SignOffState], ...], *, is_open: bool) -> None:
        old, self._room = self._room, QWidget()
        self.revoke_buttons, self.badges = {}, {}
        grid = QGridLayout(self._room)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(0, 1)
        for row, (signed, state) in enumerate(found):
            title = subject_title(self.session.opened, signed.target)
            said = title if not signed.words else _("{title}: {words}").format(title=title, words=signed.words)
            about = TextLabel(said, wraps=True, selectable=True)
            about.setMinimumWidth(scaled(120))
            grid.addWidget(about, row, 0)
            grid.addWidget(TextLabel(signed.by, TextRole.STRONG), row, 1)
            grid.addWidget(TextLabel(full_time(signed.at), TextRole.MUTED), row, 2)
            badge = self.badges[signed.id] = StateBadge(_state_words(signed, state), _TONES[state])
            grid.addWidget(badge, row, 3)
            may = no_revoking(self.session.assessment, signed, self.session.opened.who.strip()) is None
            if is_open and may and state is not SignOffState.REVOKED:
                button = self.revoke_buttons[signed.id] = ActionButton(_("Withdraw"), kind=ButtonKind.QUIET)
                button.clicked.connect(partial(self._on_revoke_clicked, signed.id))
                grid.addWidget(button, row, 4)
        self.body.replaceWidget(old, self._room)
        old.hide()
        old.deleteLater()

    def _on_clicked(self) -> None:
        target = str(self.subject.currentData() or "")
        if self.act(lambda: signed_off(self.session.opened, target, self.words.text())):
            self.words.clear()
            self.refresh()

    def _on_revoke_clicked(self, name: str, _checked: bool = False) -> None:
        if self.act(lambda: sign_off_revoked(self.session.opened, name)):
            self.refresh()


def _state_words(signed: SignOff, state: SignOffState) -> str:
    words = worded(sign_off_word(state))
    if state is SignOffState.REVOKED and signed.revoked_at is not None:
        return _("{state}: {name}, {at}").format(state=words, name=signed.revoked_by, at=full_time(signed.revoked_at))
    return words
