# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Begins an assessment in three steps: by which rules, which mine, who and when. Nothing typed is lost on the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Mine, Profile, TemplateRef
from evaluator_app.domain.terms import term
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.frame_form import FrameForm
from evaluator_app.gui.dialogs.mine_form import MineForm
from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.dialogs.team_editor import TeamEditor
from evaluator_app.gui.dialogs.template_step import TemplateStep
from evaluator_app.gui.human_time import full_time
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.section_title import SectionTitle
from evaluator_app.gui.widgets.stage_bar import StageBar
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.workspace import NewAssessment, Workspace

LAST_STEP = 2


class NewAssessmentDialog(QDialog):
    """*Signals:* begun(OpenAssessment): the assessment is saved and open; earlier_chosen(str): begin from that assessment instead."""

    begun = Signal(object)
    earlier_chosen = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New assessment"))
        self._workspace = workspace
        self._warned = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_error)
        self.template_step = TemplateStep(workspace.catalog.entries(), workspace.now().astimezone().date())
        self.mine_form = MineForm()
        self.frame_form = FrameForm()
        self.person = QLineEdit(workspace.who)
        self.person.setMaxLength(60)
        hint = _("Every act on this computer is recorded under this name.")
        self.person_row = FormRow(_("Your name"), self.person, hint=hint, required=True)
        self.team_editor = TeamEditor(workspace.new_member_id)
        self.steps = StageBar(self._step_names(), 0)
        self.steps.stage_chosen.connect(self.go_to)
        self.banner = Banner(dismissible=True)
        self.banner.hide()
        self.banner.action_chosen.connect(self._on_discard_chosen)
        self.cancel_button = ActionButton(_("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.earlier_button = ActionButton(_("Begin from an earlier assessment…"), kind=ButtonKind.QUIET, icon_name="history")
        self.earlier_button.clicked.connect(self._on_earlier_clicked)
        self.back_button = ActionButton(_("Step back"), icon_name="back")
        self.back_button.clicked.connect(self._on_back_clicked)
        self.next_button = ActionButton(_("Next step"), kind=ButtonKind.PRIMARY)
        self.next_button.clicked.connect(self._on_next_clicked)
        self._build()
        self.template_step.template_chosen.connect(self._on_template_chosen)
        self._on_template_chosen()
        open_at(self, 960, 740)
        self.go_to(0)

    def step(self) -> int:
        """Return the number of the step shown, from 0."""
        return self._pages.currentIndex()

    def go_to(self, step: int) -> None:
        """Show a step; forwards only over steps that are well filled."""
        for passed in range(self.step(), step):
            if not self._check(passed):
                step = passed
                break
        self._pages.setCurrentIndex(step)
        self.steps.set_stages(self._step_names(), step)
        self.back_button.setVisible(step > 0)
        self.earlier_button.setVisible(step == 0 and bool(self._workspace.summaries()))
        self.next_button.setText(_("Next step") if step < 2 else _("Begin the assessment"))
        if not self._has_error(step):
            cards = self.template_step.cards
            first = (cards[0].radio if cards else self.next_button, self.mine_form.name, self.frame_form.organization)
            first[step].setFocus(Qt.FocusReason.TabFocusReason)

    def reject(self) -> None:
        """Override QDialog.reject: ask once before what was typed goes."""
        if self._has_input() and not self._warned:
            self._warned = True
            self._say(_("What you have filled in would be lost."), action=_("Discard it"))
            return
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent: Enter goes on, except in the lines of the team."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = QApplication.focusWidget()
            if focused is None or not self.team_editor.isAncestorOf(focused):
                self._on_next_clicked()
        elif event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._on_back_clicked()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        head.addWidget(SectionTitle(_("New assessment"), role=TextRole.TITLE))
        head.addWidget(self.steps, 2)
        self._pages = QStackedWidget()
        first = QWidget()
        room = QVBoxLayout(first)
        room.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        room.addWidget(self.template_step)
        self._pages.addWidget(first)
        self._pages.addWidget(ScrollPage(_carded(self.mine_form)))
        self._pages.addWidget(ScrollPage(_carded(self.frame_form), _carded(self.team_editor), _carded(self.person_row), spacing=2 * GRID))
        messages = QVBoxLayout()
        messages.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
        messages.addWidget(self.banner)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.setSpacing(GRID)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.earlier_button)
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._pages, 1)
        column.addLayout(messages)
        column.addWidget(Hairline())
        column.addLayout(foot)
        self.team_editor.add_member(self._workspace.who, is_leader=True)

    def _check(self, step: int) -> bool:
        if step == 0:
            return self.template_step.check()
        if step == 1:
            return self.mine_form.check()
        has_person = bool(self.person.text().strip())
        self.person_row.set_error("" if has_person else _("Give a name."))
        checks = [self.frame_form.check(), self.team_editor.check(), has_person]
        if checks == [True, True, False]:
            self.person.setFocus()
        return all(checks)

    def _has_error(self, step: int) -> bool:
        shown = (False, bool(self.mine_form.name_row.error()), bool(self.person_row.error() or self.team_editor.error()))
        return shown[step] or (step == 2 and bool(self.frame_form.from_row.error() or self.frame_form.to_row.error()))

    def _has_input(self) -> bool:
        blank = self._blank_profile()
        team = [member for member in self.team_editor.team() if member.name != self._workspace.who]
        return self.mine_form.mine() != Mine("", facts={}) or self.frame_form.profile(blank) != blank or bool(team)

    @staticmethod
    def _step_names() -> tuple[str, ...]:
        return (_("Scoring template"), _("The mine"), _("Firm, dates, team"))

    @staticmethod
    def _blank_profile() -> Profile:
        return Profile(TemplateRef("", "", ""))

    def _begin(self) -> None:
        template = self.template_step.template()
        if template is None:
            return
        frame = self.frame_form.profile(self._blank_profile())
        new = NewAssessment(
            template=template,
            mine=self.mine_form.mine(),
            organization=frame.organization,
            client=frame.client,
            kind=frame.kind,
            visit_from=frame.visit_from,
            visit_to=frame.visit_to,
            filing_on=frame.filing_on,
            team=self.team_editor.team(),
            is_practice=frame.is_practice,
            note=frame.note,
        )
        self._workspace.who = self.person.text().strip()
        try:
            opened = self._workspace.begin(new)
        except UserFacingError as error:
            self._say(words_of(error))
            return
        self.accept()
        self.begun.emit(opened)

    def _say(self, words: str, *, action: str = "") -> None:
        self.banner.set_message(words, tone=Tone.FOUND if action else Tone.VETO, action_text=action)
        self.banner.show()

    def _on_template_chosen(self) -> None:
        if template := self.template_step.template():
            self.mine_form.facts_form.set_definitions(template.facts)
            self.frame_form.propose_kind(template.kinds)

    def _on_back_clicked(self) -> None:
        if self.step() > 0:
            self.go_to(self.step() - 1)

    def _on_next_clicked(self) -> None:
        self._warned = False
        self.banner.hide()
        if self.step() < LAST_STEP:
            self.go_to(self.step() + 1)
        elif self._check(LAST_STEP):
            self._begin()
        self._later.start()

    def earlier_choices(self) -> QMenu:
        """Return a menu of the assessments that one can begin from, the one changed last first."""
        menu = QMenu(self)
        for summary in self._workspace.summaries():
            name = "  ·  ".join((summary.mine, worded(term(summary.kind)), full_time(summary.last_change_at)))
            menu.addAction(name).setData(summary.assessment_id)
        return menu

    def _on_earlier_clicked(self) -> None:
        menu = self.earlier_choices()
        menu.triggered.connect(self._on_earlier_chosen)
        menu.popup(self.earlier_button.mapToGlobal(self.earlier_button.rect().topLeft()))

    def _on_earlier_chosen(self, action: QAction) -> None:
        super().reject()
        self.earlier_chosen.emit(str(action.data()))

    def _show_error(self) -> None:
        """Bring the field that is wrong into sight."""
        page, focused = self._pages.currentWidget(), QApplication.focusWidget()
        if isinstance(page, ScrollPage) and focused is not None and page.isAncestorOf(focused) and self._has_error(self.step()):
            page.ensureWidgetVisible(focused, 0, 10 * GRID)

    def _on_discard_chosen(self) -> None:
        super().reject()


def _carded(form: QWidget) -> Card:
    card = Card()
    card.add(form)
    return card
