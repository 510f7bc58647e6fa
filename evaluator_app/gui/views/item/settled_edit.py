# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A field for words that hands them over while one types: on leaving it, and after a short rest."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from evaluator_app.gui.theme import scaled

REST_MS = 800
"""Milliseconds without a key after which words are handed over."""


class SettledEdit(QPlainTextEdit):
    """Grows with its words up to `most_lines`. Tab leaves it; with `finishes` Enter does, and Shift+Enter breaks the line.

    *Signals:* text_settled(str, bool): other words than before; the flag tells whether they go on with the last ones handed over
    while the keyboard was here; finished(): Enter; pictures_offered(QMimeData): pictures or files instead of words, by paste or drop.
    """

    text_settled = Signal(str, bool)
    finished = Signal()
    pictures_offered = Signal(object)

    def __init__(
        self,
        placeholder: str = "",
        *,
        name: str = "",
        least_lines: int = 1,
        most_lines: int = 6,
        finishes: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least, self._most, self._finishes = least_lines, most_lines, finishes
        self._known = ""
        self._continues = False
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.settle)
        self.textChanged.connect(self._on_text_changed)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show words from outside; words being typed are not overwritten."""
        if self._rest.isActive() or text == self._known:
            return
        self._known, self._continues = text, False
        if text != self.toPlainText():
            self.setPlainText(text)
            self._rest.stop()

    def settle(self) -> None:
        """Hand over what has been typed."""
        self._rest.stop()
        text = self.toPlainText()
        if text != self._known:
            self._known = text
            continues, self._continues = self._continues, True
            self.text_settled.emit(text, continues)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override QWidget.focusOutEvent."""
        super().focusOutEvent(event)
        self.settle()
        self._continues = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self._finishes and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.settle()
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Override QPlainTextEdit.canInsertFromMimeData: pictures are taken, too."""
        return _holds_pictures(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Override QPlainTextEdit.insertFromMimeData: pictures are handed on."""
        if _holds_pictures(source):
            self.pictures_offered.emit(source)
        else:
            super().insertFromMimeData(source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _on_text_changed(self) -> None:
        self._fit()
        if self.toPlainText() != self._known:
            self._rest.start()

    def _fit(self) -> None:
        lines = min(max(round(self.document().size().height()), self._least), self._most)
        height = lines * self.fontMetrics().lineSpacing() + scaled(20)
        if height != self.height():
            self.setFixedHeight(height)


def _holds_pictures(source: QMimeData) -> bool:
    return any(url.isLocalFile() for url in source.urls()) or (source.hasImage() and not source.hasText())
