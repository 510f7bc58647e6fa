# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Work beside the window: a plain function runs in a thread, its result comes back to the main thread as a call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")


class Runner(Protocol):
    """Runs jobs; tests use one that runs them at once."""

    def run(self, job: Callable[[], T], *, on_success: Callable[[T], None], on_failure: Callable[[Exception], None]) -> None:
        """Run a job and hand its result, or its error, to one of the two."""


class TaskRunner(QObject):
    """Runs one job after the other in a thread; a job touches no widget and opens its own store."""

    _returned = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with no work."""
        super().__init__(parent)
        self._threads: ThreadPoolExecutor | None = None
        self._is_closed = False
        self._returned.connect(self._on_returned)

    def run(self, job: Callable[[], T], *, on_success: Callable[[T], None], on_failure: Callable[[Exception], None]) -> None:
        """Run a job; on_success or on_failure is called in the main thread. After close() nothing is run any more."""
        if self._is_closed:
            return

        def work() -> None:
            try:
                result = job()
            except Exception as error:  # noqa: BLE001 - handed over whole, nothing is swallowed
                self._returned.emit(lambda error=error: on_failure(error))
            else:
                self._returned.emit(lambda: on_success(result))

        if self._threads is None:
            from concurrent.futures import ThreadPoolExecutor

            self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="task")
        self._threads.submit(work)

    def close(self) -> None:
        """Wait for the job under way and stop."""
        self._is_closed = True
        if self._threads is not None:
            self._threads.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _on_returned(self, call: Callable[[], None]) -> None:
        call()
