# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Verifies any report, whether it belongs to an open assessment or came from elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from evaluator_app.gui.dialogs.footed_dialog import FootedDialog
from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.dialogs.verification_card import VerificationCard
from evaluator_app.gui.tasks import Runner
from evaluator_app.i18n import _
from evaluator_app.services.workspace import Workspace


class VerifyDialog(FootedDialog):
    """It does not close while a verification is under way."""

    def __init__(self, workspace: Workspace, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(_("Verify a report"), parent)
        self.verification = VerificationCard(_("Verify a report"), workspace.now, runner, workspace=workspace.root)
        self.verification.busy_changed.connect(self._on_busy_changed)
        self.fill(ScrollPage(self.verification), 820, 660)
        self.setAcceptDrops(True)
        for field in (self.verification.source, self.verification.root, self.verification.evidence):
            field.line.setAcceptDrops(False)  # a file dropped there would be pasted as an address

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Override QWidget.dragEnterEvent: one PDF is taken."""
        if _dropped(event) is not None and not self.verification.job.is_running:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Override QWidget.dropEvent: the report is checked at once."""
        path = _dropped(event)
        if path is not None and not self.verification.job.is_running:
            event.acceptProposedAction()
            self.verification.source.set_path(path)
            self.verification.verify()

    def reject(self) -> None:
        """Override QDialog.reject: a verification under way is waited for."""
        if not self.verification.job.is_running:
            super().reject()

    def _on_busy_changed(self, is_busy: bool) -> None:
        self.verification.verify_button.setEnabled(not is_busy)
        self.close_button.setEnabled(not is_busy)


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one PDF that is dropped."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() == ".pdf" else None
