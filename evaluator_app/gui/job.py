# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One long piece of work of a page: runs beside the window, says how far it is, can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from evaluator_app.gui.tasks import Runner

T = TypeVar("T")


class Job(QObject):
    """Its owner must outlive the work: pages do not close while `is_running`.

    *Signals:* progressed(int, int): done and all, never while nothing is known; ended(): after success and failure alike.
    """

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, runner: Runner, parent: QObject) -> None:
        """Work in a runner."""
        super().__init__(parent)
        self._runner = runner
        self._stop = Event()
        self.is_running = False

    def start(self, work: Callable[[], T], *, on_success: Callable[[T], None], on_failure: Callable[[Exception], None]) -> None:
        """Run the work; what it returns or raises comes back in the main thread."""

        def succeed(result: T) -> None:
            self._end()
            on_success(result)

        def fail(error: Exception) -> None:
            self._end()
            on_failure(error)

        self._stop.clear()
        self.is_running = True
        self._runner.run(work, on_success=succeed, on_failure=fail)

    def report(self, done: int, everything: int) -> None:
        """Say from within the work how far it is."""
        self.progressed.emit(done, everything)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._stop.set()

    def is_cancelled(self) -> bool:
        """Tell the work whether it has been asked to stop."""
        return self._stop.is_set()

    def _end(self) -> None:
        self.is_running = False
        self.ended.emit()
