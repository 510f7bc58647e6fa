# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A widget that is garbage is destroyed in the main thread, even while a task makes Python collect."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.gui.garbage import GarbageCollector
from evaluator_app.gui.tasks import TaskRunner


class Endless(QWidget):
    """A widget that only the collector can end: it holds itself."""

    def __init__(self, ended: list[str]) -> None:
        super().__init__()
        self.itself = self
        self.destroyed.connect(lambda: ended.append(threading.current_thread().name), Qt.ConnectionType.DirectConnection)


def made_in_a_task(qtbot: QtBot) -> None:
    """Let a task make so many objects that Python would collect in its thread."""
    runner, done = TaskRunner(), list[int]()
    runner.run(lambda: len([[number] for number in range(50_000)]), on_success=done.append, on_failure=lambda error: done.append(-1))
    qtbot.waitUntil(lambda: bool(done))
    runner.close()
    assert done == [50_000]


def test_a_task_never_destroys_a_widget(qtbot: QtBot) -> None:
    ended: list[str] = []
    Endless(ended)
    made_in_a_task(qtbot)
    gc.collect()
    assert ended == ["MainThread"]


def test_what_is_due_is_collected_every_second(qtbot: QtBot) -> None:
    ended: list[str] = []
    Endless(ended)
    kept = [[number] for number in range(50_000)]
    qtbot.waitUntil(lambda: ended == ["MainThread"], timeout=5000)
    assert len(kept) == 50_000


def test_python_collects_by_itself_again_afterwards(qapp: QApplication) -> None:
    collector = GarbageCollector(qapp)
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
    collector.deleteLater()
