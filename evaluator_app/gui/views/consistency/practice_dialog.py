# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A practice mine beside its model answer: nothing of it before whoever practises says to be done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.footed_dialog import FootedDialog
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.consistency.sheet_view import SheetView
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.services.assessing import OpenAssessment
    from evaluator_app.services.consistency_tables import Sheet
    from evaluator_app.services.workspace import Workspace


class PracticeDialog(FootedDialog):
    """Three states: no model answer yet, not done yet, the result."""

    def __init__(self, workspace: Workspace, opened: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(_("Compare with the model answer"), parent)
        self._workspace, self._opened = workspace, opened
        self._sheets: tuple[Sheet, ...] = ()
        self.absent = EmptyState(
            "document",
            _("No model answer yet"),
            _("Whoever gave you this practice mine may give you the file of its model answer as well."),
            _("Choose the file…"),
        )
        self.asking = EmptyState("mine", _("Are you done?"), "", _("I am done, compare"))
        self.said = TextLabel("", TextRole.BODY, wraps=True)
        self.chooser = SegmentedControl([("agreement", _("Agreement"))], name=_("View"))
        self.excel_button = ActionButton("Excel…", kind=ButtonKind.QUIET, icon_name="document")
        self._views = QStackedWidget()
        self._pages = QStackedWidget()
        self._build()
        self.refresh()

    def refresh(self) -> None:
        """Show the state there is."""
        from evaluator_app.services.practice import done_of, has_answer

        if not has_answer(self._workspace.root, self._opened.assessment.id):
            self._pages.setCurrentIndex(0)
            return
        if done_of(self._workspace.store, self._opened.assessment.id) is not None:
            self._show_result()
            return
        done, items = self._progress()
        words = _(
            "{done} of {items} items are judged. Nothing of the model answer is shown before you say so;"
            " the first time counts, and what you change afterwards is told apart."
        )
        self.asking.set_words(_("Are you done?"), words.format(done=done, items=items), _("I am done, compare"))
        self._pages.setCurrentIndex(1)

    def attach(self, path: Path) -> None:
        """Take the model answer of a file."""
        from evaluator_app.services.practice import attach_answer

        try:
            attach_answer(self._workspace.root, self._opened, path)
        except UserFacingError as error:
            self._say(words_of(error))
            return
        self._say("")
        self.refresh()

    def write(self, path: Path) -> None:
        """Write the result as a workbook."""
        from evaluator_app.services.consistency_tables import write_workbook

        try:
            write_workbook(self._sheets, path, title=_("Agreement with the model answer"), created_at=self._workspace.now())
        except UserFacingError as error:
            self._say(words_of(error))
        else:
            self._say(_("Written: {path}").format(path=path))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(TextLabel(_("Compare with the model answer"), TextRole.TITLE), 1)
        head.addWidget(self.excel_button)
        result = QWidget()
        inner = QVBoxLayout(result)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID)
        inner.addWidget(self.chooser)
        inner.addWidget(self._views, 1)
        for page in (self.absent, self.asking, result):
            self._pages.addWidget(page)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.said)
        column.addWidget(self._pages, 1)
        self.excel_button.hide()
        self.said.hide()
        self.fill(page, 1060, 720)
        self.absent.action_chosen.connect(self._on_choose)
        self.asking.action_chosen.connect(self._on_done)
        self.excel_button.clicked.connect(self._on_excel)
        self.chooser.segment_chosen.connect(self._on_view_chosen)

    def _progress(self) -> tuple[int, int]:
        from evaluator_app.domain.completeness import progress

        return progress(self._opened.card)

    def _show_result(self) -> None:
        from evaluator_app.services.practice import compare_with_model
        from evaluator_app.services.practice_sheets import practice_sheets

        try:
            result = compare_with_model(self._workspace.root, self._workspace.store, self._opened)
        except UserFacingError as error:
            self._pages.setCurrentIndex(0)
            self._say(words_of(error))
            return
        self._sheets = practice_sheets(result, self._opened.title_of)
        for sheet in self._sheets:
            self._views.addWidget(SheetView(sheet))
        self.chooser.set_segments([(sheet.name, sheet.title) for sheet in self._sheets])
        self.excel_button.show()
        self._pages.setCurrentIndex(2)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _on_choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose the file…").rstrip("…"), "", _("Model answers (*.json)"))
        if name:
            self.attach(Path(name))

    def _on_done(self) -> None:
        from evaluator_app.services.practice import say_done

        try:
            say_done(self._workspace.store, self._workspace.root, self._opened, self._workspace.now())
        except UserFacingError as error:
            self._say(words_of(error))
        else:
            self.refresh()

    def _on_excel(self) -> None:
        suggested = f"{_('Agreement with the model answer')}.xlsx"
        name, _kind = QFileDialog.getSaveFileName(self, _("Agreement with the model answer"), suggested, "Excel (*.xlsx)")
        if name:
            self.write(Path(name))

    def _on_view_chosen(self, name: str) -> None:
        self._views.setCurrentIndex([sheet.name for sheet in self._sheets].index(name))
