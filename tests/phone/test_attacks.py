# SPDX-FileCopyrightText: 2026 The Green Mine Evaluator authors
# SPDX-License-Identifier: Apache-2.0
"""What is not exactly what the page sends is refused, over real sockets, and nothing of it is left."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from evaluator_app.errors import UserFacingError
from evaluator_app.phone.page import make_page
from evaluator_app.phone.server import PhoneServer
from tests.phone.conftest import LIMITS, PHOTO, Desk, Phone


def left_of(folder: Path) -> list[Path]:
    return [path for path in (folder / "incoming").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "",
        "/wrong/",
        "//",
        "/{t}",
        "/{t}/photos",
        "/{t}/../",
        "/{t}/?a=1",
        "/{t}/%2e%2e/",
        "/{t}/etc/passwd",
        "/..//{t}/",
        "/é/",
        "/{T}/",
    ],
)
def test_only_the_page_itself_is_shown(phone: Phone, path: str) -> None:
    token = phone.path.strip("/")
    wanted = path.replace("{t}", token).replace("{T}", token.swapcase()).encode("utf-8").decode("latin-1")
    heard = phone.say(f"GET {wanted} HTTP/1.1\r\nHost: {phone.place}\r\n\r\n".encode("latin-1"))
    assert b" 200 " not in heard.split(b"\r\n")[0]
    assert b"<html" not in heard


def test_an_absolute_address_is_no_way_in(phone: Phone) -> None:
    heard = phone.say(f"GET {phone.server.url} HTTP/1.1\r\nHost: {phone.place}\r\n\r\n".encode())
    assert b" 404 " in heard.split(b"\r\n")[0]


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT"])
def test_other_ways_of_asking_are_refused(phone: Phone, method: str) -> None:
    assert phone.ask(method).status == 405


def test_an_unknown_way_of_asking_is_refused_without_a_word_of_ourselves(phone: Phone) -> None:
    heard = phone.say(f"BREW {phone.path} HTTP/1.1\r\nHost: {phone.place}\r\n\r\n".encode())
    assert b" 501 " in heard.split(b"\r\n")[0]
    assert b"Python" not in heard
    assert b"BREW" not in heard


@pytest.mark.parametrize("host", [None, "", "localhost", "evil.example", "127.0.0.1", "127.0.0.1:80"])
def test_a_request_under_another_name_is_refused(phone: Phone, host: str | None) -> None:
    assert phone.ask(Host=host).status == 421
    assert phone.send(Host=host).status == 421


def test_two_names_are_refused(phone: Phone) -> None:
    heard = phone.say(f"GET {phone.path} HTTP/1.1\r\nHost: {phone.place}\r\nHost: evil.example\r\n\r\n".encode())
    assert b" 421 " in heard.split(b"\r\n")[0]


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "https://127.0.0.1"])
def test_a_page_from_elsewhere_cannot_send(phone: Phone, desk: Desk, origin: str | None) -> None:
    assert phone.send(Origin=origin).status == 403
    assert desk.taken == []


def test_a_wrong_token_cannot_send_and_is_soon_refused_altogether(phone: Phone, desk: Desk) -> None:
    answers = [phone.ask("POST", f"/{number:032}/photos", PHOTO, Content_Length=str(len(PHOTO))).status for number in range(40)]
    assert set(answers[:30]) == {404}
    assert set(answers[30:]) == {429}
    assert phone.ask().status == 429
    assert desk.taken == []


def test_too_many_requests_are_refused(open_server: Callable[..., PhoneServer]) -> None:
    phone = Phone(open_server(replace(LIMITS, requests_a_minute=5)))
    assert [phone.ask().status for _number in range(7)] == [200] * 5 + [429] * 2


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Length": None}, 411),
        ({"Content-Length": None, "Transfer-Encoding": "chunked"}, 411),
        ({"Transfer-Encoding": "chunked"}, 411),
        ({"Content-Length": "-1"}, 400),
        ({"Content-Length": "0"}, 400),
        ({"Content-Length": "1e3"}, 400),
        ({"Content-Length": "٣"}, 400),
        ({"Content-Length": "99999999999999"}, 400),
        ({"Content-Length": "1000001"}, 413),
        ({"X-File-Digest": None}, 400),
        ({"X-File-Digest": "0" * 63}, 400),
        ({"X-File-Digest": "../../x"}, 400),
        ({"X-File-Digest": "0" * 64}, 422),
    ],
)
def test_a_file_that_is_announced_oddly_is_refused(
    phone: Phone, desk: Desk, tmp_path: Path, headers: dict[str, str | None], status: int
) -> None:
    fields = {"Origin": f"http://{phone.place}", "Content-Length": "3", "X-File-Digest": "a" * 64, "X-File-Name": "a.jpg", **headers}
    lines = [f"POST {phone.path}photos HTTP/1.1", f"Host: {phone.place}", *(f"{name}: {value}" for name, value in fields.items() if value)]
    heard = phone.say("\r\n".join([*lines, "", ""]).encode("utf-8"), then=b"abc")
    assert f" {status} ".encode() in heard.split(b"\r\n")[0]
    assert desk.taken == []
    assert left_of(tmp_path) == []


def test_two_lengths_are_refused(phone: Phone, desk: Desk) -> None:
    raw = f"POST {phone.path}photos HTTP/1.1\r\nHost: {phone.place}\r\nOrigin: http://{phone.place}\r\nX-File-Digest: {'a' * 64}\r\n"
    heard = phone.say(f"{raw}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd".encode())
    assert b" 411 " in heard.split(b"\r\n")[0]
    assert desk.taken == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../../etc/passwd", "passwd"),
        ("..%2F..%2Fevil.jpg", "evil.jpg"),
        ("C:%5CWindows%5Cx.jpg", "x.jpg"),
        ("%00.jpg", "_.jpg"),
        ("a%0d%0ab.jpg", "a__b.jpg"),
        ("%E2%80%AEgpj.exe", "gpj.exe"),
        ("CON.jpg", "_CON.jpg"),
        ("....", "photo"),
        ("", "photo"),
        ("%FF%FE.jpg", "\ufffd\ufffd.jpg"),
        ("a" * 900 + ".jpg", "a" * 97 + ".jpg"),
        ("%E7%9F%BF%E5%B1%B1%20%E5%85%A5%E5%8F%A3.JPG", "矿山 入口.JPG"),
    ],
)
def test_a_name_can_do_no_harm(phone: Phone, desk: Desk, tmp_path: Path, given: str, kept: str) -> None:
    assert phone.send(name=given).status == 200
    assert [name for name, _content in desk.taken] == [kept]
    assert desk.paths[0].resolve().is_relative_to((tmp_path / "incoming").resolve())
    assert left_of(tmp_path) == []


def test_a_long_chinese_name_fits_on_the_disk(phone: Phone, desk: Desk) -> None:
    assert phone.send(name=quote("矿" * 90 + ".jpg")).status == 200
    assert [name for name, _content in desk.taken] == ["矿" * 66 + ".jpg"]


def test_files_that_did_not_arrive_use_up_no_room(open_server: Callable[..., PhoneServer], desk: Desk) -> None:
    phone = Phone(open_server(replace(LIMITS, files=1)))
    assert phone.send(X_File_Digest="0" * 64).status == 422
    assert phone.send().status == 200
    assert len(desk.taken) == 1


def test_a_phone_that_breaks_off_leaves_nothing(phone: Phone, desk: Desk, tmp_path: Path) -> None:
    raw = f"POST {phone.path}photos HTTP/1.1\r\nHost: {phone.place}\r\nOrigin: http://{phone.place}\r\nX-File-Digest: {'a' * 64}\r\n"
    with socket.create_connection(phone.address) as connection:
        connection.sendall(f"{raw}Content-Length: 500000\r\n\r\n".encode() + b"x" * 1000)
    assert phone.send().status == 200
    assert len(desk.taken) == 1
    phone.server.close()
    assert left_of(tmp_path) == []


def test_a_slow_body_is_given_up(open_server: Callable[..., PhoneServer], desk: Desk) -> None:
    phone = Phone(open_server(replace(LIMITS, idle_seconds=0.3, least_bytes_a_second=10**9)))
    raw = f"POST {phone.path}photos HTTP/1.1\r\nHost: {phone.place}\r\nOrigin: http://{phone.place}\r\nX-File-Digest: {'a' * 64}\r\n"
    heard = phone.say(f"{raw}Content-Length: 5000\r\n\r\n".encode() + b"x")
    assert b" 408 " in heard.split(b"\r\n")[0]
    assert desk.taken == []


def test_a_head_that_never_ends_is_given_up(open_server: Callable[..., PhoneServer]) -> None:
    phone = Phone(open_server(replace(LIMITS, head_seconds=0.3)))
    assert phone.say(b"GET / HTTP/1.1\r\nX: ") == b""
    assert phone.ask().status == 200


@pytest.mark.parametrize(
    "raw", [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n", b"A" * 70_000 + b"\n", b"GET\n", b"\n" * 10, b"GET / HTTP/9.9\r\n\r\n"]
)
def test_what_is_no_request_is_refused(phone: Phone, raw: bytes) -> None:
    assert b" 200 " not in phone.say(raw)
    assert phone.ask().status == 200


def test_heads_without_end_are_refused(phone: Phone) -> None:
    lines = b"".join(b"X-%d: y\r\n" % number for number in range(200))
    assert b" 431 " in phone.say(f"GET {phone.path} HTTP/1.1\r\nHost: {phone.place}\r\n".encode() + lines + b"\r\n").split(b"\r\n")[0]


def test_no_more_conversations_than_there_is_room_for(open_server: Callable[..., PhoneServer]) -> None:
    phone = Phone(open_server(replace(LIMITS, connections=2, head_seconds=30, idle_seconds=30)))
    held = [socket.create_connection(phone.address) for _number in range(2)]
    for connection in held:
        connection.sendall(b"GET ")
    third = socket.create_connection(phone.address, timeout=10)
    with suppress(ConnectionResetError):
        assert third.recv(10) == b""
    for connection in (*held, third):
        connection.close()


def test_count_size_and_disk_are_bounded(open_server: Callable[..., PhoneServer], desk: Desk) -> None:
    few = Phone(open_server(replace(LIMITS, files=1)))
    assert [few.send().status, few.send().status] == [200, 507]
    small = Phone(open_server(replace(LIMITS, all_bytes=len(PHOTO) + 1)))
    assert [small.send().status, small.send().status] == [200, 507]
    full = Phone(open_server(replace(LIMITS, spare_bytes=10**18)))
    assert full.send().status == 507
    assert len(desk.taken) == 2


@pytest.mark.parametrize("address", ["0.0.0.0", "8.8.8.8", "::", "localhost", "", "192.168.1.1.1", "100.64.0.1"])  # noqa: S104 - refused
def test_no_port_is_opened_on_other_addresses(tmp_path: Path, desk: Desk, address: str) -> None:
    with pytest.raises(UserFacingError) as refused:
        PhoneServer(address, make_page("m", "t", LIMITS), tmp_path, desk.take)
    assert refused.value.code == "PHN-001"


def test_an_address_of_somebody_else_is_named(tmp_path: Path, desk: Desk) -> None:
    with pytest.raises(UserFacingError) as failed:
        PhoneServer("10.254.253.252", make_page("m", "t", LIMITS), tmp_path, desk.take)
    assert failed.value.code == "PHN-002"
    assert list(tmp_path.rglob("*.JPG")) == []
