# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the list of assessments, through clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from evaluator_app.gui.dialogs.new_assessment_dialog import NewAssessmentDialog
from evaluator_app.gui.human_time import human_time
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.models.assessments_model import AssessmentsModel, Column
from evaluator_app.gui.models.assessments_proxy import AssessmentsProxy, Shelf
from evaluator_app.services.workspace import Workspace
from tests.gui.frame.hands import button_named, dialog_of, press

Show = Callable[[], MainWindow]
Begin = Callable[..., str]
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def mines(window: MainWindow) -> list[str]:
    model = window.home.table.model()
    return [str(model.index(row, Column.MINE).data()) for row in range(model.rowCount())]


def test_an_empty_workspace_says_what_to_do_and_begins_it(show: Show) -> None:
    window = show()
    assert window.home.first.isVisible()
    press(button_named(window.home.first, "新建评估"))
    assert dialog_of(window, NewAssessmentDialog).step() == 0


def test_enter_opens_the_assessment_changed_last(show: Show, begin: Begin) -> None:
    begin("旧矿")
    newest = begin("新矿")
    window = show()
    assert mines(window) == ["新矿", "旧矿"]
    window.home.focus_list()
    QTest.keyClick(window.home.table, Qt.Key.Key_Return)
    assert window.session is not None
    assert window.session.assessment.id == newest


def test_a_double_click_opens_the_row_under_it(show: Show, begin: Begin) -> None:
    oldest = begin("旧矿")
    begin("新矿")
    window = show()
    table = window.home.table
    point = table.visualRect(table.model().index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert window.session is not None
    assert window.session.assessment.id == oldest


def test_what_was_not_computed_is_computed_when_the_hands_rest(show: Show, begin: Begin, workspace: Workspace, qtbot: QtBot) -> None:
    begin()
    assert not workspace.summaries()[0].is_current
    window = show()
    qtbot.waitUntil(lambda: workspace.summaries()[0].is_current)
    model = window.home.table.model()
    qtbot.waitUntil(lambda: str(model.index(0, Column.PROGRESS).data()).endswith("/45"))
    assert model.index(0, Column.VERDICT).data() == "待定"


def test_the_list_names_templates_and_marks_drafts(show: Show, begin: Begin, qtbot: QtBot) -> None:
    begin()
    window = show()
    model = window.home.table.model()  # an index of before the list was renewed must not be asked
    qtbot.waitUntil(lambda: model.index(0, 0).data(AssessmentsModel.ROW_ROLE).template is not None)
    row = model.index(0, 0).data(AssessmentsModel.ROW_ROLE)
    assert row.template_line.startswith("国家级绿色矿山建设评价指标")
    assert not row.template.is_approved


def test_searching_leaves_what_has_all_the_words(show: Show, begin: Begin) -> None:
    begin("青山煤矿")
    begin("白石铁矿")
    window = show()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.home.search.hasFocus()
    window.home.search.setText("白石")
    assert mines(window) == ["白石铁矿"]
    window.home.search.setText("白石 青山")
    assert mines(window) == []
    assert not window.home.table.isVisible()


def test_a_removed_assessment_comes_back_from_the_banner(show: Show, begin: Begin, workspace: Workspace) -> None:
    begin("青山煤矿")
    window = show()
    window.home.focus_list()
    QTest.keyClick(window.home.table, Qt.Key.Key_Delete)
    assert workspace.summaries() == ()
    assert "青山煤矿" in window.notice.text()
    press(button_named(window.notice, "还原"))
    assert mines(window) == ["青山煤矿"]
    assert not window.notice.isVisible()


def test_a_removed_assessment_comes_back_from_the_trash(show: Show, begin: Begin, workspace: Workspace) -> None:
    begin("青山煤矿")
    begin("白石铁矿")
    window = show()
    window.home.focus_list()
    press(window.home.remove_button)
    press(window.home._chips[Shelf.TRASH])
    assert mines(window) == ["白石铁矿"]
    assert not window.home.open_button.isEnabled()
    press(button_named(window.home, "还原"))
    assert len(workspace.summaries()) == 2
    assert workspace.store.removed() == ()


def test_narrow_lists_drop_columns_but_never_the_mine_and_its_verdict(show: Show, begin: Begin) -> None:
    begin()
    window = show()
    window.resize(640, 480)
    table = window.home.table
    assert table.isColumnHidden(Column.STAGE)
    assert not table.isColumnHidden(Column.MINE)
    assert not table.isColumnHidden(Column.VERDICT)
    assert table.columnWidth(Column.MINE) > 120


def test_the_models_keep_the_rules_of_models(begin: Begin, workspace: Workspace, qtmodeltester: ModelTester) -> None:
    begin("青山煤矿")
    begin("白石铁矿", is_practice=True)
    model = AssessmentsModel(workspace.now)
    proxy = AssessmentsProxy()
    proxy.setSourceModel(model)
    model.set_summaries(workspace.summaries())
    proxy.search("青山")
    assert proxy.rowCount() == 1
    for checked in (model, proxy):
        qtmodeltester.check(checked)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=20), "刚刚"),
        (timedelta(minutes=5), "5 分钟前"),
        (timedelta(days=400), "2025-10-17"),
    ],
)
def test_moments_are_said_as_people_say_them(ago: timedelta, words: str) -> None:
    assert human_time(NOW - ago, NOW) == words
