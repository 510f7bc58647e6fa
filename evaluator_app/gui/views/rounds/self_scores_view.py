# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The mine's own points beside ours, item by item, the widest gap first; taken in from a workbook after a look at it."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from evaluator_app.domain.comparing_rounds import Gap, gaps
from evaluator_app.domain.exact import decimal_text
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.human_time import full_time
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, ROW, TextRole, scaled, text_font, tone_color
from evaluator_app.gui.views.page import PageContext
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.gui.wording import worded
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.services.rounds import ReadOwn

_TARGET = int(Qt.ItemDataRole.UserRole)


class SelfScoresView(QWidget):
    """*Signals:* target_chosen(str): go to an item."""

    target_chosen = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._session = context, context.session
        self._shown: tuple[Gap, ...] = ()
        self.import_button = ActionButton(_("Take in from Excel…"), kind=ButtonKind.PRIMARY, icon_name="document")
        self.own_button = ActionButton(_("From the mine's own assessment…"), icon_name="folder")
        self.form_button = ActionButton(_("Form for the mine…"), icon_name="report")
        self.only_gaps = Chip(_("Only where they differ"), 0, tone=Tone.FOUND)
        self._sum = TextLabel(role=TextRole.STRONG, wraps=True)
        self.table = QTableWidget(0, 6)
        self._stack = QStackedWidget()
        self._build()
        self.refresh()

    def refresh(self) -> None:
        """Show what both give now."""
        session = self._session
        self._shown = gaps(session.template, session.assessment, session.card)
        differing = [gap for gap in self._shown if gap.difference]
        self.only_gaps.set_count(len(differing))
        self.only_gaps.setVisible(bool(self._shown))
        shown = differing if self.only_gaps.isChecked() else list(self._shown)
        self._fill(sorted(shown, key=lambda gap: -abs(gap.difference)))
        zero = Decimal(0)
        own, ours = sum((gap.own.points for gap in self._shown), zero), sum((gap.secured for gap in self._shown), zero)
        words = _("The mine gives itself {own}, we have {ours} so far on the same {items} items.")
        self._sum.setText(words.format(own=_figure(own), ours=_figure(ours), items=len(self._shown)) if self._shown else "")
        self._stack.setCurrentIndex(0 if self._shown else 1)

    def take(self, path: Path) -> None:
        """Take the mine's points in from a workbook; what was not taken is named, undo takes it back."""
        from evaluator_app.services.rounds import read_scores

        try:
            read = read_scores(path, self._session.opened)
        except UserFacingError as error:
            self._context.say(words_of(error), Tone.VETO)
            return
        lines = [f"{remark.sheet} {remark.cell}: {worded(remark.sentence)}" for remark in read.remarks[:8]]
        if not read.scores:
            nothing = _("The workbook holds no points of the mine for items of this template; nothing was taken.")
            self._context.say("\n".join((nothing, *lines)), Tone.VETO)
            return
        from evaluator_app.domain.comparing_rounds import take_self_scores

        if self._session.do(take_self_scores(self._session.assessment, read.scores)):
            said = _("Taken in: {count} items; {missing} are not scored by the mine.").format(
                count=len(read.scores), missing=len(read.missing)
            )
            self._context.say("\n".join((said, *lines)), Tone.FOUND if lines else Tone.DONE)
            self.refresh()

    def take_own(self, source: str | Path) -> None:
        """Take the points in of the mine's own assessment: one of the workspace by its id, or its archive, read beside the window."""
        from evaluator_app.services.rounds import read_own

        job = partial(read_own, self._session.opened, source)
        if isinstance(source, Path):
            self._context.runner.run(job, on_success=self._on_own_read, on_failure=self._on_own_failed)
            return
        try:
            read = job()
        except UserFacingError as error:
            self._on_own_failed(error)
        else:
            self._on_own_read(read)

    def own_choices(self) -> QMenu:
        """Return a menu of the self-assessments of the workspace, and the way to a file."""
        from evaluator_app.services.rounds import own_assessments

        menu = QMenu(self)
        for summary in own_assessments(self._session.opened):
            menu.addAction("  ·  ".join((summary.mine, full_time(summary.last_change_at)))).setData(summary.assessment_id)
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(_("Archive of the mine's copy…")).setData("")
        return menu

    def _build(self) -> None:
        acts = (
            (self.import_button, self._on_import_clicked),
            (self.own_button, self._on_own_clicked),
            (self.form_button, self._on_form_clicked),
        )
        for button, slot in acts:
            button.clicked.connect(slot)
        self.only_gaps.clicked.connect(self.refresh)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self._sum, 1)
        for part in (self.only_gaps, self.form_button, self.own_button, self.import_button):
            head.addWidget(part)
        titles = (_("Item"), _("Own points"), _("Ours"), _("Difference"), _("What the mine says"), _("Proof it names"))
        self.table.setHorizontalHeaderLabels(list(titles))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAccessibleName(_("The mine's own scores"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(scaled(ROW + 4))
        self.table.setShowGrid(False)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(6):
            wide = column in (0, 4, 5)
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.ResizeToContents)
        self.table.itemActivated.connect(self._on_activated)
        words = _("Let the program write the form for the mine and take in what comes back; other tables with item numbers work too.")
        empty = EmptyState("document", _("The mine's own scores are not here yet"), words, _("Take in from Excel…"))
        empty.action_chosen.connect(self._on_import_clicked)
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 0, 0, 0)
        column_of.setSpacing(GRID)
        column_of.addLayout(head)
        column_of.addWidget(self._stack, 1)

    def _fill(self, shown: list[Gap]) -> None:
        self.table.setRowCount(len(shown))
        for row, gap in enumerate(shown):
            ours = (
                _figure(gap.secured)
                if gap.is_settled
                else _("{secured}, up to {reachable}").format(secured=_figure(gap.secured), reachable=_figure(gap.reachable))
            )
            difference = _signed(gap)
            texts = (self._session.template.title_of(gap.target), _figure(gap.own.points), ours, difference, gap.own.words, gap.own.claimed)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(_TARGET, gap.target)
                item.setToolTip(text)
                if column in (1, 2, 3):
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if column == 3 and gap.difference:
                    item.setFont(text_font(TextRole.STRONG))
                    item.setForeground(tone_color(Tone.FOUND))
                self.table.setItem(row, column, item)

    def _on_import_clicked(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Take in from Excel…").rstrip("…"), "", _("Workbooks (*.xlsx)"))
        if name:
            self.take(Path(name))

    def _on_own_clicked(self) -> None:
        menu = self.own_choices()
        menu.triggered.connect(self._on_own_chosen)
        menu.popup(self.own_button.mapToGlobal(self.own_button.rect().bottomLeft()))

    def _on_own_chosen(self, action: QAction) -> None:
        if chosen := str(action.data()):
            self.take_own(chosen)
            return
        title = _("Archive of the mine's copy…").rstrip("…")
        name, _kind = QFileDialog.getOpenFileName(self, title, "", "ZIP (*.zip)")
        if name:
            self.take_own(Path(name))

    def _on_own_read(self, read: ReadOwn) -> None:
        from evaluator_app.domain.comparing_rounds import take_self_scores

        if not read.scores:
            self._context.say(_("It holds no points of the mine for items of this template; nothing was taken."), Tone.VETO)
            return
        if not self._session.do(take_self_scores(self._session.assessment, read.scores)):
            return
        words = _("Taken in: {count} items; {missing} are not scored by the mine.")
        lines = [words.format(count=len(read.scores), missing=len(read.missing))]
        if not read.is_same_mine:
            lines.append(_("Careful: it is of “{mine}”.").format(mine=read.mine))
        if read.other_points:
            titles = "、".join(self._session.template.title_of(target) for target in read.other_points)
            lines.append(_("Worth other points there, and so not taken: {items}").format(items=titles))
        self._context.say("\n".join(lines), Tone.FOUND if len(lines) > 1 else Tone.DONE)
        self.refresh()

    def _on_own_failed(self, error: Exception) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        self._context.say(words_of(error), Tone.VETO)

    def _on_form_clicked(self) -> None:
        from evaluator_app.services.rounds import write_form

        suggested = _("Self-assessment - {mine}.xlsx").format(mine=self._session.assessment.mine.name)
        name, _kind = QFileDialog.getSaveFileName(self, _("Form for the mine…").rstrip("…"), suggested, _("Workbooks (*.xlsx)"))
        if not name:
            return
        try:
            write_form(self._session.opened, Path(name))
        except UserFacingError as error:
            self._context.say(words_of(error), Tone.VETO)
        else:
            self._context.say(_("Written: {path}").format(path=name), Tone.DONE)

    def _on_activated(self, item: QTableWidgetItem) -> None:
        self.target_chosen.emit(str(item.data(_TARGET)))


def _figure(value: Decimal) -> str:
    return decimal_text(value)


def _signed(gap: Gap) -> str:
    if not gap.difference:
        return "0" if gap.is_settled else _("open")
    return f"+{_figure(gap.difference)}" if gap.difference > 0 else f"−{_figure(-gap.difference)}"
