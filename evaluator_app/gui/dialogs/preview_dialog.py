# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The report before it is written: built beside the window, its pages small at the left and large at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QIcon, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListView, QListWidget, QListWidgetItem, QProgressBar, QVBoxLayout, QWidget

from evaluator_app.errors import Cancelled, UserFacingError
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.job import Job
from evaluator_app.gui.messages import words_of
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID, TextRole, scaled
from evaluator_app.gui.views.evidence.errands import run_for
from evaluator_app.gui.views.evidence.page_turner import PageTurner
from evaluator_app.gui.views.evidence.pixels import image_of
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.picture_canvas import PictureCanvas
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

if TYPE_CHECKING:
    from evaluator_app.reporting.pdf_types import WrittenPdf
    from evaluator_app.services.previewing import Preview

Write = Callable[[Path, Callable[[int, int], None], Callable[[], bool]], "WrittenPdf"]
"""Writes the report to a path, says how far it is, and asks whether to stop."""
_LARGE_SIDE = 2000
_SMALL_SIDE = 150


class PreviewDialog(QDialog):
    """Page Up and Page Down turn pages, the wheel and + and - zoom. Closing it stops what is under way."""

    def __init__(self, write: Write, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Preview of the report"))
        self._write, self._runner = write, runner
        self._preview: Preview | None = None
        self.job = Job(runner, self)
        self.job.progressed.connect(self._on_progressed)
        self.thumbnails = QListWidget()
        self.canvas = PictureCanvas(pans_by_left=True)
        self.pages = PageTurner()
        self.bar = QProgressBar()
        self.stop_button = ActionButton(_("Stop"), icon_name="close")
        self.close_button = ActionButton(_("Close"))
        self._hint = TextLabel(_("A preview: nothing has been written yet."), TextRole.MUTED)
        self._build()
        self.pages.page_chosen.connect(self.show_page)
        self.thumbnails.currentRowChanged.connect(lambda row: self.show_page(row + 1))
        self.stop_button.clicked.connect(self.job.cancel)
        self.close_button.clicked.connect(self.reject)
        open_at(self, 1180, 860)
        self._start()

    def show_page(self, number: int) -> None:
        """Show a page large; the first is 1."""
        if self._preview is None or not 1 <= number <= self._preview.pages:
            return
        self.pages.show_page(number)
        if self.thumbnails.currentRow() != number - 1:
            self.thumbnails.setCurrentRow(number - 1)
            return
        work = partial(_drawn, self._preview, number, _LARGE_SIDE)
        run_for(self, self._runner, work, partial(self._on_drawn, number), self._on_failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent."""
        if event.key() == Qt.Key.Key_PageDown:
            self.pages.go_on()
        elif event.key() == Qt.Key.Key_PageUp:
            self.pages.go_back()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QDialog.closeEvent."""
        self._leave()
        super().closeEvent(event)

    def reject(self) -> None:
        """Override QDialog.reject."""
        self._leave()
        super().reject()

    def _leave(self) -> None:
        self.job.cancel()
        preview, self._preview = self._preview, None
        if preview is not None:
            self._runner.run(preview.close, on_success=lambda _none: None, on_failure=lambda _error: None)

    def _build(self) -> None:
        self.thumbnails.setViewMode(QListView.ViewMode.IconMode)
        self.thumbnails.setFlow(QListView.Flow.TopToBottom)
        self.thumbnails.setWrapping(False)
        self.thumbnails.setMovement(QListView.Movement.Static)
        self.thumbnails.setIconSize(QSize(scaled(_SMALL_SIDE), scaled(_SMALL_SIDE)))
        self.thumbnails.setSpacing(GRID // 2)
        self.thumbnails.setUniformItemSizes(True)
        self.thumbnails.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.thumbnails.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.thumbnails.setFixedWidth(scaled(_SMALL_SIDE + 44))
        self.thumbnails.setAccessibleName(_("Pages"))
        self.canvas.setAccessibleName(_("Page of the report"))
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        for part in (self.pages, self._hint):
            foot.addWidget(part)
        foot.addWidget(self.bar, 1)
        foot.addStretch(1)
        foot.addWidget(self.stop_button)
        foot.addWidget(self.close_button)
        pages = QHBoxLayout()
        pages.setSpacing(GRID)
        pages.addWidget(self.thumbnails)
        pages.addWidget(self.canvas, 1)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addLayout(pages, 1)
        column.addLayout(foot)

    def _start(self) -> None:
        self.canvas.show_image(QImage(), _("The report is being built …"))
        self._show_working(is_working=True)
        self.bar.setRange(0, 0)

        def work() -> Preview:
            from evaluator_app.services.previewing import Preview

            return Preview(lambda path: self._write(path, self.job.report, self.job.is_cancelled))

        self.job.start(work, on_success=self._on_built, on_failure=self._on_failed)

    def _show_working(self, *, is_working: bool) -> None:
        self.bar.setVisible(is_working)
        self.stop_button.setVisible(is_working)
        self.pages.setVisible(not is_working)
        self._hint.setVisible(not is_working)

    def _on_progressed(self, done: int, everything: int) -> None:
        self.bar.setRange(0, everything)
        self.bar.setValue(done)
        self.bar.setFormat(_("Page {page} of {pages}").format(page=done, pages=everything))

    def _on_built(self, preview: Preview) -> None:
        if self.job.is_cancelled():
            preview.close()
            return
        self._preview = preview
        self._show_working(is_working=False)
        self.pages.set_pages(preview.pages)
        blank = QPixmap(self.thumbnails.iconSize())
        blank.fill(Qt.GlobalColor.transparent)
        for number in range(1, preview.pages + 1):
            self.thumbnails.addItem(QListWidgetItem(_icon(blank), str(number)))
        self.thumbnails.setCurrentRow(0)
        self.thumbnails.setFocus()
        self._draw_small(1)

    def _draw_small(self, number: int) -> None:
        """Draw the small pages one after the other; a large one that is asked for meanwhile comes in between."""
        if self._preview is not None and number <= self._preview.pages:
            work = partial(_drawn, self._preview, number, 2 * scaled(_SMALL_SIDE))
            run_for(self, self._runner, work, partial(self._on_small_drawn, number), self._on_failed)

    def _on_small_drawn(self, number: int, image: QImage) -> None:
        item = self.thumbnails.item(number - 1)
        if self._preview is not None:
            item.setIcon(_icon(QPixmap.fromImage(image)))
            self._draw_small(number + 1)

    def _on_drawn(self, number: int, image: QImage) -> None:
        if number == self.pages.page():
            self.canvas.show_image(image)

    def _on_failed(self, error: Exception) -> None:
        self._show_working(is_working=False)
        if isinstance(error, Cancelled):
            self.canvas.show_image(QImage(), _("Stopped."))
        elif isinstance(error, UserFacingError):
            self.canvas.show_image(QImage(), words_of(error))
        elif self._preview is not None or not self.job.is_cancelled():
            raise error


def _icon(picture: QPixmap) -> QIcon:
    """Return a picture as an icon that keeps its colors where it is chosen."""
    drawn = QIcon(picture)
    drawn.addPixmap(picture, QIcon.Mode.Selected)
    return drawn


def _drawn(preview: Preview, number: int, side: int) -> QImage:
    return image_of(preview.page(number, side))
