# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The faults of the round before: each with its photos of then, what is seen there now, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.domain.rounds import EarlierState
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.human_time import full_time
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.page import PageContext
from evaluator_app.gui.views.rounds.earlier_card import EarlierCard
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class EarlierView(QWidget):
    """*Signals:* target_chosen(str): go to an item."""

    target_chosen = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._session = context, context.session
        self.cards: dict[str, EarlierCard] = {}
        self.follow_button = ActionButton(_("Take over an earlier assessment…"), kind=ButtonKind.PRIMARY, icon_name="history")
        self._sum = TextLabel(role=TextRole.STRONG, wraps=True)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._stack = QStackedWidget()
        words = _("The faults of an earlier assessment become a list to be verified, with photos of then beside photos of now.")
        empty = EmptyState("history", _("No earlier round yet"), words, _("Take over an earlier assessment…"))
        empty.action_chosen.connect(self.ask)
        self.follow_button.clicked.connect(self.ask)
        self.back_button = ActionButton(_("Carry back to the earlier assessment"), icon_name="back")
        self.back_button.setToolTip(_("Closes or escalates there what was ordered, as it was found here with words"))
        self.back_button.clicked.connect(self._on_back_clicked)
        self._stack.addWidget(self._area)
        self._stack.addWidget(empty)
        head = QHBoxLayout()
        head.addWidget(self._sum, 1)
        head.addWidget(self.back_button)
        head.addWidget(self.follow_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.refresh()

    def refresh(self) -> None:
        """Show the faults as they are now; cards stay where the list is the same."""
        earlier = self._session.assessment.earlier
        if list(self.cards) != self._order():
            self._make_cards()
        for card in self.cards.values():
            card.refresh()
        done = sum(1 for fault in earlier.values() if fault.state is not EarlierState.NOT_LOOKED_AT)
        mended = sum(1 for fault in earlier.values() if fault.state in (EarlierState.MENDED, EarlierState.NO_LONGER_THERE))
        words = _("{done} of {all} looked at again, {mended} mended or gone.")
        self._sum.setText(words.format(done=done, all=len(earlier), mended=mended) if earlier else "")
        self.follow_button.setVisible(bool(earlier))
        self.back_button.setVisible(self._may_carry_back())
        self._stack.setCurrentIndex(0 if earlier else 1)

    def settle(self) -> None:
        """Hand over what is being typed."""
        for card in self.cards.values():
            card.settle()

    def follow(self, assessment_id: str) -> None:
        """Take over the faults of an assessment of the workspace."""
        from evaluator_app.domain.comparing_rounds import take_over_round
        from evaluator_app.services.rounds import then_of

        opened = self._session.opened
        try:
            earlier = opened.open_other(assessment_id)
        except UserFacingError as error:
            self._context.say(words_of(error), Tone.VETO)
            return
        if self._session.do(take_over_round(opened.assessment, earlier.assessment, then_of(earlier), opened.now())):
            count = len(self._session.assessment.earlier)
            words = _("{count} faults of {mine} are to be verified.").format(count=count, mine=earlier.assessment.mine.name)
            self._context.say(words if count else _("That assessment has no faults."), Tone.DONE)
            self.refresh()

    def choices(self) -> QMenu:
        """Return a menu of the assessments that can be taken over, those of the same mine first."""
        from evaluator_app.services.rounds import earlier_assessments

        menu = QMenu(self)
        for summary in earlier_assessments(self._session.opened):
            mark = _("this mine") if summary.mine == self._session.assessment.mine.name else ""
            name = "  ·  ".join(part for part in (summary.mine, full_time(summary.last_change_at), mark) if part)
            action = menu.addAction(name)
            action.setData(summary.assessment_id)
        if menu.isEmpty():
            menu.addAction(_("There is no other assessment in this workspace.")).setEnabled(False)
        return menu

    def _order(self) -> list[str]:
        earlier = self._session.assessment.earlier
        titles = {item.id: number for number, item in enumerate(self._session.template.indicators())}
        return sorted(earlier, key=lambda name: (earlier[name].place, titles.get(earlier[name].target, 0), name))

    def _make_cards(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        self.cards = {}
        for name in self._order():
            card = EarlierCard(self._context, name)
            card.target_chosen.connect(self.target_chosen)
            self.cards[name] = card
            column.addWidget(card)
        column.addStretch(1)
        self._area.setWidget(page)

    def ask(self) -> None:
        """Ask which assessment is taken over."""
        menu = self.choices()
        menu.triggered.connect(self._on_earlier_chosen)
        menu.popup(self.mapToGlobal(self.rect().center()))

    def _may_carry_back(self) -> bool:
        from evaluator_app.services.rounds import earlier_is_here

        has_orders = any(fault.rectification for fault in self._session.assessment.earlier.values())
        return has_orders and earlier_is_here(self._session.opened)

    def _on_back_clicked(self) -> None:
        from evaluator_app.services.rounds import carry_back

        self.settle()
        try:
            count = carry_back(self._session.opened)
        except UserFacingError as error:
            self._context.say(words_of(error), Tone.VETO)
            return
        words = _("{count} things that were to be put right are settled in the earlier assessment.")
        self._context.say(words.format(count=count), Tone.DONE)

    def _on_earlier_chosen(self, action: QAction) -> None:
        self.follow(str(action.data()))
