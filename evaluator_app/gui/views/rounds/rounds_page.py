# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What came before this assessment: the mine's own points beside ours, and the faults of the round before, looked at again."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from evaluator_app.domain.comparing_rounds import not_looked_at
from evaluator_app.domain.records import RecordKind
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.page import Page, PageContext
from evaluator_app.gui.views.rounds.earlier_view import EarlierView
from evaluator_app.gui.views.rounds.self_scores_view import SelfScoresView
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done

_VIEWS = ("own", "earlier")


class RoundsPage(Page):
    """Two views; the one with something in it comes first."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.own = SelfScoresView(context)
        self.earlier = EarlierView(context)
        self._stack = QStackedWidget()
        for view in (self.own, self.earlier):
            self._stack.addWidget(view)
            view.target_chosen.connect(self.target_chosen)
        self.chooser = SegmentedControl(self._segments(), name=_("View"))
        self.chooser.segment_chosen.connect(self._on_view_chosen)
        head = QHBoxLayout()
        head.addWidget(TextLabel(_("What came before"), TextRole.TITLE), 1)
        head.addWidget(self.chooser)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._soon = QTimer(self, singleShot=True, interval=150)
        self._soon.timeout.connect(self.own.refresh)
        if context.session.assessment.earlier and not context.session.assessment.self_scores:
            self.show_view("earlier")

    def show_view(self, view: str) -> None:
        """Show "own" or "earlier"."""
        self.chooser.set_current(view)
        self._on_view_chosen(view)

    def enter(self) -> None:
        """Override Page.enter."""
        self.own.refresh()
        self.chooser.setFocus()

    def follow(self, done: Done) -> None:
        """Override Page.follow."""
        if done.changed.touches(RecordKind.EARLIER_FAULT) or done.changed.touches(RecordKind.EVIDENCE):
            self.earlier.refresh()
            self.chooser.set_segments(self._segments())
        if self.isVisible():
            self._soon.start()

    def settle(self) -> None:
        """Override Page.settle."""
        self.earlier.settle()

    def _segments(self) -> list[tuple[str, str]]:
        count = not_looked_at(self._context.session.assessment)
        word = _("The round before")
        return [("own", _("The mine's own scores")), ("earlier", f"{word}  {count}" if count else word)]

    def _on_view_chosen(self, view: str) -> None:
        self._stack.setCurrentIndex(_VIEWS.index(view))
