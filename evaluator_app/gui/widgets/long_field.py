# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A field for a text of several lines that grows with it; Tab leaves it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from evaluator_app.gui.theme import scaled


class LongField(QPlainTextEdit):
    """*Signals:* editing_finished(): the field was left with another text than before."""

    editing_finished = Signal()

    def __init__(self, text: str = "", *, least_lines: int = 2, most_lines: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least_lines, most_lines
        self._entered = text
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.set_text(text)

    def text(self) -> str:
        """Return what stands there, without blanks around it."""
        return self.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Show another text without a signal."""
        self._entered = text
        if text != self.text():
            self.setPlainText(text)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override QWidget.focusOutEvent."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason and self.text() != self._entered.strip():
            self._entered = self.text()
            self.editing_finished.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: other width, other number of lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = min(max(int(self.document().size().height()), self._least), self._most)
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + scaled(20)))
