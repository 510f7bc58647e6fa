# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""An open assessment in the window: the header, the screen to work on, and the quiet line under it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.gui.actions import Actions
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.footer_line import FooterLine
from evaluator_app.gui.views.header_bar import HeaderBar
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done

if TYPE_CHECKING:
    from evaluator_app.gui.views.evidence_tools import EvidenceTools


class AssessmentPage(QWidget):
    """*Signals:* home_requested(); report_requested(); details_requested(): mine, firm or team are to be given."""

    home_requested = Signal()
    report_requested = Signal()
    details_requested = Signal()

    def __init__(
        self,
        session: Session,
        actions: Actions,
        runner: Runner,
        folder: Path,
        preferences: Preferences,
        *,
        is_trial: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_trial = is_trial
        self._session = session
        self._actions = actions
        self._person = session.opened.who
        self._folder = folder
        self.header = HeaderBar(session, actions)
        self.header.stage_chosen.connect(self.report_requested)
        self.closed_banner = Banner(dismissible=False)
        self.closed_banner.action_chosen.connect(self._on_closed_chosen)
        self.view = AssessmentView(session, runner, folder, preferences)
        self.view.home_requested.connect(self.home_requested)
        self.view.report_requested.connect(self.report_requested)
        self.view.details_requested.connect(self.details_requested)
        self.footer = FooterLine(folder, session)
        self.footer.copy_requested.connect(actions.rescue.trigger)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._closed_room = QWidget()
        room = QVBoxLayout(self._closed_room)
        room.setContentsMargins(GRID + 4, GRID - 2, GRID + 4, GRID - 2)
        room.addWidget(self.closed_banner)
        for widget in (self.header, Hairline(), self._closed_room, self.view, Hairline(), self.footer):
            column.addWidget(widget, 1 if widget is self.view else 0)
        if is_trial:
            self._mark_trial(column)
        session.changed.connect(self._on_changed)
        actions.move.triggered.connect(self._on_move)
        actions.cards.triggered.connect(self._on_cards)
        actions.clocks.triggered.connect(self._on_clocks)
        actions.phone.triggered.connect(self._on_phone)
        self._show_acts()

    @property
    def session(self) -> Session:
        """The open assessment."""
        return self._session

    def set_person(self, person: str) -> None:
        """Show another name of who works here."""
        self._person = person
        self.footer.refresh(person)
        self.view.show_person()

    def _on_changed(self, done: Done) -> None:
        self.header.refresh()
        self.footer.refresh(self._person, done.saved_at)
        self._show_acts()

    def _on_closed_chosen(self) -> None:
        """Lead to the report of a completed assessment, to a revision of a signed one."""
        if self._session.assessment.profile.status.is_final:
            self._actions.revise.trigger()
        else:
            self.report_requested.emit()

    def _on_move(self) -> None:
        from evaluator_app.gui.dialogs.move_dialog import MoveDialog
        from evaluator_app.services.templates import catalog

        self.view.settle()
        dialog = MoveDialog(self._session, catalog(self._folder), self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_cards(self) -> None:
        from evaluator_app.gui.views.evidence_tools import open_cards

        self.view.settle()
        open_cards(self._tools())

    def _on_clocks(self) -> None:
        from evaluator_app.gui.views.evidence_tools import open_clocks

        self.view.settle()
        open_clocks(self._tools())

    def _on_phone(self) -> None:
        from evaluator_app.gui.views.evidence_tools import open_phone

        self.view.settle()
        open_phone(self._tools())

    def _tools(self) -> EvidenceTools:
        from evaluator_app.gui.views.evidence_tools import EvidenceTools

        return EvidenceTools(self._session, self._folder, self.view.say)

    def _mark_trial(self, column: QVBoxLayout) -> None:
        """Say all the time that nothing of this is kept."""
        words = _("Trial, not saved: this assessment shows how the template works. It is gone when you leave it.")
        self.trial_banner = Banner(words, tone=Tone.FOUND, action_text=_("Back to the templates"), dismissible=False)
        self.trial_banner.action_chosen.connect(self.home_requested)
        room = QWidget()
        inner = QVBoxLayout(room)
        inner.setContentsMargins(GRID + 4, GRID - 2, GRID + 4, GRID - 2)
        inner.addWidget(self.trial_banner)
        column.insertWidget(2, room)
        self.header.report_button.hide()
        self._actions.report.setEnabled(False)

    def _show_acts(self) -> None:
        """Name what undo and redo would do, and say so when the findings are closed."""
        status = self._session.assessment.profile.status
        state = self._session.opened.undo_state
        for action, word, name, acts in (
            (self._actions.undo, _("Undo"), self._session.undo_text(), state.undoable),
            (self._actions.redo, _("Redo"), self._session.redo_text(), state.redoable),
        ):
            action.setEnabled(bool(name) and (not status.is_final or acts[0].is_of_mending))
            action.setText(_("{act}: {name}").format(act=word, name=name) if name else word)
        self._actions.move.setEnabled(status.is_open and not self._is_trial)
        self._closed_room.setVisible(not status.is_open)
        if status is AssessmentStatus.COMPLETED:
            words = _("This assessment is completed; its findings no longer change until it is opened again.")
            self.closed_banner.set_message(words, tone=Tone.DONE, action_text=_("Report and signature…").rstrip("…"))
        elif status.is_final:
            words = _(
                "This assessment is signed and closed for good: its report says what it says. Only a new revision can change it;"
                " what the mine puts right can be followed all the same."
            )
            self.closed_banner.set_message(words, tone=Tone.DONE, action_text=self._actions.revise.text().rstrip("…"))
        self._actions.revise.setEnabled(status.is_final and not self._is_trial)
        self._actions.changes.setEnabled(self._session.assessment.profile.revision is not None)
        self._actions.archive.setEnabled(not self._is_trial)
        self.footer.refresh(self._person)
