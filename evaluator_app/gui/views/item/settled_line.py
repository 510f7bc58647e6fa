# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A one-line field for words that hands them over on leaving it, on Enter, and after a short rest."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from evaluator_app.gui.views.item.settled_edit import REST_MS


class SettledLine(QLineEdit):
    """*Signals:* text_settled(str, bool): other words than before, and whether they go on with the last ones."""

    text_settled = Signal(str, bool)

    def __init__(self, placeholder: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self._continues = False
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.settle)
        self.textEdited.connect(self._on_text_edited)
        self.editingFinished.connect(self._on_editing_finished)

    def show_text(self, text: str) -> None:
        """Show words from outside; words being typed are not overwritten."""
        if self._rest.isActive() or text == self._known:
            return
        self._known, self._continues = text, False
        self.setText(text)

    def settle(self) -> None:
        """Hand over what has been typed."""
        self._rest.stop()
        if self.text() != self._known:
            self._known = self.text()
            continues, self._continues = self._continues, True
            self.text_settled.emit(self._known, continues)

    def _on_text_edited(self, text: str) -> None:
        self._rest.start()

    def _on_editing_finished(self) -> None:
        self.settle()
        self._continues = False
