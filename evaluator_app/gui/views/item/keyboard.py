# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where the keyboard is, for screens that must not disturb someone who types."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def holds_keyboard(part: QWidget) -> bool:
    """Tell whether the keyboard is in a part of the screen."""
    focused: QWidget | None = QApplication.focusWidget()
    return focused is not None and (part is focused or part.isAncestorOf(focused))


def holds_keyboard_below(part: QWidget) -> bool:
    """Tell whether the keyboard is in something inside a part of the screen, and not on the part itself."""
    focused: QWidget | None = QApplication.focusWidget()
    return focused is not None and part.isAncestorOf(focused)


def is_typing() -> bool:
    """Tell whether the keyboard is in a field that takes words or numbers."""
    focused: QWidget | None = QApplication.focusWidget()
    return focused is not None and focused.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
