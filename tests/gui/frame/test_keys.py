# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of choosing other keys, with real keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Outcome
from evaluator_app.gui.dialogs.keys_dialog import KeysDialog
from evaluator_app.gui.keymap import DEFAULTS, choose_keys, chosen_keys, keys_of
from evaluator_app.gui.main_window import MainWindow
from tests.gui.frame.hands import dialog_of

Show = Callable[[], MainWindow]
Begin = Callable[..., str]
Key = Qt.Key
CTRL, ALT, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _usual_keys() -> Iterator[None]:
    choose_keys({})
    yield
    choose_keys({})


@pytest.fixture
def window(show: Show, begin: Begin) -> MainWindow:
    shown = show()
    shown.open_assessment(begin())
    return shown


@pytest.fixture
def dialog(window: MainWindow) -> KeysDialog:
    window.acts.keys.trigger()
    return dialog_of(window, KeysDialog)


def give(dialog: KeysDialog, name: str, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    capture = dialog.captures[name]
    capture.setFocus()
    QTest.mouseClick(capture, Qt.MouseButton.LeftButton)
    QTest.keyClick(capture, key, modifier)


def test_a_key_that_was_chosen_works_at_once_is_shown_on_its_button_and_outlives_the_window(
    window: MainWindow, dialog: KeysDialog, qtbot: QtBot
) -> None:
    give(dialog, "verdict.met", Key.Key_M)
    dialog.accept()
    QApplication.processEvents()
    assert window.session is not None
    assert window.page is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    item = window.session.current
    window.page.view.list_panel.list.setFocus()
    QTest.keyClick(window.page.view.list_panel.list, Key.Key_1)
    assert window.session.assessment.answer(item).outcome is Outcome.NOT_ASSESSED
    QTest.keyClick(window.page.view.list_panel.list, Key.Key_M)
    assert window.session.assessment.answer(item).outcome is Outcome.MET
    assert window.page.view.item_panel.verdicts.buttons[Outcome.MET].accessibleDescription() == "M"
    assert window.preferences.keys == {"verdict.met": "M"}


def test_a_key_in_use_is_named_and_can_be_taken_over(dialog: KeysDialog) -> None:
    give(dialog, "report", Key.Key_N, CTRL)
    assert keys_of("report") == ("Ctrl+R",)
    assert "新建评估" in dialog.banner.text()
    dialog.banner.action_chosen.emit()
    assert keys_of("report") == ("Ctrl+N",)
    assert keys_of("new") == ()


def test_keys_that_move_about_and_letters_in_fields_are_refused(dialog: KeysDialog) -> None:
    give(dialog, "report", Key.Key_Return)
    assert keys_of("report") == ("Ctrl+R",)
    give(dialog, "editor.phrases", Key.Key_P)
    assert keys_of("editor.phrases") == ("Ctrl+J",)
    assert dialog.banner.isVisible()
    give(dialog, "editor.phrases", Key.Key_F4)
    assert keys_of("editor.phrases") == ("F4",)


def test_escape_leaves_a_key_and_backspace_takes_it_away(dialog: KeysDialog) -> None:
    give(dialog, "report", Key.Key_Escape)
    assert dialog.isVisible()
    assert keys_of("report") == ("Ctrl+R",)
    give(dialog, "report", Key.Key_Backspace)
    assert keys_of("report") == ()


def test_one_key_or_all_become_as_usual_again(dialog: KeysDialog) -> None:
    give(dialog, "report", Key.Key_F5)
    give(dialog, "details", Key.Key_F6)
    assert set(chosen_keys()) == {"report", "details"}
    dialog._resets["report"].click()
    assert keys_of("report") == DEFAULTS["report"]
    dialog.reset_all.click()
    assert not chosen_keys()


def test_keys_are_found_by_initials_and_by_the_key_itself(dialog: KeysDialog) -> None:
    QTest.keyClicks(dialog.search, "xjpg")
    assert dialog.captures["new"].isVisible()
    assert not dialog.captures["report"].isVisible()
    dialog.search.setText("ctrl+r")
    assert dialog.captures["report"].isVisible()
    assert not dialog.captures["new"].isVisible()


def test_no_two_usual_keys_are_the_same() -> None:
    keys = [key for name in DEFAULTS for key in keys_of(name)]
    assert len(keys) == len(set(keys))


def test_what_makes_no_sense_in_the_preferences_is_left_out() -> None:
    choose_keys({"nothing": "Ctrl+P", "report": "Ctrl+K, Ctrl+L", "new": "Ctrl+P", "details": ""})
    assert dict(chosen_keys()) == {"new": "Ctrl+P", "details": ""}
