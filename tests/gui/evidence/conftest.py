# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The ground of these tests: a real workspace with photos and a document, and the page of evidence on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Assessor, Evidence, Mine
from evaluator_app.domain.changes import record_observation
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import apply_theme
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.evidence.evidence_page import EvidencePage
from evaluator_app.paths import resource
from evaluator_app.services.workspace import NewAssessment, Workspace
from tests.evidence.test_pages import BLUE, RED_TOP_LEFT, a_document

T = TypeVar("T")
PHOTOS = ("04_workshop.jpg", "05_scattered_rollers.jpg", "07_settling_pond.jpg")
PLAN = "开发利用方案.pdf"


class AtOnce:
    """A runner that does not wait."""

    def run(self, job: Callable[[], T], *, on_success: Callable[[T], None], on_failure: Callable[[Exception], None]) -> None:
        try:
            result = job()
        except Exception as error:  # noqa: BLE001 - handed over whole, as the real one does
            on_failure(error)
        else:
            on_success(result)


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    apply_theme(qapp, "light")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Three photos at 定置管理, of which the second belongs to its observation, and a document that serves nothing."""
    plan = a_document(tmp_path / PLAN, RED_TOP_LEFT, RED_TOP_LEFT, BLUE)
    with Workspace(tmp_path / "workspace", who="王立新") as workspace:
        entry = workspace.catalog.find("cn-mnr/green-mine-2024-coal")
        assert entry is not None
        assert entry.template is not None
        team = (Assessor("a1", "王立新", "高级工程师", "采矿", is_leader=True),)
        opened = workspace.begin(NewAssessment(entry.template, Mine("示例煤矿", facts={"mineral": "coal"}), team=team))
        seen = opened.new_observation("site.orderliness", "托辊露天堆放", place="机修车间")
        opened.do(record_observation(opened.assessment, seen))
        for name, target in zip(PHOTOS, ("site.orderliness", seen.id, "site.orderliness"), strict=True):
            opened.add_files([resource("sample/photos") / name], [target], place="机修车间")
        opened.add_files([plan], [])
        yield Session(opened)


@pytest.fixture
def page(session: Session, tmp_path: Path, qtbot: QtBot) -> Iterator[EvidencePage]:
    view = AssessmentView(session, AtOnce(), tmp_path, Preferences(session.opened._store))
    view.resize(1440, 900)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.show_page("evidence")
    shown = view.findChild(EvidencePage)
    assert shown is not None
    qtbot.waitUntil(shown.grid.hasFocus)
    yield shown
    for left in QApplication.topLevelWidgets():
        left.close()
    view.settle()
    session.settle()
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def named(session: Session, name: str) -> Evidence:
    """Return the evidence of a file name."""
    (found,) = [item for item in session.assessment.evidence.values() if item.name == name]
    return found
