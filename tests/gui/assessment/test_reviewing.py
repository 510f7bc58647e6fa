# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Review and comments on an item, and the filters of the team, by real clicks and keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Assessor, Outcome
from evaluator_app.domain.changes import change_team, record_observation, record_outcome
from evaluator_app.domain.commenting import add_comment
from evaluator_app.domain.reviewing import Step
from evaluator_app.domain.teamwork import AssignmentScope, Comment, ReviewState
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.services.reviewing import commented, given_out, reviewed

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key
ITEM, OTHER = "site.signs", "site.zoning"


@pytest.fixture
def shown(session: Session, show: Callable[[Session], AssessmentView]) -> AssessmentView:
    """Return the screen on an item that 李敏 has assessed; 王立新 is at the keyboard."""
    as_person(session, "李敏")
    session.do(record_outcome(session.assessment, ITEM, Outcome.MET))
    session.do(record_outcome(session.assessment, OTHER, Outcome.MET))
    session.look_at(ITEM)
    return show(session)


def as_person(session: Session, name: str) -> None:
    session.opened.who = name


def press(view: AssessmentView, key: Qt.Key) -> None:
    view.list_panel.list.setFocus()
    QTest.keyClick(view.list_panel.list, key)


def state(session: Session, target: str = ITEM) -> ReviewState | None:
    held = session.assessment.reviews.get(target)
    return held.state if held else None


def texts(view: AssessmentView) -> str:
    QApplication.processEvents()  # what was put into a page that is in sight comes into sight when the hands rest
    return "\n".join(label.text() for label in view.item_panel.comments.findChildren(QLabel) if label.isVisibleTo(view))


def button(view: AssessmentView, words: str) -> QPushButton:
    QApplication.processEvents()
    found = [each for each in view.item_panel.comments.findChildren(QPushButton) if each.text() == words and each.isVisibleTo(view)]
    return found[0]


def test_an_item_goes_through_its_review_by_keys(shown: AssessmentView, session: Session) -> None:
    line = shown.item_panel.review
    assert (line.state.text(), line.buttons[Step.SUBMIT].isVisibleTo(shown)) == ("待提交", True)
    press(shown, KEY.Key_S)
    assert state(session) is ReviewState.SUBMITTED
    assert not any(each.isVisibleTo(shown) for each in line.buttons.values())
    press(shown, KEY.Key_A)
    assert state(session) is ReviewState.SUBMITTED
    assert "李敏" in shown.item_panel.banner.text()
    as_person(session, "王立新")
    shown.show_person()
    assert [step for step, each in line.buttons.items() if each.isVisibleTo(shown)] == [Step.ACCEPT, Step.REQUEST_CHANGES]
    press(shown, KEY.Key_R)
    assert line.words.isVisible()
    QTest.keyClicks(line.words, "buzhaopian")
    QTest.keyClick(line.words, KEY.Key_Return)
    assert (state(session), session.assessment.reviews[ITEM].words) == (ReviewState.CHANGES_REQUESTED, "buzhaopian")
    assert line.asked.isVisibleTo(shown)
    assert line.asked.text() == "王立新要求修改：buzhaopian"
    as_person(session, "李敏")
    press(shown, KEY.Key_S)
    as_person(session, "王立新")
    press(shown, KEY.Key_A)
    assert (state(session), line.state.text()) == (ReviewState.ACCEPTED, "已通过")
    press(shown, KEY.Key_O)
    assert state(session) is ReviewState.REOPENED


def test_the_buttons_do_what_the_keys_do_and_undo_takes_it_back(shown: AssessmentView, session: Session) -> None:
    QTest.mouseClick(shown.item_panel.review.buttons[Step.SUBMIT], LEFT)
    assert state(session) is ReviewState.SUBMITTED
    session.undo()
    assert state(session) is None
    assert shown.item_panel.review.state.text() == "待提交"


def test_a_verdict_key_on_an_accepted_item_opens_it_again(shown: AssessmentView, session: Session) -> None:
    press(shown, KEY.Key_S)
    as_person(session, "王立新")
    press(shown, KEY.Key_A)
    press(shown, KEY.Key_4)
    assert state(session) is ReviewState.REOPENED
    assert shown.item_panel.review.state.text() == "重新打开"
    assert "王立新" in shown.item_panel.review.who.text()
    session.undo()
    assert state(session) is ReviewState.ACCEPTED


def test_words_that_were_begun_for_a_reviewer_s_wish_wait(shown: AssessmentView, session: Session) -> None:
    press(shown, KEY.Key_S)
    as_person(session, "王立新")
    press(shown, KEY.Key_R)
    words = shown.item_panel.review.words
    QTest.keyClicks(words, "abc")
    shown.jump(OTHER)
    shown.jump(ITEM)
    assert not words.isVisible()
    press(shown, KEY.Key_R)
    assert words.text() == "abc"
    QTest.keyClick(words, KEY.Key_Escape)
    assert (words.isVisible(), state(session)) == (False, ReviewState.SUBMITTED)


def test_several_selected_items_are_submitted_together(shown: AssessmentView, session: Session) -> None:
    panel = shown.list_panel
    panel.show_all()
    shown.jump(OTHER)
    for _step in range(2):
        QTest.keyClick(panel.list, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert {row.id for row in panel.together()} >= {OTHER, ITEM}
    QTest.keyClick(panel.list, KEY.Key_S)
    assert (state(session), state(session, OTHER)) == (ReviewState.SUBMITTED, ReviewState.SUBMITTED)
    assert "已提交 2 项" in shown.item_panel.banner.text()
    assert "还没有评" in shown.item_panel.banner.text()
    session.undo()
    assert not session.assessment.reviews


def test_comments_are_written_answered_edited_and_closed(shown: AssessmentView, session: Session) -> None:
    comments = shown.item_panel.comments
    press(shown, KEY.Key_C)
    assert comments.field.hasFocus()
    QTest.keyClicks(comments.field, "photo?")
    QTest.keyClick(comments.field, KEY.Key_Return)
    [first] = session.assessment.comments.values()
    assert (first.text, first.by, first.target) == ("photo?", "李敏", ITEM)
    assert comments.field.text() == ""
    QTest.mouseClick(button(shown, "回复"), LEFT)
    QTest.keyClicks(comments.field, "later")
    QTest.keyClick(comments.field, KEY.Key_Return)
    answers = [each for each in session.assessment.comments.values() if each.answers == first.id]
    assert [each.text for each in answers] == ["later"]
    QTest.mouseClick(button(shown, "编辑"), LEFT)
    assert comments.field.text() == "later"
    QTest.keyClicks(comments.field, "!")
    QTest.keyClick(comments.field, KEY.Key_Return)
    assert [each.text for each in session.assessment.comments.values() if each.answers] == ["later!"]
    assert "编辑过" in texts(shown)
    QTest.mouseClick(button(shown, "关闭"), LEFT)
    assert session.assessment.comments[first.id].closed_by == "李敏"
    assert "photo?" not in texts(shown)
    QTest.mouseClick(comments.closed_button, LEFT)
    assert "photo?" in texts(shown)
    QTest.mouseClick(button(shown, "重新打开"), LEFT)
    assert session.assessment.comments[first.id].closed_by == ""


def test_a_comment_that_was_begun_waits_at_its_item(shown: AssessmentView, session: Session) -> None:
    field = shown.item_panel.comments.field
    press(shown, KEY.Key_C)
    QTest.keyClicks(field, "half")
    shown.jump(OTHER)
    assert field.text() == ""
    shown.jump(ITEM)
    assert field.text() == "half"
    assert not session.assessment.comments


def test_a_comment_without_a_name_is_refused_with_a_sentence(shown: AssessmentView, session: Session) -> None:
    as_person(session, "")
    press(shown, KEY.Key_C)
    QTest.keyClicks(shown.item_panel.comments.field, "x")
    QTest.keyClick(shown.item_panel.comments.field, KEY.Key_Return)
    assert "使用人" in shown.item_panel.banner.text()
    assert shown.item_panel.comments.field.text() == "x"


def test_another_s_comment_cannot_be_edited(shown: AssessmentView, session: Session) -> None:
    as_person(session, "王立新")
    session.do(commented(session.opened, ITEM, "补照片"))
    assert button(shown, "编辑").isEnabled()
    as_person(session, "李敏")
    shown.show_person()
    with pytest.raises(IndexError):
        button(shown, "编辑")


def test_for_one_person_alone_nothing_of_it_is_shown(session: Session, show: Callable[[Session], AssessmentView]) -> None:
    session.do(change_team(session.assessment, {"a1": Assessor("a1", "王立新", is_leader=True)}))
    session.look_at(ITEM)
    view = show(session)
    assert not view.item_panel.review.isVisibleTo(view)
    assert not view.item_panel.comments.isVisibleTo(view)
    session.do(commented(session.opened, ITEM, "自己记一笔"))
    assert view.item_panel.comments.isVisibleTo(view)


def test_a_prerequisite_is_submitted_and_commented_too(shown: AssessmentView, session: Session, qtbot: QtBot) -> None:
    target = next(iter(session.template.prerequisites)).id
    session.do(record_outcome(session.assessment, target, Outcome.MET))
    shown.jump(target)
    card = shown.prerequisites.cards[target]
    qtbot.waitUntil(card.isVisible)
    card.setFocus()
    QTest.keyClick(card, KEY.Key_S)
    assert state(session, target) is ReviewState.SUBMITTED
    QTest.keyClick(card, KEY.Key_C)
    QTest.keyClicks(card.comments.field, "ok?")
    QTest.keyClick(card.comments.field, KEY.Key_Return)
    assert [each.target for each in session.assessment.comments.values()] == [target]
    QTest.keyClick(card.comments.field, KEY.Key_Escape)
    QTest.keyClick(card, KEY.Key_A)
    assert "李敏" in card.told_words()


def test_the_filters_of_the_team_count_and_survive_a_restart(
    shown: AssessmentView, session: Session, show: Callable[[Session], AssessmentView]
) -> None:
    chips = shown.list_panel.chips
    assert not chips[ItemFilter.SUBMITTED].isVisibleTo(shown)
    assert not shown.list_panel.filters.mine.isVisibleTo(shown)
    session.do(given_out(session.opened, AssignmentScope.ITEM, (ITEM, OTHER, "site.facilities"), "李敏"))
    session.do(reviewed(session.opened, Step.SUBMIT, (ITEM, OTHER)).change)
    session.do(commented(session.opened, OTHER, "照片"))
    as_person(session, "王立新")
    session.do(reviewed(session.opened, Step.REQUEST_CHANGES, (OTHER,), "补").change)
    counts = {each: chips[each].count() for each in (ItemFilter.SUBMITTED, ItemFilter.CHANGES_REQUESTED, ItemFilter.COMMENT_OPEN)}
    assert list(counts.values()) == [1, 1, 1]
    as_person(session, "李敏")
    shown.show_person()
    mine = shown.list_panel.filters.mine
    assert (mine.count(), mine.isVisibleTo(shown)) == (3, True)
    QTest.mouseClick(mine, LEFT)
    QTest.mouseClick(chips[ItemFilter.CHANGES_REQUESTED], LEFT)
    assert {row.id for row in shown.list_panel.proxy.shown()} == {OTHER, ITEM}  # the item at hand stays in sight
    again = show(session)
    assert again.list_panel.proxy.filters == shown.list_panel.proxy.filters
    assert (again.list_panel.proxy.filters.doer, again.list_panel.proxy.filters.state) == ("李敏", ItemFilter.CHANGES_REQUESTED)
    assert again.list_panel.filters.mine.isChecked()


def test_further_states_are_in_the_menu(shown: AssessmentView, session: Session) -> None:
    session.do(given_out(session.opened, AssignmentScope.ITEM, (ITEM,), "李敏"))
    menu = shown.list_panel.filters.menu()
    words = [action.text() for action in menu.actions()]
    assert "待提交  2" in words
    [doers] = [inner for inner in menu.findChildren(QMenu) if inner.title() == "按分工"]
    assert [action.text() for action in doers.actions()] == ["未分工  44", "李敏  1"]
    doers.actions()[1].trigger()
    assert shown.list_panel.proxy.filters.doer == "李敏"
    assert "李敏负责" in shown.list_panel.filters.words.text()


def test_an_observation_by_another_is_named_as_the_last_edit(shown: AssessmentView, session: Session) -> None:
    press(shown, KEY.Key_S)
    as_person(session, "王立新")
    session.do(record_observation(session.assessment, session.opened.new_observation(ITEM, "牌面褪色", place="井口")))
    assert "最后由王立新修改" in shown.item_panel.review.who.text()
    press(shown, KEY.Key_A)
    assert state(session) is ReviewState.SUBMITTED
    assert "须由他人审核" in shown.item_panel.banner.text()


def test_threads_of_the_records_are_shown_as_they_are(shown: AssessmentView, session: Session) -> None:
    kept = Comment("c", ITEM, "旧批注", "赵强")
    assert kept.at is None
    session.do(add_comment(session.assessment, kept))
    assert "赵强" in texts(shown)
