# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Files are taken in beside the window: it goes on working, says how far it is, and can be stopped and left."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Outcome
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.assessment_view import AssessmentView
from evaluator_app.paths import resource
from evaluator_app.services.taking_in import Order, TakenIn

TARGET = "site.orderliness"


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """Make a card with 70 photos and two other files."""
    target = BytesIO()
    with Image.open(resource("sample/photos") / "04_workshop.jpg") as image:
        image.resize((640, 480)).save(target, "JPEG", exif=image.getexif())
    folder = tmp_path / "card" / "DCIM"
    folder.mkdir(parents=True)
    for number in range(70):
        (folder / f"P{number}.jpg").write_bytes(target.getvalue() + bytes([number]))
    (folder / "broken.jpg").write_bytes(target.getvalue()[:3000])
    (folder / "catalog.ctg").write_bytes(b"catalog")
    return tmp_path / "card"


def drop(view: AssessmentView, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    point, none = QPointF(QPoint(10, 10)), Qt.KeyboardModifier.NoModifier
    view.item_panel.photos.strip.dropEvent(QDropEvent(point, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none))


def test_a_dropped_folder_comes_in_while_work_goes_on(view: AssessmentView, session: Session, card: Path, qtbot: QtBot) -> None:
    session.look_at(TARGET)
    with qtbot.waitSignal(session.importing.progressed):
        drop(view, card)
    assert session.importing.is_running
    assert view.import_line.isVisible()
    assert session.record_verdict(TARGET, Outcome.PARTLY_MET)
    with qtbot.waitSignal(session.importing.ended) as ended:
        pass
    assert ended.args is not None
    taken = ended.args[0]
    assert isinstance(taken, TakenIn)
    assert (len(taken.added), taken.passed_over, [refused.name for refused in taken.refused]) == (70, 1, ["broken.jpg"])
    assert len(session.assessment.evidence_of(TARGET)) == 70
    assert session.assessment.answer(TARGET).outcome is Outcome.PARTLY_MET
    assert view.import_line.message().splitlines() == [
        "已添加 70 个文件。",
        "照片 broken.jpg 不完整：文件末尾缺失。",
        "文件夹中有 1 个其他类型的文件，已略过。",
    ]
    assert len(view.item_panel.photos.strip.photos()) == 40


def test_stop_keeps_what_came_in(view: AssessmentView, session: Session, card: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.importing.progressed):
        session.importing.start(Order((card,), (TARGET,)))
    with qtbot.waitSignal(session.importing.ended):
        QTest.mouseClick(view.import_line.stop, Qt.MouseButton.LeftButton)
    there = len(session.assessment.evidence)
    assert 25 <= there < 70
    assert view.import_line.message().startswith("已停止：")
    with qtbot.waitSignal(session.importing.ended):
        session.importing.start(Order((card,), (TARGET,)))
    assert len(session.assessment.evidence) == 70


def test_leaving_stops_an_import_and_attaches_what_was_read(session: Session, card: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.importing.progressed):
        session.importing.start(Order((card,), (TARGET,)))
    words = session.close()
    assert not session.importing.is_running
    assert words.startswith("已停止：")
    assert 25 <= len(session.assessment.evidence) < 70
    stored = [path for path in session.opened.files.root.rglob("*") if path.is_file()]
    assert len(stored) == len(session.assessment.evidence)
    assert session.close() == ""


def test_orders_wait_for_each_other(session: Session, card: Path, qtbot: QtBot) -> None:
    ended: list[TakenIn] = []
    session.importing.ended.connect(ended.append)
    session.importing.start(Order((card / "DCIM" / "P1.jpg",), (TARGET,)))
    session.importing.start(Order((card / "DCIM" / "P2.jpg",), ("site.signs",)))
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert [evidence.name for evidence in session.assessment.evidence_of("site.signs")] == ["P2.jpg"]


def test_a_folder_that_cannot_be_read_is_told(view: AssessmentView, session: Session, card: Path, qtbot: QtBot) -> None:
    for number in range(20_001):
        (card / "DCIM" / f"Q{number}").touch()
    with qtbot.waitSignal(session.failed) as failed:
        session.importing.start(Order((card,), (TARGET,)))
    assert failed.args is not None
    assert failed.args[0].code == "EVI-021"
    qtbot.waitUntil(lambda: not session.importing.is_running)
    assert not session.assessment.evidence
