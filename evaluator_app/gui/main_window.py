# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The one window: the list of assessments or an open one, with the actions, the notices, and language and theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui import window_dialogs
from evaluator_app.gui.actions import Actions
from evaluator_app.gui.appearance import Appearance
from evaluator_app.gui.closed_desk import connect_closed
from evaluator_app.gui.dress import use_language
from evaluator_app.gui.field_keys import FieldKeys
from evaluator_app.gui.keymap import choose_keys, keys_of
from evaluator_app.gui.messages import Messages, words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.rescue_desk import connect_rescue
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.views.footer_line import FooterLine
from evaluator_app.gui.views.home_page import HomePage
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.i18n import CHINESE, _, current_language
from evaluator_app.services.workspace import Workspace

if TYPE_CHECKING:
    from evaluator_app.gui.session import Session
    from evaluator_app.gui.templates_desk import TemplatesDesk
    from evaluator_app.gui.views.assessment_page import AssessmentPage
    from evaluator_app.gui.widgets.banner import Banner
    from evaluator_app.services.assessing import Done, OpenAssessment
    from evaluator_app.services.trying import TrialRun

LEAST_WIDTH, LEAST_HEIGHT = 640, 420


class MainWindow(QMainWindow):
    """Owns what is open in the workspace; closing it closes the workspace."""

    def __init__(self, workspace: Workspace, runner: Runner) -> None:
        super().__init__()
        self.workspace = workspace
        self.preferences = Preferences(workspace.store)
        choose_keys(self.preferences.keys)
        self.session: Session | None = None
        self.page: AssessmentPage | None = None
        self.desk: TemplatesDesk | None = None
        self.trial: TrialRun | None = None
        self._appearance = Appearance(self.preferences, self)
        self._runner = runner
        self._on_notice: Callable[[], None] | None = None
        self._notice: Banner | None = None
        self.messages = Messages(self)
        self.messages.told.connect(self.say_error)
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.resize(QSize(1366, 800).boundedTo(self.screen().availableSize() - QSize(2, 36)))  # its title bar is on the screen too
        if not (geometry := self.preferences.geometry).isEmpty():
            self.restoreGeometry(geometry)
        self._build()

    @property
    def notice(self) -> Banner:
        """The bar over the page; made when something is to be said."""
        if self._notice is None:
            from evaluator_app.gui.widgets.banner import Banner

            self._notice = Banner()
            self._notice.dismissed.connect(self._notice_room.hide)
            self._notice.action_chosen.connect(self._on_notice_chosen)
            self._notice_column.addWidget(self._notice)
        return self._notice

    def say(self, words: str, tone: Tone = Tone.ACCENT, *, action: str = "", on_action: Callable[[], None] | None = None) -> None:
        """Say something in a bar over the page, with a way to act on it; it stays until it is put away."""
        self._on_notice = on_action
        self.notice.set_message(words, tone=tone, action_text=action)
        self._notice_room.setVisible(True)
        self.notice.setVisible(True)

    def say_error(self, error: UserFacingError) -> None:
        """Say in the bar what the world did."""
        self.say(words_of(error), Tone.VETO)

    def show_home(self) -> None:
        """Leave the open assessment, if there is one, and show the list; after a trial the templates."""
        if self.trial is not None:
            self.show_templates()
            return
        self._leave()
        if self.desk is not None:
            self.desk.hide()
        self._show_page()
        self.home.refresh()
        self.home.focus_list()

    def show_templates(self) -> None:
        """Leave the open assessment, if there is one, and show the scoring templates."""
        from evaluator_app.gui.templates_desk import TemplatesDesk

        self._leave()
        self._show_page()
        self.desk = self.desk or TemplatesDesk(self, self._runner)
        self.desk.show(self._stack)

    def open_assessment(self, assessment_id: str) -> None:
        """Open an assessment at the item that was looked at last."""
        try:
            self.open(self.workspace.open_assessment(assessment_id))
        except UserFacingError as error:
            self.say_error(error)

    def open(self, opened: OpenAssessment, *, trial: TrialRun | None = None) -> None:
        """Show an assessment that has been opened; one that is only a trial goes when it is left."""
        from evaluator_app.gui.session import Session

        self._leave()
        self.trial = trial
        if opened.assessment.profile.is_practice and not opened.who and opened.team:
            opened.who = opened.team[0].name
        self.session = Session(opened, self)
        self.session.moved.connect(self._on_moved)
        opened.remember(opened.bookmark)
        self._show_page()

    def open_sample(self) -> None:
        """Make the sample mine if it is not there yet, and open it."""
        self.home.setEnabled(False)
        self.say(_("Preparing the sample mine…"))
        QTimer.singleShot(0, self._on_sample_due)

    def continue_after_crash(self) -> bool:
        """If the last session did not end cleanly, go back to where it was and say what was recovered; else False."""
        from evaluator_app.gui.window_beginnings import continue_after_crash

        return self.workspace.store.recovered is not None and continue_after_crash(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QWidget.closeEvent: what is typed is kept, lists are renewed, the folder is let go."""
        self._leave()
        self.home.rest()
        try:
            self.preferences.geometry = self.saveGeometry()
        except UserFacingError as error:
            self.messages.show(error)
        self.workspace.close()
        super().closeEvent(event)

    def _build(self) -> None:
        """Make everything that has words, in the language that is on."""
        self.setWindowTitle(_("Green mine evaluator"))
        self.acts = Actions(self)
        self._connect_actions()
        self._notice = None
        self._notice_room = QWidget()
        self._notice_column = QVBoxLayout(self._notice_room)
        self._notice_column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._notice_room.hide()
        self.home = HomePage(self.workspace, self.acts, self._runner)
        self.home.opened.connect(self.open_assessment)
        self.home.removed.connect(self._on_removed)
        connect_closed(self, self._runner)
        self.home.failed.connect(self.messages.show)
        self.home_footer = FooterLine(self.workspace.root)
        self.home_footer.refresh(self.preferences.person)
        self.rescue = connect_rescue(self)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.home, Hairline(), self.home_footer):
            column.addWidget(widget, 1 if widget is self.home else 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(first)
        center = QWidget()
        FieldKeys(keys_of("search"), center)
        outer = QVBoxLayout(center)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._notice_room)
        outer.addWidget(self._stack, 1)
        self.setCentralWidget(center)
        self.home.refresh()
        self._show_page()

    def _connect_actions(self) -> None:
        acts = self.acts
        for action, slot in (
            (acts.home, self.show_home),
            (acts.new, self._on_new),
            (acts.sample, self.open_sample),
            (acts.undo, self._on_undo),
            (acts.redo, self._on_redo),
            (acts.history, self._on_history),
            (acts.details, self._on_details),
            (acts.report, self._on_report),
            (acts.templates, self.show_templates),
            (acts.verify, lambda: window_dialogs.show_verification(self.workspace, self._runner, self)),
            (acts.certificates, lambda: window_dialogs.show_certificates(self.workspace, self._runner, self)),
            (acts.search, self._on_search),
            (acts.phrases, self._on_phrases),
            (acts.person, self._on_person),
            (acts.folder, self._on_folder),
            (acts.keys, self._on_keys),
            (acts.quit, self.close),
        ):
            action.triggered.connect(slot)
        for page, action in acts.pages.items():
            action.setData(page)
            action.triggered.connect(self._on_page_chosen)
        for choices, chosen in ((acts.languages, current_language()), (acts.themes, self.preferences.theme.value)):
            for key, action in choices.items():
                action.setData(key)
                action.setChecked(key == chosen)
        for action in acts.languages.values():
            action.triggered.connect(self._on_language_chosen)
        self._appearance.connect_actions(acts.themes, acts.larger, acts.smaller)

    def _show_page(self) -> None:
        """Put the page of the open assessment over the list, or take it away."""
        if self.page is not None:
            self._stack.removeWidget(self.page)
            self.page.deleteLater()
        for action in self.acts.of_assessment():
            action.setEnabled(self.session is not None)
        self.page = None
        if self.session is None:
            self._stack.setCurrentIndex(0)
            self.setWindowTitle(_("Green mine evaluator"))
            return
        from evaluator_app.gui.views.assessment_page import AssessmentPage

        self.page = AssessmentPage(
            self.session, self.acts, self._runner, self.workspace.root, self.preferences, is_trial=self.trial is not None
        )
        self.page.home_requested.connect(self.show_home)
        self.page.report_requested.connect(self._on_report)
        self.page.details_requested.connect(self._on_details)
        self._stack.addWidget(self.page)
        self._stack.setCurrentWidget(self.page)
        self.setWindowTitle(f"{self.session.assessment.mine.name} – {_('Green mine evaluator')}")

    def _leave(self) -> None:
        """Keep what is being typed, renew the list's copy, and let go of the open assessment."""
        self._keep_typed()
        if self.session is not None:
            session, self.session = self.session, None
            try:
                if words := session.close():
                    self.say(words)
            except UserFacingError as error:
                self.messages.show(error)
            session.deleteLater()
        trial, self.trial = self.trial, None
        if trial is not None:
            trial.close()

    def _keep_typed(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()
        if self.page is not None:
            self.page.view.settle()

    def rebuild(self) -> None:
        """Make everything anew in another language or with other keys; the open assessment stays open."""
        self._keep_typed()
        was_said = self.notice.text() if not self._notice_room.isHidden() else ""
        has_desk = self.desk is not None and self.desk.hide()
        self.acts.discard()
        self.home.rest()
        self._build()
        if was_said:
            self._notice_room.hide()
        self._show_page()
        if has_desk and self.desk is not None and self.session is None:
            self.desk.show(self._stack)

    def _sender_data(self) -> str:
        action = self.sender()
        return str(action.data()) if isinstance(action, QAction) else ""

    def _on_sample_due(self) -> None:
        from evaluator_app.gui.window_beginnings import open_sample

        open_sample(self, self._notice_room.hide)

    def _on_new(self) -> None:
        from evaluator_app.gui.dialogs.new_assessment_dialog import NewAssessmentDialog

        dialog = NewAssessmentDialog(self.workspace, self)
        dialog.begun.connect(self._on_begun)
        dialog.earlier_chosen.connect(self.home.beginning_requested)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_begun(self, opened: OpenAssessment) -> None:
        if not self.preferences.person and self.workspace.who:
            self._set_person(self.workspace.who)
        self.open(opened)

    def _on_removed(self, assessment_id: str, mine: str) -> None:
        words = _("“{mine}” is in the trash; nothing of it is deleted.").format(mine=mine)
        self.say(words, action=_("Take back"), on_action=lambda: self.home.take_back(assessment_id))

    def _on_undo(self) -> None:
        if target := self.session or self.desk:
            target.undo()

    def _on_redo(self) -> None:
        if target := self.session or self.desk:
            target.redo()

    def _on_moved(self, done: Done) -> None:
        from evaluator_app.gui.edition_move import tell_move

        self._show_page()
        tell_move(self, done)

    def _on_history(self) -> None:
        from evaluator_app.gui.window_dialogs import show_history

        if self.session:
            self._keep_typed()
            show_history(self.session, self)

    def _on_details(self) -> None:
        from evaluator_app.gui.dialogs.assessment_details_dialog import AssessmentDetailsDialog

        if self.session:
            self._keep_typed()
            dialog = AssessmentDetailsDialog(self.session, self.workspace.new_member_id, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _on_report(self) -> None:
        from evaluator_app.gui.dialogs.report_dialog import ReportDialog

        if self.session and self.trial is None:
            self._keep_typed()
            dialog = ReportDialog(self.session, self.workspace, self._runner, self)
            dialog.missing_requested.connect(self._on_missing_requested)
            dialog.revision_requested.connect(self.acts.revise.trigger)
            dialog.archive_requested.connect(self.acts.archive.trigger)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _on_missing_requested(self) -> None:
        if self.page:
            self.page.view.show_page("quality")

    def _on_person(self) -> None:
        window_dialogs.ask_person(self.preferences.person, self._set_person, self)

    def _set_person(self, name: str) -> None:
        try:
            self.preferences.person = name
        except UserFacingError as error:
            self.say_error(error)
            return
        self.workspace.who = name
        self.home_footer.refresh(name)
        if self.session and self.page:
            self.session.opened.who = name
            self.page.set_person(name)

    def _on_folder(self) -> None:
        window_dialogs.open_folder(self.workspace.root)

    def _on_keys(self) -> None:
        on_item = self.page.view.key_bindings() if self.page else ()
        window_dialogs.show_keys(self.acts.key_sections(on_item, self.desk.key_bindings() if self.desk else ()), self)

    def _on_phrases(self) -> None:
        window_dialogs.show_phrases(self)

    def _on_search(self) -> None:
        window_dialogs.open_search(self, self._runner)

    def _on_page_chosen(self) -> None:
        if self.page:
            self.page.view.show_page(self._sender_data())

    def _on_language_chosen(self) -> None:
        self.preferences.language = language = self._sender_data() or CHINESE
        use_language(language)
        QTimer.singleShot(0, self.rebuild)

    def _on_notice_chosen(self) -> None:
        self._notice_room.hide()
        act, self._on_notice = self._on_notice, None
        if act is not None:
            act()
