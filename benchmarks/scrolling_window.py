# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A program that opens an assessment, scrolls its page of evidence end to end by the wheel, and says how long the longest frame took.

Run by the benchmark of scrolling: `python -m benchmarks.scrolling_window WORKSPACE PASSES` prints one JSON object.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from evaluator_app.gui.garbage import GarbageCollector
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.session import Session
from evaluator_app.gui.tasks import TaskRunner
from evaluator_app.gui.theme import apply_theme
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.evidence.evidence_grid import EvidenceGrid
from evaluator_app.services.workspace import Workspace

TICK_MS = 16
"""Between two notches of the wheel: as fast as a screen shows frames."""
NOTCH = 120
REST_MS = 400


class Frames:
    """How long the window was at work each time before it waited for events again."""

    def __init__(self, app: QApplication) -> None:
        dispatcher = QAbstractEventDispatcher.instance(app.thread())
        if dispatcher is None:
            raise RuntimeError("no event loop")
        dispatcher.awake.connect(self._begin)
        dispatcher.aboutToBlock.connect(self._end)
        self._dispatcher = dispatcher
        self._begun: tuple[float, float] | None = None
        self.spans: list[tuple[float, float]] = []
        """Seconds by the clock and by the processor."""

    def _begin(self) -> None:
        if self._begun is None:
            self._begun = (perf_counter(), thread_time())

    def _end(self) -> None:
        if self._begun is not None:
            self.spans.append((perf_counter() - self._begun[0], thread_time() - self._begun[1]))
            self._begun = None


def main(arguments: list[str]) -> int:
    app = QApplication(["scroll"])
    apply_theme(app, "light")
    collector = GarbageCollector(app)
    runner = TaskRunner()
    with Workspace(Path(arguments[0])) as workspace:
        session = Session(workspace.open_assessment(workspace.summaries()[0].assessment_id))
        view = AssessmentView(session, runner, workspace.root, Preferences(workspace.store))
        view.resize(1440, 900)
        view.show()
        view.show_page("evidence")
        _wait(3 * REST_MS)
        grid = view.findChild(EvidenceGrid)
        if grid is None:
            raise RuntimeError("no grid of evidence")
        frames = Frames(app)
        memory: list[float] = []
        notches = 0
        for number in range(int(arguments[1])):
            notches += _scroll(grid, down=number % 2 == 0)
            memory.append(_megabytes())
        spans = list(frames.spans)
        runner.close()
    collector.stop()
    worked = [wall for wall, _processor in spans if wall > 0.0005]
    said = {
        "longest": max(wall for wall, _processor in spans) * 1000,
        "longest_processor": max(processor for _wall, processor in spans) * 1000,
        "median": median(worked) * 1000,
        "over": sum(1 for wall, _processor in spans if wall > 0.050),
        "frames": len(worked),
        "notches": notches,
        "first_pass": memory[0],
        "last_pass": memory[-1],
    }
    print(json.dumps(said))
    return 0


def _scroll(grid: EvidenceGrid, *, down: bool) -> int:
    """Turn the wheel until the end is reached; return how many notches that took."""
    bar = grid.verticalScrollBar()
    loop, timer = QEventLoop(), QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    turned = 0

    def turn() -> None:
        nonlocal turned
        if bar.value() == (bar.maximum() if down else bar.minimum()):
            timer.stop()
            QTimer.singleShot(REST_MS, loop.quit)
            return
        turned += 1
        spot = QPointF(grid.viewport().rect().center())
        way = QPoint(0, -NOTCH if down else NOTCH)
        wheel = QWheelEvent(
            spot,
            QPointF(grid.viewport().mapToGlobal(spot.toPoint())),
            QPoint(),
            way,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(grid.viewport(), wheel)

    timer.timeout.connect(turn)
    timer.start(TICK_MS)
    loop.exec()
    return turned


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _megabytes() -> float:
    """Return the memory that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    import resource

    return pages * resource.getpagesize() / 1024**2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
