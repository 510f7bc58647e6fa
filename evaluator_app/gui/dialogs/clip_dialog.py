# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Cutting a part out of a page of a document: page through, draw a frame, tick the items; the clip can be cited anywhere later."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.changes import attach_evidence
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID, TextRole, color, scaled
from evaluator_app.gui.views.evidence.errands import run_for
from evaluator_app.gui.views.evidence.page_turner import PageTurner
from evaluator_app.gui.views.evidence.pixels import page_image
from evaluator_app.gui.views.evidence.target_picker import TargetPicker
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.picture_canvas import PictureCanvas
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.assessing import OpenAssessment

_SIDE = 2200
_LEAST = 6
"""Pixels of the page's picture that a frame must have each way."""

Region = tuple[Decimal, Decimal, Decimal, Decimal]


class FrameCanvas(PictureCanvas):
    """A page on which a frame is drawn. *Signals:* framed(): another frame, or none any more."""

    framed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._from: QPointF | None = None
        self._frame = QRectF()
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(_("Page to cut from"))

    def region(self) -> Region | None:
        """Return left, top, width and height as shares of the page; None without a frame."""
        if self._frame.isEmpty() or self.image().isNull():
            return None
        wide, high = self.image().width(), self.image().height()
        sides = ((self._frame.left(), wide), (self._frame.top(), high), (self._frame.width(), wide), (self._frame.height(), high))
        left, top, width, height = (Decimal(str(round(length / whole, 5))) for length, whole in sides)
        return left, top, width, height

    def show_region(self, region: tuple[Decimal, ...]) -> None:
        """Frame a part of the page; nothing for an empty region."""
        self._frame = QRectF()
        if region:
            left, top, width, height = (float(share) for share in region)
            wide, high = self.image().width(), self.image().height()
            self._frame = QRectF(left * wide, top * high, width * wide, height * high)
        self.update()
        self.framed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override PictureCanvas.mousePressEvent."""
        if event.button() is Qt.MouseButton.LeftButton and not self.image().isNull():
            self._from = self._inside(event.position())
            self._frame = QRectF()
            self.setFocus()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override PictureCanvas.mouseMoveEvent."""
        if self._from is None:
            super().mouseMoveEvent(event)
        else:
            self._frame = QRectF(self._from, self._inside(event.position())).normalized()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override PictureCanvas.mouseReleaseEvent."""
        super().mouseReleaseEvent(event)
        self.setCursor(Qt.CursorShape.CrossCursor)
        if self._from is not None:
            self._from = None
            if min(self._frame.width(), self._frame.height()) < _LEAST:
                self._frame = QRectF()
            self.update()
            self.framed.emit()

    def paint_over(self, painter: QPainter) -> None:
        """Override PictureCanvas.paint_over: what is outside the frame steps back."""
        if self._frame.isEmpty():
            return
        rest = QPainterPath()
        rest.addRect(QRectF(self.image().rect()))
        inner = QPainterPath()
        inner.addRect(self._frame)
        painter.fillPath(rest.subtracted(inner), QColor(0, 0, 0, 90))
        line = 2 / self.scale()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for shade, width in ((QColor("#FFFFFF"), line * 2), (color("focus"), line)):
            painter.setPen(QPen(shade, width))
            painter.drawRect(self._frame)

    def _inside(self, spot: QPointF) -> QPointF:
        point = self.to_picture(spot)
        return QPointF(min(max(point.x(), 0.0), self.image().width()), min(max(point.y(), 0.0), self.image().height()))


class ClipDialog(QDialog):
    """Page Up and Page Down turn pages, Enter cuts; it stays open for the next clip.

    *Signals:* made(str): a clip is evidence now, by id.
    """

    made = Signal(str)

    def __init__(self, session: Session, runner: Runner, document: Evidence, target: str = "", parent: QWidget | None = None) -> None:
        """Show a document; target is the item that clips are for at first."""
        super().__init__(parent)
        self._session, self._runner, self._document = session, runner, document
        self._is_busy = False
        self.setWindowTitle(_("Cut from {name}").format(name=document.name))
        self.canvas = FrameCanvas()
        self.pages = PageTurner()
        self.picker = TargetPicker(session)
        if target:
            self.picker.tick(target)
        self.banner = Banner()
        self.banner.hide()
        self.whole_button = ActionButton(_("Whole page"))
        self.cut_button = ActionButton(_("Cut out"), kind=ButtonKind.PRIMARY, icon_name="paste")
        self.close_button = ActionButton(_("Close"))
        self._hint = TextLabel(role=TextRole.MUTED, wraps=True)
        self._build()
        self.canvas.framed.connect(self._tell)
        self.picker.picked.connect(self._tell)
        self.pages.page_chosen.connect(self._load)
        self.whole_button.clicked.connect(self._on_whole_clicked)
        self.cut_button.clicked.connect(self.cut)
        self.close_button.clicked.connect(self.reject)
        open_at(self, 1180, 820)
        self._load(1)

    def cut(self) -> None:
        """Make evidence of what is framed."""
        region = self.canvas.region()
        if region is None or self._is_busy:
            return
        self._is_busy = True
        self._tell()
        work = partial(_cut, self._session.opened, self._document.id, self.pages.page(), region, tuple(self.picker.ticked()))
        run_for(self, self._runner, work, self._on_cut, self._on_failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.cut()
        elif event.key() == Qt.Key.Key_PageDown:
            self.pages.go_on()
        elif event.key() == Qt.Key.Key_PageUp:
            self.pages.go_back()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        bar.addWidget(self.pages)
        bar.addWidget(self.whole_button)
        bar.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        column.addLayout(bar)
        column.addWidget(self.canvas, 1)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(GRID, 0, 0, 0)
        side.setSpacing(GRID)
        side.addWidget(TextLabel(_("Serves"), TextRole.STRONG))
        side.addWidget(self.picker, 1)
        side.addWidget(self._hint)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.cut_button)
        side.addLayout(buttons)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([scaled(760), scaled(380)])
        outer = QVBoxLayout(self)
        outer.setSpacing(GRID)
        outer.addWidget(self.banner)
        outer.addWidget(splitter, 1)

    def _load(self, page: int) -> None:
        self.canvas.show_image(QImage(), _("Loading …"))
        self.canvas.show_region(())
        work = partial(page_image, self._session.opened, self._document, page, _SIDE)
        run_for(self, self._runner, work, partial(self._on_loaded, page), self._on_failed)

    def _on_loaded(self, page: int, drawn: tuple[QImage, int]) -> None:
        image, pages = drawn
        self.pages.set_pages(pages)
        if page != self.pages.page():
            return
        self.canvas.show_image(image)
        self.canvas.setFocus()

    def _tell(self) -> None:
        is_open = self._session.assessment.profile.status.is_open
        self.cut_button.setEnabled(self.canvas.region() is not None and is_open and not self._is_busy)
        words = self.picker.words()
        if self._is_busy:
            self._hint.setText(_("Being cut out …"))
        elif self.canvas.region() is None:
            self._hint.setText(_("Draw a frame round what is to be cited."))
        elif words:
            self._hint.setText(_("To be filed under: {items}").format(items=words))
        else:
            self._hint.setText(_("Without an item the clip is kept and can be filed later."))

    def _on_whole_clicked(self) -> None:
        if not self.canvas.image().isNull():
            self.canvas.show_region((Decimal(0), Decimal(0), Decimal(1), Decimal(1)))

    def _on_cut(self, clip: Evidence) -> None:
        self._is_busy = False
        if self._session.do(attach_evidence(self._session.assessment, clip)):
            said = _("Cut out: “{name}”, page {page}. It can be cited at further items, too.").format(
                name=self._document.name, page=clip.page
            )
            self.banner.set_message(said, tone=Tone.DONE)
            self.banner.show()
            self.canvas.show_region(())
            self.made.emit(clip.id)
        self._tell()

    def _on_failed(self, error: Exception) -> None:
        self._is_busy = False
        words = f"{error.message} {error.advice}" if isinstance(error, UserFacingError) else str(error)
        if self.canvas.image().isNull():
            self.canvas.show_image(QImage(), words)
        else:
            self.banner.set_message(words, tone=Tone.VETO)
            self.banner.show()
        self._tell()


def _cut(opened: OpenAssessment, document: str, page: int, region: Region, targets: tuple[str, ...]) -> Evidence:
    from evaluator_app.services.marking import kept_clip

    return kept_clip(opened, document, page, region, targets)
