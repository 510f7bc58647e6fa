# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Theme and size of the text, as they are chosen and at once; the language is the window's, since everything is made anew for it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from evaluator_app.gui.palette import ThemeName
from evaluator_app.gui.preferences import TEXT_SIZES, Preferences
from evaluator_app.gui.theme import apply_theme


class Appearance(QObject):
    """Follows the actions that choose it."""

    def __init__(self, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._preferences = preferences

    def connect_actions(self, themes: dict[str, QAction], larger: QAction, smaller: QAction) -> None:
        """Let actions choose."""
        for action in themes.values():
            action.triggered.connect(self._on_theme_chosen)
        larger.triggered.connect(self._on_larger)
        smaller.triggered.connect(self._on_smaller)

    def _on_theme_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._preferences.theme = ThemeName(str(action.data()))
            self._dress()

    def _on_larger(self) -> None:
        self._set_text_px(next((size for size in TEXT_SIZES if size > self._preferences.text_px), TEXT_SIZES[-1]))

    def _on_smaller(self) -> None:
        self._set_text_px(next((size for size in reversed(TEXT_SIZES) if size < self._preferences.text_px), TEXT_SIZES[0]))

    def _set_text_px(self, size: int) -> None:
        self._preferences.text_px = size
        self._dress()

    def _dress(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self._preferences.theme.value, text_px=self._preferences.text_px)
