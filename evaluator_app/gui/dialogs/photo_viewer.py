# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Evidence in large, to zoom into and to page through, with everything known of it beside it, and its neighbors by arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.evidence_kinds import PDF, original_of
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import GRID, TOUCH, TextRole, scaled
from evaluator_app.gui.views.evidence.errands import run_for
from evaluator_app.gui.views.evidence.evidence_desk import EvidenceDesk
from evaluator_app.gui.views.evidence.evidence_pane import EvidencePane
from evaluator_app.gui.views.evidence.page_turner import PageTurner
from evaluator_app.gui.views.evidence.pixels import large_image, page_image
from evaluator_app.gui.views.item.thumbnail_loader import ThumbnailLoader
from evaluator_app.gui.widgets.action_button import ActionButton
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.picture_canvas import PictureCanvas
from evaluator_app.i18n import _
from evaluator_app.services.assessing import Done

_SIDE = 1600
_PAGE_SIDE = 2200
_NARROW = 700


class PhotoViewer(QDialog):
    """Left and Right walk, wheel and + - zoom, Page Up and Down turn pages, F files, K draws, C cuts, Delete takes away, Escape closes.

    *Signals:* removal_requested(str): the id of the evidence; it stays shown until it is gone.
    """

    removal_requested = Signal(str)

    def __init__(self, evidence: Sequence[Evidence], current: str, loader: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loader, self._session = loader, loader.session
        self._ids = [item.id for item in evidence]
        self._place = self._ids.index(current) if current in self._ids else 0
        self._fine = ""
        self.setWindowTitle(_("Evidence"))
        self.desk = EvidenceDesk(loader, self)
        self.canvas = PictureCanvas(pans_by_left=True)
        self.pane = EvidencePane(self._session, self.desk.doubts_of)
        self.pages = PageTurner()
        self.banner = Banner()
        self.banner.hide()
        self._title = ElidedLabel(role=TextRole.STRONG)
        self._back = ActionButton(_("Previous"), icon_name="back")
        self._next = ActionButton(_("Next"), icon_name="next")
        self.program_button = ActionButton(_("Open with another program"), icon_name="link")
        self._close = ActionButton(_("Close"))
        self._build()
        self._connect()
        room = (parent.size() if parent else QGuiApplication.primaryScreen().availableSize()) * 0.92
        self.resize(room.expandedTo(QSize(480, 360)))
        self.desk.refresh()
        self._show()
        self.canvas.setFocus()

    @property
    def current(self) -> str:
        """Id of the evidence shown; empty for none."""
        return self._ids[self._place] if self._ids else ""

    def go_on(self) -> None:
        """Show the next one."""
        self._go(min(self._place + 1, len(self._ids) - 1))

    def go_back(self) -> None:
        """Show the one before."""
        self._go(max(self._place - 1, 0))

    def done(self, result: int) -> None:
        """Override QDialog.done: what is being typed is saved."""
        self.pane.settle()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent."""
        acts = {
            Qt.Key.Key_Right: self.go_on,
            Qt.Key.Key_Left: self.go_back,
            Qt.Key.Key_Delete: self._on_removal_requested,
            Qt.Key.Key_PageDown: self.pages.go_on,
            Qt.Key.Key_PageUp: self.pages.go_back,
            Qt.Key.Key_F: self._on_filing_requested,
            Qt.Key.Key_K: self._on_sketch_requested,
            Qt.Key.Key_C: self._on_clip_requested,
            Qt.Key.Key_P: self.pane.place.setFocus,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            act()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QDialog.resizeEvent: where it is narrow the picture has all the room."""
        super().resizeEvent(event)
        self.pane.setVisible(event.size().width() >= scaled(_NARROW))

    def _build(self) -> None:
        zoom_in, zoom_out = ActionButton("+"), ActionButton("−")
        whole = ActionButton(_("Whole"))
        for button, name in ((zoom_out, _("Smaller (-)")), (zoom_in, _("Larger (+)")), (whole, _("Whole picture (0)"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setMinimumWidth(scaled(TOUCH))
        zoom_in.clicked.connect(partial(self._zoom, 1.5))
        zoom_out.clicked.connect(partial(self._zoom, 1 / 1.5))
        whole.clicked.connect(self.canvas.show_whole)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for part in (self._back, self._next, zoom_out, zoom_in, whole, self.pages):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self._close)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.program_button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.canvas, 1)
        column.addLayout(line)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([scaled(900), scaled(320)])
        outer = QVBoxLayout(self)
        outer.addWidget(splitter)

    def _connect(self) -> None:
        self._back.clicked.connect(self.go_back)
        self._next.clicked.connect(self.go_on)
        self._close.clicked.connect(self.reject)
        self.program_button.clicked.connect(self._on_program_clicked)
        self.pages.page_chosen.connect(self._show_page)
        self.canvas.zoomed.connect(self._on_zoomed)
        self.pane.target_chosen.connect(self._on_target_chosen)
        self.pane.filing_requested.connect(self._on_filing_requested)
        self.pane.removal_requested.connect(self._on_removal_requested)
        self.pane.sketch_requested.connect(self._on_sketch_requested)
        self.pane.clip_requested.connect(self._on_clip_requested)
        self.pane.original_requested.connect(self._on_original_requested)
        self.desk.made.connect(self._on_made)
        self.desk.doubts_changed.connect(self.pane.refresh)
        self.desk.part_chosen.connect(self._on_part_chosen)
        self._session.changed.connect(self._on_changed)
        self._loader.loaded.connect(self._on_loaded)

    def _shown(self) -> Evidence | None:
        return self._session.assessment.evidence.get(self.current)

    def _go(self, place: int) -> None:
        if place != self._place:
            self.pane.settle()
            self._place = place
            self._show()

    def _show(self) -> None:
        shown = self._shown()
        if shown is None:
            self.reject()
            return
        self._fine = ""
        self.canvas.setAccessibleName(shown.caption or shown.name)
        self._title.set_text(f"{self._place + 1} / {len(self._ids)}   {shown.caption or shown.name}")
        self._back.setEnabled(self._place > 0)
        self._next.setEnabled(self._place < len(self._ids) - 1)
        is_picture = shown.media_type.startswith("image/")
        self.program_button.setVisible(not is_picture)
        self.pages.setVisible(shown.media_type == PDF)
        self.pane.show_selection([shown.id])
        if shown.media_type == PDF:
            self.pages.show_page(1)
            self._show_page(1)
        elif is_picture:
            self._show_picture(shown)
        else:
            self.canvas.show_image(QImage(), _("This file is not shown here. Open it with another program."))

    def _show_picture(self, shown: Evidence) -> None:
        data = self._loader.picture(shown, _SIDE)
        words = _("Loading …") if data is None else _("There is no picture to show of this file.")
        self.canvas.show_image(QImage.fromData(QByteArray(data)) if data else QImage(), words)

    def _show_page(self, page: int) -> None:
        if shown := self._shown():
            self.canvas.show_image(QImage(), _("Loading …"))
            done = partial(self._on_page_drawn, shown.id, page)
            work = partial(page_image, self._session.opened, shown, page, _PAGE_SIDE)
            run_for(self, self._loader.quick, work, done, partial(self._on_failed, shown.id))

    def _zoom(self, factor: float, _checked: bool = False) -> None:
        self.canvas.zoom(factor)

    def _on_page_drawn(self, evidence: str, page: int, drawn: tuple[QImage, int]) -> None:
        if evidence == self.current:
            image, pages = drawn
            self.pages.set_pages(pages)
            if page == self.pages.page():
                self.canvas.show_image(image)

    def _on_failed(self, evidence: str, error: Exception) -> None:
        if evidence == self.current:
            words = f"{error.message} {error.advice}" if isinstance(error, UserFacingError) else str(error)
            self.canvas.show_image(QImage(), words)

    def _on_loaded(self, sha256: str, side: int) -> None:
        shown = self._shown()
        if side == _SIDE and shown is not None and shown.sha256 == sha256 and not self._fine:
            self._show_picture(shown)

    def _on_zoomed(self, scale: float) -> None:
        """Fetch every pixel of a photo when it is looked at that closely."""
        shown = self._shown()
        if shown is None or not shown.media_type.startswith("image/") or self._fine or scale < 1:
            return
        self._fine = shown.id
        work = partial(large_image, self._session.opened, shown)
        run_for(self, self._loader.quick, work, partial(self._on_large_made, shown.id), lambda _error: None)

    def _on_large_made(self, evidence: str, image: QImage) -> None:
        if evidence == self.current == self._fine and image.width() > self.canvas.image().width():
            self.canvas.show_image(image, keeps_view=True)

    def _on_program_clicked(self) -> None:
        shown = self._shown()
        if shown is None:
            return
        from evaluator_app.services.marking import copies_folder, readable_copy

        try:
            copy = readable_copy(self._session.opened, shown, copies_folder())
        except UserFacingError as error:
            self._say(f"{error.message} {error.advice}", Tone.VETO)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self._say(_("This computer has no program for it. A copy lies here: {path}").format(path=copy), Tone.FOUND)

    def _say(self, words: str, tone: Tone) -> None:
        self.banner.set_message(words, tone=tone)
        self.banner.show()

    def _on_target_chosen(self, target: str) -> None:
        self.reject()
        self._session.look_at(target)

    def _on_filing_requested(self) -> None:
        self.desk.file([self.current])

    def _on_removal_requested(self) -> None:
        if self._session.assessment.profile.status.is_open:
            self.removal_requested.emit(self.current)

    def _on_sketch_requested(self) -> None:
        self.desk.draw_on(self.current)

    def _on_clip_requested(self) -> None:
        self.desk.cut_from(self.current)

    def _on_original_requested(self) -> None:
        shown = self._shown()
        original = original_of(self._session.assessment, shown) if shown else None
        if shown is not None and original is not None:
            self.desk.show_original(shown)

    def _on_part_chosen(self, evidence: str, page: int) -> None:
        self._on_made(evidence)
        if page:
            self.pages.show_page(page)
            self._show_page(page)

    def _on_made(self, evidence: str) -> None:
        self.pane.settle()
        if evidence not in self._ids:
            self._ids.insert(self._place + 1, evidence)
        self._place = self._ids.index(evidence)
        self._show()

    def _on_changed(self, _done: Done) -> None:
        kept = [name for name in self._ids if name in self._session.assessment.evidence]
        if kept == self._ids:
            self.desk.refresh()
            self.pane.refresh()
            return
        gone = self.current not in kept
        name = self.current
        self._ids = kept
        self._place = max(min(self._place, len(kept) - 1), 0) if gone else kept.index(name)
        self._show()
