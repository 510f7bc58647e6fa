# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Who still owes what, as a table: every number leads to its items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem

from evaluator_app.domain.owing import Owed
from evaluator_app.domain.reviewing import Step, WorkState
from evaluator_app.gui.models.indicator_proxy import Filters
from evaluator_app.gui.models.indicator_row import UNGIVEN
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import ROW, TextRole, color, scaled, text_font, tone_color
from evaluator_app.gui.views.item.review_line import WORK_TONES
from evaluator_app.gui.views.item.together import review_together
from evaluator_app.gui.views.page import PageContext
from evaluator_app.gui.views.team.team_card import TeamCard
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.reviewing import owed_of

_STATES = (
    WorkState.OPEN,
    WorkState.DONE,
    WorkState.CHANGES_REQUESTED,
    WorkState.REOPENED,
    WorkState.SUBMITTED,
    WorkState.ACCEPTED,
)
"""The columns between the names and the comments: from what is owed to what is done."""
_CALM = (WorkState.OPEN, WorkState.ACCEPTED)
_CELL = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class _Cell:
    """Where a cell leads."""

    targets: tuple[str, ...]
    filters: Filters


class OwedCard(TeamCard):
    """Click a number, or press Enter on it, to see the items it counts."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, _("Who still owes what"))
        self._rows: tuple[Owed, ...] = ()
        self._sum = TextLabel(role=TextRole.MUTED, wraps=True)
        self.submit_button = ActionButton("", icon_name="next")
        self.table = QTableWidget(0, len(_STATES) + 2)
        heads = (_("Unassessed"), _("To submit"), _("To change"), _("Reopened"), _("Handed in"), _("Passed"), _("Comments"))
        titles = [_("Member"), *heads]
        self.table.setHorizontalHeaderLabels(titles)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setAccessibleName(_("Who still owes what"))
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if (first := self.table.horizontalHeaderItem(0)) is not None:
            first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(self.table.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents if column else QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(scaled(64))
        self.add_to_title(self.submit_button)
        self.add(self._sum)
        self.add(self.table)
        self.add(TextLabel(_("Click a number, or press Enter on it, to see its items."), TextRole.SMALL, wraps=True))
        self.submit_button.clicked.connect(self._on_submit_clicked)
        self.table.cellClicked.connect(self._on_chosen)
        self.table.cellActivated.connect(self._on_activated)

    def refresh(self) -> None:
        """Override TeamCard.refresh."""
        opened = self.session.opened
        rows = owed_of(opened)
        self._rows = tuple(row for row in rows if row.member is not None or row.count or row.threads)
        here = (self.table.currentRow(), self.table.currentColumn())
        self.table.setRowCount(len(self._rows))
        self.table.verticalHeader().setDefaultSectionSize(scaled(ROW))
        for number, row in enumerate(self._rows):
            self._fill(number, row)
        self.table.setCurrentCell(*(here if 0 <= here[0] < len(self._rows) else (0, 0)))
        high = self.table.horizontalHeader().sizeHint().height() + scaled(ROW) * len(self._rows)
        self.table.setFixedHeight(high + 2 * self.table.frameWidth() + 2)
        targets = {target for row in rows for items in row.items.values() for target in items}
        passed = {target for row in rows for target in row.items[WorkState.ACCEPTED]}
        self._sum.setText(_("{passed} of {all} items and prerequisites have passed review.").format(passed=len(passed), all=len(targets)))
        mine = self._to_submit()
        self.submit_button.setText(_("Submit my {count} assessed items").format(count=len(mine)))
        self.submit_button.setVisible(bool(mine) and self.session.assessment.profile.status.is_open)

    def _fill(self, number: int, row: Owed) -> None:
        doer = row.member.name if row.member else UNGIVEN
        name = self._name(row)
        everything = tuple(target for items in row.items.values() for target in items)
        self._put(number, 0, name, _Cell(everything, Filters(doer=doer)), role=TextRole.STRONG)
        for column, state in enumerate(_STATES, start=1):
            items = row.items[state]
            tone = None if state in _CALM or not items else WORK_TONES[state]
            self._put(number, column, str(len(items)), _Cell(items, Filters(ItemFilter.of_work(state), doer=doer)), tone=tone)
        targets = tuple(dict.fromkeys(thread.first.target for thread in row.threads if thread.first.target))
        cell = _Cell(targets, Filters(ItemFilter.COMMENT_OPEN, doer=doer))
        self._put(number, len(_STATES) + 1, str(len(row.threads)), cell, tone=Tone.FOUND if row.threads else None)

    def _name(self, row: Owed) -> str:
        if row.member is None:
            return _("Given to nobody")
        words = [row.member.name] if row.member.name != self.session.opened.who else [_("{name} (here)").format(name=row.member.name)]
        words += [_("leader")] if row.member.is_leader else []
        return _(" · ").join((*words, *filter(None, (row.member.specialty,))))

    def _put(self, row: int, column: int, text: str, cell: _Cell, *, tone: Tone | None = None, role: TextRole = TextRole.BODY) -> None:
        item = QTableWidgetItem(text)
        item.setData(_CELL, cell)
        if column:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if text == "0":
            item.setText("–")
            item.setForeground(color("faint"))
        elif tone is not None:
            item.setForeground(tone_color(tone))
            item.setFont(text_font(TextRole.STRONG))
        else:
            item.setFont(text_font(role))
        titles = [self.session.opened.title_of(target) for target in cell.targets]
        item.setToolTip("\n".join((*titles[:20], *(["…"] if len(titles) > 20 else []))))
        self.table.setItem(row, column, item)

    def _to_submit(self) -> tuple[str, ...]:
        """Return what the person at the keyboard has assessed and not submitted; what was sent back is handed in one by one."""
        mine = [row for row in self._rows if row.member is not None and row.member.name == self.session.opened.who]
        return tuple(target for row in mine for state in (WorkState.DONE, WorkState.REOPENED) for target in row.items[state])

    def _on_submit_clicked(self) -> None:
        words, is_done = review_together(self.session, self._to_submit(), Step.SUBMIT)
        self.told.emit(words, Tone.DONE if is_done else Tone.FOUND)
        self.refresh()

    def _on_activated(self, row: int, column: int) -> None:
        if not self.table.underMouse():
            self._on_chosen(row, column)

    def _on_chosen(self, row: int, column: int) -> None:
        item = self.table.item(row, column)
        cell = item.data(_CELL) if item is not None else None
        if not isinstance(cell, _Cell) or not cell.targets:
            return
        asked = self._asked(cell.targets)
        if len(asked) == len(cell.targets):
            self.target_chosen.emit(asked[0])
            return
        self.items_requested.emit(cell.filters)
        if asked:
            titles = "、".join(self.session.opened.title_of(target) for target in asked)
            self.told.emit(_("Not in this list, but counted too, among the prerequisites: {titles}").format(titles=titles), Tone.NEUTRAL)

    def _asked(self, targets: Sequence[str]) -> tuple[str, ...]:
        prerequisites = {each.id for each in self.session.template.prerequisites}
        return tuple(target for target in targets if target in prerequisites)
