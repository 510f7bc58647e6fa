# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A card of the report window with one piece of work: what went wrong or well, how far it is, a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.gui.job import Job
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

T = TypeVar("T")


class WorkCard(Card):
    """Subclasses put their fields in and call `work`. *Signals:* busy_changed(bool)."""

    busy_changed = Signal(bool)

    def __init__(self, title: str, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.job = Job(runner, self)
        self.job.progressed.connect(self._on_progressed)
        self.job.ended.connect(self._on_ended)
        self.badge = StateBadge("", Tone.OPEN, filled=False)
        self.badge.hide()
        self.add_to_title(self.badge)
        self.banner = Banner(dismissible=False)
        self.banner.hide()
        self._doing = TextLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop_button = ActionButton(_("Stop"), icon_name="close")
        self.stop_button.clicked.connect(self._on_stop_clicked)
        self._work_line = QWidget()
        row = QHBoxLayout(self._work_line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID + 4)
        row.addWidget(self._doing)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        self._work_line.hide()

    def add_button_row(self, *buttons: QWidget) -> None:
        """Put buttons side by side, each as wide as it likes."""
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.add(row)

    def end(self) -> None:
        """Put progress and message at the lower end; called when the fields are in."""
        self.add(self._work_line)
        self.add(self.banner)

    def say(self, words: str, tone: Tone) -> None:
        """Show a message in the card."""
        self.banner.set_message(words, tone=tone)
        self.banner.show()

    def set_badge(self, words: str, tone: Tone) -> None:
        """Show how far this step is."""
        self.badge.set_state(words, tone)
        self.badge.setVisible(bool(words))

    def work(self, doing: str, work: Callable[[], T], on_success: Callable[[T], None], *, stoppable: bool = False) -> None:
        """Run something beside the window; errors are said here."""
        self.banner.hide()
        self._doing.setText(doing)
        self.bar.setRange(0, 0)
        self.stop_button.setVisible(stoppable)
        self.stop_button.setEnabled(True)
        self._work_line.show()
        self.busy_changed.emit(True)
        self.job.start(work, on_success=on_success, on_failure=self.show_error)

    def show_error(self, error: Exception) -> None:
        """Say an error in the card; a bug goes on to the window for bugs."""
        if isinstance(error, UserFacingError):
            self.say(words_of(error), Tone.VETO)
        elif isinstance(error, Cancelled):
            self.say(_("Stopped; nothing was written."), Tone.NOT_APPLICABLE)
        else:
            self.say(_("The program made a mistake; nothing was written."), Tone.VETO)
            raise error

    def _on_progressed(self, done: int, everything: int) -> None:
        if self.job.is_running:
            self.bar.setRange(0, everything)
            self.bar.setValue(done)

    def _on_ended(self) -> None:
        self._work_line.hide()
        self.busy_changed.emit(False)

    def _on_stop_clicked(self) -> None:
        self.stop_button.setEnabled(False)
        self._doing.setText(_("Stopping…"))
        self.job.cancel()
