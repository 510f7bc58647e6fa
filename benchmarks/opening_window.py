# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A window that opens the first assessment of a workspace again and again: `python -m benchmarks.opening_window FOLDER ROUNDS`."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from evaluator_app.gui.garbage import GarbageCollector
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.tasks import TaskRunner
from evaluator_app.gui.theme import apply_theme
from evaluator_app.services.workspace import Workspace


def main(folder: Path, rounds: int) -> None:
    """Open once unmeasured, then several times; print the median and the memory taken at most."""
    app = QApplication([])
    apply_theme(app, "light")
    collector = GarbageCollector(app)  # as the program does; Python's own would collect amid the opening
    runner = TaskRunner()
    window = MainWindow(Workspace(folder), runner)
    window.resize(1440, 900)
    window.show()
    [summary] = window.workspace.summaries()
    times = [_open(window, summary.assessment_id) for _ in range(rounds + 1)][1:]
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": median(times), "megabytes": megabytes}))
    window.close()
    runner.close()
    collector.stop()


def _open(window: MainWindow, assessment_id: str) -> float:
    window.show_home()
    _until_idle()
    begun = perf_counter()
    window.open_assessment(assessment_id)
    _until_idle()
    return perf_counter() - begun


def _until_idle() -> None:
    """Let the window do everything it has to do at once: what is due later, such as a timer of 150 ms, is not waited for."""
    loop = QEventLoop()
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, loop.quit))
    loop.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
