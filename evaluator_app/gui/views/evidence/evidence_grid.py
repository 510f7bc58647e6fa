# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Evidence as a grid of tiles that scrolls smoothly however many there are."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSize, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QFrame, QListView, QWidget

from evaluator_app.gui.delegates.evidence_delegate import EvidenceDelegate, picture_size, tile_size
from evaluator_app.gui.models.evidence_model import EvidenceModel
from evaluator_app.gui.views.evidence.picture_stock import PictureStock
from evaluator_app.i18n import _

_EDGE = 4
"""Pixels that Qt wants to have left at the end of a line."""
_STEP = 48
"""Pixels that one notch of the wheel is made of, at three notches' worth a turn."""


class EvidenceGrid(QListView):
    """Arrows walk, Shift and Ctrl choose several, Ctrl+A all.

    *Signals:* opened(str): Enter or a double click on a piece of evidence; key_pressed(str): another key, as one letter or "Del".
    """

    opened = Signal(str)
    key_pressed = Signal(str)

    def __init__(self, model: EvidenceModel, stock: PictureStock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._stock = model, stock
        self.setModel(model)
        self.setItemDelegate(EvidenceDelegate(stock, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Evidence"))
        self.doubleClicked.connect(self._on_double_clicked)
        stock.ready.connect(self._on_picture_ready)

    def chosen(self) -> list[str]:
        """Return what is selected, in the order of the grid."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._model.evidence()[row].id for row in rows]

    def current_id(self) -> str:
        """Return where the keyboard is; empty for nowhere."""
        index = self.currentIndex()
        return self._model.evidence()[index.row()].id if index.isValid() else ""

    def choose(self, ids: Iterable[str], current: str = "") -> None:
        """Select these, and put the keyboard on one of them."""
        positions = {item.id: number for number, item in enumerate(self._model.evidence())}
        rows = sorted(positions[name] for name in ids if name in positions)
        selection = QItemSelection()
        for row in rows:
            selection.select(self._model.index(row), self._model.index(row))
        chooser = self.selectionModel()
        at = positions.get(current, rows[0] if rows else -1)
        if at >= 0:
            chooser.setCurrentIndex(self._model.index(at), QItemSelectionModel.SelectionFlag.NoUpdate)
        chooser.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QListView.keyPressEvent."""
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.key_pressed.emit("Del")
        elif plain and event.text().isalpha():
            self.key_pressed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QListView.resizeEvent: the tiles share the width evenly."""
        self._stock.set_room(picture_size(), self.devicePixelRatioF())
        tile = tile_size()
        room = event.size().width() - _EDGE
        across = max(1, room // tile.width())
        self.setGridSize(QSize(room // across, tile.height()))
        self.verticalScrollBar().setSingleStep(_STEP)
        super().resizeEvent(event)

    def _on_double_clicked(self) -> None:
        if name := self.current_id():
            self.opened.emit(name)

    def _on_picture_ready(self, sha256: str) -> None:
        for row in self._model.positions().get(sha256, ()):
            self.update(self._model.index(row))
