# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of what is typed into: search, numbers, form rows; Chinese comes as an input method sends it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.gui.widgets.form_row import FormRow
from evaluator_app.gui.widgets.number_field import NumberField
from evaluator_app.gui.widgets.search_field import SearchField


def compose(field: QWidget, words: str) -> None:
    """Type words as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return a window with a column, shown and active."""
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def put(window: QWidget, *widgets: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
        widget.show()


def test_a_search_tells_its_words_trimmed_and_only_when_they_change(qtbot: QtBot) -> None:
    field = SearchField("搜索指标")
    qtbot.addWidget(field)
    heard: list[str] = []
    field.search_changed.connect(heard.append)
    compose(field, "矸石")
    QTest.keyClicks(field, " A")
    assert heard == ["矸石", "矸石 A"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert heard[-1] == ""
    assert field.text() == ""


def test_down_and_enter_lead_to_the_first_hit(qtbot: QtBot) -> None:
    field = SearchField("搜索指标")
    qtbot.addWidget(field)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        with qtbot.waitSignal(field.descended):
            QTest.keyClick(field, key)


def test_the_shortcut_leads_to_the_search_from_anywhere(window: QWidget, qtbot: QtBot) -> None:
    other, field = QLineEdit(), SearchField("搜索指标", "Ctrl+K")
    put(window, other, field)
    other.setText("not to be cut")
    other.setCursorPosition(0)
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    QTest.keyClick(other, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(field.hasFocus)
    assert other.text() == "not to be cut"


def test_the_clear_button_is_there_only_when_there_is_something_to_clear(qtbot: QtBot) -> None:
    field = SearchField("搜索指标")
    qtbot.addWidget(field)
    clear = field.actions()[-1]
    assert not clear.isVisible()
    compose(field, "矸石")
    assert clear.isVisible()
    clear.trigger()
    assert field.text() == ""


@pytest.mark.parametrize(("typed", "value"), [("12.50", "12.50"), ("１２．５", "12.5"), ("7。5", "7.5"), ("0", "0")])
def test_a_number_is_exact_and_may_be_full_width(qtbot: QtBot, typed: str, value: str) -> None:
    field = NumberField(unit="%")
    qtbot.addWidget(field)
    assert field.value() is None
    compose(field, typed)
    with qtbot.waitSignal(field.value_entered) as entered:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert entered.args == [Decimal(value)]
    assert str(field.value()) == value


def test_what_is_no_number_cannot_be_typed(qtbot: QtBot) -> None:
    field = NumberField(decimals=1)
    qtbot.addWidget(field)
    QTest.keyClicks(field, "a-1x2.345e")
    assert field.text() == "12.3"
    whole = NumberField(decimals=0, minimum=Decimal(-5))
    qtbot.addWidget(whole)
    QTest.keyClicks(whole, "-3.7")
    assert whole.value() == Decimal(-37)


def test_an_emptied_number_is_none_and_no_zero(qtbot: QtBot) -> None:
    field = NumberField(Decimal("3.5"))
    qtbot.addWidget(field)
    field.clear()
    with qtbot.waitSignal(field.value_entered) as entered:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert entered.args == [None]
    with qtbot.assertNotEmitted(field.value_entered):
        QTest.keyClick(field, Qt.Key.Key_Return)
        field.set_value(Decimal(4))


def test_arrows_step_a_number_but_not_below_its_least(qtbot: QtBot) -> None:
    field = NumberField(Decimal("0.5"), step=Decimal("0.5"))
    qtbot.addWidget(field)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == Decimal("1.0")
    for _press in range(4):
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.value() == 0


def test_the_unit_leaves_room_for_the_number(qtbot: QtBot) -> None:
    field = NumberField(unit="万吨/年")
    qtbot.addWidget(field)
    field.resize(160, 40)
    field.show()
    assert field.textMargins().right() >= field.fontMetrics().horizontalAdvance("万吨/年")
    field.set_unit("")
    assert field.textMargins().right() == 0


def test_a_form_row_names_and_describes_its_field(window: QWidget) -> None:
    field = QLineEdit()
    row = FormRow("矿山名称", field, hint="与采矿许可证一致", required=True)
    put(window, row)
    assert (field.accessibleName(), field.accessibleDescription()) == ("矿山名称", "与采矿许可证一致")
    assert row.label().text() == "矿山名称 *"
    assert row.label().buddy() is field


def test_a_form_row_says_what_is_wrong_and_makes_room_for_it(window: QWidget, qtbot: QtBot) -> None:
    field = QLineEdit()
    row = FormRow("采区回采率", field, hint="百分数")
    put(window, row)
    calm, plain = row.sizeHint().height(), field.grab().toImage()
    row.set_error("应在 0 与 100 之间")
    assert row.error() == "应在 0 与 100 之间"
    assert field.accessibleDescription() == "应在 0 与 100 之间"
    qtbot.waitUntil(lambda: row.sizeHint().height() > calm)
    assert field.grab().toImage() != plain
    row.set_error("")
    assert field.accessibleDescription() == "百分数"
    qtbot.waitUntil(lambda: row.sizeHint().height() == calm)
