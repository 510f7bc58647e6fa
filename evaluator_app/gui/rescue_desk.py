# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Copies in the window: opens their cards, shows in the foot when the last was made, and reminds of work that no copy holds.

It reminds by a bar over the page with one button, never by a window; on closing once, and not again before there is more work.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QDialog

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.tasks import TaskRunner
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.gui.dialogs.card_dialog import CardDialog
    from evaluator_app.gui.dialogs.work_card import WorkCard
    from evaluator_app.gui.main_window import MainWindow
    from evaluator_app.gui.views.footer_line import FooterLine
    from evaluator_app.services.rescue_reminding import Unsaved
    from evaluator_app.services.rescue_restoring import StagedCopy

FIRST_LOOK_MS = 3_000
LOOK_MS = 5 * 60_000
"""Milliseconds between two looks whether there is work that no copy holds."""


class RescueDesk(QObject):
    """One for the life of a window. It has a thread of its own, so that a long copy keeps nobody waiting."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._runner = TaskRunner(self)
        self._told = ""
        self._told_on_closing = ""
        self._is_resting = False
        self._dialogs: list[CardDialog] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Remind from now on; only for a window that a person works in."""
        self._window.installEventFilter(self)
        self._timer.start(LOOK_MS)
        QTimer.singleShot(FIRST_LOOK_MS, self, self.look)

    def rest(self) -> None:
        """Stop what is under way; the window is about to go."""
        self._is_resting = True
        self._timer.stop()
        self._window.removeEventFilter(self)
        for dialog in self._dialogs:
            dialog.card.job.cancel()
        self._runner.close()

    def look(self) -> None:
        """Look beside the window what no copy holds, and say it where it is due."""
        from evaluator_app.services.rescue_reminding import unsaved

        if not self._is_resting:
            self._runner.run(
                partial(unsaved, self._window.workspace.root), on_success=self._on_looked, on_failure=self._window.messages.show
            )

    def show_copying(self) -> None:
        """Open the card that copies everything; it lets the window be worked in."""
        from evaluator_app.gui.dialogs.rescue_card import RescueCard

        card = RescueCard(self._window.workspace, self._runner)
        self._open(_("Copy everything"), card)
        card.copied.connect(self._on_copied)
        card.restore_requested.connect(self.show_restoring)

    def show_restoring(self, place: Path | None = None) -> None:
        """Open the card that brings a copy back."""
        from evaluator_app.gui.dialogs.rescue_restore_card import RescueRestoreCard

        card = RescueRestoreCard(self._window.workspace, self._runner, place)
        dialog = self._open(_("Bring back a copy"), card)
        card.staged.connect(partial(self._on_staged, dialog))
        card.opened.connect(self._on_opened)

    def fill(self, footer: FooterLine) -> None:
        """Show in a foot when the last copy was made."""
        from evaluator_app.services.rescue_record import last_at

        footer.show_copy(last_at(self._window.workspace.root), self._window.workspace.now())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: a window with work that no copy holds says so once before it closes."""
        if event.type() == QEvent.Type.Close and watched is self._window:
            if self._holds_back():
                event.ignore()
                return True
            self.rest()
        return super().eventFilter(watched, event)

    def _holds_back(self) -> bool:
        from evaluator_app.services.rescue_reminding import is_due_on_closing, reminding_at, unsaved

        if self._is_resting:
            return False
        if self._window.page is not None:
            self._window.page.view.settle()  # what is being typed is work too
        work = unsaved(self._window.workspace.root)
        at = reminding_at(self._window.workspace.store)
        if work.key == self._told_on_closing or not is_due_on_closing(work, self._window.workspace.now(), at):
            return False
        self._told_on_closing = work.key
        self._say(work, _("Close once more to leave without a copy."))
        return True

    def _on_looked(self, work: Unsaved) -> None:
        from evaluator_app.services.rescue_reminding import is_due, reminding_at

        if self._is_resting or work.key == self._told:
            return
        if is_due(work, self._window.workspace.now(), reminding_at(self._window.workspace.store)):
            self._told = work.key
            self._say(work, "")

    def _say(self, work: Unsaved, more: str) -> None:
        from evaluator_app.services.rescue_words import unsaved_words

        words = f"{unsaved_words(work)} {more}".strip()
        self._window.say(words, Tone.FOUND, action=_("Copy to the stick"), on_action=self.show_copying)

    def _on_copied(self) -> None:
        self.fill(self._window.home_footer)
        if self._window.page is not None:
            self.fill(self._window.page.footer)

    def _on_staged(self, dialog: QDialog, staged: StagedCopy) -> None:
        dialog.accept()
        self._leave(partial(_put_in_place, self._window, staged))

    def _on_opened(self, folder: Path) -> None:
        from evaluator_app.gui.reopening import reopen

        self._leave(lambda: reopen(self._window, folder))

    def _leave(self, then: Callable[[], object]) -> None:
        """Do something once the call that led here has returned: its thread is closed with the window."""
        self._is_resting = True
        QTimer.singleShot(0, self._window, then)

    def _open(self, title: str, card: WorkCard) -> CardDialog:
        from evaluator_app.gui.dialogs.card_dialog import CardDialog
        from evaluator_app.gui.dialogs.sizing import open_at

        dialog = CardDialog(title, card, self._window)
        dialog.setModal(False)
        open_at(dialog, 720, 680)
        self._dialogs.append(dialog)
        dialog.finished.connect(partial(self._on_finished, dialog))
        dialog.show()
        return dialog

    def _on_finished(self, dialog: CardDialog, _result: int) -> None:
        self._dialogs = [one for one in self._dialogs if one is not dialog]
        dialog.deleteLater()


def _put_in_place(window: MainWindow, staged: StagedCopy) -> None:
    """Put a checked copy into the folder of a window while it is closed, and say so in the window that takes its place."""
    from evaluator_app.gui.reopening import reopen
    from evaluator_app.services.rescue_restoring import BroughtBack, settle

    now, done = window.workspace.now, list[BroughtBack]()
    fresh = reopen(window, staged.root, lambda: done.append(settle(staged, now=now)))
    if fresh is not None and done:
        words = _("Copy {number} is back: {assessments} assessments, {files} files, all as they were.").format(
            number=staged.copy.number, assessments=done[0].assessments, files=done[0].files
        )
        if done[0].aside is not None:
            words += " " + _("What was in the way is kept in {folder}.").format(folder=done[0].aside)
        fresh.say(words, Tone.DONE)


def connect_rescue(window: MainWindow) -> RescueDesk:
    """Connect the actions of a window and its foot, made anew for another language too; return the desk, which stays."""
    desk = next(iter(window.findChildren(RescueDesk)), None) or RescueDesk(window)
    window.acts.rescue.triggered.connect(desk.show_copying)
    window.acts.bring_back.triggered.connect(partial(_show_restoring, desk))
    window.home_footer.copy_requested.connect(window.acts.rescue.trigger)
    window.home.painted.connect(lambda: desk.fill(window.home_footer))
    return desk


def _show_restoring(desk: RescueDesk) -> None:
    desk.show_restoring()
