# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The page on what is to be mended, through clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from evaluator_app.domain import changes
from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.changes import Act
from evaluator_app.domain.entry import entry_parts
from evaluator_app.domain.mending import Rectification, RectificationState
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.gui.dress import use_language
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.mending.mending_page import MendingPage
from evaluator_app.gui.views.mending.mending_table import MendingColumn
from evaluator_app.gui.views.mending.mending_words import Shown
from evaluator_app.gui.views.mending.order_dialog import OrderDialog
from evaluator_app.i18n import CHINESE
from evaluator_app.services import mending


@pytest.fixture
def faulty(session: Session) -> Session:
    """Return a session with three faults that took points, and a prerequisite that is unmet."""
    template, assessment = session.template, session.assessment
    facts, tables = template.facts_of(assessment.mine.facts), template.tables_by_id(assessment.day)
    seen = 0
    for indicator in template.indicators():
        part = next((each for each in entry_parts(indicator, facts, tables) if each.takes_faults), None)
        if part is not None and seen < 3:
            observation = session.opened.new_observation(
                indicator.id, f"问题{seen}", place="料场", part=part.path, fault=part.faults[0].id if part.faults else ""
            )
            session.do(changes.record_observation(session.assessment, observation))
            seen += 1
    session.do(changes.record_outcome(session.assessment, template.prerequisites[1].id, Outcome.NOT_MET))
    return session


@pytest.fixture
def page(faulty: Session, show: Callable[[Session], AssessmentView]) -> MendingPage:
    """Show the page with nothing ordered yet."""
    return shown(show(faulty))


def shown(view: AssessmentView) -> MendingPage:
    view.show_page("mending")
    made = view.page("mending")
    assert isinstance(made, MendingPage)
    return made


def today(session: Session) -> date:
    return mending.today_of(session.opened)


def order_all(page: MendingPage, session: Session, due: date | None = None) -> None:
    QTest.mouseClick(page.order_button, Qt.MouseButton.LeftButton)
    dialog = page.window().findChild(OrderDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.responsible, "Li")
    if due:
        QTest.keyClicks(dialog.due, due.isoformat())
    QTest.mouseClick(dialog.order_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def looked_at(page: MendingPage, session: Session) -> Rectification:
    return session.assessment.rectifications[page.table.current()]


def cell(page: MendingPage, column: MendingColumn) -> str:
    item = page.table.item(page.table.currentRow(), column)
    assert item is not None
    return item.text()


def write_in(page: MendingPage, column: MendingColumn, words: str) -> None:
    """Write into a cell of the line that is looked at, by keys."""
    page.table.setCurrentCell(page.table.currentRow(), column)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.viewport().findChildren(QLineEdit)[-1]
    editor.selectAll()
    QTest.keyClicks(editor, words)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def photo_in(folder: Path) -> Path:
    path = folder / "已清理.jpg"
    Image.new("RGB", (400, 300), (20, 120, 60)).save(path)
    return path


def test_an_empty_page_says_what_can_be_ordered_and_all_is_ordered_in_one_act(page: MendingPage, faulty: Session) -> None:
    assert page.empty.isVisible()
    order_all(page, faulty, today(faulty) + timedelta(days=30))
    things = faulty.assessment.rectifications
    assert (len(things), page.table.rowCount(), page.empty.isVisible()) == (4, 4, False)
    assert {each.responsible for each in things.values()} == {"Li"}
    assert (page.order_button.isEnabled(), faulty.undo_text()) == (False, "下达整改")
    faulty.undo()
    QApplication.processEvents()
    assert (faulty.assessment.rectifications, page.empty.isVisible()) == ({}, True)


def test_the_window_stays_on_the_page_when_an_act_is_taken_back(faulty: Session, show: Callable[[Session], AssessmentView]) -> None:
    view = show(faulty)
    page = shown(view)
    order_all(page, faulty)
    write_in(page, MendingColumn.RESPONSIBLE, "Wang")
    faulty.undo()
    assert (view.page_name(), looked_at(page, faulty).responsible) == ("mending", "Li")


def test_only_what_is_ticked_is_ordered(page: MendingPage, faulty: Session) -> None:
    QTest.mouseClick(page.order_button, Qt.MouseButton.LeftButton)
    dialog = page.window().findChild(OrderDialog)
    assert dialog is not None
    for row in range(1, dialog.list.count()):
        dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.order_button.text() == "下达 1 项"
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.order_button.isEnabled()
    dialog.list.item(2).setCheckState(Qt.CheckState.Checked)
    [chosen] = dialog.chosen()
    QTest.mouseClick(dialog.order_button, Qt.MouseButton.LeftButton)
    assert list(faulty.assessment.rectifications) == [chosen]


def test_a_day_that_is_too_late_or_none_is_said_in_the_dialog(page: MendingPage, faulty: Session) -> None:
    QTest.mouseClick(page.order_button, Qt.MouseButton.LeftButton)
    dialog = page.window().findChild(OrderDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.due, "soon")
    QTest.mouseClick(dialog.order_button, Qt.MouseButton.LeftButton)
    assert dialog.due_row.error() == "这不是日期。"
    dialog.due.clear()
    QTest.keyClicks(dialog.due, (today(faulty) + timedelta(days=300)).isoformat())
    QTest.mouseClick(dialog.order_button, Qt.MouseButton.LeftButton)
    assert "国家级绿色矿山名录移出管理工作要求" in dialog.banner.text()
    assert (dialog.isVisible(), faulty.assessment.rectifications) == (True, {})


def test_words_responsible_and_day_are_written_in_place(page: MendingPage, faulty: Session) -> None:
    order_all(page, faulty)
    due = today(faulty) + timedelta(days=10)
    for column, words in ((MendingColumn.DEMAND, "Clean"), (MendingColumn.RESPONSIBLE, "Wang"), (MendingColumn.DUE, f"{due:%Y.%m.%d}")):
        write_in(page, column, words)
    thing = looked_at(page, faulty)
    assert (thing.what, thing.responsible, thing.due_on) == ("Clean", "Wang", due)
    assert (cell(page, MendingColumn.DUE), cell(page, MendingColumn.LEFT)) == (due.isoformat(), "10 天")
    write_in(page, MendingColumn.DUE, " ")
    assert (looked_at(page, faulty).due_on, cell(page, MendingColumn.LEFT)) == (None, "")


@pytest.mark.parametrize("words", ["2099-01-01", "soon"])
def test_a_day_that_is_refused_leaves_what_was_there(page: MendingPage, faulty: Session, words: str) -> None:
    due = today(faulty) + timedelta(days=10)
    order_all(page, faulty, due)
    write_in(page, MendingColumn.DUE, words)
    assert (looked_at(page, faulty).due_on, cell(page, MendingColumn.DUE)) == (due, due.isoformat())


def test_reported_with_a_photo_then_closed_by_who_is_at_the_keyboard(page: MendingPage, faulty: Session, tmp_path: Path) -> None:
    order_all(page, faulty)
    pane = page.pane
    QTest.keyClicks(pane.report, "cleaned")
    pane.report.settle()
    QApplication.processEvents()
    assert (looked_at(page, faulty).state, cell(page, MendingColumn.STATE)) == (RectificationState.REPORTED, "已报整改")
    QTest.keyClicks(pane.words, "seen clean")
    QTest.mouseClick(pane.close_button, Qt.MouseButton.LeftButton)
    assert looked_at(page, faulty).state is RectificationState.REPORTED
    pane.after.files_dropped.emit([photo_in(tmp_path)])
    QApplication.processEvents()
    assert (len(pane.after.photos()), cell(page, MendingColumn.PROOF)) == (1, "1")
    QTest.mouseClick(pane.close_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    thing = looked_at(page, faulty)
    assert (thing.state, thing.words, thing.checked_by, thing.checked_on) == (
        RectificationState.CLOSED, "seen clean", "王立新", today(faulty),
    )  # fmt: skip
    assert (pane.close_button.isVisible(), pane.reopen_button.isVisible(), pane.report.isReadOnly()) == (False, True, True)
    QTest.mouseClick(pane.reopen_button, Qt.MouseButton.LeftButton)
    assert looked_at(page, faulty).state is RectificationState.REPORTED


def test_what_is_not_mended_is_escalated_under_another_name(page: MendingPage, faulty: Session) -> None:
    order_all(page, faulty)
    page.pane.by.setText("Zhao")
    QTest.keyClicks(page.pane.words, "still there")
    QTest.mouseClick(page.pane.escalate_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    thing = looked_at(page, faulty)
    assert (thing.state, thing.checked_by) == (RectificationState.ESCALATED, "Zhao")
    assert (cell(page, MendingColumn.STATE), page.pane.words.toPlainText()) == ("未整改，已上报", "")


def test_words_of_a_recheck_wait_while_another_thing_is_looked_at(page: MendingPage, faulty: Session) -> None:
    order_all(page, faulty)
    QTest.keyClicks(page.pane.words, "half seen")
    page.table.setCurrentCell(1, 0)
    assert page.pane.words.toPlainText() == ""
    page.table.setCurrentCell(0, 0)
    assert page.pane.words.toPlainText() == "half seen"


def test_a_pasted_picture_is_proof_and_can_be_taken_away(page: MendingPage, faulty: Session) -> None:
    order_all(page, faulty)
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    page.pane.after.image_pasted.emit(image)
    [proof] = looked_at(page, faulty).proof
    page.pane.after.removal_requested.emit(proof)
    assert (looked_at(page, faulty).proof, proof in faulty.assessment.evidence) == ((), False)


def test_a_report_that_is_cleared_is_no_report(page: MendingPage, faulty: Session) -> None:
    order_all(page, faulty)
    for words in ("cleaned", ""):
        page.pane.report.setPlainText(words)
        page.pane.report.settle()
    assert (looked_at(page, faulty).state, looked_at(page, faulty).report) == (RectificationState.ORDERED, "")


def test_what_has_changed_since_is_said_and_taken_over_or_withdrawn(page: MendingPage, faulty: Session) -> None:
    order_all(page, faulty)
    thing = next(each for each in faulty.assessment.rectifications.values() if each.observation)
    seen = faulty.assessment.observations[thing.observation]
    faulty.do(changes.record_observation(faulty.assessment, replace(seen, text="另有积水")))
    QApplication.processEvents()
    page.table.look_at(thing.id)
    assert (page.pane.drift.isVisible(), "已修改" in page.pane.drift.text()) == (True, True)
    page.pane.drift.action_chosen.emit()
    QApplication.processEvents()
    assert (looked_at(page, faulty).problem, page.pane.drift.isVisible()) == ("另有积水", False)
    faulty.do(changes.remove_observation(faulty.assessment, seen.id))
    QApplication.processEvents()
    page.table.look_at(thing.id)
    assert "已删除" in page.pane.drift.text()
    page.pane.drift.action_chosen.emit()
    assert thing.id not in faulty.assessment.rectifications


def test_parts_of_the_list_are_counted_and_shown(page: MendingPage, faulty: Session) -> None:
    order_all(page, faulty)
    thing = looked_at(page, faulty)
    late = replace(thing, ordered_on=today(faulty) - timedelta(days=30), due_on=today(faulty) - timedelta(days=3))
    faulty.do(mending.edit(faulty.opened, late))
    QApplication.processEvents()
    assert {part: chip.count() for part, chip in page.chips.items()} == {
        Shown.ALL: 4, Shown.OPEN: 4, Shown.LATE: 1, Shown.REPORTED: 0, Shown.CLOSED: 0,
    }  # fmt: skip
    QTest.mouseClick(page.chips[Shown.LATE], Qt.MouseButton.LeftButton)
    assert (page.table.rowCount(), page.table.current(), cell(page, MendingColumn.LEFT)) == (1, thing.id, "逾期 3 天")


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".xlsx"])
def test_list_and_notice_are_written(page: MendingPage, faulty: Session, tmp_path: Path, ending: str) -> None:
    order_all(page, faulty)
    menu = page.documents_menu(is_notice=True)
    assert len(menu.actions()) == 3
    for name, is_notice in (("list", False), ("notice", True)):
        page.write(tmp_path / f"{name}{ending}", is_notice=is_notice)
        assert (tmp_path / f"{name}{ending}").stat().st_size > 1000


def test_an_item_is_one_click_away(faulty: Session, show: Callable[[Session], AssessmentView]) -> None:
    view = show(faulty)
    page = shown(view)
    order_all(page, faulty)
    thing = next(each for each in faulty.assessment.rectifications.values() if each.observation)
    page.table.look_at(thing.id)
    QTest.mouseClick(page.pane.link, Qt.MouseButton.LeftButton)
    assert (view.page_name(), faulty.current) == ("items", thing.target)


def test_the_page_works_when_the_findings_are_signed(faulty: Session, show: Callable[[Session], AssessmentView], tmp_path: Path) -> None:
    for status in (AssessmentStatus.COMPLETED, AssessmentStatus.SIGNED):
        faulty.do(changes.change_status(faulty.assessment, status))
    view = show(faulty)
    page = shown(view)
    order_all(page, faulty)
    write_in(page, MendingColumn.RESPONSIBLE, "Wang")
    page.pane.after.files_dropped.emit([photo_in(tmp_path)])
    assert (looked_at(page, faulty).responsible, len(looked_at(page, faulty).proof)) == ("Wang", 1)
    assert faulty.opened.undo_state.undoable[0].act is Act.FOLLOW_MENDING
    seen = next(iter(faulty.assessment.observations.values()))
    assert not faulty.do(changes.remove_observation(faulty.assessment, seen.id))


def test_the_bar_counts_what_is_overdue(faulty: Session, show: Callable[[Session], AssessmentView], qtbot: QtBot) -> None:
    past = today(faulty) - timedelta(days=40)
    faulty.do(mending.order(faulty.opened, on=past, due_on=past + timedelta(days=10)))
    view = show(faulty)
    qtbot.waitUntil(lambda: any(view.bar.tabs.tabText(number) == "整改  4" for number in range(view.bar.tabs.count())))


@pytest.mark.parametrize("language", [CHINESE, "en"])
def test_no_tab_of_the_bar_is_cut_in_a_narrow_window(faulty: Session, show: Callable[[Session], AssessmentView], language: str) -> None:
    use_language(language)
    try:
        view = show(faulty)
        view.resize(930, 700)
        for page, count in (("prerequisites", 12), ("quality", 152), ("mending", 12)):
            view.bar.show_count(page, count)
        QApplication.processEvents()
        tabs = view.bar.tabs
        last = tabs.tabRect(tabs.count() - 1)
        assert last.right() <= tabs.width()
    finally:
        use_language(CHINESE)
