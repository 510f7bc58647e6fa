# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Evidence in large: zoomed, moved, paged; its words edited; filed, drawn on and taken away from there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from evaluator_app.domain.changes import attach_evidence
from evaluator_app.gui.dialogs.filing_dialog import FilingDialog
from evaluator_app.gui.dialogs.photo_viewer import PhotoViewer
from evaluator_app.gui.dialogs.removal_dialog import RemovalDialog
from evaluator_app.gui.dialogs.sketch_dialog import SketchDialog
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.evidence.evidence_page import EvidencePage
from tests.gui.evidence.conftest import PHOTOS, PLAN, named
from tests.gui.evidence.hands import LEFT, Key, dialog, drag, press, turn, write

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def viewer(page: EvidencePage, qtbot: QtBot) -> PhotoViewer:
    press(Key.Key_Return)
    found = dialog(qtbot, PhotoViewer)
    qtbot.waitUntil(found.canvas.hasFocus)
    return found


def test_the_wheel_zooms_where_it_points_and_dragging_moves(viewer: PhotoViewer) -> None:
    canvas = viewer.canvas
    assert canvas.is_whole()
    spot = QPointF(canvas.width() / 3, canvas.height() / 3)
    under = canvas.to_picture(spot)
    before = canvas.image().width()
    turn(canvas, 5, (round(spot.x()), round(spot.y())))
    assert not canvas.is_whole()
    finer = canvas.image().width() / before
    assert (canvas.to_picture(QPointF(round(spot.x()), round(spot.y()))) / finer - under).manhattanLength() < 3
    center = canvas.to_picture(QPointF(0, 0))
    drag(canvas, (200, 200), (150, 180))
    moved = canvas.to_picture(QPointF(0, 0)) - center
    assert (moved.x() * canvas.scale(), moved.y() * canvas.scale()) == pytest.approx((50, 20), abs=1)
    press(Key.Key_0)
    assert canvas.is_whole()
    press(Key.Key_Plus)
    assert not canvas.is_whole()


def test_arrows_walk_while_the_whole_is_seen_and_move_while_it_is_not(viewer: PhotoViewer, session: Session) -> None:
    press(Key.Key_Right)
    assert viewer.current == named(session, PHOTOS[1]).id
    press(Key.Key_Plus)
    press(Key.Key_Right)
    assert viewer.current == named(session, PHOTOS[1]).id
    press(Key.Key_0)
    press(Key.Key_Left)
    assert viewer.current == named(session, PHOTOS[0]).id


def test_a_document_is_paged_through(viewer: PhotoViewer, session: Session) -> None:
    for _step in range(3):
        press(Key.Key_Right)
    assert viewer.current == named(session, PLAN).id
    assert viewer.pages.isVisible()
    press(Key.Key_PageDown)
    press(Key.Key_PageDown)
    press(Key.Key_PageDown)
    assert viewer.pages.page() == 3
    assert viewer.canvas.image().pixelColor(5, 5).blue() > 250
    assert viewer.program_button.isVisible()


def test_words_typed_are_saved_when_one_walks_on_and_when_one_closes(viewer: PhotoViewer, session: Session) -> None:
    viewer.pane.caption.setFocus()
    write("车间内部")
    QTest.mouseClick(viewer._next, LEFT)
    assert named(session, PHOTOS[0]).caption == "车间内部"
    viewer.pane.caption.setFocus()
    write("托辊")
    viewer.close()
    assert named(session, PHOTOS[1]).caption == "托辊"


def test_taking_away_asks_then_shows_the_next_and_the_last_one_closes(viewer: PhotoViewer, session: Session, qtbot: QtBot) -> None:
    press(Key.Key_Delete)
    dialog(qtbot, RemovalDialog)
    assert len(session.assessment.evidence) == 4
    press(Key.Key_Return)
    assert viewer.current == named(session, PHOTOS[1]).id
    assert len(session.assessment.evidence) == 3


def test_it_is_filed_and_drawn_on_from_here(viewer: PhotoViewer, session: Session, qtbot: QtBot) -> None:
    press(Key.Key_F)
    filing = dialog(qtbot, FilingDialog)
    filing.picker.tick("site.signs")
    QTest.mouseClick(filing.done_button, LEFT)
    assert "site.signs" in named(session, PHOTOS[0]).targets
    viewer.activateWindow()
    viewer.canvas.setFocus()
    QTest.keyClick(viewer, Key.Key_K)
    drawing = dialog(qtbot, SketchDialog)
    drag(drawing.canvas, (drawing.canvas.width() // 2, drawing.canvas.height() // 2), (60, 60))
    QTest.mouseClick(drawing.done_button, LEFT)
    shown = session.assessment.evidence[viewer.current]
    assert shown.revision_of == named(session, PHOTOS[0]).id
    assert "草图" in " ".join(label.text() for label in viewer.pane.findChildren(QLabel))


def test_a_file_that_is_not_shown_says_what_to_do(page: EvidencePage, session: Session, qtbot: QtBot) -> None:
    photo = named(session, PHOTOS[0])
    video = replace(photo, id="v", name="巡查.mp4", media_type="video/mp4", targets=(), taken_source="video")
    session.do(attach_evidence(session.assessment, video))
    page.show_evidence("v")
    page.open_viewer("v")
    viewer = dialog(qtbot, PhotoViewer)
    assert "其他程序" in viewer.canvas.words()
    assert viewer.program_button.isVisible()
    assert not viewer.pane.sketch_button.isVisible()
