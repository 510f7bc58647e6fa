# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The bar over an assessment: its pages, with their counts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabBar, QWidget

from evaluator_app.gui.icons import icon
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.page_kinds import PAGE_KINDS, PAGES
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.i18n import _


class PageBar(QFrame):
    """*Signals:* page_chosen(str): one of PAGES."""

    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("Pages"))
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for kind in PAGE_KINDS:
            self.tabs.addTab(icon(kind.icon, color_name="muted"), kind.shown_word())
        self.score = StateBadge("", Tone.OPEN)
        line = QHBoxLayout(self)
        line.setContentsMargins(GRID, 2, 2 * GRID, 0)
        line.setSpacing(GRID + 4)
        line.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        line.addWidget(self.score)
        self.tabs.currentChanged.connect(self._on_current_changed)

    def select(self, number: int) -> None:
        """Show a page as the current one without telling."""
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(number)
        self.tabs.blockSignals(False)

    def show_score(self, words: str, tone: Tone) -> None:
        """Show the score in a word, for when there is no room for its pane."""
        self.score.set_state(words, tone)

    def show_count(self, page: str, count: int) -> None:
        """Show how much is open on a page; nothing for 0."""
        number = PAGES.index(page)
        word = PAGE_KINDS[number].shown_word()
        self.tabs.setTabText(number, f"{word}  {count}" if count else word)

    def _on_current_changed(self, number: int) -> None:
        self.page_chosen.emit(PAGES[number])
