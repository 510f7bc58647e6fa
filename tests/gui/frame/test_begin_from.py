# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Beginning from an assessment of the list, and from the dialog of a new one, by real clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from evaluator_app.domain.changes import record_observation
from evaluator_app.domain.mending_course import not_ordered, order
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.gui.dialogs.begin_from_dialog import BeginFromDialog
from evaluator_app.gui.dialogs.new_assessment_dialog import NewAssessmentDialog
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.models.assessments_model import AssessmentsModel
from evaluator_app.gui.views.rounds.rounds_page import RoundsPage
from evaluator_app.services.workspace import Workspace
from tests.gui.frame.hands import dialog_of, press

Show = Callable[[], MainWindow]


@pytest.fixture
def earlier(workspace: Workspace, begin: Callable[..., str]) -> str:
    """Return the id of an assessment with a fault that was ordered to be put right."""
    opened = workspace.open_assessment(begin())
    opened.do(record_observation(opened.assessment, opened.new_observation("site.signs", "缺 3 块标识牌", place="井口")))
    things = not_ordered(opened.template, opened.assessment, opened.card)
    opened.do(order(opened.template, opened.assessment, things, on=date(2026, 3, 1)))
    opened.settle()
    return opened.assessment.id


def dialog(window: MainWindow) -> BeginFromDialog:
    window.resize(1400, 800)
    window.home.table.selectRow(0)
    press(window.home.begin_button)
    return dialog_of(window, BeginFromDialog)


def test_a_recheck_begins_from_the_list_and_opens_at_what_is_to_be_verified(show: Show, earlier: str, workspace: Workspace) -> None:
    window = show()
    shown = dialog(window)
    assert shown.kind.kind() is AssessmentKind.RECHECK
    assert "1 条问题列入待复核清单。" in shown.outlook.text()
    assert not shown.new_edition.isVisible()
    shown.person.setText("张工")
    press(shown.faulty_items)
    press(shown.begin_button)
    assert window.session is not None
    assessment = window.session.assessment
    assert (assessment.profile.follows, assessment.profile.scope, workspace.who) == (earlier, ("site.signs",), "张工")
    assert window.page is not None
    assert isinstance(window.page.view.page("rounds"), RoundsPage)
    assert "1 条问题已列入待复核清单" in window.notice.text()


def test_what_is_missing_is_said_and_nothing_begins(show: Show, earlier: str, workspace: Workspace) -> None:
    shown = dialog(show())
    shown.person.setText(" ")
    shown.visit_from.setText("2026-05-02")
    shown.visit_to.setText("2026-05-01")
    press(shown.begin_button)
    assert shown.isVisible()
    assert shown.person_row.error()
    assert shown.to_row.error()
    shown.visit_to.setText("五月")
    press(shown.begin_button)
    assert "2026-05-12" in shown.to_row.error()
    assert len(workspace.summaries()) == 1


def test_a_scope_is_offered_to_kinds_that_may_be_partial_alone(show: Show, earlier: str) -> None:
    shown = dialog(show())
    assert shown.all_items.isVisible()
    shown.kind.setFocus()
    for _step in range(4):
        QTest.keyClick(shown.kind, Qt.Key.Key_Up)
    assert shown.kind.kind() is AssessmentKind.THIRD_PARTY
    assert not shown.all_items.isVisible()


@pytest.mark.qt_log_ignore("grabbing the keyboard", "support raise", "propagateSizeHints")
def test_the_menu_of_a_row_offers_it_where_there_is_no_room_for_a_button(show: Show, earlier: str) -> None:
    window = show()
    window.resize(930, 700)
    window.home.table.selectRow(0)
    assert not window.home.begin_button.isVisible()
    window.home.table.customContextMenuRequested.emit(QPoint(20, 20))
    menu = window.home.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if action.text() == "接续这次评估…").trigger()
    assert dialog_of(window, BeginFromDialog).isVisible()


def test_the_dialog_of_a_new_assessment_leads_there(show: Show, earlier: str) -> None:
    window = show()
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    new = dialog_of(window, NewAssessmentDialog)
    assert new.earlier_button.isVisible()
    menu = new.earlier_choices()
    menu.triggered.connect(new._on_earlier_chosen)
    menu.actions()[0].trigger()
    assert not new.isVisible()
    assert dialog_of(window, BeginFromDialog).isVisible()


def test_the_list_tells_kinds_apart_and_gives_no_points_to_a_part(show: Show, earlier: str) -> None:
    window = show()
    shown = dialog(window)
    shown.person.setText("张工")
    press(shown.begin_button)
    window.show_home()
    rows = [window.home.model.index(row, 0).data(AssessmentsModel.ROW_ROLE) for row in range(2)]
    by_kind = {row.summary.kind: row for row in rows}
    assert by_kind[AssessmentKind.RECHECK].template_line.startswith("整改复核 · ")
    assert " · " not in by_kind[AssessmentKind.THIRD_PARTY].template_line.removesuffix(" · 2024-draft.2")
    assert by_kind[AssessmentKind.RECHECK].verdict is None
    assert by_kind[AssessmentKind.THIRD_PARTY].verdict is not None


def test_an_empty_list_offers_nothing_to_begin_from(show: Show) -> None:
    window = show()
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert not dialog_of(window, NewAssessmentDialog).earlier_button.isVisible()
