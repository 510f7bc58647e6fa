# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How the panel's points for an item lie apart, and the leader's words where they lie too far apart."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.changes import close_spread
from evaluator_app.domain.spread import Spread, closing, leads, spread_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.item.settled_line import SettledLine
from evaluator_app.gui.views.spread_words import spread_state, spread_words
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


class PanelSummary(QWidget):
    """Hidden while nobody has given points; only the leader can write how a wide spread was closed."""

    def __init__(self, session: Session, target: str, path: str, most: Decimal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._target, self._path, self._most = session, target, path, most
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.badge = StateBadge("", Tone.OPEN)
        self.words = TextLabel(wraps=True, selectable=True)
        self.rule = TextLabel(role=TextRole.SMALL, wraps=True)
        self.closing = SettledLine(_("How the team settled it; written by the leader"), name=_("How the difference was settled"))
        self.again_button = ActionButton(_("Holds for these points, too"), kind=ButtonKind.QUIET, icon_name="done")
        self.note = TextLabel(role=TextRole.MUTED, wraps=True)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.badge)
        head.addWidget(self.words, 1)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.closing, 1)
        line.addWidget(self.again_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(head)
        column.addWidget(self.rule)
        column.addLayout(line)
        column.addWidget(self.note)
        self.closing.text_settled.connect(self._on_closing_settled)
        self.again_button.clicked.connect(self._on_again_clicked)

    def refresh(self, *, is_covered: bool) -> None:
        """Show what is recorded now; nothing of it while points are covered."""
        spread = None if is_covered else self._spread()
        self.setVisible(spread is not None)
        if spread is None:
            return
        word, tone = spread_state(spread)
        self.badge.set_state(word, tone)
        self.words.setText(spread_words(spread))
        self.rule.setText(worded(spread.sentence()))
        self.rule.setVisible(spread.is_wide)
        self._show_closing(spread)

    def settle(self) -> None:
        """Hand over what is being typed."""
        self.closing.settle()

    def _show_closing(self, spread: Spread) -> None:
        opened = self._session.opened
        is_leader = leads(opened.assessment, opened.assessor_id)
        said = spread.consensus.words if spread.consensus else ""
        is_stale = bool(said) and spread.is_open
        self.closing.show_text(said)
        self.closing.setVisible(spread.is_wide and is_leader)
        self.again_button.setVisible(is_stale and is_leader)
        notes = []
        if spread.is_wide and not is_leader:
            leaders = "、".join(member.name for member in opened.team if member.is_leader) or "–"
            notes.append(_("Only the leader can settle it, signed in by name at this computer: {names}").format(names=leaders))
            if spread.closed_by:
                notes.append(_("Closed by {name}: {words}").format(name=spread.closed_by, words=said))
        if is_stale:
            notes.append(_("Points have changed since it was settled; it is open again."))
        self.note.setText("\n".join(notes))
        self.note.setVisible(bool(notes))

    def _spread(self) -> Spread | None:
        return spread_of(self._session.template, self._session.assessment, self._target, self._path, self._most)

    def _on_closing_settled(self, words: str, continues: bool) -> None:
        spread = self._spread()
        if spread is not None:
            consensus = closing(spread, self._session.opened.assessor_id, words) if words.strip() else None
            self._session.do(close_spread(self._session.assessment, self._target, consensus, self._path), continues=continues)

    def _on_again_clicked(self) -> None:
        spread = self._spread()
        if spread is not None and spread.consensus is not None:
            self._on_closing_settled(spread.consensus.words, False)
