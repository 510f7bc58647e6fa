# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The bar over an assessment: its pages, with their counts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
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
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        for kind in PAGE_KINDS:
            self.tabs.addTab(icon(kind.icon, color_name="muted"), kind.shown_word())
        self._icons = tuple(self.tabs.tabIcon(number) for number in range(self.tabs.count()))
        self._score = ("", Tone.OPEN)
        self.score = StateBadge(*self._score)
        self._line = line = QHBoxLayout(self)
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
        self._score = (words, tone)
        self._fit()

    def show_count(self, page: str, count: int) -> None:
        """Show how much is open on a page; nothing for 0."""
        number = PAGES.index(page)
        word = PAGE_KINDS[number].shown_word()
        self.tabs.setTabText(number, f"{word}  {count}" if count else word)
        self._fit()

    def show_score_badge(self, *, is_shown: bool) -> None:
        """Show the badge with the score, or not, where its pane is in sight."""
        self.score.setVisible(is_shown)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: where it is narrow, icons make room, then air, then the verdict's words; then tabs are scrolled."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for icons, air, words in ((True, True, True), (False, True, True), (False, False, True), (False, False, False)):
            self._show_icons(are_shown=icons)
            self._set_air(is_wide=air)
            shown, tone = self._score
            self.score.set_state(shown if words else shown.partition("  ")[0], tone)
            self.score.setToolTip("" if words else shown)
            if self.tabs.sizeHint().width() <= self._room():
                break
        self._line.activate()

    def _room(self) -> int:
        margins = self._line.contentsMargins()
        taken = 0 if self.score.isHidden() else self.score.sizeHint().width() + 2 * self._line.spacing()
        return self.width() - margins.left() - margins.right() - taken

    def _show_icons(self, *, are_shown: bool) -> None:
        for number, drawn in enumerate(self._icons):
            self.tabs.setTabIcon(number, drawn if are_shown else QIcon())

    def _set_air(self, *, is_wide: bool) -> None:
        if self.tabs.property("tight") is not (not is_wide):
            self.tabs.setProperty("tight", not is_wide)
            self.tabs.style().unpolish(self.tabs)
            self.tabs.style().polish(self.tabs)
            self.tabs.updateGeometry()

    def _on_current_changed(self, number: int) -> None:
        self.page_chosen.emit(PAGES[number])
