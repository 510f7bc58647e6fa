# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Keys that belong to the window also while words are typed; on X11 a text field would take Ctrl+K and delete to the end of its line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget


class FieldKeys(QObject):
    """Keeps some keys from whatever field has the keyboard."""

    def __init__(self, keys: Sequence[str], parent: QObject) -> None:
        """Watch over these keys as long as the parent lives."""
        super().__init__(parent)
        self._keys = [QKeySequence(key) for key in keys]
        self._watched: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return super().eventFilter(watched, event)
        ours = QKeySequence(event.keyCombination()) in self._keys
        if ours:
            event.ignore()
        return ours

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None and old is self._watched:
            old.removeEventFilter(self)
        self._watched = now if isinstance(now, QLineEdit | QTextEdit | QPlainTextEdit) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)
