# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Everything that was done to an assessment, the last first: who, when, on what; and the way back to any moment."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from evaluator_app.domain.changes import act_name
from evaluator_app.domain.history import JournalLine, LineKind
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.human_time import full_time
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import GRID, ROW, TextRole, color, scaled
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.hairline import Hairline
from evaluator_app.gui.widgets.search_field import SearchField
from evaluator_app.gui.widgets.section_title import SectionTitle
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

_NUMBER = int(Qt.ItemDataRole.UserRole)
_MOST = 2_000
"""Acts that are listed; older ones are found by searching."""


class HistoryDialog(QDialog):
    """Going back is itself an act of undoing, so nothing is lost by it: redo leads forward again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(_("History"))
        self.search = SearchField(_("Search acts, items, people"))
        self.table = QTableWidget(0, 4)
        self.back_button = ActionButton("", icon_name="undo")
        self.forward_button = ActionButton(_("Redo one step"), icon_name="redo")
        self.close_button = ActionButton(_("Close"), kind=ButtonKind.PRIMARY)
        self._note = TextLabel(role=TextRole.MUTED, wraps=True)
        self._build()
        self.refresh()
        open_at(self, 860, 620)
        self.table.setFocus()

    def refresh(self) -> None:
        """Show the journal as it is now."""
        opened, words = self._session.opened, self.search.text().lower().split()
        in_force = opened.undo_state.in_force()
        self.table.setRowCount(0)
        shown = 0
        for line in reversed(opened.told()):
            texts = self._texts(line)
            if shown == _MOST or not all(word in " ".join(texts).lower() for word in words):
                continue
            self._add(line, texts, is_in_force=line.number in in_force or line.kind is not LineKind.ACT)
            shown += 1
        acts = len(opened.told())
        self._note.setText(_("{acts} acts since the assessment was begun, {shown} shown. Grey: taken back.").format(acts=acts, shown=shown))
        if self.table.rowCount():
            self.table.setCurrentCell(0, 0)
        self._on_row_changed()

    def go_back(self) -> None:
        """Undo until the chosen act is taken back."""
        for _step in range(self._steps()):
            self._session.undo()
        self.refresh()

    def _build(self) -> None:
        self.table.setHorizontalHeaderLabels([_("When"), _("Who"), _("Act"), _("On")])
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setAccessibleName(_("History"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(scaled(ROW))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, wide in enumerate((False, False, True, True)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.ResizeToContents)
        head = QVBoxLayout()
        head.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        head.setSpacing(GRID)
        head.addWidget(SectionTitle(_("History"), role=TextRole.TITLE))
        head.addWidget(self.search)
        head.addWidget(self._note)
        body = QVBoxLayout()
        body.setContentsMargins(3 * GRID, 0, 3 * GRID, GRID)
        body.addWidget(self.table)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID + 4, 3 * GRID, GRID + 4)
        foot.setSpacing(GRID)
        for button in (self.back_button, self.forward_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 0, 0, 0)
        column_of.setSpacing(0)
        column_of.addLayout(head)
        column_of.addLayout(body, 1)
        column_of.addWidget(Hairline())
        column_of.addLayout(foot)
        self.search.search_changed.connect(self._on_search_changed)
        self.table.currentCellChanged.connect(self._on_row_changed)
        self.back_button.clicked.connect(self.go_back)
        self.forward_button.clicked.connect(self._on_forward_clicked)
        self.close_button.clicked.connect(self.accept)

    def _texts(self, line: JournalLine) -> tuple[str, str, str, str]:
        act = worded(act_name(line.act))
        if line.kind is LineKind.UNDO:
            act = _("undone: {act}").format(act=act)
        elif line.kind is LineKind.REDO:
            act = _("redone: {act}").format(act=act)
        subject = line.subject
        title = self._session.opened.title_of(subject) if self._session.item(subject) else ""
        return full_time(line.at), line.who or "—", act, title

    def _add(self, line: JournalLine, texts: tuple[str, ...], *, is_in_force: bool) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column, text in enumerate(texts):
            cell = QTableWidgetItem(text)
            cell.setData(_NUMBER, line.number)
            cell.setToolTip(text)
            if not is_in_force:
                cell.setForeground(color("muted"))
                font = cell.font()
                font.setStrikeOut(True)
                cell.setFont(font)
            self.table.setItem(row, column, cell)

    def _steps(self) -> int:
        cell = self.table.item(self.table.currentRow(), 0)
        return self._session.opened.undo_state.steps_back(int(cell.data(_NUMBER))) if cell is not None else 0

    def _on_search_changed(self, words: str) -> None:
        self.refresh()

    def _on_row_changed(self, *_cells: int) -> None:
        steps, is_open = self._steps(), self._session.assessment.profile.status.is_open
        self.back_button.setText(
            _("Back to before this act ({steps} steps)").format(steps=steps) if steps else _("Back to before this act")
        )
        self.back_button.setEnabled(bool(steps) and is_open)
        self.forward_button.setEnabled(bool(self._session.opened.undo_state.redoable) and is_open)

    def _on_forward_clicked(self) -> None:
        self._session.redo()
        self.refresh()
