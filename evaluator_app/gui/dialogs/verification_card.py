# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Checks any report and shows the answers field by field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.answers_view import AnswersView
from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.dialogs.step_button import StepButton
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.i18n import _
from evaluator_app.services.saving_answers import save_answers

if TYPE_CHECKING:
    from evaluator_app.services.verifying import ReportVerification


class VerificationCard(WorkCard):
    """`answers` is the view of the last verification; None before the first."""

    def __init__(
        self, title: str, now: Callable[[], datetime], runner: Runner, parent: QWidget | None = None, *, workspace: Path | None = None
    ) -> None:
        super().__init__(title, runner, parent)
        self._now = now
        self._workspace = workspace
        self._found: ReportVerification | None = None
        self.answers: AnswersView | None = None
        self.source = PathField(_("Report to verify"), "PDF (*.pdf)", PathUse.READ)
        self.root = PathField(_("Certificate of an authority you trust"), "X.509 (*.cer *.crt *.pem *.der)", PathUse.READ)
        self.source_row = FormRow(_("Report to verify"), self.source)
        hint = _("May stay empty; then the authorities that are installed here count alone.")
        self.evidence = PathField(_("Originals of the evidence"), "ZIP (*.zip)", PathUse.READ_FOLDER)
        self.verify_button = StepButton(_("Verify"), "verify")
        self.verify_button.clicked.connect(self.verify)
        row = QHBoxLayout()
        self.save_button = ActionButton(_("Save the answers…"), icon_name="document")
        self.save_button.clicked.connect(self._on_save_clicked)
        self.save_button.hide()
        row.addWidget(self.verify_button)
        row.addWidget(self.save_button)
        row.addStretch(1)
        self.add(self.source_row)
        self.add(FormRow(_("Certificate of an authority you trust"), self.root, hint=hint))
        evidence_hint = _("A folder, an archive or a workspace; may stay empty, then nothing is said of the originals.")
        self.add(FormRow(_("Originals of the evidence"), self.evidence, hint=evidence_hint))
        self.add(row)
        self._room = QVBoxLayout()
        self.end()
        self.body.addLayout(self._room)
        self.body.setSpacing(GRID + 2)

    def verify(self) -> None:
        """Check the report that is named."""
        source, root, evidence = self.source.path(), self.root.path(), self.evidence.path()
        self.source_row.set_error("" if source else _("Choose a report."))
        if source is None:
            return
        at, stop = self._now(), self.job.is_cancelled
        self._clear()

        def work() -> ReportVerification:
            from evaluator_app.services.verifying import verify_report

            roots = (root,) if root else ()
            return verify_report(source, trust_roots=roots, at=at, workspace=self._workspace, evidence=evidence, cancelled=stop)

        self.work(_("Verifying: signatures, pages, score…"), work, self._on_verified, stoppable=True)

    def _on_verified(self, found: ReportVerification) -> None:
        self._clear()
        self.answers = AnswersView(found)
        self._found = found
        self.save_button.show()
        self._room.addWidget(self.answers)
        if found.is_sound:
            self.say(_("The report is whole, agrees with its data, and its score recomputes."), Tone.DONE)
        elif not found.signatures:
            self.say(_("The file carries no signature."), Tone.UNDETERMINED)
        else:
            self.say(_("The report is not in order; see the answers below."), Tone.VETO)
        self.set_badge(_("Sound") if found.is_sound else _("Not sound"), Tone.DONE if found.is_sound else Tone.VETO)

    def save(self, path: Path) -> None:
        """Write the answers: as plain data where the name ends in .json, else as sentences."""
        if self._found is None:
            return
        try:
            save_answers(self._found, path)
        except UserFacingError as error:
            self.show_error(error)
            return
        self.say(_("The answers are in {path}.").format(path=path), Tone.DONE)

    def _on_save_clicked(self) -> None:
        source = self.source.path()
        start = str(source.with_name(f"{source.stem}-{_('verification')}.txt")) if source else ""
        kinds = _("Text (*.txt);;JSON (*.json)")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the answers"), start, kinds)
        if chosen:
            self.save(Path(chosen))

    def _clear(self) -> None:
        self._found = None
        self.save_button.hide()
        if self.answers is not None:
            self._room.removeWidget(self.answers)
            self.answers.hide()
            self.answers.deleteLater()
            self.answers = None
        self.set_badge("", Tone.OPEN)
