# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the window opens for a firm's own quality work: assessments compared, practice mines made, begun and compared."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog

from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.gui.job import Job
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.tasks import Runner
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.gui.main_window import MainWindow
    from evaluator_app.gui.views.consistency.consistency_dialog import ConsistencyDialog
    from evaluator_app.services.consistency import Comparison, Gathered
    from evaluator_app.services.consistency_tables import Sheet


def connect_consistency(window: MainWindow, runner: Runner) -> None:
    """Connect the actions of the window; what was read once stays with it."""
    desk = next(iter(window.findChildren(ConsistencyDesk)), None) or ConsistencyDesk(window, runner)
    acts = window.acts
    acts.consistency.triggered.connect(desk.open)
    acts.practice_begin.triggered.connect(desk.choose_practice)
    acts.practice_save.triggered.connect(desk.choose_folder)
    acts.practice_compare.triggered.connect(desk.compare_practice)


class ConsistencyDesk(QObject):
    """Lives as long as the window, and so outlives whatever it has begun."""

    def __init__(self, window: MainWindow, runner: Runner) -> None:
        """Read nothing yet."""
        super().__init__(window)
        self._window, self._runner = window, runner
        self.dialog: ConsistencyDialog | None = None
        self._known: Gathered | None = None
        self._wanted: bool | None = None
        """What is to be compared once the work that was stopped has ended: practice ones or real ones."""
        self._found: tuple[Comparison, dict[str, Sheet]] | None = None
        self.job = Job(runner, self)
        self.job.progressed.connect(self._on_progressed)
        if (application := QApplication.instance()) is not None:
            application.aboutToQuit.connect(self.job.cancel)

    def open(self) -> None:
        """Open the dialog and begin to read."""
        from evaluator_app.gui.views.consistency.consistency_dialog import ConsistencyDialog

        dialog = ConsistencyDialog(self._window)
        dialog.stopped.connect(self.job.cancel)
        dialog.asked.connect(self._compare)
        dialog.excel_asked.connect(self._write_excel)
        dialog.csv_asked.connect(self._write_csv)
        dialog.png_asked.connect(self._write_png)
        dialog.finished.connect(self._on_closed)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()
        self._compare(practice=False)

    def _compare(self, practice: bool) -> None:
        if self.dialog is None:
            return
        self.dialog.show_work(0, 0)
        if self.job.is_running:  # it was stopped a moment ago and has not noticed yet
            self._wanted = practice
            return
        root, known, job = self._window.workspace.root, self._known, self.job

        def work() -> tuple[Comparison, dict[str, Sheet]]:
            from evaluator_app.services.consistency import compare
            from evaluator_app.services.consistency_sheets import all_sheets

            comparison = compare(root, known=known, practice=practice, progress=job.report, cancelled=job.is_cancelled)
            return comparison, {sheet.name: sheet for sheet in all_sheets(comparison)}

        self.job.start(work, on_success=self._on_compared, on_failure=self._on_failed)

    def _on_progressed(self, done: int, everything: int) -> None:
        if self.dialog is not None and self.job.is_running:
            self.dialog.show_work(done, everything)

    def _on_compared(self, found: tuple[Comparison, dict[str, Sheet]]) -> None:
        self._found, self._known = found, found[0].gathered
        if not self._goes_on() and self.dialog is not None:
            self.dialog.show_comparison(*found)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Cancelled | UserFacingError):
            raise error
        if not self._goes_on() and self.dialog is not None:
            self.dialog.show_end(words_of(error) if isinstance(error, UserFacingError) else _("Stopped. Nothing was changed."))

    def _goes_on(self) -> bool:
        """Begin what was asked for meanwhile; False if nothing was."""
        wanted, self._wanted = self._wanted, None
        if wanted is None or self.dialog is None:
            return False
        self._compare(wanted)
        return True

    def _on_closed(self) -> None:
        self.dialog, self._wanted = None, None
        self.job.cancel()

    def _write_excel(self, path: Path) -> None:
        from evaluator_app.services.consistency_tables import write_workbook

        if self._found is not None:
            sheets = tuple(self._found[1].values())
            self._told(path, partial(write_workbook, sheets, path, title=_("Consistency"), created_at=self._window.workspace.now()))

    def _write_csv(self, folder: Path) -> None:
        from evaluator_app.services.consistency_tables import write_csv

        def write() -> None:
            for name, sheet in (self._found[1] if self._found else {}).items():
                write_csv(sheet, folder / f"{name}.csv")

        self._told(folder, write)

    def _write_png(self, path: Path, name: str) -> None:
        from evaluator_app.services.consistency_plots import plot, png
        from evaluator_app.services.consistency_tables import write_bytes

        if self._found is not None:
            self._told(path, partial(write_bytes, path, png(plot(self._found[0], name), scale=2)))

    def _told(self, path: Path, write: Callable[[], None]) -> None:
        if self.dialog is None:
            return
        try:
            write()
        except UserFacingError as error:
            self.dialog.say(words_of(error))
        else:
            self.dialog.say(_("Written: {path}").format(path=path))

    def choose_practice(self) -> None:
        """Ask for the file of a model answer, and begin its practice mine."""
        name, _kind = QFileDialog.getOpenFileName(self._window, _("Begin a practice mine"), "", _("Model answers (*.json)"))
        if name:
            self.begin_practice(Path(name))

    def begin_practice(self, path: Path) -> None:
        """Begin the practice mine of a model answer and open it."""
        from evaluator_app.services.practice import begin_practice

        try:
            begun = begin_practice(self._window.workspace, path)
        except UserFacingError as error:
            self._window.say_error(error)
            return
        self._window.open(begun.opened)
        if begun.absent:
            words = _("{count} photos of the practice mine did not lie beside its file, or were not whole.")
            self._window.say(words.format(count=begun.absent), Tone.FOUND)

    def choose_folder(self) -> None:
        """Ask where to, and save the open assessment as a practice mine with its model answer."""
        if self._window.session is not None and self._window.trial is None:
            mine = self._window.session.assessment.mine.name
            suggested = _("Practice mine - {mine}").format(mine=mine)
            name, _kind = QFileDialog.getSaveFileName(self._window, _("New folder for the practice mine"), suggested)
            if name:
                self.save_practice(Path(name))

    def save_practice(self, folder: Path) -> None:
        """Save the open assessment as a practice mine; its photos are copied beside the window."""
        from evaluator_app.services.practice import save_practice

        session, workspace = self._window.session, self._window.workspace
        if session is None:
            return
        if self.job.is_running:
            self._window.say(_("Other work is still ending; try again in a moment."))
            return
        work = partial(
            save_practice, session.opened, folder, at=workspace.now(), own_id=workspace.new_id(), cancelled=self.job.is_cancelled
        )
        written = _("The practice mine with its model answer is in {folder}.").format(folder=folder)
        self.job.start(work, on_success=lambda _answer: self._window.say(written, Tone.DONE), on_failure=self._on_save_failed)

    def _on_save_failed(self, error: Exception) -> None:
        if isinstance(error, UserFacingError):
            self._window.say_error(error)
        elif not isinstance(error, Cancelled):
            raise error

    def compare_practice(self) -> None:
        """Open the comparison of the open practice assessment with its model answer; say so where it is no practice."""
        from evaluator_app.gui.views.consistency.practice_dialog import PracticeDialog

        session = self._window.session
        if session is None or self._window.trial is not None:
            return
        if not session.assessment.profile.is_practice:
            self._window.say(_("This is a real assessment; only practice ones are compared with a model answer."))
            return
        dialog = PracticeDialog(self._window.workspace, session.opened, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
