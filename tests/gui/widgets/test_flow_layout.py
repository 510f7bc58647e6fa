# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the layout that breaks lines."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.gui.widgets.flow_layout import FlowLayout


class Box(QWidget):
    """A widget of 60 by 20."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(60, 20)


def flow_of(qtbot: QtBot, count: int) -> tuple[QWidget, FlowLayout, list[Box]]:
    ground = QWidget()
    qtbot.addWidget(ground)
    flow = FlowLayout(ground, spacing=10)
    boxes = [Box() for _number in range(count)]
    for box in boxes:
        flow.addWidget(box)
    return ground, flow, boxes


def test_lines_break_where_the_width_ends(qtbot: QtBot) -> None:
    ground, flow, boxes = flow_of(qtbot, 5)
    ground.resize(200, 200)
    ground.show()
    assert [(box.x(), box.y()) for box in boxes] == [(0, 0), (70, 0), (140, 0), (0, 30), (70, 30)]
    assert flow.heightForWidth(200) == 50
    assert flow.heightForWidth(199) == 80
    assert flow.heightForWidth(340) == 20


def test_hidden_widgets_take_no_room(qtbot: QtBot) -> None:
    ground, flow, boxes = flow_of(qtbot, 3)
    ground.resize(400, 100)
    ground.show()
    boxes[1].hide()
    flow.activate()
    assert boxes[2].x() == 70
    assert flow.sizeHint().width() == 130


def test_widgets_are_inserted_and_cleared(qtbot: QtBot) -> None:
    ground, flow, boxes = flow_of(qtbot, 2)
    new = Box()
    flow.insert_widget(1, new)
    ground.resize(400, 100)
    ground.show()
    assert (boxes[0].x(), new.x(), boxes[1].x()) == (0, 70, 140)
    flow.clear()
    assert flow.count() == 0
    assert flow.itemAt(0) is None
    assert flow.takeAt(0) is None


def test_a_widget_wider_than_the_line_is_made_to_fit(qtbot: QtBot) -> None:
    ground, flow, _boxes = flow_of(qtbot, 1)
    wide = QWidget()
    wide.setMinimumSize(10, 10)
    flow.addWidget(wide)
    assert flow.minimumSize().width() == 60
    ground.resize(100, 100)
    ground.show()
    assert wide.width() <= 100
