# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a merge does, a line an item: records here now, in the package, and afterwards; by whom, and whether people differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from evaluator_app.domain.merging.preview import ItemChange, Preview
from evaluator_app.domain.template import Template
from evaluator_app.gui.icons import icon
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import scaled
from evaluator_app.i18n import _

_TONES = {
    ItemChange.COMES_IN: Tone.DONE,
    ItemChange.STAYS: Tone.NOT_APPLICABLE,
    ItemChange.BOTH: Tone.ACCENT,
    ItemChange.CONFLICT: Tone.FOUND,
}


class MergeTable(QTableWidget):
    """Conflicts first; read only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 6, parent)
        self.setAccessibleName(_("What would change"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.setMinimumHeight(scaled(180))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setHorizontalHeaderLabels([_("Item"), _("Here"), _("Package"), _("Result"), _("What comes of it"), _("Done by")])

    def show_preview(
        self, preview: Preview, title_of: Callable[[str], str] | None, templates: Sequence[Template], *, is_new: bool = False
    ) -> None:
        """Show what a merge would do; titles come from the assessment, or from the templates of the package.

        Nothing is here yet of an assessment that is new.
        """
        words = {
            ItemChange.COMES_IN: _("comes in"),
            ItemChange.STAYS: _("stays as it is"),
            ItemChange.BOTH: _("both side by side"),
            ItemChange.CONFLICT: _("conflict: the leader decides"),
        }
        items = sorted(preview.items, key=lambda item: item.change is not ItemChange.CONFLICT)
        self.setRowCount(len(items))
        for row, item in enumerate(items):
            title = _title(item.target, title_of, templates) if item.target else _("Mine, team and other things of the whole")
            first = QTableWidgetItem(icon(_TONES[item.change].icon_name, _TONES[item.change]), title)
            first.setToolTip(title)
            self.setItem(row, 0, first)
            for column, count in enumerate((0 if is_new else item.here, item.incoming, item.result), start=1):
                cell = QTableWidgetItem(str(count) if count else "–")
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, cell)
            self.setItem(row, 4, QTableWidgetItem(words[item.change]))
            self.setItem(row, 5, QTableWidgetItem("、".join(item.people) or "–"))


def _title(target: str, title_of: Callable[[str], str] | None, templates: Sequence[Template]) -> str:
    if title_of is not None:
        return title_of(target)
    return next((title for template in templates if (title := template.title_of(target)) != target), target)
