# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the table: rows as high as their words, points to the right, keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evaluator_app.gui.palette import LIGHT, Tone
from evaluator_app.gui.theme import apply_theme
from evaluator_app.gui.widgets.ledger_table import DETAIL_ROLE, TONE_ROLE, LedgerColumn, LedgerTable

COLUMNS = (LedgerColumn(), LedgerColumn(stretch=1), LedgerColumn(numeric=True, strong=True))
LONG = "废旧托辊约 20 件露天堆放，未分区、无标识，对照定置图 3-2 应入废料区。" * 3


def model_of(*rows: tuple[str, str, str]) -> QStandardItemModel:
    model = QStandardItemModel(0, 3)
    model.setHorizontalHeaderLabels(["地点", "事实", "扣分"])
    for row in rows:
        model.appendRow([QStandardItem(word) for word in row])
    return model


@pytest.fixture
def table(qtbot: QtBot) -> LedgerTable:
    made = LedgerTable(COLUMNS, name="扣分记录")
    qtbot.addWidget(made)
    made.set_model(model_of(("机修车间", LONG, "−0.5"), ("材料库", "锚杆与油桶混放", "−0.5")))
    made.resize(480, 400)
    made.show()
    return made


def test_a_row_is_as_high_as_its_words_and_never_less_than_36(table: LedgerTable) -> None:
    assert table.rowHeight(0) >= 3 * table.fontMetrics().height()
    assert 36 <= table.rowHeight(1) < table.rowHeight(0)


def test_rows_grow_when_the_table_is_made_narrow(table: LedgerTable) -> None:
    before = table.rowHeight(0)
    table.resize(300, 400)
    assert table.rowHeight(0) > before
    table.resize(1600, 400)
    assert table.rowHeight(0) < before


def test_columns_fill_the_width_and_no_more(table: LedgerTable) -> None:
    for width in (420, 480, 900):
        table.resize(width, 400)
        assert sum(table.columnWidth(column) for column in range(3)) == table.viewport().width()


def test_the_table_asks_for_the_height_of_all_its_rows(table: LedgerTable) -> None:
    rows = table.rowHeight(0) + table.rowHeight(1)
    assert table.sizeHint().height() == rows + table.horizontalHeader().sizeHint().height()
    scrolling = LedgerTable(COLUMNS, fits_rows=False)
    assert scrolling.minimumSizeHint().height() < table.minimumSizeHint().height()


def test_changes_of_the_model_fit_the_heights_again(table: LedgerTable, qtbot: QtBot) -> None:
    model = table.model()
    assert isinstance(model, QStandardItemModel)
    model.item(1, 1).setText(LONG)
    qtbot.waitUntil(lambda: table.rowHeight(1) == table.rowHeight(0))
    before = table.sizeHint().height()
    model.appendRow([QStandardItem(word) for word in ("甲", "乙", "−1")])
    qtbot.waitUntil(lambda: table.sizeHint().height() > before)


def test_an_old_model_is_no_longer_followed(table: LedgerTable) -> None:
    old = table.model()
    assert isinstance(old, QStandardItemModel)
    table.set_model(model_of(("甲", "乙", "−1")))
    old.removeRow(0)
    assert table.model().rowCount() == 1


def test_a_greater_text_size_makes_higher_rows(table: LedgerTable, qtbot: QtBot, qapp: QApplication) -> None:
    before = table.rowHeight(1)
    apply_theme(qapp, "light", text_px=22)
    qtbot.waitUntil(lambda: table.rowHeight(1) > before)


def test_coming_into_sight_measures_the_rows_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[bool] = []
    fit = LedgerTable.resizeRowsToContents

    def count(table: LedgerTable) -> None:
        measured.append(table.isVisible())
        fit(table)

    monkeypatch.setattr(LedgerTable, "resizeRowsToContents", count)
    table = LedgerTable(COLUMNS)
    qtbot.addWidget(table)
    model = model_of(("机修车间", LONG, "−0.5"))
    table.set_model(model)
    table.resize(480, 400)
    table.show()
    QApplication.processEvents()
    assert measured == [True]


def test_what_changed_out_of_sight_is_fitted_when_the_table_is_shown_again(table: LedgerTable) -> None:
    table.hide()
    model = table.model()
    assert isinstance(model, QStandardItemModel)
    model.item(1, 1).setText(LONG)
    table.show()
    assert table.rowHeight(1) == table.rowHeight(0)


def test_keys_activate_and_remove_the_current_row(table: LedgerTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.row_selected) as selected:
        table.select_row(1)
    with qtbot.waitSignal(table.row_activated) as activated:
        QTest.keyClick(table, Qt.Key.Key_Return)
    with qtbot.waitSignal(table.removal_requested) as removed:
        QTest.keyClick(table, Qt.Key.Key_Delete)
    assert (selected.args, activated.args, removed.args) == ([1], [1], [1])
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert table.currentIndex().row() == 0


def test_a_double_click_activates_its_row_once(table: LedgerTable) -> None:
    rows: list[int] = []
    table.row_activated.connect(rows.append)
    spot = QPoint(20, table.rowViewportPosition(1) + 5)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert rows == [1]


def test_without_a_row_keys_do_nothing(qtbot: QtBot) -> None:
    empty = LedgerTable(COLUMNS)
    qtbot.addWidget(empty)
    empty.set_model(model_of())
    with qtbot.assertNotEmitted(empty.row_activated), qtbot.assertNotEmitted(empty.removal_requested):
        QTest.keyClick(empty, Qt.Key.Key_Return)
        QTest.keyClick(empty, Qt.Key.Key_Delete)


def inked(image: QImage, left: int, right: int, top: int, bottom: int) -> list[tuple[int, str]]:
    """Return place and color of every pixel that is not the surface."""
    pixels = ((x, image.pixelColor(x, y).name().upper()) for x in range(left, right) for y in range(top, bottom))
    return [(x, shade) for x, shade in pixels if shade != LIGHT.surface]


def test_points_stand_to_the_right_in_their_tone(table: LedgerTable) -> None:
    model = table.model()
    assert isinstance(model, QStandardItemModel)
    model.item(1, 2).setData(Tone.VETO.value, TONE_ROLE)
    left = table.columnViewportPosition(2)
    top = table.rowViewportPosition(1)
    image = table.viewport().grab().toImage()
    found = inked(image, left, table.viewport().width(), top, top + table.rowHeight(1) - 1)
    assert LIGHT.tones[Tone.VETO].text in {shade for _x, shade in found}
    assert table.viewport().width() - max(x for x, _shade in found) <= 12
    head = table.horizontalHeader().grab().toImage()
    words = inked(head, left, head.width(), 2, head.height() - 3)
    assert head.width() - max(x for x, _shade in words) <= 13


def test_a_detail_gets_a_line_of_its_own(table: LedgerTable, qtbot: QtBot) -> None:
    before = table.rowHeight(1)
    model = table.model()
    assert isinstance(model, QStandardItemModel)
    model.item(1, 1).setData("第 5.3.2 条", DETAIL_ROLE)
    qtbot.waitUntil(lambda: table.rowHeight(1) > before)
