# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the search over everything, with real keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evaluator_app.domain.changes import record_observation
from evaluator_app.gui.dialogs.assessment_details_dialog import AssessmentDetailsDialog
from evaluator_app.gui.main_window import MainWindow
from evaluator_app.gui.views.palette.palette_desk import PaletteDesk
from evaluator_app.gui.views.palette.palette_dialog import PaletteDialog
from evaluator_app.services.searching import EntryKind
from tests.gui.frame.hands import dialog_of

Show = Callable[[], MainWindow]
Begin = Callable[..., str]
Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(show: Show, begin: Begin) -> MainWindow:
    shown = show()
    shown.open_assessment(begin())
    return shown


def opened(window: MainWindow, qtbot: QtBot) -> PaletteDialog:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(QApplication.focusWidget() or window, Key.Key_K, CTRL)
    dialog = dialog_of(window, PaletteDialog)
    qtbot.waitUntil(dialog.field.hasFocus)
    return dialog


def shown(dialog: PaletteDialog) -> list[str]:
    hits = (dialog.model.hit(number) for number in range(dialog.model.rowCount()))
    return [hit.entry.title for hit in hits if hit]


def marked(dialog: PaletteDialog) -> str:
    hit = dialog.model.hit(dialog.list.currentIndex().row())
    return hit.entry.title if hit else ""


def test_initials_and_enter_lead_to_an_item(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    QTest.keyClicks(dialog.field, "bsbp")
    assert marked(dialog) == "标识标牌"
    QTest.keyClick(dialog.field, Key.Key_Return)
    assert window.session is not None
    assert window.session.current == "site.signs"
    assert not dialog.isVisible()
    assert window.page is not None
    assert window.focusWidget() is window.page.view.list_panel.list


def test_a_code_without_its_dot_is_found_first(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    QTest.keyClicks(dialog.field, "a13")
    assert marked(dialog) == "标识标牌"


def test_escape_leaves_everything_as_it_was(window: MainWindow, qtbot: QtBot) -> None:
    assert window.session is not None
    before = window.session.current
    dialog = opened(window, qtbot)
    QTest.keyClicks(dialog.field, "bsbp")
    QTest.keyClick(dialog.field, Key.Key_Escape)
    assert not dialog.isVisible()
    assert window.session.current == before


def test_a_command_shows_its_key_and_runs(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    dialog.field.setText("未评指标")
    hit = dialog.model.hit(dialog.list.currentIndex().row())
    assert hit is not None
    assert hit.entry.keys in ("F8", "Ctrl+F8")
    assert window.session is not None
    before = window.session.current
    QTest.keyClick(dialog.field, Key.Key_Return)
    assert window.session.current != before


def test_people_lead_to_the_team(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    QTest.keyClicks(dialog.field, "wlx")
    assert marked(dialog) == "王立新"
    QTest.keyClick(dialog.field, Key.Key_Return)
    dialog_of(window, AssessmentDetailsDialog).reject()


def test_an_observation_opens_in_its_editor(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    assert session is not None
    assert window.page is not None
    seen = session.opened.new_observation("site.signs", "提升机房标识牌褪色", place="工业广场")
    session.do(record_observation(session.assessment, seen))
    dialog = opened(window, qtbot)
    QTest.keyClicks(dialog.field, "tsjfbsp")
    assert marked(dialog) == "提升机房标识牌褪色"
    QTest.keyClick(dialog.field, Key.Key_Return)
    assert session.current == "site.signs"
    assert window.page.view.item_panel.ledger.editor.observation_id == seen.id


def test_up_and_down_walk_over_headings_and_round_the_ends(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    QTest.keyClicks(dialog.field, "lh")
    first = marked(dialog)
    QTest.keyClick(dialog.field, Key.Key_Up)
    assert marked(dialog) == shown(dialog)[-1]
    QTest.keyClick(dialog.field, Key.Key_Down)
    assert marked(dialog) == first


def test_what_was_used_last_comes_first_while_nothing_is_typed(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    QTest.keyClicks(dialog.field, "bsbp")
    QTest.keyClick(dialog.field, Key.Key_Return)
    (desk,) = window.findChildren(PaletteDesk)
    qtbot.waitUntil(lambda: desk.dialog is None)
    assert shown(opened(window, qtbot))[0] == "标识标牌"


def test_nothing_found_is_said(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    QTest.keyClicks(dialog.field, "qqqqqq")
    assert dialog.nothing.isVisible()
    QTest.keyClick(dialog.field, Key.Key_Return)
    assert dialog.isVisible()


def test_it_opens_over_a_field_that_is_being_typed_in(window: MainWindow, qtbot: QtBot) -> None:
    assert window.page is not None
    QTest.keyClick(window.page.view.list_panel.list, Key.Key_N)
    words = window.page.view.item_panel.ledger.editor.words
    words.setFocus()
    words.setPlainText("操作牌褪色")
    words.moveCursor(words.textCursor().MoveOperation.Start)
    opened(window, qtbot)
    assert words.toPlainText() == "操作牌褪色"


def test_from_the_first_page_words_lead_into_any_assessment(show: Show, begin: Begin, qtbot: QtBot) -> None:
    window = show()
    begin("白石煤矿")
    window.open_assessment(begin("青山煤矿"))
    session = window.session
    assert session is not None
    session.do(record_observation(session.assessment, session.opened.new_observation("site.signs", "提升机房标识牌褪色")))
    window.show_home()
    dialog = opened(window, qtbot)
    qtbot.waitUntil(lambda: "白石煤矿" in shown(dialog))
    QTest.keyClicks(dialog.field, "bsmk")
    assert marked(dialog) == "白石煤矿"
    dialog.field.setText("褪色 qsmk")
    hit = dialog.model.hit(dialog.list.currentIndex().row())
    assert hit is not None
    assert hit.entry.kind is EntryKind.OBSERVATION
    assert "青山煤矿" in hit.entry.detail
    assert "A1.3" in hit.entry.detail
    QTest.keyClick(dialog.field, Key.Key_Return)
    assert window.session is not None
    assert window.session.assessment.mine.name == "青山煤矿"
    assert window.session.current == "site.signs"


def test_what_is_read_after_the_window_was_closed_disturbs_nobody(show: Show, begin: Begin, qtbot: QtBot) -> None:
    begin()
    window = show()
    window.acts.search.trigger()
    [desk] = window.findChildren(PaletteDesk)
    window.close()
    qtbot.waitUntil(lambda: desk._everywhere is not None)
    assert not window.isVisible()
