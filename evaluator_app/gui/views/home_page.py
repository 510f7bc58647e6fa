# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The first page: all assessments of this workspace, and how to begin one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.actions import Actions
from evaluator_app.gui.keymap import key_hint
from evaluator_app.gui.models.assessments_model import AssessmentRow, AssessmentsModel, TemplateWords
from evaluator_app.gui.models.assessments_proxy import AssessmentsProxy, Shelf, holds
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.assessments_table import AssessmentsTable
from evaluator_app.gui.views.settings_menu import SettingsButton
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.workspace import Workspace
from evaluator_app.store.summaries import Summary

if TYPE_CHECKING:
    from evaluator_app.gui.views.mending.late_line import LateLine

REST_MS = 150
"""Milliseconds after which the templates are named and old summaries computed, so that neither delays the page."""

_WIDE = 900
"""Width of the page, at 14 px text, from which on a revision has a button of its own."""
_WIDER = 1180
"""The same from which on beginning from an assessment has one too; the menu of its row has it always."""


class HomePage(QWidget):
    """*Signals:* opened(str): work on the assessment of this id; removed(str, str): id and mine, it is in the trash now.

    revision_requested(str), archive_requested(str), mending_requested(str), beginning_requested(str): of this id.
    failed(UserFacingError): an act could not be done; painted(): the page has come into sight for the first time.
    """

    opened = Signal(str)
    removed = Signal(str, str)
    revision_requested = Signal(str)
    archive_requested = Signal(str)
    beginning_requested = Signal(str)
    mending_requested = Signal(str)
    failed = Signal(object)
    painted = Signal()

    def __init__(self, workspace: Workspace, actions: Actions, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        self._runner = runner
        self._is_resting = False
        self.is_painted = False
        self.may_revise = False
        self._has_rows = False
        self._nothing: EmptyState | None = None
        self.late_line: LateLine | None = None
        self._shelf = Shelf.ALL
        self._stale: Iterator[Summary] = iter(())
        self.model = AssessmentsModel(workspace.now, self)
        self._proxy = AssessmentsProxy(self)
        self._proxy.setSourceModel(self.model)
        self.search = SearchField(_("Search by mine or template"), key_hint("list.search"))
        self.search.search_changed.connect(self._on_search_changed)
        self.search.descended.connect(self.focus_list)
        self.table = AssessmentsTable()
        self.table.setModel(self._proxy)
        self.table.prepare()
        self.table.chosen.connect(self._on_chosen)
        self.table.removed.connect(self.remove)
        self.table.row_changed.connect(self._show_tools)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_context_menu)
        self._catch_up = QTimer(self, singleShot=True, interval=REST_MS)
        self._catch_up.timeout.connect(self._on_catch_up)
        self._learn = QTimer(self, singleShot=True, interval=REST_MS)
        self._learn.timeout.connect(self._on_learn)
        self._build()

    def refresh(self) -> None:
        """Read the list again; what has not been computed yet follows when the hands rest."""
        row = self.table.current_row()
        in_trash = self._shelf is Shelf.TRASH
        known = tuple(self._workspace.summaries())
        trashed = self._workspace.store.removed()
        self.model.set_summaries(trashed if in_trash else known)
        rows = [AssessmentRow(summary, None, "") for summary in known]
        for shelf, chip in self._chips.items():
            chip.set_count(len(trashed) if shelf is Shelf.TRASH else sum(holds(shelf, each) for each in rows))
        self._stale = iter([summary for summary in known if not summary.is_current])
        self._has_rows = bool(known or trashed)
        if self.is_painted:
            self._start_timers()
        self._show_late(() if in_trash else known)
        self._select(row.summary.assessment_id if row else "")
        self._show_pages()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: once the page is in sight, the work in the background may begin."""
        super().paintEvent(event)
        if not self.is_painted:
            self.is_painted = True
            self._start_timers()
            self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: where it is narrow a revision is found in the menu of its row alone."""
        super().resizeEvent(event)
        self._show_tools()

    def _start_timers(self) -> None:
        if not self._is_resting:
            self._catch_up.start(REST_MS)
            if self._has_rows:
                self._learn.start()

    def rest(self) -> None:
        """Do no more in the background; the workspace is about to be closed."""
        self._is_resting = True
        self._catch_up.stop()
        self._learn.stop()

    def focus_list(self) -> None:
        """Give the keyboard to the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def remove(self, assessment_id: str) -> None:
        """Put an assessment into the trash, or take it out if the trash is shown."""
        row = self.table.current_row()
        try:
            if self._shelf is Shelf.TRASH:
                self._workspace.store.take_back(assessment_id)
            else:
                self._workspace.store.remove(assessment_id, at=self._workspace.now())
                self.removed.emit(assessment_id, row.summary.mine if row else "")
        except UserFacingError as error:
            self.failed.emit(error)
        self.refresh()

    def take_back(self, assessment_id: str) -> None:
        """Take an assessment out of the trash and select it."""
        try:
            self._workspace.store.take_back(assessment_id)
        except UserFacingError as error:
            self.failed.emit(error)
        self.refresh()
        self._select(assessment_id)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID + 4)
        head.addWidget(IconView("mine", side=26))
        head.addWidget(TextLabel(_("Green mine assessments"), TextRole.TITLE))
        head.addStretch(1)
        self.search.setMaximumWidth(360)
        head.addWidget(self.search, 2)
        self.new_button = ActionButton(_("New assessment"), kind=ButtonKind.PRIMARY, icon_name="plus")
        self.new_button.clicked.connect(self._actions.new.trigger)
        head.addWidget(self.new_button)
        head.addWidget(SettingsButton(self._actions))
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(head)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._list_page())
        column.addWidget(self._pages, 1)

    def _list_page(self) -> QWidget:
        page = QWidget()
        words = {
            Shelf.ALL: _("All assessments"),
            Shelf.IN_PROGRESS: _("In progress"),
            Shelf.CLOSED: _("Completed or signed"),
            Shelf.TRASH: _("Trash"),
        }
        self._chips = {shelf: Chip(text, 0) for shelf, text in words.items()}
        group = QButtonGroup(page)
        tools = QHBoxLayout()
        tools.setSpacing(GRID)
        for shelf, chip in self._chips.items():
            group.addButton(chip)
            chip.setChecked(shelf is Shelf.ALL)
            chip.clicked.connect(partial(self._on_shelf_chosen, shelf))
            tools.addWidget(chip)
        tools.addStretch(1)
        self.remove_button = ActionButton(_("Move to the trash"), kind=ButtonKind.QUIET, icon_name="trash")
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self.open_button = ActionButton(_("Open the assessment"), kind=ButtonKind.QUIET, icon_name="next")
        self.open_button.clicked.connect(self._on_open_clicked)
        self.begin_button = ActionButton(_("Begin from this one…"), kind=ButtonKind.QUIET, icon_name="history")
        self.begin_button.clicked.connect(partial(self._on_asked, self.beginning_requested))
        tools.addWidget(self.begin_button)
        self.revise_button = ActionButton(self._actions.revise.text(), kind=ButtonKind.QUIET, icon_name="edit")
        self.revise_button.clicked.connect(partial(self._on_asked, self.revision_requested))
        tools.addWidget(self.revise_button)
        tools.addWidget(self.remove_button)
        tools.addWidget(self.open_button)
        self._hits = QStackedWidget()
        self._hits.addWidget(self.table)
        card = Card(margin=1)
        card.add(self._hits, 1)
        self._list_column = column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID + 4)
        column.addLayout(tools)
        column.addWidget(card, 1)
        return page

    def _show_late(self, known: Sequence[Summary]) -> None:
        """Say over the list what is overdue; the line is made when there is something to say."""
        late = self.model.late if known else {}
        if self.late_line is None and late:
            from evaluator_app.gui.views.mending.late_line import LateLine

            self.late_line = LateLine()
            self.late_line.led.connect(self.mending_requested)
            self.late_line.filtered.connect(self._on_late_filtered)
            self._list_column.insertWidget(1, self.late_line)
        if self.late_line is not None:
            self.late_line.show_late(known, late)
            self._proxy.show_late_only(self.late_line.is_filtering and bool(late))

    def _on_late_filtered(self, _is_on: bool) -> None:
        self.refresh()
        self.focus_list()

    def _first_page(self) -> QWidget:
        """Return what is shown while there is no assessment at all."""
        words = _(
            "Choose a scoring template, name the mine and the team, and begin. Everything stays on this computer; no network is needed."
        )
        self.first = EmptyState("mine", _("No assessment yet"), words, _("New assessment"))
        self.first.action_chosen.connect(self._actions.new.trigger)
        self.sample_button = ActionButton(_("Look at the sample mine first"), kind=ButtonKind.QUIET, icon_name="mine")
        self.sample_button.clicked.connect(self._actions.sample.trigger)
        card = Card()
        card.body.addStretch(1)
        card.add(self.first)
        archive_button = ActionButton(self._actions.open_archive.text(), kind=ButtonKind.QUIET, icon_name="folder")
        archive_button.clicked.connect(self._actions.open_archive.trigger)
        self.package_button = ActionButton(self._actions.take_in.text(), kind=ButtonKind.QUIET, icon_name="plus")
        self.package_button.clicked.connect(self._actions.take_in.trigger)
        self.back_button = ActionButton(self._actions.bring_back.text(), kind=ButtonKind.QUIET, icon_name="stick")
        self.back_button.clicked.connect(self._actions.bring_back.trigger)
        elsewhere = QHBoxLayout()
        elsewhere.addStretch(1)
        for button in (archive_button, self.package_button, self.back_button):
            elsewhere.addWidget(button)
        elsewhere.addStretch(1)
        card.body.addWidget(self.sample_button, 0, Qt.AlignmentFlag.AlignHCenter)
        card.body.addLayout(elsewhere)
        card.body.addStretch(3)
        return card

    def _show_pages(self) -> None:
        is_empty = not any(chip.count() for chip in self._chips.values())
        if is_empty and self._pages.count() == 1:
            self._pages.addWidget(self._first_page())
        self._pages.setCurrentIndex(1 if is_empty else 0)
        for widget in (self.search, self.new_button):
            widget.setVisible(not is_empty)
        found = self._proxy.rowCount()
        if not found and self.search.text():
            self._say_nothing(_("Nothing found"), _("No assessment here has these words in its mine or template."))
        elif not found and self._shelf is Shelf.TRASH:
            self._say_nothing(_("The trash is empty"), _("Assessments moved to the trash wait here and can be taken back."))
        elif not found:
            self._say_nothing(_("Nothing here"), _("No assessment is at this stage."))
        self._hits.setCurrentIndex(0 if found else 1)
        self._show_tools()

    def _say_nothing(self, title: str, words: str) -> None:
        if self._nothing is None:
            self._nothing = EmptyState("search", "", "")
            self._hits.addWidget(self._nothing)
        self._nothing.set_words(title, words)

    def _show_tools(self) -> None:
        has_row = self.table.current_row() is not None and self._proxy.rowCount() > 0
        in_trash = self._shelf is Shelf.TRASH
        self.remove_button.setText(_("Take back") if in_trash else _("Move to the trash"))
        self.remove_button.setEnabled(has_row)
        self.open_button.setEnabled(has_row and not in_trash)
        self.begin_button.setVisible(has_row and not in_trash and self.width() >= scaled(_WIDER))
        row = self.table.current_row()
        self.may_revise = has_row and not in_trash and row is not None and row.summary.status.is_final
        self.revise_button.setVisible(self.may_revise and self.width() >= scaled(_WIDE))

    def _select(self, assessment_id: str) -> None:
        index = self._proxy.mapFromSource(self.model.index(self.model.row_of(assessment_id), 0))
        self.table.selectRow(index.row() if index.isValid() else 0)
        self._show_tools()

    def _on_learn(self) -> None:
        """Name the templates; they are read beside the window."""
        self._runner.run(partial(_template_words, self._workspace), on_success=self._on_learned, on_failure=self.failed.emit)

    def _on_learned(self, words: Mapping[tuple[str, str], TemplateWords]) -> None:
        if not self._is_resting:
            self.model.set_templates(words)

    def _on_catch_up(self) -> None:
        """Compute one summary that is not of the last act, then go on with the next."""
        summary = next(self._stale, None)
        if summary is None:
            return
        from evaluator_app.services.assessing import compute

        try:
            opened = self._workspace.open_assessment(summary.assessment_id)
            self._workspace.store.set_computed(opened.assessment.id, compute(opened.assessment, opened.card, opened.rating))
        except UserFacingError as error:
            self.failed.emit(error)
            return
        row = self.table.current_row()
        if self._shelf is not Shelf.TRASH:
            self.model.set_summaries(tuple(self._workspace.summaries()))
            self._select(row.summary.assessment_id if row else "")
        self._catch_up.start(0)

    def _on_search_changed(self, words: str) -> None:
        self._proxy.search(words)
        self._show_pages()

    def _on_shelf_chosen(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._proxy.set_shelf(shelf)
        self.refresh()

    def _on_chosen(self, assessment_id: str) -> None:
        if self._shelf is not Shelf.TRASH:
            self.opened.emit(assessment_id)

    def _on_open_clicked(self) -> None:
        if row := self.table.current_row():
            self._on_chosen(row.summary.assessment_id)

    def _on_remove_clicked(self) -> None:
        if row := self.table.current_row():
            self.remove(row.summary.assessment_id)

    def _on_asked(self, signal: SignalInstance) -> None:
        if row := self.table.current_row():
            signal.emit(row.summary.assessment_id)

    def _on_context_menu(self, point: QPoint) -> None:
        if not self.table.indexAt(point).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._shelf is not Shelf.TRASH:
            menu.addAction(_("Open the assessment"), self._on_open_clicked)
            menu.addAction(self.begin_button.text(), partial(self._on_asked, self.beginning_requested))
            revise = menu.addAction(self._actions.revise.text(), partial(self._on_asked, self.revision_requested))
            revise.setEnabled(self.may_revise)
            menu.addAction(self._actions.archive.text(), partial(self._on_asked, self.archive_requested))
        menu.addAction(self.remove_button.text(), self._on_remove_clicked)
        menu.popup(self.table.viewport().mapToGlobal(point))


def _template_words(workspace: Workspace) -> Mapping[tuple[str, str], TemplateWords]:
    """Read what the templates are called, and the table of pinyin, so that the first search need not wait for it."""
    from evaluator_app.domain.template import ApprovalState
    from evaluator_app.services.sounding import load

    load()
    entries = workspace.catalog.entries()
    return {(e.id, e.edition): TemplateWords(e.title, e.status is ApprovalState.APPROVED) for e in entries if e.template}
