# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The photos of an item as tiles; takes new ones by drop, paste or button.

    strip.set_photos([Photo("e1", "09:41 workshop", load=lambda: store.thumbnail("e1"))])

Pictures are fetched one by one while the window is idle, so a long strip never holds it up.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QWidget

from evaluator_app.gui.theme import GRID
from evaluator_app.gui.widgets.flow_layout import FlowLayout
from evaluator_app.gui.widgets.photo_tile import AddTile, Photo, PhotoTile

__all__ = ["Photo", "PhotoStrip"]


class PhotoStrip(QWidget):
    """Arrow keys walk over the tiles, Enter opens, Delete asks to remove, Ctrl+V pastes.

    *Signals:* photo_opened(str) and removal_requested(str): the key of a photo; addition_requested(): the user wants to
    choose files; files_dropped(list): local files as Path, by drop or paste; image_pasted(QImage): a picture without a
    file, by drop or paste.
    """

    photo_opened = Signal(str)
    removal_requested = Signal(str)
    addition_requested = Signal()
    files_dropped = Signal(list)
    image_pasted = Signal(QImage)

    def __init__(self, *, editable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editable = editable
        self._tiles: list[PhotoTile] = []
        self._flow = FlowLayout(self, spacing=GRID)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._add = AddTile()
        self._add.clicked.connect(self.addition_requested)
        self._flow.addWidget(self._add)
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._on_idle_timeout)
        self.set_editable(editable)

    def set_editable(self, editable: bool) -> None:
        """Allow or refuse adding and removing, as for a signed assessment."""
        self._editable = editable
        self.setAcceptDrops(editable)
        self._add.setVisible(editable)
        self.set_photos([tile.photo for tile in self._tiles])

    def photos(self) -> tuple[Photo, ...]:
        """Return the photos shown."""
        return tuple(tile.photo for tile in self._tiles)

    def set_photos(self, photos: Sequence[Photo]) -> None:
        """Show these photos; a tile whose key stays keeps its place in the window, and its picture where that is the same."""
        kept = {tile.photo.key: tile for tile in self._tiles if tile.removable == self._editable}
        if list(kept) == [photo.key for photo in photos] and len(kept) == len(self._tiles):
            for tile, photo in zip(self._tiles, photos, strict=True):
                tile.show_photo(photo)
            self._idle.start()
            return
        gone = [tile for tile in self._tiles if tile.photo.key not in kept]
        focused = next((tile.photo.key for tile in self._tiles if tile.hasFocus()), None)
        self._flow.setEnabled(False)  # else every tile that is shown makes it measure all of them
        for tile in self._tiles:
            self._flow.removeWidget(tile)
        self._tiles = []
        for index, photo in enumerate(photos):
            tile = kept.pop(photo.key) if photo.key in kept else self._new_tile(photo)
            tile.show_photo(photo)
            self._flow.insert_widget(index, tile)
            tile.show()
            self._tiles.append(tile)
            if photo.key == focused:
                tile.setFocus()
        for tile in (*kept.values(), *gone):
            tile.hide()
            tile.deleteLater()
        self._flow.setEnabled(True)
        self._flow.invalidate()
        self._idle.start()
        self.updateGeometry()

    def paste(self) -> bool:
        """Take files or a picture from the clipboard; False when it holds neither."""
        return self._editable and self._take(QGuiApplication.clipboard().mimeData())

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget.changeEvent: its own words in the language in use."""
        if event.type() == QEvent.Type.LanguageChange:
            self._add.retranslate()
            for tile in self._tiles:
                tile.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        if event.matches(QKeySequence.StandardKey.Paste) and self.paste():
            return
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        walk: list[QWidget] = [*self._tiles, *([self._add] if self._editable else [])]
        here = self.focusWidget()
        if step is not None and here in walk:
            walk[min(max(walk.index(here) + step, 0), len(walk) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Override QWidget.dragEnterEvent."""
        if self._editable and (_local_files(event.mimeData()) or event.mimeData().hasImage()):
            event.acceptProposedAction()
            self._add.set_lit(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Override QWidget.dragLeaveEvent."""
        self._add.set_lit(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Override QWidget.dropEvent."""
        self._add.set_lit(False)
        if self._editable and self._take(event.mimeData()):
            event.acceptProposedAction()

    def _new_tile(self, photo: Photo) -> PhotoTile:
        tile = PhotoTile(photo, removable=self._editable, parent=self)
        tile.opened.connect(self.photo_opened)
        tile.removal_requested.connect(self.removal_requested)
        return tile

    def _take(self, mime: QMimeData) -> bool:
        if files := _local_files(mime):
            self.files_dropped.emit(files)
            return True
        if mime.hasImage():
            image = QImage(mime.imageData())
            if not image.isNull():
                self.image_pasted.emit(image)
                return True
        return False

    def _on_idle_timeout(self) -> None:
        waiting = next((tile for tile in self._tiles if not tile.is_loaded()), None)
        if waiting is None:
            self._idle.stop()
        else:
            waiting.load()


def _local_files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
