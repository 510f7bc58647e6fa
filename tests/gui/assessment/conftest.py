# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The ground of these tests: a real workspace with the shipped template, and the screen on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Assessor, Mine
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import apply_theme
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.services.workspace import NewAssessment, Workspace

T = TypeVar("T")
TEAM = (
    Assessor("a1", "王立新", "高级工程师", "采矿", is_leader=True),
    Assessor("a2", "李敏", "高级工程师", "环境"),
)
FACTS: dict[str, str | bool] = {
    "mineral": "coal",
    "mining_method": "underground",
    "coal_mining_technology": "conventional",
    "seam_class": "thick",
}


class AtOnce:
    """A runner that does not wait."""

    def run(self, job: Callable[[], T], *, on_success: Callable[[T], None], on_failure: Callable[[Exception], None]) -> None:
        try:
            result = job()
        except (OSError, ValueError) as error:
            on_failure(error)
        else:
            on_success(result)


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    apply_theme(qapp, "light")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "workspace", who="王立新") as opened:
        yield opened


@pytest.fixture
def new_session(workspace: Workspace) -> Iterator[Callable[..., Session]]:
    begun: list[Session] = []

    def begin(**facts: str | bool) -> Session:
        entry = workspace.catalog.find("cn-mnr/green-mine-2024-coal")
        assert entry is not None
        assert entry.template is not None
        mine = Mine("示例煤矿", facts={**FACTS, **facts})
        begun.append(Session(workspace.begin(NewAssessment(entry.template, mine, organization="示例评估机构", team=TEAM))))
        return begun[-1]

    yield begin
    for session in begun:
        session.settle()


@pytest.fixture
def session(new_session: Callable[..., Session]) -> Session:
    return new_session()


@pytest.fixture
def show(qtbot: QtBot, workspace: Workspace) -> Callable[[Session], AssessmentView]:
    def open_view(session: Session) -> AssessmentView:
        view = AssessmentView(session, AtOnce(), workspace.root, Preferences(workspace.store))
        view.resize(1440, 900)
        qtbot.addWidget(view)
        with qtbot.waitActive(view):
            view.show()
            view.activateWindow()
        view.list_panel.list.setFocus()
        return view

    return open_view


@pytest.fixture
def view(session: Session, show: Callable[[Session], AssessmentView]) -> AssessmentView:
    return show(session)
