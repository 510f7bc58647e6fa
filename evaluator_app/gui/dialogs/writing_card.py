# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Second step: the report as a PDF, written beside the window."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QWidget

from evaluator_app.domain.assessment import Assessment
from evaluator_app.gui.dialogs.date_field import DateField
from evaluator_app.gui.dialogs.path_field import PathField, PathUse
from evaluator_app.gui.dialogs.preview_dialog import PreviewDialog, Write
from evaluator_app.gui.dialogs.step_button import StepButton
from evaluator_app.gui.dialogs.work_card import WorkCard
from evaluator_app.gui.job import Job
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.choice_box import ChoiceBox
from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.i18n import CHINESE, ENGLISH, _, current_language
from evaluator_app.reporting.pdf_types import PhotoSize
from evaluator_app.services.assessing import OpenAssessment
from evaluator_app.services.delivering import write_report
from evaluator_app.services.file_names import fit_for_file
from evaluator_app.services.layouts import find_layout, layouts
from evaluator_app.services.writing_excel import write_excel
from evaluator_app.services.writing_word import write_word

if TYPE_CHECKING:
    from evaluator_app.reporting.pdf_types import WrittenPdf


def _size_words() -> tuple[tuple[PhotoSize, str], ...]:
    return ((PhotoSize.SMALL, _("Small")), (PhotoSize.STANDARD, _("Standard")), (PhotoSize.LARGE, _("Large")))


def report_name(assessment: Assessment, issued_on: date) -> str:
    """Return a file name for a report that every system takes."""
    mine = fit_for_file(assessment.mine.name, "report")
    return f"{mine}-{issued_on.isoformat()}.pdf"


class WritingCard(WorkCard):
    """*Signals:* written(Path): there is a new report."""

    written = Signal(object)

    def __init__(self, session: Session, workspace: Path, folder: Path, today: date, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(_("2  Write the report"), runner, parent)
        self._session, self._runner, self._workspace = session, runner, workspace
        self.is_done = False
        self.destination = PathField(_("Report file"), "PDF (*.pdf)", PathUse.WRITE)
        self.destination.set_path(folder / report_name(session.assessment, today))
        self.issued_on = DateField()
        self.issued_on.set_date(today)
        languages = ((CHINESE, "简体中文"), (ENGLISH, "English"))
        self.language = SegmentedControl(languages, current_language(), name=_("Language of the report"))
        self.layouts = ChoiceBox()
        self._fill_layouts()
        sizes = (("", _("By number")), *((size.name, words) for size, words in _size_words()))
        self.photo_size = SegmentedControl(sizes, name=_("Size of photos"))
        self.template = PathField(_("Word template"), "Word (*.docx)", PathUse.READ)
        self.path_row = FormRow(_("Report file"), self.destination)
        self.date_row = FormRow(_("Date of issue"), self.issued_on)
        self.write_button = StepButton(_("Write the report"), "report")
        self.write_button.clicked.connect(self.write)
        self.preview_button = ActionButton(_("Preview"), icon_name="preview")
        self.preview_button.clicked.connect(self.preview)
        self.word_button = ActionButton(_("Word"))
        self.word_button.setToolTip(_("The same content as a Word document to edit; a working copy that nobody signs"))
        self.word_button.clicked.connect(self.write_word)
        self.excel_button = ActionButton(_("Excel"))
        self.excel_button.setToolTip(_("The same content as a workbook whose sums are formulas; a working copy that nobody signs"))
        self.excel_button.clicked.connect(self.write_workbook)
        self.open_button = ActionButton(_("Open the report"), icon_name="document")
        self.open_button.clicked.connect(self._on_open_clicked)
        self.open_button.hide()
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID + 4)
        grid.addWidget(self.path_row, 0, 0, 1, 2)
        grid.addWidget(self.date_row, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(FormRow(_("Language of the report"), self.language), 1, 1)
        grid.addWidget(FormRow(_("Layout"), self.layouts, hint=_("Layouts of the firm lie in the folder “layouts”.")), 2, 0)
        grid.addWidget(FormRow(_("Size of photos"), self.photo_size), 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(FormRow(_("Word template"), self.template, hint=_("For the Word document only; may stay empty.")), 3, 0, 1, 2)
        self.add(grid)
        self.add_button_row(self.write_button, self.preview_button, self.word_button, self.excel_button, self.open_button)
        self.end()

    def forget(self) -> None:
        """Say that a report written before is out of date, since the assessment has taken a step."""
        if self.is_done:
            self.is_done = False
            self.set_badge(_("Out of date"), Tone.FOUND)
            self.say(_("The report was written before this step; write it again."), Tone.FOUND)

    def write(self) -> None:
        """Write the report of the assessment as it is now."""
        destination, issued_on = self._destination(".pdf"), self._day()
        if destination is None or issued_on is None:
            return
        self.destination.set_path(destination)
        write, job = self._writing(issued_on), self.job

        def work() -> WrittenPdf:
            with suppress(OSError):  # write_report says why it cannot write
                destination.parent.mkdir(parents=True, exist_ok=True)
            return write(destination, job.report, job.is_cancelled)

        self.work(_("Writing the report…"), work, self._on_written, stoppable=True)

    def preview(self) -> None:
        """Show the report as it would be written now, page by page."""
        issued_on = self._day()
        if issued_on is not None:
            PreviewDialog(self._writing(issued_on), self._runner, self).open()

    def write_word(self) -> None:
        """Write the report as a Word document beside the PDF."""
        opened, language, template, name, root, job = self._chosen()

        def write(destination: Path, issued_on: date) -> None:
            layout = find_layout(name, root) if name else None
            write_word(
                opened,
                destination,
                issued_on=issued_on,
                language=language,
                template=template,
                layout=layout,
                progress=job.report,
                cancelled=job.is_cancelled,
            )

        self._write_copy(".docx", _("Writing the Word document…"), write)

    def write_workbook(self) -> None:
        """Write the report as a workbook beside the PDF."""
        opened, language, _template, name, root, job = self._chosen()

        def write(destination: Path, issued_on: date) -> None:
            layout = find_layout(name, root) if name else None
            write_excel(opened, destination, issued_on=issued_on, language=language, layout=layout, cancelled=job.is_cancelled)

        self._write_copy(".xlsx", _("Writing the workbook…"), write)

    def _write_copy(self, ending: str, doing: str, write: Callable[[Path, date], None]) -> None:
        destination, issued_on = self._destination(ending), self._day()
        if destination is None or issued_on is None:
            return

        def work() -> Path:
            with suppress(OSError):  # whoever writes says why it cannot
                destination.parent.mkdir(parents=True, exist_ok=True)
            write(destination, issued_on)
            return destination

        self.work(doing, work, self._on_copy_written, stoppable=True)

    def _writing(self, issued_on: date) -> Write:
        """Return what writes the report with what is chosen now."""
        opened, language, _template, name, root, _job = self._chosen()
        size = self.photo_size.current()

        def write(path: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> WrittenPdf:
            return write_report(
                opened,
                path,
                issued_on=issued_on,
                language=language,
                layout=find_layout(name, root) if name else None,
                photo_size=PhotoSize[size] if size else None,
                progress=progress,
                cancelled=cancelled,
            )

        return write

    def _chosen(self) -> tuple[OpenAssessment, str, Path | None, str, Path, Job]:
        """Return what a report is written with, read in the window's thread for the one that writes."""
        name = str(self.layouts.currentData() or "")
        return self._session.opened, self.language.current(), self.template.path(), name, self._workspace, self.job

    def _fill_layouts(self) -> None:
        """Offer the layouts that can be used, and name those that have mistakes."""
        self.layouts.addItem(_("As the program has it"), "")
        for read in layouts(self._workspace):
            if read.layout is not None:
                self.layouts.addItem(read.layout.name or read.path.stem, read.path.stem)
            else:
                words = _("{file} (has mistakes)").format(file=read.path.name)
                self.layouts.addItem(words, read.path.stem)  # choosing it says what is wrong

    def _destination(self, ending: str) -> Path | None:
        """Return where a file of this kind goes; None, said at the field, where nothing is chosen."""
        path = self.destination.path()
        self.path_row.set_error("" if path else _("Choose where the report goes."))
        if path is None:
            return None
        return path.with_suffix(ending) if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}{ending}")

    def _day(self) -> date | None:
        """Return the date of issue; None, said at the field, where it is none."""
        issued_on = self.issued_on.day()
        self.date_row.set_error("" if issued_on else _("This is not a date; write it as 2026-05-12."))
        return issued_on

    def _on_copy_written(self, path: Path) -> None:
        self.say(_("Written: {file}. A working copy; what counts is the signed PDF.").format(file=path.name), Tone.DONE)

    def _on_written(self, pdf: WrittenPdf) -> None:
        self.say(_("Written: {pages} pages, {size} MB.").format(pages=pdf.pages, size=f"{pdf.size / 1e6:.1f}"), Tone.DONE)
        self.is_done = True
        self.set_badge(_("Written"), Tone.DONE)
        self.open_button.show()
        self.written.emit(self.destination.path())

    def _on_open_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.destination.path())))
