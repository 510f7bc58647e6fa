# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the mine has to put right: the list, the thing that is looked at, and list and notice as documents. Goes on after signing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.date_field import DateField
from evaluator_app.gui.job import Job
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.mending.mending_table import MendingColumn, MendingTable
from evaluator_app.gui.views.mending.mending_words import Shown, is_shown
from evaluator_app.gui.views.mending.thing_pane import ThingPane
from evaluator_app.gui.views.page import Page, PageContext
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.empty_state import EmptyState
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services import mending
from evaluator_app.services.assessing import Done
from evaluator_app.services.mending_documents import ENDINGS, file_name, write_list, write_notice


class MendingPage(Page):
    """Looks again at every act while it is in sight."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context, self._session = context, context.session
        self._found = mending.mending_of(self._session.opened)
        self._part = Shown.LATE if self._found.late else Shown.ALL
        self.order_button = ActionButton("", kind=ButtonKind.PRIMARY, icon_name="mend")
        self.list_button = ActionButton(_("List"), icon_name="report")
        self.notice_button = ActionButton(_("Notice"), icon_name="document")
        words = {
            Shown.ALL: _("All"),
            Shown.OPEN: _("Open ones"),
            Shown.LATE: _("Overdue"),
            Shown.REPORTED: _("Reported ones"),
            Shown.CLOSED: _("Closed ones"),
        }
        tones = {Shown.LATE: Tone.VETO, Shown.REPORTED: Tone.ACCENT, Shown.CLOSED: Tone.DONE}
        self.chips = {part: Chip(word, 0, tone=tones.get(part)) for part, word in words.items()}
        self.table = MendingTable()
        self.pane = ThingPane(context)
        self.empty = EmptyState("mend", _("Nothing is to be mended yet"))
        self._stack = QStackedWidget()
        self._sum = TextLabel(role=TextRole.MUTED, wraps=True)
        self.job = Job(context.runner, self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._build()
        self._connect()
        self.refresh()

    def enter(self) -> None:
        """Override Page.enter: the keyboard goes to the list."""
        self.refresh()
        self.table.setFocus()

    def follow(self, done: Done) -> None:
        """Override Page.follow: look again as soon as the cell that was written in is done with it."""
        if self.isVisible():
            self._soon.start()

    def settle(self) -> None:
        """Override Page.settle."""
        self.pane.settle()

    def refresh(self) -> None:
        """Show the list as it stands."""
        self._soon.stop()
        self._found = found = mending.mending_of(self._session.opened)
        for part, chip in self.chips.items():
            chip.set_count(sum(is_shown(line, part) for line in found.lines))
        if not self.chips[self._part].count():
            self._part = Shown.ALL
        for part, chip in self.chips.items():
            chip.setChecked(part is self._part)
        self.order_button.setText(_("Order mending… {count}").format(count=len(found.waiting)) if found.waiting else _("Order mending…"))
        self.order_button.setEnabled(bool(found.waiting))
        for button in (self.list_button, self.notice_button):
            button.setEnabled(bool(found.lines) and not self.job.is_running)
        words = _("At most {months} months from the order, by {clause}.")
        self._sum.setText(words.format(months=found.limit.months, clause=found.limit.clause or _("the template")))
        self._say_empty()
        self._stack.setCurrentIndex(0 if found.lines else 1)
        self.table.show_lines([line for line in found.lines if is_shown(line, self._part)])

    def order(self) -> None:
        """Ask what is to be ordered, by whom and until when."""
        from evaluator_app.gui.views.mending.order_dialog import OrderDialog

        self.settle()
        dialog = OrderDialog(self._session, self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, path: Path, *, is_notice: bool) -> None:
        """Write the list, or the notice of what is open, beside the window; the ending of the name decides what it is."""
        self.settle()
        write = partial(write_notice if is_notice else write_list, self._session.opened, path)
        self.job.start(write, on_success=partial(self._on_written, path), on_failure=self._on_failed)
        self.refresh()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(TextLabel(_("Mending"), TextRole.TITLE), 1)
        for button in (self.list_button, self.notice_button, self.order_button):
            head.addWidget(button)
        filters = QHBoxLayout()
        filters.setSpacing(GRID)
        group = QButtonGroup(self)
        for part, chip in self.chips.items():
            group.addButton(chip)
            chip.clicked.connect(partial(self._on_part_chosen, part))
            filters.addWidget(chip)
        filters.addWidget(self._sum, 1)
        self._sum.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        room = QScrollArea(widgetResizable=True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, GRID, GRID, 0)
        inside.addWidget(self.pane)
        inside.addStretch(1)
        room.setWidget(inner)
        splitter = QSplitter(Qt.Orientation.Vertical)
        for part_of, stretch in ((self.table, 3), (room, 2)):
            splitter.addWidget(part_of)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([scaled(320), scaled(280)])
        self._stack.addWidget(splitter)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addLayout(filters)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.order_button.clicked.connect(self.order)
        self.empty.action_chosen.connect(self.order)
        self.list_button.clicked.connect(partial(self._on_document_clicked, False))
        self.notice_button.clicked.connect(partial(self._on_document_clicked, True))
        self.table.chosen.connect(self._on_chosen)
        self.table.edited.connect(self._on_edited)
        self.pane.target_chosen.connect(self.target_chosen)
        self.pane.evidence_chosen.connect(self.evidence_chosen)
        self.job.ended.connect(self._soon.start)

    def _say_empty(self) -> None:
        count = len(self._found.waiting)
        if count:
            words = _("{count} faults and unmet items can be ordered. What is ordered can be followed here after signing, too.")
            self.empty.set_words(_("Nothing is to be mended yet"), words.format(count=count), _("Order mending…"))
        else:
            words = _("As soon as a fault takes points, or something is unmet, it can be ordered here.")
            self.empty.set_words(_("Nothing is to be mended yet"), words)

    def documents_menu(self, *, is_notice: bool) -> QMenu:
        """Return the menu of the three forms of a document."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = {".pdf": _("As a page (PDF)…"), ".docx": _("For Word…"), ".xlsx": _("For Excel…")}
        for ending in ENDINGS:
            menu.addAction(words[ending], partial(self._on_ending_chosen, ending, is_notice))
        return menu

    def _on_document_clicked(self, is_notice: bool, _checked: bool = False) -> None:
        button = self.notice_button if is_notice else self.list_button
        self.documents_menu(is_notice=is_notice).popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_ending_chosen(self, ending: str, is_notice: bool) -> None:
        suggested = file_name(self._session.opened, is_notice=is_notice, ending=ending)
        title = _("Rectification notice") if is_notice else _("Rectification list")
        name, _kind = QFileDialog.getSaveFileName(self, title, suggested, f"*{ending}")
        if name:
            path = Path(name)
            self.write(path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}"), is_notice=is_notice)

    def _on_written(self, path: Path, _count: int) -> None:
        self._context.say(_("Written: {path}").format(path=path), Tone.DONE)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        self._context.say(words_of(error), Tone.VETO)

    def _on_part_chosen(self, part: Shown, _checked: bool = False) -> None:
        self._part = part
        self.settle()
        self.refresh()

    def _on_chosen(self, name: str) -> None:
        self.pane.show_line(next((line for line in self._found.lines if line.thing.id == name), None))

    def _on_edited(self, name: str, column: int, words: str) -> None:
        """Record what was written into a cell; what is refused is said, and the cell shows again what holds."""
        known = self._session.assessment.rectifications.get(name)
        if known is None:
            return
        try:
            if column == MendingColumn.DEMAND:
                edited = replace(known, what=words.strip())
            elif column == MendingColumn.RESPONSIBLE:
                edited = replace(known, responsible=words.strip())
            else:
                field = DateField()
                field.setText(words)
                if field.is_wrong():
                    self._context.say(_("“{words}” is no date; write it as 2027-03-01.").format(words=words), Tone.VETO)
                    self._soon.start()
                    return
                edited = replace(known, due_on=field.day())
            done = self._session.do(mending.edit(self._session.opened, edited))
        except UserFacingError as error:
            self._context.say(words_of(error), Tone.VETO)
            done = False
        if not done:
            self._soon.start()
