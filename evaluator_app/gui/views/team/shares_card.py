# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Sharing out the work: items, groups and places given to members or specialties, several at once."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QTreeWidgetItem

from evaluator_app.domain.changes import Act, Change, joined
from evaluator_app.domain.teamwork import AssignmentScope
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.page import PageContext
from evaluator_app.gui.views.team.shares_tree import SharesTree
from evaluator_app.gui.views.team.team_card import TeamCard
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.reviewing import given_out, team_specialties


class SharesCard(TeamCard):
    """An item's own share counts before those of its places, these before the one of its nearest group."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, _("Who does what"))
        self.tree = SharesTree(self.session)
        self.way = SegmentedControl((("group", _("By indicator")), ("place", _("By place"))), "group", name=_("How the work is listed"))
        self.whom = ChoiceBox()
        self.whom.setAccessibleName(_("To whom"))
        self.whom.setMinimumContentsLength(14)
        self.give_button = ActionButton(_("Give"), icon_name="next")
        self.back_button = ActionButton(_("Withdraw"), icon_name="undo")
        self.team_button = ActionButton(_("Name the team…"), icon_name="people")
        self._said = TextLabel(role=TextRole.SMALL, wraps=True)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self._said, 1)
        line.addWidget(self.whom)
        line.addWidget(self.give_button)
        line.addWidget(self.back_button)
        line.addWidget(self.team_button)
        self.add_to_title(self.way)
        rule = _("Select lines and say whose work they are. An item's own share counts before its places', these before its group's.")
        self.add(TextLabel(rule, TextRole.MUTED, wraps=True))
        self.add(self.tree)
        self.add(line)
        self.way.segment_chosen.connect(self._on_way_chosen)
        self.tree.itemSelectionChanged.connect(self._show_selected)
        self.tree.itemDoubleClicked.connect(self._on_double_clicked)
        self.give_button.clicked.connect(self._on_give_clicked)
        self.back_button.clicked.connect(self._on_back_clicked)
        self.team_button.clicked.connect(self.details_requested)

    def refresh(self) -> None:
        """Override TeamCard.refresh."""
        opened = self.session.opened
        chosen = self.whom.currentData()
        self.whom.clear()
        for member in opened.team:
            words = _("{name} ({specialty})").format(name=member.name, specialty=member.specialty) if member.specialty else member.name
            self.whom.addItem(words, member.id)
        for specialty in team_specialties(opened):
            self.whom.addItem(_("Whoever has the specialty {specialty}").format(specialty=specialty), specialty)
        self.whom.setCurrentIndex(max(0, self.whom.findData(chosen)))
        self.tree.show_shares(AssignmentScope(self.way.current()))
        self._show_selected()

    def give(self, to: str) -> None:
        """Give what is selected to a member or specialty; take it back for ""."""
        chosen = self.tree.chosen()
        if self.act(lambda: self._planned(chosen, to)):
            self.refresh()

    def _planned(self, chosen: dict[AssignmentScope, list[str]], to: str) -> Change:
        planned = [given_out(self.session.opened, scope, subjects, to) for scope, subjects in chosen.items()]
        subject = planned[0].subject if len(planned) == 1 else ""
        return joined(Act.ASSIGN_WORK, planned, subject)

    def _show_selected(self) -> None:
        chosen = self.tree.chosen()
        count = sum(len(subjects) for subjects in chosen.values())
        is_open = self.session.assessment.profile.status.is_open
        has_team = self.whom.count() > 0
        self._said.setText(_("{count} selected").format(count=count) if count else _("Nothing is selected"))
        for part in (self.whom, self.give_button, self.back_button):
            part.setVisible(has_team and is_open)
        self.team_button.setVisible(not has_team)
        self.give_button.setEnabled(bool(count))
        self.back_button.setEnabled(any(self.tree.is_given(scope, subject) for scope, subjects in chosen.items() for subject in subjects))

    def _on_way_chosen(self, _way: str) -> None:
        self.tree.clearSelection()
        self.refresh()

    def _on_give_clicked(self) -> None:
        self.give(str(self.whom.currentData()))

    def _on_back_clicked(self) -> None:
        self.give("")

    def _on_double_clicked(self, item: QTreeWidgetItem, _column: int) -> None:
        if target := self.tree.target_of(item):
            self.target_chosen.emit(target)
