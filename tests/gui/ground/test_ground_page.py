# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""The map by real clicks and keys: pasting corners, drawing an area, what lies outside, the way to the item, taking a rate over."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from evaluator_app.domain.on_site import OutlineKind
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.ground.corners_dialog import CornersDialog
from evaluator_app.gui.views.ground.ground_page import GroundPage
from evaluator_app.gui.widgets.action_button import ActionButton
from tests.gui.ground.conftest import INSIDE, STRAY, photograph

Key = Qt.Key
D = Decimal
BARE = "1,4321456.78,512345.67\n2,4321456.78,513345.67\n3,4320456.78,513345.67\n4,4320456.78,512345.67"
PREFIXED = BARE.replace(",51", ",3851")

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def click(widget: object) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def open_dialog(page: GroundPage, qtbot: QtBot) -> CornersDialog:
    click(page.side.corners_button)
    return shown_dialog(qtbot)


def shown_dialog(qtbot: QtBot) -> CornersDialog:
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, CornersDialog) and widget.isVisible()]
    assert len(found) == 1
    qtbot.waitUntil(found[0].isActiveWindow)
    return found[0]


def paste(dialog: CornersDialog, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(dialog.text, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(dialog.text, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog.read_now()


def give_boundary(page: GroundPage, qtbot: QtBot) -> None:
    dialog = open_dialog(page, qtbot)
    paste(dialog, PREFIXED)
    click(dialog.take_button)
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_an_empty_page_says_what_to_do(page: GroundPage) -> None:
    assert page.empty.isVisible()
    assert page.side.corners_button.hasFocus()


def test_nothing_beside_the_map_is_cut_off_in_a_narrow_window(page: GroundPage, qtbot: QtBot) -> None:
    page.resize(1000, 600)
    qtbot.waitUntil(lambda: page.width() < 1100)
    room = page.side.viewport().rect()
    for button in (page.side.corners_button, page.side.draw_button):
        assert room.contains(button.mapTo(page.side.viewport(), button.rect().topRight()))


def test_pasted_corners_become_the_boundary_and_can_be_undone(page: GroundPage, session: Session, qtbot: QtBot) -> None:
    give_boundary(page, qtbot)
    (outline,) = session.assessment.outlines.values()
    assert (outline.kind, outline.system, len(outline.corners)) == (OutlineKind.BOUNDARY, "gk3-38", 4)
    assert outline.given == PREFIXED
    assert page.map.isVisible()
    assert page.side.outlines.count() == 1
    assert "99.9996 ha" in page.side.outlines.item(0).text() or "100.00" in page.side.outlines.item(0).text()
    session.undo()
    qtbot.waitUntil(lambda: page.side.outlines.count() == 0)


def test_a_mistake_is_shown_at_its_line_and_nothing_can_be_taken(page: GroundPage, qtbot: QtBot) -> None:
    dialog = open_dialog(page, qtbot)
    paste(dialog, PREFIXED.replace("4320456.78,38513345.67", "43204.78,38513345.67"))
    assert not dialog.take_button.isEnabled()
    assert "3" in dialog.understood.item(0).text()
    assert "Line 3: Neither number is a northing" in dialog.remarks.text()
    paste(dialog, PREFIXED)
    assert dialog.take_button.isEnabled()
    assert dialog.measure.text().startswith("Area: ")
    dialog.reject()


def test_a_zone_is_asked_for_and_chosen_by_keys(page: GroundPage, session: Session, qtbot: QtBot) -> None:
    photograph(session, INSIDE)
    dialog = open_dialog(page, qtbot)
    paste(dialog, BARE)
    assert dialog.zone_row.isVisible()
    assert not dialog.take_button.isEnabled()
    assert "near the photos" in dialog.zone.itemText(1)
    paste(dialog, "6度带\n" + BARE)
    assert {str(dialog.zone.itemData(place))[:3] for place in range(1, dialog.zone.count())} == {"gk6"}
    paste(dialog, BARE)
    QTest.keyClick(dialog.zone, Key.Key_Down)
    assert dialog.zone.currentData() == "gk3-38"
    QTest.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert [outline.system for outline in session.assessment.outlines.values()] == ["gk3-38"]


def test_the_area_of_the_licence_is_compared(page: GroundPage, qtbot: QtBot) -> None:
    dialog = open_dialog(page, qtbot)
    paste(dialog, PREFIXED)
    QTest.keyClicks(dialog.stated, "1.0000")
    dialog.read_now()
    assert dialog.measure.text().endswith("difference +0.0000 km²: agrees")
    QTest.keyClicks(dialog.stated, "5")
    dialog.stated.setText("2.5")
    dialog.read_now()
    assert dialog.measure.text().endswith("check the corners")
    dialog.reject()


def test_a_text_that_was_put_away_is_there_again(page: GroundPage, qtbot: QtBot) -> None:
    dialog = open_dialog(page, qtbot)
    paste(dialog, "1,4321456.78,38512345.67")
    QTest.keyClick(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    again = open_dialog(page, qtbot)
    assert again.text.toPlainText() == "1,4321456.78,38512345.67"
    again.reject()


def test_an_outline_is_changed_and_removed(page: GroundPage, session: Session, qtbot: QtBot) -> None:
    give_boundary(page, qtbot)
    (before,) = session.assessment.outlines.values()
    click(page.side.edit_button)
    dialog = shown_dialog(qtbot)
    assert dialog.text.toPlainText() == PREFIXED
    dialog.title.selectAll()
    QTest.keyClicks(dialog.title, "North field")
    paste(dialog, PREFIXED + "\n5,4320956.78,38512045.67")
    click(dialog.take_button)
    (after,) = session.assessment.outlines.values()
    assert (after.id, after.title, len(after.corners)) == (before.id, "North field", 5)
    click(page.side.remove_button)
    assert session.assessment.outlines == {}


def test_an_area_is_drawn_by_clicks_with_undo(page: GroundPage, session: Session, qtbot: QtBot) -> None:
    give_boundary(page, qtbot)
    click(page.side.draw_button)
    assert page.drawing_bar.isVisible()
    for x, y in ((300, 300), (500, 300), (500, 450), (20, 20)):
        QTest.mouseClick(page.map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, y))
    QTest.keyClick(page.map, Key.Key_Backspace)
    assert len(page.map.drawn) == 3
    QTest.keyClick(page.map, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(page.map.drawn) == 2
    assert len(session.assessment.outlines) == 1
    QTest.mouseClick(page.map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(500, 450))
    click(page.drawing_bar.close_button)
    greened = [outline for outline in session.assessment.outlines.values() if outline.kind is OutlineKind.GREENED]
    assert [len(outline.corners) for outline in greened] == [3]
    assert page.map.drawing is None
    assert not page.drawing_bar.isVisible()


def test_an_area_is_drawn_by_keys_alone(page: GroundPage, session: Session) -> None:
    page.side.draw_button.setFocus()
    QTest.keyClick(page.side.draw_button, Key.Key_Space)
    assert page.map.hasFocus()
    for move in (Key.Key_Right, Key.Key_Down, Key.Key_Left):
        QTest.keyClick(page.map, Key.Key_Space)
        QTest.keyClick(page.map, move)
    QTest.keyClick(page.map, Key.Key_Return)
    assert len(session.assessment.outlines) == 1
    QTest.keyClick(page.side.draw_button, Key.Key_Space)
    QTest.keyClick(page.map, Key.Key_Escape)
    assert page.map.drawing is None


def test_lines_that_cross_close_no_area(page: GroundPage, session: Session) -> None:
    click(page.side.draw_button)
    for x, y in ((300, 300), (500, 450), (500, 300), (300, 450)):
        QTest.mouseClick(page.map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, y))
    assert not page.drawing_bar.close_button.isEnabled()
    QTest.keyClick(page.map, Key.Key_Return)
    assert session.assessment.outlines == {}
    assert len(page.map.drawn) == 4


def test_a_photo_outside_is_listed_with_its_words_and_leads_to_its_item(page: GroundPage, session: Session, qtbot: QtBot) -> None:
    photograph(session, INSIDE, STRAY)
    give_boundary(page, qtbot)
    page.refresh()
    assert page.side.strays.count() == 1
    assert "m outside the boundary of the mine, to the" in page.side.strays.item(0).text()
    row = page.side.strays.visualItemRect(page.side.strays.item(0)).center()
    page.side.ensureWidgetVisible(page.side.strays)
    QTest.mouseClick(page.side.strays.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, row)
    spot = page.spot_card.spot()
    assert spot is not None
    assert spot.evidence.id == "e1"
    with qtbot.waitSignal(page.target_chosen) as gone:
        click(page.spot_card.item_button)
    assert gone.args == [next(session.template.indicators()).id]


def test_a_photo_is_chosen_by_a_click_and_by_keys(page: GroundPage, session: Session, qtbot: QtBot) -> None:
    photograph(session, INSIDE, ("114.1500", "39.0210"))
    give_boundary(page, qtbot)
    page.refresh()
    at = page.map.frame_shown.pixel(page.map.scene.places[0]).toPoint()
    QTest.mouseClick(page.map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    spot = page.spot_card.spot()
    assert spot is not None
    assert (spot.evidence.id, spot.shows_fault) == ("e0", True)
    QTest.keyClick(page.map, Key.Key_PageDown)
    following = page.spot_card.spot()
    assert following is not None
    assert following.evidence.id == "e1"
    with qtbot.waitSignal(page.target_chosen):
        QTest.keyClick(page.map, Key.Key_Return)


def test_the_map_is_moved_and_zoomed_by_mouse_and_keys(page: GroundPage, qtbot: QtBot) -> None:
    give_boundary(page, qtbot)
    before = page.map.frame_shown
    QTest.keyClick(page.map, Key.Key_Plus)
    assert page.map.frame_shown.scale < before.scale
    QTest.keyClick(page.map, Key.Key_Left)
    assert page.map.frame_shown.middle[0] < before.middle[0]
    at = QPointF(200, 200)
    held = page.map.frame_shown.ground(at)
    wheel = QWheelEvent(
        at,
        page.map.mapToGlobal(at),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(page.map, wheel)
    assert page.map.frame_shown.ground(at) == pytest.approx(held)
    QTest.mousePress(page.map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 300))
    QTest.mouseMove(page.map, QPoint(360, 300))
    QTest.mouseRelease(page.map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(360, 300))
    QTest.keyClick(page.map, Key.Key_0)
    assert page.map.frame_shown == before
    click(page.in_button)
    click(page.out_button)
    click(page.fit_button)
    assert page.map.frame_shown == before


def test_a_rate_is_taken_over_by_a_click_and_never_before(page: GroundPage, session: Session, qtbot: QtBot) -> None:
    for kind, easting in ((OutlineKind.GREENABLE, "3851334"), (OutlineKind.GREENED, "3851284")):
        dialog = open_dialog(page, qtbot)
        dialog.kind.setCurrentIndex(dialog.kind.findData(kind.value))
        paste(dialog, PREFIXED.replace("3851334", easting))
        click(dialog.take_button)
    assert session.assessment.answer("renewal.greening").values == {}
    take = next(button for button in page.side.findChildren(ActionButton) if button.text().startswith("Take over into"))
    page.side.ensureWidgetVisible(take)
    click(take)
    answer = session.assessment.answer("renewal.greening")
    assert list(answer.choices.values()) == ["greenable_area"]
    (value,) = answer.values.values()
    assert abs(value - 50) < D("0.01")
    assert "÷" in answer.reason
