# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Test of the start: what the first window shows, and what it does without."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from evaluator_app.gui.application import open_window
from evaluator_app.gui.tasks import TaskRunner
from evaluator_app.services.workspace import Workspace

HEAVY = (
    "reportlab",
    "pyhanko",
    "pikepdf",
    "pandas",
    "cryptography",
    "PIL",
    "sqlite_utils",
    "evaluator_app.catalog",
    "evaluator_app.reporting",
    "evaluator_app.domain.criteria",
    "evaluator_app.domain.assessment",
    "evaluator_app.services.assessing",
)
PROGRAM = f"""
import gc, json, sys
from evaluator_app.app import main
from evaluator_app.gui.main_window import MainWindow
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

seen = {{}}

def collectors():
    from evaluator_app.gui.garbage import GarbageCollector
    return QApplication.instance().findChildren(GarbageCollector)

def on_painted(window):
    seen["heavy"] = [name for name in {HEAVY!r} if name in sys.modules]
    seen["rows"] = window.home.table.model().rowCount()
    waiting = QTimer(window, interval=10)
    waiting.timeout.connect(lambda: collectors() and window.close())
    waiting.start()

def run(*_):
    window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
    if window.home.is_painted:
        on_painted(window)
    else:
        window.home.painted.connect(lambda: on_painted(window))
    code = run_loop()
    seen["collects"] = (len(collectors()), gc.isenabled())
    print(json.dumps(seen))
    return code

run_loop, QApplication.exec = QApplication.exec, run
sys.argv[1:] = []
sys.exit(main())
"""


def test_the_first_window_loads_nothing_heavy_and_shows_the_list(
    workspace: Workspace, begin: Callable[..., str], folder: Path, tmp_path: Path
) -> None:
    opened = workspace.open_assessment(begin("青山煤矿"))
    opened.settle()
    workspace.close()
    root = Path(__file__).parents[3]
    environment = {**os.environ, "EVALUATOR_WORKSPACE": str(folder), "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"heavy": [], "rows": 1, "collects": [1, False]}


def test_old_summaries_and_names_of_templates_follow_the_first_sight(
    qtbot: QtBot, workspace: Workspace, begin: Callable[..., str], runner: TaskRunner
) -> None:
    begin("青山煤矿")
    window = open_window(workspace, runner)
    qtbot.addWidget(window)
    model = window.home.model
    qtbot.waitUntil(lambda: window.home.is_painted)
    qtbot.waitUntil(lambda: all(summary.is_current for summary in workspace.summaries()))
    qtbot.waitUntil(lambda: "cn-mnr" not in str(model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)))
    window.close()
