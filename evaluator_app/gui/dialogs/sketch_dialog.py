# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Drawing on a photo or a page. What is drawn becomes new evidence when the window is left, in whatever way; the original stays."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QImage, QImageWriter, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Evidence
from evaluator_app.domain.changes import attach_evidence
from evaluator_app.domain.evidence_kinds import PDF
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.dialogs.sizing import open_at
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import Runner
from evaluator_app.gui.theme import GRID, TextRole, text_font
from evaluator_app.gui.views.evidence.errands import run_for
from evaluator_app.gui.views.evidence.page_turner import PageTurner
from evaluator_app.gui.views.evidence.pixels import large_image, page_image
from evaluator_app.gui.views.evidence.sketch_buttons import InkButton, ToolButton
from evaluator_app.gui.views.evidence.sketch_canvas import SketchCanvas
from evaluator_app.gui.views.evidence.sketch_marks import Ink, Mark, Tool, marked
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.banner import Banner
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _
from evaluator_app.services.assessing import OpenAssessment

_TOOLS = {Tool.ARROW: "A", Tool.LINE: "L", Tool.FREEHAND: "H", Tool.RECTANGLE: "R", Tool.ELLIPSE: "E", Tool.TEXT: "T", Tool.NUMBER: "N"}
_QUALITY = 92
_PAGE_SIDE = 2200


class SketchDialog(QDialog):
    """Enter and every way of closing keep what is drawn; with nothing drawn nothing is kept. Ctrl+Z and Ctrl+Y take marks back and forth.

    *Signals:* made(str): the sketch is evidence now, by id.
    """

    made = Signal(str)

    def __init__(self, session: Session, runner: Runner, evidence: Evidence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._runner, self._evidence = session, runner, evidence
        self._is_keeping = False
        self.setWindowTitle(_("Draw on {name}").format(name=evidence.caption or evidence.name))
        self.canvas = SketchCanvas()
        self.pages = PageTurner()
        self.pages.setVisible(evidence.media_type == PDF)
        self.banner = Banner(tone=Tone.VETO)
        self.banner.hide()
        self.tools = {tool: ToolButton(tool, key) for tool, key in _TOOLS.items()}
        self.inks = {ink: InkButton(ink, str(number)) for number, ink in enumerate(Ink, start=1)}
        self.undo_button = ActionButton(_("Undo"), icon_name="undo")
        self.redo_button = ActionButton(_("Redo"), icon_name="redo")
        self.clear_button = ActionButton(_("Clear all"), icon_name="trash")
        self.done_button = ActionButton(_("Done"), kind=ButtonKind.PRIMARY, icon_name="done")
        self._hint = TextLabel(role=TextRole.MUTED, wraps=True)
        self._build()
        self._connect()
        self._show_state()
        open_at(self, 1180, 820)
        self._load(1)

    def reject(self) -> None:
        """Override QDialog.reject: leaving keeps what is drawn."""
        self.keep()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Override QDialog.closeEvent: leaving keeps what is drawn."""
        if self.canvas.sketch.marks or not self.canvas.field.isHidden():
            event.ignore()
            self.keep()
        else:
            super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        else:
            super().keyPressEvent(event)

    def keep(self) -> None:
        """Make new evidence of what is drawn and close; with nothing drawn only close."""
        if self._is_keeping:
            return
        self.canvas.settle()
        marks = self.canvas.sketch.marks
        if not marks:
            super().reject()
            return
        self._is_keeping = True
        self.done_button.setEnabled(False)
        self._hint.setText(_("The sketch is being kept …"))
        is_page = self._evidence.media_type != "image/jpeg"
        work = partial(
            _kept, self._session.opened, self._evidence.id, self.canvas.image(), marks, text_font(), self._page(), is_png=is_page
        )
        run_for(self, self._runner, work, self._on_kept, self._on_failed)

    def _build(self) -> None:
        bar = QWidget()
        flow = FlowLayout(bar, spacing=GRID // 2)
        for button in (*self.tools.values(), *self.inks.values(), self.undo_button, self.redo_button, self.clear_button, self.pages):
            flow.addWidget(button)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        for part in (bar, self.banner):
            column.addWidget(part)
        column.addWidget(self.canvas, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        for tool, button in self.tools.items():
            button.clicked.connect(partial(self._choose_tool, tool))
            QShortcut(QKeySequence(_TOOLS[tool]), self, partial(self._choose_tool, tool))
        for number, (ink, swatch) in enumerate(self.inks.items(), start=1):
            swatch.clicked.connect(partial(self._choose_ink, ink))
            QShortcut(QKeySequence(str(number)), self, partial(self._choose_ink, ink))
        for keys, act in (("Ctrl+Z", self.canvas.undo), ("Ctrl+Y", self.canvas.redo), ("Ctrl+Shift+Z", self.canvas.redo)):
            QShortcut(QKeySequence(keys), self, act)
        self.undo_button.clicked.connect(self.canvas.undo)
        self.redo_button.clicked.connect(self.canvas.redo)
        self.clear_button.clicked.connect(self.canvas.clear)
        self.done_button.clicked.connect(self.keep)
        self.canvas.sketched.connect(self._show_state)
        self.pages.page_chosen.connect(self._load)

    def _page(self) -> int:
        return self.pages.page() if self._evidence.media_type == PDF else 0

    def _load(self, page: int) -> None:
        self.canvas.show_image(QImage(), _("Loading …"))
        run_for(self, self._runner, partial(_picture, self._session.opened, self._evidence, page), self._on_loaded, self._on_load_failed)

    def _on_loaded(self, loaded: tuple[QImage, int]) -> None:
        image, pages = loaded
        self.pages.set_pages(pages)
        self.canvas.show_image(image, _("There is no picture to show of this file."))
        self.canvas.setFocus()

    def _on_load_failed(self, error: Exception) -> None:
        self.canvas.show_image(QImage(), _words(error))

    def _choose_tool(self, tool: Tool, _checked: bool = True) -> None:
        self.canvas.settle()
        self.canvas.tool = tool
        self._show_state()

    def _choose_ink(self, ink: Ink, _checked: bool = True) -> None:
        self.canvas.ink = ink
        self._show_state()

    def _show_state(self) -> None:
        for tool, button in self.tools.items():
            button.setChecked(tool is self.canvas.tool)
        for ink, swatch in self.inks.items():
            swatch.setChecked(ink is self.canvas.ink)
        sketch = self.canvas.sketch
        self.undo_button.setEnabled(sketch.can_undo())
        self.redo_button.setEnabled(sketch.can_redo())
        self.clear_button.setEnabled(bool(sketch.marks))
        self.pages.setEnabled(not sketch.marks)
        if sketch.marks:
            self._hint.setText(_("Closing keeps the sketch as new evidence; the original stays as it is. Clear all to keep nothing."))
        else:
            self._hint.setText(_("Draw with the left button; wheel to zoom, middle button to move. The original stays as it is."))

    def _on_kept(self, evidence: Evidence) -> None:
        self._is_keeping = False
        self.done_button.setEnabled(True)
        if self._session.do(attach_evidence(self._session.assessment, evidence)):
            super().accept()
            self.made.emit(evidence.id)
        else:
            self._show_state()

    def _on_failed(self, error: Exception) -> None:
        self._is_keeping = False
        self.done_button.setEnabled(True)
        self._show_state()
        self.banner.set_message(_words(error), tone=Tone.VETO)
        self.banner.show()


def _picture(opened: OpenAssessment, evidence: Evidence, page: int) -> tuple[QImage, int]:
    if evidence.media_type == PDF:
        return page_image(opened, evidence, page, _PAGE_SIDE)
    return large_image(opened, evidence), 1


def _kept(
    opened: OpenAssessment, original: str, image: QImage, marks: tuple[Mark, ...], font: QFont, page: int, *, is_png: bool
) -> Evidence:
    from evaluator_app.services.marking import kept_revision

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"PNG" if is_png else b"JPEG"))
    if not is_png:
        writer.setQuality(_QUALITY)
    writer.write(marked(image, marks, font))
    return kept_revision(opened, original, bytes(buffer.data().data()), page=page)


def _words(error: Exception) -> str:
    if isinstance(error, UserFacingError):
        return _("{message} {advice} (code {code})").format(message=error.message, advice=error.advice, code=error.code)
    return str(error)
