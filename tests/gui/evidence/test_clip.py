# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Cutting pages of documents: paged, framed, filed; cited again and again; the way back to the page."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Evidence
from evaluator_app.gui.dialogs.clip_dialog import ClipDialog
from evaluator_app.gui.dialogs.photo_viewer import PhotoViewer
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.gui.views.evidence.evidence_page import EvidencePage
from tests.evidence.test_pages import BLUE, a_document
from tests.gui.evidence.conftest import PLAN, named
from tests.gui.evidence.hands import LEFT, Key, click, dialog, drag, press

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def cutting(page: EvidencePage, session: Session, qtbot: QtBot) -> ClipDialog:
    click(page, named(session, PLAN).id)
    press(Key.Key_C)
    found = dialog(qtbot, ClipDialog)
    qtbot.waitUntil(found.canvas.hasFocus)
    return found


def clips(session: Session) -> list[Evidence]:
    return [item for item in session.assessment.evidence.values() if item.region]


def frame_upper_left_quarter(cutting: ClipDialog) -> None:
    """Frame a quarter of the width and of the height, at the upper left corner of the page as it is seen now."""
    scale, image = cutting.canvas.scale(), cutting.canvas.image()
    left = round((cutting.canvas.width() - image.width() * scale) / 2)
    top = round((cutting.canvas.height() - image.height() * scale) / 2)
    drag(cutting.canvas, (left - 3, top - 3), (left + round(image.width() * scale / 4), top + round(image.height() * scale / 4)))


def test_a_framed_part_of_a_page_becomes_evidence_for_the_items_ticked(cutting: ClipDialog, session: Session) -> None:
    assert not cutting.cut_button.isEnabled()
    press(Key.Key_PageDown)
    assert cutting.pages.page() == 2
    frame_upper_left_quarter(cutting)
    QTest.keyClicks(cutting.picker.search, "A1.3")
    cutting.picker.search.setFocus()
    press(Key.Key_Down)
    press(Key.Key_Space)
    QTest.mouseClick(cutting.cut_button, LEFT)
    (clip,) = clips(session)
    plan = named(session, PLAN)
    assert (clip.revision_of, clip.page, clip.targets) == (plan.id, 2, ("site.signs",))
    assert [float(share) for share in clip.region[:2]] == [0, 0]
    assert [float(share) for share in clip.region[2:]] == pytest.approx([0.25, 0.25], abs=0.02)
    shown = QImage(str(session.opened.file_of(clip)))
    assert shown.pixelColor(shown.rect().center()).name() == "#ff0000"
    assert plan == named(session, PLAN)


def test_it_stays_open_for_the_next_clip(cutting: ClipDialog, session: Session) -> None:
    QTest.mouseClick(cutting.whole_button, LEFT)
    cutting.canvas.setFocus()
    press(Key.Key_Return)
    assert PLAN in cutting.banner.text()
    assert cutting.canvas.region() is None
    frame_upper_left_quarter(cutting)
    press(Key.Key_Return)
    assert len(clips(session)) == 2
    assert all(clip.targets == () for clip in clips(session))
    press(Key.Key_Escape)
    assert not cutting.isVisible()


def test_a_mere_click_frames_nothing(cutting: ClipDialog) -> None:
    frame_upper_left_quarter(cutting)
    assert cutting.cut_button.isEnabled()
    drag(cutting.canvas, (100, 100), (101, 101))
    assert not cutting.cut_button.isEnabled()


def test_a_page_is_reached_by_its_number(cutting: ClipDialog) -> None:
    cutting.pages.number.setFocus()
    cutting.pages.number.selectAll()
    QTest.keyClicks(cutting.pages.number, "3")
    press(Key.Key_Tab)
    assert cutting.pages.page() == 3
    assert cutting.canvas.image().pixelColor(5, 5).blue() > 250
    assert not cutting.pages.on.isEnabled()


def test_a_clip_says_its_page_and_leads_back_to_it(cutting: ClipDialog, session: Session, page: EvidencePage, qtbot: QtBot) -> None:
    press(Key.Key_PageDown)
    frame_upper_left_quarter(cutting)
    press(Key.Key_Return)
    press(Key.Key_Escape)
    (clip,) = clips(session)
    qtbot.waitUntil(lambda: page.model.position_of(clip.id) >= 0)
    assert page.model.row(page.model.position_of(clip.id)).title == f"《{PLAN}》第 2 页"
    page.window().activateWindow()
    page.show_evidence(clip.id)
    qtbot.waitUntil(page.grid.hasFocus)
    press(Key.Key_Return)
    viewer = dialog(qtbot, PhotoViewer)
    QTest.mouseClick(viewer.pane.original_button, LEFT)
    assert viewer.current == named(session, PLAN).id
    assert viewer.pages.page() == 2
    assert not viewer.canvas.image().isNull()


def test_a_locked_document_says_so_instead_of_a_page(page: EvidencePage, session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    locked = a_document(tmp_path / "加密.pdf", BLUE, encryption=pikepdf.Encryption(owner="a", user="b"))
    session.add_files([locked], [])
    page.desk.cut_from(named(session, "加密.pdf").id)
    cutting = dialog(qtbot, ClipDialog)
    assert cutting.canvas.image().isNull()
    assert "密码" in cutting.canvas.words()
    QTest.keyClick(cutting.canvas, Qt.Key.Key_Return)
    assert not clips(session)


def test_the_strip_of_its_item_names_document_and_page(cutting: ClipDialog, session: Session, page: EvidencePage, qtbot: QtBot) -> None:
    cutting.picker.tick("site.signs")
    QTest.mouseClick(cutting.whole_button, LEFT)
    QTest.mouseClick(cutting.cut_button, LEFT)
    cutting.reject()
    page.target_chosen.emit("site.signs")
    qtbot.waitUntil(lambda: session.current == "site.signs")
    view = page.window()
    assert isinstance(view, AssessmentView)
    assert [photo.caption for photo in view.item_panel.photos.strip.photos()] == [f"《{PLAN}》第 1 页"]
