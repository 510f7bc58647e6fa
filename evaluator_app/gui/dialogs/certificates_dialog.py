# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Whose certificates count here, and how to come by one of one's own: authorities, a request, the issued certificate."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.gui.dialogs.authorities_card import AuthoritiesCard
from evaluator_app.gui.dialogs.request_cards import JoiningCard, RequestCard
from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.i18n import _
from evaluator_app.services.workspace import Workspace


class CertificatesDialog(QDialog):
    """It does not close while work is under way."""

    def __init__(self, workspace: Workspace, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Certificates and authorities"))
        folder = workspace.root / "credentials"
        self.authorities = AuthoritiesCard(workspace.root, runner)
        self.request = RequestCard(folder, runner)
        self.joining = JoiningCard(folder, workspace.now, runner)
        self.request.made.connect(self.joining.key.set_path)
        self.cards: tuple[WorkCard, ...] = (self.authorities, self.request, self.joining)
        self.close_button = ActionButton(_("Close"))
        self.close_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ScrollPage(*self.cards, spacing=2 * GRID), 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
        open_at(self, 820, 760)

    def reject(self) -> None:
        """Override QDialog.reject: work under way is finished first."""
        if not any(card.job.is_running for card in self.cards):
            super().reject()
