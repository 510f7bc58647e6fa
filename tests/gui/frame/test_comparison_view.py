# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Two templates side by side: filters by what differs, search, what a row says, keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from evaluator_app.domain.comparing import ComparedThing, Difference, compare
from evaluator_app.domain.criteria import DeductPerOccurrence
from evaluator_app.domain.provenance import Confidence, Provenance
from evaluator_app.domain.template import FactDefinition, FactKind, NamedThing, Template
from evaluator_app.domain.thresholds import ThresholdRow, ThresholdTable
from evaluator_app.gui.models.comparison_model import LOOKS, RowKind
from evaluator_app.gui.views.templates.comparison_view import CHANGED, EVERYTHING, ComparisonView
from tests.builders import a_template
from tests.gui.frame.hands import press

Show = Callable[[Template, Template], ComparisonView]
TABLE = ThresholdTable("limits", "限值", "回采率", rows=(ThresholdRow("a", low=Decimal(75), high=Decimal(80)), ThresholdRow("b")))
FACT = FactDefinition("mineral", "矿种", FactKind.CHOICE, (NamedThing("coal", "煤"), NamedThing("iron", "铁")))
OLD = a_template().with_item("1.1", 5).with_item("1.2", 3, DeductPerOccurrence(Decimal(1))).with_item("1.3", 2).build()
NEW = replace(
    a_template()
    .with_item("1.1", 4)
    .with_item("1.2", 3, DeductPerOccurrence(Decimal(2)))
    .with_item("1.4", 3)
    .with_tables(TABLE)
    .with_facts(FACT)
    .with_prerequisite("p")
    .build(),
    edition="2027",
    provenance=Provenance("新文件", confidence=Confidence.READ),
)


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def show_view(old: Template, new: Template) -> ComparisonView:
        view = ComparisonView(compare(old, new), old, new)
        view.resize(1000, 700)
        qtbot.addWidget(view)
        with qtbot.waitActive(view):
            view.show()
            view.activateWindow()
        return view

    return show_view


def titles(view: ComparisonView, kind: RowKind = RowKind.THING) -> list[str]:
    rows = [view.model.row(number) for number in range(view.model.rowCount())]
    return [row.title for row in rows if row.kind is kind]


def sides(view: ComparisonView) -> list[tuple[str, str, str]]:
    rows = [view.model.row(number) for number in range(view.model.rowCount())]
    return [(row.title, row.old, row.new) for row in rows if row.kind is RowKind.SIDES]


def test_all_that_differs_is_shown_first_with_both_sides(show: Show) -> None:
    view = show(OLD, NEW)
    assert titles(view, RowKind.HEADING)[:2] == ["模板整体  1", "先决条件  1"]
    assert "1.1  指标1.1" in titles(view)
    assert ("分值", "5", "4") in sides(view)
    assert ("评分规则", "每处不符合扣 1 分，扣完为止", "每处不符合扣 2 分，扣完为止") in sides(view)
    assert ("", "要求\n2 分　符合得满分，不符合不得分", "") in sides(view)
    assert ("", "", "煤、铁") in sides(view)
    assert ("", "", "75–80 %") in sides(view)
    assert ("出处 · document", "", "新文件") in sides(view)
    assert view.chips[CHANGED].count() == len(titles(view))


def test_a_filter_shows_what_differs_in_one_way_and_gives_way_when_pressed_again(show: Show) -> None:
    view = show(OLD, NEW)
    press(view.chips[Difference.POINTS.value])
    assert titles(view) == ["1.1  指标1.1"]
    assert [name for name, _old, _new in sides(view)] == ["分值"]
    press(view.chips[Difference.POINTS.value])
    assert view.chips[CHANGED].isChecked()
    press(view.chips[Difference.REMOVED.value])
    assert titles(view) == ["1.3  指标1.3"]
    assert Difference.GUIDANCE.value not in view.chips
    press(view.chips[EVERYTHING])
    assert len(titles(view)) == view.chips[EVERYTHING].count()


def test_a_search_looks_through_titles_and_both_sides(show: Show) -> None:
    view = show(OLD, NEW)
    view.search.setText("铁")
    assert titles(view) == ["矿种"]
    QTest.keyClick(view.search, Qt.Key.Key_Escape)
    view.search.setText("nothing at all")
    assert titles(view) == []
    empty = next(child for child in view.findChildren(QWidget) if child.accessibleName() == "没有符合的内容")
    assert empty.isVisible()


def test_two_equal_templates_are_said_to_be_the_same(show: Show) -> None:
    view = show(OLD, OLD)
    assert titles(view) == []
    assert any(child.accessibleName() == "两者相同" and child.isVisible() for child in view.findChildren(QWidget))


def test_enter_chooses_the_thing_of_a_row_and_the_keyboard_passes_over_headings(show: Show, qtbot: QtBot) -> None:
    view = show(OLD, NEW)
    view.list.setFocus()
    view.list.setCurrentIndex(view.model.index(1, 0))
    with qtbot.waitSignal(view.thing_chosen) as chosen:
        QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert isinstance(chosen.args[0], ComparedThing)
    headings = [number for number in range(view.model.rowCount()) if view.model.row(number).kind is RowKind.HEADING]
    for _step in range(view.model.rowCount()):
        QTest.keyClick(view.list, Qt.Key.Key_Down)
        assert view.list.currentIndex().row() not in headings


def test_rows_are_as_high_as_the_longer_side_needs(show: Show) -> None:
    long = replace(OLD, notes=("说明" * 300,))
    view = show(OLD, long)
    [number] = [n for n in range(view.model.rowCount()) if view.model.row(n).kind is RowKind.SIDES]
    wide = view.list.visualRect(view.model.index(number, 0)).height()
    view.resize(500, 700)
    QTest.qWait(50)
    assert view.list.visualRect(view.model.index(number, 0)).height() > wide > 60


def test_every_difference_has_an_icon_and_a_tone_of_its_own() -> None:
    assert set(LOOKS) == set(Difference)
    assert len(set(LOOKS.values())) == len(LOOKS)
    assert len({name for _tone, name in LOOKS.values()}) == len(LOOKS)


def test_a_screen_reader_is_told_both_sides(show: Show) -> None:
    view = show(OLD, NEW)
    spoken = [str(view.model.index(number, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for number in range(view.model.rowCount())]
    assert "分值，分值有改动。原：5。现：4" in spoken
