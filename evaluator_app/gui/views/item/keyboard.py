# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Where the keyboard is, for screens that must not disturb someone who types."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget


def holds_keyboard(part: QWidget) -> bool:
    """Tell whether the keyboard is in a part of the screen."""
    focused: QWidget | None = QApplication.focusWidget()
    return focused is not None and (part is focused or part.isAncestorOf(focused))


def holds_keyboard_below(part: QWidget) -> bool:
    """Tell whether the keyboard is in something inside a part of the screen, and not on the part itself."""
    focused: QWidget | None = QApplication.focusWidget()
    return focused is not None and focused is not part and part.isAncestorOf(focused)


def is_typing() -> bool:
    """Tell whether the keyboard is in a field that takes words or numbers, or a choice from a list."""
    focused: QWidget | None = QApplication.focusWidget()
    return focused is not None and takes_words(focused)


def takes_words(field: QWidget) -> bool:
    """Tell whether a piece of the screen is a field that takes words or numbers, or a choice from a list."""
    return isinstance(field, QComboBox) or field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def next_field(part: QWidget) -> QWidget | None:
    """Return the field in a part of the screen that comes after the one with the keyboard; None after the last."""
    focused: QWidget | None = QApplication.focusWidget()
    following = focused.nextInFocusChain() if focused is not None else None
    while following is not None and following is not focused and part.isAncestorOf(following):
        if takes_words(following) and following.isVisible() and following.isEnabled() and following.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return following
        following = following.nextInFocusChain()
    return None
