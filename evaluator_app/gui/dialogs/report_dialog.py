# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""From findings to a signed report in four steps: complete, write, sign, verify; the window stays alive meanwhile."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.gui.dialogs.completion_card import CompletionCard
from evaluator_app.gui.dialogs.scroll_page import ScrollPage
from evaluator_app.gui.dialogs.signing_card import SigningCard
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.dialogs.verification_card import VerificationCard
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.dialogs.writing_card import WritingCard
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.i18n import _
from evaluator_app.services.revising import REPORTS
from evaluator_app.services.workspace import Workspace


class ReportDialog(QDialog):
    """It does not close while work is under way.

    *Signals:* missing_requested(): the page of what is missing is asked for; revision_requested(), archive_requested(): what follows.
    """

    missing_requested = Signal()
    revision_requested = Signal()
    archive_requested = Signal()

    def __init__(self, session: Session, workspace: Workspace, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Report and signature"))
        self._session = session
        folder = workspace.root / REPORTS
        today = workspace.now().astimezone().date()
        self.completion = CompletionCard(session, runner)
        self.writing = WritingCard(session, workspace.root, folder, today, runner)
        self.signing = SigningCard(session, workspace, folder, runner)
        self.verification = VerificationCard(_("4  Verify it"), workspace.now, runner, workspace=workspace.root)
        self.verification.evidence.set_path(workspace.root)
        self.cards: tuple[WorkCard, ...] = (self.completion, self.writing, self.signing, self.verification)
        self.close_button = ActionButton(_("Close"))
        self.close_button.clicked.connect(self.reject)
        self.completion.missing_requested.connect(self._on_missing_requested)
        self.completion.status_changed.connect(self.writing.forget)
        self.completion.status_changed.connect(self._on_status_changed)
        self.signing.status_changed.connect(self._on_status_changed)
        self.writing.written.connect(self._on_written)
        self.signing.signed.connect(self._on_signed)
        for card in self.cards:
            card.busy_changed.connect(self._on_busy_changed)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        self.revise_button = ActionButton(_("Start a new revision…"), kind=ButtonKind.QUIET, icon_name="edit")
        self.revise_button.clicked.connect(partial(self._on_asked, self.revision_requested))
        self.archive_button = ActionButton(_("Archive this assessment…"), kind=ButtonKind.QUIET, icon_name="folder")
        self.archive_button.clicked.connect(partial(self._on_asked, self.archive_requested))
        foot.addWidget(self.revise_button)
        foot.addWidget(self.archive_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.page = ScrollPage(*self.cards, spacing=2 * GRID)
        column.addWidget(self.page, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
        open_at(self, 820, 760)
        self._show_next()

    def reject(self) -> None:
        """Override QDialog.reject: work under way is finished or stopped first."""
        running = [card for card in self.cards if card.job.is_running]
        for card in running:
            card.job.cancel()
        if not running:
            super().reject()

    def _show_next(self) -> None:
        """Put the accent on the step to take next; offer a revision once the assessment is closed for good."""
        status = self._session.assessment.profile.status
        self.revise_button.setVisible(status.is_final)
        is_draft = status.is_open and self.completion.complete_button.isEnabled()
        is_signed = self.signing.is_done
        steps = {
            self.completion.complete_button: is_draft,
            self.writing.write_button: not is_draft and not self.writing.is_done,
            self.signing.sign_button: not is_draft and self.writing.is_done and not is_signed,
            self.verification.verify_button: is_signed,
        }
        for button, is_next in steps.items():
            button.set_next(is_next)

    def _on_busy_changed(self, is_busy: bool) -> None:
        for card in self.cards:
            for button in card.findChildren(ActionButton):
                if button is not card.stop_button:
                    button.setEnabled(not is_busy)
        for button in (self.close_button, self.revise_button, self.archive_button):
            button.setEnabled(not is_busy)
        if not is_busy:
            self.completion.refresh()
            self.signing.refresh()
            self._show_next()

    def _on_status_changed(self) -> None:
        self.completion.refresh()
        self.signing.refresh()
        self._show_next()

    def _on_written(self, path: Path) -> None:
        self.signing.source.set_path(path)
        self.verification.source.set_path(path)
        self._show_next()
        self.page.ensureWidgetVisible(self.signing)

    def _on_signed(self, path: Path) -> None:
        self.verification.source.set_path(path)
        self._show_next()
        self.page.ensureWidgetVisible(self.verification)

    def _on_asked(self, signal: SignalInstance) -> None:
        self.reject()
        signal.emit()

    def _on_missing_requested(self) -> None:
        self.missing_requested.emit()
        self.reject()
