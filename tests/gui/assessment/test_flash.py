# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""One item at a time, large: by keys alone and by the fat buttons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Outcome
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.flash.flash_dialog import FlashDialog

Key = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
"""The offscreen platform says so of every window with a least size."""


@pytest.fixture
def flash(view: AssessmentView, session: Session, qtbot: QtBot) -> FlashDialog:
    session.look_at("site.signs")
    view.list_panel.list.setFocus()
    QTest.keyClick(view.list_panel.list, Key.Key_F11)
    (dialog,) = view.window().findChildren(FlashDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.setFocus()
    return dialog


def press(key: Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def write(words: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(words)
    focused = QApplication.focusWidget()
    assert focused is not None
    QApplication.sendEvent(focused, event)


def test_a_verdict_and_the_next_item_by_keys_alone(flash: FlashDialog, session: Session) -> None:
    assert "A1.3" in flash.words.title.text()
    press(Key.Key_1)
    assert session.assessment.answer("site.signs").outcome is Outcome.MET
    assert flash.state.text() == "符合"
    press(Key.Key_Return)
    assert session.current != "site.signs"
    assert "A1.3" not in flash.words.title.text()


def test_a_problem_is_written_at_once_and_counted(flash: FlashDialog, session: Session) -> None:
    session.stand_at("选煤厂")
    press(Key.Key_2)
    assert flash.editor.words.hasFocus()
    write("操作牌褪色")
    press(Key.Key_Return)
    (seen,) = session.assessment.observations_of("site.signs")
    assert (seen.place, seen.text) == ("选煤厂", "操作牌褪色")
    assert "操作牌褪色" in flash.words.seen.text()
    assert not flash.editor.isVisible()
    press(Key.Key_Return)
    assert session.current != "site.signs"


def test_escape_closes_the_words_first_and_keeps_them_then_leads_back(flash: FlashDialog, session: Session, view: AssessmentView) -> None:
    session.stand_at("选煤厂")
    press(Key.Key_N)
    write("操作牌褪色")
    press(Key.Key_Escape)
    assert flash.isVisible()
    assert [seen.text for seen in session.assessment.observations_of("site.signs")] == ["操作牌褪色"]
    press(Key.Key_Escape)
    assert not flash.isVisible()
    assert view.item_panel.target == "site.signs"


def test_leaving_by_its_key_while_typing_keeps_the_words(flash: FlashDialog, session: Session) -> None:
    session.stand_at("选煤厂")
    press(Key.Key_N)
    write("操作牌褪色")
    press(Key.Key_F11)
    assert not flash.isVisible()
    assert [seen.text for seen in session.assessment.observations_of("site.signs")] == ["操作牌褪色"]


def test_an_item_that_takes_values_leads_to_its_fields(flash: FlashDialog, session: Session, view: AssessmentView) -> None:
    session.look_at("extraction.recovery")
    press(Key.Key_1)
    assert not flash.isVisible()
    assert view.item_panel.target == "extraction.recovery"


def test_every_button_is_large_enough_for_gloves_and_works_by_touch(flash: FlashDialog, session: Session) -> None:
    buttons: list[QWidget] = [flash.back, flash.previous, flash.problem, flash.photo, flash.verdicts.next_button]
    buttons += list(flash.verdicts.buttons.values())
    assert all(button.height() >= 60 and button.width() >= 60 for button in buttons)
    QTest.mouseClick(flash.verdicts.buttons[Outcome.MET], Qt.MouseButton.LeftButton)
    assert session.assessment.answer("site.signs").outcome is Outcome.MET
    QTest.mouseClick(flash.verdicts.next_button, Qt.MouseButton.LeftButton)
    assert session.current != "site.signs"
    QTest.mouseClick(flash.previous, Qt.MouseButton.LeftButton)
    assert session.current == "site.signs"
