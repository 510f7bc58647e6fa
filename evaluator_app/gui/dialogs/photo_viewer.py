# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A photo in large, with what it says about itself, and its neighbors by arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluator_app.domain.assessment import Evidence
from evaluator_app.gui.theme import GRID, TextRole, color
from evaluator_app.gui.views.item.thumbnail_loader import ThumbnailLoader
from evaluator_app.gui.widgets.action_button import ActionButton, ButtonKind
from evaluator_app.gui.widgets.elided_label import ElidedLabel
from evaluator_app.gui.widgets.text_label import TextLabel
from evaluator_app.i18n import _

_SIDE = 1600


class _Picture(QWidget):
    """The picture as large as there is room, never enlarged beyond its own size."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._image = QImage()
        self._words = ""

    def show_image(self, image: QImage, words: str) -> None:
        """Show a picture, or words where there is none."""
        self._image, self._words = image, words
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), color("sunken"))
        if self._image.isNull():
            painter.setPen(color("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
            return
        size = self._image.size()
        if size.width() > self.width() or size.height() > self.height():
            size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(0, 0, size.width(), size.height())
        box.moveCenter(QRectF(self.rect()).center())
        painter.drawImage(box, self._image)


class PhotoViewer(QDialog):
    """Left and Right walk, Delete takes the photo away, Escape closes. *Signals:* removal_requested(str): the id of the evidence."""

    removal_requested = Signal(str)

    def __init__(self, evidence: Sequence[Evidence], current: str, loader: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evidence = list(evidence)
        self._place = next((n for n, item in enumerate(self._evidence) if item.id == current), 0)
        self._loader = loader
        self.setWindowTitle(_("Evidence"))
        self._picture = _Picture()
        self._title = ElidedLabel(role=TextRole.STRONG)
        self._facts = TextLabel(role=TextRole.SMALL, wraps=True, selectable=True)
        self._back = ActionButton(_("Previous"), icon_name="back")
        self._next = ActionButton(_("Next"), icon_name="next")
        remove = ActionButton(_("Take away"), kind=ButtonKind.DANGER, icon_name="trash")
        close = ActionButton(_("Close"))
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for button in (self._back, self._next):
            line.addWidget(button)
        line.addStretch(1)
        for button in (remove, close):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(self._picture, 1)
        column.addWidget(self._title)
        column.addWidget(self._facts)
        column.addLayout(line)
        self._back.clicked.connect(self.go_back)
        self._next.clicked.connect(self.go_on)
        remove.clicked.connect(self._on_remove_clicked)
        close.clicked.connect(self.reject)
        loader.loaded.connect(self._on_loaded)
        room = (parent.size() if parent else QGuiApplication.primaryScreen().availableSize()) * 0.86
        self.resize(room.expandedTo(QSize(480, 360)))
        self._show()

    @property
    def current(self) -> str:
        """Id of the evidence shown; empty for none."""
        return self._evidence[self._place].id if self._evidence else ""

    def go_on(self) -> None:
        """Show the next one."""
        self._place = min(self._place + 1, len(self._evidence) - 1)
        self._show()

    def go_back(self) -> None:
        """Show the one before."""
        self._place = max(self._place - 1, 0)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QDialog.keyPressEvent."""
        acts = {Qt.Key.Key_Right: self.go_on, Qt.Key.Key_Left: self.go_back, Qt.Key.Key_Delete: self._on_remove_clicked}
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _show(self) -> None:
        if not self._evidence:
            self.reject()
            return
        shown = self._evidence[self._place]
        data = self._loader.picture(shown, _SIDE)
        words = _("Loading …") if data is None else _("There is no picture to show of this file.")
        self._picture.show_image(QImage.fromData(QByteArray(data)) if data else QImage(), words)
        self._picture.setAccessibleName(shown.name)
        self._title.set_text(f"{self._place + 1} / {len(self._evidence)}   {shown.caption or shown.name}")
        self._facts.setText(_facts(shown))
        self._back.setEnabled(self._place > 0)
        self._next.setEnabled(self._place < len(self._evidence) - 1)

    def _on_loaded(self, sha256: str, side: int) -> None:
        if side == _SIDE and self._evidence and self._evidence[self._place].sha256 == sha256:
            self._show()

    def _on_remove_clicked(self) -> None:
        removed = self._evidence.pop(self._place)
        self._place = max(min(self._place, len(self._evidence) - 1), 0)
        self.removal_requested.emit(removed.id)
        self._show()


def _facts(evidence: Evidence) -> str:
    taken = evidence.taken_at.replace("T", " ")
    position = f"{evidence.latitude}, {evidence.longitude}" if evidence.latitude is not None and evidence.longitude is not None else ""
    return "   ·   ".join(
        (
            _("taken {time}").format(time=taken) if taken else _("the file names no time"),
            _("position {position}").format(position=position) if position else _("the file names no position"),
            *(part for part in (evidence.place, evidence.device) if part),
            _("{size} KB").format(size=max(1, evidence.size // 1024)),
            f"SHA-256 {evidence.sha256[:12]}…",
        )
    )
