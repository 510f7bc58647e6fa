# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Garbage of Python is collected in the main thread alone.

Python collects in whatever thread happens to run. A widget of ours that is garbage is then destroyed in the thread of a task, beside
Qt painting it or handling its events, and sooner or later the program crashes. Widgets that Qt's own classes make are spared that.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class GarbageCollector(QObject):
    """Does in the main thread, every second, what Python would do by itself; Python's own collecting is off until stop()."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Turn Python's own collecting off and begin."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, and with it the younger ones."""
        due = [generation for generation, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > most]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()
