# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is still missing; each line leads to where it can be done."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QListView, QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.domain.completeness import Problem
from evaluator_app.domain.template import Indicator, Prerequisite
from evaluator_app.gui.delegates.missing_delegate import MissingDelegate
from evaluator_app.gui.models.missing_model import MissingModel, MissingRow
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _


class MissingPage(QWidget):
    """A list, or a word of praise.

    *Signals:* target_chosen(str): go to an item or prerequisite; former_chosen(str): read what was recorded for one that an
    earlier edition had; details_requested(): to the facts and the team; report_requested(): nothing is missing.
    """

    target_chosen = Signal(str)
    former_chosen = Signal(str)
    details_requested = Signal()
    report_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        items: tuple[Indicator | Prerequisite, ...] = (*session.template.prerequisites, *session.template.indicators())
        self._titles = {item.id: f"{item.code} {item.title}" for item in items}
        self.model = MissingModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(MissingDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(_("What is missing"))
        done = EmptyState(
            "done", _("Nothing is missing"), _("Every item is assessed and everything has its words and evidence."), _("To the report")
        )
        done.action_chosen.connect(self.report_requested)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(GRID)
        column.addWidget(TextLabel(_("What is missing"), TextRole.TITLE))
        column.addWidget(TextLabel(_("Click a line, or press Enter on it, to go where it can be done."), TextRole.MUTED, wraps=True))
        column.addWidget(self._stack, 1)
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_chosen)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what is missing now."""
        findings = self._session.assessment.findings
        former = {target: finding.former_title for target, finding in findings.items() if finding.former_title}
        self.model.set_problems(problems, former | self._titles)
        self._stack.setCurrentIndex(0 if problems else 1)

    def focus_list(self) -> None:
        """Put the keyboard on the first line."""
        self.list.setFocus()
        if not self.list.currentIndex().isValid() and self.model.rowCount() > 1:
            self.list.setCurrentIndex(self.model.index(1, 0))

    def _on_chosen(self, index: QModelIndex) -> None:
        row: MissingRow = index.data(MissingModel.ROW_ROLE)
        if row.is_heading:
            return
        if row.target in self._titles:
            self.target_chosen.emit(row.target)
        elif row.target:
            self.former_chosen.emit(row.target)
        else:
            self.details_requested.emit()
