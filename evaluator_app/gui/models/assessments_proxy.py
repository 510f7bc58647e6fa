# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Which assessments of the list are in sight: by words and by stage. Sorts nothing; the store has the order."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, QSortFilterProxyModel

from evaluator_app.gui.models.assessments_model import AssessmentRow, AssessmentsModel, Index


class Shelf(StrEnum):
    """What part of the assessments is shown."""

    ALL = "all"
    IN_PROGRESS = "in_progress"
    CLOSED = "closed"
    TRASH = "trash"


_HOLDS: dict[Shelf, Callable[[AssessmentRow], bool]] = {
    Shelf.ALL: lambda _row: True,
    Shelf.IN_PROGRESS: lambda row: row.summary.status.is_open,
    Shelf.CLOSED: lambda row: not row.summary.status.is_open,
    Shelf.TRASH: lambda _row: True,
}


def holds(shelf: Shelf, row: AssessmentRow) -> bool:
    """Tell whether an assessment belongs to a shelf; the trash has a list of its own."""
    return _HOLDS[shelf](row)


class AssessmentsProxy(QSortFilterProxyModel):
    """Shows the rows that have all the words and are on the shelf."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show everything."""
        super().__init__(parent)
        self._words: list[str] = []
        self._shelf = Shelf.ALL
        self._is_late_only = False

    def search(self, words: str) -> None:
        """Show only rows that have every one of the words somewhere."""
        self._words = words.casefold().split()
        self.invalidate()

    def set_shelf(self, shelf: Shelf) -> None:
        """Show another shelf."""
        self._shelf = shelf
        self.invalidate()

    def show_late_only(self, is_late_only: bool) -> None:
        """Show only assessments of mines where something is overdue, or all again."""
        self._is_late_only = is_late_only
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Override QSortFilterProxyModel.filterAcceptsRow."""
        row: AssessmentRow = self.sourceModel().index(source_row, 0, source_parent).data(AssessmentsModel.ROW_ROLE)
        if self._is_late_only and not row.late:
            return False
        text = f"{row.summary.mine} {row.template_line} {row.summary.assessment_id}".casefold()
        return holds(self._shelf, row) and all(word in text for word in self._words)
