# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whose certificates count here, and how to come by one of one's own: authorities, a request, the issued certificate."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from evaluator_app.gui.dialogs.authorities_card import AuthoritiesCard
from evaluator_app.gui.dialogs.footed_dialog import FootedDialog
from evaluator_app.gui.dialogs.request_cards import JoiningCard, RequestCard
from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID
from evaluator_app.i18n import _
from evaluator_app.services.workspace import Workspace


class CertificatesDialog(FootedDialog):
    """It does not close while work is under way."""

    def __init__(self, workspace: Workspace, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(_("Certificates and authorities"), parent)
        folder = workspace.root / "credentials"
        self.authorities = AuthoritiesCard(workspace.root, runner)
        self.request = RequestCard(folder, runner)
        self.joining = JoiningCard(folder, workspace.now, runner)
        self.request.made.connect(self.joining.key.set_path)
        self.cards: tuple[WorkCard, ...] = (self.authorities, self.request, self.joining)
        self.fill(ScrollPage(*self.cards, spacing=2 * GRID), 820, 760)

    def reject(self) -> None:
        """Override QDialog.reject: work under way is finished first."""
        if not any(card.job.is_running for card in self.cards):
            super().reject()
