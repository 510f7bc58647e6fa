# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The item panel, driven by real keys and clicks: verdicts, observations, values, not applicable."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.domain.applicability import NotApplicableKind
from evaluator_app.domain.assessment import Outcome
from evaluator_app.gui.models.indicator_model import IndicatorModel
from evaluator_app.gui.models.item_state import ItemState
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.item.value_field import ValueField

Key = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
"""The offscreen platform says so of every window with a least size."""


def write(field: QWidget | None, words: str) -> None:
    """Enter Chinese words as an input method does."""
    assert field is not None
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


def press(qtbot: QtBot, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def row_of(view: AssessmentView, item: str) -> object:
    model = view.list_panel.model
    return model.index(model.position(item), 0).data(IndicatorModel.ROW_ROLE)


def test_a_digit_records_the_verdict_and_the_score_moves(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.orderliness")
    press(qtbot, Key.Key_1)
    assert session.assessment.answer("site.orderliness").outcome is Outcome.MET
    row = view.list_panel.model.row(view.list_panel.model.position("site.orderliness"))
    assert row.state is ItemState.DONE
    assert row.points == "2 / 2"
    assert "2" in view.score_pane.total.accessibleName()
    assert view.item_panel.verdicts.buttons[Outcome.MET].isChecked()
    assert "+2" in view.score_pane.last_act.text()


def test_a_click_on_a_verdict_records_it_and_what_was_being_typed(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("restoration.fund")
    view.list_panel.list.setFocus()
    QTest.mouseClick(view.item_panel.verdicts.buttons[Outcome.PENDING], Qt.MouseButton.LeftButton)
    assert session.assessment.answer("restoration.fund").outcome is Outcome.PENDING
    assert view.item_panel.reason.hasFocus()
    write(view.item_panel.reason, "等待基金缴存凭证")
    QTest.mouseClick(view.item_panel.verdicts.buttons[Outcome.MET], Qt.MouseButton.LeftButton)
    answer = session.assessment.answer("restoration.fund")
    assert (answer.outcome, answer.reason) == (Outcome.MET, "等待基金缴存凭证")
    assert [key for key, button in view.item_panel.verdicts.buttons.items() if button.isChecked()] == [Outcome.MET]


def test_enter_goes_to_the_next_item_of_the_list(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.zoning")
    press(qtbot, Key.Key_1)
    press(qtbot, Key.Key_Return)
    assert session.current == "site.facilities"
    assert "A1.2" in view.item_panel.header.accessibleName()


def test_control_and_arrows_walk_and_f8_finds_the_next_open_item(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.zoning")
    control = Qt.KeyboardModifier.ControlModifier
    press(qtbot, Key.Key_Down, control)
    assert session.current == "site.facilities"
    press(qtbot, Key.Key_Up, control)
    assert session.current == "site.zoning"
    session.record_verdict("site.facilities", Outcome.MET)
    press(qtbot, Key.Key_F8)
    assert session.current == "site.signs"


def test_a_problem_with_an_observation_lowers_the_score_in_pane_and_list(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.orderliness")
    press(qtbot, Key.Key_1)
    press(qtbot, Key.Key_N)
    editor = view.item_panel.ledger.editor
    write(QApplication.focusWidget(), "机修车间东侧")
    press(qtbot, Key.Key_Return)
    assert editor.words.hasFocus()
    write(editor.words, "废旧托辊露天堆放")
    press(qtbot, Key.Key_Return)
    (seen,) = session.assessment.observations_of("site.orderliness")
    assert (seen.place, seen.text, seen.count, seen.assessor) == ("机修车间东侧", "废旧托辊露天堆放", 1, "a1")
    assert not editor.isVisible()
    assert view.list_panel.model.row(view.list_panel.model.position("site.orderliness")).points == "1.5 / 2"
    assert session.rating.total.secured == Decimal("1.5")
    assert "1.5" in view.score_pane.total.accessibleName()
    ledger = view.item_panel.ledger.model
    assert [ledger.index(0, column).data() for column in range(5)] == ["机修车间东侧", "1", "废旧托辊露天堆放", "—", "−0.5"]


def test_what_is_beyond_the_floor_is_shown_as_nothing_left(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.signs")
    for count in (10, 1):
        view.item_panel.begin_observation()
        editor = view.item_panel.ledger.editor
        editor.place.setEditText("井口")
        editor.count.setValue(count)
        write(editor.words, "标识缺失")
        QTest.mouseClick(editor._done, Qt.MouseButton.LeftButton)
    model = view.item_panel.ledger.model
    assert model.index(0, 4).data() == "−1"
    assert model.index(1, 4).data() == "0，已扣完"


def test_words_half_typed_are_on_disk_after_a_rest(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.orderliness")
    view.item_panel.begin_observation()
    write(view.item_panel.ledger.editor.words, "锚杆与油桶")
    qtbot.waitUntil(lambda: bool(session.assessment.observations), timeout=4000)
    (seen,) = session.assessment.observations.values()
    assert seen.text == "锚杆与油桶"


def test_going_on_saves_what_is_being_typed(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.orderliness")
    view.item_panel.remark.setFocus()
    write(view.item_panel.remark, "下午再看一次")
    press(qtbot, Key.Key_F8)
    assert session.assessment.findings["site.orderliness"].remark == "下午再看一次"
    session.look_at("site.orderliness")
    assert view.item_panel.remark.toPlainText() == "下午再看一次"


def test_what_is_being_typed_stays_with_its_item_when_another_comes_up(view: AssessmentView, session: Session) -> None:
    session.look_at("site.orderliness")
    view.item_panel.remark.setFocus()
    write(view.item_panel.remark, "下午再看一次")
    session.look_at("site.zoning")
    assert session.assessment.findings["site.orderliness"].remark == "下午再看一次"
    assert "site.zoning" not in session.assessment.findings
    assert view.item_panel.remark.toPlainText() == ""


def test_digits_and_letters_in_a_field_are_words_and_no_verdicts(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.orderliness")
    for field in (view.item_panel.remark, view.list_panel.search):
        field.setFocus()
        for key in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_N):
            press(qtbot, key)
    assert view.item_panel.remark.toPlainText().lower() == "1234n"
    assert view.list_panel.search.text().lower() == "1234n"
    assert session.assessment.answer("site.orderliness").outcome is Outcome.NOT_ASSESSED
    assert not view.item_panel.ledger.is_editing


def test_the_count_of_an_observation_takes_digits(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.orderliness")
    view.item_panel.begin_observation()
    view.item_panel.ledger.editor.count.setFocus()
    view.item_panel.ledger.editor.count.selectAll()
    press(qtbot, Key.Key_3)
    assert view.item_panel.ledger.editor.count.value() == 3
    assert session.assessment.answer("site.orderliness").outcome is Outcome.NOT_ASSESSED


@pytest.mark.parametrize(("typed", "points"), [("75", "2 / 2"), ("74.9", "0 / 2"), ("７６", "2 / 2")])
def test_the_recovery_is_compared_with_the_limit_of_the_seam(
    view: AssessmentView, session: Session, qtbot: QtBot, typed: str, points: str
) -> None:
    session.look_at("extraction.recovery")
    field = view.item_panel.form.blocks[0].values.rows["value"].field  # type: ignore[union-attr]
    assert isinstance(field, ValueField)
    field.setFocus()
    write(field, typed)
    press(qtbot, Key.Key_Tab)
    assert view.list_panel.model.row(view.list_panel.model.position("extraction.recovery")).points == points
    assert "75" in view.item_panel.form.blocks[0].result.text()


def test_text_that_is_no_number_is_kept_and_named(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("extraction.recovery")
    values = view.item_panel.form.blocks[0].values
    assert values is not None
    row = values.rows["value"]
    row.field.setFocus()
    write(row.field, "约75")
    press(qtbot, Key.Key_Tab)
    assert "约75" in row.error()
    assert not session.assessment.answer("extraction.recovery").values
    session.look_at("site.zoning")
    session.look_at("extraction.recovery")
    again = view.item_panel.form.blocks[0].values
    assert again is not None
    assert again.rows["value"].field.property("text") == "约75"
    assert "约75" in again.rows["value"].error()


def test_key_1_on_an_item_of_values_explains_and_records_nothing(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("extraction.recovery")
    press(qtbot, Key.Key_1)
    assert session.assessment.answer("extraction.recovery").outcome is Outcome.NOT_ASSESSED
    assert "数值" in view.item_panel.banner.text()
    assert isinstance(QApplication.focusWidget(), ValueField)


def test_each_part_of_a_composed_item_is_judged_by_itself(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("restoration.management")
    blocks = {block.part.path: block for block in view.item_panel.form.blocks}
    control = blocks["organization"].verdict
    assert control is not None
    control.setFocus()
    press(qtbot, Key.Key_Right)
    assert session.assessment.answer("restoration.management", "organization").outcome is Outcome.MET
    assert session.card.items_by_id()["restoration.management"].award.awarded == blocks["organization"].part.max_score


def test_a_panel_gives_points_with_reasons_within_bounds(
    new_session: Callable[..., Session], show: Callable[[Session], AssessmentView], qtbot: QtBot
) -> None:
    session = new_session(mining_method="open_pit")
    view = show(session)
    session.look_at("extraction.working_face")
    judgements = view.item_panel.form.blocks[0].judgements
    assert judgements is not None
    assert len(judgements.rows) == 2
    for row, points, reason in zip(judgements.rows, ("4", "9"), ("平台规整", "边坡有浮石"), strict=True):
        row.points.setFocus()
        write(row.points, points)
        row.reason.setFocus()
        write(row.reason, reason)
        press(qtbot, Key.Key_Tab)
    given = session.assessment.answer("extraction.working_face").judgements
    assert {who: judgement.points for who, judgement in given.items()} == {"a1": Decimal(4)}
    assert judgements.rows[1].points.text() == "9"
    judgements.rows[1].points.setFocus()
    judgements.rows[1].points.selectAll()
    write(judgements.rows[1].points, "5")
    press(qtbot, Key.Key_Tab)
    assert session.card.items_by_id()["extraction.working_face"].award.awarded == Decimal("4.5")
    assert "4.5" in view.item_panel.form.blocks[0].result.text()
    assert view.item_panel.header._gap.isVisible()


def test_key_3_is_refused_with_a_sentence_where_the_template_does_not_allow_it(
    view: AssessmentView, session: Session, qtbot: QtBot
) -> None:
    session.look_at("site.orderliness")
    press(qtbot, Key.Key_3)
    assert view.item_panel.banner.isVisible()
    assert "不允许" in view.item_panel.banner.text()
    assert session.assessment.answer("site.orderliness").outcome is Outcome.NOT_ASSESSED
    assert not view.item_panel.verdicts.buttons[Outcome.NOT_APPLICABLE].isChecked()


def test_not_applicable_needs_a_reason(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("low_carbon.acid_water")
    press(qtbot, Key.Key_3)
    panel = view.item_panel.not_applicable
    assert panel.isVisible()
    QTest.mouseClick(panel.confirm, Qt.MouseButton.LeftButton)
    assert session.assessment.answer("low_carbon.acid_water").outcome is Outcome.NOT_ASSESSED
    write(panel.reason, "矿石不产酸，有鉴定报告")
    QTest.mouseClick(panel.confirm, Qt.MouseButton.LeftButton)
    answer = session.assessment.answer("low_carbon.acid_water")
    assert answer.not_applicable is not None
    assert answer.not_applicable.kind is NotApplicableKind.EXCLUDED
    assert answer.not_applicable.reason == "矿石不产酸，有鉴定报告"
    assert view.list_panel.model.row(view.list_panel.model.position("low_carbon.acid_water")).state is ItemState.NOT_APPLICABLE


def test_undo_by_the_session_brings_the_screen_back(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.orderliness")
    press(qtbot, Key.Key_1)
    session.look_at("site.zoning")
    session.undo()
    assert session.current == "site.orderliness"
    assert not view.item_panel.verdicts.buttons[Outcome.MET].isChecked()
    assert view.list_panel.model.row(view.list_panel.model.position("site.orderliness")).state is ItemState.OPEN
    assert view.list_panel.list.currentIndex().data(IndicatorModel.ROW_ROLE) == row_of(view, "site.orderliness")


def test_delete_removes_an_observation_and_the_banner_takes_it_back(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.orderliness")
    view.item_panel.begin_observation()
    write(view.item_panel.ledger.editor.words, "油桶混放")
    press(qtbot, Key.Key_Escape)
    view.item_panel.ledger.focus_table()
    assert view.item_panel.ledger.table.hasFocus()
    press(qtbot, Key.Key_Delete)
    assert not session.assessment.observations
    view.item_panel.banner.action_chosen.emit()
    assert [seen.text for seen in session.assessment.observations.values()] == ["油桶混放"]


def test_an_observation_taken_back_by_undo_leaves_the_editor(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.orderliness")
    view.item_panel.begin_observation()
    write(view.item_panel.ledger.editor.words, "油桶混放")
    view.item_panel.ledger.editor.words.settle()
    session.undo()
    session.look_at("site.zoning")
    assert not session.assessment.observations


def test_a_named_fault_is_picked_and_takes_its_own_points(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    session.look_at("site.zoning")
    view.item_panel.begin_observation()
    editor = view.item_panel.ledger.editor
    write(editor.words, "办公区与生产区混杂")
    assert editor.fault.isVisible()
    editor.fault.setFocus()
    press(qtbot, Key.Key_Down)
    editor.close_editor()
    (seen,) = session.assessment.observations_of("site.zoning")
    assert seen.fault
    assert session.card.items_by_id()["site.zoning"].award.lost > 0


def test_the_model_tells_only_of_the_rows_an_act_bears_on(view: AssessmentView, session: Session) -> None:
    told: list[str] = []

    def note(first: QModelIndex, last: QModelIndex) -> None:
        told.append(first.data(IndicatorModel.ROW_ROLE).code)

    view.list_panel.model.dataChanged.connect(note)
    session.record_verdict("site.orderliness", Outcome.MET)
    assert sorted(told) == ["A", "A1", "A1.4"]
