# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Takes a colleague's package in: checked first, shown item by item, nothing changed before a yes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from evaluator_app.archives.package import ENDING
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.package_words import package_lines, stranger_words, taken_words
from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.dialogs.step_button import StepButton
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import TextRole
from evaluator_app.gui.views.team.merge_table import MergeTable
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.looking_at_packages import Here, Looked, here_of, look, trusted_roots
from evaluator_app.services.package_authors import Standing
from evaluator_app.services.package_contents import ReadPackage, check_evidence, read_package
from evaluator_app.services.taking_packages import StagedPackage, settle, stage
from evaluator_app.services.workspace import Workspace


class TakingCard(WorkCard):
    """*Signals:* arrived(): the list of assessments has changed; opened(str): work on the assessment of this id is asked for."""

    arrived = Signal()
    opened = Signal(str)

    def __init__(self, workspace: Workspace, session: Session | None, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(_("Take in a colleague's package"), runner, parent)
        self._workspace, self._session = workspace, session
        self._looked: Looked | None = None
        self._read: ReadPackage | None = None
        self._own = ""
        self.source = PathField(_("Package file"), _("Packages") + f" (*{ENDING})", PathUse.READ)
        self.source.path_changed.connect(self._forget)
        self.source_row = FormRow(_("Package file"), self.source)
        self.contents = TextLabel("", wraps=True, selectable=True)
        self.known = QCheckBox()
        self.known_words = TextLabel("", wraps=True, selectable=True)
        self.known.toggled.connect(self._on_known_toggled)
        self.table = MergeTable()
        self.check_button = StepButton(_("Check it"), "verify")
        self.check_button.clicked.connect(self.check)
        self.take_button = StepButton(_("Take it in"), "plus")
        self.take_button.clicked.connect(self.take)
        self.open_button = ActionButton(_("Open the assessment"), icon_name="next")
        self.open_button.clicked.connect(lambda: self.opened.emit(self._own))
        lead = _("Everything in it is checked first. What two people said differently is kept from both, and marked for the leader.")
        self.add(TextLabel(lead, TextRole.MUTED, wraps=True))
        self.add(self.source_row)
        self.add(self.contents)
        self.add(self.known_words)
        self.add(self.known)
        self.add(self.table)
        self.add_button_row(self.check_button, self.take_button, self.open_button)
        self.end()
        self._forget()

    def check(self) -> None:
        """Read the package and check all of it."""
        path = self.source.path()
        self.source_row.set_error("" if path else _("Choose a package."))
        if path is None:
            return
        self._forget()
        job, roots, at = self.job, trusted_roots(self._workspace.root), self._workspace.now()

        def work() -> ReadPackage:
            package = read_package(path, roots=roots, at=at)
            check_evidence(package, progress=job.report, cancelled=job.is_cancelled)
            return package

        self.work(_("Checking the package…"), work, self._on_read, stoppable=True)

    def take(self) -> None:
        """Take in what was checked."""
        looked, job = self._looked, self.job
        if looked is None:
            return

        def work() -> StagedPackage:
            return stage(looked, progress=job.report, cancelled=job.is_cancelled)

        self.work(_("Taking in photos and documents…"), work, self._on_staged, stoppable=True)

    def _on_read(self, package: ReadPackage) -> None:
        here = self._here(package)
        if here is not None:
            self.work(_("Working out what would come of it…"), lambda: look(package, here), self._on_looked)

    def _here(self, package: ReadPackage) -> Here | None:
        opened = self._session.opened if self._session and self._session.assessment.id == package.origin.id else None
        try:
            return here_of(self._workspace, package.origin.id, opened)
        except UserFacingError as error:
            self.show_error(error)
            return None

    def _on_looked(self, looked: Looked) -> None:
        self._looked = looked
        self.contents.setText("\n".join(package_lines(looked)))
        self.contents.show()
        self.check_button.set_next(False)
        title_of = self._session.opened.title_of if self._session and not looked.is_new else None
        self.table.show_preview(looked.prepared.preview, title_of, looked.package.templates, is_new=looked.is_new)
        self.table.setVisible(bool(looked.prepared.preview.items))
        is_stranger = looked.standing is Standing.STRANGER
        self.known_words.setText(stranger_words(looked) if is_stranger else "")
        self.known_words.setVisible(is_stranger)
        self.known.setText(_("The fingerprint is the same; take packages of this person from now on"))
        self.known.setVisible(is_stranger)
        if looked.obstacle is not None:
            self.say(words_of(looked.obstacle), Tone.VETO)
        elif looked.brings_nothing:
            self.say(_("All of it is here already; nothing would change."), Tone.DONE)
        else:
            self.take_button.show()
            self.take_button.set_next(True)
            self.take_button.setEnabled(not is_stranger)

    def _on_staged(self, staged: StagedPackage) -> None:
        certificate = staged.looked.package.seal.certificate
        accepted = certificate.fingerprint if certificate and self.known.isChecked() else ""
        session = self._session if self._session and self._session.assessment.id == staged.looked.package.origin.id else None

        def merge() -> None:
            opened = session.opened if session else None
            taken = settle(self._workspace, staged, opened=opened, accepted=accepted)
            self._own = taken.assessment_id
            lines = list(taken_words(taken))
            if not self._workspace.who.strip():
                lines.append(_("Nobody is named on this laptop yet: give your name under “Who works here” in the menu of settings."))
            self.say("\n".join(lines), Tone.FOUND if taken.open_conflicts or taken.absent else Tone.DONE)

        try:
            session.merged(merge) if session else merge()
        except UserFacingError as error:
            self.show_error(error)
            return
        for widget in (self.take_button, self.known, self.known_words, self.table):
            widget.hide()
        self.open_button.setVisible(session is None)
        self.arrived.emit()

    def _on_known_toggled(self, is_known: bool) -> None:
        self.take_button.setEnabled(is_known or (self._looked is not None and self._looked.standing is not Standing.STRANGER))

    def _forget(self) -> None:
        self._looked = None
        self.known.setChecked(False)
        for widget in (self.contents, self.known, self.known_words, self.table, self.take_button, self.open_button):
            widget.hide()
        self.check_button.set_next(True)
        self.banner.hide()

    def set_source(self, path: Path) -> None:
        """Name the package."""
        self.source.set_path(path)
