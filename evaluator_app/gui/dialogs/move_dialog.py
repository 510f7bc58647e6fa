# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Moves an assessment to another edition of its rules: which one, what would become of everything, then one act."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QComboBox, QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from evaluator_app.catalog.listing import Catalog
from evaluator_app.domain.edition_terms import edition_term
from evaluator_app.domain.moving import Fate, MovePlan, PointsPolicy
from evaluator_app.domain.template import Template
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.move_tree import MoveTree
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.section_title import SectionTitle
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services import moving


class MoveDialog(QDialog):
    """Nothing changes before the one button is pressed; afterwards it is gone."""

    def __init__(self, session: Session, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Use another edition"))
        self._session = session
        self._plan: MovePlan | None = None
        self.entries = moving.targets(session.opened, catalog)
        self.choice = QComboBox()
        for entry in self.entries:
            self.choice.addItem(f"{entry.title} · {entry.edition}")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(24)
        self.choice.currentIndexChanged.connect(self._on_choice_changed)
        self.summary = TextLabel("", TextRole.STRONG, wraps=True)
        self.tree = MoveTree()
        self.policies = {policy: QRadioButton(worded(edition_term(policy))) for policy in PointsPolicy}
        self._policy_group = QButtonGroup(self)
        self._policy_words = TextLabel("", wraps=True)
        self.policy_card = Card()
        self.banner = Banner()
        self.banner.hide()
        self.cancel_button = ActionButton(_("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.move_button = ActionButton(_("Use this edition"), kind=ButtonKind.PRIMARY, icon_name="done")
        self.move_button.clicked.connect(self._on_move_clicked)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.move_button.click)
        self._build()
        session.failed.connect(self._on_failed)
        open_at(self, 820, 720)
        self._on_choice_changed()
        self.choice.setFocus()

    def template(self) -> Template | None:
        """Return the edition that is chosen."""
        index = self.choice.currentIndex()
        return self.entries[index].template if index >= 0 else None

    def policy(self) -> PointsPolicy | None:
        """Return what becomes of experts' points; None while that is not said."""
        return next((policy for policy, button in self.policies.items() if button.isChecked()), None)

    def _build(self) -> None:
        now = self._session.template
        head = QVBoxLayout()
        head.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        head.setSpacing(GRID)
        head.addWidget(SectionTitle(_("Use another edition"), role=TextRole.TITLE))
        head.addWidget(TextLabel(_("Made by now: {edition}").format(edition=f"{now.title} · {now.edition}"), TextRole.MUTED, wraps=True))
        head.addWidget(FormRow(_("Edition to use"), self.choice))
        head.addWidget(self.summary)
        for button in self.policies.values():
            self._policy_group.addButton(button)
            button.toggled.connect(self._on_policy_toggled)
        self.policy_card.add(self._policy_words)
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        for button in self.policies.values():
            line.addWidget(button)
        line.addStretch(1)
        self.policy_card.add(line)
        body = QVBoxLayout()
        body.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        body.setSpacing(GRID + 4)
        body.addWidget(self.tree, 1)
        body.addWidget(self.policy_card)
        body.addWidget(self.banner)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.setSpacing(GRID)
        foot.addWidget(TextLabel(_("One act, which Undo takes back. Nothing recorded is deleted."), TextRole.MUTED, wraps=True), 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.move_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(body, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)

    def _on_choice_changed(self) -> None:
        template = self.template()
        if template is None:
            self.summary.setText(_("There is no other edition here. Install its file first."))
            self.move_button.setEnabled(False)
            self.policy_card.hide()
            return
        self.banner.hide()
        self._show(moving.plan(self._session.opened, template, self.policy() or PointsPolicy.KEEP))

    def _show(self, plan: MovePlan) -> None:
        self._plan = plan
        self.summary.setText(
            _(
                "{again} to look at again, {judged} of them judged; {gone} no longer asked, {new} newly asked, {kept} stay as they are."
            ).format(
                again=len(plan.of(Fate.LOOK_AGAIN)),
                judged=len(plan.to_confirm),
                gone=len(plan.of(Fate.FALLS_AWAY)),
                new=len(plan.of(Fate.NEW)),
                kept=len(plan.of(Fate.KEPT)),
            )
        )
        self.tree.show_plan(plan, is_told=self.policy() is not None)
        words = _("Experts have given points for {count} places whose most is another one now. What becomes of these points?")
        self._policy_words.setText(words.format(count=len(plan.judgements)))
        self.policy_card.setVisible(plan.needs_policy)
        self.move_button.setEnabled(not plan.needs_policy or self.policy() is not None)

    def _on_policy_toggled(self, is_checked: bool) -> None:
        if is_checked:
            self._on_choice_changed()

    def _on_move_clicked(self) -> None:
        template = self.template()
        if template is not None and self._session.move_to(template, self.policy()):
            self.accept()

    def _on_failed(self, error: UserFacingError) -> None:
        self.banner.set_message(words_of(error), tone=Tone.VETO)
        self.banner.show()
        self.banner.setFocus(Qt.FocusReason.OtherFocusReason)
