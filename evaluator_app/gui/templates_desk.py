# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The page of scoring templates within the window: shown over the list, left for a trial and come back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.bench import Bench
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.views.key_binding import KeyBinding
from evaluator_app.gui.views.templates.templates_page import TABS, TemplatesPage
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.domain.template import Template
    from evaluator_app.gui.main_window import MainWindow


class TemplatesDesk(QObject):
    """Keeps what is shown of the templates while an assessment is open; the page itself is made when it is needed."""

    def __init__(self, window: MainWindow, runner: Runner) -> None:
        """Read nothing yet."""
        super().__init__(window)
        self._window = window
        self.bench = Bench(window.workspace, runner, self)
        self.page: TemplatesPage | None = None
        self._tab = TABS[0]

    def show(self, stack: QStackedWidget) -> None:
        """Put the page over what the window shows."""
        acts = self._window.acts
        if self.page is None:
            self.page = TemplatesPage(self.bench, acts)
            self.page.trial_requested.connect(self.try_out)
            stack.addWidget(self.page)
        stack.setCurrentWidget(self.page)
        self._window.setWindowTitle(f"{_('Scoring templates')} – {_('Green mine evaluator')}")
        acts.home.setEnabled(True)
        if not self.bench.is_loaded:
            self.bench.load(self._show_tab)
        self._show_tab()

    def hide(self) -> bool:
        """Take the page away and tell whether it was there; what is shown of the templates is kept."""
        self.settle()
        if self.page is None:
            return False
        self._tab = TABS[self.page.tabs.currentIndex()]
        stack = self.page.parentWidget()
        if isinstance(stack, QStackedWidget):
            stack.removeWidget(self.page)
        self.page.deleteLater()
        self.page = None
        return True

    def settle(self) -> None:
        """Take over what is being typed."""
        if self.page is not None:
            self.page.settle()

    def undo(self) -> None:
        """Take the last edit of the shown draft back."""
        self.settle()
        self.bench.undo()

    def redo(self) -> None:
        """Do the edit again that was taken back last."""
        self.settle()
        self.bench.redo()

    def key_bindings(self) -> tuple[KeyBinding, ...]:
        """Return the keys of the page; none while it is not there."""
        return self.page.key_bindings() if self.page is not None else ()

    def try_out(self, template: Template) -> None:
        """Show a practice assessment by a template in place of the page; leaving it deletes it and comes back."""
        from evaluator_app.services.trying import try_out

        try:
            trial = try_out(template, self._window.preferences.person)
        except UserFacingError as error:
            self.bench.failed.emit(error)
            return
        self._window.open(trial.opened, trial=trial)

    def _show_tab(self) -> None:
        if self.page is not None and self.bench.is_loaded:
            self.page.show_tab(self._tab)
            if self._tab == TABS[0]:
                self.page.list_panel.focus_list()
