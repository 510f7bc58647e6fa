# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""First step to a report: the findings are complete and closed, or opened again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from evaluator_app.domain.completeness import Severity
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.domain.terms import term
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.step_button import StepButton
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _, current_language, translator
from evaluator_app.services.assessing import Done, OpenAssessment
from evaluator_app.services.delivering import complete, reopen


class CompletionCard(WorkCard):
    """*Signals:* missing_requested(): show the page of what is missing; status_changed()."""

    missing_requested = Signal()
    status_changed = Signal()

    def __init__(self, session: Session, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(_("1  Complete the assessment"), runner, parent)
        self._session = session
        self._words = TextLabel("", TextRole.MUTED, wraps=True)
        self.complete_button = StepButton(_("Complete"), "lock")
        self.complete_button.clicked.connect(self._on_complete_clicked)
        self.missing_button = ActionButton(_("Show what is missing"), icon_name="missing")
        self.missing_button.clicked.connect(self.missing_requested)
        self.reopen_button = ActionButton(_("Open it again"), icon_name="edit")
        self.reopen_button.clicked.connect(self._on_reopen_clicked)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in (self.complete_button, self.missing_button, self.reopen_button):
            row.addWidget(button)
        row.addStretch(1)
        self.add(self._words)
        self.add(row)
        self.end()
        self.refresh()

    def refresh(self) -> None:
        """Show how things stand."""
        status = self._session.assessment.profile.status
        found = self._session.opened.problems() if status.is_open else ()
        blocking = sum(problem.severity is Severity.BLOCKS for problem in found)
        self.complete_button.setVisible(status.is_open)
        self.complete_button.setEnabled(not blocking)
        self.missing_button.setVisible(bool(found))
        self.reopen_button.setVisible(status is AssessmentStatus.COMPLETED)
        tone = Tone.FOUND if blocking else Tone.OPEN if status.is_open else Tone.DONE
        self.set_badge(term(status).text(translator(current_language())), tone)
        if blocking:
            words = _("{count} things are still missing. A report can be written as a preview, but not signed.").format(count=blocking)
        elif status.is_open:
            hints = _("{count} hints remain, none of them hinders.").format(count=len(found)) if found else ""
            words = f"{_('Nothing that is needed is missing. Completing closes the findings.')} {hints}".strip()
        elif status is AssessmentStatus.COMPLETED:
            words = _("The findings are closed. Opening them again makes a report written before out of date.")
        else:
            words = _("This assessment is signed and closed for good.")
        self._words.setText(words)

    def _on_complete_clicked(self) -> None:
        self._take_step(complete)

    def _on_reopen_clicked(self) -> None:
        self._take_step(reopen)

    def _take_step(self, step: Callable[[OpenAssessment], Done]) -> None:
        try:
            done = step(self._session.opened)
        except UserFacingError as error:
            self.show_error(error)
            return
        self.banner.hide()
        self._session.changed.emit(done)
        self.refresh()
        self.status_changed.emit()
