# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Open comments on items, each leading there, and what is said to the whole team."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from evaluator_app.domain.commenting import Thread, threads
from evaluator_app.domain.sentence import say
from evaluator_app.domain.stages import Need, Way, WayKind
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TextRole
from evaluator_app.gui.views.item.comments_section import CommentsSection
from evaluator_app.gui.views.page import PageContext
from evaluator_app.gui.views.stages.stage_cards import NeedLine
from evaluator_app.gui.views.team.team_card import TeamCard
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

_MOST = 30


class CommentsCard(TeamCard):
    """Those on items first; one line each."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, _("Open comments"))
        self.lines: list[NeedLine] = []
        self._shown: tuple[Thread, ...] | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._more = TextLabel(role=TextRole.MUTED, wraps=True)
        self.whole = CommentsSection(self.session, title=_("To the whole team"))
        self.add(self._list)
        self.add(self._more)
        self.add(self.whole)
        self.whole.told.connect(self._on_told)

    def refresh(self) -> None:
        """Override TeamCard.refresh."""
        self.whole.show_target("")
        self.whole.show()
        shown = tuple(thread for thread in threads(self.session.assessment) if thread.is_open and thread.first.target)
        if shown != self._shown:
            self._shown = shown
            self._fill(shown)

    def settle(self) -> None:
        """Override TeamCard.settle."""
        self.whole.settle()

    def _fill(self, shown: tuple[Thread, ...]) -> None:
        for line in self.lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [self._lead(thread) for thread in shown[:_MOST]]
        for line in self.lines:
            self._list.addWidget(line)
        left = len(shown) - _MOST
        words = _("and {count} more").format(count=left) if left > 0 else _("No comment on an item is open.")
        self._more.setText(words)
        self._more.setVisible(left > 0 or not shown)

    def _lead(self, thread: Thread) -> NeedLine:
        first, answers = thread.first, len(thread.answers)
        title = self.session.opened.title_of(first.target)
        words = _("{title}  {name}: {text}").format(title=title, name=first.by, text=first.text)
        words += _("  (answers: {count})").format(count=answers) if answers else ""
        line = NeedLine(Need(say("team.comment", "{words}", words=words), Way(WayKind.TARGET, first.target)))
        line.clicked.connect(lambda _checked=False: self.target_chosen.emit(first.target))
        return line

    def _on_told(self, words: str, tone: Tone, _can_be_undone: bool) -> None:
        self.told.emit(words, tone)
