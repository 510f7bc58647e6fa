# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A program that shows its first window, says when it can be used, and closes. Run by the benchmark of the start.

`python -m benchmarks.first_window (bare | program)` prints "painted" and "usable". Qt is imported where each program does.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

PAINTED = "painted"
"""Printed when the window has been drawn for the first time."""
USABLE = "usable"
"""Printed when nothing is left to do and the program waits for its user."""


def watch(app: QApplication) -> None:
    """Say when the window that is about to come up is painted and when it can be used; then close it."""
    from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QObject, QTimer

    class FirstPaint(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() != QEvent.Type.Expose:
                return False
            watched.removeEventFilter(self)
            QCoreApplication.sendEvent(watched, event)  # paints
            say(PAINTED)
            return True

    def on_idle() -> None:
        if said == [PAINTED]:
            say(USABLE)
            QTimer.singleShot(0, app.closeAllWindows)

    def say(word: str) -> None:
        said.append(word)
        sys.stdout.write(f"{word}\n")
        sys.stdout.flush()

    said: list[str] = []
    first_paint = FirstPaint(app)
    if any(window.isExposed() for window in app.topLevelWindows()):  # some platforms paint while the window is being shown
        say(PAINTED)
    for window in () if said else app.topLevelWindows():
        window.installEventFilter(first_paint)
    QAbstractEventDispatcher.instance().aboutToBlock.connect(on_idle)


def bare() -> int:
    """Show a window with one label."""
    from PySide6.QtWidgets import QApplication, QLabel

    app = QApplication(sys.argv[:1])
    label = QLabel("绿色矿山评价")
    label.show()
    watch(app)
    return app.exec()


def program() -> int:
    """Show the window of the program itself; it is watched from the moment it waits for events."""
    from evaluator_app.app import load
    from evaluator_app.paths import default_workspace

    run_window = load()  # in the program's own order: Qt is not imported before

    from PySide6.QtWidgets import QApplication

    def watched(app: QApplication) -> int:
        watch(app)
        return run()

    run = QApplication.exec
    setattr(QApplication, "exec", watched)  # noqa: B010 - a type checker refuses the assignment
    return run_window(sys.argv[:1], default_workspace())


if __name__ == "__main__":
    sys.exit(program() if sys.argv[1:] == ["program"] else bare())
