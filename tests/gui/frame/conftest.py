# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The ground of these tests: a real workspace in a folder of its own, and the window on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Assessor, Mine
from evaluator_app.gui.dress import use_language
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.tasks import TaskRunner
from evaluator_app.gui.theme import apply_theme
from evaluator_app.i18n import CHINESE
from evaluator_app.services.workspace import NewAssessment, Workspace

FACTS: dict[str, str | bool] = {"mineral": "coal", "mining_method": "underground", "seam_class": "thick"}
TEAM = (Assessor("a1", "王立新", "高级工程师", "采矿", is_leader=True), Assessor("a2", "李敏", "工程师", "环境"))

Begin = Callable[..., str]


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, "light")
    yield
    use_language(CHINESE)
    apply_theme(qapp, "light")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "评估数据"


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    with Workspace(folder) as opened:
        yield opened


@pytest.fixture
def begin(workspace: Workspace) -> Begin:
    """Return what begins an assessment of a mine and returns its id."""

    def begin_one(mine: str = "青山煤矿", *, is_practice: bool = False) -> str:
        entry = workspace.catalog.find("cn-mnr/green-mine-2024-coal")
        assert entry is not None
        assert entry.template is not None
        new = NewAssessment(entry.template, Mine(mine, facts=FACTS), organization="示例评估机构", team=TEAM, is_practice=is_practice)
        return workspace.begin(new).assessment.id

    return begin_one


@pytest.fixture
def runner() -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.close()


@pytest.fixture
def show(qtbot: QtBot, workspace: Workspace, runner: TaskRunner) -> Callable[[], MainWindow]:
    def show_window() -> MainWindow:
        window = MainWindow(workspace, runner)
        window.resize(1440, 900)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return show_window
