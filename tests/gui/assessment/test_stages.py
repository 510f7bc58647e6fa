# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The page of the stages, the dialog that puts the facts to the mine, and the panel's points, by real clicks, keys and strokes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import TitleGrade
from evaluator_app.domain.changes import record_observation
from evaluator_app.domain.facts_sheet import sheets
from evaluator_app.domain.forms.definition import Stage
from evaluator_app.domain.stages import WayKind
from evaluator_app.gui.dialogs.assessment_details_dialog import AssessmentDetailsDialog
from evaluator_app.gui.dialogs.facts_sheet_dialog import FactsSheetDialog
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.forms.form_dialog import FormDialog
from evaluator_app.gui.views.item.judgement_table import JudgementTable
from evaluator_app.gui.views.stages.forms_card import FormsCard, StageFormLine
from evaluator_app.gui.views.stages.stage_cards import NeedLine, NeedsCard
from evaluator_app.gui.views.stages.stages_page import StagesPage
from evaluator_app.services.member_ids import MemberIds

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LEFT = Qt.MouseButton.LeftButton


def compose(field: QWidget, words: str) -> None:
    """Type words as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


@pytest.fixture
def page(view: AssessmentView, session: Session) -> StagesPage:
    seen = session.opened.new_observation("site.signs", "操作牌褪色，字迹不清", place="井口")
    session.do(record_observation(session.assessment, seen))
    view.show_page("stages")
    shown = view.page("stages")
    assert isinstance(shown, StagesPage)
    return shown


def choose(page: StagesPage, stage: Stage) -> None:
    QTest.mouseClick(page.row.tiles[stage], LEFT)


def press_need(page: StagesPage, kind: WayKind, name: str = "") -> None:
    lines = [line for line in page.findChildren(NeedLine) if line.need.way.kind is kind and name in ("", line.need.way.id)]
    lines[0].setFocus()
    QTest.keyClick(lines[0], Qt.Key.Key_Space)


def dialog_of(qtbot: QtBot, kind: type[QDialog]) -> QDialog:
    """Return the dialog of a kind that has come up, once the keyboard is in it."""

    def shown() -> list[QDialog]:
        return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    [dialog] = shown()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_the_page_begins_where_the_work_is_and_keys_walk_the_row(page: StagesPage, qtbot: QtBot) -> None:
    assert page.row.tiles[Stage.SITE].isChecked()
    assert "当前阶段" in page.row.tiles[Stage.SITE].accessibleName()
    page.row.tiles[Stage.SITE].setFocus()
    QTest.keyClick(page.row.tiles[Stage.SITE], Qt.Key.Key_Right)
    assert page.row.tiles[Stage.DISCUSSION].hasFocus()
    QTest.keyClick(page.row.tiles[Stage.DISCUSSION], Qt.Key.Key_Home)
    assert page.row.tiles[Stage.PREPARATION].isChecked()


def test_each_line_leads_where_it_can_be_done(page: StagesPage, view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    choose(page, Stage.PREPARATION)
    with qtbot.waitSignal(view.details_requested):
        press_need(page, WayKind.DETAILS)
    choose(page, Stage.REPORT)
    with qtbot.waitSignal(view.report_requested):
        press_need(page, WayKind.REPORT)
    press_need(page, WayKind.PAGE)
    assert view.page_name() == "quality"
    view.show_page("stages")
    choose(page, Stage.DESK_REVIEW)
    press_need(page, WayKind.TARGET)
    assert view.page_name() == "prerequisites"


def test_a_form_is_begun_from_its_line_and_its_state_follows(page: StagesPage, session: Session, qtbot: QtBot) -> None:
    choose(page, Stage.OPENING_MEETING)
    press_need(page, WayKind.FORM, "sign_in")
    dialog = dialog_of(qtbot, FormDialog)
    assert [record.form for record in session.assessment.form_records.values()] == ["sign_in@1"]
    dialog.accept()
    page.refresh()
    choose(page, Stage.PREPARATION)
    lines = page.findChildren(FormsCard)[-1].lines
    assert [(line.form.id, line.target) for line in lines] == [("independence", "a1"), ("independence", "a2"), ("team_sheet", "")]
    QTest.mouseClick(lines[1], LEFT)
    dialog_of(qtbot, FormDialog).accept()
    assert {record.target for record in session.assessment.form_records.values()} == {"", "a2"}
    page.refresh()
    assert "李敏" in next(line for line in page.findChildren(StageFormLine) if line.target == "a2").accessibleName()


def test_the_page_follows_acts_while_it_is_in_sight(page: StagesPage, session: Session, qtbot: QtBot) -> None:
    choose(page, Stage.CLOSING_MEETING)
    session.undo()
    qtbot.waitUntil(lambda: "当前阶段" not in page.row.tiles[Stage.SITE].accessibleName())
    assert "当前阶段" in page.row.tiles[Stage.PREPARATION].accessibleName()
    assert page.row.tiles[Stage.CLOSING_MEETING].isChecked()


def draw(dialog: FactsSheetDialog) -> None:
    pad = dialog.panel.pad
    QTest.mousePress(pad, LEFT, pos=QPoint(60, 60))
    for place in ((120, 110), (200, 50), (300, 120)):
        QTest.mouseMove(pad, QPoint(*place))
    QTest.mouseRelease(pad, LEFT, pos=QPoint(300, 120))


def put_facts(page: StagesPage, qtbot: QtBot) -> FactsSheetDialog:
    choose(page, Stage.CLOSING_MEETING)
    press_need(page, WayKind.FACTS_SHEET)
    dialog = dialog_of(qtbot, FactsSheetDialog)
    assert isinstance(dialog, FactsSheetDialog)
    return dialog


def test_the_facts_are_confirmed_with_a_name_a_stroke_and_a_click(page: StagesPage, session: Session, qtbot: QtBot) -> None:
    dialog = put_facts(page, qtbot)
    assert dialog.panel.name_field.hasFocus()
    compose(dialog.panel.name_field, "赵国强")
    draw(dialog)
    QTest.mouseClick(dialog.sign_button, LEFT)
    assert not dialog.isVisible()
    [sheet] = sheets(session.template, session.assessment)
    assert (sheet.answer, sheet.signer, sheet.is_whole) == ("confirms", "赵国强", True)
    qtbot.waitUntil(lambda: not any(line.need.way.kind is WayKind.FACTS_SHEET for line in page.findChildren(NeedsCard)[-1].lines))


def test_objections_are_written_down_and_nothing_typed_is_lost(page: StagesPage, session: Session, qtbot: QtBot) -> None:
    dialog = put_facts(page, qtbot)
    assert dialog.cards[0].objection.isHidden()
    dialog.chooser.setFocus()
    QTest.keyClick(dialog.chooser, Qt.Key.Key_Right)
    compose(dialog.cards[0].objection, "上月已换新")
    compose(dialog.panel.name_field, "赵国强")
    QTest.mouseClick(dialog.sign_button, LEFT)
    assert "FCT-005" in dialog.banner.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    again = put_facts(page, qtbot)
    assert again.chooser.current() == "objects"
    assert again.cards[0].objection.text() == "上月已换新"
    assert again.panel.name_field.text() == "赵国强"
    draw(again)
    QTest.mouseClick(again.sign_button, LEFT)
    [sheet] = sheets(session.template, session.assessment)
    assert sheet.objections == (("A1.3 标识标牌　井口　操作牌褪色，字迹不清", "上月已换新"),)
    assert not any("facts sheet" in key for key in session.text_drafts)


def test_a_refusal_asks_for_reason_and_witness_and_the_laptop_can_be_handed_over(page: StagesPage, session: Session, qtbot: QtBot) -> None:
    dialog = put_facts(page, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_F11)
    assert dialog.windowState() & Qt.WindowState.WindowFullScreen
    QTest.mouseClick(dialog.full_button, LEFT)
    assert not dialog.windowState() & Qt.WindowState.WindowFullScreen
    dialog.chooser.setFocus()
    QTest.keyClick(dialog.chooser, Qt.Key.Key_End)
    QTest.mouseClick(dialog.sign_button, LEFT)
    assert "FCT-001" in dialog.banner.text()
    compose(dialog.refusal, "法人不在")
    compose(dialog.panel.name_field, "李证")
    QTest.mouseClick(dialog.sign_button, LEFT)
    [sheet] = sheets(session.template, session.assessment)
    assert (sheet.answer, sheet.refusal, sheet.witness, sheet.signer) == ("refuses", "法人不在", "李证", "")


def test_forms_and_facts_are_printed(page: StagesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evaluator_app.gui.views.stages.stages_page.QDesktopServices.openUrl", lambda _url: True)
    choose(page, Stage.OPENING_MEETING)
    folder = tmp_path / "printed"
    folder.mkdir()
    page.write_forms(folder)
    assert {path.name for path in folder.iterdir()} == {"会议签到表.pdf", "评估会议纪要.pdf", "评估工作承诺书.pdf"}
    page.write_facts(tmp_path / "facts.pdf")
    assert (tmp_path / "facts.pdf").read_bytes().startswith(b"%PDF")
    page.write_facts(tmp_path / "nowhere" / "facts.pdf")
    assert not (tmp_path / "nowhere").exists()


@pytest.fixture
def table(new_session: Callable[..., Session], show: Callable[[Session], AssessmentView]) -> JudgementTable:
    session = new_session(mining_method="open_pit")
    view = show(session)
    session.look_at("extraction.working_face")
    found = view.item_panel.form.blocks[0].judgements
    assert found is not None
    return found


def give(table: JudgementTable, *points: str) -> None:
    for row, given in zip(table.rows, points, strict=True):
        row.points.setFocus()
        row.points.selectAll()
        QTest.keyClicks(row.points, given)
        row.settle()
        row.reason.setFocus()
        compose(row.reason, "看过")
        row.settle()


def test_the_panel_says_how_far_it_lies_apart_and_the_leader_closes_it(table: JudgementTable) -> None:
    session = table._session
    assert table.summary.isHidden()
    give(table, "5", "1")
    assert table.summary.words.text() == "王立新 5、李敏 1；均分 3，相差 4；与均分相差最大：王立新 (+2)、李敏 (-2)"
    assert table.summary.badge.text() == "分歧大，待说明"
    assert "ASM-141" in {problem.code for problem in session.opened.problems()}
    table.summary.closing.setFocus()
    compose(table.summary.closing, "复看后以现场为准")
    table.settle()
    assert table.summary.badge.text() == "分歧大，已说明"
    assert "ASM-141" not in {problem.code for problem in session.opened.problems()}
    give(table, "4", "1")
    assert table.summary.badge.text() == "分歧大，待说明"
    QTest.mouseClick(table.summary.again_button, LEFT)
    assert table.summary.badge.text() == "分歧大，已说明"
    assert session.undo_text()
    session.undo()
    assert table.summary.badge.text() == "分歧大，待说明"


def test_who_does_not_lead_reads_who_can_close_it(table: JudgementTable) -> None:
    give(table, "5", "1")
    table._session.opened.who = "李敏"
    table.refresh()
    assert table.summary.closing.isHidden()
    assert "王立新" in table.summary.note.text()


def test_covered_points_are_seen_after_own_ones_or_when_the_leader_uncovers_them(table: JudgementTable) -> None:
    opened = table._session.opened
    first, second = table.rows
    give(table, "5", "")
    QTest.mouseClick(table.covered_box, LEFT, pos=QPoint(10, table.covered_box.height() // 2))
    assert not first.is_covered
    opened.who = "李敏"
    table.refresh()
    assert first.is_covered
    assert first.points.isHidden()
    assert first.cover_label.text() == "已评分，您评分后显示"
    assert table.summary.isHidden()
    assert not second.is_covered
    assert table.uncover_button.isHidden()
    second.points.setFocus()
    QTest.keyClicks(second.points, "1")
    table.settle()
    assert not first.is_covered
    assert table.summary.isVisible()
    table._session.undo()
    assert first.is_covered
    opened.who = "资料员"
    table.refresh()
    assert not first.is_covered


def test_the_leader_can_uncover(table: JudgementTable) -> None:
    give(table, "", "1")
    QTest.mouseClick(table.covered_box, LEFT, pos=QPoint(10, table.covered_box.height() // 2))
    assert table.rows[1].is_covered
    QTest.mouseClick(table.uncover_button, LEFT)
    assert not table.rows[1].is_covered


def test_the_details_show_the_team_in_the_order_in_which_it_was_given(session: Session, qtbot: QtBot) -> None:
    dialog = AssessmentDetailsDialog(session, MemberIds())
    qtbot.addWidget(dialog)
    dialog.show()
    given = ["王立新", "李敏"]
    for name in ("赵强", "钱进", "孙丽"):
        QTest.mouseClick(dialog.team_editor.add_button, LEFT)
        line = dialog.team_editor.lines[-1]
        compose(line.name, name)
        given.append(name)
    dialog.team_editor.lines[3].leader.click()
    assert {member.name for member in session.assessment.team.values()} == set(given)
    dialog.close()
    again = AssessmentDetailsDialog(session, MemberIds())
    qtbot.addWidget(again)
    assert [line.name.text() for line in again.team_editor.lines] == given


def test_grade_full_time_and_filing_date_are_given_with_the_details(session: Session, qtbot: QtBot) -> None:
    dialog = AssessmentDetailsDialog(session, lambda: "x")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    line = dialog.team_editor.lines[1]
    line.title.setFocus()
    line.title.clear()
    compose(line.title, "正高级工程师")
    QTest.keyClick(line.title, Qt.Key.Key_Tab)
    grades = [session.assessment.team["a2"].grade]
    line.full_time.click()
    assert session.assessment.team["a2"].is_full_time
    line.grade.setFocus()
    QTest.keyClick(line.grade, Qt.Key.Key_Up)
    grades.append(session.assessment.team["a2"].grade)
    assert grades == [TitleGrade.SENIOR, TitleGrade.INTERMEDIATE]
    field = dialog.frame_form.filing_on
    field.setFocus()
    QTest.keyClicks(field, "2026-13-01")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert dialog.frame_form.filing_row.error()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "2026-06-01")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert not dialog.frame_form.filing_row.error()
    assert session.assessment.profile.filing_on == date(2026, 6, 1)
