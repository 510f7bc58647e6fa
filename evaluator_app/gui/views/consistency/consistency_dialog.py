# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What the assessments of this laptop tell of each other: five questions, each with its tables and a picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from evaluator_app.gui.dialogs.footed_dialog import FootedDialog
from evaluator_app.gui.theme import GRID, TextRole
from evaluator_app.gui.views.consistency.tab import Tab
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.course_bar import CourseBar
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.services.consistency import Comparison
    from evaluator_app.services.consistency_tables import Sheet

SHEETS = {
    "full-marks": ("evaluators", "full-marks", "full-marks-by-person"),
    "decisive": ("decisive",),
    "texts": ("texts",),
    "photos": ("photos", "photos-by-pair"),
    "visits": ("visits", "days"),
}
"""Tables of each question, by their names; the questions have the names of their plots."""


class ConsistencyDialog(FootedDialog):
    """*Signals:* stopped(): reading is to stop; asked(bool): compare practice ones, or real ones.

    excel_asked(Path), csv_asked(Path), png_asked(Path, str): write the tables, or the plot of that name.
    """

    stopped = Signal()
    asked = Signal(bool)
    excel_asked = Signal(object)
    csv_asked = Signal(object)
    png_asked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Consistency"), parent)
        self.tabs: dict[str, Tab] = {}
        """By question, as far as they have been shown."""
        self._make_tab: Callable[[str], Tab] | None = None
        self.chooser = SegmentedControl(list(_questions().items()), name=_("Question"))
        self.scope = SegmentedControl([("real", _("Real ones")), ("practice", _("Practice ones"))], name=_("Which assessments"))
        self.counted = TextLabel("", TextRole.MUTED, wraps=True)
        self.said = TextLabel("", TextRole.BODY, wraps=True)
        self.words = TextLabel("", TextRole.MUTED, wraps=True)
        self.bar = CourseBar()
        self.stop_button = ActionButton(_("Stop"), icon_name="close")
        self.excel_button = ActionButton("Excel…", kind=ButtonKind.QUIET, icon_name="document")
        self.csv_button = ActionButton("CSV…", kind=ButtonKind.QUIET, icon_name="document")
        self.png_button = ActionButton(_("Picture…"), kind=ButtonKind.QUIET, icon_name="photo")
        self._pages = QStackedWidget()
        self._tabs = QStackedWidget()
        self._build()
        self.show_work(0, 0)

    def show_work(self, done: int, everything: int) -> None:
        """Say how far reading is."""
        self._pages.setCurrentIndex(0)
        self._set_ready(is_ready=False)
        self.stop_button.show()
        self.bar.show()
        self.bar.set_share(done / everything if everything else 0)
        is_read = everything and done >= everything
        reading = _("Reading assessments: {done} of {all}").format(done=done, all=everything)
        self.words.setText(_("Comparing…") if is_read else reading if everything else _("Reading assessments…"))

    def show_end(self, words: str) -> None:
        """Say that there is nothing to show, and why."""
        self._pages.setCurrentIndex(0)
        self.stop_button.hide()
        self.bar.hide()
        self.words.setText(words)
        self.scope.setEnabled(True)

    def show_comparison(self, comparison: Comparison, sheets: Mapping[str, Sheet]) -> None:
        """Show everything that was found."""
        for gone in self.tabs.values():
            self._tabs.removeWidget(gone)
            gone.deleteLater()
        self.tabs = {}
        self._make_tab = lambda name: Tab(name, comparison, [sheets[each] for each in SHEETS[name]])
        self.show_question(self.chooser.current())
        self.counted.setText(_counted(comparison))
        self._pages.setCurrentIndex(1)
        self._set_ready(is_ready=True)

    def show_question(self, name: str) -> None:
        """Show what is known of a question."""
        if self._make_tab is None:
            return
        if name not in self.tabs:
            self.tabs[name] = self._make_tab(name)
            self._tabs.addWidget(self.tabs[name])
        self.chooser.set_current(name)
        self._tabs.setCurrentWidget(self.tabs[name])

    def say(self, words: str) -> None:
        """Say what became of an export."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _set_ready(self, *, is_ready: bool) -> None:
        for widget in (self.scope, self.chooser, self.excel_button, self.csv_button, self.png_button):
            widget.setEnabled(is_ready)
        self.said.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(TextLabel(_("Consistency"), TextRole.TITLE))
        head.addStretch(1)
        for button in (self.excel_button, self.csv_button, self.png_button):
            head.addWidget(button)
        head.addWidget(self.scope)
        waiting = QWidget()
        column = QVBoxLayout(waiting)
        column.setSpacing(GRID)
        column.addStretch(1)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        line = QHBoxLayout()
        line.addWidget(self.stop_button)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(2)
        self._pages.addWidget(waiting)
        self._pages.addWidget(self._tabs)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        outer.setSpacing(GRID)
        outer.addLayout(head)
        for part in (self.counted, self.said, self.chooser):
            outer.addWidget(part)
        outer.addWidget(self._pages, 1)
        self.fill(page, 1160, 780)
        self.chooser.segment_chosen.connect(self.show_question)
        self.scope.segment_chosen.connect(lambda key: self.asked.emit(key == "practice"))
        self.stop_button.clicked.connect(self.stopped)
        self.excel_button.clicked.connect(
            partial(self._ask, _("Tables in Excel"), _("Consistency") + ".xlsx", "Excel (*.xlsx)", self.excel_asked.emit)
        )
        self.csv_button.clicked.connect(self._on_csv_clicked)
        self.png_button.clicked.connect(self._on_png_clicked)

    def _ask(self, title: str, suggested: str, kinds: str, emit: Callable[[Path], None]) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, title, suggested, kinds)
        if name:
            emit(Path(name))

    def _on_csv_clicked(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Folder for the tables"))
        if name:
            self.csv_asked.emit(Path(name))

    def _on_png_clicked(self) -> None:
        plot = self.chooser.current()
        self._ask(_("Picture…").rstrip("…"), f"{_questions()[plot]}.png", "PNG (*.png)", lambda path: self.png_asked.emit(path, plot))


def _questions() -> dict[str, str]:
    return {
        "full-marks": _("Who gives full marks"),
        "decisive": _("Items that decide"),
        "texts": _("Shared texts"),
        "photos": _("Reused photos"),
        "visits": _("Time on site"),
    }


def _counted(comparison: Comparison) -> str:
    chosen = comparison.chosen
    said = _(
        "{count} assessments compared. Left out: {practice} of the other kind, {replaced} replaced by a revision, {own} by mines"
        " themselves, {unread} that cannot be read. Hints for talking, never a verdict on a person."
    )
    return said.format(
        count=len(chosen.cases),
        practice=chosen.practice,
        replaced=chosen.superseded,
        own=chosen.own,
        unread=len(comparison.gathered.unread),
    )
