# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Consistency and practice in the window, by clicks and keys: read beside it, stopped, exported, compared after one is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Observation, Outcome
from evaluator_app.gui.consistency_desk import ConsistencyDesk
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.models.sheet_model import SheetModel
from evaluator_app.gui.views.consistency.consistency_dialog import SHEETS, ConsistencyDialog
from evaluator_app.gui.views.consistency.passages_view import PassagesView
from evaluator_app.gui.views.consistency.plot_view import PlotView
from evaluator_app.gui.views.consistency.practice_dialog import PracticeDialog
from evaluator_app.gui.views.consistency.sheet_view import SheetView
from evaluator_app.services.consistency_tables import Column, ColumnKind, sheet
from evaluator_app.services.practice import FILE_NAME, save_practice
from evaluator_app.services.sample import SAMPLE_ID, ensure_sample
from evaluator_app.services.workspace import Workspace
from tests.gui.frame.hands import dialog_of, press

Show = Callable[[], MainWindow]
Begin = Callable[..., str]
LONG = 60_000
COPIED = "排土场东侧边坡未按设计要求分台阶堆排且坡脚未设置挡土墙"


@pytest.fixture
def firm(workspace: Workspace, begin: Begin) -> None:
    """Make two mines with the same words, <b> among them."""
    for name in ("东山煤矿", "西山煤矿"):
        opened = workspace.open_assessment(begin(name))
        item = next(opened.template.indicators()).id
        opened.do(changes.record_observation(opened.assessment, Observation(f"{name}o", item, f"<b>{COPIED}</b>", "排土场", assessor="a1")))
        opened.do(changes.record_outcome(opened.assessment, item, Outcome.MET))


def shown(window: MainWindow, qtbot: QtBot) -> ConsistencyDialog:
    window.acts.consistency.trigger()
    dialog = dialog_of(window, ConsistencyDialog)
    qtbot.waitUntil(lambda: bool(dialog.tabs), timeout=LONG)
    return dialog


def test_five_questions_have_their_tables_and_a_picture(show: Show, firm: None, qtbot: QtBot) -> None:
    dialog = shown(show(), qtbot)
    assert "共比较 2 个评估" in dialog.counted.text()
    for question in SHEETS:
        dialog.chooser.segment_chosen.emit(question)
        tab = dialog.tabs[question]
        for name in tab.views:
            tab.chooser.segment_chosen.emit(name)
            view = tab.show_view(name)
            assert view.isVisible()
            if isinstance(view, PlotView):
                view.draw()
                assert not view.grab().isNull()


def test_the_keyboard_goes_from_question_to_question(show: Show, firm: None, qtbot: QtBot) -> None:
    dialog = shown(show(), qtbot)
    dialog.chooser.setFocus()
    QTest.keyClick(dialog.chooser, Qt.Key.Key_Right)
    assert dialog.chooser.current() == "decisive"
    assert dialog.tabs["decisive"].isVisible()


def test_enter_on_a_pair_shows_its_words_side_by_side_as_text(show: Show, firm: None, qtbot: QtBot) -> None:
    dialog = shown(show(), qtbot)
    dialog.show_question("texts")
    tab = dialog.tabs["texts"]
    pairs = tab.show_view("texts")
    assert isinstance(pairs, SheetView)
    pairs.table.setFocus()
    pairs.table.setCurrentIndex(pairs.model.index(0, 0))
    QTest.keyClick(pairs.table, Qt.Key.Key_Return)
    passages = tab.show_view("passages")
    assert isinstance(passages, PassagesView)
    assert passages.isVisible()
    assert passages.text.toPlainText().count(f"<b>{COPIED}</b>") == 2  # what people wrote is no markup


def test_tables_and_pictures_are_written_and_what_fails_is_said(
    show: Show, firm: None, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(show(), qtbot)
    wanted = tmp_path / "out.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(wanted), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path))
    press(dialog.excel_button)
    assert wanted.is_file()
    assert str(wanted) in dialog.said.text()
    press(dialog.csv_button)
    assert (tmp_path / "full-marks.csv").is_file()
    wanted = tmp_path / "out.png"
    press(dialog.png_button)
    assert wanted.read_bytes().startswith(b"\x89PNG")
    wanted = tmp_path / "no" / "out.png"
    press(dialog.png_button)
    assert "CON-001" in dialog.said.text()


def test_practice_ones_are_compared_on_demand(show: Show, firm: None, begin: Begin, qtbot: QtBot) -> None:
    begin("练习矿", is_practice=True)
    dialog = shown(show(), qtbot)
    dialog.scope.set_current("practice")
    dialog.scope.segment_chosen.emit("practice")
    qtbot.waitUntil(lambda: "共比较 1 个评估" in dialog.counted.text(), timeout=LONG)


def test_reading_can_be_stopped_and_the_dialog_closed_meanwhile(show: Show, firm: None, qtbot: QtBot) -> None:
    window = show()
    window.acts.consistency.trigger()
    dialog = dialog_of(window, ConsistencyDialog)
    desk = window.findChildren(ConsistencyDesk)[0]
    desk.job.cancel()
    qtbot.waitUntil(lambda: not desk.job.is_running, timeout=LONG)
    if not dialog.tabs:  # on a fast machine everything is read before it can be stopped
        assert "已停止" in dialog.words.text()
    press(dialog.close_button)
    window.acts.consistency.trigger()
    press(dialog_of(window, ConsistencyDialog).close_button)
    assert desk.dialog is None
    again = shown(window, qtbot)  # opened while what was stopped may still be ending
    assert "共比较 2 个评估" in again.counted.text()
    press(again.close_button)
    qtbot.waitUntil(lambda: not desk.job.is_running, timeout=LONG)


def test_the_desk_stays_the_same_when_the_window_is_made_anew(show: Show, firm: None, qtbot: QtBot) -> None:
    window = show()
    window.rebuild()
    assert len(window.findChildren(ConsistencyDesk)) == 1
    assert shown(window, qtbot).isVisible()


def test_columns_are_sorted_by_size_and_what_is_absent_stays_last(qtbot: QtBot) -> None:
    rows = [("b", 10), ("a", None), ("c", 9)]
    model = SheetModel(sheet("x", "X", "", [Column("甲"), Column("乙", ColumnKind.COUNT)], rows))

    def shown_rows() -> list[object]:
        return [model.data(model.index(row, 0)) for row in range(model.rowCount())]

    model.sort(1)
    assert shown_rows() == ["c", "b", "a"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert (shown_rows(), model.source_row(0)) == (["b", "c", "a"], 0)
    model.sort(-1)
    assert shown_rows() == ["b", "a", "c"]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "乙"


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save the sample mine as a practice mine, once."""
    root = tmp_path_factory.mktemp("senior")
    with Workspace(root / "workspace") as workspace:
        ensure_sample(workspace)
        save_practice(workspace.open_assessment(SAMPLE_ID), root / "handed", at=workspace.now(), own_id="m1")
    return root / "handed"


def test_a_practice_mine_is_begun_judged_and_compared_only_after_one_is_done(
    show: Show, handed: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = show()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(handed / FILE_NAME), ""))
    window.acts.practice_begin.trigger()
    assert window.session is not None
    assert window.session.assessment.profile.is_practice
    window.acts.practice_compare.trigger()
    dialog = dialog_of(window, PracticeDialog)
    assert not dialog.excel_button.isVisible()
    assert not dialog.findChildren(SheetView)  # nothing is revealed
    assert dialog.asking.isVisible()
    dialog.asking.action_chosen.emit()
    assert len(dialog.findChildren(SheetView)) == 4
    assert dialog.excel_button.isVisible()
    wanted = tmp_path / "a.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(wanted), ""))
    press(dialog.excel_button)
    assert wanted.is_file()


def test_a_model_answer_can_be_given_later_and_a_wrong_file_is_refused(
    show: Show, handed: Path, workspace: Workspace, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_sample(workspace)
    window = show()
    window.open_assessment(SAMPLE_ID)
    window.acts.practice_compare.trigger()
    dialog = dialog_of(window, PracticeDialog)
    (tmp_path / "wrong.json").write_text("{}", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(tmp_path / "wrong.json"), ""))
    dialog.absent.action_chosen.emit()
    assert "PRA-009" in dialog.said.text()
    dialog.attach(handed / FILE_NAME)
    assert dialog.asking.isVisible()
    assert not dialog.said.isVisible()


def test_a_hostile_model_answer_begins_nothing_and_a_real_assessment_is_not_compared(
    show: Show, begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = begin()
    window = show()
    (tmp_path / "wrong.json").write_text('{"format": "x"}', "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(tmp_path / "wrong.json"), ""))
    window.acts.practice_begin.trigger()
    assert window.session is None
    assert "PRA-009" in window.notice.text()
    window.open_assessment(own)
    window.acts.practice_compare.trigger()
    assert "正式评估" in window.notice.text()
    assert not [dialog for dialog in window.findChildren(PracticeDialog) if dialog.isVisible()]


def test_a_finished_assessment_is_saved_as_a_practice_mine_and_an_open_one_is_not(
    show: Show, workspace: Workspace, begin: Begin, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_sample(workspace)
    own = begin()
    window = show()
    desk = window.findChildren(ConsistencyDesk)[0]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "handed"), ""))
    window.open_assessment(own)
    window.acts.practice_save.trigger()
    qtbot.waitUntil(lambda: not desk.job.is_running, timeout=LONG)
    assert "PRA-001" in window.notice.text()
    window.open_assessment(SAMPLE_ID)
    window.acts.practice_save.trigger()
    qtbot.waitUntil(lambda: (tmp_path / "handed" / FILE_NAME).is_file() and not desk.job.is_running, timeout=LONG)
    assert "练习矿山" in window.notice.text()
