# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Phrases offered while one writes, by real keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Mine, Outcome
from evaluator_app.domain.changes import change_profile
from evaluator_app.domain.status import AssessmentKind
from evaluator_app.errors import UserFacingError
from evaluator_app.gui.keymap import keys_of
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.item.observation_editor import ObservationEditor
from evaluator_app.gui.views.item.settled_edit import SettledEdit
from evaluator_app.services.phrases import Phrase, read_phrases
from evaluator_app.services.workspace import NewAssessment, Workspace

Key = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
"""The offscreen platform says so of every window with a least size."""


def press(key: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def write(words: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(words)
    focused = QApplication.focusWidget()
    assert focused is not None
    QApplication.sendEvent(focused, event)


@pytest.fixture
def editor(view: AssessmentView, session: Session) -> ObservationEditor:
    session.stand_at("选煤厂")
    session.look_at("site.signs")
    view.list_panel.list.setFocus()
    press(Key.Key_N)
    return view.item_panel.ledger.editor


def offered(editor: ObservationEditor) -> list[str]:
    found = editor.phrases.list
    return [] if editor.phrases.isHidden() else [found.item(row).text() for row in range(found.count())]


def test_typed_initials_become_the_phrase(editor: ObservationEditor) -> None:
    QTest.keyClicks(editor.words, "czz")
    assert not offered(editor)
    editor.words.clear()
    QTest.keyClicks(editor.words, "bspts")
    assert offered(editor) == ["{地点}有{处数}处标识牌褪色，字迹不清"]
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert editor.words.toPlainText() == "选煤厂有{处数}处标识牌褪色，字迹不清"
    QTest.keyClicks(editor.words, "4")
    assert editor.words.toPlainText() == "选煤厂有4处标识牌褪色，字迹不清"
    assert editor.count.value() == 4


def test_enter_without_a_phrase_marked_finishes(editor: ObservationEditor, session: Session) -> None:
    write("标识牌")
    assert offered(editor)
    press(Key.Key_Return)
    assert [seen.text for seen in session.assessment.observations.values()] == ["标识牌"]


def test_what_was_written_before_the_phrase_stays(editor: ObservationEditor) -> None:
    write("昨夜大雨。缺少")
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert editor.words.toPlainText() == "昨夜大雨。选煤厂缺少{处数}处安全警示标志"


def test_tab_goes_from_blank_to_blank_and_enter_does_not_leave_one_behind(editor: ObservationEditor, session: Session) -> None:
    write("抽查")
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert editor.words.textCursor().selectedText() == "{抽查数}"
    write("20")
    press(Key.Key_Tab)
    assert editor.words.textCursor().selectedText() == "{处数}"
    write("6")
    press(Key.Key_Return)
    assert editor.words.textCursor().selectedText() == "{情况}"
    write("未见铭牌")
    press(Key.Key_Return)
    (seen,) = session.assessment.observations.values()
    assert (seen.text, seen.count) == ("抽查20处，其中6处未见铭牌", 6)


def test_the_key_shows_those_for_the_item_first_and_escape_closes_the_list_alone(editor: ObservationEditor) -> None:
    press(Key.Key_J, CTRL)
    assert "标识牌" in offered(editor)[0]
    assert len(offered(editor)) > 6
    press(Key.Key_Escape)
    assert not offered(editor)
    assert editor.isVisible()


def test_words_are_kept_as_a_phrase_with_their_place_and_count_as_blanks(
    editor: ObservationEditor, session: Session, workspace: Workspace
) -> None:
    write("选煤厂原煤仓上口有3处护栏缺标识")
    press(Key.Key_3, Qt.KeyboardModifier.AltModifier)
    press(Key.Key_J, CTRL | Qt.KeyboardModifier.ShiftModifier)
    kept = Phrase("{place}原煤仓上口有{count}处护栏缺标识", ("site.signs",))
    assert read_phrases(workspace.root / "phrases.toml") == (kept,)
    editor.words.clear()
    press(Key.Key_J, CTRL)
    assert offered(editor)[0].startswith("{地点}原煤仓上口")


def test_a_bad_file_is_told_and_left_as_it_is(
    view: AssessmentView, editor: ObservationEditor, session: Session, workspace: Workspace
) -> None:
    path = workspace.root / "phrases.toml"
    path.write_text("phrase = 7\n[", encoding="utf-8")
    told: list[UserFacingError] = []
    session.failed.connect(told.append)
    press(Key.Key_J, CTRL)
    assert "标识牌" in offered(editor)[0]
    press(Key.Key_Escape)
    write("护栏缺标识")
    press(Key.Key_J, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert {error.code for error in told} == {"PHR-002"}
    assert path.read_text(encoding="utf-8") == "phrase = 7\n["
    assert editor.words.toPlainText() == "护栏缺标识"


def test_phrases_are_offered_in_all_editors_of_a_prerequisite(view: AssessmentView, session: Session, workspace: Workspace) -> None:
    view.phrase_book.keep(Phrase("许可证正在办理延续，预计{日期}前取得"))
    view.show_page("prerequisites")
    card = next(card for card in view.prerequisites.cards.values() if card.values is None)
    card.choose(Outcome.PENDING)
    assert QApplication.focusWidget() is card.reason
    write("延续")
    assert not card.phrases.isHidden()
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert card.reason.toPlainText() == "许可证正在办理延续，预计{日期}前取得"
    QTest.keyClicks(card.reason, "2026-12-31")
    view.prerequisites.settle()
    assert session.assessment.answer(card.prerequisite.id).reason == "许可证正在办理延续，预计2026-12-31前取得"
    card.ledger.begin()
    card.ledger.editor.words.setFocus()
    write("办理延续")
    assert offered(card.ledger.editor) == ["许可证正在办理延续，预计{日期}前取得"]


def test_the_key_of_the_phrases_opens_them_where_words_are_noted(
    workspace: Workspace, show: Callable[[Session], AssessmentView], qtbot: QtBot
) -> None:
    entry = workspace.catalog.find("cn-gansu/green-mine-2024")
    assert entry is not None
    assert entry.template is not None
    session = Session(workspace.begin(NewAssessment(entry.template, Mine("示例矿"))))
    session.do(change_profile(session.assessment, replace(session.assessment.profile, kind=AssessmentKind.VERIFICATION)))
    view = show(session)
    view.phrase_book.keep(Phrase("台账与现场不一致"))
    view.show_page("prerequisites")
    noted = view.prerequisites.cards["removal.fraud"].noted
    field = noted.rows["matter"].field
    assert isinstance(field, SettledEdit)
    qtbot.waitUntil(field.isVisible)
    field.setFocus()
    QTest.keySequence(field, QKeySequence(keys_of("editor.phrases")[0]))
    assert not noted.phrases["matter"].isHidden()
    press(Key.Key_Return)
    view.prerequisites.settle()
    assert session.assessment.answer("removal.fraud").choices == {"matter": "台账与现场不一致"}
    session.settle()
