# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Asks why a signed assessment is revised and which report the revision takes the place of, then begins it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.domain.comparing_revisions import number_after
from evaluator_app.domain.status import STATUS_TERMS
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.long_field import LongField
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.revising import begin_revision, digest_of_report, reports_of
from evaluator_app.services.workspace import Workspace
from evaluator_app.store.summaries import revisions_of

KEPT = "revision-reason/"
"""Beginning of the name under which a reason that was typed is kept until the revision is begun."""
REST_MS = 400


class RevisionDialog(QDialog):
    """What was typed is there again when it is opened again, also after a restart.

    *Signals:* begun(OpenAssessment): the revision, open for work; opened(str): the revision that is there already is asked for.
    """

    begun = Signal(object)
    opened = Signal(str)

    def __init__(self, workspace: Workspace, closed: OpenAssessment, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Start a new revision"))
        self._workspace = workspace
        self._closed = closed
        self._runner = runner
        self._is_busy = False
        self._kept = f"{KEPT}{closed.assessment.id}"
        self.reason = LongField(workspace.store.get_preference(self._kept), least_lines=3)
        self.reason.setAccessibleName(_("Reason for the revision"))
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._keep_reason)
        self.reason.textChanged.connect(self._rest.start)
        self.report = PathField(_("Signed report that it takes the place of"), "PDF (*.pdf)", PathUse.READ)
        self.reason_row = FormRow(_("Reason for the revision"), self.reason, hint=_("It stands in the new report."), required=True)
        hint = _("The new report names it by its digest. May be left empty.")
        self.report_row = FormRow(_("Signed report that it takes the place of"), self.report, hint=hint)
        self.banner = Banner(dismissible=False)
        self.banner.hide()
        self.begin_button = ActionButton(_("Start the revision"), kind=ButtonKind.PRIMARY, icon_name="edit")
        self.begin_button.setDefault(True)
        self.begin_button.clicked.connect(self.begin)
        self._build()
        self._show_known()
        runner.run(partial(reports_of, workspace.root, closed.assessment.id), on_success=self._on_reports_found, on_failure=self._on_failed)

    def begin(self) -> None:
        """Begin the revision; what hinders is said here, and nothing typed is lost."""
        self._keep_reason()
        reason = self.reason.text()
        self.reason_row.set_error("" if reason else _("Say why the assessment is revised."))
        report = self.report.path()
        if not reason:
            self.reason.setFocus()
        elif report is None:
            self._begin("")
        else:
            self._set_busy(True)
            self.banner.set_message(_("Reading the signed report…"))
            self.banner.show()
            job = partial(digest_of_report, report, self._closed.assessment.id)
            self._runner.run(job, on_success=self._on_digest_known, on_failure=self._on_failed)

    def _begin(self, report_sha256: str) -> None:
        try:
            revision = begin_revision(self._workspace, self._closed, self.reason.text(), report_sha256=report_sha256)
        except UserFacingError as error:
            self._on_failed(error)
            return
        self.reason.blockSignals(True)
        self._workspace.store.set_preference(self._kept, "")
        self.accept()
        self.begun.emit(revision)

    def done(self, result: int) -> None:
        """Override QDialog.done: what was typed is kept, however it is closed; not while the report is read."""
        if self._is_busy and result != int(QDialog.DialogCode.Accepted):
            return
        if result != int(QDialog.DialogCode.Accepted):
            self._keep_reason()
        self._rest.stop()
        super().done(result)

    def _build(self) -> None:
        mine, number = self._closed.assessment.mine.name, number_after(self._closed.assessment)
        lead = _(
            "The signed assessment of “{mine}” stays as it is. Revision {number} starts with all its records, photos and forms;"
            " its report names the one it takes the place of and says what has changed."
        ).format(mine=mine, number=number)
        cancel = ActionButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(TextLabel(lead, TextRole.MUTED, wraps=True))
        for row in (self.reason_row, self.report_row, self.banner):
            column.addWidget(row)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.begin_button)
        column.addStretch(1)
        column.addLayout(foot)
        self.setMinimumWidth(scaled(560))
        self.reason.setFocus()

    def _show_known(self) -> None:
        """Say so where there is a revision already, and lead to it."""
        known = revisions_of(self._closed.assessment.id, self._workspace.summaries())
        if not known:
            return
        words = _("There is revision {number} already ({stage}).").format(
            number=known[-1].revision, stage=worded(STATUS_TERMS[known[-1].status])
        )
        self.banner.set_message(words, tone=Tone.FOUND, action_text=_("Open that revision"))
        self.banner.action_chosen.connect(partial(self._on_open_known, known[-1].assessment_id))
        self.banner.show()
        self.begin_button.setEnabled(False)

    def _keep_reason(self) -> None:
        try:
            self._workspace.store.set_preference(self._kept, self.reason.toPlainText())
        except UserFacingError as error:
            self._on_failed(error)

    def _on_reports_found(self, found: tuple[object, ...]) -> None:
        from pathlib import Path

        if found and isinstance(found[0], Path) and self.report.path() is None:
            self.report.set_path(found[0])

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.begin_button.setEnabled(not is_busy)

    def _on_digest_known(self, sha256: str) -> None:
        self._set_busy(False)
        self._begin(sha256)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, UserFacingError):
            raise error
        self.banner.set_message(words_of(error), tone=Tone.VETO)
        self.banner.show()

    def _on_open_known(self, assessment_id: str) -> None:
        self.reject()
        self.opened.emit(assessment_id)
