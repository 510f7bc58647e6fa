# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of what is pressed: chips, key buttons, the segmented control, the stage bar, scores."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from evaluator_app.gui.palette import Tone
from evaluator_app.gui.theme import TOUCH
from evaluator_app.gui.widgets.big_score import BigScore
from evaluator_app.gui.widgets.chip import Chip
from evaluator_app.gui.widgets.key_button import KeyButton
from evaluator_app.gui.widgets.score_row import ScoreRow
from evaluator_app.gui.widgets.segmented_control import SegmentedControl
from evaluator_app.gui.widgets.stage_bar import StageBar

STAGES = ("准备", "内业评估", "首次会议", "现场核查", "讨论", "末次会议", "报告", "签章", "上报")


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_chip_is_toggled_by_keyboard(qtbot: QtBot, key: Qt.Key) -> None:
    chip = Chip("未评", 7)
    qtbot.addWidget(chip)
    with qtbot.waitSignal(chip.toggled) as pressed:
        QTest.keyClick(chip, key)
    assert pressed.args == [True]
    QTest.keyClick(chip, key)
    assert not chip.isChecked()


def test_a_chip_is_toggled_by_a_click_and_tells_its_count(qtbot: QtBot) -> None:
    chip = Chip("未评", 7)
    qtbot.addWidget(chip)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.isChecked()
    narrow = chip.sizeHint().width()
    chip.set_count(1234)
    assert chip.accessibleName() == "未评 1234"
    assert chip.sizeHint().width() > narrow
    assert (chip.count(), chip.focusPolicy()) == (1234, Qt.FocusPolicy.StrongFocus)


@pytest.mark.parametrize("primary", [False, True])
def test_key_buttons_are_large_enough_for_gloves_and_obey_both_keys(qtbot: QtBot, primary: bool) -> None:
    made = KeyButton("符合", "1", tone=Tone.DONE, primary=primary)
    qtbot.addWidget(made)
    assert made.sizeHint().height() >= TOUCH
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        with qtbot.waitSignal(made.clicked):
            QTest.keyClick(made, key)
    assert made.isCheckable() is not primary


def test_a_key_button_names_its_key_for_screen_readers(qtbot: QtBot) -> None:
    made = KeyButton("符合", "1", tone=Tone.DONE)
    qtbot.addWidget(made)
    assert (made.accessibleName(), made.accessibleDescription()) == ("符合", "1")
    made.set_words("Met", "F1")
    assert (made.text(), made.key_hint(), made.accessibleDescription()) == ("Met", "F1", "F1")


def test_a_checked_key_button_looks_different_without_color(qtbot: QtBot) -> None:
    made = KeyButton("有问题", "2", tone=Tone.FOUND)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    before = made.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    made.setChecked(True)
    assert made.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8) != before


def test_focus_is_seen(qtbot: QtBot) -> None:
    buttons: list[QAbstractButton] = [Chip("未评"), KeyButton("符合", "1"), BigScore("已得分", "79.5", "/ 100"), ScoreRow("矿区环境")]
    for button in buttons:
        qtbot.addWidget(button)
        button.resize(button.sizeHint())
        button.show()
        qtbot.waitExposed(button)
        plain = button.grab().toImage()
        button.activateWindow()
        button.setFocus()
        qtbot.waitUntil(button.hasFocus)
        assert button.grab().toImage() != plain, button.accessibleName()
        button.hide()


def test_scores_can_be_asked_to_explain_themselves(qtbot: QtBot) -> None:
    big = BigScore("已得分", "79.5", "/ 100")
    row = ScoreRow("矿区环境")
    row.set_score("9.6 / 12", Decimal("9.6"), Decimal(12), Decimal(1), tone=Tone.VETO)
    for button in (big, row):
        qtbot.addWidget(button)
        with qtbot.waitSignal(button.clicked):
            QTest.keyClick(button, Qt.Key.Key_Return)
        with qtbot.waitSignal(button.clicked):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert big.accessibleName() == "已得分 79.5 / 100"
    assert row.accessibleName() == "矿区环境 9.6 / 12"
    assert row.accessibleDescription() == "9.6 of 12 points; 1 open, 1.4 lost."


def test_a_click_on_the_bar_of_a_row_counts_as_one_on_the_row(qtbot: QtBot) -> None:
    row = ScoreRow("矿区环境")
    qtbot.addWidget(row)
    row.resize(300, row.sizeHint().height())
    row.show()
    with qtbot.waitSignal(row.clicked):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.bar.geometry().center())


def test_segments_are_chosen_by_arrow_keys_and_clicks(qtbot: QtBot) -> None:
    control = SegmentedControl([("place", "按地点"), ("document", "按资料"), ("indicator", "按指标")], "document", name="导航")
    qtbot.addWidget(control)
    control.resize(control.sizeHint())
    chosen: list[str] = []
    control.segment_chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_End):
        QTest.keyClick(control, key)
    QTest.mouseClick(control, Qt.MouseButton.LeftButton, pos=QPoint(8, control.height() // 2))
    assert chosen == ["indicator", "place", "indicator", "place"]
    assert control.accessibleName() == "导航 按地点"


def test_choosing_a_segment_by_program_gives_no_signal(qtbot: QtBot) -> None:
    control = SegmentedControl([("a", "A"), ("b", "B")])
    qtbot.addWidget(control)
    with qtbot.assertNotEmitted(control.segment_chosen):
        control.set_current("b")
        control.set_segments([("a", "Alpha"), ("b", "Beta")])
    assert control.current() == "b"
    with pytest.raises(ValueError, match="c"):
        control.set_current("c")


def test_stages_are_walked_and_chosen_by_keyboard(qtbot: QtBot) -> None:
    bar = StageBar(STAGES, 3, "38/45")
    qtbot.addWidget(bar)
    assert bar.accessibleName() == "现场核查  38/45, current stage"
    QTest.keyClick(bar, Qt.Key.Key_Left)
    assert bar.accessibleName() == "首次会议, done"
    with qtbot.waitSignal(bar.stage_chosen) as chosen:
        QTest.keyClick(bar, Qt.Key.Key_Return)
    assert chosen.args == [2]
    QTest.keyClick(bar, Qt.Key.Key_End)
    assert bar.accessibleName() == "上报, still to come"


def test_a_stage_is_chosen_by_a_click(qtbot: QtBot) -> None:
    bar = StageBar(STAGES, 3)
    qtbot.addWidget(bar)
    bar.resize(bar.sizeHint())
    with qtbot.waitSignal(bar.stage_chosen) as chosen:
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(14, bar.height() // 2))
    assert chosen.args == [0]


def test_a_narrow_stage_bar_keeps_the_name_of_the_current_stage(qtbot: QtBot) -> None:
    bar = StageBar(STAGES, 3, "38/45")
    qtbot.addWidget(bar)
    bar.resize(bar.sizeHint())
    assert bar.named() == tuple(range(9))
    bar.resize(bar.minimumSizeHint())
    assert bar.named() == (3,)
    bar.resize((bar.minimumSizeHint().width() + bar.sizeHint().width()) // 2, bar.height())
    assert 3 in bar.named()
    assert 1 < len(bar.named()) < 9
