# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What came before this assessment: the mine's own points, the list to be verified, photos in pairs, scores side by side."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from evaluator_app.domain.comparing_rounds import not_looked_at
from evaluator_app.domain.records import RecordKind
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.page import Page, PageContext
from evaluator_app.gui.views.rounds.beside_view import BesideView
from evaluator_app.gui.views.rounds.earlier_view import EarlierView
from evaluator_app.gui.views.rounds.pairs_view import PairsView
from evaluator_app.gui.views.rounds.self_scores_view import SelfScoresView
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done

_VIEWS = ("own", "earlier", "pairs", "beside")
_OF_PAIRS = (RecordKind.EARLIER_PHOTO, RecordKind.EARLIER_FAULT, RecordKind.EVIDENCE)


class RoundsPage(Page):
    """Four views; the one with something in it comes first."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.own, self.earlier = SelfScoresView(context), EarlierView(context)
        self.pairs, self.beside = PairsView(context), BesideView(context)
        self._stack = QStackedWidget()
        for view in (self.own, self.earlier, self.pairs, self.beside):
            self._stack.addWidget(view)
        for view in (self.own, self.earlier, self.beside):
            view.target_chosen.connect(self.target_chosen)
        for view in (self.pairs, self.beside):
            view.follow_requested.connect(self.earlier.ask)
        self.chooser = SegmentedControl(self._segments(), name=_("View"))
        self.chooser.segment_chosen.connect(self._on_view_chosen)
        self.scope_button = ActionButton(_("What is looked at…"), kind=ButtonKind.QUIET, icon_name="filter")
        self.scope_button.clicked.connect(self._on_scope_clicked)
        head = QHBoxLayout()
        head.addWidget(TextLabel(_("What came before"), TextRole.TITLE), 1)
        head.addWidget(self.scope_button)
        head.addWidget(self.chooser)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._soon = QTimer(self, singleShot=True, interval=150)
        self._soon.timeout.connect(self._on_soon)
        self._show_scope()
        if context.session.assessment.earlier and not context.session.assessment.self_scores:
            self.show_view("earlier")

    def show_view(self, view: str) -> None:
        """Show "own", "earlier", "pairs" or "beside"."""
        self.chooser.set_current(view)
        self._on_view_chosen(view)

    def enter(self) -> None:
        """Override Page.enter."""
        self._on_soon()
        self.chooser.setFocus()

    def follow(self, done: Done) -> None:
        """Override Page.follow."""
        if done.changed.touches(RecordKind.EARLIER_FAULT) or done.changed.touches(RecordKind.EVIDENCE):
            self.earlier.refresh()
        if any(done.changed.touches(kind) for kind in _OF_PAIRS):
            self.pairs.refresh()
            self.chooser.set_segments(self._segments())
        if done.changed.touches(RecordKind.PROFILE):
            self._show_scope()
        if self.isVisible():
            self._soon.start()

    def settle(self) -> None:
        """Override Page.settle."""
        self.earlier.settle()

    def _segments(self) -> list[tuple[str, str]]:
        count = not_looked_at(self._context.session.assessment)
        word = _("To be verified")
        return [
            ("own", _("Own scores")),
            ("earlier", f"{word}  {count}" if count else word),
            ("pairs", _("Then and now")),
            ("beside", _("Compared")),
        ]

    def _show_scope(self) -> None:
        self.scope_button.setVisible(self._context.session.assessment.profile.kind.may_be_partial)

    def _on_soon(self) -> None:
        self.own.refresh()
        if self._stack.currentWidget() is self.beside:
            self.beside.refresh()

    def _on_scope_clicked(self) -> None:
        from evaluator_app.gui.dialogs.scope_dialog import ScopeDialog

        dialog = ScopeDialog(self._context.session, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_view_chosen(self, view: str) -> None:
        self._stack.setCurrentIndex(_VIEWS.index(view))
        if view == "beside":
            self.beside.refresh()
