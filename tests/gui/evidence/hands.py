# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What a person does with evidence, for tests only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.gui.views.evidence.evidence_page import EvidencePage

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
D = TypeVar("D", bound=QDialog)


def press(key: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def write(words: str) -> None:
    """Enter Chinese words where the keyboard is, as an input method does."""
    focused = QApplication.focusWidget()
    assert focused is not None
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(focused, event)


def click(page: EvidencePage, evidence_id: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Click the tile of a piece of evidence."""
    index = page.model.index(page.model.position_of(evidence_id))
    QTest.mouseClick(page.grid.viewport(), LEFT, modifiers, page.grid.visualRect(index).center())


def drag(canvas: QWidget, *points: tuple[int, int], button: Qt.MouseButton = LEFT) -> None:
    """Draw from point to point with a button held."""
    QTest.mousePress(canvas, button, NONE, QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(canvas, QPoint(*point))
    QTest.mouseRelease(canvas, button, NONE, QPoint(*points[-1]))


def turn(canvas: QWidget, notches: int, at: tuple[int, int]) -> None:
    """Turn the wheel over a point; away from oneself is positive."""
    spot = QPointF(*at)
    wheel = QWheelEvent(
        spot,
        QPointF(canvas.mapToGlobal(spot.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, wheel)


def dialog(qtbot: QtBot, kind: type[D]) -> D:
    """Return the one dialog of a kind that is open, once it has the keyboard."""
    found = open_dialogs(kind)
    assert len(found) == 1
    found[0].activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is found[0])
    return found[0]


def open_dialogs(kind: type[D]) -> Sequence[D]:
    """Return the dialogs of a kind that are in sight."""
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]
