# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The round before beside this one: each item then and now, with what changed and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from evaluator_app.domain.exact import decimal_text
from evaluator_app.domain.item_states import outcome_words
from evaluator_app.domain.rounds import ReplacedItem
from evaluator_app.domain.side_by_side import ItemBeside, RoundBeside
from evaluator_app.domain.terms import term
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole, scaled, text_font, tone_color
from evaluator_app.gui.views.page import PageContext
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

_TARGET = int(Qt.ItemDataRole.UserRole)
_WORDS = 4


class BesideView(QWidget):
    """*Signals:* target_chosen(str): go to an item; follow_requested(): an earlier assessment is to be taken over."""

    target_chosen = Signal(str)
    follow_requested = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = context.session
        self._found: RoundBeside | None = None
        self.only_changed = Chip(_("Only where they differ"), 0, tone=Tone.FOUND)
        self.only_changed.setChecked(True)
        self.only_changed.clicked.connect(self.refresh)
        self._sum = TextLabel(role=TextRole.STRONG, wraps=True)
        self.frame = TextLabel(role=TextRole.MUTED, wraps=True, selectable=True)
        self.table = QTableWidget(0, _WORDS + 1)
        self._stack = QStackedWidget()
        self._build()
        self.refresh()

    def refresh(self) -> None:
        """Show both as they are now."""
        from evaluator_app.services.rounds import beside_earlier

        found = self._found = beside_earlier(self._session.opened)
        self._stack.setCurrentIndex(0 if found else 1)
        for part in (self._sum, self.only_changed):
            part.setVisible(found is not None)
        self.frame.setVisible(bool(found and found.frame))
        if found is None:
            return
        self.only_changed.set_count(len(found.changed))
        self._sum.setText(_headline(found))
        self.frame.setText("\n".join(worded(sentence) for sentence in found.frame))
        self._fill(found.changed if self.only_changed.isChecked() else found.items)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: rows are as high as their words need at this width."""
        super().resizeEvent(event)
        self.table.resizeRowsToContents()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._sum, 1)
        head.addWidget(self.only_changed, 0, Qt.AlignmentFlag.AlignTop)
        titles = (_("Item"), _("Then"), _("As it is now"), _("Difference"), _("What has changed, and why"))
        self.table.setHorizontalHeaderLabels(list(titles))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setAccessibleName(_("The round before beside this one"))
        self.table.verticalHeader().hide()
        self.table.setWordWrap(True)
        self.table.setShowGrid(False)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(_WORDS + 1):
            wide = column in (0, _WORDS)
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.ResizeToContents)
        for column in (1, 2, 3):
            figures = QTableWidgetItem(titles[column])
            figures.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setHorizontalHeaderItem(column, figures)
        self.table.setStyleSheet(f"QTableWidget::item {{ padding: {scaled(7)}px {scaled(4)}px; }}")
        header.sectionResized.connect(self._on_section_resized)
        self.table.itemActivated.connect(self._on_activated)
        words = _("Begin a new assessment from an earlier one, or take one over; then each item stands beside what it was.")
        empty = EmptyState("history", _("No earlier round to compare with"), words, _("Take over an earlier assessment…"))
        empty.action_chosen.connect(self.follow_requested)
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 0, 0, 0)
        column_of.setSpacing(GRID)
        column_of.addLayout(head)
        column_of.addWidget(self.frame)
        column_of.addWidget(self._stack, 1)

    def _fill(self, shown: tuple[ItemBeside, ...]) -> None:
        self.table.setRowCount(len(shown))
        for row, item in enumerate(shown):
            reasons = "\n".join(worded(reason) for reason in item.reasons)
            words = _("Not looked at in this assessment") if item.is_left_out else reasons
            texts = (item.title, side_words(item.before), side_words(item.now), difference_words(item), words)
            for column, text in enumerate(texts):
                cell = QTableWidgetItem(text)
                cell.setData(_TARGET, item.target)
                cell.setToolTip(text)
                is_figure = column in (1, 2, 3)
                side = Qt.AlignmentFlag.AlignRight if is_figure else Qt.AlignmentFlag.AlignLeft
                cell.setTextAlignment(side | Qt.AlignmentFlag.AlignTop)
                if column == 3 and item.difference:
                    cell.setFont(text_font(TextRole.STRONG))
                    cell.setForeground(tone_color(Tone.DONE if item.difference > 0 else Tone.VETO))
                self.table.setItem(row, column, cell)
        self.table.verticalHeader().setMinimumSectionSize(scaled(28))
        self.table.resizeRowsToContents()

    def _on_section_resized(self, column: int, _old: int, _new: int) -> None:
        if column in (0, _WORDS):
            self.table.resizeRowsToContents()

    def _on_activated(self, cell: QTableWidgetItem) -> None:
        target = str(cell.data(_TARGET))
        if self._session.item(target) is not None:
            self.target_chosen.emit(target)


def side_words(side: ReplacedItem | None) -> str:
    """Return what an item had on one side: points, with those that are open, or the verdict on a prerequisite."""
    if side is None:
        return "–"
    if side.points is None:
        return worded(outcome_words(side.outcome))
    if side.open and side.open == side.attainable:
        return _("open")
    shown = decimal_text(side.points)
    return f"{shown} +{decimal_text(side.open)}?" if side.open else shown


def difference_words(item: ItemBeside) -> str:
    """Return by how much there are more points now; a dash where both cannot be held against each other."""
    if item.difference is None:
        return "–"
    if not item.difference:
        return "0"
    return f"+{decimal_text(item.difference)}" if item.difference > 0 else f"−{decimal_text(-item.difference)}"


def _headline(found: RoundBeside) -> str:
    earlier = found.earlier
    when = earlier.visit_from.isoformat() if earlier.visit_from else earlier.edition
    name = "  ".join(part for part in (worded(term(earlier.kind)), when, earlier.organization) if part)
    words = _("Starts from: {name}.").format(name=name)
    if found.waiting:
        words = f"{words} {_('{count} not looked at yet.').format(count=found.waiting)}"
    if found.is_partial:
        partial = _("{count} of {all} items and prerequisites were looked at; there is no total.")
        return f"{words} {partial.format(count=len(found.looked_at), all=len(found.items))}"
    return words
