# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""A phone opens the page, sends photos, and hears "received" only of what is stored; with the window the port closes."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest

from evaluator_app.i18n import ENGLISH, set_language
from evaluator_app.phone import addresses
from evaluator_app.phone.addresses import is_local, local_addresses
from evaluator_app.phone.page import make_page
from evaluator_app.phone.parcels import Receipt
from evaluator_app.phone.server import PhoneServer
from tests.phone.conftest import LIMITS, PHOTO, Desk, Phone


def test_the_page_is_whole_in_itself_and_in_chinese(phone: Phone) -> None:
    answer = phone.ask()
    html = answer.read().decode()
    assert answer.status == 200
    assert 'lang="zh-CN"' in html
    assert "拍照" in html
    assert "示例煤矿 &lt;b&gt;" in html
    assert "@" not in re.sub(r"@media|@font-face", "", html)
    assert re.findall(r"(?:src|href)=[\"'](?!data:)", html) == []
    assert "http" not in html.replace("https, which a laptop", "")
    policy = answer.headers["Content-Security-Policy"]
    nonce = re.search(r"script-src 'nonce-([^']+)'", policy)
    assert nonce is not None
    assert html.count(f'nonce="{nonce[1]}"') == 2
    assert "default-src 'none'" in policy
    assert "'unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Server"] is None


def test_words_of_the_mine_cannot_break_out_of_the_page() -> None:
    page = make_page("</h1><script>alert(1)</script>", '"><img src=x>', LIMITS).html.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


def test_the_page_speaks_the_language_of_the_program() -> None:
    set_language(ENGLISH)
    page = make_page("m", "t", LIMITS).html.decode()
    assert "Take a photo" in page
    assert 'lang="en"' in page


def test_a_photo_arrives_whole_and_is_confirmed_by_its_digest(phone: Phone, desk: Desk) -> None:
    answer = phone.send()
    said = json.loads(answer.read())
    assert (answer.status, said["stored"], said["message"]) == (200, True, "")
    assert len(said["sha256"]) == 64
    assert desk.taken == [("IMG_0001.JPG", PHOTO)]


def test_what_is_not_stored_is_not_called_received(phone: Phone, desk: Desk) -> None:
    desk.receipt = Receipt(is_stored=False, message="不是照片。")
    said = json.loads(phone.send().read())
    assert (said["stored"], said["message"]) == (False, "不是照片。")


def test_nothing_is_said_before_it_is_stored(phone: Phone, desk: Desk) -> None:
    desk.go = Event()
    with ThreadPoolExecutor(1) as other:
        sent = other.submit(phone.send)
        assert not sent.done()
        assert desk.taken == []
        desk.go.set()
        assert sent.result(10).status == 200


def test_two_phones_send_at_the_same_time(phone: Phone, desk: Desk) -> None:
    photos = [PHOTO + bytes([number]) * number for number in range(16)]
    with ThreadPoolExecutor(4) as others:
        answers = list(others.map(phone.send, photos))
    assert {answer.status for answer in answers} == {200}
    assert sorted(content for _name, content in desk.taken) == sorted(photos)


def test_when_it_is_closed_the_port_is_closed_and_the_token_is_dead(
    phone: Phone, open_server: Callable[..., PhoneServer], tmp_path: Path
) -> None:
    old = phone.path
    assert phone.ask().status == 200
    phone.server.close()
    assert not phone.server.is_open
    phone.server.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(phone.address, timeout=5)
    assert list((tmp_path / "incoming").iterdir()) == []
    again = Phone(open_server())
    assert again.path != old
    assert again.ask(path=old).status == 404
    assert again.ask().status == 200


def test_closing_ends_what_is_under_way(phone: Phone) -> None:
    held = socket.create_connection(phone.address, timeout=10)
    held.sendall(b"GET ")
    phone.server.close()
    with suppress(ConnectionResetError):
        assert held.recv(10) == b""
    held.close()


def test_what_a_killed_program_left_is_cleared(open_server: Callable[..., PhoneServer], tmp_path: Path) -> None:
    left = tmp_path / "incoming" / "phone-left" / "x"
    left.mkdir(parents=True)
    (left / "a.jpg").write_bytes(PHOTO)
    open_server()
    assert not left.exists()


@pytest.mark.parametrize("address", ["10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.43.1", "169.254.1.1", "127.0.0.1"])
def test_private_addresses(address: str) -> None:
    assert is_local(address)


@pytest.mark.parametrize("address", ["172.32.0.1", "11.0.0.1", "192.169.0.1", "fe80::1", "", "192.168.1", "0xC0A80001", "100.64.1.1"])
def test_other_addresses(address: str) -> None:
    assert not is_local(address)


def test_the_addresses_of_this_computer_are_private_and_not_its_own_alone() -> None:
    found = local_addresses()
    assert all(is_local(one.address) and not one.address.startswith("127.") for one in found)
    named = addresses._of_the_name()
    assert all(one.address.count(".") == 3 for one in named)
