# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""Divider cards, clocks of cameras and photos from a phone, by real clicks, with real files and a real port."""

from __future__ import annotations

import hashlib
import io
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path

import pypdfium2
import pytest
import segno
from PIL import Image
from PIL.ExifTags import IFD, Base
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from evaluator_app.domain.assessment import Evidence, Filing
from evaluator_app.domain.cards import ShownTime, read_code, time_code
from evaluator_app.domain.changes import attach_evidence, change_status
from evaluator_app.domain.status import AssessmentStatus
from evaluator_app.evidence.codes import codes_in
from evaluator_app.gui.dialogs.cards_dialog import CardsDialog
from evaluator_app.gui.dialogs.clocks_dialog import ClocksDialog
from evaluator_app.gui.dialogs.phone_dialog import PhoneDialog
from evaluator_app.gui.palette import Tone
from evaluator_app.gui.session import Session
from evaluator_app.gui.views.evidence_tools import EvidenceTools, open_cards, open_clocks, open_phone, take_in_by_cards
from evaluator_app.phone.addresses import LocalAddress
from evaluator_app.services.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LEFT = Qt.MouseButton.LeftButton
TEN = datetime(2026, 3, 14, 2, 0, 0, tzinfo=UTC)


def seen(widget_picture: QImage) -> tuple[str, ...]:
    """Return the codes that a camera would find on a widget."""
    rgb = widget_picture.convertToFormat(QImage.Format.Format_RGB888)
    return codes_in(Image.frombytes("RGB", (rgb.width(), rgb.height()), bytes(rgb.constBits()), "raw", "RGB", rgb.bytesPerLine()))


def jpeg(shade: int = 90) -> bytes:
    target = io.BytesIO()
    Image.linear_gradient("L").resize((64, 48)).point(lambda level: (level + shade) % 256).convert("RGB").save(target, "JPEG")
    return target.getvalue()


@pytest.fixture
def cards(session: Session, tmp_path: Path, qtbot: QtBot) -> CardsDialog:
    dialog = CardsDialog(session, tmp_path / "reports")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_cards_for_what_is_ticked_are_written_and_can_be_read(cards: CardsDialog, qtbot: QtBot, tmp_path: Path) -> None:
    QTest.mouseClick(cards.places.none_button, LEFT)
    assert not cards.write_button.isEnabled()
    cards.places.list.setFocus()
    QTest.keyClick(cards.places.list, Qt.Key.Key_Down)
    QTest.keyClick(cards.places.list, Qt.Key.Key_Space)
    QTest.mouseClick(cards.items.all_button, LEFT)
    QTest.mouseClick(cards.items.none_button, LEFT)
    line = cards.items.list.item(5)
    QTest.mouseClick(cards.items.list.viewport(), LEFT, pos=cards.items.list.visualItemRect(line).center())
    assert "3 张卡，1 页" in cards.count.text()
    cards.write(tmp_path / "reports" / "cards")
    assert cards.banner.isVisible()
    with pypdfium2.PdfDocument(tmp_path / "reports" / "cards.pdf") as pdf:
        page = pdf[0]
        codes = codes_in(page.render(scale=1.5).to_pil())
        page.close()
    assert [code.split("|")[2:4] for code in codes] == [["E", ""], ["I", "site.zoning"], ["P", "pit"]]


def test_large_cards_are_counted_by_page(cards: CardsDialog, qtbot: QtBot) -> None:
    count = len(cards.places.picks())
    cards.size_choice.setFocus()
    QTest.keyClick(cards.size_choice, Qt.Key.Key_Right)
    assert f"{count + 1} 张卡，{count + 1} 页" in cards.count.text()
    QTest.mouseClick(cards.end_box, LEFT, pos=cards.end_box.rect().center() / 8)
    assert f"{count} 张卡" in cards.count.text()


def test_a_folder_that_cannot_be_made_is_named(cards: CardsDialog, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    cards.write(tmp_path / "file" / "cards.pdf")
    assert cards.banner.isVisible()
    assert not (tmp_path / "file" / "cards.pdf").exists()


def test_the_laptops_time_can_be_read_from_the_screen_and_goes_on(session: Session, qtbot: QtBot) -> None:
    now = [TEN]
    dialog = ClocksDialog(session, lambda: now[0])
    qtbot.addWidget(dialog)
    dialog.show()
    assert [read_code(code) for code in seen(dialog.code.grab().toImage())] == [ShownTime(TEN)]
    now[0] += timedelta(seconds=1, microseconds=300)
    dialog.show_time()
    assert [read_code(code) for code in seen(dialog.code.grab().toImage())] == [ShownTime(TEN + timedelta(seconds=1))]


def test_a_clock_is_typed_and_removed_and_both_can_be_undone(session: Session, qtbot: QtBot) -> None:
    photo = Evidence("e1", "IMG_0001.JPG", "0" * 64, 1, "image/jpeg", taken_at="2026-03-14T09:00:00", device="X100")
    session.do(attach_evidence(session.assessment, photo))
    dialog = ClocksDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    (row,) = dialog.rows
    assert row.badge.text() == "未对时"
    QTest.keyClicks(row.seconds, "a minute")
    QTest.mouseClick(row.set_button, LEFT)
    assert session.assessment.clocks == {}
    row.seconds.clear()
    QTest.keyClicks(row.seconds, "-75")
    QTest.keyClick(row.seconds, Qt.Key.Key_Return)
    assert session.assessment.clocks["X100"].seconds == -75
    assert dialog.rows[0].badge.text() == "快 0 小时 1 分 15 秒"
    QTest.mouseClick(dialog.rows[0].remove_button, LEFT)
    assert session.assessment.clocks == {}
    session.undo()
    assert session.assessment.clocks["X100"].seconds == -75
    QTest.mouseClick(dialog.again_button, LEFT)
    assert dialog.banner.isVisible()


@pytest.fixture
def new_phone(session: Session, workspace: Workspace, qtbot: QtBot) -> Iterator[Callable[..., PhoneDialog]]:
    made: list[PhoneDialog] = []

    def make(*addresses: str, target: str = "site.signs") -> PhoneDialog:
        found = tuple(LocalAddress(address, "wlan0") for address in addresses)
        made.append(PhoneDialog(session, workspace.root, target, "采场", addresses=lambda: found))
        qtbot.addWidget(made[-1])
        made[-1].show()
        return made[-1]

    yield make
    for dialog in made:
        dialog.close()


def send(url: str, body: bytes, name: str) -> tuple[int, str]:
    place, token = url.split("/")[2:4]
    connection = HTTPConnection(place, timeout=30)
    headers = {"Origin": f"http://{place}", "X-File-Name": name, "X-File-Digest": hashlib.sha256(body).hexdigest()}
    connection.request("POST", f"/{token}/photos", body, headers)
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    return answer.status, said


def test_without_a_network_the_window_says_what_to_do(new_phone: Callable[..., PhoneDialog]) -> None:
    dialog = new_phone()
    assert not dialog.begin_button.isVisible()
    assert dialog.again_button.isVisible()
    assert dialog.server is None


def test_no_port_is_opened_before_the_button_is_pressed_and_none_is_left(
    new_phone: Callable[..., PhoneDialog], session: Session, qtbot: QtBot
) -> None:
    dialog = new_phone("127.0.0.1", "192.168.43.7")
    assert dialog.server is None
    assert len(dialog.choices) == 2
    QTest.mouseClick(dialog.begin_button, LEFT)
    assert dialog.server is not None
    url = dialog.server.url
    assert "127.0.0.1" in url
    assert dialog.url.text() == url
    picture = dialog.code.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    assert picture.width() > 100
    photo = jpeg()
    with ThreadPoolExecutor(2) as others:
        sent = [others.submit(send, url, photo, "IMG_0001.JPG"), others.submit(send, url, b"no photo at all", "IMG_0002.JPG")]
        qtbot.waitUntil(lambda: all(one.done() for one in sent), timeout=20_000)
    (status, said), (_status, refused) = (one.result() for one in sent)
    assert status == 200
    assert '"stored": true' in said
    assert '"stored": false' in refused
    (evidence,) = session.assessment.evidence.values()
    assert (evidence.name, evidence.targets, evidence.place, evidence.filed_by) == ("IMG_0001.JPG", ("site.signs",), "采场", Filing.PHONE)
    assert session.opened.file_of(evidence).read_bytes() == photo
    assert dialog.list.count() == 2
    assert "1" in dialog.count.text()
    QTest.mouseClick(dialog.close_button, LEFT)
    host, port = url.split("/")[2].split(":")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)), timeout=5)


def test_the_same_photo_twice_is_received_and_kept_once(new_phone: Callable[..., PhoneDialog], session: Session, qtbot: QtBot) -> None:
    dialog = new_phone("127.0.0.1")
    dialog.begin()
    assert dialog.server is not None
    for _time in range(2):
        with ThreadPoolExecutor(1) as other:
            sent = other.submit(send, dialog.server.url, jpeg(), "IMG_0001.JPG")
            qtbot.waitUntil(sent.done, timeout=20_000)
        assert '"stored": true' in sent.result()[1]
    assert len(session.assessment.evidence) == 1


def test_a_phone_that_sends_the_laptops_time_is_compared_and_its_photo_stays_where_it_was_sent(
    new_phone: Callable[..., PhoneDialog], session: Session, qtbot: QtBot
) -> None:
    target, exif = io.BytesIO(), Image.Exif()
    segno.make(time_code(TEN), micro=False).save(target, kind="png", scale=8)
    exif[Base.Model] = "Phone 7"
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = "2026:03:14 10:00:09"
    exif.get_ifd(IFD.Exif)[Base.OffsetTimeOriginal] = "+08:00"
    photo = io.BytesIO()
    Image.open(target).convert("RGB").save(photo, "JPEG", exif=exif)
    dialog = new_phone("127.0.0.1")
    dialog.begin()
    assert dialog.server is not None
    with ThreadPoolExecutor(1) as other:
        sent = other.submit(send, dialog.server.url, photo.getvalue(), "IMG_0001.JPG")
        qtbot.waitUntil(sent.done, timeout=20_000)
    assert session.assessment.clocks["Phone 7"].seconds == -9
    (evidence,) = session.assessment.evidence.values()
    assert (evidence.targets, evidence.filed_by) == (("site.signs",), Filing.PHONE)


def test_escape_closes_the_port_as_well(new_phone: Callable[..., PhoneDialog], qtbot: QtBot) -> None:
    dialog = new_phone("127.0.0.1")
    dialog.begin()
    server = dialog.server
    assert server is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not server.is_open
    assert dialog.code.text() == ""


def test_an_address_that_cannot_be_used_is_said_and_opens_nothing(new_phone: Callable[..., PhoneDialog], qtbot: QtBot) -> None:
    dialog = new_phone("10.254.253.252")
    QTest.mouseClick(dialog.begin_button, LEFT)
    assert dialog.banner.isVisible()
    assert dialog.server is None


def test_the_ways_in(session: Session, workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    said: list[tuple[str, Tone]] = []
    tools = EvidenceTools(session, workspace.root, lambda words, tone: said.append((words, tone)))
    for dialog in (open_cards(tools), open_clocks(tools), open_phone(tools, "site.signs")):
        assert dialog is not None
        assert dialog.isVisible()
        dialog.close()
    assert open_phone(tools, "nothing of this name") is None
    assert len(said) == 1
    (tmp_path / "IMG_0001.JPG").write_bytes(jpeg())
    with qtbot.waitSignal(session.importing.ended, timeout=20_000):
        take_in_by_cards(tools, [tmp_path / "IMG_0001.JPG"])
    assert len(session.assessment.evidence) == 1
    session.do(change_status(session.assessment, AssessmentStatus.COMPLETED))
    assert open_phone(tools, "site.signs") is None
    assert len(said) == 2
