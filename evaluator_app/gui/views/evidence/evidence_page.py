# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""All evidence of an assessment in one grid: find it, look at it, file it, say where it was taken, take it away with a way back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelection, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.evidence_filter import EvidenceFilter
from evaluator_app.domain.evidence_kinds import PDF, in_order
from evaluator_app.domain.records import RecordKind
from evaluator_app.gui.evidence_choices import keep_evidence_filter, read_evidence_filter
from evaluator_app.gui.icons import icon
from evaluator_app.gui.models.evidence_model import EvidenceModel, EvidenceRow
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.evidence.evidence_desk import EvidenceDesk
from evaluator_app.gui.views.evidence.evidence_grid import EvidenceGrid
from evaluator_app.gui.views.evidence.evidence_pane import EvidencePane
from evaluator_app.gui.views.evidence.evidence_words import here, row_of
from evaluator_app.gui.views.evidence.filter_bar import FilterBar
from evaluator_app.gui.views.evidence.picture_stock import PictureStock
from evaluator_app.gui.views.evidence_tools import open_cards, open_clocks, open_phone, take_in_by_cards
from evaluator_app.gui.views.page import Page, PageContext
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done

_KINDS = (RecordKind.EVIDENCE, RecordKind.OBSERVATION, RecordKind.CLOCK, RecordKind.PROFILE, RecordKind.FORM_RECORD)


class EvidencePage(Page):
    """Enter opens, F files, P goes to the place, K draws, C cuts from a page, Del takes away."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._session = context, context.session
        self.desk = EvidenceDesk(context.loader, self)
        self._stock = PictureStock(context.session, context.runner, self)
        self.model = EvidenceModel(self._word, self)
        self.filter = FilterBar(context.session)
        self.grid = EvidenceGrid(self.model, self._stock)
        self.pane = EvidencePane(context.session, self.desk.doubts_of)
        self.banner = Banner()
        self.banner.hide()
        self._count = TextLabel(role=TextRole.MUTED)
        self.add_button = ActionButton(_("Add files"), icon_name="plus")
        self.more_button = ActionButton(_("More"), icon_name="more")
        self._stack = QStackedWidget()
        self._nothing = EmptyState("photo", "")
        self._is_due = True
        self._kept: EvidenceFilter | None = read_evidence_filter(context.preferences, context.session.assessment.id)
        self.setAcceptDrops(True)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._refresh)
        self._build()
        self._connect()

    def enter(self) -> None:
        """Override Page.enter."""
        if self._is_due:
            self._refresh()
        self.grid.setFocus()
        if not self.grid.currentIndex().isValid() and self.model.rowCount():
            self.grid.choose([self.model.evidence()[0].id])

    def follow(self, done: Done) -> None:
        """Override Page.follow."""
        if not any(done.changed.touches(kind) for kind in _KINDS):
            return
        self._is_due = True
        if self.isVisible():
            self._later.start()

    def settle(self) -> None:
        """Override Page.settle."""
        self.pane.settle()

    def show_evidence(self, evidence: str) -> None:
        """Override Page.show_evidence."""
        self._refresh()
        if self.model.position_of(evidence) < 0:
            self.filter.look_for(EvidenceFilter())
        self.grid.choose([evidence], evidence)
        self.grid.scrollTo(self.grid.currentIndex())
        self.grid.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Override QWidget.dragEnterEvent: files and folders are taken."""
        if any(url.isLocalFile() for url in event.mimeData().urls()) and self._session.assessment.profile.status.is_open:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Override QWidget.dropEvent."""
        if paths := [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]:
            take_in_by_cards(self._context, paths)
            event.acceptProposedAction()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(TextLabel(_("Evidence"), TextRole.TITLE))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.add_button)
        head.addWidget(self.more_button)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._nothing)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(3 * GRID, 2 * GRID, GRID, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        for part in (self.filter, self.banner):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(left)
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.setSizes([scaled(900), scaled(320)])
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)

    def _connect(self) -> None:
        self.filter.filter_changed.connect(self._on_filter_changed)
        self.filter.descended.connect(self.grid.setFocus)
        self.grid.opened.connect(self.open_viewer)
        self.grid.key_pressed.connect(self._on_key_pressed)
        self.grid.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.pane.target_chosen.connect(self.target_chosen)
        self.pane.filing_requested.connect(self.file_chosen)
        self.pane.removal_requested.connect(self.remove_chosen)
        self.pane.sketch_requested.connect(self.draw_on_chosen)
        self.pane.clip_requested.connect(self.cut_from_chosen)
        self.pane.original_requested.connect(self._on_original_requested)
        self.add_button.clicked.connect(self._on_add_clicked)
        menu = QMenu(self)
        menu.addAction(icon("folder"), _("Import a folder or card"), self._on_folder_chosen)
        menu.addAction(icon("document"), _("Divider cards"), partial(open_cards, self._context))
        menu.addAction(icon("clock"), _("Camera clocks"), partial(open_clocks, self._context))
        menu.addAction(icon("photo"), _("Photos from a phone"), partial(open_phone, self._context))
        self.more_button.setMenu(menu)
        self._nothing.action_chosen.connect(self._on_nothing_action_chosen)
        self.banner.action_chosen.connect(self._on_undo_chosen)
        self.desk.removed.connect(self._on_removed)
        self.desk.made.connect(self.show_evidence)
        self.desk.doubts_changed.connect(self._on_doubts_changed)
        self.desk.part_chosen.connect(self._on_part_chosen)

    def open_viewer(self, evidence_id: str) -> None:
        """Show evidence large, with what is shown in the grid before and after it."""
        self.desk.open_viewer([item.id for item in self.model.evidence()], evidence_id, self.show_evidence)

    def file_chosen(self) -> None:
        """Ask which items the chosen evidence serves."""
        self.desk.file(self.grid.chosen())

    def remove_chosen(self) -> None:
        """Take the chosen evidence away, after showing where it is used."""
        self.desk.remove(self.grid.chosen())

    def draw_on_chosen(self) -> None:
        """Draw on the one that is chosen."""
        if len(chosen := self.grid.chosen()) == 1:
            self.desk.draw_on(chosen[0])

    def cut_from_chosen(self) -> None:
        """Cut a part out of a page of the document that is chosen."""
        if len(chosen := self.grid.chosen()) == 1 and self._session.assessment.evidence[chosen[0]].media_type == PDF:
            self.desk.cut_from(chosen[0])

    def _word(self, evidence: Evidence) -> EvidenceRow:
        return row_of(self._session, evidence, self.desk.doubts_of(evidence.id), here())

    def _refresh(self) -> None:
        self._is_due = False
        self.desk.refresh()
        self.filter.refresh(self.desk.flagged())
        if self._kept is not None:  # only now it is known what there is to choose from
            kept, self._kept = self._kept, None
            self.filter.look_for(kept)
        self._show(self.filter.current())

    def _show(self, wanted: EvidenceFilter) -> None:
        chosen, current = self.grid.chosen(), self.grid.current_id()
        assessment = self._session.assessment
        found = in_order(assessment, wanted.of(assessment, self.desk.flagged(), self._session.opened.title_of), here())
        if self.model.show_evidence(found):
            self.grid.choose(chosen, current)
            if self.grid.currentIndex().isValid():
                self.grid.scrollTo(self.grid.currentIndex())
        self._count.setText(_("{shown} of {all}").format(shown=len(found), all=len(assessment.evidence)))
        self._show_nothing(found)
        self.pane.show_selection(self.grid.chosen())

    def _show_nothing(self, found: Sequence[Evidence]) -> None:
        self._stack.setCurrentWidget(self.grid if found else self._nothing)
        if self._session.assessment.evidence:
            self._nothing.set_words(_("Nothing fits"), _("No evidence is like that."), _("Show all"))
        else:
            words = _("Add photos and documents here or at an item; they can be filed under items later.")
            self._nothing.set_words(_("No evidence yet"), words, _("Add files"))

    def _on_filter_changed(self, wanted: EvidenceFilter) -> None:
        keep_evidence_filter(self._context.preferences, self._session.assessment.id, wanted)
        self._show(wanted)

    def _on_selection_changed(self, _chosen: QItemSelection, _left: QItemSelection) -> None:
        self.pane.show_selection(self.grid.chosen())

    def _on_key_pressed(self, key: str) -> None:
        acts = {
            "Del": self.remove_chosen,
            "F": self.file_chosen,
            "K": self.draw_on_chosen,
            "C": self.cut_from_chosen,
            "P": self.pane.place.setFocus,
        }
        if (act := acts.get(key)) is not None and self.grid.chosen():
            act()

    def _on_original_requested(self) -> None:
        if len(chosen := self.grid.chosen()) == 1:
            self.desk.show_original(self._session.assessment.evidence[chosen[0]])

    def _on_part_chosen(self, evidence: str, _page: int) -> None:
        self.show_evidence(evidence)

    def _on_add_clicked(self) -> None:
        from evaluator_app.gui.dialogs.evidence_files import choose_evidence_files

        if paths := choose_evidence_files(self):
            take_in_by_cards(self._context, paths)

    def _on_folder_chosen(self) -> None:
        from evaluator_app.gui.dialogs.evidence_files import choose_evidence_folder

        if (folder := choose_evidence_folder(self)) is not None:
            take_in_by_cards(self._context, [folder])

    def _on_nothing_action_chosen(self) -> None:
        if self._session.assessment.evidence:
            self.filter.look_for(EvidenceFilter())
        else:
            self._on_add_clicked()

    def _on_removed(self, words: str) -> None:
        self.banner.set_message(words, tone=Tone.ACCENT, action_text=_("Undo"))
        self.banner.show()
        self.grid.setFocus()

    def _on_doubts_changed(self) -> None:
        self.filter.refresh(self.desk.flagged())
        self._show(self.filter.current())

    def _on_undo_chosen(self) -> None:
        self.banner.hide()
        self._session.undo()
