# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The ground of these tests: a real workspace with a mine, photos around it, and the page that shows where they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Assessor, Evidence, Mine
from evaluator_app.domain.changes import attach_evidence, record_observation
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.preferences import Preferences
from evaluator_app.gui.session import Session
from evaluator_app.gui.theme import apply_theme
from evaluator_app.gui.views.ground.ground_page import GroundPage
from evaluator_app.gui.views.item.thumbnail_loader import ThumbnailLoader
from evaluator_app.gui.views.page import PageContext
from evaluator_app.i18n import set_language
from evaluator_app.services.workspace import NewAssessment, Workspace

T = TypeVar("T")
TEAM = (Assessor("a1", "王立新", "高级工程师", "采矿", is_leader=True),)
INSIDE, STRAY = ("114.1480", "39.0220"), ("114.1600", "39.0600")


class AtOnce:
    """A runner that does not wait."""

    def run(self, job: Callable[[], T], *, on_success: Callable[[T], None], on_failure: Callable[[Exception], None]) -> None:
        try:
            result = job()
        except (OSError, ValueError, UserFacingError) as error:
            on_failure(error)
        else:
            on_success(result)


def _quiet(words: str, tone: Tone) -> None:
    """Say nothing over the page."""


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    set_language("en")
    apply_theme(qapp, "light")
    yield
    set_language("zh_CN")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Workspace(tmp_path / "workspace", who="王立新") as workspace:
        entry = workspace.catalog.find("cn-guizhou/green-mine-2024")
        assert entry is not None
        assert entry.template is not None
        facts: dict[str, str | bool] = {"mineral": "coal", "mining_method": "underground", "applies_for_renewal": True}
        opened = workspace.begin(NewAssessment(entry.template, Mine("青石煤矿", facts=facts), team=TEAM))
        begun = Session(opened)
        yield begun
        begun.settle()


@pytest.fixture
def page(session: Session, tmp_path: Path, qtbot: QtBot) -> GroundPage:
    runner, folder = AtOnce(), tmp_path / "workspace"
    loader = ThumbnailLoader(session, runner)
    context = PageContext(session, loader, runner, folder, Preferences(session.opened._store), _quiet)
    made = GroundPage(context)
    session.changed.connect(made.follow)
    made.resize(1440, 900)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.enter()
    return made


def photograph(session: Session, *places: tuple[str, str]) -> None:
    """Attach photos taken at places, the first of a fault of the first item."""
    item = next(session.template.indicators()).id
    seen = session.opened.new_observation(item, "标牌褪色", place="工业广场")
    session.do(record_observation(session.assessment, seen))
    bare = Evidence("", "", "0" * 64, 1, "application/octet-stream")
    session.do(
        attach_evidence(
            session.assessment,
            *(
                replace(
                    bare,
                    id=f"e{number}",
                    name=f"{number}.jpg",
                    longitude=Decimal(x),
                    latitude=Decimal(y),
                    targets=(seen.id,) if number == 0 else (item,),
                )
                for number, (x, y) in enumerate(places)
            ),
        )
    )
