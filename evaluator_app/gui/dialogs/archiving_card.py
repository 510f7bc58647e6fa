# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the archive of an assessment beside the window, with progress and a way to stop."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.dialogs.step_button import StepButton
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.archiving import Archived, archive_name, gather, write
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.revising import kept_reports
from evaluator_app.services.workspace import Workspace

ARCHIVES = "archives"
"""Folder of a workspace where archives go unless another place is named."""


class ArchivingCard(WorkCard):
    """The reports that go in are those of the assessment in the folder of reports, and one that is named beside them."""

    def __init__(self, title: str, opened: OpenAssessment, workspace: Workspace, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(title, runner, parent)
        self._opened = opened
        self._workspace = workspace
        self.destination = PathField(_("Archive file"), "ZIP (*.zip)", PathUse.WRITE)
        self.destination.set_path(workspace.root / ARCHIVES / archive_name(opened, workspace.now().astimezone()))
        self.report = PathField(_("Signed report"), "PDF (*.pdf)", PathUse.READ)
        self.path_row = FormRow(_("Archive file"), self.destination)
        hint = _("Left empty, the reports of this assessment in the folder of reports go in.")
        self.report_row = FormRow(_("Signed report"), self.report, hint=hint)
        self.write_button = StepButton(_("Write the archive"), "folder")
        self.write_button.clicked.connect(self.write)
        self.folder_button = ActionButton(_("Open its folder"), icon_name="folder")
        self.folder_button.clicked.connect(self._on_folder_clicked)
        self.folder_button.hide()
        lead = _(
            "One zip file with report, records, rules, photos and every act, which any zip program opens."
            " It is read back and every digest is checked before it is there."
        )
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.write_button)
        row.addWidget(self.folder_button)
        row.addStretch(1)
        self.add(TextLabel(lead, TextRole.MUTED, wraps=True))
        self.add(self.path_row)
        self.add(self.report_row)
        self.add(row)
        self.end()

    def write(self) -> None:
        """Write the archive of the assessment as it is now."""
        path, report = self.destination.path(), self.report.path()
        self.path_row.set_error("" if path else _("Choose where the archive goes."))
        if path is None:
            return
        destination = path if path.suffix.lower() == ".zip" else path.with_name(f"{path.name}.zip")
        self.destination.set_path(destination)
        try:
            gathered = gather(self._workspace, self._opened)
        except UserFacingError as error:
            self.show_error(error)
            return
        root, assessment, job = self._workspace.root, self._opened.assessment, self.job

        def work() -> Archived:
            with suppress(OSError):  # write says why it cannot write
                destination.parent.mkdir(parents=True, exist_ok=True)
            kept = kept_reports(root, assessment)
            reports = (report,) if report else kept.own
            return write(gathered, destination, reports=reports, former=kept.former, progress=job.report, cancelled=job.is_cancelled)

        self.work(_("Writing and checking the archive…"), work, self._on_written, stoppable=True)

    def _on_written(self, done: Archived) -> None:
        size = f"{done.size / 1e6:.1f}"
        words = _("Written and checked: {files} files, {evidence} of them evidence, {size} MB.").format(
            files=done.files, evidence=done.evidence, size=size
        )
        inside = _("Reports inside: {names}").format(names="、".join(done.reports)) if done.reports else _("No report is inside.")
        if done.former:
            inside += " " + _("Reports of the revisions before: {names}").format(names="、".join(done.former))
        self.say(f"{words} {inside}", Tone.DONE if done.reports else Tone.FOUND)
        self.set_badge(_("Archived"), Tone.DONE)
        self.folder_button.show()

    def _on_folder_clicked(self) -> None:
        path = self.destination.path() or Path()
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
