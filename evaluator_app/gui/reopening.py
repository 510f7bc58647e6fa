# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Puts a window on another folder, or on the same one after something was put into it, in the place of the window that is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from evaluator_app.gui.tasks import TaskRunner

if TYPE_CHECKING:
    from evaluator_app.gui.main_window import MainWindow


_windows: list[MainWindow] = []
"""Keeps the window that was opened last: nobody else does."""


def reopen(window: MainWindow, folder: Path, between: Callable[[], object] = lambda: None) -> MainWindow | None:
    """Close a window and its workspace, do something while it is closed, and open the folder; None if that is given up.

    What happens between must not leave the folder half done; its error is raised once there is a window again.
    """
    from evaluator_app.gui.application import open_window, open_workspace

    app = QApplication.instance()
    assert isinstance(app, QApplication)  # noqa: S101 - there is a window
    geometry = window.saveGeometry()
    app.setQuitOnLastWindowClosed(False)
    failure: Exception | None = None
    try:
        window.close()
        try:
            between()
        except Exception as error:  # noqa: BLE001 - raised below, when somebody can see it
            failure = error
        opened = open_workspace(folder)
        if opened is None:
            app.quit()
            return None
        workspace, _restored = opened
        runner = TaskRunner(app)
        fresh = open_window(workspace, runner)
        app.aboutToQuit.connect(runner.close)
        _windows[:] = [fresh]
        fresh.restoreGeometry(geometry)
    finally:
        app.setQuitOnLastWindowClosed(True)
    if failure is not None:
        fresh.messages.show(failure)
    return fresh
