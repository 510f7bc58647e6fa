# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A window around one card of work: it does not close while the work is under way, but stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from evaluator_app.gui.dialogs.footed_dialog import FootedDialog
from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.widgets.action_button import ActionButton


class CardDialog(FootedDialog):
    """Its title is that of the window; the card tells what it does."""

    def __init__(self, title: str, card: WorkCard, parent: QWidget | None = None, *, height: int = 500) -> None:
        super().__init__(title, parent)
        self.card = card
        card.busy_changed.connect(self._on_busy_changed)
        self.fill(ScrollPage(card), 720, height)

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
