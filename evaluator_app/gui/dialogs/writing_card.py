# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Second step: the report as a PDF, written beside the window."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from evaluator_app.domain.assessment import Assessment
from evaluator_app.gui.dialogs.date_field import DateField
from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.dialogs.step_button import StepButton
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.i18n import CHINESE, ENGLISH, _, current_language
from evaluator_app.services.delivering import write_report

if TYPE_CHECKING:
    from evaluator_app.reporting.pdf_types import WrittenPdf

_UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


def report_name(assessment: Assessment, issued_on: date) -> str:
    """Return a file name for a report that every system takes."""
    mine = _UNFIT.sub("_", assessment.mine.name).strip("._")[:60] or "report"
    return f"{mine}-{issued_on.isoformat()}.pdf"


class WritingCard(WorkCard):
    """*Signals:* written(Path): there is a new report."""

    written = Signal(object)

    def __init__(self, session: Session, folder: Path, today: date, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(_("2  Write the report"), runner, parent)
        self._session = session
        self.is_done = False
        self.destination = PathField(_("Report file"), "PDF (*.pdf)", PathUse.WRITE)
        self.destination.set_path(folder / report_name(session.assessment, today))
        self.issued_on = DateField()
        self.issued_on.set_date(today)
        languages = ((CHINESE, "简体中文"), (ENGLISH, "English"))
        self.language = SegmentedControl(languages, current_language(), name=_("Language of the report"))
        self.path_row = FormRow(_("Report file"), self.destination)
        self.date_row = FormRow(_("Date of issue"), self.issued_on)
        self.write_button = StepButton(_("Write the report"), "report")
        self.write_button.clicked.connect(self.write)
        self.open_button = ActionButton(_("Open the report"), icon_name="document")
        self.open_button.clicked.connect(self._on_open_clicked)
        self.open_button.hide()
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID + 4)
        grid.addWidget(self.path_row, 0, 0, 1, 2)
        grid.addWidget(self.date_row, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(FormRow(_("Language of the report"), self.language), 1, 1)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.write_button)
        row.addWidget(self.open_button)
        row.addStretch(1)
        self.add(grid)
        self.add(row)
        self.end()

    def forget(self) -> None:
        """Say that a report written before is out of date, since the assessment has taken a step."""
        if self.is_done:
            self.is_done = False
            self.set_badge(_("Out of date"), Tone.FOUND)
            self.say(_("The report was written before this step; write it again."), Tone.FOUND)

    def write(self) -> None:
        """Write the report of the assessment as it is now."""
        path, issued_on = self.destination.path(), self.issued_on.day()
        self.path_row.set_error("" if path else _("Choose where the report goes."))
        self.date_row.set_error("" if issued_on else _("This is not a date; write it as 2026-05-12."))
        if path is None or issued_on is None:
            return
        destination = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
        self.destination.set_path(destination)
        opened, language, job = self._session.opened, self.language.current(), self.job

        def work() -> WrittenPdf:
            with suppress(OSError):  # write_report says why it cannot write
                destination.parent.mkdir(parents=True, exist_ok=True)
            return write_report(
                opened, destination, issued_on=issued_on, language=language, progress=job.report, cancelled=job.is_cancelled
            )

        self.work(_("Writing the report…"), work, self._on_written, stoppable=True)

    def _on_written(self, pdf: WrittenPdf) -> None:
        self.say(_("Written: {pages} pages, {size} MB.").format(pages=pdf.pages, size=f"{pdf.size / 1e6:.1f}"), Tone.DONE)
        self.is_done = True
        self.set_badge(_("Written"), Tone.DONE)
        self.open_button.show()
        self.written.emit(self.destination.path())

    def _on_open_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.destination.path())))
