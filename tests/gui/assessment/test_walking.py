# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Walking the mine by place through the real list: by clicks and keys, with what is kept from one start to the next."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Outcome
from evaluator_app.domain.changes import Act, record_observation
from evaluator_app.domain.on_site import Place
from evaluator_app.domain.placing import add_place
from evaluator_app.domain.walking import Way
from evaluator_app.gui.models.indicator_model import IndicatorModel
from evaluator_app.gui.models.indicator_row import IndicatorRow, RowKind
from evaluator_app.gui.models.item_filter import ItemFilter
from evaluator_app.gui.models.walk_rows import LEFT_OUT
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView

Key = Qt.Key
ALT, SHIFT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
"""The offscreen platform says so of every window with a least size."""


def press(key: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def index_of(view: AssessmentView, item: str, place: str = "") -> QModelIndex:
    """Return where an item is shown under a place."""
    proxy = view.list_panel.proxy
    found = [proxy.index(row, 0) for row in range(proxy.rowCount())]
    return next(each for each in found if each.data(IndicatorModel.ROW_ROLE).id == item and place in ("", row_at(each).place))


def row_at(index: QModelIndex) -> IndicatorRow:
    row: IndicatorRow = index.data(IndicatorModel.ROW_ROLE)
    return row


def click(view: AssessmentView, index: QModelIndex, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Click a row of the list, scrolled into sight."""
    view.list_panel.list.scrollTo(index)
    at = view.list_panel.list.visualRect(index).center()
    QTest.mouseClick(view.list_panel.list.viewport(), Qt.MouseButton.LeftButton, modifier, at)


def heading(view: AssessmentView, place: str) -> IndicatorRow:
    return next(row for row in view.list_panel.model.rows() if row.kind.is_heading and row.place == place)


def below(view: AssessmentView, place: str) -> list[str]:
    return [row.id for row in view.list_panel.model.rows() if row.kind is RowKind.ITEM and row.place == place]


@pytest.fixture
def by_place(view: AssessmentView) -> AssessmentView:
    press(Key.Key_1, ALT)
    return view


def test_at_the_plant_one_sees_just_what_is_to_be_looked_at_there(by_place: AssessmentView, session: Session) -> None:
    places = {place.id: place.title for place in session.template.places}
    click(by_place, index_of(by_place, "site.signs", places["plant"]))
    assert session.current == "site.signs"
    assert session.place == places["plant"]
    asked = {indicator.id for indicator in session.template.indicators() if "plant" in indicator.places}
    shown, left = set(below(by_place, places["plant"])), {row.id for row in by_place.list_panel.model.rows() if LEFT_OUT in row.above}
    assert shown == asked - left
    assert by_place.item_panel.where.place.text().endswith(places["plant"])


def test_the_models_keep_the_rules_of_qt_on_every_way(by_place: AssessmentView, session: Session) -> None:
    for model in (by_place.list_panel.model, by_place.list_panel.proxy):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for key in (Key.Key_2, Key.Key_3, Key.Key_1):
        press(key, ALT)
        session.do(record_observation(session.assessment, session.opened.new_observation("site.signs", "缺牌", place=f"井口{key.value}")))


def test_one_key_notes_that_nothing_was_found_here_and_undo_takes_it_back(by_place: AssessmentView, session: Session) -> None:
    click(by_place, index_of(by_place, "site.signs", "采场"))
    press(Key.Key_0)
    (seen,) = session.assessment.observations_of("site.signs")
    assert (seen.place, seen.is_fault, seen.assessor) == ("采场", False, "a1")
    assert row_at(index_of(by_place, "site.signs", "采场")).here.seen.clear == 1  # type: ignore[union-attr]
    assert row_at(index_of(by_place, "site.signs", "井口")).here.seen.clear == 0  # type: ignore[union-attr]
    press(Key.Key_0)
    assert len(session.assessment.observations) == 1
    session.undo()
    assert not session.assessment.observations


def test_without_a_place_the_key_says_so_and_notes_nothing(view: AssessmentView, session: Session) -> None:
    press(Key.Key_0)
    assert not session.assessment.observations
    assert view.item_panel.banner.isVisible()


def test_a_place_is_not_done_by_a_verdict_but_by_having_looked(by_place: AssessmentView, session: Session) -> None:
    click(by_place, index_of(by_place, "site.signs", "采场"))
    before = heading(by_place, "采场").detail
    press(Key.Key_1)
    assert heading(by_place, "采场").detail == before
    assert heading(by_place, "采场").counts.done == 1  # type: ignore[union-attr]
    press(Key.Key_0)
    assert heading(by_place, "采场").detail != before


def test_enter_walks_to_the_next_item_of_the_place_and_on_to_the_next_place(by_place: AssessmentView, session: Session) -> None:
    places = [row.place for row in by_place.list_panel.model.rows() if row.kind.is_heading and row.place]
    last = below(by_place, places[0])[-1]
    click(by_place, index_of(by_place, last, places[0]))
    press(Key.Key_Return)
    assert session.place == places[1]
    assert session.current == below(by_place, places[1])[0]
    assert row_at(by_place.list_panel.list.currentIndex()).place == places[1]


def test_a_verdict_on_several_items_is_one_act_and_who_does_not_take_it_is_named(view: AssessmentView, session: Session) -> None:
    click(view, index_of(view, "site.signs"))
    click(view, index_of(view, "site.cleanliness"), SHIFT)
    press(Key.Key_Down, SHIFT)
    assert len(view.list_panel.together()) == 4
    assert view.list_panel.several.isVisible()
    click(view, index_of(view, "extraction.recovery"), CONTROL)
    press(Key.Key_1)
    assert session.opened.journal[-1].change.act is Act.RECORD_MANY
    taken = ("site.signs", "site.orderliness", "site.cleanliness")
    assert all(session.assessment.answer(each).outcome is Outcome.MET for each in taken)
    assert session.assessment.answer("extraction.recovery").outcome is Outcome.NOT_ASSESSED
    assert session.opened.title_of("extraction.recovery") in view.item_panel.banner.text()
    session.undo()
    assert all(session.assessment.answer(each).outcome is Outcome.NOT_ASSESSED for each in taken)


def test_several_items_are_noted_each_at_its_own_place(by_place: AssessmentView, session: Session) -> None:
    click(by_place, index_of(by_place, "site.signs", "采场"))
    click(by_place, index_of(by_place, "site.signs", "井口"), CONTROL)
    press(Key.Key_0)
    assert sorted(seen.place for seen in session.assessment.observations.values()) == ["井口", "采场"]
    session.undo()
    assert not session.assessment.observations


def test_a_heading_folds_by_click_and_keys_and_a_search_looks_under_it(by_place: AssessmentView, session: Session) -> None:
    click(by_place, index_of(by_place, "site.signs", "采场"))
    press(Key.Key_Left)
    assert heading(by_place, "采场").is_folded
    assert not [row for row in by_place.list_panel.proxy.shown() if row.place == "采场"]
    press(Key.Key_Right)
    assert not heading(by_place, "采场").is_folded
    assert row_at(by_place.list_panel.list.currentIndex()).id == "site.signs"
    click(by_place, index_of(by_place, heading(by_place, "井口").id))
    by_place.list_panel.search.setText("井口 标识")
    assert [row.id for row in by_place.list_panel.proxy.shown() if row.place == "井口"] == ["site.signs"]


def test_way_filters_folding_and_place_are_there_after_a_restart(
    by_place: AssessmentView, session: Session, show: Callable[[Session], AssessmentView]
) -> None:
    click(by_place, index_of(by_place, heading(by_place, "井口").id))
    click(by_place, index_of(by_place, "site.signs", "采场"))
    press(Key.Key_0)
    QTest.mouseClick(by_place.list_panel.chips[ItemFilter.CONSTRAINT], Qt.MouseButton.LeftButton)
    by_place.hide()
    again = show(Session(session.opened))
    assert again.list_panel.model.way is Way.PLACE
    assert again.list_panel.proxy.filters.state is ItemFilter.CONSTRAINT
    assert again.list_panel.chips[ItemFilter.CONSTRAINT].isChecked()
    assert heading(again, "井口").is_folded
    assert again.item_panel.where.place.text().endswith("采场")
    assert row_at(again.list_panel.list.currentIndex()).place == "采场"


def test_filters_narrow_together_and_say_in_words_what_is_left(view: AssessmentView, session: Session) -> None:
    session.do(record_observation(session.assessment, session.opened.new_observation("site.signs", "缺牌", place="井口")))
    session.do(record_observation(session.assessment, session.opened.new_observation("site.orderliness", "乱", place="采场")))
    choose(view, "王立新")
    assert set(view.list_panel.proxy.items()) - {session.current} == {"site.signs", "site.orderliness"} - {session.current}
    choose(view, "井口")
    assert "site.signs" in view.list_panel.proxy.items()
    assert "site.orderliness" not in view.list_panel.proxy.items()
    words = view.list_panel.filters.words
    assert words.isVisible()
    assert "王立新" in words.text()
    assert "45" in words.text()
    QTest.mouseClick(view.list_panel.filters.clear, Qt.MouseButton.LeftButton)
    assert len(view.list_panel.proxy.items()) == 45
    assert not words.isVisible()


def choose(view: AssessmentView, name: str) -> None:
    """Choose one of the further filters by its name."""
    menu = view.list_panel.filters.menu()
    found = [action for inner in menu.findChildren(QMenu) for action in inner.actions()]
    next(action for action in found if action.text().startswith(name)).trigger()


def test_prerequisites_stand_with_their_documents_and_a_click_goes_there(view: AssessmentView, session: Session, qtbot: QtBot) -> None:
    press(Key.Key_2, ALT)
    (row,) = [row for row in view.list_panel.model.rows() if row.id == "prerequisite.abnormal_list"]
    assert row.kind is RowKind.PREREQUISITE
    click(view, index_of(view, row.id))
    assert view.page_name() == "prerequisites"
    assert session.current == row.id


def test_what_does_not_apply_is_left_out_under_a_folded_heading(
    new_session: Callable[..., Session], show: Callable[[Session], AssessmentView]
) -> None:
    view = show(new_session(has_associated_minerals=False))
    press(Key.Key_1, ALT)
    left = {row.id for row in view.list_panel.model.rows() if LEFT_OUT in row.above}
    assert "utilization.associated_rate" in left
    assert not left & set(view.list_panel.proxy.items())
    click(view, index_of(view, LEFT_OUT))
    assert left <= set(view.list_panel.proxy.items())


def test_a_bench_stands_under_the_pit_with_its_items(by_place: AssessmentView, session: Session) -> None:
    session.do(add_place(session.template, session.assessment, Place("bench", "+120 平台", "pit")))
    assert below(by_place, "+120 平台") == below(by_place, "采场")
    assert heading(by_place, "+120 平台").kind is RowKind.SUBGROUP
    click(by_place, index_of(by_place, "site.signs", "+120 平台"))
    assert session.place == "+120 平台"
    assert by_place.item_panel.where.menu().actions()
    press(Key.Key_0)
    assert row_at(index_of(by_place, "site.signs", "采场")).here.seen.clear == 1  # type: ignore[union-attr]


def test_next_with_problems_goes_round(view: AssessmentView, session: Session) -> None:
    for target in ("site.signs", "site.zoning"):
        session.do(record_observation(session.assessment, session.opened.new_observation(target, "有问题", place="井口")))
    session.look_at("site.signs")
    assert view.list_panel.next_of(ItemFilter.FOUND) == "site.zoning"
    assert view.list_panel.next_of(ItemFilter.FOUND, -1) == "site.zoning"
    assert view.list_panel.next_open() == "site.orderliness"


def test_a_place_chosen_over_the_item_is_gone_to_in_the_list(by_place: AssessmentView, session: Session) -> None:
    click(by_place, index_of(by_place, "site.signs", "采场"))
    next(action for action in by_place.item_panel.where.menu().actions() if action.text().strip() == "井口").trigger()
    assert row_at(by_place.list_panel.list.currentIndex()).place == "井口"
    next(action for action in by_place.item_panel.where.menu().actions() if action.text().strip() == "档案室").trigger()
    assert session.place == "档案室"
    assert row_at(by_place.list_panel.list.currentIndex()).id == "site.signs"


def test_the_place_is_changed_over_the_item_and_what_was_seen_elsewhere_is_unfolded(view: AssessmentView, session: Session) -> None:
    session.do(record_observation(session.assessment, session.opened.new_observation("site.signs", "缺牌", place="井口")))
    session.look_at("site.signs")
    where = view.item_panel.where
    next(action for action in where.menu().actions() if action.text().strip() == "采场").trigger()
    assert session.place == "采场"
    QTest.mouseClick(where.others, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert "井口" in where.elsewhere.text()
    assert "采场" not in where.elsewhere.text()
    QTest.mouseClick(where.nothing, Qt.MouseButton.LeftButton)
    assert [seen.place for seen in session.assessment.observations_of("site.signs")] == ["井口", "采场"]


def test_an_item_gone_to_from_afar_is_shown_at_the_place_where_one_stands(by_place: AssessmentView, session: Session) -> None:
    by_place.list_panel.choose_way(Way.PLACE)
    places = list(dict.fromkeys(row.place for row in by_place.list_panel.model.rows() if row.id == "site.signs"))
    assert len(places) > 2
    session.look_at("site.signs")
    click(by_place, index_of(by_place, "site.signs", places[-1]))
    session.look_at("site.zoning")
    session.stand_at(places[1])
    session.look_at("site.signs")
    assert row_at(by_place.list_panel.list.currentIndex()).place == places[1] == session.place
