# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The history lists every act and leads back to any moment and forward again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Outcome
from evaluator_app.gui.dialogs.history_dialog import HistoryDialog
from evaluator_app.gui.session import Session

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> HistoryDialog:
    for target in ("site.zoning", "site.signs", "site.orderliness"):
        session.record_verdict(target, Outcome.MET)
    made = HistoryDialog(session)
    qtbot.addWidget(made)
    made.show()
    return made


def column(dialog: HistoryDialog, number: int) -> list[str]:
    cells = [dialog.table.item(row, number) for row in range(dialog.table.rowCount())]
    return [cell.text() for cell in cells if cell is not None]


def test_the_last_act_stands_first(dialog: HistoryDialog) -> None:
    assert column(dialog, 3)[:3] == ["A1.4 定置管理", "A1.3 标识标牌", "A1.1 功能分区"]
    assert column(dialog, 1)[0] == "王立新"


def test_one_goes_back_to_before_an_act_and_forward_again(dialog: HistoryDialog, session: Session) -> None:
    dialog.table.setCurrentCell(1, 0)
    assert "2" in dialog.back_button.text()
    QTest.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    outcomes = [session.assessment.answer(target).outcome for target in ("site.zoning", "site.signs", "site.orderliness")]
    assert outcomes == [Outcome.MET, Outcome.NOT_ASSESSED, Outcome.NOT_ASSESSED]
    assert column(dialog, 2)[0].startswith("撤销")
    QTest.mouseClick(dialog.forward_button, Qt.MouseButton.LeftButton)
    assert session.assessment.answer("site.signs").outcome is Outcome.MET


def test_what_is_searched_for_is_listed_alone(dialog: HistoryDialog) -> None:
    dialog.search.setText("a1.3")
    assert column(dialog, 3) == ["A1.3 标识标牌"]
    assert "1" in dialog.back_button.text() or "2" in dialog.back_button.text()


def test_the_table_stands_under_the_search_and_its_words_clear_of_the_edge(dialog: HistoryDialog) -> None:
    lefts = [widget.mapTo(dialog, QPoint(0, 0)).x() for widget in (dialog.search, dialog.table)]
    assert lefts[0] == lefts[1] > 0
    words = dialog.table.fontMetrics().horizontalAdvance(column(dialog, 0)[0])
    assert dialog.table.columnWidth(0) >= words + 2 * 10
