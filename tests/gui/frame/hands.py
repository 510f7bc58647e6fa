# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a person does at the window, for tests only."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

D = TypeVar("D", bound=QDialog)


def press(button: QWidget) -> None:
    """Click a button; it must be in sight and enabled."""
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def dialog_of(window: QWidget, kind: type[D]) -> D:
    """Return the dialog of a kind that is open over a window, once it has the keyboard."""
    found = next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())
    found.activateWindow()
    for _moment in range(100):
        if QApplication.activeWindow() is found:
            break
        QTest.qWait(10)
    return found


def button_named(parent: QWidget, words: str) -> QAbstractButton:
    """Return the visible button with these words."""
    return next(button for button in parent.findChildren(QAbstractButton) if button.text() == words and button.isVisible())
