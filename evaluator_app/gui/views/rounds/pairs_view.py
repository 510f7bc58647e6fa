# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Photos of the round before, each beside photos of now, place by place; proposals wait for a person's word."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.domain.pairing_photos import PhotoPair, pairs, settle_proposals
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.page import PageContext
from evaluator_app.gui.views.rounds.pair_card import PairCard
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

_AT_ONCE = 24
"""Cards that are made before somebody asks for more: each has pictures to load."""


class PairsView(QWidget):
    """*Signals:* follow_requested(): an earlier assessment is to be taken over."""

    follow_requested = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._session = context, context.session
        self._pairs: tuple[PhotoPair, ...] = ()
        self._most = _AT_ONCE
        self.cards: dict[str, PairCard] = {}
        self.places = ChoiceBox()
        self.places.setAccessibleName(_("Place"))
        self.places.setMinimumWidth(scaled(150))
        self.places.activated.connect(self._on_place_chosen)
        self.only_waiting = Chip(_("Not settled yet"), 0, tone=Tone.FOUND)
        self.only_waiting.clicked.connect(self._on_place_chosen)
        self.settle_button = ActionButton(_("All proposals are right"), kind=ButtonKind.PRIMARY, icon_name="done")
        self.settle_button.clicked.connect(self._on_settle_clicked)
        self.more_button = ActionButton(_("Show more photos"), kind=ButtonKind.QUIET, icon_name="expand")
        self.more_button.clicked.connect(self._on_more_clicked)
        self._sum = TextLabel(role=TextRole.STRONG, wraps=True)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._stack = QStackedWidget()
        self._build()
        self.refresh()

    def refresh(self) -> None:
        """Show the pairs as they are now; cards stay where the list is the same."""
        self._pairs = pairs(self._session.assessment)
        self._stack.setCurrentIndex(0 if self._pairs else 1)
        for part in (self._sum, self.places, self.only_waiting, self.settle_button):
            part.setVisible(bool(self._pairs))
        settled = sum(1 for pair in self._pairs if pair.then.is_settled)
        proposed = sum(1 for pair in self._pairs if pair.is_proposed)
        words = _(
            "{settled} of {all} photos of then are settled, {proposed} more are proposed."
            " The report shows settled ones and those of one fault."
        )
        self._sum.setText(words.format(settled=settled, all=len(self._pairs), proposed=proposed))
        self.settle_button.setEnabled(proposed > 0)
        self.only_waiting.set_count(len(self._pairs) - settled)
        self._show_places()
        self._show_cards()

    def _build(self) -> None:
        words = _("Photos of an earlier assessment stand here beside photos of now, paired by fault, place and direction.")
        empty = EmptyState("photo", _("No photos of an earlier round yet"), words, _("Take over an earlier assessment…"))
        empty.action_chosen.connect(self.follow_requested)
        self._stack.addWidget(self._area)
        self._stack.addWidget(empty)
        tools = QHBoxLayout()
        tools.setSpacing(GRID)
        tools.addWidget(self.places, 1)
        tools.addWidget(self.only_waiting)
        tools.addStretch(1)
        tools.addWidget(self.settle_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._sum)
        column.addLayout(tools)
        column.addWidget(self._stack, 1)

    def _show_places(self) -> None:
        chosen = self.places.currentData()
        counts: dict[str, int] = {}
        for pair in self._pairs:
            counts[pair.then.place] = counts.get(pair.then.place, 0) + 1
        self.places.clear()
        self.places.addItem(_("All places"), None)
        for place, count in counts.items():
            self.places.addItem(f"{place or _('No place noted')}  {count}", place)
        self.places.setCurrentIndex(max(0, self.places.findData(chosen)) if chosen is not None else 0)

    def _wanted(self) -> list[PhotoPair]:
        place = self.places.currentData()
        found = [pair for pair in self._pairs if place is None or pair.then.place == place]
        return [pair for pair in found if not pair.then.is_settled] if self.only_waiting.isChecked() else found

    def _show_cards(self) -> None:
        wanted = self._wanted()
        shown = wanted[: self._most]
        if list(self.cards) != [pair.then.id for pair in shown]:
            self._make_cards(shown)
        for pair in shown:
            self.cards[pair.then.id].show_pair(pair)
        self.more_button.setVisible(len(wanted) > len(shown))

    def _make_cards(self, shown: list[PhotoPair]) -> None:
        self.more_button.setParent(None)
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        self.cards = {}
        for pair in shown:
            card = PairCard(self._context, pair)
            card.changed.connect(self.refresh)
            card.opened.connect(self._on_opened)
            self.cards[pair.then.id] = card
            column.addWidget(card)
        column.addWidget(self.more_button)
        column.addStretch(1)
        self._area.setWidget(page)

    def _on_opened(self, photo: str) -> None:
        from evaluator_app.gui.dialogs.pair_dialog import PairDialog

        dialog = PairDialog(self._session, self.cards[photo].pair, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_place_chosen(self) -> None:
        self._most = _AT_ONCE
        self._show_cards()

    def _on_more_clicked(self) -> None:
        self._most += _AT_ONCE
        self._show_cards()

    def _on_settle_clicked(self) -> None:
        if self._session.do(settle_proposals(self._session.assessment)):
            self.refresh()
