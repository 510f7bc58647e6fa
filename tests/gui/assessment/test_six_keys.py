# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A fault with place, count, words and photo takes at most six key presses beside its words: every key is counted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Observation
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.paths import resource
from evaluator_app.services.sounding import readings

Key = Qt.Key
NONE, ALT, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
ITEM = "site.signs"

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
"""The offscreen platform says so of every window with a least size."""


class Hands:
    """Counts what a person presses, and writes words as an input method does, which are not counted."""

    def __init__(self) -> None:
        self.presses = 0

    def press(self, key: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifier)
        self.presses += 1

    def write(self, words: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(words)
        focused = QApplication.focusWidget()
        assert focused is not None
        QApplication.sendEvent(focused, event)


@pytest.fixture
def hands(view: AssessmentView, session: Session, tmp_path: Path) -> Hands:
    """Begin at an item of the list, with photos of a card that are filed nowhere yet."""
    for number, name in enumerate(("01_gate.jpg", "04_workshop.jpg")):
        photos = sorted(resource("sample/photos").glob("*.jpg"))
        shutil.copy(photos[number], tmp_path / name)
        session.add_files([tmp_path / name], [])
    session.look_at(ITEM)
    view.list_panel.list.setFocus()
    return Hands()


def only(session: Session) -> Observation:
    (seen,) = session.assessment.observations_of(ITEM)
    return seen


def photos_of(session: Session, seen: Observation) -> list[str]:
    return [photo.name for photo in session.assessment.evidence_of(seen.id)]


def newest(session: Session) -> str:
    return max(session.assessment.evidence.values(), key=lambda photo: (photo.taken_at, photo.name)).name


def test_where_one_stands_a_fault_with_count_and_photo_takes_four_presses(view: AssessmentView, session: Session, hands: Hands) -> None:
    session.stand_at("选煤厂")
    expected = newest(session)
    hands.press(Key.Key_N)
    hands.write("操作牌褪色，字迹不清")
    hands.press(Key.Key_3, ALT)
    hands.press(Key.Key_G, CTRL)
    hands.press(Key.Key_Return)
    seen = only(session)
    assert (seen.place, seen.count, seen.text, seen.is_fault) == ("选煤厂", 3, "操作牌褪色，字迹不清", True)
    assert photos_of(session, seen) == [expected]
    assert session.assessment.evidence_of(seen.id)[0].place == "选煤厂"
    assert hands.presses == 4 <= 6
    assert view.list_panel.list.hasFocus()


def test_with_another_place_written_it_takes_five(session: Session, hands: Hands) -> None:
    hands.press(Key.Key_N)
    hands.write("二号转载站")
    hands.press(Key.Key_Return)
    hands.write("缺警示牌")
    hands.press(Key.Key_2, ALT)
    hands.press(Key.Key_G, CTRL)
    hands.press(Key.Key_Return)
    seen = only(session)
    assert (seen.place, seen.count, seen.text) == ("二号转载站", 2, "缺警示牌")
    assert len(photos_of(session, seen)) == 1
    assert hands.presses == 5 <= 6


def test_by_a_phrase_its_words_need_no_typing_at_all(session: Session, hands: Hands) -> None:
    session.stand_at("选煤厂")
    hands.press(Key.Key_N)
    hands.press(Key.Key_J, CTRL)
    hands.press(Key.Key_Return)
    hands.press(Key.Key_3, ALT)
    hands.press(Key.Key_G, CTRL)
    hands.press(Key.Key_Return)
    seen = only(session)
    assert (seen.place, seen.count, seen.text) == ("选煤厂", 3, "选煤厂有3处标识牌褪色，字迹不清")
    assert len(photos_of(session, seen)) == 1
    assert hands.presses == 6


def test_the_key_pressed_again_takes_the_photo_before(session: Session, hands: Hands) -> None:
    hands.press(Key.Key_N)
    hands.write("大门")
    hands.press(Key.Key_Return)
    hands.write("缺名称牌")
    hands.press(Key.Key_G, CTRL)
    hands.press(Key.Key_G, CTRL)
    hands.press(Key.Key_Return)
    assert len(photos_of(session, only(session))) == 2


def test_without_words_no_photo_is_taken_and_nothing_is_recorded(view: AssessmentView, session: Session, hands: Hands) -> None:
    hands.press(Key.Key_N)
    hands.press(Key.Key_G, CTRL)
    assert not session.assessment.observations
    assert all(not photo.targets for photo in session.assessment.evidence.values())


def test_a_photo_taken_by_a_key_is_given_back_by_undo(session: Session, hands: Hands, qtbot: QtBot) -> None:
    session.stand_at("选煤厂")
    hands.press(Key.Key_N)
    hands.write("操作牌褪色")
    hands.press(Key.Key_G, CTRL)
    hands.press(Key.Key_Return)
    session.undo()
    assert not photos_of(session, only(session))


def test_a_place_is_found_by_its_initials(view: AssessmentView, session: Session, hands: Hands) -> None:
    hands.press(Key.Key_N)
    editor = view.item_panel.ledger.editor
    known = editor.place.itemText(0)
    assert known
    editor.place.setEditText("")
    for sign in known[:2]:
        QTest.keyClicks(editor.place, min(readings(sign))[0])
    hands.press(Key.Key_Return)
    assert editor.place.currentText() == known


def test_a_place_that_was_only_offered_leaves_nothing_behind(view: AssessmentView, session: Session, hands: Hands) -> None:
    session.stand_at("选煤厂")
    hands.press(Key.Key_N)
    hands.press(Key.Key_Escape)
    assert not session.observation_drafts
    assert not session.assessment.observations
