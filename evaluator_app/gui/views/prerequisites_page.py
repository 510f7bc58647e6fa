# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The prerequisites, one card each, by what hangs on them; what is not asked of this mine is named in one line."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.template import Gate
from evaluator_app.domain.terms import term
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.item.keyboard import holds_keyboard, holds_keyboard_below
from evaluator_app.gui.views.item.thumbnail_loader import ThumbnailLoader
from evaluator_app.gui.views.prerequisite_card import PrerequisiteCard
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.phrases import PhraseBook


class _GateHead(QWidget):
    """What hangs on the prerequisites below, and which of them are not asked of this mine."""

    def __init__(self, gate: Gate, *, is_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = {
            Gate.SCORING: _("Each one must hold; otherwise the mine is not qualified, whatever its points."),
            Gate.LISTING: _("If one does not hold, a mine that reaches every line is held in reserve; the points stay."),
            Gate.RENEWAL: _("If one does not hold, the mining licence is not to be renewed; the verdict does not hang on it."),
            Gate.REMOVAL: _("Any one that does not hold is a ground to take the mine off the list; the verdict does not hang on it."),
        }
        self.not_asked = TextLabel(role=TextRole.SMALL, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0 if is_only else GRID, 0, 0)
        column.setSpacing(GRID // 2)
        if not is_only:
            column.addWidget(TextLabel(worded(term(gate)), TextRole.HEADING))
        column.addWidget(TextLabel(words[gate], TextRole.MUTED, wraps=True))
        column.addWidget(self.not_asked)

    def show_not_asked(self, sentence: str) -> None:
        """Name what is not asked; nothing for an empty sentence."""
        self.not_asked.setText(sentence)
        self.not_asked.setVisible(bool(sentence))


class PrerequisitesPage(QScrollArea):
    """*Signals:* target_entered(str): the user is at a prerequisite, by id."""

    target_entered = Signal(str)

    def __init__(self, session: Session, loader: ThumbnailLoader, book: PhraseBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Prerequisites"))
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        self._column = column
        column.addWidget(TextLabel(_("Prerequisites"), TextRole.TITLE))
        self._loader, self._book = loader, book
        self._wanted: PrerequisiteCard | None = None
        self._tries = 0
        self._soon = QTimer(self, singleShot=True, interval=30)
        self._soon.timeout.connect(self._scroll)
        self._cards: dict[str, PrerequisiteCard] = {}
        self._idle: frozenset[str] = frozenset()
        self.heads: dict[Gate, _GateHead] = {}
        if not session.template.prerequisites:
            column.addWidget(EmptyState("prerequisite", _("This template has no prerequisites")))
        column.addStretch(1)
        self.setWidget(page)
        page.setMaximumWidth(scaled(1040))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    @property
    def cards(self) -> Mapping[str, PrerequisiteCard]:
        """The cards by id of what is asked, or was; they are made when they are needed first."""
        if not self.heads:
            self._build()
        return self._cards

    def _build(self) -> None:
        asked = self._session.template.prerequisites
        gates = [gate for gate in Gate if any(prerequisite.gate is gate for prerequisite in asked)]
        for place, gate in enumerate(gates, start=1):
            self.heads[gate] = _GateHead(gate, is_only=len(gates) == 1)
            self._column.insertWidget(place, self.heads[gate])
        self._show_asked()

    def _show_asked(self) -> None:
        """Leave out what the facts of the mine or the kind of assessment leave out, and say so."""
        idle = {result.id: result for result in self._session.card.prerequisites if result.outcome is Outcome.NOT_APPLICABLE}
        before: dict[Gate, QWidget] = dict(self.heads)
        for prerequisite in self._session.template.prerequisites:
            card = self._cards.get(prerequisite.id)
            if card is None and prerequisite.id not in idle:
                card = PrerequisiteCard(self._session, prerequisite, self._loader, self._book)
                card.entered.connect(self.target_entered)
                self._cards[prerequisite.id] = card
                self._column.insertWidget(self._column.indexOf(before[prerequisite.gate]) + 1, card)
            elif card is not None and (prerequisite.id in idle) is not (prerequisite.id in self._idle):
                card.setVisible(prerequisite.id not in idle)
            before[prerequisite.gate] = card or before[prerequisite.gate]
        self._idle = frozenset(idle)
        verifies = self._session.assessment.profile.kind.is_of_listed_mine
        for gate, head in self.heads.items():
            named = "、".join(f"{result.code} {result.title}" for result in idle.values() if result.gate is gate)
            if gate is Gate.REMOVAL and not verifies:
                head.show_not_asked(_("These grounds are asked when a listed mine is verified, and not in this kind of assessment."))
            else:
                head.show_not_asked(_("Not asked of this mine: {names}").format(names=named) if named else "")

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent: now the cards are needed."""
        if self.heads:
            self.refresh(None)
        else:
            self._build()
        super().showEvent(event)

    def refresh(self, touched: frozenset[str] | None) -> None:
        """Show what is recorded now for the prerequisites touched; all for None."""
        for key, card in self._cards.items():
            if touched is None or key in touched:
                card.refresh()
        if self.heads:
            self._show_asked()

    def show_target(self, target: str) -> None:
        """Bring a prerequisite to the top."""
        if (card := self.cards.get(target)) is not None:
            if self.isVisible() and not holds_keyboard(card):
                card.setFocus()
            self._wanted, self._tries = card, 20
            self._soon.start()

    def _scroll(self) -> None:
        if self._wanted is None or holds_keyboard_below(self._wanted):
            return
        top, bar = self._wanted.y() - GRID, self.verticalScrollBar()
        bar.setValue(top)
        self._tries -= 1
        if self._tries and (bar.value() < top < bar.maximum() or not bar.maximum()):
            self._soon.start()  # the cards are not laid out yet

    def choose(self, outcome: Outcome) -> None:
        """Record a verdict on the prerequisite that was used last."""
        if (card := self.cards.get(self._session.current)) is not None:
            card.choose(outcome)

    def current_card(self) -> PrerequisiteCard | None:
        """Return the card that was used last."""
        return self.cards.get(self._session.current)

    def settle(self) -> None:
        """Hand over what is being typed."""
        for card in self._cards.values():
            card.settle()
