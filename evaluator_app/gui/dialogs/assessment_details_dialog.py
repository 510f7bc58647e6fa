# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Changes mine, facts, frame and team of an open assessment; every field is saved when it is left, each can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.domain.changes import change_mine, change_profile, change_team
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.frame_form import FrameForm
from evaluator_app.gui.dialogs.mine_form import MineForm
from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.dialogs.team_editor import TeamEditor
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class AssessmentDetailsDialog(QDialog):
    """There is no button to save; Close only closes."""

    def __init__(self, session: Session, new_id: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Mine, dates and team"))
        self._session = session
        self.mine_form = MineForm(session.template.facts)
        self.frame_form = FrameForm()
        self.team_editor = TeamEditor(new_id)
        self.banner = Banner(dismissible=False)
        self.banner.hide()
        self.close_button = ActionButton(_("Close"), kind=ButtonKind.PRIMARY)
        self.close_button.clicked.connect(self.accept)
        self._build()
        self._show()
        self.mine_form.edited.connect(self._on_mine_edited)
        self.frame_form.edited.connect(self._on_frame_edited)
        self.team_editor.edited.connect(self._on_team_edited)
        session.changed.connect(self._on_changed)
        session.failed.connect(self._on_failed)
        open_at(self, 820, 700)

    def done(self, result: int) -> None:
        """Override QDialog.done: what is being typed is kept."""
        self.close_button.setFocus()
        super().done(result)

    def _build(self) -> None:
        forms = []
        for form in (self.mine_form, self.frame_form, self.team_editor):
            card = Card()
            card.add(form)
            forms.append(card)
        head = QVBoxLayout()
        head.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, 0)
        head.addWidget(self.banner)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.addWidget(TextLabel(_("Every field is saved when you leave it."), TextRole.MUTED, wraps=True), 1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(ScrollPage(*forms, spacing=2 * GRID), 1)
        column.addWidget(Hairline())
        column.addLayout(foot)

    def _show(self) -> None:
        assessment = self._session.assessment
        self.mine_form.set_mine(assessment.mine)
        self.frame_form.set_profile(assessment.profile)
        self.team_editor.set_team(self._session.opened.given_team)
        is_open = assessment.profile.status.is_open
        for form in (self.mine_form, self.frame_form, self.team_editor):
            form.setEnabled(is_open)
        if not is_open:
            words = _("This assessment is closed. Open it again in the report window to change these details.")
            self.banner.set_message(words, tone=Tone.NOT_APPLICABLE)
            self.banner.show()

    def _on_mine_edited(self) -> None:
        if self.mine_form.check() and self._session.do(change_mine(self._session.assessment, self.mine_form.mine())):
            self.banner.hide()

    def _on_frame_edited(self) -> None:
        if self.frame_form.check():
            profile = self.frame_form.profile(self._session.assessment.profile)
            if self._session.do(change_profile(self._session.assessment, profile)):
                self.banner.hide()

    def _on_team_edited(self) -> None:
        if self.team_editor.check():
            team = {member.id: member for member in self.team_editor.team()}
            if self._session.do(change_team(self._session.assessment, team)):
                self.banner.hide()

    def _on_changed(self, _done: object) -> None:
        self._show()

    def _on_failed(self, error: UserFacingError) -> None:
        self.banner.set_message(words_of(error), tone=Tone.VETO)
        self.banner.show()
