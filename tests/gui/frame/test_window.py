# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the window around an assessment: undo, language, theme, details, crash, close."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app import i18n
from evaluator_app.domain.assessment import Outcome
from evaluator_app.gui import theme
from evaluator_app.gui.dialogs.assessment_details_dialog import AssessmentDetailsDialog
from evaluator_app.gui.dialogs.keys_dialog import KeysDialog
from evaluator_app.gui.dialogs.person_dialog import PersonDialog
from evaluator_app.gui.dialogs.report_dialog import ReportDialog
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.tasks import TaskRunner
from evaluator_app.services.workspace import Workspace
from tests.gui.frame.hands import dialog_of, press

Show = Callable[[], MainWindow]
Begin = Callable[..., str]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(show: Show, begin: Begin) -> MainWindow:
    shown = show()
    shown.open_assessment(begin())
    assert shown.session is not None
    return shown


def verdict(window: MainWindow, item: str) -> Outcome:
    assert window.session is not None
    return window.session.assessment.answer(item).outcome


def crash(workspace: Workspace) -> None:
    """Leave the workspace as a killed process does."""
    workspace.store._connection.close()
    workspace.store._lock.release()
    workspace.store._is_open = False


def first_item(window: MainWindow) -> str:
    assert window.session is not None
    return next(window.session.template.indicators()).id


def test_opening_an_assessment_shows_no_stray_windows(show: Show, begin: Begin, qapp: QApplication) -> None:
    window, shown = show(), []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(watched)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    window.open_assessment(begin())
    window.acts.details.trigger()
    dialog = dialog_of(window, AssessmentDetailsDialog)
    dialog.accept()
    window.acts.report.trigger()
    report = dialog_of(window, ReportDialog)
    report.reject()
    qapp.removeEventFilter(watch)
    assert shown == [dialog, report]


def test_undo_and_redo_carry_the_name_of_the_act(window: MainWindow) -> None:
    item = first_item(window)
    assert not window.acts.undo.isEnabled()
    window.session.record_verdict(item, Outcome.MET)  # type: ignore[union-attr]
    assert window.acts.undo.text().startswith("撤销：记录评定结果")
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert verdict(window, item) is Outcome.NOT_ASSESSED
    assert window.acts.redo.text().startswith("重做：")
    assert window.page is not None
    press(window.page.header.redo_button)
    assert verdict(window, item) is Outcome.MET


def test_the_footer_says_when_the_last_act_was_saved(window: MainWindow) -> None:
    assert window.page is not None
    window.session.record_verdict(first_item(window), Outcome.MET)  # type: ignore[union-attr]
    assert window.page.footer.saved_text().startswith("已保存 ")


def test_the_header_names_mine_marks_and_progress(show: Show, begin: Begin) -> None:
    window = show()
    window.open_assessment(begin("练习矿", is_practice=True))
    assert window.page is not None
    header = window.page.header
    assert header.practice_mark.isVisible()
    assert header.draft_mark.isVisible()
    assert header.stages._remark.endswith("/45")
    assert "练习矿" in window.windowTitle()


def test_the_language_changes_at_once_and_stays_at_the_same_item(window: MainWindow, qtbot: QtBot) -> None:
    assert window.session is not None
    item = list(window.session.template.indicators())[3].id
    window.session.look_at(item)
    window.session.record_verdict(item, Outcome.MET)
    window.acts.languages[i18n.ENGLISH].trigger()
    qtbot.waitUntil(lambda: window.acts.undo.text().startswith("Undo: "))
    assert window.preferences.language == i18n.ENGLISH
    assert window.session.current == item
    assert window.page is not None
    assert window.page.view.item_panel.target == item
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert verdict(window, item) is Outcome.NOT_ASSESSED
    window.acts.home.trigger()
    assert any(label.text() == "Green mine assessments" for label in window.home.findChildren(QLabel))


def test_words_being_typed_survive_a_change_of_language(window: MainWindow, qtbot: QtBot) -> None:
    assert window.page is not None
    assert window.session is not None
    item = first_item(window)
    panel = window.page.view.item_panel
    remark = panel.remark
    remark.setFocus()
    QTest.keyClicks(remark, "half typed")
    window.acts.languages[i18n.ENGLISH].trigger()
    qtbot.waitUntil(lambda: window.acts.home.text() == "All assessments")
    assert window.session.assessment.findings[item].remark == "half typed"


def test_theme_and_text_size_change_at_once_and_are_remembered(window: MainWindow, workspace: Workspace) -> None:
    window.acts.themes["sunlight"].trigger()
    assert theme.palette().name == "sunlight"
    QTest.keyClick(window, Qt.Key.Key_Plus, CTRL)
    assert theme.text_px() == 16
    assert workspace.store.get_preference("theme") == "sunlight"
    assert workspace.store.get_preference("text_px") == "16"


def test_leaving_renews_the_list_and_selects_what_was_open(window: MainWindow, workspace: Workspace) -> None:
    window.session.record_verdict(first_item(window), Outcome.MET)  # type: ignore[union-attr]
    QTest.keyClick(window, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert window.session is None
    assert window.home.isVisible()
    assert workspace.summaries()[0].is_current
    assert not window.acts.undo.isEnabled()


def test_details_are_saved_field_by_field_and_can_be_undone(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    dialog = dialog_of(window, AssessmentDetailsDialog)
    name = dialog.mine_form.name
    name.setFocus()
    QTest.keyClicks(name, " No. 2")
    QTest.keyClick(name, Qt.Key.Key_Tab)
    assert window.session is not None
    assert window.session.assessment.mine.name == "青山煤矿 No. 2"
    QTest.keyClicks(dialog.mine_form.operator, "Qingshan")
    press(dialog.close_button)
    assert window.session.assessment.mine.operator == "Qingshan"
    window.session.undo()
    window.session.undo()
    assert window.session.assessment.mine.name == "青山煤矿"
    assert window.session.assessment.mine.facts["seam_class"] == "thick"


def test_a_team_change_is_one_act_and_the_name_stays_required(window: MainWindow) -> None:
    window.acts.details.trigger()
    dialog = dialog_of(window, AssessmentDetailsDialog)
    assert window.session is not None
    press(dialog.team_editor.add_button)
    line = dialog.team_editor.lines[-1]
    line.specialty.setText("安全")
    line.specialty.editingFinished.emit()
    assert len(window.session.assessment.team) == 2
    line.name.setText("赵强")
    line.name.editingFinished.emit()
    assert "赵强" in {member.name for member in window.session.assessment.team.values()}
    window.session.undo()
    assert "赵强" not in {member.name for member in window.session.assessment.team.values()}


def test_all_keys_are_listed(window: MainWindow) -> None:
    window.acts.keys.trigger()
    dialog = dialog_of(window, KeysDialog)
    words = {label.text() for label in dialog.findChildren(QLabel)} | {button.text() for button in dialog.findChildren(QPushButton)}
    assert {"Ctrl+Z", "撤销", "Ctrl+N", "新建评估", "N"} <= words


def test_who_works_here_is_asked_once_and_signs_the_acts(window: MainWindow) -> None:
    window.acts.person.trigger()
    dialog = dialog_of(window, PersonDialog)
    press(dialog.keep_button)
    assert dialog.row.error() == "请填写姓名。"
    dialog.name.setText("李敏")
    press(dialog.keep_button)
    window.session.record_verdict(first_item(window), Outcome.MET)  # type: ignore[union-attr]
    assert window.session is not None
    assert window.session.opened.journal[-1].who == "李敏"
    assert window.session.opened.assessor_id == "a2"


def test_after_a_crash_the_window_returns_to_the_same_item(begin: Begin, workspace: Workspace, folder: Path, qtbot: QtBot) -> None:
    opened = workspace.open_assessment(begin())
    item = list(opened.template.indicators())[5]
    opened.remember(item.id)
    crash(workspace)
    runner = TaskRunner()
    with Workspace(folder) as again:
        window = MainWindow(again, runner)
        qtbot.addWidget(window)
        window.show()
        assert window.continue_after_crash()
        assert window.session is not None
        assert window.session.current == item.id
        assert item.title in window.notice.text()
        window.close()
    runner.close()
    with Workspace(folder) as last:
        assert last.store.recovered is None


def test_closing_keeps_what_is_typed_and_lets_the_folder_go(window: MainWindow, folder: Path, qapp: QApplication) -> None:
    assert window.page is not None
    assert window.session is not None
    opened, item = window.session.assessment.id, first_item(window)
    remark = window.page.view.item_panel.remark
    remark.setFocus()
    QTest.keyClicks(remark, "last words")
    window.resize(1000, 700)
    window.close()
    with Workspace(folder) as again:
        assert again.open_assessment(opened).assessment.findings[item].remark == "last words"
        assert again.store.recovered is None
        assert again.store.get_preference("geometry")
