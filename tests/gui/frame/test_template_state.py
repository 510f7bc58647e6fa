# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""How far a template has come is shown by signed statements, wherever results are: list, header, score, choice of template."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from evaluator_app.domain.template import ApprovalState
from evaluator_app.gui.dialogs.template_step import TemplateStep
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.models.assessments_model import AssessmentsModel
from evaluator_app.gui.widgets.state_badge import StateBadge
from evaluator_app.services import trusting
from evaluator_app.services.approving import approve
from evaluator_app.services.workspace import Workspace
from tests.gui.frame.conftest import Begin
from tests.signing.stewards import AUTHORITY, PASSWORD, Steward, make_steward

Show = Callable[[], MainWindow]
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def steward(workspace: Workspace, tmp_path: Path) -> Steward:
    """Make a steward who is trusted in the workspace."""
    made = make_steward(tmp_path / "steward.p12", begin=NOW - timedelta(days=30))
    trusting.add(workspace.root, made.certificate)
    return made


def state(workspace: Workspace, assessment: str, steward: Steward, stated: ApprovalState) -> None:
    digest = workspace.open_assessment(assessment).assessment.profile.template.digest
    approve(
        digest,
        steward.path,
        PASSWORD,
        workspace=workspace.root,
        state=stated,
        by=AUTHORITY,
        on=date(2026, 11, 20),
        signed_at=NOW,
    )
    workspace.catalog.reload()


def shown(window: MainWindow) -> tuple[bool, str, str]:
    """Return whether the header marks the template, with which word, and what is said beside the score."""
    assert window.page is not None
    mark = window.page.header.draft_mark
    return mark.isVisible(), mark.text(), " ".join(label.text() for label in window.page.findChildren(QLabel))


@pytest.mark.parametrize(
    ("stated", "mark", "words"),
    [
        ((), "模板未经核定", "草案，未经核定"),
        ((ApprovalState.TRIAL,), "模板试行", f"（{AUTHORITY}，2026-11-20）"),
        ((ApprovalState.APPROVED, ApprovalState.WITHDRAWN), "模板已撤回", f"（{AUTHORITY}，2026-11-20）"),
    ],
)
def test_a_template_that_is_not_approved_is_marked_with_how_far_it_has_come(
    stated: tuple[ApprovalState, ...], mark: str, words: str, workspace: Workspace, steward: Steward, show: Show, begin: Begin
) -> None:
    assessment = begin()
    for each in stated:
        state(workspace, assessment, steward, each)
    window = show()
    window.open_assessment(assessment)
    is_marked, word, texts = shown(window)
    assert (is_marked, word) == (True, mark)
    assert "模板未经核定" in texts
    assert words in texts


def test_an_approved_template_is_not_marked(workspace: Workspace, steward: Steward, show: Show, begin: Begin, qtbot: QtBot) -> None:
    assessment = begin()
    state(workspace, assessment, steward, ApprovalState.APPROVED)
    window = show()
    index = window.home.table.model().index(0, 0)
    qtbot.waitUntil(lambda: index.data(AssessmentsModel.ROW_ROLE).template is not None)
    assert index.data(AssessmentsModel.ROW_ROLE).template.is_approved
    window.open_assessment(assessment)
    is_marked, _word, texts = shown(window)
    assert not is_marked
    assert "模板未经核定" not in texts


def test_the_choice_of_a_template_shows_what_was_stated(workspace: Workspace, steward: Steward, begin: Begin, qtbot: QtBot) -> None:
    state(workspace, begin(), steward, ApprovalState.APPROVED)
    step = TemplateStep(workspace.catalog.entries())
    qtbot.addWidget(step)
    approved = [card.entry.status for card in step.cards if "已核定" in {badge.text() for badge in card.findChildren(StateBadge)}]
    assert approved == [ApprovalState.APPROVED]
