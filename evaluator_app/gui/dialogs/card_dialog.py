# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A window around one card of work: it does not close while the work is under way, but stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.i18n import _


class CardDialog(QDialog):
    """Its title is that of the window; the card tells what it does."""

    def __init__(self, title: str, card: WorkCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.card = card
        card.busy_changed.connect(self._on_busy_changed)
        self.close_button = ActionButton(_("Close"))
        self.close_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ScrollPage(card), 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
        open_at(self, 720, 500)

    def reject(self) -> None:
        """Override QDialog.reject: work under way is stopped first."""
        if self.card.job.is_running:
            self.card.job.cancel()
        else:
            super().reject()

    def _on_busy_changed(self, is_busy: bool) -> None:
        for button in self.findChildren(ActionButton):
            if button is not self.card.stop_button:
                button.setEnabled(not is_busy)
