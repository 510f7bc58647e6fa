# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Checks an archive beside the window, shows what it is, and brings its assessment into the workspace."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from evaluator_app.domain.status import STATUS_TERMS
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.dialogs.step_button import StepButton
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.human_time import full_time
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.opening_archives import Arrival, ReadArchive, Staged, read_archive, settle, stage
from evaluator_app.services.workspace import Workspace


class OpeningCard(WorkCard):
    """*Signals:* arrived(): the list of assessments has changed; opened(str): work on the assessment of this id is asked for."""

    arrived = Signal()
    opened = Signal(str)

    def __init__(self, workspace: Workspace, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(_("Open an archive"), runner, parent)
        self._workspace = workspace
        self._read: ReadArchive | None = None
        self._own = ""
        self.source = PathField(_("Archive file"), "ZIP (*.zip)", PathUse.READ)
        self.source.path_changed.connect(self._forget)
        self.source_row = FormRow(_("Archive file"), self.source)
        self.contents = TextLabel("", wraps=True, selectable=True)
        self.contents.hide()
        self.check_button = StepButton(_("Check it"), "verify")
        self.check_button.clicked.connect(self.check)
        self.bring_button = StepButton(_("Bring it into the list"), "plus")
        self.bring_button.clicked.connect(self.bring)
        self.open_button = ActionButton(_("Open the assessment"), icon_name="next")
        self.open_button.clicked.connect(lambda: self.opened.emit(self._own))
        lead = _("Everything in it is checked first: each file, each value, each act. Nothing in this workspace is overwritten.")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in (self.check_button, self.bring_button, self.open_button):
            row.addWidget(button)
        row.addStretch(1)
        self.add(TextLabel(lead, TextRole.MUTED, wraps=True))
        self.add(self.source_row)
        self.add(self.contents)
        self.add(row)
        self.end()
        self._forget()

    def check(self) -> None:
        """Read the archive and check all of it."""
        path = self.source.path()
        self.source_row.set_error("" if path else _("Choose an archive."))
        if path is None:
            return
        self._forget()
        job = self.job

        def work() -> ReadArchive:
            return read_archive(path, progress=job.report, cancelled=job.is_cancelled)

        self.work(_("Checking the archive…"), work, self._on_checked, stoppable=True)

    def bring(self) -> None:
        """Bring what was checked into the workspace."""
        read, job, files = self._read, self.job, self._workspace.files
        if read is None:
            return

        def work() -> Staged:
            return stage(files, read, progress=job.report, cancelled=job.is_cancelled)

        self.work(_("Bringing back photos and documents…"), work, self._on_staged, stoppable=True)

    def _on_checked(self, read: ReadArchive) -> None:
        self._read = read
        manifest = read.manifest
        lines = (
            _("Mine: {name}").format(name=manifest.mine),
            _("Stage: {stage}").format(stage=worded(STATUS_TERMS[manifest.status])),
            _("Scoring template: {title}, {edition} ({id})").format(
                title=read.template.title, edition=read.template.edition, id=read.template.id
            ),
            _("Archived {when} by version {program}; {acts} acts, {evidence} pieces of evidence").format(
                when=full_time(manifest.archived_at), program=manifest.program, acts=manifest.acts, evidence=len(read.assessment.evidence)
            ),
        )
        self.contents.setText("\n".join(lines))
        self.contents.show()
        self.bring_button.show()
        self.bring_button.set_next(True)
        self.check_button.set_next(False)
        self.say(
            _("All {count} files are as the manifest says, and the journal leads to the records.").format(count=len(manifest.files) + 1),
            Tone.DONE,
        )

    def _on_staged(self, staged: Staged) -> None:
        try:
            done = settle(self._workspace, staged)
        except UserFacingError as error:
            self.show_error(error)
            return
        self._own = done.assessment_id
        if done.arrival is Arrival.NEW:
            words = _("It is in the list of assessments now, with {count} files of evidence.").format(count=done.evidence)
        else:
            words = _("It is here already, the same in everything.")
            if done.evidence:
                words += " " + _("{count} files of evidence were missing or damaged and are whole again.").format(count=done.evidence)
        if done.is_in_trash:
            words += " " + _("It lies in the trash.")
        self.say(words, Tone.DONE)
        self.bring_button.hide()
        self.open_button.setVisible(not done.is_in_trash)
        self.arrived.emit()

    def _forget(self) -> None:
        self._read = None
        for widget in (self.contents, self.bring_button, self.open_button):
            widget.hide()
        self.check_button.set_next(True)
        self.banner.hide()

    def set_source(self, path: Path) -> None:
        """Name the archive."""
        self.source.set_path(path)
