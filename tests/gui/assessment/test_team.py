# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The page of the team: its table leads to items, work is shared out, comments and sign-offs, by real clicks and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidgetItem
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.changes import change_team, record_outcome, record_remark
from evaluator_app.domain.reviewing import Step
from evaluator_app.domain.teamwork import AssignmentScope, ReviewState
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.team.team_page import TeamPage
from evaluator_app.services.reviewing import commented, given_out, reviewed, shares_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key
ITEM, OTHER = "site.signs", "site.zoning"
COLUMNS = ("成员", "未评", "待提交", "需修改", "重新打开", "已提交", "已通过", "批注")


@pytest.fixture
def page(view: AssessmentView, session: Session) -> TeamPage:
    """Return the page; 王立新 has assessed two items, given to 李敏 with the rest of their group."""
    session.do(record_outcome(session.assessment, ITEM, Outcome.MET))
    session.do(record_outcome(session.assessment, OTHER, Outcome.MET))
    session.do(given_out(session.opened, AssignmentScope.GROUP, ("A",), "李敏"))
    view.show_page("team")
    shown = view.page("team")
    assert isinstance(shown, TeamPage)
    return shown


def cell(page: TeamPage, name: str, column: str) -> QTableWidgetItem:
    table = page.owed.table
    heads = [table.horizontalHeaderItem(number) for number in range(table.columnCount())]
    assert tuple(head.text() for head in heads if head is not None) == COLUMNS
    for row in range(table.rowCount()):
        first, wanted = table.item(row, 0), table.item(row, COLUMNS.index(column))
        if first is not None and wanted is not None and first.text().startswith(name):
            return wanted
    raise KeyError(name)


def click(page: TeamPage, name: str, column: str) -> None:
    item = cell(page, name, column)
    QTest.mouseClick(page.owed.table.viewport(), LEFT, pos=page.owed.table.visualItemRect(item).center())


def test_the_table_says_what_each_owes_and_what_nobody_was_given(page: TeamPage) -> None:
    assert [cell(page, "李敏", column).text() for column in COLUMNS[1:]] == ["5", "2", "–", "–", "–", "–", "–"]
    assert [cell(page, "王立新", column).text() for column in COLUMNS[1:]] == ["–"] * 7
    assert cell(page, "未分工", "未评").text() == "43"
    assert "标识标牌" in cell(page, "李敏", "待提交").toolTip()


def test_a_number_leads_to_its_items(page: TeamPage, view: AssessmentView, session: Session) -> None:
    click(page, "李敏", "待提交")
    assert view.page_name() == "items"
    assert session.current == OTHER
    assert [row.id for row in view.list_panel.proxy.shown()] == [OTHER, ITEM]
    filters = view.list_panel.proxy.filters
    assert (filters.doer, filters.state) == ("李敏", ItemFilter.TO_SUBMIT)
    view.show_page("team")
    click(page, "王立新", "待提交")
    assert view.page_name() == "team"


def test_enter_on_a_number_leads_there_too(page: TeamPage, view: AssessmentView) -> None:
    page.owed.table.setCurrentItem(cell(page, "李敏", "未评"))
    page.owed.table.setFocus()
    QTest.keyClick(page.owed.table, KEY.Key_Return)
    assert view.page_name() == "items"
    assert len(view.list_panel.proxy.shown()) == 5


def test_prerequisites_that_are_counted_with_items_are_named(page: TeamPage, view: AssessmentView, session: Session) -> None:
    first = session.template.prerequisites[0]
    click(page, "未分工", "未评")
    assert view.page_name() == "items"
    view.show_page("team")
    session.do(given_out(session.opened, AssignmentScope.ITEM, (first.id,), "王立新"))
    page.refresh()
    click(page, "王立新", "未评")
    assert (view.page_name(), session.current) == ("prerequisites", first.id)


def test_what_i_have_assessed_is_submitted_by_one_button(page: TeamPage, session: Session) -> None:
    assert not page.owed.submit_button.isVisibleTo(page)
    session.opened.who = "李敏"
    page.show_person()
    assert page.owed.submit_button.text() == "提交我已评完的 2 项"
    QTest.mouseClick(page.owed.submit_button, LEFT)
    assert {each.state for each in session.assessment.reviews.values()} == {ReviewState.SUBMITTED}
    assert cell(page, "李敏", "已提交").text() == "2"
    session.undo()
    assert not session.assessment.reviews


def select(page: TeamPage, *what: tuple[AssignmentScope, str]) -> None:
    tree = page.shares.tree
    tree.clearSelection()
    for number, (scope, subject) in enumerate(what):
        line = tree.line_of(scope, subject)
        parent = line.parent()
        while parent is not None:
            parent.setExpanded(True)
            parent = parent.parent()
        tree.scrollToItem(line)
        held = Qt.KeyboardModifier.ControlModifier if number else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(tree.viewport(), LEFT, held, tree.visualItemRect(line).center() + QPoint(0, 0))


def test_work_is_given_by_group_item_and_specialty_and_withdrawn(page: TeamPage, session: Session) -> None:
    card = page.shares
    assert card.tree.line_of(AssignmentScope.GROUP, "site").text(1) == "李敏"
    assert not card.give_button.isEnabled()
    select(page, (AssignmentScope.GROUP, "extraction"), (AssignmentScope.ITEM, ITEM))
    card.whom.setCurrentIndex(card.whom.findData("采矿"))
    QTest.mouseClick(card.give_button, LEFT)
    assert set(session.assessment.assignments) == {"group:site", "group:extraction", f"item:{ITEM}"}
    assert card.tree.line_of(AssignmentScope.GROUP, "extraction").text(1) == "专业 采矿：王立新"
    assert shares_of(session.opened)[ITEM].members == ("a1",)
    assert card.tree.line_of(AssignmentScope.ITEM, OTHER).text(1) == "李敏（按A 矿区环境）"
    QTest.mouseClick(card.back_button, LEFT)
    assert set(session.assessment.assignments) == {"group:site"}
    session.undo()
    session.undo()
    assert set(session.assessment.assignments) == {"group:site"}


def test_work_is_given_by_place(page: TeamPage, session: Session) -> None:
    card = page.shares
    QTest.keyClick(card.way, KEY.Key_End)
    place = next(each for each in session.template.places if any(each.id in item.places for item in session.template.indicators()))
    select(page, (AssignmentScope.PLACE, place.id))
    card.whom.setCurrentIndex(card.whom.findData("a1"))
    QTest.mouseClick(card.give_button, LEFT)
    assert set(session.assessment.assignments) == {"group:site", f"place:{place.id}"}
    assert card.tree.line_of(AssignmentScope.PLACE, place.id).text(1) == "王立新"


def test_all_prerequisites_are_given_by_their_heading(page: TeamPage, session: Session) -> None:
    select(page, (AssignmentScope.ITEM, "prerequisites"))
    page.shares.whom.setCurrentIndex(page.shares.whom.findData("a1"))
    QTest.mouseClick(page.shares.give_button, LEFT)
    given = {name for name in session.assessment.assignments if name.startswith("item:")}
    assert given == {f"item:{each.id}" for each in session.template.prerequisites}


def test_without_a_team_the_way_to_it_is_offered(page: TeamPage, session: Session, qtbot: QtBot, view: AssessmentView) -> None:
    session.do(change_team(session.assessment, {}))
    page.refresh()
    assert not page.shares.give_button.isVisibleTo(page)
    with qtbot.waitSignal(view.details_requested):
        QTest.mouseClick(page.shares.team_button, LEFT)


def test_open_comments_lead_to_their_items_and_some_are_for_all(page: TeamPage, view: AssessmentView, session: Session) -> None:
    session.do(commented(session.opened, ITEM, "补照片"))
    page.refresh()
    [line] = page.comments.lines
    assert "补照片" in line.text()
    field = page.comments.whole.field
    field.setFocus()
    QTest.keyClicks(field, "meet at 8")
    QTest.keyClick(field, KEY.Key_Return)
    assert [each.text for each in session.assessment.comments.values() if not each.target] == ["meet at 8"]
    assert cell(page, "李敏", "批注").text() == "1"
    line.setFocus()
    QTest.keyClick(line, KEY.Key_Space)
    assert (view.page_name(), session.current) == ("items", ITEM)


def test_a_sign_off_is_given_seen_as_edited_and_withdrawn(page: TeamPage, session: Session) -> None:
    card = page.sign_offs
    card.subject.setCurrentIndex(card.subject.findData("site"))
    QTest.keyClicks(card.words, "ok")
    QTest.mouseClick(card.button, LEFT)
    [signed] = session.assessment.sign_offs.values()
    assert (signed.target, signed.by, signed.words) == ("site", "王立新", "ok")
    assert card.badges[signed.id].text() == "签认后未改动"
    session.do(record_remark(session.assessment, ITEM, "改"))
    page.refresh()
    assert card.badges[signed.id].text() == "签认后有改动"
    session.opened.who = "李敏"
    page.show_person()
    assert not card.revoke_buttons
    session.opened.who = "王立新"
    page.show_person()
    QTest.mouseClick(card.revoke_buttons[signed.id], LEFT)
    assert session.assessment.sign_offs[signed.id].revoked_by == "王立新"
    assert card.badges[signed.id].text().startswith("已撤销：王立新")


def test_nobody_signs_off_without_a_name(page: TeamPage, session: Session, view: AssessmentView) -> None:
    session.opened.who = ""
    page.show_person()
    QTest.mouseClick(page.sign_offs.button, LEFT)
    assert not session.assessment.sign_offs


def test_the_page_follows_acts_while_it_is_in_sight(page: TeamPage, session: Session, qtbot: QtBot) -> None:
    session.do(reviewed(session.opened, Step.SUBMIT, (ITEM,)).change)
    qtbot.waitUntil(lambda: cell(page, "李敏", "已提交").text() == "1")


def test_a_closed_assessment_is_shown_and_offers_nothing(page: TeamPage, view: AssessmentView, session: Session) -> None:
    from evaluator_app.domain.changes import change_status
    from evaluator_app.domain.status import AssessmentStatus

    session.do(commented(session.opened, ITEM, "补照片"))
    session.do(change_status(session.assessment, AssessmentStatus.COMPLETED))
    page.refresh()
    assert not any(
        part.isVisibleTo(page)
        for part in (page.owed.submit_button, page.shares.give_button, page.sign_offs.button, page.comments.whole.field)
    )
    view.jump(ITEM)
    assert not any(each.isVisibleTo(view) for each in view.item_panel.review.buttons.values())
    assert not view.item_panel.comments.field.isVisibleTo(view)


def test_a_double_click_on_an_item_leads_to_it(page: TeamPage, view: AssessmentView, session: Session) -> None:
    page.shares.tree.itemDoubleClicked.emit(page.shares.tree.line_of(AssignmentScope.ITEM, OTHER), 0)
    assert (view.page_name(), session.current) == ("items", OTHER)


def test_the_next_open_item_is_one_of_those_that_the_list_shows(page: TeamPage, view: AssessmentView, session: Session) -> None:
    click(page, "李敏", "未评")
    mine = {row.id for row in view.list_panel.proxy.shown()}
    seen = set()
    for _step in range(len(mine) + 2):
        view.go_to_open(1)
        seen.add(session.current)
    assert seen == mine
