# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Every mistake of a file that was not taken over: where it is, what is wrong, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from evaluator_app.catalog.installing import TemplateRefusedError
from evaluator_app.catalog.problems import CatalogProblem, Severity, cell_name
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.icons import icon
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.card import Card
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _


def place_of(problem: CatalogProblem) -> str:
    """Return where a mistake is: sheet and cell, or the line of a file."""
    if problem.sheet:
        return f"{problem.sheet}  {cell_name(problem.line, problem.column)}"
    return _("Line {line}").format(line=problem.line) if problem.line else "–"


class ProblemsDialog(QDialog):
    """A table that can be walked by keys."""

    def __init__(self, error: TemplateRefusedError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Mistakes in the file"))
        banner = Banner(f"{error.message} {error.advice}", tone=Tone.VETO, dismissible=False)
        self.table = QTableWidget(len(error.problems), 4)
        self.table.setHorizontalHeaderLabels([_("Where"), _("What is wrong"), _("What to do"), _("Code")])
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName(self.windowTitle())
        for number, problem in enumerate(error.problems):
            self._fill(number, problem)
        close_button = ActionButton(_("Close"), kind=ButtonKind.PRIMARY)
        close_button.clicked.connect(self.accept)
        card = Card(margin=1)
        card.add(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        column.addWidget(banner)
        column.addWidget(card, 1)
        column.addLayout(foot)
        header = self.table.horizontalHeader()
        for number, width in ((0, 150), (3, 90)):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
            self.table.setColumnWidth(number, scaled(width))
        for number in (1, 2):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        open_at(self, 860, 560)

    def _fill(self, number: int, problem: CatalogProblem) -> None:
        is_error = problem.severity is Severity.ERROR
        place = QTableWidgetItem(icon("veto" if is_error else "found", Tone.VETO if is_error else Tone.FOUND), place_of(problem))
        for column, item in enumerate(
            (place, QTableWidgetItem(worded(problem.sentence)), QTableWidgetItem(worded(problem.advice)), QTableWidgetItem(problem.code))
        ):
            self.table.setItem(number, column, item)
