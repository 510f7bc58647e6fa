# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Drawing on photos and pages: nothing drawn is ever lost, and the original stays byte for byte."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Evidence
from evaluator_app.gui.dialogs.sketch_dialog import SketchDialog
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.evidence.evidence_page import EvidencePage
from evaluator_app.gui.views.evidence.sketch_marks import Ink, Mark, Sketch, Tool
from tests.gui.evidence.conftest import PHOTOS, PLAN, named
from tests.gui.evidence.hands import LEFT, Key, click, dialog, drag, open_dialogs, press, turn, write

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def drawing(page: EvidencePage, session: Session, qtbot: QtBot) -> SketchDialog:
    click(page, named(session, PHOTOS[1]).id)
    press(Key.Key_K)
    found = dialog(qtbot, SketchDialog)
    qtbot.waitUntil(found.canvas.hasFocus)
    return found


def sketches(session: Session) -> list[Evidence]:
    return [item for item in session.assessment.evidence.values() if item.revision_of]


def middle(drawing: SketchDialog) -> tuple[int, int]:
    return (drawing.canvas.width() // 2, drawing.canvas.height() // 2)


def test_an_arrow_becomes_new_evidence_for_the_same_items_and_the_photo_stays(drawing: SketchDialog, session: Session) -> None:
    photo = named(session, PHOTOS[1])
    before = session.opened.file_of(photo).read_bytes()
    x, y = middle(drawing)
    drag(drawing.canvas, (x - 60, y), (x, y), (x + 60, y))
    QTest.mouseClick(drawing.done_button, LEFT)
    (sketch,) = sketches(session)
    assert (sketch.revision_of, sketch.targets, sketch.place) == (photo.id, photo.targets, photo.place)
    drawn, original = QImage(str(session.opened.file_of(sketch))), QImage(str(session.opened.file_of(photo)))
    assert drawn.size() == original.size()
    found = drawn.pixelColor(drawn.rect().center())
    assert found.red() > 180
    assert found.green() < 80
    assert session.opened.file_of(photo).read_bytes() == before
    session.undo()
    assert not sketches(session)


def test_marks_are_taken_back_and_done_again_by_keys(drawing: SketchDialog) -> None:
    x, y = middle(drawing)
    for key in (Key.Key_L, Key.Key_R, Key.Key_E, Key.Key_H):
        press(key)
        drag(drawing.canvas, (x - 40, y - 40), (x, y), (x + 40, y + 40))
    press(Key.Key_N)
    QTest.mouseClick(drawing.canvas, LEFT, pos=drawing.canvas.rect().center())
    tools = [mark.tool for mark in drawing.canvas.sketch.marks]
    assert tools == [Tool.LINE, Tool.RECTANGLE, Tool.ELLIPSE, Tool.FREEHAND, Tool.NUMBER]
    assert len(drawing.canvas.sketch.marks[3].points) == 4
    press(Key.Key_Z, CONTROL)
    press(Key.Key_Z, CONTROL)
    assert [mark.tool for mark in drawing.canvas.sketch.marks] == tools[:3]
    press(Key.Key_Y, CONTROL)
    assert [mark.tool for mark in drawing.canvas.sketch.marks] == tools[:4]
    QTest.mouseClick(drawing.clear_button, LEFT)
    assert not drawing.canvas.sketch.marks
    QTest.mouseClick(drawing.undo_button, LEFT)
    assert [mark.tool for mark in drawing.canvas.sketch.marks] == tools[:4]


def test_a_mark_stays_on_its_spot_when_the_window_and_the_zoom_change(drawing: SketchDialog) -> None:
    canvas = drawing.canvas
    x, y = middle(drawing)
    spot = canvas.to_picture(QPointF(x, y))
    press(Key.Key_2)
    press(Key.Key_R)
    drag(canvas, (x, y), (x + 50, y + 30))
    marks: tuple[Mark, ...] = canvas.sketch.marks
    mark = marks[0]
    assert mark.ink is Ink.YELLOW
    assert mark.points[0] == pytest.approx(spot.toTuple())
    drawing.resize(drawing.width() - 200, drawing.height() - 150)
    QTest.qWait(20)
    turn(canvas, 4, (x, y))
    assert canvas.sketch.marks == (mark,)
    there = canvas.to_window(QPointF(*mark.points[0])).toPoint()
    QTest.qWait(20)
    shown = canvas.grab().toImage()
    near = [
        shown.pixelColor(there.x() + across, there.y() + 6)
        for across in range(-4, 5)
        if shown.rect().contains(there.x() + across, there.y() + 6)
    ]
    assert any(color.red() > 200 and color.green() > 160 and color.blue() < 120 for color in near)


def test_leaving_in_any_way_keeps_what_is_drawn(drawing: SketchDialog, session: Session, page: EvidencePage, qtbot: QtBot) -> None:
    x, y = middle(drawing)
    drag(drawing.canvas, (x, y), (x + 50, y + 30))
    press(Key.Key_Escape)
    assert len(sketches(session)) == 1
    assert not open_dialogs(SketchDialog)
    page.desk.draw_on(named(session, PHOTOS[0]).id)
    again = dialog(qtbot, SketchDialog)
    drag(again.canvas, (x, y), (x + 50, y + 30))
    again.close()
    assert len(sketches(session)) == 2


def test_with_nothing_drawn_nothing_is_kept(drawing: SketchDialog, session: Session) -> None:
    drag(drawing.canvas, middle(drawing), middle(drawing))
    press(Key.Key_Return)
    assert not open_dialogs(SketchDialog)
    assert not sketches(session)


def test_words_that_are_being_typed_are_kept_when_the_window_is_closed(drawing: SketchDialog, session: Session) -> None:
    press(Key.Key_T)
    QTest.mouseClick(drawing.canvas, LEFT, pos=drawing.canvas.rect().center())
    assert drawing.canvas.field.hasFocus()
    write("托辊")
    drawing.close()
    (sketch,) = sketches(session)
    assert sketch.sha256 != named(session, PHOTOS[1]).sha256


def test_escape_while_typing_puts_the_words_down_and_stays(drawing: SketchDialog, session: Session) -> None:
    press(Key.Key_T)
    QTest.mouseClick(drawing.canvas, LEFT, pos=drawing.canvas.rect().center())
    write("托辊 20 件")
    press(Key.Key_Escape)
    assert [mark.words for mark in drawing.canvas.sketch.marks] == ["托辊 20 件"]
    assert drawing.isVisible()
    press(Key.Key_Return)
    assert len(sketches(session)) == 1


def test_a_sketch_that_cannot_be_stored_stays_open_with_its_marks(drawing: SketchDialog, session: Session) -> None:
    session.opened._files.size_limit = 100
    drag(drawing.canvas, middle(drawing), (20, 20))
    QTest.mouseClick(drawing.done_button, LEFT)
    assert drawing.isVisible()
    assert "EVI-004" in drawing.banner.text()
    assert len(drawing.canvas.sketch.marks) == 1
    session.opened._files.size_limit = 10**8
    QTest.mouseClick(drawing.done_button, LEFT)
    assert len(sketches(session)) == 1


def test_a_page_of_a_plan_can_be_drawn_on(page: EvidencePage, session: Session, qtbot: QtBot) -> None:
    page.desk.draw_on(named(session, PLAN).id)
    drawing = dialog(qtbot, SketchDialog)
    QTest.mouseClick(drawing.pages.on, LEFT)
    assert drawing.pages.page() == 2
    x, y = middle(drawing)
    drag(drawing.canvas, (x, y), (x + 30, y + 30))
    assert not drawing.pages.isEnabled()
    press(Key.Key_Return)
    (sketch,) = sketches(session)
    assert (sketch.page, sketch.region, sketch.media_type) == (2, (), "image/png")


def test_a_sketch_by_itself() -> None:
    sketch = Sketch()
    mark = Mark(Tool.NUMBER, Ink.RED, ((1.0, 2.0),), 2.0, "1")
    assert not sketch.undo()
    assert not sketch.redo()
    sketch.clear()
    assert not sketch.can_undo()
    sketch.add(mark)
    assert sketch.next_number() == 2
    sketch.undo()
    assert sketch.can_redo()
    sketch.add(mark)
    assert not sketch.can_redo()
    assert {ink.rim for ink in Ink} == {"#FFFFFF", "#000000"}
