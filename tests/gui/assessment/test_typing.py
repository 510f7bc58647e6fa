# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Nothing typed is lost, and a plain key in a field is never taken for a command."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Outcome
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.item.judgement_row import JudgementRow
from evaluator_app.gui.views.item.value_field import ValueField
from evaluator_app.services.workspace import Workspace

Key = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
"""The offscreen platform says so of every window with a least size."""


def write(field: QWidget | None, words: str) -> None:
    """Enter Chinese words as an input method does."""
    assert field is not None
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


def press(key: Key) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def begin_with_place(view: AssessmentView, session: Session, item: str = "site.zoning") -> None:
    session.look_at(item)
    view.list_panel.list.setFocus()
    press(Key.Key_N)
    write(QApplication.focusWidget(), "采场东侧")


def test_a_new_observation_goes_on_with_the_one_that_has_a_place_and_no_words(view: AssessmentView, session: Session) -> None:
    begin_with_place(view, session)
    editor = view.item_panel.ledger.editor
    view.list_panel.list.setFocus()
    press(Key.Key_N)
    assert editor.place.currentText() == "采场东侧"
    assert editor.words.hasFocus()


@pytest.mark.parametrize("key", [Key.Key_N, Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4])
def test_a_plain_key_in_a_choice_is_no_command(view: AssessmentView, session: Session, key: Key) -> None:
    begin_with_place(view, session)
    editor = view.item_panel.ledger.editor
    editor.fault.setFocus()
    press(key)
    assert editor.place.currentText() == "采场东侧"
    assert editor.fault.hasFocus()
    assert session.assessment.answer("site.zoning").outcome is Outcome.NOT_ASSESSED
    assert view.item_panel.not_applicable.isHidden()


def test_a_place_without_words_waits_while_its_item_is_left(view: AssessmentView, session: Session) -> None:
    begin_with_place(view, session)
    session.look_at("site.signs")
    assert not view.item_panel.ledger.is_editing
    session.look_at("site.zoning")
    editor = view.item_panel.ledger.editor
    assert editor.isVisible()
    assert editor.place.currentText() == "采场东侧"
    assert not session.assessment.observations


def test_escape_keeps_a_place_without_words(view: AssessmentView, session: Session) -> None:
    begin_with_place(view, session)
    press(Key.Key_Escape)
    assert not view.item_panel.ledger.editor.isVisible()
    press(Key.Key_N)
    assert view.item_panel.ledger.editor.place.currentText() == "采场东侧"


def test_a_discarded_observation_does_not_come_back(view: AssessmentView, session: Session) -> None:
    begin_with_place(view, session)
    editor = view.item_panel.ledger.editor
    discard = next(button for button in editor.findChildren(QPushButton) if button.text() in ("Discard", "放弃"))
    QTest.mouseClick(discard, Qt.MouseButton.LeftButton)
    view.item_panel.begin_observation()
    assert editor.place.currentText() == ""


def test_a_place_without_words_outlives_the_screen(session: Session, show: Callable[[Session], AssessmentView]) -> None:
    view = show(session)
    begin_with_place(view, session)
    view.settle()
    view.close()
    other = show(session)
    assert other.item_panel.ledger.editor.place.currentText() == "采场东侧"
    write(other.item_panel.ledger.editor.words, "分界不清")
    other.settle()
    (seen,) = session.assessment.observations_of("site.zoning")
    assert (seen.place, seen.text) == ("采场东侧", "分界不清")
    session.look_at("site.signs")
    session.look_at("site.zoning")
    assert not other.item_panel.ledger.is_editing


def test_a_place_being_typed_is_on_disk_after_a_rest(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    begin_with_place(view, session)
    editor = view.item_panel.ledger.editor
    write(editor.words, "分界不清")
    editor.words.settle()
    editor.place.setFocus()
    write(editor.place, "二号")
    qtbot.waitUntil(lambda: [seen.place for seen in session.assessment.observations.values()] == ["采场东侧二号"])
    assert editor.place.hasFocus()


def test_the_keys_work_from_the_first_moment_and_while_the_keyboard_is_beside_the_screen(
    view: AssessmentView, session: Session, qtbot: QtBot
) -> None:
    window, beside = QWidget(), QPushButton("x")
    column = QVBoxLayout(window)
    column.addWidget(beside)
    column.addWidget(view)
    view.show()
    session.look_at("site.orderliness")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    assert view.list_panel.list.hasFocus()
    beside.setFocus()
    press(Key.Key_1)
    assert session.assessment.answer("site.orderliness").outcome is Outcome.MET
    column.removeWidget(view)
    view.setParent(None)
    window.close()


def recovery_of(view: AssessmentView) -> ValueField:
    values = view.item_panel.form.blocks[0].values
    assert values is not None
    field = values.rows["value"].field
    assert isinstance(field, ValueField)
    return field


def test_enter_after_a_value_leads_to_the_list_and_then_to_the_next_item(view: AssessmentView, session: Session) -> None:
    session.look_at("extraction.recovery")
    field = recovery_of(view)
    field.setFocus()
    write(field, "８０．９７％")
    press(Key.Key_Return)
    assert session.assessment.answer("extraction.recovery").values == {"value": Decimal("80.97")}
    assert view.list_panel.list.hasFocus()
    press(Key.Key_Return)
    assert session.current != "extraction.recovery"


def test_a_number_that_became_a_word_no_longer_counts(view: AssessmentView, session: Session) -> None:
    session.look_at("extraction.recovery")
    field = recovery_of(view)
    field.setFocus()
    write(field, "80.97")
    press(Key.Key_Tab)
    field.setFocus()
    field.selectAll()
    write(field, "八十")
    press(Key.Key_Tab)
    assert not session.assessment.answer("extraction.recovery").values
    assert field.text() == "八十"
    session.undo()
    assert recovery_of(view).text() == "80.97"


def first_expert(view: AssessmentView) -> JudgementRow:
    judgements = view.item_panel.form.blocks[0].judgements
    assert judgements is not None
    return judgements.rows[0]


def test_a_reason_written_before_the_points_waits(new_session: Callable[..., Session], show: Callable[[Session], AssessmentView]) -> None:
    session = new_session(mining_method="open_pit")
    view = show(session)
    session.look_at("extraction.working_face")
    row = first_expert(view)
    row.reason.setFocus()
    write(row.reason, "台账齐全")
    session.look_at("site.zoning")
    session.look_at("extraction.working_face")
    row = first_expert(view)
    assert row.reason.text() == "台账齐全"
    row.points.setFocus()
    write(row.points, "2")
    press(Key.Key_Return)
    assert row.reason.hasFocus()
    given = session.assessment.answer("extraction.working_face").judgements["a1"]
    assert (given.points, given.reason) == (Decimal(2), "台账齐全")


def test_enter_after_a_new_observation_leads_to_the_next_item(view: AssessmentView, session: Session) -> None:
    begin_with_place(view, session)
    press(Key.Key_Return)
    write(view.item_panel.ledger.editor.words, "分界不清")
    press(Key.Key_Return)
    press(Key.Key_Return)
    assert len(session.assessment.observations_of("site.zoning")) == 1
    assert session.current == "site.facilities"
    session.look_at("site.zoning")
    view.item_panel.ledger.focus_table()
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert view.item_panel.ledger.table.hasFocus()


def test_enter_after_not_applicable_leads_to_the_next_item(view: AssessmentView, session: Session) -> None:
    item = next(item.id for item in session.template.indicators() if item.not_applicable)
    session.look_at(item)
    press(Key.Key_3)
    write(view.item_panel.not_applicable.reason, "井工开采，无此设施")
    view.item_panel.not_applicable.confirm.click()
    press(Key.Key_Return)
    assert session.assessment.answer(item).outcome is Outcome.NOT_APPLICABLE
    assert session.current != item


def test_tab_goes_from_the_list_through_the_values_to_the_ledger(view: AssessmentView, session: Session) -> None:
    session.look_at("restoration.management")
    session.look_at("extraction.recovery")
    view.list_panel.list.setFocus()
    QApplication.processEvents()
    passed = []
    for _step in range(8):
        press(Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    assert passed.index(recovery_of(view)) < passed.index(view.item_panel.ledger.add_button)


def test_words_that_cannot_be_saved_stay_in_the_editor_until_they_can(view: AssessmentView, session: Session, workspace: Workspace) -> None:
    session.stand_at("采场")
    session.look_at("site.signs")
    view.list_panel.list.setFocus()
    workspace.store._connection.execute("pragma query_only=on")
    press(Key.Key_N)
    write(QApplication.focusWidget(), "操作牌褪色")
    press(Key.Key_Return)
    editor = view.item_panel.ledger.editor
    assert view.item_panel.ledger.is_editing
    assert editor.words.toPlainText() == "操作牌褪色"
    session.look_at("site.zoning")
    assert not view.item_panel.ledger.is_editing
    session.look_at("site.signs")
    assert editor.words.toPlainText() == "操作牌褪色"
    workspace.store._connection.execute("pragma query_only=off")
    editor.words.setFocus()
    press(Key.Key_Return)
    assert not view.item_panel.ledger.is_editing
    assert [seen.text for seen in session.assessment.observations_of("site.signs")] == ["操作牌褪色"]
    assert not session.observation_drafts
