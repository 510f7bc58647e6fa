# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A field for words that are said once: Enter says them, Shift+Enter breaks the line, Escape leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from evaluator_app.gui.theme import scaled


class SayField(QPlainTextEdit):
    """Grows with its words. *Signals:* said(str): Enter, with words; left(): Escape."""

    said = Signal(str)
    left = Signal()

    def __init__(self, placeholder: str, *, most_lines: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most_lines
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """Return the words, without blanks around them."""
        return self.toPlainText().strip()

    def say(self) -> None:
        """Say the words that stand there."""
        if self.text():
            self.said.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.say()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: other width, other number of lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        lines = min(max(round(self.document().size().height()), 1), self._most)
        height = lines * self.fontMetrics().lineSpacing() + scaled(20)
        if height != self.height():
            self.setFixedHeight(height)
