# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One quiet line over every page while files are taken in: how far it is, a way to stop it, and at the end what came of it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.evidence.intake import Halt
from evaluator_app.gui.importing import Importing
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.course_bar import CourseBar
from evaluator_app.gui.widgets.icon_view import IconView
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.taking_in import TakenIn, is_worth_telling, taken_words

_SHOWN = 6
"""Sentences that are shown at most; the rest is counted."""


class ImportLine(QWidget):
    """Hidden while there is nothing to tell."""

    def __init__(self, importing: Importing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._importing = importing
        self._words = TextLabel()
        self._bar = CourseBar()
        self._bar.setAccessibleName(_("Progress of the import"))
        self.stop = ActionButton(_("Stop"), kind=ButtonKind.QUIET)
        self._course = QWidget()
        line = QHBoxLayout(self._course)
        line.setContentsMargins(2 * GRID, GRID // 2, GRID, GRID // 2)
        line.setSpacing(GRID + 2)
        line.addWidget(IconView("photo", Tone.ACCENT, side=18))
        line.addWidget(self._words)
        line.addWidget(self._bar, 1)
        line.addWidget(self.stop)
        self._outcome = Banner()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._course)
        column.addWidget(self._outcome)
        self._outcome.hide()
        self.hide()
        self.stop.clicked.connect(self._on_stop_clicked)
        self._outcome.dismissed.connect(self.hide)
        importing.progressed.connect(self._on_progressed)
        importing.ended.connect(self._on_ended)

    def message(self) -> str:
        """Return what is told of the last import; empty when nothing is."""
        return "" if self._outcome.isHidden() else self._outcome.text()

    def _on_progressed(self, done: int, total: int) -> None:
        if done >= total:
            return
        self._bar.set_share(done / total)
        self._words.setText(_("Taking in files: {done} of {total}").format(done=done, total=total))
        self.stop.setEnabled(True)
        self._outcome.hide()
        self._course.show()
        self.show()

    def _on_ended(self, taken: TakenIn) -> None:
        self._course.hide()
        if not is_worth_telling(taken):
            self.hide()
            return
        lines = taken_words(taken)
        if len(lines) > _SHOWN:
            rest = _("And {count} more files that were not taken.").format(count=len(lines) - _SHOWN + 1)
            lines = (*lines[: _SHOWN - 1], rest)
        is_broken = taken.halt in (Halt.DISK, Halt.SOURCE)
        tone = Tone.VETO if is_broken else Tone.FOUND if taken.refused or taken.halt else Tone.DONE
        self._outcome.set_message("\n".join(lines), tone=tone)
        self._outcome.show()
        self.show()

    def _on_stop_clicked(self) -> None:
        self.stop.setEnabled(False)
        self._words.setText(_("Stopping…"))
        self._importing.cancel()
